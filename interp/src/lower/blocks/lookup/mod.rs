//! `查表`: keys to named outputs.
//!
//! A table is read into [`Table`], its keys typed, its rows spelled out (`分别`, `同上`); a call becomes a chain of tests
//! ([`call`]), and the check looks for keys that no row or two rows cover ([`survey`]).

mod call;
mod cases;
pub(crate) mod clock;
mod keys;
mod marginal;
mod overlap;
mod regions;
mod repeat;
mod rows;
mod spelling;
mod survey;
mod symbol;
mod types;

use heng_grammar::tree;

use super::super::{Context, Scope};
use crate::program::{Core, Type};

pub(super) use call::call;
pub(super) use survey::check;

/// A table, read.
struct Table<'t> {
    tree: &'t tree::Lookup,
    /// What its cells are read with.
    scope: Scope,
    /// Its keys.
    keys: Vec<Key>,
    /// The types of its outputs.
    outputs: Vec<Type>,
    /// Its rows, spelled out.
    rows: Vec<Row<'t>>,
}

/// One key.
#[derive(Clone, Debug)]
struct Key {
    /// 名称, 年度
    name: String,
    /// What it is.
    ty: Type,
    /// Whether it is the year that the axis of the policy counts (年度): its years are known.
    on_axis: bool,
}

/// What a table is without its rows.
struct Shape {
    /// Its keys; where it has none but its rows say from when they hold, the one that time is.
    keys: Vec<Key>,
    /// Whether its only key is time, and not written.
    dated: bool,
    /// The types of its outputs.
    outputs: Vec<Type>,
}

impl Table<'_> {
    /// Whether every row could be read: what is covered is not known otherwise.
    fn complete(&self) -> bool {
        let read = |written: usize| self.rows.iter().any(|row| row.written == written);
        (0..self.tree.rows.len()).all(read) && !self.rows.iter().any(Row::is_empty)
    }
}

/// One row, spelled out: no lists of `分别`, no `同上`.
struct Row<'t> {
    /// One cell a key.
    cells: Vec<Cell>,
    /// One value an output.
    values: Vec<&'t tree::Expr>,
    /// Its position among the rows as written.
    written: usize,
    /// The entry.
    tree: &'t tree::LookupRow,
}

/// What one key must be; any of the tests.
#[derive(Clone, Debug)]
enum Cell {
    /// 其余
    Rest,
    /// Any of these.
    Tests(Vec<Test>),
}

/// One test of a key.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a lookup has a few dozen of them")]
enum Test {
    /// Equal to one of these.
    Is(Vec<Core>),
    /// Between two ends; the flag: the end belongs to it.
    Between(Option<(Core, bool)>, Option<(Core, bool)>),
}

impl Row<'_> {
    /// Rows that say 其余 give way to those that name their keys.
    fn rank(&self) -> usize {
        self.cells.iter().filter(|cell| matches!(cell, Cell::Rest)).count()
    }

    /// Whether a cell of it holds nothing: a step inside a year of which no day stands for a year.
    fn is_never(&self) -> bool {
        self.cells.iter().any(|cell| match cell {
            Cell::Rest => false,
            Cell::Tests(tests) => {
                tests.iter().all(|test| matches!(test, Test::Is(values) if values.is_empty()))
            }
        })
    }

    /// Whether a cell of it holds an interval that ends before it begins.
    fn is_empty(&self) -> bool {
        let tests = self.cells.iter().flat_map(|cell| match cell {
            Cell::Rest => &[],
            Cell::Tests(tests) => tests.as_slice(),
        });
        tests.into_iter().any(|test| match test {
            Test::Is(_) => false,
            Test::Between(lower, upper) => keys::holds_nothing(lower, upper),
        })
    }
}

/// The keys and outputs of a table.
fn shape<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t tree::Lookup) -> Shape {
    let dated = tree.keys.is_empty() && types::is_dated(tree);
    let keys = if dated { vec![types::time(tree)] } else { types::keys(context, scope, tree) };
    let outputs = tree.outputs.iter().map(|output| types::declared(context, scope, &output.ty)).collect();
    Shape { keys, dated, outputs }
}

/// Reads a table; the clocks of its keys are those of its shape.
fn read<'t>(context: &mut Context<'t>, scope: Scope, tree: &'t tree::Lookup, shape: Shape) -> Table<'t> {
    let rows = rows::spelled_out(context, &scope, tree, &shape.keys);
    Table { tree, scope, keys: shape.keys, outputs: shape.outputs, rows }
}
