//! `台账[上年]`, `台账[2022 至 2024]`: which years.

use heng_grammar::tree::{Expr, ExprKind};

use crate::check::diagnostic::ledger as report;
use crate::lower::{Context, Scope};

impl<'t> Context<'t> {
    /// The years that the keys name.
    pub(super) fn years_of_keys(&mut self, keys: &'t [Expr], scope: &Scope) -> Option<Vec<i32>> {
        let mut years = Vec::new();
        for key in keys {
            match years_of(key, scope.year) {
                Some(more) => years.extend(more),
                None => {
                    self.report(report::unknown_year(key.span));
                    return None;
                }
            }
        }
        Some(years)
    }
}

/// The years of one key, seen from a year.
pub(super) fn years_of(key: &Expr, now: Option<i32>) -> Option<Vec<i32>> {
    match &*key.kind {
        ExprKind::Range(from, to) => {
            let (first, last) = (one_year(from, now)?, one_year(to, now)?);
            Some((first..=last).take(500).collect())
        }
        ExprKind::LastYears(count) => {
            let count: i32 = count.digits.parse().ok()?;
            let last = now?;
            Some((last.checked_sub(count)?.checked_add(1)?..=last).take(500).collect())
        }
        _ => one_year(key, now).map(|year| vec![year]),
    }
}

fn one_year(key: &Expr, now: Option<i32>) -> Option<i32> {
    match &*key.kind {
        ExprKind::Year(year) => Some(*year),
        ExprKind::Number(number) if number.unit.is_none() => {
            number.digits.parse().ok().filter(|year| (1900..2200).contains(year))
        }
        ExprKind::Name(name) => match name.text.as_str() {
            "年度" | "fiscal_year" => now,
            "上年" | "last_year" => now?.checked_sub(1),
            "次年" | "next_year" => now?.checked_add(1),
            _ => None,
        },
        ExprKind::Bracketed(inner) => one_year(inner, now),
        _ => None,
    }
}
