//! Numbers as messages show them.

use dashu_ratio::RBig;

pub use crate::table::number_text as figure;

/// The number as a share: `12.5%`.
pub fn percent(number: &RBig) -> String {
    format!("{}%", figure(&(number * RBig::from(100))))
}
