//! The lines of a text file: what stands before, between and behind cells, and how each cell is spelled.

use heng_interp::shown::{Shown, ShownBatch, ShownCells, ShownColumn, absent};
use heng_interp::value::{Absence, Date};

use super::buffer::{Block, Buffer};
use super::digits::{push_behind, push_decimal, push_two};

/// How a table is spelled in a text file.
pub(super) struct Form {
    /// Before each line.
    pub start: &'static [u8],
    /// The columns in the order in which they are written: what stands before a cell, and of which column it is.
    pub fields: Vec<(Vec<u8>, usize)>,
    /// Behind each line.
    pub end: &'static [u8],
    /// What stands for a line without anything.
    pub empty: &'static [u8],
    /// What stands for no value.
    pub blank: &'static [u8],
    /// 否 and 是
    pub answers: [&'static [u8]; 2],
    /// What stands before and behind a number or a day.
    pub mark: &'static [u8],
    /// Spells a text.
    pub text: fn(&mut Buffer, &str),
}

/// So many bytes a line there is room for at first.
const LINE: usize = 96;

/// The lines of a batch, one after the other.
pub(super) struct Spelled {
    /// All lines.
    pub text: Vec<u8>,
    /// Where each ends.
    pub ends: Vec<u32>,
}

impl Spelled {
    /// A line.
    pub fn line(&self, line: usize) -> &[u8] {
        let start =
            line.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let end = self.ends.get(line).map_or(start, |end| *end as usize);
        self.text.get(start..end).unwrap_or_default()
    }
}

/// The cells of a column, ready to be spelled.
struct Ready<'b> {
    before: &'b [u8],
    absences: &'b [Option<Absence>],
    cells: ReadyCells<'b>,
}

enum ReadyCells<'b> {
    /// Numbers behind one byte and without marks: byte, decimals, multiples.
    Decimals(u8, u32, &'b [i64]),
    /// Members of a choice, each spelled once, with what stands before it, where this is short.
    Members(Vec<Option<Block>>, &'b [i32]),
    /// Cells that are spelled one by one.
    Each,
}

impl Form {
    /// The lines of a batch.
    pub fn spell(&self, batch: &ShownBatch<'_>) -> Spelled {
        let columns = self.fields.iter().filter_map(|(before, at)| Some((before, batch.columns.get(*at)?)));
        let columns: Vec<(Ready<'_>, &ShownCells<'_>)> =
            columns.map(|(before, column)| (self.ready(before, column), &column.cells)).collect();
        let mut out = Buffer::with_room(batch.lines * LINE);
        let mut ends = Vec::with_capacity(batch.lines);
        for line in 0..batch.lines {
            let start = out.len();
            out.extend(self.start);
            for (column, cells) in &columns {
                self.cell(&mut out, column, cells, line);
            }
            if out.len() == start {
                out.extend(self.empty);
            }
            out.extend(self.end);
            ends.push(u32::try_from(out.len()).unwrap_or(u32::MAX));
        }
        Spelled { text: out.finish(), ends }
    }

    fn ready<'b>(&self, before: &'b [u8], column: &'b ShownColumn<'b>) -> Ready<'b> {
        let cells = match (&column.cells, before) {
            (ShownCells::Decimals { places, counts, trimmed: false }, [byte]) if self.mark.is_empty() => {
                ReadyCells::Decimals(*byte, *places, counts)
            }
            (ShownCells::Members { names, positions }, _) => {
                let block = |name: &String| {
                    let mut out = Buffer::default();
                    out.extend(before);
                    (self.text)(&mut out, name);
                    Block::of(&out.finish())
                };
                ReadyCells::Members(names.iter().map(block).collect(), positions)
            }
            _ => ReadyCells::Each,
        };
        Ready { before, absences: &column.absences, cells }
    }

    #[inline]
    fn cell(&self, out: &mut Buffer, column: &Ready<'_>, cells: &ShownCells<'_>, line: usize) {
        let absence = column.absences.get(line).copied().flatten();
        let written = match &column.cells {
            _ if absence.is_some() => false,
            ReadyCells::Decimals(byte, places, counts) => {
                counts.get(line).is_some_and(|count| push_behind(out, *byte, *count, *places))
            }
            ReadyCells::Members(names, positions) => {
                let position = positions.get(line).and_then(|position| usize::try_from(*position).ok());
                let name = position.and_then(|position| names.get(position).copied().flatten());
                name.map(|name| name.push(out)).is_some()
            }
            ReadyCells::Each => false,
        };
        if !written {
            out.extend(column.before);
            self.any_cell(out, absence, cells, line);
        }
    }

    fn any_cell(&self, out: &mut Buffer, absence: Option<Absence>, cells: &ShownCells<'_>, line: usize) {
        let written = match absence.map(absent) {
            None => self.present(out, cells, line),
            Some(said) => said.map(|text| (self.text)(out, text)),
        };
        if written.is_none() {
            out.extend(self.blank);
        }
    }

    /// Spells a cell; nothing where there is none.
    fn present(&self, out: &mut Buffer, cells: &ShownCells<'_>, line: usize) -> Option<()> {
        match cells {
            ShownCells::Decimals { places, counts, trimmed } => {
                let count = *counts.get(line)?;
                out.extend(self.mark);
                push_decimal(out, count, *places, *trimmed);
                out.extend(self.mark);
            }
            ShownCells::Digits(digits) => self.marked(out, digits.get(line)?.as_bytes()),
            ShownCells::Texts(texts) => (self.text)(out, texts.get(line)?),
            ShownCells::Days(days) => self.day(out, Date::from_days(*days.get(line)?)?),
            ShownCells::YesNo(answers) => self.answer(out, *answers.get(line)?),
            ShownCells::Mixed(cells) => self.mixed(out, cells.get(line)?),
            ShownCells::Members { names, positions } => {
                (self.text)(out, names.get(usize::try_from(*positions.get(line)?).ok()?)?);
            }
            ShownCells::Nothing => return None,
        }
        Some(())
    }

    fn mixed(&self, out: &mut Buffer, cell: &Shown) {
        match cell {
            Shown::Text(text) => (self.text)(out, text),
            Shown::Decimal(digits) => self.marked(out, digits.as_bytes()),
            Shown::Date(day) => self.day(out, *day),
            Shown::YesNo(answer) => self.answer(out, *answer),
            Shown::Blank => out.extend(self.blank),
        }
    }

    fn marked(&self, out: &mut Buffer, bytes: &[u8]) {
        out.extend(self.mark);
        out.extend(bytes);
        out.extend(self.mark);
    }

    fn answer(&self, out: &mut Buffer, answer: bool) {
        let [no, yes] = self.answers;
        out.extend(if answer { yes } else { no });
    }

    fn day(&self, out: &mut Buffer, day: Date) {
        let civil = day.civil();
        let year = u16::try_from(civil.year()).ok().filter(|year| *year <= 9999);
        let (Some(year), Ok(month), Ok(date)) =
            (year, u16::try_from(civil.month()), u16::try_from(civil.day()))
        else {
            return self.marked(out, day.to_string().as_bytes());
        };
        out.extend(self.mark);
        push_two(out, year / 100);
        push_two(out, year % 100);
        out.push(b'-');
        push_two(out, month);
        out.push(b'-');
        push_two(out, date);
        out.extend(self.mark);
    }
}
