//! One column in memory.

use std::cmp::Ordering;

use super::{Cell, ColumnKind, Decimal, DecimalColumn, TextColumn};
use crate::value::{Absence, Value};

/// The cells of a column, and which of them have no value.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    cells: Cells,
    /// Per row why there is no value; empty where every row has one.
    absences: Vec<Option<Absence>>,
    rows: usize,
    /// Runs of rows (first, one after the last) whose value is not what their cell holds: a default, or no value for a zero.
    read_as: Vec<(u32, u32)>,
}

/// Typed cells; a row without a value has a cell of no meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Numbers in the column's unit.
    Decimal(DecimalColumn),
    /// 文本; while a table is built, also the keys that `→` cells name
    Text(TextColumn),
    /// 是否
    YesNo(Vec<bool>),
    /// 日期: days since 1970-01-01
    Date(Vec<i32>),
    /// 年份
    Year(Vec<i32>),
    /// Members by index.
    Choice(Vec<u16>),
    /// Rows of the target table.
    Reference(Vec<u32>),
    /// A column that the program does not read.
    Unread,
}

impl Cells {
    fn for_kind(kind: &ColumnKind) -> Self {
        match kind {
            ColumnKind::Number(_) => Self::Decimal(DecimalColumn::default()),
            ColumnKind::Text | ColumnKind::Reference(_) => Self::Text(TextColumn::default()),
            ColumnKind::YesNo => Self::YesNo(Vec::new()),
            ColumnKind::Date => Self::Date(Vec::new()),
            ColumnKind::Year => Self::Year(Vec::new()),
            ColumnKind::Choice(_) => Self::Choice(Vec::new()),
        }
    }

    fn push_nothing(&mut self) {
        match self {
            Self::Decimal(c) => c.push_nothing(),
            Self::Text(c) => c.push(""),
            Self::YesNo(c) => c.push(false),
            Self::Date(c) => c.push(0),
            Self::Year(c) => c.push(0),
            Self::Choice(c) => c.push(0),
            Self::Reference(c) => c.push(0),
            Self::Unread => {}
        }
    }
}

impl Column {
    /// An empty column for cells of `kind`.
    pub fn for_kind(kind: &ColumnKind) -> Self {
        Self { cells: Cells::for_kind(kind), absences: Vec::new(), rows: 0, read_as: Vec::new() }
    }

    /// A column that is not read.
    pub fn unread() -> Self {
        Self { cells: Cells::Unread, absences: Vec::new(), rows: 0, read_as: Vec::new() }
    }

    /// The typed cells.
    pub fn cells(&self) -> &Cells {
        &self.cells
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Whether every row has a value.
    pub fn is_full(&self) -> bool {
        self.absences.is_empty() && !matches!(self.cells, Cells::Unread)
    }

    /// Per row why it has no value; empty where every row has one, and for a column that is not read.
    pub fn absences(&self) -> &[Option<Absence>] {
        &self.absences
    }

    /// Why a row has no value, if it has none.
    pub fn absence(&self, row: usize) -> Option<Absence> {
        if matches!(self.cells, Cells::Unread) {
            return Some(Absence::Missing);
        }
        self.absences.get(row).copied().flatten()
    }

    /// Whether the value of a row is not what its cell holds: the default for a blank one, or no value for a zero that counts as
    /// missing (零作缺失).
    pub fn is_read_as(&self, row: usize) -> bool {
        let Ok(row) = u32::try_from(row) else { return false };
        let run = self.read_as.partition_point(|(first, _)| *first <= row).checked_sub(1);
        run.and_then(|run| self.read_as.get(run)).is_some_and(|(_, end)| row < *end)
    }

    /// Notes that the value of the row added last is not what its cell holds.
    pub(super) fn note_read_as(&mut self) {
        let Some(row) = self.rows.checked_sub(1).and_then(|row| u32::try_from(row).ok()) else { return };
        match self.read_as.last_mut().filter(|(_, end)| *end == row) {
            Some((_, end)) => *end = row + 1,
            None => self.read_as.push((row, row + 1)),
        }
    }

    /// The value of a row; missing outside the column.
    pub fn value(&self, row: usize) -> Value {
        if let Some(why) = self.absence(row) {
            return Value::Absent(why);
        }
        let value = match &self.cells {
            Cells::Decimal(c) => (row < c.len()).then(|| Value::Number(c.number(row))),
            Cells::Text(c) => (row < c.len()).then(|| Value::Text(c.get(row).to_owned())),
            Cells::YesNo(c) => c.get(row).map(|&v| Value::YesNo(v)),
            Cells::Date(c) => c.get(row).map(|&v| Value::Date(v)),
            Cells::Year(c) => c.get(row).map(|&v| Value::Year(v)),
            Cells::Choice(c) => c.get(row).map(|&v| Value::Choice(v.into())),
            Cells::Reference(c) => c.get(row).map(|&v| Value::Reference(v)),
            Cells::Unread => None,
        };
        value.unwrap_or(Value::Absent(Absence::Missing))
    }

    /// The order of two rows: no value first, then by value.
    pub fn compare(&self, left: usize, right: usize) -> Ordering {
        let absent = |row| self.absence(row);
        match (absent(left), absent(right)) {
            (None, None) => self.compare_present(left, right),
            (a, b) => a.is_none().cmp(&b.is_none()).then(a.cmp(&b)),
        }
    }

    fn compare_present(&self, left: usize, right: usize) -> Ordering {
        match &self.cells {
            Cells::Decimal(c) => match (c.decimal(left), c.decimal(right)) {
                (Some(a), Some(b)) => a.mantissa.cmp(&b.mantissa),
                _ => c.number(left).cmp(&c.number(right)),
            },
            Cells::Text(c) => c.get(left).cmp(c.get(right)),
            Cells::YesNo(c) => c.get(left).cmp(&c.get(right)),
            Cells::Date(c) => c.get(left).cmp(&c.get(right)),
            Cells::Year(c) => c.get(left).cmp(&c.get(right)),
            Cells::Choice(c) => c.get(left).cmp(&c.get(right)),
            Cells::Reference(c) => c.get(left).cmp(&c.get(right)),
            Cells::Unread => Ordering::Equal,
        }
    }

    /// The cells, for a row to be added to them; [`end_row`](Self::end_row) must follow.
    #[inline]
    pub(super) fn cells_for_row(&mut self) -> &mut Cells {
        &mut self.cells
    }

    /// A cell was added, and has a value.
    #[inline]
    pub(super) fn end_row(&mut self) {
        self.rows += 1;
        if !self.absences.is_empty() {
            self.absences.push(None);
        }
    }

    /// Makes room for as many rows as `like` has, `times` times, if there is memory.
    pub(super) fn reserve(&mut self, like: &Self, times: usize) {
        let more = like.rows.saturating_mul(times);
        match (&mut self.cells, &like.cells) {
            (Cells::Decimal(own), _) => own.reserve(more),
            (Cells::Text(own), Cells::Text(like)) => own.reserve(like, times),
            (Cells::YesNo(own), _) => make_room(own, more),
            (Cells::Date(own) | Cells::Year(own), _) => make_room(own, more),
            (Cells::Choice(own), _) => make_room(own, more),
            (Cells::Reference(own), _) => make_room(own, more),
            (Cells::Text(_) | Cells::Unread, _) => {}
        }
    }

    /// Takes no more memory for a row than its cells need.
    pub(super) fn shorten(&mut self) {
        if let Cells::Decimal(cells) = &mut self.cells {
            cells.shorten();
        }
    }

    /// Adds the rows of `other`, a column of the same kind, behind its own, and empties it.
    pub(super) fn join(&mut self, other: &mut Self) {
        match (&mut self.cells, &mut other.cells) {
            (Cells::Decimal(own), Cells::Decimal(more)) => own.join(more),
            (Cells::Text(own), Cells::Text(more)) => own.join(more),
            (Cells::YesNo(own), Cells::YesNo(more)) => own.append(more),
            (Cells::Date(own) | Cells::Year(own), Cells::Date(more) | Cells::Year(more)) => own.append(more),
            (Cells::Choice(own), Cells::Choice(more)) => own.append(more),
            (Cells::Reference(own), Cells::Reference(more)) => own.append(more),
            _ => {}
        }
        let before = u32::try_from(self.rows).unwrap_or(u32::MAX);
        self.rows += std::mem::take(&mut other.rows);
        if !self.absences.is_empty() || !other.absences.is_empty() {
            self.absences.resize(before as usize, None);
            self.absences.append(&mut other.absences);
            self.absences.resize(self.rows, None);
        }
        for (first, end) in other.read_as.drain(..) {
            let (first, end) = (first.saturating_add(before), end.saturating_add(before));
            match self.read_as.last_mut().filter(|(_, last)| *last == first) {
                Some((_, last)) => *last = end,
                None => self.read_as.push((first, end)),
            }
        }
    }

    /// Adds a row. Says `false`, and adds a missing value, where the cell is of another type than the column.
    pub(super) fn push(&mut self, cell: &Cell<'_>) -> bool {
        let row = self.rows;
        self.rows += 1;
        if !self.absences.is_empty() {
            self.absences.push(None);
        }
        let fits = match (&mut self.cells, cell) {
            (Cells::Decimal(c), Cell::Decimal(v)) => {
                c.push(*v);
                true
            }
            (Cells::Decimal(c), Cell::Exact(v)) => {
                match Decimal::from_rational(v) {
                    Some(decimal) => c.push(decimal),
                    None => c.push_exact(v.clone()),
                }
                true
            }
            (Cells::Text(c), Cell::Text(v)) => {
                c.push(v);
                true
            }
            (Cells::YesNo(c), Cell::YesNo(v)) => {
                c.push(*v);
                true
            }
            (Cells::Date(c), Cell::Date(v)) => {
                c.push(v.days());
                true
            }
            (Cells::Year(c), Cell::Year(v)) => {
                c.push(*v);
                true
            }
            (Cells::Choice(c), Cell::Choice(v)) => {
                c.push(*v);
                true
            }
            (cells, _) => {
                cells.push_nothing();
                false
            }
        };
        if let Cell::Absent(why) = cell {
            self.mark(row, *why);
            return true;
        }
        if !fits {
            self.mark(row, Absence::Missing);
        }
        fits
    }

    /// The same column with other cells in some rows, which stand in ascending order. Gives nothing where a cell is of another type than
    /// the column.
    pub(super) fn replaced(&self, kind: &ColumnKind, changes: &[(u32, Value)]) -> Option<Self> {
        if let Cells::Reference(rows) = &self.cells {
            let mut rows = rows.clone();
            let mut column = self.clone();
            for (row, value) in changes {
                let target = match value {
                    Value::Reference(target) => *target,
                    Value::Absent(why) => {
                        column.mark(*row as usize, *why);
                        continue;
                    }
                    _ => return None,
                };
                *rows.get_mut(*row as usize)? = target;
                if let Some(slot) = column.absences.get_mut(*row as usize) {
                    *slot = None;
                }
            }
            column.cells = Cells::Reference(rows);
            return Some(column);
        }
        let mut column = Self::for_kind(kind);
        let mut changes = changes.iter().peekable();
        for row in 0..self.rows {
            let change = changes.next_if(|(changed, _)| *changed as usize == row);
            let value = change.map_or_else(|| self.value(row), |(_, value)| value.clone());
            column.push(&super::builder::cell_of(&value)).then_some(())?;
            if change.is_none() && self.is_read_as(row) {
                column.note_read_as();
            }
        }
        Some(column)
    }

    /// A column of the same kind with these values; one that is not read stays so. Nothing where a value is of another type.
    pub(super) fn remade(&self, kind: &ColumnKind, values: impl Iterator<Item = Value>) -> Option<Self> {
        match &self.cells {
            Cells::Unread => return Some(Self::unread()),
            Cells::Reference(_) => {}
            _ => {
                let mut column = Self::for_kind(kind);
                for value in values {
                    column.push(&super::builder::cell_of(&value)).then_some(())?;
                }
                return Some(column);
            }
        }
        let mut column = Self { cells: Cells::Unread, absences: Vec::new(), rows: 0, read_as: Vec::new() };
        let (mut rows, mut absent) = (Vec::new(), Vec::new());
        for value in values {
            match value {
                Value::Reference(target) => rows.push(target),
                Value::Absent(why) => {
                    absent.push((rows.len(), why));
                    rows.push(0);
                }
                _ => return None,
            }
        }
        column.rows = rows.len();
        absent.into_iter().for_each(|(row, why)| column.mark(row, why));
        column.cells = Cells::Reference(rows);
        Some(column)
    }

    /// The rows that the cells point at, once the target table is known; `None` leaves a row missing.
    pub(super) fn become_reference(&mut self, targets: Vec<Option<u32>>) {
        for (row, target) in targets.iter().enumerate() {
            if target.is_none() && self.absence(row).is_none() {
                self.mark(row, Absence::Missing);
            }
        }
        self.cells = Cells::Reference(targets.into_iter().map(Option::unwrap_or_default).collect());
    }

    fn mark(&mut self, row: usize, why: Absence) {
        if self.absences.is_empty() {
            self.absences.resize(self.rows, None);
        }
        if let Some(slot) = self.absences.get_mut(row) {
            *slot = Some(why);
        }
    }
}

/// Makes room for so many more elements, if there is memory: whoever adds them finds out if there is none.
pub(super) fn make_room<T>(elements: &mut Vec<T>, more: usize) {
    let _ = elements.try_reserve(more);
}
