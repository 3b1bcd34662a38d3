//! A value as it is stated.

use dashu_ratio::RBig;

use super::RowName;
use crate::value::{Absence, Date};

/// A value, printed but for the words that differ between languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// A number with its unit.
    Number(Figure),
    /// 文本
    Text(String),
    /// 是否
    YesNo(bool),
    /// 日期
    Date(Date),
    /// 年份
    Year(i32),
    /// A member of a choice: a class.
    Member(String),
    /// A row of a table.
    Row(RowName),
    /// No value, and why.
    None(Absence),
}

/// A number in digits. It was printed from the exact value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The digits to read: in full where they are few, else rounded half away from zero.
    pub short: String,
    /// All digits where they end, else 12 significant ones.
    pub full: String,
    /// Whether `full` is the number itself.
    pub ends: bool,
    /// Its unit: `万元/亩`; empty for plain numbers.
    pub unit: String,
}

impl Figure {
    /// Whether `short` is the number itself.
    pub fn is_exact(&self) -> bool {
        self.ends && self.short == self.full
    }

    /// The number behind it, where its digits end.
    pub fn exact(&self) -> Option<RBig> {
        self.ends.then(|| crate::number::parse_decimal(&self.full)).flatten()
    }
}

impl Stated {
    /// Why there is no value, if there is none.
    pub fn absence(&self) -> Option<Absence> {
        match self {
            Self::None(why) => Some(*why),
            _ => None,
        }
    }

    /// Yes or no, if it is one.
    pub fn yes_no(&self) -> Option<bool> {
        match self {
            Self::YesNo(answer) => Some(*answer),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Number(figure) => Some(figure),
            _ => None,
        }
    }
}
