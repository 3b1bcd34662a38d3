//! Cells that do not hold what their column asks for.

use super::Complaint;
use crate::table::{Bound, ColumnKind, ColumnRule, number_text};
use crate::value::Value;

/// A blank cell of a column that is neither 可缺 nor has a 默认.
pub fn blank(column: &ColumnRule) -> Complaint {
    let name = &column.name;
    if column.key {
        return Complaint::error(
            820,
            format!("主键「{name}」是空的，这一行无法辨认"),
            format!("the key `{name}` is blank, so the row cannot be told from others"),
        )
        .help(
            "补上主键；如果这一行不是数据，请删去",
            "fill in the key, or delete the row if it is not data",
        );
    }
    Complaint::error(821, format!("「{name}」是空的"), format!("`{name}` is blank")).help(
        format!("补上数据；如果允许没有，请在脚本里给「{name}」加上“可缺”或“默认 …”"),
        format!(
            "fill in the cell; if it may be blank, add `optional` or `default …` to `{name}` in the script"
        ),
    )
}

/// A number outside the column's bounds.
pub fn out_of_bounds(column: &ColumnRule, bound: &Bound, found: &str, unit: &str) -> Complaint {
    let (name, rule) = (&column.name, bound.text());
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    Complaint::error(
        822,
        format!("「{name}」是 {found}{unit}，不符合 {rule}{unit}"),
        format!("`{name}` is {found}{unit}, which is not {rule}{unit}"),
    )
    .found(found)
    .expected(format!(" {rule}{unit} 的数"), format!("a number {rule}{unit}"))
}

/// A fraction in a column of counts.
pub fn not_whole(column: &ColumnRule, found: &str, unit: &str) -> Complaint {
    let name = &column.name;
    Complaint::error(
        823,
        format!("「{name}」以{unit}计，应当是整数，这里是 {found}"),
        format!("`{name}` counts {unit} and must be whole, but is {found}"),
    )
    .found(found)
    .expected("整数", "a whole number")
    .help(
        format!("改正数据；如果确有小数，请在脚本里给「{name}」加上“可小数”"),
        format!("correct the cell; if fractions are meant, add `fractional` to `{name}` in the script"),
    )
}

/// A value of another type than the column's, which the checker rules out for rows written in a script and the reader for
/// those of files.
pub fn wrong_type(column: &ColumnRule) -> Complaint {
    let name = &column.name;
    let (zh, en) = column.kind.words();
    Complaint::bug(
        format!("给「{name}」的值类型不对"),
        format!("the value given to `{name}` has the wrong type"),
    )
    .expected(zh, en)
}

/// More faults of one kind than are worth listing.
pub fn unlisted(code: u16, count: u32) -> Complaint {
    Complaint::note(
        829,
        format!("H{code:04} 另有 {count} 处没有列出"),
        format!("{count} more of H{code:04} are not listed"),
    )
}

impl crate::table::ColumnKind {
    /// The short word for what a cell should hold: (Chinese, English).
    pub fn noun(&self) -> (&str, &str) {
        match self {
            Self::Number(rule) if rule.whole => ("整数", "a whole number"),
            Self::Number(_) => ("数", "a number"),
            Self::Text => ("文本", "text"),
            Self::YesNo => ("“是”或“否”", "yes or no"),
            Self::Date => ("日期", "a date"),
            Self::Year => ("年份", "a year"),
            Self::Choice(rule) => (&rule.name, &rule.name),
            Self::Reference(_) => ("另一张表的主键", "a key of another table"),
        }
    }

    /// What a cell should hold: (Chinese, English).
    pub fn words(&self) -> (String, String) {
        match self {
            Self::Number(rule) if rule.unit.is_empty() => ("数".into(), "a number".into()),
            Self::Number(rule) if rule.whole => {
                (format!("整数（{}）", rule.unit), format!("a whole number ({})", rule.unit))
            }
            Self::Number(rule) => (format!("数（{}）", rule.unit), format!("a number ({})", rule.unit)),
            Self::Text => ("文本".into(), "text".into()),
            Self::YesNo => ("“是”或“否”".into(), "yes or no".into()),
            Self::Date => ("日期，如 2022-01-31".into(), "a date such as 2022-01-31".into()),
            Self::Year => ("年份，如 2022".into(), "a year such as 2022".into()),
            Self::Choice(rule) => {
                let members: Vec<&str> = rule.members.iter().map(|m| m.name.as_str()).collect();
                let more = members.len() > 12;
                let shown = members.get(..12).unwrap_or(&members);
                let (zh, en) = if more { (" 等", ", …") } else { ("", "") };
                (
                    format!("「{}」之一：{}{zh}", rule.name, shown.join("、")),
                    format!("one of `{}`: {}{en}", rule.name, shown.join(", ")),
                )
            }
            Self::Reference(_) => ("另一张表的主键".into(), "a key of another table".into()),
        }
    }
}

impl ColumnRule {
    /// What is wrong with a value that is put into the column by itself: a decision, a correction, a parameter.
    pub fn check(&self, value: &Value) -> Option<Box<Complaint>> {
        let (Value::Number(number), ColumnKind::Number(rule)) = (value, &self.kind) else { return None };
        if rule.whole && !number.is_int() {
            return Some(not_whole(self, &shown(number), &rule.unit).into());
        }
        let broken = self.bounds.iter().find(|bound| !bound.admits(number))?;
        Some(out_of_bounds(self, broken, &shown(number), &rule.unit).into())
    }
}

/// The text of a number for a message.
pub(crate) fn shown(number: &dashu_ratio::RBig) -> String {
    number_text(number)
}
