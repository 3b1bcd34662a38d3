//! Numbers that look random and are the same on every machine: whole-number arithmetic only.

use heng_interp::chance::Chance;

/// A stream of numbers.
pub struct Random(Chance);

/// Quantiles of exp(σ·z) for σ = 0.5, 0.8 and 1, in thousandths, at 64 equal steps of probability.
#[rustfmt::skip]
const QUANTILES: [[u64; 65]; 3] = [
    [227, 341, 394, 433, 464, 492, 517, 541, 563, 583, 604, 623, 642, 660, 678, 696, 714, 731, 749, 766, 783, 800, 818, 835, 853, 870,
     888, 906, 924, 943, 962, 981, 1000, 1020, 1040, 1061, 1082, 1104, 1126, 1149, 1173, 1197, 1223, 1249, 1277, 1306, 1336, 1368, 1401,
     1437, 1474, 1515, 1558, 1605, 1657, 1714, 1777, 1850, 1933, 2032, 2153, 2312, 2538, 2936, 4410],
    [93, 179, 225, 262, 293, 322, 348, 374, 398, 422, 446, 469, 492, 515, 537, 560, 583, 606, 629, 653, 676, 700, 725, 750, 775, 801, 827,
     854, 882, 910, 939, 969, 1000, 1032, 1065, 1099, 1134, 1171, 1209, 1249, 1290, 1334, 1380, 1428, 1478, 1532, 1589, 1650, 1715, 1785,
     1861, 1943, 2033, 2133, 2243, 2368, 2510, 2675, 2870, 3109, 3412, 3822, 4438, 5602, 10742],
    [51, 116, 155, 187, 216, 242, 268, 292, 317, 340, 364, 388, 412, 436, 460, 485, 509, 535, 560, 587, 613, 641, 669, 698, 727, 758, 789,
     821, 854, 889, 925, 962, 1000, 1040, 1082, 1125, 1170, 1218, 1268, 1320, 1375, 1434, 1495, 1561, 1630, 1705, 1784, 1870, 1963, 2064,
     2174, 2294, 2428, 2577, 2746, 2937, 3159, 3421, 3736, 4128, 4637, 5344, 6441, 8618, 19448],
];

/// How widely a log-normal quantity is spread around its median.
#[derive(Clone, Copy)]
pub enum Spread {
    /// σ = 0.5
    Narrow,
    /// σ = 0.8
    Middle,
    /// σ = 1
    Wide,
}

impl Random {
    /// The stream of one enterprise of one county.
    pub fn new(county: &str, index: u32) -> Self {
        let seed = county.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(Chance::new(seed ^ u64::from(index).wrapping_mul(0xd1b5_4a32_d192_ed03)))
    }

    /// One of 0, 1 … `limit` − 1.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0.below(limit)
    }

    /// Yes `per_mille` times in a thousand.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the list; the empty text of an empty list.
    pub fn pick(&mut self, list: &[&'static str]) -> &'static str {
        self.0.pick(list).copied().unwrap_or_default()
    }

    /// A log-normal quantity, in thousandths of its median.
    pub fn lognormal(&mut self, spread: Spread) -> u64 {
        let [narrow, middle, wide] = &QUANTILES;
        let table = match spread {
            Spread::Narrow => narrow,
            Spread::Middle => middle,
            Spread::Wide => wide,
        };
        let position = self.below(64 * 1024);
        let step = usize::try_from(position / 1024).unwrap_or_default();
        let at = |index: usize| table.get(index).copied().unwrap_or(1000);
        at(step) + (at(step + 1) - at(step)) * (position % 1024) / 1024
    }

    /// A day of the years `from` to `to`, as 2021-03-09.
    pub fn date(&mut self, from: u64, to: u64) -> String {
        let year = from + self.below(to + 1 - from);
        let month = 1 + self.below(12);
        let day = 1 + self.below(28);
        format!("{year}-{month:02}-{day:02}")
    }
}
