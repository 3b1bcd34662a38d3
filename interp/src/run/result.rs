//! The tables that are written: which rows in which order, and how each value is printed.

use std::sync::Arc;

use crate::eval::{Evaluator, Outcome};
use crate::program::{Block, DefinitionId, Frame, Output, Program};
use crate::shown::{Shown, ShownBatch, ShownCells, ShownColumn};

use super::lines::{Lines, lines};

/// One table to be written.
///
/// Its lines have two orders. As they *stand*, they follow the rows of the script's tables, part by part: in this order values are
/// computed and printed a batch after the other, without jumping about. As they are *written*, they follow the order that the script
/// asks for: [`ResultTable::order`] leads from one to the other.
pub struct ResultTable<'o, 'a> {
    /// The table of the script whose rows they are; `结果` and `汇总` for values of the whole, `台账` for what ledgers post.
    pub name: String,
    /// The headers.
    pub headers: Vec<String>,
    outcome: &'o Outcome<'a>,
    /// One for each year, or each posting; their lines are mixed.
    parts: Vec<Part<'o, 'a>>,
    order: Option<Vec<u32>>,
    /// What is printed at a time.
    pieces: Vec<Piece>,
    /// Lines that are printed already, where they are those of no frame.
    ready: Vec<Vec<Shown>>,
}

/// The lines of one output.
struct Part<'o, 'a> {
    frame: Frame,
    /// Which rows, in the order of their table.
    rows: Vec<u32>,
    columns: Vec<Printer<'o, 'a>>,
}

/// What prints a column.
struct Printer<'o, 'a> {
    value: Evaluator<'o, 'a>,
    places: Option<u32>,
}

/// Lines of a part that stand one after the other.
#[derive(Clone, Copy)]
struct Piece {
    part: usize,
    first: usize,
    end: usize,
}

/// A column in which numbers that do not terminate were cut to 12 significant digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The table.
    pub table: String,
    /// The header.
    pub column: String,
    /// How many of its numbers.
    pub count: u64,
}

/// How many lines are printed at a time, where they are taken as they are written.
const AT_ONCE: usize = 4096;

/// The outputs of each table that the program writes.
pub(super) fn tables(program: &Program) -> Vec<Vec<&Output>> {
    let mut tables: Vec<Vec<&Output>> = Vec::new();
    for output in &program.outputs {
        let of_table = |table: &&mut Vec<&Output>| {
            table.first().is_some_and(|first| first.name == output.name && first.number == output.number)
        };
        match tables.last_mut().filter(|table| output.is_part() && of_table(table)) {
            Some(table) => table.push(output),
            None => tables.push(vec![output]),
        }
    }
    tables
}

/// What the program writes.
pub fn results<'o, 'a>(outcome: &'o Outcome<'a>) -> Vec<ResultTable<'o, 'a>> {
    let written = tables(outcome.program()).into_iter().map(|parts| ResultTable::new(outcome, &parts));
    written.chain(super::targets::table(outcome)).collect()
}

impl<'o, 'a> ResultTable<'o, 'a> {
    fn new(outcome: &'o Outcome<'a>, outputs: &[&'o Output]) -> Self {
        let first = outputs.first();
        let name = first.map(|output| output.name.clone()).unwrap_or_default();
        let headers = first.map(|output| output.columns.iter().map(|column| column.name.clone()).collect());
        let Lines { rows, order } = lines(outcome, outputs);
        let parts = outputs.iter().zip(rows).map(|(output, rows)| Part::new(outcome, output, rows));
        let parts: Vec<Part<'o, 'a>> = parts.collect();
        let pieces = pieces(&parts, outcome.batch() as usize);
        let headers = headers.unwrap_or_default();
        Self { name, headers, outcome, parts, order, pieces, ready: Vec::new() }
    }

    /// A table whose lines are printed already.
    pub(super) fn ready(
        outcome: &'o Outcome<'a>,
        name: &str,
        headers: Vec<String>,
        ready: Vec<Vec<Shown>>,
    ) -> Self {
        let name = name.to_owned();
        Self { name, headers, outcome, parts: Vec::new(), order: None, pieces: Vec::new(), ready }
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.rows.len()).sum::<usize>() + self.ready.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Which line, counted as they stand, is written at each place; nothing where they are written as they stand.
    pub fn order(&self) -> Option<&[u32]> {
        self.order.as_deref()
    }

    /// Of how many pieces its lines are, as they stand.
    pub fn pieces(&self) -> usize {
        self.pieces.len() + usize::from(!self.ready.is_empty())
    }

    /// Prints a piece of the lines as they stand. It may be called on several threads at once.
    pub fn piece(&self, at: usize) -> ShownBatch<'a> {
        let Some(piece) = self.pieces.get(at) else { return self.ready_lines() };
        let Some(part) = self.parts.get(piece.part) else { return ShownBatch::default() };
        let rows = part.rows.get(piece.first..piece.end).unwrap_or_default();
        ShownBatch { lines: rows.len(), columns: part.print(rows) }
    }

    fn ready_lines(&self) -> ShownBatch<'a> {
        let cell = |line: &Vec<Shown>, column: usize| line.get(column).cloned().unwrap_or(Shown::Blank);
        let column = |column: usize| {
            let cells = ShownCells::Mixed(self.ready.iter().map(|line| cell(line, column)).collect());
            ShownColumn { cells, absences: Arc::default(), cut: 0 }
        };
        ShownBatch { lines: self.ready.len(), columns: (0..self.headers.len()).map(column).collect() }
    }

    /// Per line as it is written which row it is: the year or posting it belongs to, and the key of the row.
    pub(super) fn keys(&self) -> Vec<(u32, String)> {
        let key = |(part, row): (u32, u32)| {
            let Frame::Rows(table) = self.parts.get(part as usize)?.frame else { return None };
            self.outcome.table(table)?.key_and_name(row)
        };
        let written = self.written().into_iter();
        let lines = written.map(|line| (line.0, key(line).unwrap_or_default()));
        let ready = self.ready.iter().enumerate().map(|(at, _)| (u32::MAX, at.to_string()));
        ready.chain(lines).collect()
    }

    /// Per line as it is written its part and its row.
    fn written(&self) -> Vec<(u32, u32)> {
        let parts = (0_u32..).zip(&self.parts);
        let standing: Vec<(u32, u32)> =
            parts.flat_map(|(at, part)| part.rows.iter().map(move |row| (at, *row))).collect();
        match &self.order {
            None => standing,
            Some(order) => order.iter().filter_map(|at| standing.get(*at as usize).copied()).collect(),
        }
    }

    /// The cells of each line as it is written.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Shown>> {
        self.batches().flat_map(|batch| batch.rows().collect::<Vec<_>>())
    }

    /// The lines as they are written, printed some thousands at a time.
    pub fn batches(&self) -> impl Iterator<Item = ShownBatch<'a>> {
        let written = self.written();
        let ready = (!self.ready.is_empty()).then(|| self.ready_lines());
        let printed = (0..written.len().div_ceil(AT_ONCE)).map(move |at| {
            let lines: Vec<(u32, u32)> = written.iter().skip(at * AT_ONCE).take(AT_ONCE).copied().collect();
            self.print_lines(&lines)
        });
        ready.into_iter().chain(printed)
    }

    /// Each part prints its own rows; the lines then take them in their order.
    fn print_lines(&self, lines: &[(u32, u32)]) -> ShownBatch<'a> {
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); self.parts.len()];
        let mut places: Vec<(usize, usize)> = Vec::with_capacity(lines.len());
        for (part, row) in lines {
            if let Some(rows) = rows.get_mut(*part as usize) {
                places.push((*part as usize, rows.len()));
                rows.push(*row);
            }
        }
        let print = |(part, rows): (&Part<'o, 'a>, &Vec<u32>)| match rows.as_slice() {
            [] => Vec::new(),
            rows => part.print(rows),
        };
        let mut printed: Vec<Vec<ShownColumn<'a>>> = self.parts.iter().zip(&rows).map(print).collect();
        if printed.len() == 1 {
            return ShownBatch { lines: lines.len(), columns: printed.pop().unwrap_or_default() };
        }
        let column = |at: usize| {
            let of_part = |part: usize| printed.get(part).and_then(|columns| columns.get(at));
            let cell = |(part, place): &(usize, usize)| of_part(*part).map(|column| column.cell(*place));
            let cells = places.iter().map(|place| cell(place).unwrap_or(Shown::Blank)).collect();
            let cut = (0..self.parts.len()).filter_map(of_part).map(|column| column.cut).sum();
            ShownColumn { cells: ShownCells::Mixed(cells), absences: Arc::default(), cut }
        };
        ShownBatch { lines: lines.len(), columns: (0..self.headers.len()).map(column).collect() }
    }
}

impl<'o, 'a> Part<'o, 'a> {
    fn new(outcome: &'o Outcome<'a>, output: &Output, rows: Vec<u32>) -> Self {
        let columns = output.columns.iter().map(|column| Printer {
            value: outcome.evaluator(&column.value, output.frame),
            places: column.shown,
        });
        Self { frame: output.frame, rows, columns: columns.collect() }
    }

    fn print(&self, rows: &[u32]) -> Vec<ShownColumn<'a>> {
        let run = run_of(rows);
        let values = |value: &Evaluator<'o, 'a>| match run {
            Some((first, end)) => value.part(first, end),
            None => value.rows(rows),
        };
        self.columns.iter().map(|column| values(&column.value).shown(column.places)).collect()
    }
}

/// The first row and the one after the last, where they follow one another.
fn run_of(rows: &[u32]) -> Option<(u32, u32)> {
    let (first, last) = (*rows.first()?, *rows.last()?);
    let follow = rows.iter().zip(first..).all(|(row, next)| *row == next);
    follow.then(|| Some((first, last.checked_add(1)?))).flatten()
}

/// A piece is a batch, so that what was kept of it can be taken as it is.
fn pieces(parts: &[Part<'_, '_>], batch: usize) -> Vec<Piece> {
    let step = batch.max(1);
    let of_part = |(at, part): (usize, &Part<'_, '_>)| {
        let lines = part.rows.len();
        let piece = move |first: usize| Piece { part: at, first, end: (first + step).min(lines) };
        (0..lines).step_by(step).map(piece)
    };
    parts.iter().enumerate().flat_map(of_part).collect()
}

/// The rows of an output, in the order of their table.
pub(super) fn selected(outcome: &Outcome<'_>, output: &Output) -> Vec<u32> {
    let mut rows = outcome.select(output.frame, output.filter.as_ref());
    if let Some(listed) = listed(outcome.program(), output.frame).filter(|_| output.filter.is_none()) {
        let listed = outcome.yes_no(listed);
        rows.retain(|row| listed.get(*row as usize) == Some(&Ok(true)));
    }
    rows
}

/// The rows of an output in its order.
pub(crate) fn rows_of(outcome: &Outcome<'_>, output: &Output) -> Vec<u32> {
    let rows = selected(outcome, output);
    if output.order.is_empty() { rows } else { outcome.order(output.frame, &rows, &output.order) }
}

/// The yes/no of 参评 that says whether a row is in the list: a table is written for those that are, unless it says itself
/// which rows it wants.
pub fn listed(program: &Program, frame: Frame) -> Option<DefinitionId> {
    program.blocks.iter().find_map(|block| match block {
        Block::Participation(block) if Frame::Rows(block.table) == frame => Some(block.listed),
        _ => None,
    })
}
