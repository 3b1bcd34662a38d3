//! Made-up enterprises for the reference job, as many as wanted. Whole numbers only, so that the same number gives the same bytes on every
//! machine; the first rows of every number are the same.

use std::io::{self, Write};

use heng_interp::chance::Chance;

/// The header.
pub const HEADER: &str = "企业编号,企业名称,实缴税金,应税销售,实际占地面积,能耗总量,污染物当量,科技创新分值,绿色荣誉分值,客观因素调整分,\
    保护,黑名单,较大事故数,一般事故数,重大事故数,僵尸";

const TOWNS: [&str; 8] = ["东岸", "西圩", "南桥", "北港", "中渡", "新洲", "老坝", "上塘"];
const NAMES: [&str; 12] = ["嘉", "禾", "远", "川", "岭", "松", "原", "晨", "旭", "启", "宁", "和"];
const TRADES: [&str; 8] = ["纺织", "机械", "电子", "化工", "食品", "医械", "电缆", "包装"];

/// Made-up figures, a stream of its own for each row.
struct Dice(Chance);

impl Dice {
    /// Whether a case holds that so many in ten thousand have.
    fn share(&mut self, of_ten_thousand: u64) -> bool {
        self.0.below(10_000) < of_ten_thousand
    }

    /// Many small ones and a few great ones about a middle, as amounts of firms are.
    fn skewed(&mut self, middle: u64) -> u64 {
        let factor = (1 + self.0.below(48)) * (1 + self.0.below(48)) * (1 + self.0.below(8));
        1 + middle * factor / 1_500
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        self.0.pick(of).copied().unwrap_or_default()
    }
}

/// One cell: a number of units of 10⁻ᵖ, or nothing.
pub fn decimal(number: Option<i64>, places: u32) -> String {
    let Some(number) = number else { return String::new() };
    let unit = 10_u64.pow(places);
    let (whole, part) = (number.unsigned_abs() / unit, number.unsigned_abs() % unit);
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{whole}.{part:0width$}", width = places as usize)
}

/// The cells of a row as they are written, the name without quotes.
pub fn row(at: u64) -> [String; 16] {
    let mut dice = Dice(Chance::new(at.wrapping_mul(0xd134_2543_de82_ef95) ^ 20_220_004));
    let number = format!("9132{:014}", (at * 2_718_281_828_459 + 31_415_926_535) % 100_000_000_000_000);
    let (town, trade) = (dice.one(&TOWNS), dice.one(&TRADES));
    let mut name = format!("{town}{}{}{trade}有限公司", dice.one(&NAMES), dice.one(&NAMES));
    match dice.0.below(400) {
        0 | 1 => name.push_str(",一分公司"),
        2 => name.push_str("（\"老厂\"）"),
        _ => {}
    }
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let area = dice.skewed(1_500) + 50;
    let paid = signed((dice.skewed(800) * area).div_ceil(100));
    let sales = signed(dice.skewed(2_000)) * paid.max(1) / 100;
    let tax = match dice.0.below(200) {
        0..=2 => -paid / 5,
        3 => 0,
        _ => paid,
    };
    let energy = if dice.share(100) { 0 } else { sales * signed(dice.skewed(100)) / 10_000 + 1 };
    let pollution = sales * signed(dice.skewed(100)) / 50_000 + 1;
    let mut some = |rarely: u64, most: u64, least: i64| {
        if dice.share(rarely) { signed(dice.0.below(most)) + least } else { 0 }
    };
    let (science, green, adjusted) = (some(5_000, 200, 1), some(2_000, 60, 1), some(1_000, 101, -50));
    let mut flag = |often: u64| if dice.share(often) { "TRUE" } else { "FALSE" }.to_owned();
    let (protected, listed, idle) = (flag(300), flag(50), flag(100));
    let [greater, graver] = [5, 1].map(|often| u8::from(dice.share(often)).to_string());
    let common = u8::from(dice.share(100)) + u8::from(dice.share(20)) + u8::from(dice.share(5));
    let mut known = |number: i64, unknown: u64| (!dice.share(unknown)).then_some(number);
    [
        number,
        name,
        decimal(known(tax, 100), 2),
        decimal(Some(sales), 2),
        decimal(Some(signed(area)), 2),
        decimal(known(energy, 400), 2),
        decimal(known(pollution, 6_500), 2),
        decimal(Some(science), 1),
        decimal(Some(green), 1),
        decimal(Some(adjusted), 1),
        protected,
        listed,
        greater,
        common.to_string(),
        graver,
        idle,
    ]
}

/// So many rows as CSV.
///
/// # Errors
/// Where they cannot be written.
pub fn write_csv(rows: u64, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{HEADER}")?;
    for at in 0..rows {
        let mut cells = row(at);
        if let [_, name, ..] = &mut cells
            && name.contains([',', '"'])
        {
            *name = format!("\"{}\"", name.replace('"', "\"\""));
        }
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(())
}
