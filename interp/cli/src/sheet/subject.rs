//! Whose sheets a report holds: the table that is graded, and its rows.

use heng_grammar::diagnostic::Diagnostic;
use heng_interp::compare::{GradeStandings, Standings};
use heng_interp::eval::Outcome;
use heng_interp::program::{Block, DefinitionId, Frame, Program, TableId};
use heng_interp::run::listed;
use heng_interp::table::{NearKeys, Table};

use super::fault;
use crate::project::Trouble;
use crate::project::fault::unknown_table;

/// The rows that get a sheet, in the order of their ranks, then of their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Their table.
    pub table: TableId,
    /// Its name: 企业
    pub name: String,
    /// The rows.
    pub rows: Vec<u32>,
    /// How many rows could have a sheet: those in the list.
    pub all: usize,
}

/// Which rows are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `--table`; the table that is graded where none is named.
    pub table: Option<String>,
    /// `--row`: keys; every listed row where there are none.
    pub rows: Vec<String>,
}

impl Subject {
    /// The rows asked for.
    ///
    /// # Errors
    /// H0904 for an unknown table, H0942 for keys that no row has, H0943 where nothing is computed for the rows of any table.
    pub fn of(outcome: &Outcome<'_>, standings: &Standings, wanted: &Wanted) -> Result<Self, Trouble> {
        let program = outcome.program();
        let table = match &wanted.table {
            Some(name) => program.table(name).ok_or_else(|| {
                let names: Vec<&str> = program.tables.iter().map(|table| table.name.as_str()).collect();
                Trouble::usage(unknown_table(name, &names))
            })?,
            None => graded(program).ok_or_else(|| Trouble::usage(fault::no_subject()))?,
        };
        let name = program.tables.get(table.index()).map(|schema| schema.name.clone()).unwrap_or_default();
        let listed = in_list(outcome, table);
        let all = listed.len();
        let rows = if wanted.rows.is_empty() { listed } else { named(outcome, table, &wanted.rows)? };
        let grade = standings.grades.iter().find(|grade| grade.table == name);
        Ok(Self { table, name, rows: in_order(outcome, table, rows, grade), all })
    }
}

/// The table whose rows the first grade grades; else those of the first score, class, allocation and so on; else those written.
fn graded(program: &Program) -> Option<TableId> {
    let rows_of = |id: DefinitionId| match program.definition(id)?.frame {
        Frame::Rows(table) => Some(table),
        Frame::Whole => None,
    };
    let found = |rank: u8| {
        program.blocks.iter().find_map(|block| match (rank, block) {
            (0, Block::Adjust(block)) => Some(block.table),
            (1, Block::Band(block)) => Some(block.table),
            (2, Block::Score(block)) => Some(block.table),
            (3, Block::Classify(block)) => rows_of(block.result.definition),
            (4, Block::Allocation(block)) => Some(block.table),
            (5, Block::Ledger(block)) => rows_of(block.source.definition),
            (6, Block::Tally(block)) => rows_of(block.total.definition),
            (7, Block::Conditions(block)) => rows_of(block.result.definition),
            (8, Block::Target(block)) => match block.frame {
                Frame::Rows(table) => Some(table),
                Frame::Whole => None,
            },
            _ => None,
        })
    };
    let written = || {
        program.outputs.iter().find_map(|output| match output.frame {
            Frame::Rows(table) => Some(table),
            Frame::Whole => None,
        })
    };
    (0..=8).find_map(found).or_else(written)
}

/// The rows in the list of 参评; all of them where there is none.
fn in_list(outcome: &Outcome<'_>, table: TableId) -> Vec<u32> {
    let frame = Frame::Rows(table);
    let rows = 0..outcome.rows(frame);
    match listed(outcome.program(), frame).map(|id| outcome.yes_no(id)) {
        Some(listed) => rows.filter(|row| listed.get(*row as usize) == Some(&Ok(true))).collect(),
        None => rows.collect(),
    }
}

fn named(outcome: &Outcome<'_>, table: TableId, keys: &[String]) -> Result<Vec<u32>, Trouble> {
    let Some(rows) = outcome.table(table) else { return Ok(Vec::new()) };
    let mut near = NearKeys::default();
    let mut found = Vec::new();
    let mut faults: Vec<Diagnostic> = Vec::new();
    for key in keys {
        match row_of(rows, key) {
            Some(row) if found.contains(&row) => {}
            Some(row) => found.push(row),
            None => faults.push(fault::no_row(&rows.schema().name, key, near.find(rows, key))),
        }
    }
    match faults.is_empty() {
        true => Ok(found),
        false => Err(Trouble { diagnostics: faults, ..Trouble::usage(fault::no_subject()) }),
    }
}

/// The row with this key, or, where no row has it, the one row of this name.
fn row_of(table: &Table, written: &str) -> Option<u32> {
    let by_text = || (0..table.rows()).find(|row| table.key_text(*row).as_deref() == Some(written));
    table.find_written(written).or_else(by_text).or_else(|| {
        let mut alike = (0..table.rows()).filter(|row| table.name_text(*row) == Some(written));
        alike.next().filter(|_| alike.next().is_none())
    })
}

/// By rank, then by key: never by where rows stand in their file, unless they have no key.
fn in_order(
    outcome: &Outcome<'_>,
    table: TableId,
    rows: Vec<u32>,
    grade: Option<&GradeStandings>,
) -> Vec<u32> {
    let Some(table) = outcome.table(table) else { return rows };
    let mut placed: Vec<(i64, String, u32)> = rows
        .into_iter()
        .map(|row| {
            let key = row_key(table, row);
            let rank = grade.and_then(|grade| grade.rows.get(&key)?.rank);
            (rank.unwrap_or(i64::MAX), key, row)
        })
        .collect();
    placed.sort();
    placed.into_iter().map(|(_, _, row)| row).collect()
}

/// What a row is known by: its key, else its place in the table.
pub fn row_key(table: &Table, row: u32) -> String {
    table.key_text(row).unwrap_or_else(|| format!("#{}", row + 1))
}
