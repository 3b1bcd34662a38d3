//! Which rows an expression is evaluated for.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::batching::Batching;
use super::gather::Locations;
use crate::program::{Frame, TableId};

/// Rows of a table, or the whole; and, inside an aggregate, which row asks for each of them.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Rows of what.
    pub frame: Frame,
    rows: Rows,
    /// For each row the one that asks, in the frame the aggregate stands in.
    pub outer: Option<Box<Scope>>,
}

#[derive(Clone, Debug)]
enum Rows {
    /// Rows one after the other: (first, how many). Of the whole: so many times the same.
    Run(u32, usize),
    List(Arc<List>),
}

/// Rows in any order.
#[derive(Debug)]
struct List {
    rows: Vec<u32>,
    /// Where they stand in chunks, once somebody asks: for all definitions of a table that is the same.
    locations: OnceLock<Locations>,
}

impl Rows {
    /// These rows; several that follow one another as what they are.
    fn of(rows: Vec<u32>) -> Self {
        let follow = |pair: &[u32]| matches!(pair, [a, b] if a.checked_add(1) == Some(*b));
        match rows.first() {
            Some(&first) if rows.len() > 1 && rows.windows(2).all(follow) => Self::Run(first, rows.len()),
            _ => Self::listed(rows),
        }
    }

    fn listed(rows: Vec<u32>) -> Self {
        Self::List(Arc::new(List { rows, locations: OnceLock::new() }))
    }
}

impl Scope {
    /// The one value of the whole.
    pub fn whole() -> Self {
        Self { frame: Frame::Whole, rows: Rows::Run(0, 1), outer: None }
    }

    /// Rows of a table from `first` on.
    pub fn run(table: TableId, first: u32, count: usize) -> Self {
        Self { frame: Frame::Rows(table), rows: Rows::Run(first, count), outer: None }
    }

    /// Rows of a table.
    pub fn list(table: TableId, rows: Vec<u32>) -> Self {
        Self { frame: Frame::Rows(table), rows: Rows::of(rows), outer: None }
    }

    /// Rows of a frame; of the whole there is one.
    pub fn of(frame: Frame, rows: Vec<u32>) -> Self {
        match frame {
            Frame::Whole => Self::whole(),
            Frame::Rows(table) => Self::list(table, rows),
        }
    }

    /// The rows `from` up to `to` of a frame.
    pub fn part(frame: Frame, from: u32, to: u32) -> Self {
        match frame {
            Frame::Whole => Self::whole(),
            Frame::Rows(table) => Self::run(table, from, to.saturating_sub(from) as usize),
        }
    }

    /// Asked for by these rows, one for each.
    #[must_use]
    pub fn asked_by(mut self, outer: Scope) -> Self {
        self.outer = Some(Box::new(outer));
        self
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Run(_, count) => *count,
            Rows::List(list) => list.rows.len(),
        }
    }

    /// The row at position `i`; 0 of the whole.
    #[inline]
    pub fn row(&self, i: usize) -> u32 {
        match (&self.rows, self.frame) {
            (_, Frame::Whole) => 0,
            (Rows::Run(first, _), _) => first.saturating_add(u32::try_from(i).unwrap_or(u32::MAX)),
            (Rows::List(list), _) => list.rows.get(i).copied().unwrap_or(u32::MAX),
        }
    }

    /// The rows in turn.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        (0..self.len()).map(|i| self.row(i))
    }

    /// Whether these are just those rows, as far as can be told at a glance, and no row asks for them.
    pub fn is_same(&self, other: &Self) -> bool {
        let same = match (&self.rows, &other.rows) {
            (Rows::Run(first, count), Rows::Run(start, size)) => (first, count) == (start, size),
            (Rows::List(list), Rows::List(other)) => Arc::ptr_eq(list, other),
            _ => false,
        };
        same && self.frame == other.frame && self.outer.is_none() && other.outer.is_none()
    }

    /// Where the rows stand in chunks of one size; known from the first time on for rows that do not follow one another.
    pub(super) fn locations(&self, batching: Batching) -> Cow<'_, Locations> {
        let located = || Locations::of(self.rows(), batching);
        match &self.rows {
            Rows::List(list) => Cow::Borrowed(list.locations.get_or_init(located)),
            Rows::Run(..) => Cow::Owned(located()),
        }
    }

    /// (first, how many), where the rows follow one another.
    pub fn as_run(&self) -> Option<(usize, usize)> {
        match (&self.rows, self.frame) {
            (Rows::Run(first, count), Frame::Rows(_)) => Some((*first as usize, *count)),
            _ => None,
        }
    }

    /// The rows at these positions.
    #[must_use]
    pub fn select(&self, positions: &[usize]) -> Self {
        let rows = match self.frame {
            Frame::Whole => Rows::Run(0, positions.len()),
            Frame::Rows(_) => Rows::of(positions.iter().map(|&i| self.row(i)).collect()),
        };
        let outer = self.outer.as_ref().map(|outer| Box::new(outer.select(positions)));
        Self { frame: self.frame, rows, outer }
    }

    /// `count` rows from position `from` on.
    #[must_use]
    pub fn slice(&self, from: usize, count: usize) -> Self {
        match (&self.rows, &self.outer) {
            (Rows::Run(first, _), None) => {
                let start = first.saturating_add(u32::try_from(from).unwrap_or(u32::MAX));
                Self { frame: self.frame, rows: Rows::Run(start, count), outer: None }
            }
            _ => self.select(&(from..from + count).collect::<Vec<_>>()),
        }
    }

    /// These rows and then those of another scope of the same frame.
    #[must_use]
    pub fn followed_by(self, other: &Self) -> Self {
        let rows = match self.frame {
            Frame::Whole => Rows::Run(0, self.len() + other.len()),
            Frame::Rows(_) => Rows::listed(self.rows().chain(other.rows()).collect()),
        };
        let outer = match (self.outer, &other.outer) {
            (Some(a), Some(b)) => Some(Box::new(a.followed_by(b))),
            _ => None,
        };
        Self { frame: self.frame, rows, outer }
    }

    /// The table whose rows these are.
    pub fn table(&self) -> Option<TableId> {
        match self.frame {
            Frame::Whole => None,
            Frame::Rows(table) => Some(table),
        }
    }
}
