//! 台账 and 台账来源: every posting of the ledgers, and what they part. There is no such table: each posting is a definition,
//! and what is known of it (来源, 项, 年度, 收款方, 用途, 条款) is known without data, so that a sum over 台账 becomes the sum
//! of the postings that its filter leaves.

mod filter;
mod years;

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind, Name};

use self::filter::Test;
use super::aggregate::Parts;
use crate::check::diagnostic::ledger as report;
use crate::lower::{Context, Scope, build};
use crate::program::{
    Aggregate, AggregateFunction, Core, DefinitionId, Frame, GroupKey, Link, Node, Party, Type,
};

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entries {
    /// 台账
    Postings,
    /// 台账来源
    Sources,
}

/// What an aggregate asks of 台账.
pub(super) struct Asked<'t> {
    entries: Entries,
    /// 金额; absent for 计数
    field: Option<&'t Name>,
    /// `[上年]`
    years: Option<&'t [Expr]>,
    span: Span,
}

/// One posting or source, as the filter sees it.
#[derive(Clone)]
pub(super) struct Fact {
    source: String,
    line: Option<String>,
    year: Option<i32>,
    frame: Frame,
    party: Option<Party>,
    purpose: Option<String>,
    articles: Vec<String>,
    amount: DefinitionId,
}

impl<'t> Context<'t> {
    /// What an aggregate asks of 台账, if it does.
    pub(super) fn asks_postings(&self, parts: &Parts<'t>, scope: &Scope) -> Option<Asked<'t>> {
        let tree = parts.values.first().copied()?;
        let (base, field) = match &*tree.kind {
            ExprKind::Field(base, field) => (base, Some(field)),
            _ => (tree, None),
        };
        let (name, years) = match &*base.kind {
            ExprKind::Name(name) => (name, None),
            ExprKind::Index(inner, keys) => match &*inner.kind {
                ExprKind::Name(name) => (name, Some(keys.as_slice())),
                _ => return None,
            },
            _ => return None,
        };
        let entries = match name.text.as_str() {
            "台账" | "ledger_entries" => Entries::Postings,
            "台账来源" | "ledger_sources" => Entries::Sources,
            _ => return None,
        };
        let taken = self.find_value(scope, &[name.text.as_str()]).is_some()
            || self.table_named(scope, &name.text).is_some();
        (!taken).then_some(Asked { entries, field, years, span: tree.span })
    }

    /// `合计(台账.金额 当 收款方 = 市)`, `计数(台账 当 用途 = 轨道交通专项)`
    pub(super) fn posted(
        &mut self,
        function: &AggregateFunction,
        asked: &Asked<'t>,
        parts: &Parts<'t>,
        scope: &Scope,
        span: Span,
    ) -> Core {
        let amounts = asked.field.is_some_and(|field| matches!(field.text.as_str(), "金额" | "amount"));
        let counts = *function == AggregateFunction::Count && asked.field.is_none();
        if !(counts || amounts && *function == AggregateFunction::Sum) || parts.values.len() > 1 {
            return self.fail(report::sums_and_counts_only(asked.span), span);
        }
        if let Some(group) = parts.group.iter().find(|tree| !(is_year(tree) && scope.year.is_some())) {
            return self.fail(report::postings_by(group.span), span);
        }
        let all = self.facts(asked.entries);
        if all.is_empty() {
            return self.fail(report::no_postings(asked.span), span);
        }
        let Some(facts) = self.of_years(&all, asked, parts, scope) else { return build::unknown(span) };
        if facts.is_empty() && asked.years.is_some() {
            return self.before_the_axis(counts, &all, span);
        }
        let mut terms = Vec::new();
        for fact in &facts {
            let test = match parts.filter {
                Some(tree) => self.posting_test(tree, fact, &all, scope),
                None => Some(Test::Known(true)),
            };
            let Some(test) = test else { return build::unknown(span) };
            terms.extend(self.term(counts, fact, test, scope, span));
        }
        if terms.is_empty() {
            self.report(report::nothing_posted(span));
        }
        self.added(terms, counts, &all, span)
    }

    /// 台账[上年] of the first year: no ledger is there, so that what it holds is missing.
    fn before_the_axis(&mut self, counts: bool, all: &[Fact], span: Span) -> Core {
        let money = all.first().filter(|_| !counts).map(|fact| self.definition_type(fact.amount));
        let ty = money.and_then(|ty| ty.unit().cloned()).map_or_else(Type::whole, Type::number);
        build::absent(crate::value::Absence::Missing, ty, span)
    }

    /// The terms in one unit, added.
    fn added(&mut self, terms: Vec<Core>, counts: bool, all: &[Fact], span: Span) -> Core {
        if counts {
            let unit = crate::program::Unit::plain();
            return build::total(terms, &unit, span);
        }
        if terms.iter().any(|term| term.ty.is_unknown()) {
            return build::unknown(span);
        }
        let first = terms.first().and_then(|term| term.ty.unit().cloned());
        let unit = match (first, all.first()) {
            (Some(unit), _) => unit,
            (None, Some(fact)) => self.definition_type(fact.amount).unit().cloned().unwrap_or_default(),
            (None, None) => return build::unknown(span),
        };
        let terms = terms.into_iter().map(|term| self.convert(term, &unit, Some(span))).collect();
        build::total(terms, &unit, span)
    }

    fn facts(&self, entries: Entries) -> Vec<Fact> {
        match entries {
            Entries::Postings => self.program.postings.iter().map(Fact::of_posting).collect(),
            Entries::Sources => self.program.posted_sources.iter().map(Fact::of_source).collect(),
        }
    }

    /// The postings of the years asked for: those of the scope's year; outside years the filter says which.
    fn of_years(
        &mut self,
        all: &[Fact],
        asked: &Asked<'t>,
        parts: &Parts<'t>,
        scope: &Scope,
    ) -> Option<Vec<Fact>> {
        if let Some(keys) = asked.years {
            let years = self.years_of_keys(keys, scope)?;
            // A slice of years makes an aggregate over years: it asks for one of them after the other.
            let years = match (years.len(), scope.window) {
                (2.., Some(year)) => vec![year],
                _ => years,
            };
            return Some(
                all.iter().filter(|f| f.year.is_some_and(|y| years.contains(&y))).cloned().collect(),
            );
        }
        let said = parts.filter.is_some_and(filter::says_year);
        match scope.year {
            Some(year) if !said => Some(all.iter().filter(|f| f.year == Some(year)).cloned().collect()),
            None if !said && !scope.every_year => {
                let Some(latest) = all.iter().filter_map(|fact| fact.year).max() else {
                    return Some(all.to_vec());
                };
                let year = self.program.axis.map_or(latest, |axis| latest.min(axis.last));
                self.report(report::year_of_postings(asked.span, parts.filter, year));
                None
            }
            _ => Some(all.to_vec()),
        }
    }

    /// What one posting adds in the frame of the scope; nothing where its filter never holds.
    fn term(&mut self, counts: bool, fact: &Fact, test: Test, scope: &Scope, span: Span) -> Option<Core> {
        let mut needs = filter::Needs::default();
        match test {
            Test::Known(false) => return None,
            Test::Known(true) => {}
            other => needs.add(other),
        }
        let amount = self.definition_value(fact.amount, span);
        let (Frame::Rows(table), false) = (fact.frame, self.is_own_row(fact, &needs, scope)) else {
            let value = one_row(amount, counts, span);
            let zero = build::number(RBig::ZERO, value.ty.unit().cloned().unwrap_or_default(), span);
            let mut tests = needs.inner;
            tests.extend(needs.outer);
            return Some(match tests.is_empty() {
                true => value,
                false => build::if_(build::and(tests, span), value, zero, span),
            });
        };
        let function = if counts { AggregateFunction::Count } else { AggregateFunction::Sum };
        let mut tests = needs.inner;
        if counts {
            tests.push(build::present(amount.clone()));
        }
        let filter = (!tests.is_empty()).then(|| build::and(tests, span));
        let ty = match (counts, amount.ty.unit()) {
            (false, Some(unit)) => Type::number(unit.clone()),
            (false, None) => return Some(build::unknown(span)),
            (true, _) => Type::whole(),
        };
        let group: Vec<GroupKey> = needs.equal;
        // What does not reach a row adds nothing, and is no value left out.
        let value = (!counts).then(|| one_row(amount, false, span));
        let aggregate =
            Aggregate { function, table, link: Link::Whole, filter, value, group, order: Vec::new() };
        let sum = Core::new(Node::Aggregate(aggregate), ty, span);
        if needs.outer.is_empty() {
            return Some(sum);
        }
        let zero = build::number(RBig::ZERO, sum.ty.unit().cloned().unwrap_or_default(), span);
        Some(build::if_(build::and(needs.outer, span), sum, zero, span))
    }

    /// Whether the posting is asked for by its own row alone: no sum is needed.
    fn is_own_row(&self, fact: &Fact, needs: &filter::Needs, scope: &Scope) -> bool {
        let [GroupKey { inner, outer }] = needs.equal.as_slice() else { return false };
        let same = match (inner.node.as_ref(), outer.node.as_ref()) {
            (Node::Column(a), Node::Column(b)) => a == b,
            _ => false,
        };
        same && fact.frame == scope.frame
    }
}

impl Fact {
    fn of_posting(posting: &crate::program::Posting) -> Self {
        Self {
            source: posting.source.clone(),
            line: Some(posting.line.clone()),
            year: posting.year,
            frame: posting.frame,
            party: Some(posting.party.clone()),
            purpose: posting.purpose.clone(),
            articles: posting.citations.iter().map(|citation| citation.article.clone()).collect(),
            amount: posting.amount,
        }
    }

    fn of_source(source: &crate::program::PostedSource) -> Self {
        Self {
            source: source.source.clone(),
            line: None,
            year: source.year,
            frame: source.frame,
            party: None,
            purpose: None,
            articles: Vec::new(),
            amount: source.amount,
        }
    }
}

/// The amount of one row, or 1 where there is one; what does not reach the row adds nothing.
fn one_row(amount: Core, counts: bool, span: Span) -> Core {
    let plain = crate::program::Unit::plain();
    if counts {
        let one = build::number(RBig::ONE, plain.clone(), span);
        return build::if_(build::present(amount), one, build::number(RBig::ZERO, plain, span), span);
    }
    let Some(unit) = amount.ty.unit().cloned() else { return build::unknown(span) };
    build::if_not_applicable(amount, build::number(RBig::ZERO, unit, span))
}

/// `按 年度`
fn is_year(tree: &Expr) -> bool {
    matches!(&*tree.kind, ExprKind::Name(name) if matches!(name.text.as_str(), "年度" | "fiscal_year"))
}
