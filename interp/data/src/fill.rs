//! Rows of a file into a table.

use std::sync::Arc;

use heng_grammar::diagnostic::Severity;
use heng_interp::table::fault::{Complaint, DataFault};
use heng_interp::table::{Cell, Draft, Origin, Place, Schema, TableBuilder};
use heng_interp::value::Absence;

use crate::Fallible;
use crate::cell::CellReader;
use crate::fold::{comparable, fold_char};
use crate::header::Layout;
use crate::raw::Raw;

mod fault;
mod long;
mod part;
mod piecewise;

pub use piecewise::Piecewise;

/// The rows of a file below its header, one at a time.
pub trait Rows {
    /// Goes to the next row; `false` after the last.
    fn advance(&mut self) -> Fallible<bool>;
    /// The number of the row as a spreadsheet shows it.
    fn number(&self) -> u32;
    /// How many cells the row has.
    fn width(&self) -> usize;
    /// The cell in `column`, blank where the row has none.
    fn cell(&self, column: usize) -> Raw<'_>;
    /// Whether a row of another width than the header's is a fault.
    fn is_ragged(&self) -> bool {
        false
    }
}

/// Reads all rows into a table of `schema`.
pub fn fill(schema: &Arc<Schema>, origin: Origin, layout: &Layout, rows: &mut impl Rows) -> Draft {
    match &layout.long {
        Some(long) if layout.found > 0 => long::fill(schema, origin, layout, long, rows),
        _ => fill_rows(schema, origin, layout, rows),
    }
}

/// Notes the rows that were left blank between rows of data, before the one that is being read.
fn note_gap(
    builder: &mut TableBuilder,
    schema: &Schema,
    origin: &Origin,
    last: &mut Option<u32>,
    number: u32,
) {
    let before = last.replace(number);
    let Some(first) = before.and_then(|last| last.checked_add(1)).filter(|first| *first < number) else {
        return;
    };
    let place = Place { row: Some(first), ..origin.place(None, None) };
    builder.report(fault::blank_rows(first, number - 1).at(&schema.name, place, None, None));
}

/// A table without rows, and what is wrong with its header.
fn start_table(schema: &Arc<Schema>, origin: &Origin, layout: &Layout) -> TableBuilder {
    let mut builder = TableBuilder::new(Arc::clone(schema), origin.clone());
    for fault in layout.faults(schema, origin) {
        builder.report(fault);
    }
    builder
}

/// A file with a row for each row of the table.
fn fill_rows(schema: &Arc<Schema>, origin: Origin, layout: &Layout, rows: &mut impl Rows) -> Draft {
    let mut origin = origin;
    origin.columns.clone_from(&layout.columns);
    let mut builder = start_table(schema, &origin, layout);
    if layout.found == 0 {
        return builder.finish();
    }
    let columns = Columns::new(schema, layout);
    let mut last = None;
    let ended = each_row(schema, &origin, rows, |rows| match columns.push(&mut builder, &origin, rows) {
        Taken::Row => note_gap(&mut builder, schema, &origin, &mut last, rows.number()),
        Taken::Remark => last = Some(rows.number()),
        Taken::Nothing => {}
    });
    if let Some(fault) = ended {
        builder.report(fault);
    }
    builder.finish()
}

/// Does something with every row; gives the fault that ended the file before its end.
fn each_row<R: Rows>(
    schema: &Schema,
    origin: &Origin,
    rows: &mut R,
    mut take: impl FnMut(&R),
) -> Option<DataFault> {
    loop {
        match rows.advance() {
            Ok(true) => take(rows),
            Ok(false) => return None,
            Err(complaint) => return Some(complaint.at(&schema.name, row_place(origin, rows), None, None)),
        }
    }
}

/// The place of the row that is being read.
fn row_place(origin: &Origin, rows: &impl Rows) -> Place {
    Place { row: Some(rows.number()), ..origin.place(None, None) }
}

/// What is needed to read a row.
struct Columns<'s> {
    schema: &'s Schema,
    /// Per column of the schema: its place in the file, and how its cells are read.
    readers: Vec<(Option<usize>, CellReader<'s>)>,
    keys: Vec<usize>,
    /// What the row is called.
    name: Option<usize>,
    width: usize,
}

impl<'s> Columns<'s> {
    fn new(schema: &'s Schema, layout: &Layout) -> Self {
        let place = |i: usize| layout.columns.get(i).and_then(Option::as_ref).map(|c| c.index as usize);
        let stated = |i: usize| layout.stated.get(i).cloned().flatten();
        let readers = schema
            .columns
            .iter()
            .enumerate()
            .map(|(i, rule)| (place(i), CellReader::new(rule).converting(stated(i))));
        let keys = schema.key_columns().filter_map(place).collect();
        Self { schema, readers: readers.collect(), keys, name: layout.name, width: layout.width }
    }

    /// Takes the row that is being read.
    fn push(&self, builder: &mut TableBuilder, origin: &Origin, rows: &impl Rows) -> Taken {
        match self.not_data(rows) {
            NotARow::Blank => return Taken::Nothing,
            NotARow::Remarked(complaint) => {
                builder.report(complaint.at(&self.schema.name, row_place(origin, rows), None, None));
                return Taken::Remark;
            }
            NotARow::Row => {}
        }
        let complaint = self.judge_width(rows);
        let shifted = complaint.as_ref().is_some_and(|c| c.severity == Severity::Error);
        builder.push_row(rows.number(), |index| match self.readers.get(index) {
            Some((Some(place), reader)) if !shifted || self.keys.contains(place) => {
                reader.read(&rows.cell(*place))
            }
            Some((Some(_), _)) => Ok(Cell::Absent(Absence::Missing)),
            _ => Ok(Cell::Blank),
        });
        if let Some(name) = self.name {
            builder.name_row(&rows.cell(name).shown());
        }
        if let Some(complaint) = complaint {
            builder.complain(None, complaint);
        }
        Taken::Row
    }

    /// Whether the row is none of the table's.
    fn not_data(&self, rows: &impl Rows) -> NotARow {
        let suspicious = self.keys.iter().all(|&key| {
            let cell = rows.cell(key);
            cell.is_blank() || matches!(cell, Raw::Text(text) if says_no_data(text))
        });
        if suspicious { self.not_a_row(rows) } else { NotARow::Row }
    }

    /// Whether a row without a key is one.
    fn not_a_row(&self, rows: &impl Rows) -> NotARow {
        let mut present = (0..rows.width()).map(|i| rows.cell(i)).filter(|cell| !cell.is_blank());
        let Some(first) = present.next() else { return NotARow::Blank };
        if matches!(first, Raw::Text(text) if !may_say_no_data(text)) {
            return NotARow::Row;
        }
        let first = first.shown();
        if is_total(&first) {
            return NotARow::Remarked(fault::total_row(&first).into());
        }
        if is_remark(&first) && present.next().is_none() {
            return NotARow::Remarked(fault::remark_row(&first).into());
        }
        NotARow::Row
    }

    /// What is wrong with a row that has more or fewer cells than the header.
    fn judge_width(&self, rows: &impl Rows) -> Option<Complaint> {
        let width = rows.width();
        if !rows.is_ragged() || width == self.width {
            return None;
        }
        if (self.width..width).any(|i| !rows.cell(i).is_blank()) {
            return Some(fault::too_wide(width, self.width));
        }
        (width < self.width).then(|| fault::too_narrow(width, self.width))
    }
}

/// What a row of the file turned out to be.
enum Taken {
    /// One of the table's.
    Row,
    /// A sum or a remark.
    Remark,
    /// Blank.
    Nothing,
}

enum NotARow {
    Row,
    Blank,
    Remarked(Box<Complaint>),
}

/// Whether a cell says that its row is a sum or a remark.
fn says_no_data(text: &str) -> bool {
    may_say_no_data(text) && (is_total(text) || is_remark(text))
}

/// Whether [`is_total`] or [`is_remark`] may be true, by the first and the last character of the text that can be seen: a `false` is never
/// wrong, and costs no folding.
fn may_say_no_data(text: &str) -> bool {
    if let [b'0'..=b'9', .., b'0'..=b'9'] = text.as_bytes() {
        return false;
    }
    let seen = |c: &char| fold_char(*c).is_some_and(|c| !c.is_whitespace());
    let Some(first) = text.chars().find(seen).and_then(fold_char) else { return false };
    let begins = "tsgnTSGN其注备说填制审联资".contains(first) || (!first.is_ascii() && !is_chinese(first));
    let last = || text.chars().rev().filter(seen).filter_map(fold_char).find(|c| *c != ':');
    begins || last() == Some('计')
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a cell says that its row is a sum of others.
pub fn is_total(text: &str) -> bool {
    let word = comparable(text);
    let word = word.trim_end_matches([':', '：']);
    let whole = matches!(word, "共计" | "累计" | "total" | "subtotal" | "sum" | "grandtotal");
    whole || ["合计", "小计", "总计"].iter().any(|sum| word.ends_with(sum)) || word.starts_with("其中")
}

/// Whether a cell says that its row is a remark below the table.
fn is_remark(text: &str) -> bool {
    let word = comparable(text);
    ["注:", "注1", "备注:", "说明:", "填表", "制表", "审核:", "填报", "联系人", "资料来源", "note:"]
        .iter()
        .any(|start| word.starts_with(start))
}
