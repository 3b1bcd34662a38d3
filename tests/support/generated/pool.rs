//! The words that authors choose: names, numbers, units, texts. The grammar only says what they are made of.

use super::Words;
use super::random::Random;

/// Names without a meaning of their own.
const NAMES: &[&str] =
    &["亩均税收", "企业", "实缴税金", "综合得分", "A", "区", "名称", "x1", "_备用", "黑名单"];
const ENGLISH_NAMES: &[&str] = &["firm", "tax", "area", "A", "zone", "final_grade", "x1", "kind"];
/// Names that are words of the language elsewhere, or almost.
const TRICKY: &[&str] =
    &["权重", "上限", "等级", "若干", "当前等级", "score", "weight", "目标", "合计", "是否达标"];
/// Names that need their brackets.
const QUOTED: &[&str] = &["「单位GDP能耗（当量）」", "「5G基站数」", "「R&D 投入」", "「权重」"];
const UNITS: &[&str] =
    &["万元", "亩", "万元/亩", "%", "分", "倍", "吨标煤", "元/人/月", "件", "㎡", "百分点", "年"];
const ENGLISH_UNITS: &[&str] = &["yuan", "mu", "yuan/mu", "%", "points", "x", "tce", "pieces", "‰", "m²"];
const DIGITS: &[&str] = &["0", "1", "2", "100", "0.5", "1000", "45", "0.01", "150"];
const WIDE_DIGITS: &[&str] = &["１００", "０．５", "１２", "3．5"];
const TEXTS: &[&str] = &["电力", "热力，燃气", "第三条 // 不是注释", "", "｛１｝", "a  b"];
const DATES: &[&str] = &["2022-01-01", "2024-12-31", "1999-02-28"];
const WIDE_DATES: &[&str] = &["２０２２－０１－０１", "2022－1－1"];

/// What stands in the place of `rule`; none where the grammar is to be walked.
pub fn leaf(rule: &str, random: &mut Random, words: Words, noise: bool) -> Option<String> {
    let english = match words {
        Words::Chinese => false,
        Words::English => true,
        Words::Mixed => random.percent(50),
    };
    Some(match rule {
        "name" => name(random, english),
        "text" => text(random, noise),
        "number" => number(random, english, noise),
        "integer" => pick(random, &["1", "2", "3", "10"], &["２"], noise),
        "date" => pick(random, DATES, WIDE_DATES, noise),
        "year" => pick(random, &["2022年", "2024年"], &["2023 年", "２０２５年"], noise),
        "axis_year" => pick(random, &["2022", "2024年", "2027"], &["２０２３"], noise),
        "unit" | "declared_unit" => unit(random, english),
        "years" => (if english { "2 years" } else { "5 年" }).to_owned(),
        "operand" => operand(random, english, noise),
        "document_number" => "通政办发〔2022〕4号".to_owned(),
        _ => return None,
    })
}

fn pick(random: &mut Random, plain: &[&str], noisy: &[&str], noise: bool) -> String {
    let from = if noise && random.percent(20) { noisy } else { plain };
    random.of(from).to_owned()
}

/// A name, now and then one that a careless reader takes for a keyword.
pub fn name(random: &mut Random, english: bool) -> String {
    let plain = if english { ENGLISH_NAMES } else { NAMES };
    let from = match random.below(20) {
        0 | 1 => TRICKY,
        2 => QUOTED,
        _ => plain,
    };
    random.of(from).to_owned()
}

/// What ends an expression that is deep enough.
fn operand(random: &mut Random, english: bool, noise: bool) -> String {
    match random.below(10) {
        0..3 => number(random, english, noise),
        3 => text(random, noise),
        _ => name(random, english),
    }
}

fn unit(random: &mut Random, english: bool) -> String {
    random.of(if english { ENGLISH_UNITS } else { UNITS }).to_owned()
}

fn number(random: &mut Random, english: bool, noise: bool) -> String {
    let digits = pick(random, DIGITS, WIDE_DIGITS, noise);
    if random.percent(35) {
        return digits;
    }
    let unit = unit(random, english);
    let touches = unit.starts_with(['%', '‰']) || noise && !unit.is_ascii() && random.percent(30);
    // `2022年` would be a year.
    if touches && unit != "年" { format!("{digits}{unit}") } else { format!("{digits} {unit}") }
}

fn text(random: &mut Random, noise: bool) -> String {
    let words = random.of(TEXTS);
    match if noise { random.below(4) } else { 0 } {
        1 => format!("“{words}”"),
        2 => format!("＂{words}＂"),
        _ => format!("\"{words}\""),
    }
}
