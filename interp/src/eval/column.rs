//! The values of an expression over a batch of rows.

use std::borrow::Cow;

use super::numbers::{Numbers, Precision};
use super::vector::{Vector, at, blended, map2, write};
use crate::number::Exact;
use crate::program::Kind;
use crate::value::{Absence, Value};

/// Values of one kind, and which rows have none. Every vector has one element a row, or one for all rows, and each by itself: beside an
/// absence for every row may stand one value for those that have one, and the first row need not be among them.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// The values; of a row without one, anything.
    pub cells: Cells<'a>,
    /// Why a row has no value; empty where all have one.
    pub absences: Vector<Option<Absence>>,
}

/// Values of one kind.
#[derive(Clone, Debug)]
pub enum Cells<'a> {
    /// Numbers.
    Number(Numbers),
    /// Texts.
    Text(Vector<Cow<'a, str>>),
    /// Yes or no.
    YesNo(Vector<bool>),
    /// Days, years, members of a choice, rows of a table: which, the type says.
    Whole(Vector<i32>),
    /// No row has a value.
    Nothing,
}

/// Yes, no, or why neither.
pub type Truth = Result<bool, Absence>;

impl<'a> Column<'a> {
    /// Values that are all there.
    pub fn full(cells: Cells<'a>) -> Self {
        Self { cells, absences: Vector::default() }
    }

    /// No row has a value.
    pub fn absent(why: Absence) -> Self {
        Self { cells: Cells::Nothing, absences: vec![Some(why)].into() }
    }

    /// Numbers that are all there.
    pub fn numbers(numbers: Numbers) -> Self {
        Self::full(Cells::Number(numbers))
    }

    /// One value for all rows.
    pub fn constant(value: &Value, precision: Precision) -> Self {
        let row = |r: u32| i32::try_from(r).unwrap_or(i32::MAX);
        Self::full(match value {
            Value::Number(n) => Cells::Number(Numbers::constant(n, precision)),
            Value::Text(t) => Cells::Text(vec![Cow::Owned(t.clone())].into()),
            Value::YesNo(b) => Cells::YesNo(vec![*b].into()),
            Value::Date(d) => Cells::Whole(vec![*d].into()),
            Value::Year(y) => Cells::Whole(vec![*y].into()),
            Value::Choice(m) => Cells::Whole(vec![row(*m)].into()),
            Value::Reference(r) => Cells::Whole(vec![row(*r)].into()),
            Value::Absent(why) => return Self::absent(*why),
        })
    }

    /// How many elements it has: as many as rows, or one for all.
    pub fn len(&self) -> usize {
        let cells = match &self.cells {
            Cells::Number(n) => n.len(),
            Cells::Text(v) => v.len(),
            Cells::YesNo(v) => v.len(),
            Cells::Whole(v) => v.len(),
            Cells::Nothing => 1,
        };
        if self.absences.len() > 1 { self.absences.len() } else { cells }
    }

    /// Why row `i` has no value, if it has none.
    #[inline]
    pub fn absence(&self, i: usize) -> Option<Absence> {
        at(&self.absences, i).copied().flatten()
    }

    /// Whether every row has a value.
    pub fn is_full(&self) -> bool {
        self.absences.iter().all(Option::is_none)
    }

    /// Row `i` as an answer to yes or no.
    #[inline]
    pub fn truth(&self, i: usize) -> Truth {
        match (self.absence(i), &self.cells) {
            (Some(why), _) => Err(why),
            (None, Cells::YesNo(v)) => at(v, i).copied().ok_or(Absence::Missing),
            (None, _) => Err(Absence::Missing),
        }
    }

    /// Row `i` as a day, a year, a member or a row.
    #[inline]
    pub fn whole(&self, i: usize) -> Option<i32> {
        match (self.absence(i), &self.cells) {
            (None, Cells::Whole(v)) => at(v, i).copied(),
            _ => None,
        }
    }

    /// Row `i` as a text.
    #[inline]
    pub fn text(&self, i: usize) -> Option<&str> {
        match (self.absence(i), &self.cells) {
            (None, Cells::Text(v)) => at(v, i).map(AsRef::as_ref),
            _ => None,
        }
    }

    /// The numbers, if it holds numbers.
    pub fn as_numbers(&self) -> Option<&Numbers> {
        match &self.cells {
            Cells::Number(n) => Some(n),
            _ => None,
        }
    }

    /// The exact number of row `i`, where it has one and that is known.
    pub fn exact(&self, i: usize) -> Option<Exact> {
        if self.absence(i).is_some() { None } else { self.as_numbers()?.exact(i) }
    }

    /// The value of row `i`; a number must be known exactly, else it counts as missing here.
    pub fn value(&self, i: usize, kind: &Kind) -> Value {
        if let Some(why) = self.absence(i) {
            return Value::Absent(why);
        }
        let missing = Value::Absent(Absence::Missing);
        match &self.cells {
            Cells::Number(n) => n.exact(i).map_or(missing, |e| Value::Number(e.to_rational())),
            Cells::Text(v) => at(v, i).map_or(missing, |t| Value::Text(t.to_string())),
            Cells::YesNo(v) => at(v, i).map_or(missing, |b| Value::YesNo(*b)),
            Cells::Whole(v) => at(v, i).map_or(missing, |n| whole_value(*n, kind)),
            Cells::Nothing => missing,
        }
    }

    /// The values of some rows.
    #[must_use]
    pub fn pick(&self, rows: &[usize]) -> Self {
        let cells = match &self.cells {
            Cells::Number(n) => Cells::Number(n.pick(rows)),
            Cells::Text(v) => Cells::Text(v.pick(rows)),
            Cells::YesNo(v) => Cells::YesNo(v.pick(rows)),
            Cells::Whole(v) => Cells::Whole(v.pick(rows)),
            Cells::Nothing => Cells::Nothing,
        };
        Self { cells, absences: self.absences.pick(rows) }
    }

    /// One value for each of `n` rows.
    #[must_use]
    pub fn spread(self, n: usize) -> Self {
        let cells = match self.cells {
            Cells::Number(v) => Cells::Number(v.spread(n)),
            Cells::Text(v) => Cells::Text(v.spread(n)),
            Cells::YesNo(v) => Cells::YesNo(v.spread(n)),
            Cells::Whole(v) => Cells::Whole(v.spread(n)),
            Cells::Nothing => Cells::Nothing,
        };
        Self { cells, absences: self.absences.spread(n) }
    }

    /// The column over `n` rows, with the values of `other` written to the rows `rows`.
    #[must_use]
    pub fn overlay(self, n: usize, rows: &[usize], other: &Self) -> Self {
        if rows.is_empty() {
            return self;
        }
        let mut base = self.spread(n);
        if !(base.absences.is_empty() && other.absences.is_empty()) {
            let absences = base.absences.to_mut();
            absences.resize(n, None);
            let there = [None];
            let source = if other.absences.is_empty() { &there[..] } else { &other.absences };
            write(absences, rows, source);
        }
        base.cells = overlay_cells(base.cells, n, rows, &other.cells);
        base
    }

    /// Adds the `m` rows of `other` behind the `n` rows of this one.
    pub fn append(&mut self, n: usize, other: Self, m: usize) {
        let base = std::mem::replace(self, Self::full(Cells::Nothing));
        let mut absences = Vector::default();
        if !(base.is_full() && other.is_full()) {
            let all = |absences: Vector<Option<Absence>>, n: usize| {
                if absences.is_empty() { vec![None; n].into() } else { absences.spread(n) }
            };
            absences = joined(all(base.absences, n), n, all(other.absences, m), m);
        }
        let cells = match (base.cells, other.cells) {
            (Cells::Number(v), Cells::Number(w)) => {
                let mut v = v.spread(n);
                v.append(w.spread(m));
                Cells::Number(v)
            }
            (Cells::Text(v), Cells::Text(w)) => Cells::Text(joined(v, n, w, m)),
            (Cells::YesNo(v), Cells::YesNo(w)) => Cells::YesNo(joined(v, n, w, m)),
            (Cells::Whole(v), Cells::Whole(w)) => Cells::Whole(joined(v, n, w, m)),
            (base, other) => {
                let rows: Vec<usize> = (n..n + m).collect();
                let front: Vec<usize> = (0..n).collect();
                let spread = overlay_cells(Cells::Nothing, n + m, &front, &base);
                overlay_cells(spread, n + m, &rows, &other)
            }
        };
        *self = Self { cells, absences };
    }

    /// The column over `n` rows with `why` in the rows `rows`.
    #[must_use]
    pub fn without(self, n: usize, rows: &[usize], why: Absence) -> Self {
        self.overlay(n, rows, &Self::absent(why))
    }
}

impl Cells<'_> {
    /// The values of `other` in the rows where `mask` says yes, its own in the others; all over `n` rows.
    pub fn where_not(self, mask: &[bool], n: usize, other: &Self) -> Self {
        match (self, other) {
            (base, Self::Nothing) => base,
            (Self::Number(v), Self::Number(w)) => Self::Number(v.where_not(mask, n, w)),
            (Self::Text(v), Self::Text(w)) => Self::Text(blended(mask, n, &v, w)),
            (Self::YesNo(v), Self::YesNo(w)) => Self::YesNo(blended(mask, n, &v, w)),
            (Self::Whole(v), Self::Whole(w)) => Self::Whole(blended(mask, n, &v, w)),
            (_, other) => other.clone(),
        }
    }
}

/// The greater reason of each row; empty where no column lacks a value.
pub fn joined_absences(columns: &[&Column<'_>]) -> Vector<Option<Absence>> {
    let mut joined: Vector<Option<Absence>> = Vector::default();
    for column in columns {
        if column.is_full() {
            continue;
        }
        joined = if joined.is_empty() {
            column.absences.clone()
        } else {
            map2(&joined, &column.absences, |a, b| *a.max(b)).into()
        };
    }
    joined
}

fn overlay_cells<'a>(base: Cells<'a>, n: usize, rows: &[usize], other: &Cells<'a>) -> Cells<'a> {
    match (base, other) {
        (base, Cells::Nothing) => base,
        (Cells::Number(v), Cells::Number(w)) => Cells::Number(v.overlay(rows, w)),
        (_, Cells::Number(w)) => Cells::Number(Numbers::whole(0).spread(n).overlay(rows, w)),
        (base, Cells::Text(w)) => {
            let base = if let Cells::Text(v) = base { v } else { vec![Cow::Borrowed(""); n].into() };
            Cells::Text(written(base, rows, w))
        }
        (base, Cells::YesNo(w)) => {
            let base = if let Cells::YesNo(v) = base { v } else { vec![false; n].into() };
            Cells::YesNo(written(base, rows, w))
        }
        (base, Cells::Whole(w)) => {
            let base = if let Cells::Whole(v) = base { v } else { vec![0; n].into() };
            Cells::Whole(written(base, rows, w))
        }
    }
}

fn written<T: Clone>(mut base: Vector<T>, rows: &[usize], source: &[T]) -> Vector<T> {
    write(base.to_mut(), rows, source);
    base
}

fn joined<T: Clone>(front: Vector<T>, n: usize, back: Vector<T>, m: usize) -> Vector<T> {
    let mut all = front.spread(n);
    all.to_mut().extend_from_slice(&back.spread(m));
    all
}

/// A day, a year, a member or a row by what the type says it is.
fn whole_value(n: i32, kind: &Kind) -> Value {
    let place = u32::try_from(n).unwrap_or(0);
    match kind {
        Kind::Date => Value::Date(n),
        Kind::Year => Value::Year(n),
        Kind::Reference(_) => Value::Reference(place),
        _ => Value::Choice(place),
    }
}
