//! 集合: named lists, scoped to their documents, some of them by time.

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind, Name, SetMembers, SetOf};

use crate::check::diagnostic::{lookup, rates};
use crate::lower::blocks::clock::{self, Period};
use crate::lower::symbols::Named;
use crate::lower::{Context, Scope, build};
use crate::program::{Comparison, Core, Kind, Node, Type};
use crate::value::{Date, Value};

impl<'t> Context<'t> {
    /// The set that a name means: that of the document in which the name is written, else the only one there is.
    pub(crate) fn set_named(&self, scope: &Scope, name: &Name) -> Option<&'t SetOf> {
        let all = self.sets_named(scope, name)?;
        let own = all.iter().find(|set| set.span.source == name.span.source);
        own.or_else(|| all.first()).map(|set| set.value)
    }

    fn sets_named(&self, scope: &Scope, name: &Name) -> Option<&[Named<&'t SetOf>]> {
        self.space(scope.space)?.sets.get(&name.text).map(Vec::as_slice)
    }

    /// The set that a name means; sets of two documents that differ are reported where a third names them.
    pub(super) fn set_meant(&mut self, scope: &Scope, name: &Name) -> Option<&'t SetOf> {
        let all = self.sets_named(scope, name)?;
        let own = all.iter().any(|set| set.span.source == name.span.source);
        let first = all.first()?;
        let other = all.iter().find(|set| !same_members(&set.value.members, &first.value.members));
        if let Some(other) = other.filter(|_| !own) {
            let (a, b) = (first.span, other.span);
            let names = (self.document_name(a), self.document_name(b));
            self.report(rates::set_of_two_documents(name, (a, &names.0), (b, &names.1)));
        }
        self.set_named(scope, name)
    }

    /// What the document at a place calls itself.
    fn document_name(&self, place: Span) -> String {
        let name = self.document_names.get(&place.source);
        name.map_or_else(|| "本文件".to_owned(), |name| format!("《{name}》"))
    }

    /// The list of a named set that is the same at all times; one that is not is reported.
    pub(crate) fn set_members(&mut self, scope: &Scope, name: &Name) -> Option<&'t Expr> {
        match &self.set_meant(scope, name)?.members {
            SetMembers::Always(list) => Some(list),
            SetMembers::Dated(steps) => {
                self.report(rates::set_without_clock(name));
                steps.first().map(|step| &step.value)
            }
        }
    }

    /// The year that a scope is in, else the year of the run.
    pub(crate) fn year_here(&mut self, scope: &Scope, span: Span) -> Option<Core> {
        self.built_in_parameter("年度", scope, span)
    }

    /// `名称 属于 体制区[年度]`, `名称 属于 体制区`: the members of the period in which the time lies. Nothing where the
    /// set is the same at all times, or is none.
    pub(super) fn dated_set(
        &mut self,
        set: &'t Expr,
        scope: &Scope,
        mut belongs: impl FnMut(&mut Self, &'t Expr) -> Core,
    ) -> Option<Core> {
        let (name, index) = match &*set.kind {
            ExprKind::Name(name) => (name, None),
            ExprKind::Index(base, keys) => match (&*base.kind, keys.as_slice()) {
                (ExprKind::Name(name), [key]) => (name, Some(key)),
                _ => return None,
            },
            ExprKind::Bracketed(inner) => return self.dated_set(inner, scope, belongs),
            _ => return None,
        };
        self.set_named(scope, name)?;
        let steps = match &self.set_meant(scope, name)?.members {
            SetMembers::Always(list) => return index.map(|_| belongs(self, list)),
            SetMembers::Dated(steps) => steps,
        };
        let time = match index {
            Some(key) => match &*key.kind {
                ExprKind::Name(name) if super::year::is_other_year(&name.text) => {
                    build::year(self.year(key, scope)?, key.span)
                }
                _ => self.expression_as(key, scope, &Type::present(Kind::Year)),
            },
            None => self.year_here(scope, set.span)?,
        };
        if !matches!(time.ty.kind, Kind::Year | Kind::Date) {
            return Some(self.fail(rates::set_without_clock(name), set.span));
        }
        let mut found = build::absent(crate::value::Absence::NotApplicable, Type::yes_no(), set.span);
        for step in steps.iter().rev() {
            let Some(period) = Period::of(self, &Scope::whole(scope.space), &step.period) else { continue };
            if time.ty.kind == Kind::Year && !period.is_whole_years() {
                self.report(rates::step_inside_year(step.span, "年度"));
            }
            let there = belongs(self, &step.value);
            match constant_days(&time) {
                Some((first, last)) if period.holds(first) && period.holds(last) => found = there,
                Some(_) => {}
                None => found = build::if_(within(&time, period, set.span), there, found, set.span),
            }
        }
        Some(found)
    }

    /// The periods of a set follow each other.
    pub(crate) fn check_periods(&mut self, set: &'t SetOf, scope: &Scope) {
        let SetMembers::Dated(steps) = &set.members else { return };
        let mut periods: Vec<(Period, Span)> = Vec::new();
        for step in steps {
            match Period::of(self, scope, &step.period) {
                Some(period) if period.is_empty() => self.report(lookup::empty_interval(step.span)),
                Some(period) => periods.push((period, step.span)),
                None => self.report(rates::set_period_unreadable(step.span)),
            }
        }
        periods.sort_by_key(|(period, _)| period.from);
        for pair in periods.windows(2) {
            let [(first, _), (second, span)] = pair else { continue };
            let from = second.from.unwrap_or(i32::MIN);
            match first.to {
                Some(to) if to.saturating_add(1) == from => {}
                Some(to) if to < from => {
                    let days = days_text(to.saturating_add(1), from.saturating_sub(1));
                    self.report(rates::set_periods(&set.name, &days, false, *span));
                }
                to => {
                    let end = to.unwrap_or(i32::MAX).min(second.to.unwrap_or(i32::MAX));
                    let days = days_text(from, end);
                    self.report(rates::set_periods(&set.name, &days, true, *span));
                }
            }
        }
    }
}

/// The first and last day of a time that is known.
fn constant_days(time: &Core) -> Option<(i32, i32)> {
    match time.node.as_ref() {
        Node::Constant(Value::Year(year)) => Some((clock::start_of(*year)?, clock::end_of(*year)?)),
        Node::Constant(Value::Date(day)) => Some((*day, *day)),
        _ => None,
    }
}

/// Whether a time lies in a period.
fn within(time: &Core, period: Period, span: Span) -> Core {
    let make = |day: i32| {
        let (value, kind) = match time.ty.kind {
            Kind::Year => (Value::Year(clock::year_of(day)), Kind::Year),
            _ => (Value::Date(day), Kind::Date),
        };
        Core::new(Node::Constant(value), Type::present(kind), span)
    };
    let from = period.from.map(|day| build::compare(Comparison::GreaterOrEqual, time.clone(), make(day)));
    let to = period.to.map(|day| build::compare(Comparison::LessOrEqual, time.clone(), make(day)));
    build::and(from.into_iter().chain(to).collect(), span)
}

/// A stretch of days: whole years as years.
fn days_text(from: i32, to: i32) -> String {
    let (first, last) = (clock::year_of(from), clock::year_of(to));
    let day = |day: i32| Date::from_days(day).map_or_else(String::new, |day| day.to_string());
    if to >= i32::MAX - 1 {
        return if clock::start_of(first) == Some(from) { format!("{first}年起") } else { day(from) };
    }
    match clock::start_of(first) == Some(from) && clock::end_of(last) == Some(to) {
        true if first == last => format!("{first}年"),
        true => format!("{first}年至{last}年"),
        false => format!("{} 至 {}", day(from), day(to)),
    }
}

/// Whether two sets hold the same names.
fn same_members(first: &SetMembers, second: &SetMembers) -> bool {
    match (first, second) {
        (SetMembers::Always(a), SetMembers::Always(b)) => same_list(a, b),
        (SetMembers::Dated(a), SetMembers::Dated(b)) => {
            let same = |(a, b): (&heng_grammar::tree::SetStep, &heng_grammar::tree::SetStep)| {
                words(&a.value) == words(&b.value) && format!("{:?}", a.period) == format!("{:?}", b.period)
            };
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        _ => false,
    }
}

fn same_list(a: &Expr, b: &Expr) -> bool {
    let (mut a, mut b) = (words(a), words(b));
    a.sort();
    b.sort();
    a == b
}

/// The elements of a list by their words; an open list has one more.
fn words(list: &Expr) -> Vec<String> {
    let ExprKind::List { elements, open } = &*list.kind else { return Vec::new() };
    let word = |element: &Expr| match &*element.kind {
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Text(text) => text.clone(),
        ExprKind::Number(number) => number.digits.clone(),
        ExprKind::Year(year) => format!("{year}年"),
        _ => String::new(),
    };
    elements.iter().map(word).chain(open.then(|| "等".to_owned())).collect()
}
