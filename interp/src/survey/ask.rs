//! Questions put to an evaluation: expressions that no script wrote, answered by the walker that answered those of the
//! script, and so just as exactly.

use dashu_ratio::RBig;
use heng_grammar::span::Span;

use crate::eval::{Outcome, Values};
use crate::lower::build;
use crate::program::{
    Aggregate, AggregateFunction, Comparison, Core, DefinitionId, Frame, GroupKey, Kind, Link, Node, Number,
    Operator, OrderKey, Program, Ranking, RoundingMode, TableId, TieMethod, Type, Unit,
};
use crate::value::Value;

/// An evaluation and the table whose rows are asked about.
#[derive(Clone, Copy)]
pub(super) struct Ask<'o, 'a> {
    /// The evaluation.
    pub outcome: &'o Outcome<'a>,
    /// The table.
    pub table: TableId,
}

/// The value of a definition, as an expression.
pub(super) fn read(program: &Program, id: DefinitionId) -> Option<Core> {
    let definition = program.definition(id)?;
    Some(Core::new(Node::Definition(id), definition.body.ty.clone(), Span::default()))
}

/// A plain number of the same kind as others: its unit is of no matter here.
fn plain(value: RBig) -> Core {
    build::number(value, Unit::plain(), Span::default())
}

fn numeric(node: Node) -> Core {
    Core::new(node, Type::present(Kind::Number(Number::default())), Span::default())
}

impl<'o, 'a> Ask<'o, 'a> {
    /// The program.
    pub fn program(&self) -> &'a Program {
        self.outcome.program()
    }

    /// All rows, in the order of their keys where the table has one: nothing that is shown hangs on the order of a file.
    pub fn rows(&self) -> Vec<u32> {
        let rows = self.outcome.rows(Frame::Rows(self.table));
        match self.outcome.table(self.table).map(crate::table::Table::by_key) {
            Some(by_key) if by_key.len() == rows as usize => by_key.to_vec(),
            _ => (0..rows).collect(),
        }
    }

    /// The values of an expression for some rows.
    pub fn values(&self, core: &Core, rows: &[u32]) -> Values<'o, 'a> {
        self.outcome.evaluate(core, Frame::Rows(self.table), rows)
    }

    /// A number of the whole, with so many decimals.
    pub fn whole(&self, core: &Core, places: u32) -> Option<String> {
        self.outcome.evaluate(core, Frame::Whole, &[0]).fixed(places).pop().flatten()
    }

    /// An aggregate over the table, for each group of `group` where it is given.
    pub fn aggregate(
        &self,
        function: AggregateFunction,
        value: &Core,
        filter: Option<&Core>,
        group: Option<&Core>,
    ) -> Core {
        let key = |key: &Core| GroupKey { inner: key.clone(), outer: key.clone() };
        let aggregate = Aggregate {
            function,
            table: self.table,
            link: Link::Whole,
            filter: Some(both(filter.cloned(), build::present(value.clone()))),
            value: Some(value.clone()),
            group: group.map(key).into_iter().collect(),
            order: Vec::new(),
        };
        Core::new(Node::Aggregate(aggregate), value.ty.clone().or_absent(true), Span::default())
    }

    /// The value of an expression at another row of the table.
    fn at(&self, value: &Core, row: u32) -> Core {
        let reference = Core::new(
            Node::Constant(Value::Reference(row)),
            Type::present(Kind::Reference(self.table)),
            Span::default(),
        );
        let node = Node::Follow { table: self.table, reference, value: value.clone() };
        Core::new(node, value.ty.clone(), Span::default())
    }

    /// How much higher a value is than at `other`.
    pub fn above(&self, value: &Core, other: u32) -> Core {
        build::sum(Operator::Subtract, value.clone(), self.at(value, other))
    }

    /// The distance to the value at `other`, either way.
    pub fn distance(&self, value: &Core, other: u32) -> Core {
        let ty = value.ty.clone();
        build::call(crate::program::Builtin::Absolute, vec![self.above(value, other)], ty, Span::default())
    }

    /// Whether a number is at most `limit`, in its own unit.
    pub fn at_most(&self, value: Core, limit: &RBig) -> Core {
        build::compare(Comparison::LessOrEqual, value, plain(limit.clone()))
    }

    /// Which step of the size `step` a number is on, counted from `lowest`: 0 for `lowest` up to, not including, a step more.
    pub fn step(&self, value: &Core, lowest: &RBig, step: &RBig) -> Core {
        let above = numeric(Node::Arithmetic(Operator::Subtract, value.clone(), plain(lowest.clone())));
        let down = numeric(Node::Round(above, step.clone(), RoundingMode::TowardZero));
        numeric(Node::Scale(down, RBig::ONE / step))
    }

    /// The place of each row among those of `filter`, in groups apart; equal rows share the best place.
    pub fn places(&self, filter: Option<&Core>, group: &[Core], order: &[OrderKey]) -> Core {
        let ranking = Ranking {
            filter: filter.cloned(),
            group: group.to_vec(),
            order: order.to_vec(),
            ties: TieMethod::Best,
        };
        numeric(Node::Rank(ranking))
    }

    /// The whole numbers of an expression, one a row.
    pub fn whole_numbers(&self, core: &Core, rows: &[u32]) -> Vec<Option<i64>> {
        let printed = self.values(core, rows).printed();
        printed.into_iter().map(|printed| printed?.text.parse().ok()).collect()
    }

    /// For which of the rows a yes/no expression says yes.
    pub fn holds(&self, core: &Core, rows: &[u32]) -> Vec<bool> {
        let values = self.values(core, rows);
        (0..rows.len()).map(|at| values.yes_no(at) == Ok(true)).collect()
    }

    /// The key of a row and what it is called.
    pub fn subject(&self, row: u32) -> Subject {
        let table = self.outcome.table(self.table);
        let key = table.and_then(|table| table.key_text(row)).unwrap_or_else(|| format!("#{}", row + 1));
        let name = table.and_then(|table| table.name_text(row)).filter(|name| *name != key);
        Subject { name: name.map(str::to_owned), key }
    }
}

/// Both, where there are two.
pub(super) fn both(first: Option<Core>, second: Core) -> Core {
    build::and(first.into_iter().chain([second]).collect(), Span::default())
}

/// A row as people know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Its key.
    pub key: String,
    /// What it is called, where its table says so.
    pub name: Option<String>,
}
