//! Values into the cells of a table that is written.

use std::borrow::Cow;
use std::sync::Arc;

use super::column::{Cells, Column};
use super::numbers::Numbers;
use super::values::Values;
use super::vector::Vector;
use crate::program::{Kind, TableId};
use crate::shown::{ShownCells, ShownColumn};
use crate::value::Absence;

impl<'a> Values<'_, 'a> {
    /// The values as cells: numbers with so many decimals, half away from zero; without, in full where their decimals end, else to 12
    /// significant digits.
    pub fn shown(self, places: Option<u32>) -> ShownColumn<'a> {
        let lines = self.len();
        if let Kind::Number(_) = self.kind() {
            return match places {
                Some(places) => self.rounded(places, lines),
                None => self.full(lines),
            };
        }
        let (run, kind) = (self.run, self.kind().clone());
        let Column { cells, absences } = self.column;
        let mut absences = masked(absences, lines);
        let cells = match (kind, cells) {
            (Kind::Text | Kind::Unknown, Cells::Text(texts)) => {
                ShownCells::Texts(texts.spread(lines).shared())
            }
            (Kind::YesNo, Cells::YesNo(answers)) => ShownCells::YesNo(answers.spread(lines).shared()),
            (Kind::Date, Cells::Whole(days)) => ShownCells::Days(days.spread(lines).shared()),
            (Kind::Year, Cells::Whole(years)) => {
                let counts: Vec<i64> = years.spread(lines).iter().map(|year| i64::from(*year)).collect();
                ShownCells::Decimals { places: 0, counts: counts.into(), trimmed: false }
            }
            (Kind::Choice(choice), Cells::Whole(positions)) => {
                let names = run.program.choice(choice).map(|c| c.members.as_slice()).unwrap_or_default();
                ShownCells::Members { names, positions: positions.spread(lines).shared() }
            }
            (Kind::Reference(table), Cells::Whole(rows)) => {
                ShownCells::Texts(keys(run, table, &rows.spread(lines), &mut absences).into())
            }
            _ => ShownCells::Nothing,
        };
        ShownColumn { cells, absences, cut: 0 }
    }

    fn rounded(self, places: u32, lines: usize) -> ShownColumn<'a> {
        let cells = match (self.column.as_numbers(), self.multiples(places)) {
            (None, _) => ShownCells::Nothing,
            (_, Some(counts)) => ShownCells::Decimals {
                places,
                counts: Vector::from(counts).spread(lines).shared(),
                trimmed: false,
            },
            (_, None) => {
                let digits = self.fixed_at_length(places).into_iter();
                ShownCells::Digits(digits.map(Option::unwrap_or_default).collect())
            }
        };
        ShownColumn { cells, absences: masked(self.column.absences, lines), cut: 0 }
    }

    fn full(self, lines: usize) -> ShownColumn<'a> {
        let mut cut = 0;
        let printed = match &self.column.cells {
            Cells::Number(Numbers::Fixed { .. }) | Cells::Nothing => Vec::new(),
            _ => self.printed(),
        };
        let cells = match self.column.cells {
            Cells::Number(Numbers::Fixed { scale, mantissas }) => ShownCells::Decimals {
                places: scale,
                counts: mantissas.spread(lines).shared(),
                trimmed: true,
            },
            Cells::Number(_) => {
                cut = printed.iter().flatten().filter(|p| !p.terminates).count() as u64;
                let digits = printed.into_iter().map(|p| p.map(|p| p.text).unwrap_or_default());
                ShownCells::Digits(digits.collect())
            }
            _ => ShownCells::Nothing,
        };
        ShownColumn { cells, absences: masked(self.column.absences, lines), cut }
    }

    /// How many numbers there are whose decimals do not end.
    pub fn endless(&self) -> usize {
        match &self.column.cells {
            Cells::Number(Numbers::Fixed { .. }) => 0,
            Cells::Number(_) => self.printed().iter().flatten().filter(|p| !p.terminates).count(),
            _ => 0,
        }
    }

    /// The rows as numbers: members of a choice by their positions, numbers where they are whole; [`NO_POSITION`] where there is no such
    /// one.
    pub fn positions(&self) -> Vec<i64> {
        match &self.column.cells {
            Cells::Whole(members) if self.column.is_full() && members.len() == self.len() => {
                members.iter().map(|member| i64::from(*member)).collect()
            }
            Cells::Number(Numbers::Fixed { scale: 0, mantissas })
                if self.column.is_full() && mantissas.len() == self.len() =>
            {
                mantissas.to_vec()
            }
            _ => (0..self.len()).map(|i| self.position(i).unwrap_or(NO_POSITION)).collect(),
        }
    }

    fn position(&self, i: usize) -> Option<i64> {
        match &self.column.cells {
            Cells::Whole(_) => self.column.whole(i).map(i64::from),
            Cells::Number(numbers) if self.column.absence(i).is_none() => whole_number(numbers, i),
            _ => None,
        }
    }

    /// Whole numbers of all rows, where it holds nothing else.
    pub fn whole_numbers(self) -> Option<Arc<Vec<i64>>> {
        let lines = self.len();
        match self.column.cells {
            Cells::Number(Numbers::Fixed { scale: 0, mantissas })
                if self.column.absences.iter().all(Option::is_none) =>
            {
                Some(mantissas.spread(lines).shared())
            }
            _ => None,
        }
    }

    /// Of which rows the answer is yes.
    pub fn yes(&self) -> impl Iterator<Item = bool> {
        (0..self.len()).map(|i| self.column.truth(i) == Ok(true))
    }

    /// Of how many rows the answer is yes.
    pub fn yes_count(&self) -> u64 {
        let yes = match &self.column.cells {
            Cells::YesNo(answers) if self.column.is_full() && answers.len() == self.len() => {
                answers.iter().map(|answer| usize::from(*answer)).sum()
            }
            _ => self.yes().filter(|yes| *yes).count(),
        };
        yes as u64
    }
}

/// What stands for no position.
pub const NO_POSITION: i64 = i64::MIN;

/// The whole number of row `i`, if it is one and known.
pub(super) fn whole_number(numbers: &Numbers, i: usize) -> Option<i64> {
    if let Numbers::Fixed { scale: 0, mantissas } = numbers {
        return super::vector::at(mantissas, i).copied();
    }
    let number = numbers.exact(i)?.to_rational();
    number.is_int().then(|| i64::try_from(number.numerator().clone()).ok()).flatten()
}

/// A mask with an element a line; empty where every line has a value.
fn masked(absences: Vector<Option<Absence>>, lines: usize) -> Arc<Vec<Option<Absence>>> {
    if absences.iter().all(Option::is_none) { Arc::default() } else { absences.spread(lines).shared() }
}

/// The keys of rows of a table. A row that the table does not have has none.
fn keys<'a>(
    run: &super::run::Run<'a>,
    table: TableId,
    rows: &[i32],
    absences: &mut Arc<Vec<Option<Absence>>>,
) -> Vec<Cow<'a, str>> {
    let table = run.table(table);
    let key = |row: &i32| table?.key_text(u32::try_from(*row).ok()?);
    let mut keys = Vec::with_capacity(rows.len());
    for (line, row) in rows.iter().enumerate() {
        let there = absences.get(line).is_none_or(Option::is_none);
        let key = if there { key(row) } else { None };
        if key.is_none() && there {
            let absences = Arc::make_mut(absences);
            absences.resize(rows.len(), None);
            if let Some(slot) = absences.get_mut(line) {
                *slot = Some(Absence::Missing);
            }
        }
        keys.push(Cow::Owned(key.unwrap_or_default()));
    }
    keys
}
