//! `查表`: keys to named outputs.
//!
//! A table is read into [`Table`], its keys typed, its rows spelled out (`分别`, `同上`); a call becomes a chain of tests
//! ([`call`]), and the check looks for keys that no row or two rows cover ([`survey`]).

mod call;
mod keys;
mod marginal;
mod rows;
mod survey;
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
    /// The types of its keys.
    keys: Vec<Type>,
    /// The types of its outputs.
    outputs: Vec<Type>,
    /// Its rows, spelled out.
    rows: Vec<Row<'t>>,
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

/// Reads a table.
fn read<'t>(context: &mut Context<'t>, placed_space: super::SpaceId, tree: &'t tree::Lookup) -> Table<'t> {
    let scope = Scope::whole(placed_space);
    let keys = types::keys(context, &scope, tree);
    let outputs = tree.outputs.iter().map(|output| types::declared(context, &scope, &output.ty)).collect();
    let rows = rows::spelled_out(context, &scope, tree, &keys);
    Table { tree, scope, keys, outputs, rows }
}
