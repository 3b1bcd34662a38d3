//! Groups by one decimal: rows are numbered by their digits, without a key for each.

use std::collections::BTreeMap;

use super::super::column::{Cells, Column};
use super::super::numbers::Numbers;
use super::super::scope::Scope;
use super::super::vector::at;
use super::super::walk::Walker;
use super::groups::{Groups, Key, Keyed};
use crate::program::Core;
use crate::value::Absence;

/// The keys of some rows, in the form that is the cheapest for them.
pub enum GroupKeys<'a> {
    /// One decimal each.
    Decimals(Decimals),
    /// Any.
    Keys(Keyed<'a>),
}

impl GroupKeys<'_> {
    /// Per row the number of its key, or why it has none.
    pub fn rows(&self) -> &[Result<u32, Absence>] {
        match self {
            Self::Decimals(decimals) => &decimals.rows,
            Self::Keys(keyed) => &keyed.rows,
        }
    }

    /// The positions of the rows with a key, and the number of each one's.
    pub fn present(&self) -> (Vec<usize>, Vec<usize>) {
        let rows = self.rows().iter().enumerate();
        rows.filter_map(|(i, number)| Some((i, number.ok()? as usize))).unzip()
    }
}

impl<'a> GroupKeys<'a> {
    /// The number that groups give to each of them; a new one to those that are new.
    pub fn number_in(self, groups: &mut Groups<'a>) -> Vec<usize> {
        match self {
            Self::Decimals(decimals) => decimals.number_in(groups),
            Self::Keys(keyed) => keyed.keys.into_iter().map(|key| groups.number(key)).collect(),
        }
    }

    /// The number that groups have for each of them.
    pub fn find_in(&self, groups: &Groups<'a>) -> Vec<Option<usize>> {
        match self {
            Self::Decimals(decimals) => decimals.find_in(groups),
            Self::Keys(keyed) => keyed.keys.iter().map(|key| groups.find(key)).collect(),
        }
    }
}

impl<'a> Walker<'_, 'a> {
    /// The keys of the rows of a scope, by at least one part.
    pub fn group_keys<'c>(
        &self,
        parts: impl Iterator<Item = &'c Core> + Clone,
        scope: &Scope,
    ) -> GroupKeys<'a> {
        let mut all = parts.clone();
        if let (Some(one), None) = (all.next(), all.next())
            && let Some(decimals) = Decimals::of(&self.exactly().walk(one, scope), scope.len())
        {
            return GroupKeys::Decimals(decimals);
        }
        GroupKeys::Keys(self.keys(parts, scope))
    }
}

/// The different decimals of some rows, and which of them every row has.
pub struct Decimals {
    scale: u32,
    /// The different digits, in the order met.
    mantissas: Vec<i64>,
    /// Per row the number of its digits, or why it has none.
    rows: Vec<Result<u32, Absence>>,
}

/// So many slots a row may cost.
const SLOTS_A_ROW: usize = 64;

impl Decimals {
    /// The decimals of a column for `n` rows; none where it holds something else.
    fn of(column: &Column<'_>, n: usize) -> Option<Self> {
        let Cells::Number(Numbers::Fixed { scale, mantissas }) = &column.cells else { return None };
        let (least, greatest) = (mantissas.iter().min()?, mantissas.iter().max()?);
        let span = usize::try_from(greatest.checked_sub(*least)?).unwrap_or(usize::MAX);
        let mut numbering = if span / SLOTS_A_ROW < n {
            Numbering::Slots { least: *least, slots: vec![0; span + 1] }
        } else {
            Numbering::Tree(BTreeMap::new())
        };
        let mut found = Vec::new();
        let mut number = |i: usize| match (column.absence(i), at(mantissas, i)) {
            (Some(why), _) => Err(why),
            (None, None) => Err(Absence::Missing),
            (None, Some(mantissa)) => Ok(numbering.number(*mantissa, &mut found)),
        };
        let rows = (0..n).map(&mut number).collect();
        Some(Self { scale: *scale, mantissas: found, rows })
    }

    /// The numbers that groups give to each of them; new ones where they are new.
    fn number_in(&self, groups: &mut Groups<'_>) -> Vec<usize> {
        self.mantissas.iter().map(|mantissa| groups.number_decimal(*mantissa, self.scale)).collect()
    }

    /// The numbers that groups have for each of them.
    fn find_in(&self, groups: &Groups<'_>) -> Vec<Option<usize>> {
        self.mantissas.iter().map(|mantissa| groups.find_decimal(*mantissa, self.scale)).collect()
    }
}

/// From digits to numbers.
enum Numbering {
    /// A slot for each from the least on; 0 where it was not met, else one more than its number.
    Slots {
        least: i64,
        slots: Vec<u32>,
    },
    Tree(BTreeMap<i64, u32>),
}

impl Numbering {
    fn number(&mut self, mantissa: i64, found: &mut Vec<i64>) -> u32 {
        let next = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let (number, new) = match self {
            Self::Slots { least, slots } => {
                let place = usize::try_from(mantissa.wrapping_sub(*least)).unwrap_or(usize::MAX);
                match slots.get_mut(place) {
                    Some(slot) if *slot > 0 => (*slot - 1, false),
                    Some(slot) => {
                        *slot = next + 1;
                        (next, true)
                    }
                    None => (next, true),
                }
            }
            Self::Tree(numbers) => {
                let number = *numbers.entry(mantissa).or_insert(next);
                (number, number == next)
            }
        };
        if new {
            found.push(mantissa);
        }
        number
    }
}

/// The numbers of decimals of one scale, found at once: a copy of what the keys say, which stay the judge.
#[derive(Debug, Default)]
pub struct Shortcut {
    scale: u32,
    least: i64,
    /// Per digits from the least on one more than their number; 0 where they were not met.
    slots: Vec<u32>,
}

/// So many slots a shortcut may have.
const MOST_SLOTS: usize = 1 << 22;

impl Shortcut {
    /// The number of a decimal, where it is here.
    pub fn get(&self, mantissa: i64, scale: u32) -> Option<usize> {
        let place = usize::try_from(mantissa.checked_sub(self.least)?).ok()?;
        let slot = self.slots.get(place).filter(|slot| **slot > 0 && scale == self.scale)?;
        Some(*slot as usize - 1)
    }

    /// Notes the number of a decimal, where there is room.
    pub fn put(&mut self, mantissa: i64, scale: u32, number: usize) {
        if self.slots.is_empty() {
            (self.scale, self.least) = (scale, mantissa);
        }
        if scale != self.scale || !self.reaches(mantissa) {
            return;
        }
        let place = usize::try_from(mantissa.wrapping_sub(self.least)).unwrap_or(usize::MAX);
        let number = u32::try_from(number).unwrap_or(u32::MAX).checked_add(1);
        if let (Some(slot), Some(number)) = (self.slots.get_mut(place), number) {
            *slot = number;
        }
    }

    /// Takes over what another knows, whose numbers are renamed.
    pub fn take(&mut self, other: &Self, number: impl Fn(usize) -> usize) {
        for (place, slot) in (0_i64..).zip(&other.slots) {
            if let Some(known) = slot.checked_sub(1) {
                self.put(other.least.wrapping_add(place), other.scale, number(known as usize));
            }
        }
    }

    /// Makes room up to a decimal; says `false` where that would be too much.
    fn reaches(&mut self, mantissa: i64) -> bool {
        let distance = |from: i64, to: i64| usize::try_from(to.checked_sub(from)?).ok();
        if let Some(more) = distance(mantissa, self.least).filter(|more| *more > 0) {
            // Twice as far as needed, so that many steps down cost no more than a few.
            let more = more.saturating_mul(2).max(self.slots.len());
            let Some(least) = i64::try_from(more).ok().and_then(|more| self.least.checked_sub(more)) else {
                return false;
            };
            if self.slots.len().saturating_add(more) > MOST_SLOTS {
                return false;
            }
            self.slots.splice(0..0, std::iter::repeat_n(0, more));
            self.least = least;
        }
        match distance(self.least, mantissa) {
            Some(place) if place < MOST_SLOTS => {
                if place >= self.slots.len() {
                    self.slots.resize(place + 1, 0);
                }
                true
            }
            _ => false,
        }
    }
}

impl<'a> Groups<'a> {
    /// The number of the key that is one decimal, a new one if it is new.
    pub fn number_decimal(&mut self, mantissa: i64, scale: u32) -> usize {
        if let Some(known) = self.shortcut.get(mantissa, scale) {
            return known;
        }
        let number = self.number(vec![Key::decimal(mantissa, scale)]);
        self.shortcut.put(mantissa, scale, number);
        number
    }

    /// The number of the key that is one decimal, if a row has it.
    pub fn find_decimal(&self, mantissa: i64, scale: u32) -> Option<usize> {
        let known = self.shortcut.get(mantissa, scale);
        known.or_else(|| self.find(&[Key::decimal(mantissa, scale)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_shortcut_says_what_the_keys_say(batches in proptest::collection::vec(
            (proptest::collection::vec(prop_oneof![4 => -300_i64..300, 1 => any::<i64>()], 1..40), 0_u32..3), 1..6)) {
            let (mut groups, mut plain) = (Groups::default(), Groups::default());
            for (mantissas, scale) in &batches {
                let column = Column::numbers(Numbers::fixed(*scale, mantissas.clone()));
                let Some(decimals) = Decimals::of(&column, mantissas.len()) else { continue };
                let numbers = decimals.number_in(&mut groups);
                for (row, mantissa) in decimals.rows.iter().zip(mantissas) {
                    let number = plain.number(vec![Key::decimal(*mantissa, *scale)]);
                    prop_assert_eq!(numbers[row.unwrap() as usize], number);
                    prop_assert_eq!(groups.find_decimal(*mantissa, *scale), Some(number));
                }
            }
            prop_assert_eq!(groups.find_decimal(1, 17), plain.find(&[Key::decimal(1, 17)]));
        }
    }
}
