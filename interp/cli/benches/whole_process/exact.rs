//! The answer, exactly: an independent program for this one job, against which bytes are compared.
//!
//! Numbers are whole multiples of 10⁻⁶⁰, each quotient cut towards zero. Let ε = 10⁻⁶⁰. A quotient q is off by less than ε, the mean of
//! them by less than ε, twice the mean by less than 2ε. An item is (w·q)·10⁶⁰ ÷ b, with b ≥ 10⁻¹² and w·|q| ≤ 10¹⁶ (both are checked): its
//! error is below ε + w·ε/b + w·|q|·2ε/b² < 10⁻¹⁹ at worst, and the total's below 10⁻¹⁸. Every rounding is therefore certain where the
//! number lies farther than 5·10⁻¹⁸ from the boundary, and every comparison with the mean where the two lie 10⁻¹⁷ apart. Anything nearer
//! is refused as undecided: it would have to be looked at by hand. Ties are compared by cross-multiplying, exactly.

use dashu_int::IBig;

use super::job::{Firm, QUOTIENTS, Score};

const WEIGHTS: [i64; 5] = [45, 20, 3, 3, 3];
/// Tenths of a point.
const HIGHEST: [i64; 5] = [675, 300, 45, 45, 30];

/// The scores of all rows.
///
/// # Errors
/// Where a number lies too near a boundary, or outside the bounds of the proof.
pub fn scores(firms: &[Firm]) -> Result<Vec<Score>, String> {
    let one = IBig::from(10).pow(60);
    let (least, most) = (IBig::from(10).pow(48), IBig::from(10).pow(76));
    let quotient =
        |firm: &Firm, which| firm.quotient(which).map(|(above, below)| &one * above / IBig::from(below));
    let mut means = Vec::with_capacity(QUOTIENTS.len());
    for which in QUOTIENTS {
        let (mut sum, mut count) = (IBig::ZERO, 0_i64);
        for found in firms.iter().filter_map(|firm| quotient(firm, which)) {
            (sum, count) = (sum + found, count + 1);
        }
        let mean = if count > 0 { sum / IBig::from(count) } else { return Err("no quotients".into()) };
        if mean < least {
            return Err("a mean is too small for the proof".into());
        }
        means.push(mean);
    }
    let job = Job { one, most, means };
    firms.iter().map(|firm| job.score(firm)).collect()
}

struct Job {
    one: IBig,
    most: IBig,
    means: Vec<IBig>,
}

impl Job {
    fn score(&self, firm: &Firm) -> Result<Score, String> {
        let mut items = [IBig::ZERO, IBig::ZERO, IBig::ZERO, IBig::ZERO, IBig::ZERO];
        let of = QUOTIENTS.iter().zip(&self.means).zip(WEIGHTS.iter().zip(HIGHEST));
        for (slot, ((which, mean), (weight, highest))) in items.iter_mut().zip(of) {
            let Some((above, below)) = firm.quotient(*which).filter(|(above, _)| *above > 0) else {
                continue;
            };
            let share = &self.one * above * *weight / IBig::from(below);
            if share > self.most {
                return Err(format!("{}: a quotient is too great for the proof", firm.number));
            }
            *slot = (share * &self.one / (mean * IBig::from(2))).min(&self.one * highest / IBig::from(10));
        }
        let [tax, sales, energy, energy_sales, mut pollution] = items;
        if firm.amounts.last().copied().flatten().is_none_or(|amount| amount == 0) {
            let pays = firm.amounts.first().copied().flatten().is_some_and(|tax| tax > 0);
            pollution = if pays { &self.one * 3 } else { IBig::ZERO };
        }
        let [science, green, adjusted] = firm.points.map(|tenths| &self.one * tenths / IBig::from(10));
        let items = [tax, sales, science, energy, energy_sales, pollution, green];
        let total = items.iter().fold(adjusted, |sum, item| sum + item);
        let mut score = Score { total: self.hundredths(&total, firm)?, ..Score::default() };
        for (slot, item) in score.items.iter_mut().zip(&items) {
            *slot = self.hundredths(item, firm)?;
        }
        let (above, below) = firm.tax_per_mu();
        let mean = self.means.first().ok_or("no mean")?;
        let apart = &self.one * above / IBig::from(below) - mean;
        self.certain(&apart, firm)?;
        score.low = apart < IBig::ZERO;
        Ok(score)
    }

    /// Rounded half away from zero to hundredths.
    fn hundredths(&self, number: &IBig, firm: &Firm) -> Result<i64, String> {
        let doubled = number * IBig::from(200);
        let below = &doubled / &self.one;
        let odd = &below % IBig::from(2) != IBig::ZERO;
        let rest = &doubled - &below * &self.one;
        // The boundaries are the odd numbers of half hundredths. Points and caps, which have no error, never stand on one.
        let beside = if odd { magnitude(&rest) } else { &self.one - magnitude(&rest) };
        if beside < IBig::from(10).pow(45) {
            return Err(format!("{}: too near a boundary", firm.number));
        }
        let away = if odd { if number < &IBig::ZERO { -1 } else { 1 } } else { 0 };
        i64::try_from((below + IBig::from(away)) / IBig::from(2)).map_err(|_| "too great".to_owned())
    }

    fn certain(&self, apart: &IBig, firm: &Firm) -> Result<(), String> {
        if magnitude(apart) > IBig::from(10).pow(43) {
            Ok(())
        } else {
            Err(format!("{}: at the mean", firm.number))
        }
    }
}

fn magnitude(number: &IBig) -> IBig {
    if *number < IBig::ZERO { -number } else { number.clone() }
}
