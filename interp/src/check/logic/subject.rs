//! What facts are about, and when two expressions are the same one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::domain::{Domain, Reasons};
use crate::program::{
    ChoiceId, ColumnId, Comparison, Core, DefinitionId, Kind, Node, Operator, OrderKey, ParameterId, Program,
    Range, Type,
};
use crate::value::Absence;

/// What a made-up row has a value of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A column of the row.
    Column(ColumnId),
    /// A definition.
    Definition(DefinitionId),
    /// What the run sets.
    Parameter(ParameterId),
    /// An expression without a name: its form.
    Expression(String),
}

/// How deep an expression is looked at for definitions that are not looked into.
const DEPTH: usize = 12;

/// A subject and what is known of it before anything is asked.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// What it is called.
    pub subject: Subject,
    /// The expression, where it is arithmetic.
    pub core: Option<Core>,
    /// Its type.
    pub ty: Type,
    /// All that it can be.
    pub domain: Domain,
    /// Whether its value can be chosen freely: a column, a parameter, arithmetic of columns.
    pub free: bool,
    /// Whether its value follows from that of others: a definition that is looked into.
    pub derived: bool,
}

/// The subjects met so far, by their form.
#[derive(Debug)]
pub(super) struct Subjects<'p> {
    program: &'p Program,
    closed: &'p BTreeSet<DefinitionId>,
    by_form: BTreeMap<String, usize>,
    all: Vec<Known>,
}

impl<'p> Subjects<'p> {
    /// None yet.
    pub fn new(program: &'p Program, closed: &'p BTreeSet<DefinitionId>) -> Self {
        Self { program, closed, by_form: BTreeMap::new(), all: Vec::new() }
    }

    /// How many members a choice has.
    pub fn members(&self, id: ChoiceId) -> u32 {
        let count = self.program.choice(id).map_or(0, |choice| choice.members.len());
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The subject that an expression is.
    pub fn of(&mut self, core: &Core) -> usize {
        let form = self.form(core);
        self.known(form, core)
    }

    /// The subject that says whether two values are equal.
    pub fn equality(&mut self, a: &Core, b: &Core, core: &Core) -> usize {
        let (a, b) = (self.form(a), self.form(b));
        let form = if a <= b { format!("{a}={b}") } else { format!("{b}={a}") };
        self.known(form, core)
    }

    fn known(&mut self, form: String, core: &Core) -> usize {
        if let Some(at) = self.by_form.get(&form) {
            return *at;
        }
        let (subject, free) = match core.node.as_ref() {
            Node::Column(id) => (Subject::Column(*id), true),
            Node::Definition(id) => (Subject::Definition(*id), false),
            Node::Parameter(id) => (Subject::Parameter(*id), true),
            Node::Arithmetic(..) => (Subject::Expression(form.clone()), true),
            _ => (Subject::Expression(form.clone()), false),
        };
        let reasons = match core.node.as_ref() {
            // A blank cell where the column is not 可缺 is a fault of the data.
            Node::Column(_) if !core.ty.optional => Reasons::of(Absence::Undecided),
            _ => Reasons::ALL,
        };
        let shown = core.ty.clone();
        let mut ty = core.ty.clone();
        if let Kind::Number(number) = &mut ty.kind
            && self.hangs_on_closed(core, DEPTH)
        {
            number.range = Range::default();
        }
        let domain = Domain::of(self.program, &ty, reasons);
        let derived = matches!(core.node.as_ref(), Node::Definition(id) if self.body(*id).is_some());
        let core = matches!(core.node.as_ref(), Node::Arithmetic(..)).then(|| core.clone());
        self.all.push(Known { subject, core, ty: shown, domain, free, derived });
        self.by_form.insert(form, self.all.len() - 1);
        self.all.len() - 1
    }

    /// Whether what its type says of its size comes from a definition that is not looked into.
    fn hangs_on_closed(&self, core: &Core, depth: usize) -> bool {
        if self.closed.is_empty() {
            return false;
        }
        let Some(deeper) = depth.checked_sub(1) else { return true };
        match core.node.as_ref() {
            Node::Definition(id) if self.closed.contains(id) => true,
            Node::Definition(id) => {
                let body = self.program.definition(*id).map(|definition| &definition.body);
                body.is_none_or(|body| self.hangs_on_closed(body, deeper))
            }
            _ => core.children().into_iter().any(|child| self.hangs_on_closed(child, deeper)),
        }
    }

    /// A definition that is just this expression gives it its name.
    pub fn name(&mut self, core: &Core, definition: DefinitionId) {
        let at = self.of(core);
        if let Some(known) = self.all.get_mut(at)
            && matches!(known.subject, Subject::Expression(_))
        {
            known.subject = Subject::Definition(definition);
        }
    }

    /// What is known of a subject.
    pub fn get(&self, at: usize) -> Option<&Known> {
        self.all.get(at)
    }

    /// What a definition stands for, where it may be looked into and is there.
    pub fn body(&self, id: DefinitionId) -> Option<&'p Core> {
        if self.closed.contains(&id) {
            return None;
        }
        let body = &self.program.definition(id)?.body;
        // A value that nobody has given, or whose expression is still to be made.
        let open = matches!(body.node.as_ref(), Node::Constant(v) if v.absence() == Some(Absence::Undecided));
        (!open && !body.ty.is_unknown()).then_some(body)
    }

    fn form(&self, core: &Core) -> String {
        let mut text = String::new();
        self.write(core, 0, &mut text);
        text
    }

    /// The form of an expression: two with the same form have the same value on every row.
    fn write(&self, core: &Core, depth: usize, out: &mut String) {
        let list = |name: &str, parts: &[&Core], out: &mut String| {
            out.push_str(name);
            out.push('(');
            for part in parts {
                self.write(part, depth + 1, out);
                out.push(',');
            }
            out.push(')');
        };
        match core.node.as_ref() {
            Node::Constant(value) => put(out, format_args!("{value:?}")),
            Node::Column(id) => put(out, format_args!("c{}", id.index())),
            Node::Parameter(id) => put(out, format_args!("p{}", id.index())),
            Node::Definition(id) => match self.body(*id).filter(|body| depth < 12 && is_arithmetic(body)) {
                Some(body) => self.write(body, depth + 1, out),
                None => put(out, format_args!("d{}", id.index())),
            },
            Node::Require(inner, _) => self.write(inner, depth + 1, out),
            Node::Arithmetic(operator @ (Operator::Add | Operator::Multiply), a, b) => {
                let mut sides = [self.form(a), self.form(b)];
                sides.sort();
                put(out, format_args!("{operator:?}({})", sides.join(",")));
            }
            Node::Compare(comparison, a, b) => {
                let (comparison, a, b) = match comparison {
                    Comparison::Greater => (Comparison::Less, b, a),
                    Comparison::GreaterOrEqual => (Comparison::LessOrEqual, b, a),
                    _ => (*comparison, a, b),
                };
                list(&format!("{comparison:?}"), &[a, b], out);
            }
            Node::Find(table, inner) => list(&format!("find{}", table.index()), &[inner], out),
            Node::UnitOf(table) => put(out, format_args!("unit{}", table.index())),
            Node::Follow { table, reference, value } => {
                list(&format!("at{}", table.index()), &[reference, value], out);
            }
            Node::Aggregate(aggregate) => {
                let head = format!("{:?}{}{:?}", aggregate.function, aggregate.table.index(), aggregate.link);
                list(&head, &aggregate.filter.iter().collect::<Vec<_>>(), out);
                list("of", &aggregate.value.iter().collect::<Vec<_>>(), out);
                let keys = aggregate.group.iter().flat_map(|key| [&key.inner, &key.outer]);
                list("by", &keys.collect::<Vec<_>>(), out);
                self.write_order(&aggregate.order, depth, out);
            }
            Node::Rank(ranking) => {
                list(&format!("rank{:?}", ranking.ties), &ranking.filter.iter().collect::<Vec<_>>(), out);
                list("by", &ranking.group.iter().collect::<Vec<_>>(), out);
                self.write_order(&ranking.order, depth, out);
            }
            Node::Outer(inner) => list("outer", &[inner], out),
            Node::ToChoice(inner) => list("member", &[inner], out),
            other => list(&other.operation().unwrap_or_default(), &core.children(), out),
        }
    }

    fn write_order(&self, order: &[OrderKey], depth: usize, out: &mut String) {
        for key in order {
            put(out, format_args!("{}{}", key.descending, key.missing_first));
            self.write(&key.value, depth + 1, out);
        }
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _written = out.write_fmt(text);
}

/// Whether a definition with this body is seen through when expressions are compared.
fn is_arithmetic(body: &Core) -> bool {
    matches!(
        body.node.as_ref(),
        Node::Column(_)
            | Node::Definition(_)
            | Node::Parameter(_)
            | Node::Constant(_)
            | Node::Arithmetic(..)
            | Node::Scale(..)
            | Node::Negate(_)
            | Node::Require(..)
    )
}
