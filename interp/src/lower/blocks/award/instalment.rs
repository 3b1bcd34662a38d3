//! `分期 3 年 每年 1/3 续发 当 连续达标 断后 不续`: what is due of a grant in each of its years.

use dashu_int::IBig;
use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{AfterBreak, Expr, InstalmentRemainder, Rounding};
use heng_grammar::vocabulary::built_in_unit;

use super::super::super::{Context, Scope, build};
use super::super::points;
use super::item::{Item, zero_like};
use super::{Parts, key};
use crate::check::diagnostic::award as report;
use crate::check::figure::figure;
use crate::program::{Core, Operator, Type, Unit};

/// More years than any grant runs.
const MOST_YEARS: u32 = 30;

/// The instalments of an item.
#[derive(Clone)]
pub(super) struct Schedule {
    /// The share of each year; they add to 1.
    shares: Vec<RBig>,
    after_break: AfterBreak,
    rounding: Option<Rounding>,
    /// Where the rounding was written.
    scope: Scope,
    remainder: Option<InstalmentRemainder>,
    span: Span,
}

impl Schedule {
    /// The instalments that an item speaks of; what is wrong with them is reported.
    pub(super) fn of<'t>(context: &mut Context<'t>, item: Item<'t>, scope: &Scope) -> Option<Self> {
        let terms = item.terms;
        let Some(instalments) = &terms.instalments else {
            if let Some(tree) = &terms.continues {
                context.report(report::continues_without_instalments(tree.span));
            }
            return None;
        };
        if scope.year.is_none() {
            context.report(report::needs_years("分期", "in_instalments", instalments.span));
            return None;
        }
        let years: u32 = instalments.years.digits.parse().unwrap_or(0);
        let unit = instalments.years.unit.as_ref().and_then(|unit| unit.factors.first());
        if !(2..=MOST_YEARS).contains(&years)
            || unit.is_none_or(|(name, _)| built_in_unit(&name.text) != Some("年"))
        {
            context.report(report::instalment_years(instalments.years.span));
            return None;
        }
        let shares = shares(context, scope, &instalments.shares, years, instalments.span)?;
        let after_break = match (&terms.continues, terms.after_break) {
            (_, Some((after, _))) => after,
            (None, None) => AfterBreak::Ends,
            (Some(tree), None) => {
                if years > 2 {
                    context.report(report::break_not_stated(item.name, tree.span));
                }
                AfterBreak::Ends
            }
        };
        let rounding = terms.rounding.clone().or_else(|| item.award.rounding.clone());
        let remainder = terms.remainder.or(item.award.remainder);
        let scope = scope.clone();
        Some(Self { shares, after_break, rounding, scope, remainder, span: instalments.span })
    }

    /// Over how many years.
    pub(super) fn years(&self) -> u32 {
        u32::try_from(self.shares.len()).unwrap_or(MOST_YEARS)
    }

    /// An instalment that does not come out even says how it is rounded, and which year makes up for it.
    pub(super) fn check(&self, context: &mut Context<'_>, amount: Option<&RBig>) {
        let even = |share: &RBig| match amount {
            Some(amount) => terminates(&(share * amount)),
            None => terminates(share),
        };
        let told = self.remainder.is_some() && self.rounding.is_some();
        let uneven = self.shares.iter().find(|share| !even(share));
        if let Some(share) = uneven.filter(|_| !told) {
            context.report(report::instalment_uneven(self.span, &figure(share)));
        } else if self.rounding.is_some() && self.remainder.is_none() {
            context.report(report::instalment_remainder_not_stated(self.span));
        }
    }

    /// What is due in the year of the scope: of the grant of this year, or of the year before, …
    pub(super) fn due(&self, context: &mut Context<'_>, scope: &Scope, path: &[String], whole: Core) -> Core {
        let Some(year) = scope.year else { return whole };
        let mut value = zero_like(&whole);
        for back in (0..self.shares.len()).rev() {
            let Some(granted) = year_back(year, back) else { continue };
            let Some(grant) = parts(context, scope, path, granted) else { continue };
            let condition = context.definition_value(grant.granted, self.span);
            let payment = self.payment(context, scope, path, (granted, grant), back);
            value = build::if_(condition, payment, value, self.span);
        }
        value
    }

    /// The whole of the grant that runs in this year; 0 where none does.
    pub(super) fn running(
        context: &mut Context<'_>,
        scope: &Scope,
        path: &[String],
        years: u32,
        span: Span,
    ) -> Option<Core> {
        let year = scope.year?;
        let mut value: Option<Core> = None;
        for back in (0..years as usize).rev() {
            let Some(grant) = year_back(year, back).and_then(|year| parts(context, scope, path, year)) else {
                continue;
            };
            let whole = context.definition_value(grant.whole, span);
            let otherwise = value.unwrap_or_else(|| zero_like(&whole));
            let condition = context.definition_value(grant.granted, span);
            value = Some(build::if_(condition, whole, otherwise, span));
        }
        value
    }

    /// What is due `back` years after a grant.
    fn payment(
        &self,
        context: &mut Context<'_>,
        scope: &Scope,
        path: &[String],
        (granted, grant): (i32, Parts),
        back: usize,
    ) -> Core {
        let whole = context.definition_value(grant.whole, self.span);
        let own = self.instalment(context, &whole, back);
        if back == 0 {
            return own;
        }
        let zero = zero_like(&whole);
        let conditions: Vec<Core> = (1..=back)
            .filter_map(|k| {
                let year = granted.checked_add(i32::try_from(k).ok()?)?;
                let id = parts(context, scope, path, year)?.continues?;
                Some(context.definition_value(id, self.span))
            })
            .collect();
        // Without 续发 nothing can fail.
        if conditions.is_empty() {
            return own;
        }
        match self.after_break {
            AfterBreak::Ends => build::if_(build::and(conditions, self.span), own, zero, self.span),
            AfterBreak::Resumes => match conditions.into_iter().next_back() {
                Some(last) => build::if_(last, own, zero, self.span),
                None => own,
            },
            AfterBreak::MadeUp => self.made_up(context, &whole, conditions, own, zero),
        }
    }

    /// This year's instalment and those of the failed years just before it.
    fn made_up(
        &self,
        context: &mut Context<'_>,
        whole: &Core,
        mut conditions: Vec<Core>,
        own: Core,
        zero: Core,
    ) -> Core {
        let Some(now) = conditions.pop() else { return own };
        // Of the years before, from the latest: each failed one adds its instalment, the first that held ends it.
        let mut owed = zero.clone();
        for (k, held) in conditions.into_iter().enumerate() {
            let missed = self.instalment(context, whole, k + 1);
            let with = build::sum(Operator::Add, owed, missed);
            owed = build::if_(held, zero.clone(), with, self.span);
        }
        build::if_(now, build::sum(Operator::Add, own, owed), zero, self.span)
    }

    /// The instalment of one year; the year that takes the remainder gets what the others leave.
    fn instalment(&self, context: &mut Context<'_>, whole: &Core, position: usize) -> Core {
        let takes = match self.remainder {
            Some(InstalmentRemainder::FirstYear) => Some(0),
            Some(InstalmentRemainder::FinalYear) => Some(self.shares.len().saturating_sub(1)),
            None => None,
        };
        if takes != Some(position) {
            return self.plain_instalment(context, whole, position);
        }
        let mut left = whole.clone();
        for other in (0..self.shares.len()).filter(|other| *other != position) {
            let part = self.plain_instalment(context, whole, other);
            left = build::sum(Operator::Subtract, left, part);
        }
        left
    }

    fn plain_instalment(&self, context: &mut Context<'_>, whole: &Core, position: usize) -> Core {
        let share = self.shares.get(position).cloned().unwrap_or_default();
        let share = build::number(share, Unit::plain(), self.span);
        let value = context.multiply(whole.clone(), share);
        match &self.rounding {
            Some(rounding) => context.rounded(value, rounding, &self.scope),
            None => value,
        }
    }
}

fn year_back(year: i32, back: usize) -> Option<i32> {
    i32::try_from(back).ok().and_then(|back| year.checked_sub(back))
}

fn parts(context: &Context<'_>, scope: &Scope, path: &[String], year: i32) -> Option<Parts> {
    context.blocks.awards.items.get(&key(scope, path, Some(year))).copied()
}

/// The shares as numbers, one a year, that add to 1.
fn shares<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    written: &'t [Expr],
    years: u32,
    span: Span,
) -> Option<Vec<RBig>> {
    let plain = Type::number(Unit::plain());
    let mut shares = Vec::new();
    for tree in written {
        let value = context.expect(tree, scope, &plain);
        let Some(share) = points::constant(&value) else {
            if !value.ty.is_unknown() {
                context.report(report::share_not_known(tree.span));
            }
            return None;
        };
        shares.push(share);
    }
    if let [share] = shares.as_slice() {
        shares = vec![share.clone(); years as usize];
    }
    let sum = shares.iter().fold(RBig::ZERO, |sum, share| sum + share);
    if shares.len() != years as usize || sum != RBig::ONE {
        context.report(report::shares_do_not_add(
            span,
            years,
            shares.len(),
            &figure(&(sum * RBig::from(100))),
        ));
        return None;
    }
    Some(shares)
}

/// Whether a number has an end when written in decimals.
fn terminates(number: &RBig) -> bool {
    let mut left = IBig::from(number.denominator().clone());
    for factor in [IBig::from(2), IBig::from(5)] {
        while (&left % &factor) == IBig::ZERO {
            left /= &factor;
        }
    }
    left == IBig::ONE
}
