//! 按: which rows belong together.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::super::column::{Cells, Column};
use super::super::numbers::Numbers;
use super::super::numbers::fixed;
use super::super::scope::Scope;
use super::super::vector::at;
use super::super::walk::Walker;
use super::decimals::Shortcut;
use crate::number::{Domain, Exact};
use crate::program::Core;
use crate::value::Absence;
use dashu_ratio::RBig;

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key<'a> {
    /// A number.
    Number(Figure),
    /// A text.
    Text(Cow<'a, str>),
    /// Yes or no.
    YesNo(bool),
    /// A day, a year, a member, a row.
    Whole(i32),
}

/// A number as a key: a decimal if it is a short one, so that most are compared as whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The digits and how many of them are decimals, as few as will do.
    Decimal(i64, u32),
    /// What is no short decimal.
    Exact(RBig),
}

impl Key<'_> {
    /// A decimal.
    pub(super) fn decimal(mantissa: i64, scale: u32) -> Self {
        Self::Number(Figure::decimal(mantissa, scale))
    }
}

impl Figure {
    fn decimal(mut mantissa: i64, mut scale: u32) -> Self {
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        Self::Decimal(mantissa, scale)
    }

    fn exact(number: &Exact) -> Self {
        match fixed::short_exact(number) {
            Some((mantissa, scale)) => Self::decimal(mantissa, scale),
            None => Self::Exact(number.to_rational()),
        }
    }

    /// The number.
    pub fn to_rational(&self) -> RBig {
        match self {
            Self::Decimal(mantissa, scale) => Exact::from_decimal(*mantissa, *scale).to_rational(),
            Self::Exact(number) => number.clone(),
        }
    }
}

impl Ord for Figure {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Decimal(a, s), Self::Decimal(b, t)) => fixed::compare((*a, *s), (*b, *t)),
            _ => self.to_rational().cmp(&other.to_rational()),
        }
    }
}

impl PartialOrd for Figure {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The keys of rows: each different one once, and which of them every row has.
#[derive(Debug)]
pub struct Keyed<'a> {
    /// The different keys, in the order met.
    pub keys: Vec<Vec<Key<'a>>>,
    /// Per row the number of its key, or why it has none.
    pub rows: Vec<Result<u32, Absence>>,
}

impl<'a> Keyed<'a> {
    /// The key of a row.
    pub fn key(&self, row: usize) -> Result<&[Key<'a>], Absence> {
        let number = (*self.rows.get(row).unwrap_or(&Err(Absence::Missing)))?;
        self.keys.get(number as usize).map(Vec::as_slice).ok_or(Absence::Missing)
    }

    /// Adds a part to the keys.
    fn add(&mut self, column: &Column<'a>) {
        let part = Self::of(column, self.rows.len());
        let mut numbers = BTreeMap::new();
        let mut keys: Vec<Vec<Key<'a>>> = Vec::new();
        for (row, more) in self.rows.iter_mut().zip(&part.rows) {
            *row = match (&*row, more) {
                (Ok(before), Ok(more)) => Ok(*numbers.entry((*before, *more)).or_insert_with(|| {
                    let both = [(&self.keys, *before), (&part.keys, *more)];
                    let parts = both.into_iter().filter_map(|(keys, number)| keys.get(number as usize));
                    keys.push(parts.flatten().cloned().collect());
                    number_of(keys.len())
                })),
                (Err(why), Ok(_)) | (Ok(_), Err(why)) => Err(*why),
                (Err(why), Err(more)) => Err(*why.max(more)),
            };
        }
        self.keys = keys;
    }

    /// The keys that `n` rows have by one column.
    fn of(column: &Column<'a>, n: usize) -> Self {
        match &column.cells {
            Cells::Number(Numbers::Fixed { mantissas, .. }) => {
                Self::numbered(column, n, |i| at(mantissas, i))
            }
            Cells::Text(texts) => Self::numbered(column, n, |i| at(texts, i)),
            Cells::YesNo(answers) => Self::numbered(column, n, |i| at(answers, i)),
            Cells::Whole(wholes) => Self::numbered(column, n, |i| at(wholes, i)),
            _ => Self::numbered(column, n, |i| key_part(column, i)),
        }
    }

    fn numbered<K: Ord>(column: &Column<'a>, n: usize, value: impl Fn(usize) -> Option<K>) -> Self {
        let mut numbers = BTreeMap::new();
        let mut keys: Vec<Vec<Key<'a>>> = Vec::new();
        let row = |i| match (column.absence(i), value(i)) {
            (Some(why), _) => Err(why),
            (None, None) => Err(Absence::Missing),
            (None, Some(value)) => Ok(*numbers.entry(value).or_insert_with(|| {
                keys.push(key_part(column, i).into_iter().collect());
                number_of(keys.len())
            })),
        };
        let rows = (0..n).map(row).collect();
        Self { keys, rows }
    }
}

/// The number of the last of so many.
fn number_of(count: usize) -> u32 {
    u32::try_from(count - 1).unwrap_or(u32::MAX)
}

/// Keys numbered in the order met; the numbers are never seen in a result.
#[derive(Debug, Default)]
pub struct Groups<'a> {
    numbers: BTreeMap<Vec<Key<'a>>, usize>,
    pub(super) shortcut: Shortcut,
}

impl<'a> Groups<'a> {
    /// The number of a key, a new one if it is new.
    pub fn number(&mut self, key: Vec<Key<'a>>) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(key).or_insert(next)
    }

    /// The number of a key, if a row has it.
    pub fn find(&self, key: &[Key<'a>]) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    /// Takes over the keys of others, in the order of their numbers; gives their numbers here.
    pub fn take(&mut self, other: Self) -> Vec<usize> {
        let mut keys: Vec<(usize, Vec<Key<'a>>)> =
            other.numbers.into_iter().map(|(key, number)| (number, key)).collect();
        keys.sort_unstable_by_key(|(number, _)| *number);
        let numbers: Vec<usize> = keys.into_iter().map(|(_, key)| self.number(key)).collect();
        self.shortcut.take(&other.shortcut, |number| numbers.get(number).copied().unwrap_or(0));
        numbers
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }
}

impl<'a> Walker<'_, 'a> {
    /// The keys of the rows of a scope, by at least one part.
    pub fn keys<'c>(&self, mut parts: impl Iterator<Item = &'c Core>, scope: &Scope) -> Keyed<'a> {
        let exactly = self.exactly();
        let Some(first) = parts.next() else { return Keyed { keys: Vec::new(), rows: Vec::new() } };
        let mut keyed = Keyed::of(&exactly.walk(first, scope), scope.len());
        parts.for_each(|part| keyed.add(&exactly.walk(part, scope)));
        keyed
    }
}

/// The value of a row that has one.
fn key_part<'a>(column: &Column<'a>, i: usize) -> Option<Key<'a>> {
    match &column.cells {
        Cells::Number(Numbers::Fixed { scale, mantissas }) => {
            at(mantissas, i).map(|m| Key::Number(Figure::decimal(*m, *scale)))
        }
        Cells::Number(n) => n.exact(i).map(|e| Key::Number(Figure::exact(&e))),
        Cells::Text(v) => at(v, i).map(|t| Key::Text(t.clone())),
        Cells::YesNo(v) => at(v, i).map(|b| Key::YesNo(*b)),
        Cells::Whole(v) => at(v, i).map(|n| Key::Whole(*n)),
        Cells::Nothing => None,
    }
}
