//! Intervals as reports show them: `= 35 人`, `31 至 39 人`, `≥ 1000 m² 且 < 2000 m²`.

use dashu_ratio::RBig;

use super::figure::figure;
use crate::program::Range;

/// An interval that has an end; `show` gives a number with its unit.
pub fn text(range: &Range, show: impl Fn(&RBig) -> String) -> String {
    match (&range.lower, &range.upper) {
        (Some((low, _)), Some((high, _))) if low == high => format!("= {}", show(low)),
        (Some((low, true)), Some((high, true))) => {
            format!("{} 至 {}", figure_like(low, &show(low)), show(high))
        }
        (lower, upper) => {
            let sign = |closed: bool, with: &'static str, without: &'static str| {
                if closed { with } else { without }
            };
            let lower =
                lower.as_ref().map(|(at, closed)| format!("{} {}", sign(*closed, "≥", ">"), show(at)));
            let upper =
                upper.as_ref().map(|(at, closed)| format!("{} {}", sign(*closed, "≤", "<"), show(at)));
            let both: Vec<String> = [lower, upper].into_iter().flatten().collect();
            both.join(" 且 ")
        }
    }
}

/// The lower end without its unit, unless the unit is part of the figure: `31`, `30%`.
fn figure_like(at: &RBig, shown: &str) -> String {
    if shown.ends_with(['%', '‰']) { shown.to_owned() } else { figure(at) }
}

/// The same whole numbers with both ends included.
pub fn whole(range: &Range) -> Range {
    let lower = range.lower.as_ref().map(|(at, closed)| {
        let first = if *closed { RBig::from(at.ceil()) } else { RBig::from(at.floor()) + RBig::ONE };
        (first, true)
    });
    let upper = range.upper.as_ref().map(|(at, closed)| {
        let last = if *closed { RBig::from(at.floor()) } else { RBig::from(at.ceil()) - RBig::ONE };
        (last, true)
    });
    Range { lower, upper }
}
