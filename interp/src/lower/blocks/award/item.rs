//! One item of an award: its whole, and what is due of it.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{self, Amount, AwardTerms, Expr, Missing, MissingAnswer, Name, Notes};

use super::super::super::{Context, Declaration, Scope, build};
use super::super::common::{applies_or, below};
use super::super::{points, tally};
use super::instalment::Schedule;
use super::once::Record;
use super::{Member, Parts, key};
use crate::check::amount::Counted;
use crate::check::diagnostic::{amount, award as report, tally as tally_report};
use crate::lower::range;
use crate::program::{Comparison, Core, DefinitionId, Kind, Role, Type, Unit};

/// `雏鹰 当 类别 = 雏鹰企业 60 万元 分期 3 年 每年 1/3`
#[derive(Clone, Copy)]
pub(super) struct Item<'t> {
    /// The award it belongs to.
    pub award: &'t tree::Award,
    /// 雏鹰
    pub name: &'t Name,
    /// 当 …
    pub condition: Option<&'t Expr>,
    /// 扣
    pub deducts: bool,
    /// 60 万元
    pub amount: &'t Amount,
    /// 缺失 …, its own or that of the award
    pub missing: Option<&'t Missing>,
    /// The rest of what it says.
    pub terms: &'t AwardTerms,
    /// Its articles.
    pub notes: &'t Notes,
    /// The whole entry.
    pub span: Span,
}

impl<'t> Item<'t> {
    /// Declares the value of the item; with 分期 or 一次性 also `.总额`, `.授予` and `.续发`.
    pub(super) fn declare(self, context: &mut Context<'t>, scope: &Scope, path: Vec<String>) -> Member {
        let schedule = Schedule::of(context, self, scope);
        let once = self.terms.once.as_ref().or(self.award.once.as_ref());
        let record = once.and_then(|once| Record::of(context, once, scope));
        let instalments = schedule.as_ref().map(Schedule::years);
        let due = if schedule.is_none() && once.is_none() {
            self.declare_whole(context, scope, path.clone(), None)
        } else {
            self.declare_granted(context, scope, path.clone(), schedule, record)
        };
        let deducts = self.deducts;
        Member { instalments, deducts, ..Member::of(&self.name.text, due, path, self.span) }
    }

    fn declaration(self, path: Vec<String>, scope: &Scope, ty: Type) -> Declaration {
        Declaration::new(path, scope, ty, Role::Part, self.span).notes(self.notes)
    }

    fn declare_whole(
        self,
        context: &mut Context<'t>,
        scope: &Scope,
        path: Vec<String>,
        schedule: Option<Schedule>,
    ) -> DefinitionId {
        let declaration = self.declaration(path, scope, Type::unknown());
        let scope = scope.clone();
        context.declare_on_demand(declaration, move |context| self.whole(context, &scope, schedule.as_ref()))
    }

    /// An item that is granted in one year, and what is due of it in this one.
    fn declare_granted(
        self,
        context: &mut Context<'t>,
        scope: &Scope,
        path: Vec<String>,
        schedule: Option<Schedule>,
        record: Option<Record>,
    ) -> DefinitionId {
        let whole = self.declare_whole(context, scope, below(&path, &["总额"]), schedule.clone());
        let declaration = self.declaration(below(&path, &["授予"]), scope, Type::yes_no());
        let (place, own) = (scope.clone(), path.clone());
        let granted = context.declare_on_demand(declaration, move |context| {
            self.granted(context, &place, &own, record.as_ref())
        });
        let continues = self.terms.continues.as_ref().map(|tree| {
            let declaration = self.declaration(below(&path, &["续发"]), scope, Type::yes_no());
            let place = scope.clone();
            context.declare_on_demand(declaration, move |context| self.continues(context, &place, tree))
        });
        context
            .blocks
            .awards
            .items
            .insert(key(scope, &path, scope.year), Parts { whole, granted, continues });
        let declaration = self.declaration(path.clone(), scope, Type::unknown());
        let place = scope.clone();
        context.declare_on_demand(declaration, move |context| {
            let value = context.definition_value(whole, self.span);
            match &schedule {
                Some(schedule) => schedule.due(context, &place, &path, value),
                None => {
                    let granted = context.definition_value(granted, self.span);
                    let zero = zero_like(&value);
                    build::if_(granted, value, zero, self.span)
                }
            }
        })
    }

    /// 若 当 且 非 除非 则 数额 否则 0, within the caps of items, rounded.
    fn whole(self, context: &mut Context<'t>, scope: &Scope, schedule: Option<&Schedule>) -> Core {
        let (given, counts) = self.given(context, scope);
        if given.ty.is_unknown() {
            return given;
        }
        let holds = self.holds(context, scope, &given, counts);
        if points::constant(&given).is_some_and(|amount| amount.is_zero()) {
            context.report(tally_report::worth_nothing(self.name, self.span));
        }
        if let Some(schedule) = schedule {
            schedule.check(context, points::constant(&given).as_ref());
        }
        let given = if self.deducts { build::negate(given) } else { given };
        // A rule that does not reach the row gives nothing there, be it the condition or the amount that is missing.
        let given = match self.missing.map(|missing| &missing.answer) {
            Some(MissingAnswer::NotApplicable) => {
                let zero = zero_like(&given);
                build::if_missing(given, zero)
            }
            _ => given,
        };
        context.amounts.counted.push(Counted {
            name: self.name.text.clone(),
            key: (self.span, scope.year),
            place: self.name.span,
            condition: holds.clone(),
            amount: given.clone(),
            frame: scope.frame,
        });
        // What is given where the item is due; elsewhere it is 0, which no cap binds.
        let due = tally::capped(context, scope, (&self.name.text, self.terms.cap.as_ref()), given.clone());
        drop(due);
        let mut value = tally::answered(context, scope, holds, given, self.missing, self.span);
        if let Some(cap) = &self.terms.cap {
            value = capped(context, scope, cap, value);
        }
        // What caps every item need not bind this one.
        if let Some(cap) = &self.award.item_cap {
            value = capped(context, scope, cap, value);
        }
        match self.terms.rounding.as_ref().or(self.award.rounding.as_ref()) {
            Some(rounding) => context.rounded(value, rounding, scope),
            None => value,
        }
    }

    /// The amount, and whether it counts something.
    fn given(self, context: &mut Context<'t>, scope: &Scope) -> (Core, bool) {
        let (given, counts) = match self.amount {
            Amount::Fixed(tree) => (context.expression(tree, scope), false),
            Amount::Per { quantum, amount, of, remainder } => {
                if remainder.is_none() {
                    context.report(tally_report::remainder_not_stated(self.name, self.span));
                }
                let of = match of {
                    Some(tree) => context.expression(tree, scope),
                    None => context.name(self.name, scope),
                };
                (tally::per(context, scope, of, (quantum, amount), *remainder), true)
            }
        };
        let given = context.numeric(given);
        if given.ty.unit().is_some_and(Unit::is_plain) {
            let report = amount::award_without_unit(self.name, given.span);
            return (context.fail(report, given.span), counts);
        }
        if given.ty.as_number().is_some_and(|number| !range::is_nonnegative(&number.range)) {
            context.report(report::may_be_negative(self.name, self.deducts, given.span));
        }
        (given, counts)
    }

    /// Whether the item is due. Without 当, a fixed amount asks its name; what is computed is always due.
    fn holds(self, context: &mut Context<'t>, scope: &Scope, given: &Core, counts: bool) -> Option<Core> {
        let holds = match self.condition {
            Some(tree) => Some(context.expect(tree, scope, &Type::yes_no())),
            None if counts => None,
            None if points::constant(given).is_some() => {
                let value = context.name(self.name, scope);
                Some(context.yes_or_no(value))
            }
            None => {
                self.check_not_a_condition(context, scope);
                None
            }
        };
        let unless = self.terms.unless.as_ref().map(|tree| {
            let value = context.expect(tree, scope, &Type::yes_no());
            build::not(applies_or(value, build::yes_no(false, tree.span)))
        });
        match (holds, unless) {
            (Some(holds), Some(unless)) => Some(build::and(vec![holds, unless], self.span)),
            (holds, unless) => holds.or(unless),
        }
    }

    /// A computed amount whose name is a yes/no: was it meant as the condition?
    fn check_not_a_condition(self, context: &mut Context<'t>, scope: &Scope) {
        if context.find_value(scope, &[self.name.text.as_str()]).is_some() {
            let value = context.name(self.name, scope);
            if value.ty.kind == Kind::YesNo {
                context.report(report::condition_or_not(self.name));
            }
        }
    }

    /// Yes in the year in which it is worth something for the first time, if it was not paid before.
    fn granted(
        self,
        context: &mut Context<'t>,
        scope: &Scope,
        path: &[String],
        record: Option<&Record>,
    ) -> Core {
        let years = earlier_years(context, scope);
        let mut before: Vec<Core> =
            record.and_then(|record| record.paid(context, scope, self.name)).into_iter().collect();
        for year in years {
            let parts = context.blocks.awards.items.get(&key(scope, path, Some(year))).copied();
            before.extend(parts.map(|parts| worth_something(context, parts.whole, self.span)));
        }
        let own = context.blocks.awards.items.get(&key(scope, path, scope.year)).copied();
        let Some(own) = own else { return build::unknown(self.span) };
        let mut all = vec![worth_something(context, own.whole, self.span)];
        if !before.is_empty() {
            all.push(build::not(build::or(before, self.span)));
        }
        build::and(all, self.span)
    }

    fn continues(self, context: &mut Context<'t>, scope: &Scope, tree: &'t Expr) -> Core {
        let value = context.expect(tree, scope, &Type::yes_no());
        let answer = self.missing.filter(|missing| {
            matches!(missing.answer, MissingAnswer::Applies | MissingAnswer::NotApplicable)
        });
        let value = context.answered(value, answer, scope);
        applies_or(value, build::yes_no(false, tree.span))
    }
}

/// The years of the axis before that of the scope.
pub(super) fn earlier_years(context: &Context<'_>, scope: &Scope) -> Vec<i32> {
    match (context.program.axis, scope.year) {
        (Some(axis), Some(own)) => axis.years().take_while(|year| *year < own).collect(),
        _ => Vec::new(),
    }
}

/// Whether a value is anything but 0; what does not apply is not.
fn worth_something(context: &mut Context<'_>, whole: DefinitionId, span: Span) -> Core {
    let value = context.definition_value(whole, span);
    let zero = zero_like(&value);
    build::compare(Comparison::NotEqual, applies_or(value, zero.clone()), zero)
}

/// 0 in the unit of a value.
pub(super) fn zero_like(value: &Core) -> Core {
    build::number(RBig::ZERO, value.ty.unit().cloned().unwrap_or_default(), value.span)
}

/// Not above `cap`.
pub(super) fn capped<'t>(context: &mut Context<'t>, scope: &Scope, cap: &'t Expr, value: Core) -> Core {
    let Some(unit) = value.ty.unit().cloned() else { return value };
    let limit = points::points(context, cap, scope, &unit);
    build::clamp(value, None, Some(limit))
}
