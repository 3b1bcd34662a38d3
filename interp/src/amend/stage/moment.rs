//! When one version gives way to the next, and how a row or a year tells on which side it is.

use heng_grammar::span::Span;
use heng_grammar::tree::{Amend, Comparator, Expr, ExprKind, LogicOperator, Name, Transition};

use super::Staged;
use crate::resolve::version::date;
use crate::value::Date;

/// What chooses the version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// `以 年度 定版`: the text in force when the year begins, or ends
    Year {
        /// 年末
        end: bool,
    },
    /// `以 事件日期 定版`: a column with a date
    Column(String),
    /// The day of the run; then only a 过渡 keeps two versions side by side.
    Day(Option<Date>),
}

impl Clock {
    /// What chooses between the versions of an amendment.
    pub(super) fn of(amend: &Amend, as_of: Option<Date>) -> Self {
        let Some(by) = &amend.version_by else { return Clock::Day(as_of) };
        let last = by.date.names.last().map_or("", |name| name.text.as_str());
        match last {
            "年度" | "fiscal_year" => Clock::Year { end: by.year_end.unwrap_or(false) },
            "评价日" | "as_of" => Clock::Day(as_of),
            column => Clock::Column(column.to_owned()),
        }
    }
}

/// Where one version ends and the next begins.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// The first day of the next version; for years, the first of January of its first year.
    pub day: Date,
    /// Whom it leaves with the old version, or gives the new one at once.
    transitions: Vec<Transition>,
}

/// The moments of some amendments, in order.
pub(super) fn moments(staged: &[Staged], clock: &Clock) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    for each in staged {
        let (from, end) = bounds(each, clock);
        for (day, transitions) in [(from, each.amend.transitions.as_slice()), (end, &[])] {
            let Some(day) = day else { continue };
            match found.iter_mut().find(|moment| moment.day == day) {
                Some(moment) => moment.transitions.extend_from_slice(transitions),
                None => found.push(Moment { day, transitions: transitions.to_vec() }),
            }
        }
    }
    found.sort_by_key(|moment| moment.day);
    found
}

/// The first day of an amendment, and the first after it, as the clock counts.
fn bounds(staged: &Staged, clock: &Clock) -> (Option<Date>, Option<Date>) {
    let after = staged.period.to.and_then(|to| Date::from_days(to.days() + 1));
    match clock {
        Clock::Column(_) | Clock::Day(_) => (staged.period.from, after),
        Clock::Year { end } => {
            let first = |day: Date| {
                let year = day.year();
                let whole = date(year, 1, 1) == Some(day);
                date(if *end || whole { year } else { year + 1 }, 1, 1)
            };
            (staged.period.from.and_then(first), after.and_then(first))
        }
    }
}

/// Whether an amendment is in force after `at` moments have passed.
pub(super) fn in_force(staged: &Staged, moments: &[Moment], at: usize, clock: &Clock) -> bool {
    let (from, end) = bounds(staged, clock);
    let now = at.checked_sub(1).and_then(|last| moments.get(last)).map(|moment| moment.day);
    let begun = from.is_none_or(|from| now.is_some_and(|now| from <= now));
    begun && end.is_none_or(|end| now.is_none_or(|now| now < end))
}

impl Moment {
    /// `事件日期 < 2022-12-28 或 已入库企业`: whether the version before this moment holds.
    pub(super) fn is_before(&self, clock: &Clock, span: Span) -> Expr {
        let before = match clock {
            Clock::Column(column) => Some(self.compared(name(column, span), self.as_day(), span)),
            Clock::Year { .. } => {
                Some(self.compared(name("年度", span), ExprKind::Year(self.day.year()), span))
            }
            // The day is known now; a run without one takes what is said last.
            Clock::Day(as_of) => {
                Some(Expr::new(ExprKind::YesNo(as_of.is_some_and(|day| day < self.day)), span))
            }
        };
        let mut condition = before.unwrap_or_else(|| Expr::new(ExprKind::YesNo(false), span));
        for transition in &self.transitions {
            let who = Expr::new(ExprKind::Name(transition.who.clone()), transition.span);
            let parts = match transition.old {
                true => (LogicOperator::Or, vec![condition, who]),
                false => {
                    let not = Expr::new(ExprKind::Not(who), transition.span);
                    (LogicOperator::And, vec![condition, not])
                }
            };
            condition = Expr::new(ExprKind::Logic(parts.0, parts.1), transition.span);
            condition = Expr::new(ExprKind::Bracketed(condition), transition.span);
        }
        condition
    }

    fn compared(&self, left: Expr, right: ExprKind, span: Span) -> Expr {
        let right = Expr::new(right, span);
        Expr::new(ExprKind::Comparison(left, vec![(Comparator::Less, right)]), span)
    }

    fn as_day(&self) -> ExprKind {
        let civil = self.day.civil();
        ExprKind::Date {
            year: self.day.year(),
            month: u32::try_from(civil.month()).unwrap_or(1),
            day: u32::try_from(civil.day()).unwrap_or(1),
        }
    }

    /// `2022-12-28`, `2023 年`
    pub(super) fn text(&self, clock: &Clock) -> String {
        match clock {
            Clock::Year { .. } => format!("{}年", self.day.year()),
            Clock::Column(_) | Clock::Day(_) => self.day.to_string(),
        }
    }
}

pub(super) fn name(text: &str, span: Span) -> Expr {
    Expr::new(ExprKind::Name(Name { text: text.to_owned(), span }), span)
}
