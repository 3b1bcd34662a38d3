//! Days: a spreadsheet counts them from 1899-12-30, and has none before 1900-03-01 that all programs agree on.

use heng_interp::program::{Builtin, Core, Frame};

use super::super::book::Reason;
use super::expression::{Binding, Piece};
use super::{Translator, is_whole};

/// 1970-01-01 as a spreadsheet counts.
const EPOCH: i64 = 25_569;
/// 1900-03-01; the days before are counted differently.
const FIRST: i64 = 61;

/// The number of a day, given since 1970; nothing for days that spreadsheets do not agree on.
pub fn serial(days: i32) -> Option<i64> {
    let serial = i64::from(days) + EPOCH;
    (FIRST..=2_958_465).contains(&serial).then_some(serial)
}

impl Translator<'_, '_, '_> {
    /// Years and months between days, ends of months, days later.
    pub(super) fn date_call(
        &mut self,
        builtin: Builtin,
        arguments: &[Core],
        core: &Core,
        frame: Frame,
    ) -> Result<Piece, Reason> {
        let parts = self.together(&arguments.iter().collect::<Vec<_>>(), frame);
        let all: Vec<&Piece> = parts.iter().collect();
        let strict = |text: String, binding| Piece::strict(text, binding, &all).sharp(true);
        Ok(match (builtin, parts.as_slice(), arguments) {
            (Builtin::YearOf, [x], _) => strict(format!("YEAR({})", x.forced()), Binding::Tight),
            (Builtin::MonthEnd, [x], _) => strict(format!("EOMONTH({},0)", x.forced()), Binding::Tight),
            (Builtin::DaysBetween, [a, b], _) => {
                strict(format!("{}-{}", b.within(Binding::Sum), a.within(Binding::Product)), Binding::Sum)
            }
            (Builtin::YearDifference, [a, b], _) => {
                strict(format!("{}-{}", a.within(Binding::Sum), b.within(Binding::Product)), Binding::Sum)
            }
            (Builtin::AddDays | Builtin::AddYears, [x, n], [_, amount]) => {
                let later = match is_whole(amount) {
                    true if n.text.starts_with('-') => format!("{}{}", x.within(Binding::Sum), n.text),
                    true => format!("{}+{}", x.within(Binding::Sum), n.within(Binding::Sum)),
                    false => format!("{}+TRUNC({})", x.within(Binding::Sum), n.forced()),
                };
                let later = strict(later, Binding::Sum);
                if core.ty.optional { later.or_missing() } else { later }
            }
            (Builtin::YearsBetween | Builtin::MonthsBetween, [a, b], [x, y]) => {
                let (a, b) = (self.atom(a.clone(), x, frame), self.atom(b.clone(), y, frame));
                let months = months(&a.text, &b.text);
                let text = match builtin {
                    Builtin::YearsBetween => format!("TRUNC({months}/12)"),
                    _ => months,
                };
                Piece::strict(text, Binding::Tight, &[&a, &b]).sharp(true)
            }
            _ => return Err(Reason::Function),
        })
    }
}

/// Whole months from one day to another, negative backwards: from the 31st, a shorter month is full on its last day.
fn months(from: &str, to: &str) -> String {
    let forwards = |a: &str, b: &str| {
        format!(
            "((YEAR({b})-YEAR({a}))*12+MONTH({b})-MONTH({a})-IF(OR(DAY({b})>=DAY({a}),{b}=EOMONTH({b},0)),0,1))"
        )
    };
    format!("IF({to}>={from},{},-{})", forwards(from, to), forwards(to, from))
}
