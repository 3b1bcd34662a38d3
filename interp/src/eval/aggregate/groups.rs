//! 按: which rows belong together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::column::{Cells, Column};
use super::super::scope::Scope;
use super::super::vector::at;
use super::super::walk::Walker;
use crate::program::Core;
use crate::value::Absence;
use dashu_ratio::RBig;

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key<'a> {
    /// A number.
    Number(RBig),
    /// A text.
    Text(Cow<'a, str>),
    /// Yes or no.
    YesNo(bool),
    /// A day, a year, a member, a row.
    Whole(i32),
}

/// A key, or why there is none.
pub type KeyOf<'a> = Result<Vec<Key<'a>>, Absence>;

/// Keys numbered in the order met; the numbers are never seen in a result.
#[derive(Debug, Default)]
pub struct Groups<'a> {
    numbers: BTreeMap<Vec<Key<'a>>, usize>,
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

    /// The keys in the order of their numbers.
    pub fn into_keys(self) -> impl Iterator<Item = Vec<Key<'a>>> {
        let mut keys: Vec<(usize, Vec<Key<'a>>)> =
            self.numbers.into_iter().map(|(key, n)| (n, key)).collect();
        keys.sort_unstable_by_key(|(number, _)| *number);
        keys.into_iter().map(|(_, key)| key)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }
}

impl<'a> Walker<'_, 'a> {
    /// The keys of the rows of a scope.
    pub fn keys<'c>(&self, parts: impl Iterator<Item = &'c Core>, scope: &Scope) -> Vec<KeyOf<'a>> {
        let mut keys: Vec<KeyOf<'a>> = vec![Ok(Vec::new()); scope.len()];
        for part in parts {
            let column = self.exactly().walk(part, scope);
            for (i, key) in keys.iter_mut().enumerate() {
                match (key_part(&column, i), &mut *key) {
                    (Ok(value), Ok(values)) => values.push(value),
                    (Err(why), Ok(_)) => *key = Err(why),
                    (Err(why), Err(before)) => *before = why.max(*before),
                    (Ok(_), Err(_)) => {}
                }
            }
        }
        keys
    }
}

fn key_part<'a>(column: &Column<'a>, i: usize) -> Result<Key<'a>, Absence> {
    if let Some(why) = column.absence(i) {
        return Err(why);
    }
    let part = match &column.cells {
        Cells::Number(n) => n.exact(i).map(|e| Key::Number(e.to_rational())),
        Cells::Text(v) => at(v, i).map(|t| Key::Text(t.clone())),
        Cells::YesNo(v) => at(v, i).map(|b| Key::YesNo(*b)),
        Cells::Whole(v) => at(v, i).map(|n| Key::Whole(*n)),
        Cells::Nothing => None,
    };
    part.ok_or(Absence::Missing)
}
