//! One value.

mod absence;
mod date;

pub use absence::Absence;
pub use date::Date;

use dashu_ratio::RBig;

/// One value, exact. Its kind and unit are known from the type of what holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, in the unit of its type.
    Number(RBig),
    /// 文本
    Text(String),
    /// 是否
    YesNo(bool),
    /// 日期: days since 1970-01-01; [`Date`] knows the calendar
    Date(i32),
    /// 年份
    Year(i32),
    /// The position of a member in its choice.
    Choice(u32),
    /// The position of a row in its table.
    Reference(u32),
    /// No value.
    Absent(Absence),
}

impl Value {
    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&RBig> {
        match self {
            Self::Number(n) => Some(n),
            _ => None,
        }
    }

    /// Whether it is the number zero.
    pub fn is_zero(&self) -> bool {
        self.as_number().is_some_and(RBig::is_zero)
    }

    /// Why there is no value, if there is none.
    pub fn absence(&self) -> Option<Absence> {
        match self {
            Self::Absent(why) => Some(*why),
            _ => None,
        }
    }
}
