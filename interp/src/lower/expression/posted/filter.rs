//! What `当` says of a posting: mostly known without data; the rest is asked of the posting's row, or of the row that asks.

use heng_grammar::span::Span;
use heng_grammar::tree::{Comparator, Expr, ExprKind, LogicOperator};

use super::super::Context;
use super::{Fact, years};
use crate::check::diagnostic::ledger as report;
use crate::lower::{Scope, build};
use crate::program::{ColumnId, Comparison, Core, Frame, GroupKey, Kind, Node, Party, TableId, Type};
use crate::value::Value;

/// What a filter comes to for one posting.
#[derive(Clone)]
pub(super) enum Test {
    /// Yes or no, whatever the data.
    Known(bool),
    /// Asked of the posting's row.
    Inner(Core),
    /// Asked of the row that asks.
    Outer(Core),
    /// A value of the posting's row equals one of the row that asks.
    Equal(Core, Core),
    /// All of several.
    All(Vec<Test>),
}

/// What must hold for a posting to count.
#[derive(Default)]
pub(super) struct Needs {
    pub inner: Vec<Core>,
    pub outer: Vec<Core>,
    pub equal: Vec<GroupKey>,
}

impl Needs {
    /// One more thing that must hold.
    pub fn add(&mut self, test: Test) {
        match test {
            Test::Known(_) => {}
            Test::Inner(core) => self.inner.push(core),
            Test::Outer(core) => self.outer.push(core),
            Test::Equal(inner, outer) => self.equal.push(GroupKey { inner, outer }),
            Test::All(tests) => tests.into_iter().for_each(|test| self.add(test)),
        }
    }
}

/// What can be asked of a posting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Source,
    Line,
    Year,
    Party,
    Purpose,
    Article,
    Row,
}

fn field(tree: &Expr) -> Option<Field> {
    let name = match &*tree.kind {
        ExprKind::Name(name) => name,
        ExprKind::Field(base, name) => match &*base.kind {
            ExprKind::Name(table) if is_entries(&table.text) => name,
            _ => return None,
        },
        ExprKind::Bracketed(inner) => return field(inner),
        _ => return None,
    };
    Some(match name.text.as_str() {
        "来源" | "source" => Field::Source,
        "项" | "line" => Field::Line,
        "年度" | "fiscal_year" => Field::Year,
        "收款方" | "party" => Field::Party,
        "用途" | "purpose" => Field::Purpose,
        "条款" | "article" => Field::Article,
        "行" | "row" => Field::Row,
        _ => return None,
    })
}

/// Whether a filter says of which year.
pub(super) fn says_year(tree: &Expr) -> bool {
    match &*tree.kind {
        ExprKind::Comparison(first, rest) => {
            std::iter::once(first).chain(rest.iter().map(|(_, e)| e)).any(|e| field(e) == Some(Field::Year))
        }
        ExprKind::Member { value, .. } | ExprKind::Within(value, _) => field(value) == Some(Field::Year),
        ExprKind::Logic(_, parts) => parts.iter().any(says_year),
        ExprKind::Not(inner) | ExprKind::Bracketed(inner) => says_year(inner),
        _ => false,
    }
}

/// A name or text as written: `轨道交通`, `集中.上缴省`, `"三（一）1"`.
fn written(tree: &Expr) -> Option<String> {
    match &*tree.kind {
        ExprKind::Name(name) => Some(name.text.clone()),
        ExprKind::Text(text) => Some(text.clone()),
        ExprKind::Field(base, name) => Some(format!("{}.{}", written(base)?, name.text)),
        ExprKind::Bracketed(inner) => written(inner),
        _ => None,
    }
}

impl<'t> Context<'t> {
    /// The filter for one posting; none where it makes no sense, which is reported.
    pub(super) fn posting_test(
        &mut self,
        tree: &'t Expr,
        fact: &Fact,
        all: &[Fact],
        scope: &Scope,
    ) -> Option<Test> {
        match &*tree.kind {
            ExprKind::Bracketed(inner) => self.posting_test(inner, fact, all, scope),
            ExprKind::Not(inner) => {
                let test = self.posting_test(inner, fact, all, scope)?;
                self.negated(test, tree.span)
            }
            ExprKind::Logic(operator, parts) => {
                let tests: Option<Vec<Test>> =
                    parts.iter().map(|part| self.posting_test(part, fact, all, scope)).collect();
                match operator {
                    LogicOperator::And => Some(every(tests?)),
                    LogicOperator::Or => self.either(tests?, tree.span),
                }
            }
            ExprKind::Comparison(first, rest) => self.compared(tree, first, rest, fact, all, scope),
            ExprKind::Within(value, period) if field(value) == Some(Field::Year) => {
                let Some(years) = years::years_of(period, scope.year) else {
                    self.report(report::unknown_year(period.span));
                    return None;
                };
                Some(Test::Known(fact.year.is_some_and(|year| years.contains(&year))))
            }
            ExprKind::Member { value, set, negated, .. } if field(value).is_some() => {
                let test = self.listed_test(field(value)?, set, fact, all, scope)?;
                if *negated { self.negated(test, tree.span) } else { Some(test) }
            }
            _ => Some(Test::Outer(self.condition(tree, scope, None))),
        }
    }

    fn listed_test(
        &mut self,
        field: Field,
        set: &'t Expr,
        fact: &Fact,
        all: &[Fact],
        scope: &Scope,
    ) -> Option<Test> {
        let elements = match &*set.kind {
            ExprKind::List { elements, .. } => elements,
            ExprKind::Name(name) => match self.set_members(scope, name).map(|list| &*list.kind) {
                Some(ExprKind::List { elements, .. }) => elements,
                _ => {
                    self.report(report::postings_filter(set.span));
                    return None;
                }
            },
            _ => {
                self.report(report::postings_filter(set.span));
                return None;
            }
        };
        let tests: Option<Vec<Test>> =
            elements.iter().map(|element| self.equals(field, element, fact, all, scope)).collect();
        self.either(tests?, set.span)
    }

    fn compared(
        &mut self,
        tree: &'t Expr,
        first: &'t Expr,
        rest: &'t [(Comparator, Expr)],
        fact: &Fact,
        all: &[Fact],
        scope: &Scope,
    ) -> Option<Test> {
        let [(comparator, second)] = rest else {
            return Some(Test::Outer(self.condition(tree, scope, None)));
        };
        let (field, value, comparator) = match (field(first), field(second)) {
            (Some(field), _) => (field, second, *comparator),
            (None, Some(field)) => (field, first, turned(*comparator)),
            (None, None) => return Some(Test::Outer(self.condition(tree, scope, None))),
        };
        match (comparator, field) {
            (Comparator::Equal, _) => self.equals(field, value, fact, all, scope),
            (Comparator::NotEqual, _) => {
                let test = self.equals(field, value, fact, all, scope)?;
                self.negated(test, tree.span)
            }
            (other, Field::Year) => {
                let Some([year]) =
                    years::years_of(value, scope.year).as_deref().map(|y| [y.first().copied()])
                else {
                    self.report(report::unknown_year(value.span));
                    return None;
                };
                let holds = fact.year.zip(year).is_some_and(|(own, year)| match other {
                    Comparator::Less => own < year,
                    Comparator::LessOrEqual => own <= year,
                    Comparator::Greater => own > year,
                    _ => own >= year,
                });
                Some(Test::Known(holds))
            }
            _ => {
                self.report(report::postings_filter(tree.span));
                None
            }
        }
    }

    fn equals(
        &mut self,
        field: Field,
        value: &'t Expr,
        fact: &Fact,
        all: &[Fact],
        scope: &Scope,
    ) -> Option<Test> {
        match field {
            Field::Year => match years::years_of(value, scope.year) {
                Some(years) => Some(Test::Known(fact.year.is_some_and(|year| years.contains(&year)))),
                None => {
                    self.report(report::unknown_year(value.span));
                    None
                }
            },
            Field::Party => self.party_test(value, fact, all, scope),
            Field::Row => match fact.frame {
                Frame::Rows(table) => self.row_test(value, table, scope),
                Frame::Whole => Some(Test::Known(false)),
            },
            Field::Source | Field::Line | Field::Purpose | Field::Article => {
                self.named_test(field, value, fact, all)
            }
        }
    }

    /// 来源 项 用途 条款: names that are known without data; one that no posting has is reported.
    fn named_test(&mut self, field: Field, value: &Expr, fact: &Fact, all: &[Fact]) -> Option<Test> {
        let Some(text) = written(value) else {
            self.report(report::postings_filter(value.span));
            return None;
        };
        let has = |fact: &Fact| match field {
            Field::Source => fact.source == text || fact.source.ends_with(&format!(".{text}")),
            Field::Line => fact.line.as_ref().is_some_and(|l| *l == text || l.ends_with(&format!(".{text}"))),
            Field::Purpose => fact.purpose.as_ref() == Some(&text),
            _ => fact.articles.contains(&text),
        };
        if !all.iter().any(has) {
            let known = known(field, all);
            self.report(report::no_such_posting(value.span, &text, &known));
            return None;
        }
        Some(Test::Known(has(fact)))
    }

    /// 收款方: a named party, or the row of the ledger.
    fn party_test(&mut self, value: &'t Expr, fact: &Fact, all: &[Fact], scope: &Scope) -> Option<Test> {
        let named = |text: &str| all.iter().any(|f| f.party == Some(Party::Named(text.to_owned())));
        let text = written(value);
        if let Some(text) = text.as_deref().filter(|text| named(text)) {
            return match (&fact.party, fact.frame) {
                (Some(Party::Named(own)), _) => Some(Test::Known(own == text)),
                (Some(Party::Row), Frame::Rows(table)) => Some(self.member_row(table, text, value.span)),
                _ => Some(Test::Known(false)),
            };
        }
        if let Some(text) = &text
            && let Some(own) = self.row_word(text, fact, all)
        {
            return Some(Test::Known(own));
        }
        match (&fact.party, fact.frame) {
            (Some(Party::Row), Frame::Rows(table)) => self.row_test(value, table, scope),
            (Some(Party::Named(own)), _) => self.party_of_row(value, own, all, scope),
            _ => Some(Test::Known(false)),
        }
    }

    /// `收款方 = 区`: any row of the table; `None` where the word names no table of a ledger.
    fn row_word(&self, text: &str, fact: &Fact, all: &[Fact]) -> Option<bool> {
        let names = |frame: Frame| match frame {
            Frame::Rows(table) => self
                .program
                .tables
                .get(table.index())
                .is_some_and(|t| t.name == text || text.strip_prefix('本') == Some(t.name.as_str())),
            Frame::Whole => false,
        };
        let known = all.iter().any(|f| f.party == Some(Party::Row) && names(f.frame));
        known.then(|| fact.party == Some(Party::Row) && names(fact.frame))
    }

    /// The rows whose key is a member of this name: a district may be a party by its name too.
    fn member_row(&mut self, table: TableId, name: &str, span: Span) -> Test {
        let Some((column, ty)) = self.key_of(table) else { return Test::Known(false) };
        let Kind::Choice(choice) = ty.kind else { return Test::Known(false) };
        let members = self.program.choice(choice).map(|c| c.members.clone()).unwrap_or_default();
        let position = members.iter().position(|member| member == name).and_then(|p| u32::try_from(p).ok());
        match position {
            Some(position) => {
                let key = self.column_value(table, column, span);
                Test::Inner(build::compare(Comparison::Equal, key, build::member(choice, position, span)))
            }
            None => Test::Known(false),
        }
    }

    fn key_of(&self, table: TableId) -> Option<(ColumnId, Type)> {
        let column = self.key_columns(table).first().copied()?;
        Some((column, self.column_type(table, column)))
    }

    /// `行 = 本.名称`, `收款方 = 名称`: the row's key against a value known now, or one of the row that asks.
    fn row_test(&mut self, value: &'t Expr, table: TableId, scope: &Scope) -> Option<Test> {
        let (column, ty) = self.key_of(table)?;
        let key = self.column_value(table, column, value.span);
        let asking = self.asking(scope);
        let other = self.elaborate(value, &asking, Some(&ty));
        let other = unwrapped(self.text_as_member(value, other, &ty, &asking));
        if other.ty.is_unknown() {
            return None;
        }
        if matches!(&*other.node, Node::Constant(_)) {
            if other.ty.kind != ty.kind {
                return Some(Test::Known(false));
            }
            return Some(Test::Inner(build::compare(Comparison::Equal, key, other)));
        }
        if other.ty.kind != ty.kind {
            return Some(Test::Known(false));
        }
        Some(Test::Equal(key, other))
    }

    /// Whether the row that asks has the name of a party.
    fn party_of_row(&mut self, value: &'t Expr, own: &str, all: &[Fact], scope: &Scope) -> Option<Test> {
        let asking = self.asking(scope);
        // A member's name takes its choice from the key of the rows that are parties.
        let hint = all.iter().find_map(|f| match (f.frame, &f.party) {
            (Frame::Rows(table), Some(Party::Row)) => self.key_of(table).map(|(_, ty)| ty),
            _ => None,
        });
        let other = match &hint {
            Some(ty) => self.elaborate(value, &asking, Some(ty)),
            None => self.elaborate(value, &asking, None),
        };
        let other = unwrapped(other);
        let constant = match &other.ty.kind {
            Kind::Text => build::text(own, value.span),
            Kind::Choice(choice) => {
                let members = self.program.choice(*choice).map(|c| c.members.clone()).unwrap_or_default();
                let position = members.iter().position(|m| m == own).and_then(|p| u32::try_from(p).ok());
                match position {
                    Some(position) => build::member(*choice, position, value.span),
                    None => return Some(Test::Known(false)),
                }
            }
            Kind::Unknown => return None,
            _ => {
                self.report(report::postings_filter(value.span));
                return None;
            }
        };
        if let (Node::Constant(a), Node::Constant(b)) = (&*other.node, &*constant.node) {
            return Some(Test::Known(same_value(a, b)));
        }
        Some(Test::Outer(build::compare(Comparison::Equal, other, constant)))
    }

    /// The scope of the row that asks, where 本 means it too.
    fn asking(&self, scope: &Scope) -> Scope {
        let outer = scope.outer.clone().unwrap_or_else(|| Box::new(scope.clone()));
        Scope { outer: Some(outer), ..scope.clone() }
    }

    fn negated(&mut self, test: Test, span: Span) -> Option<Test> {
        Some(match test {
            Test::Known(holds) => Test::Known(!holds),
            Test::Inner(core) => Test::Inner(build::not(core)),
            Test::Outer(core) => Test::Outer(build::not(core)),
            Test::Equal(..) | Test::All(_) => {
                self.report(report::postings_filter(span));
                return None;
            }
        })
    }

    fn either(&mut self, tests: Vec<Test>, span: Span) -> Option<Test> {
        if tests.iter().any(|test| matches!(test, Test::Known(true))) {
            return Some(Test::Known(true));
        }
        let mut open: Vec<Test> = tests.into_iter().filter(|t| !matches!(t, Test::Known(_))).collect();
        if open.len() <= 1 {
            return Some(open.pop().unwrap_or(Test::Known(false)));
        }
        let all = |make: fn(&Test) -> Option<&Core>| -> Option<Vec<Core>> {
            open.iter().map(|test| make(test).cloned()).collect()
        };
        if let Some(inner) = all(|test| if let Test::Inner(core) = test { Some(core) } else { None }) {
            return Some(Test::Inner(build::or(inner, span)));
        }
        if let Some(outer) = all(|test| if let Test::Outer(core) = test { Some(core) } else { None }) {
            return Some(Test::Outer(build::or(outer, span)));
        }
        self.report(report::postings_filter(span));
        None
    }
}

/// All of them.
fn every(tests: Vec<Test>) -> Test {
    if tests.iter().any(|test| matches!(test, Test::Known(false))) {
        return Test::Known(false);
    }
    let mut open: Vec<Test> = tests.into_iter().filter(|test| !matches!(test, Test::Known(_))).collect();
    match open.len() {
        0 => Test::Known(true),
        1 => open.pop().unwrap_or(Test::Known(true)),
        _ => Test::All(open),
    }
}

/// What stands inside `本.…`: the row that asks is the frame itself here.
fn unwrapped(core: Core) -> Core {
    match *core.node {
        Node::Outer(inner) => inner,
        node => Core { node: Box::new(node), ..core },
    }
}

fn turned(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Less => Comparator::Greater,
        Comparator::LessOrEqual => Comparator::GreaterOrEqual,
        Comparator::Greater => Comparator::Less,
        Comparator::GreaterOrEqual => Comparator::LessOrEqual,
        same => same,
    }
}

fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Choice(a), Value::Choice(b)) => a == b,
        _ => false,
    }
}

/// The names that postings have in a field.
fn known(field: Field, all: &[Fact]) -> Vec<String> {
    let mut names: Vec<String> = all
        .iter()
        .flat_map(|fact| match field {
            Field::Source => vec![fact.source.clone()],
            Field::Line => fact.line.iter().cloned().collect(),
            Field::Purpose => fact.purpose.iter().cloned().collect(),
            _ => fact.articles.clone(),
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// `台账`, `台账来源`
fn is_entries(name: &str) -> bool {
    matches!(name, "台账" | "ledger_entries" | "台账来源" | "ledger_sources")
}
