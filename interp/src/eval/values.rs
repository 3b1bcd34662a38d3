//! The values of one expression for some rows, ready to be read.

use std::sync::Arc;

use super::asked::Asked;
use super::column::{Cells, Column};
use super::numbers::Numbers;
use super::run::Run;
use super::scope::Scope;
use crate::number::{
    Domain, Enclosure, Exact, Printed, Quantum, place_point_short, print, print_exact_fixed,
};
use crate::program::{Kind, RoundingMode};
use crate::shown::digits;
use crate::value::{Absence, Value};
use dashu_base::BitTest;

/// The values of an expression, one for each row asked for.
pub struct Values<'r, 'a> {
    pub(super) run: &'r Run<'a>,
    pub(super) asked: Arc<Asked<'a>>,
    pub(super) scope: Scope,
    pub(super) column: Column<'a>,
}

impl<'a> Values<'_, 'a> {
    /// How many.
    pub fn len(&self) -> usize {
        self.scope.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Why the value at a position is not there, if it is not.
    pub fn absence(&self, i: usize) -> Option<Absence> {
        self.column.absence(i)
    }

    /// Yes, no, or why neither.
    pub fn yes_no(&self, i: usize) -> Result<bool, Absence> {
        self.column.truth(i)
    }

    /// A member (its position), a day, a year, a row.
    pub fn whole(&self, i: usize) -> Option<i32> {
        self.column.whole(i)
    }

    /// A text.
    pub fn text(&self, i: usize) -> Option<&str> {
        self.column.text(i)
    }

    /// The exact value at a position.
    pub fn value(&self, i: usize) -> Value {
        let known = self.column.as_numbers().is_none_or(|n| n.exact(i).is_some());
        if known || self.column.absence(i).is_some() {
            return self.column.value(i, self.kind());
        }
        self.exactly(&[i]).value(0, self.kind())
    }

    fn exactly(&self, positions: &[usize]) -> Column<'a> {
        let scope = self.scope.select(positions);
        crate::parallel::deep(|| self.asked.walker(self.run).exactly().walk(&self.asked.core, &scope))
    }

    pub(super) fn kind(&self) -> &Kind {
        &self.asked.core.ty.kind
    }

    /// The numbers as multiples of the last of so many decimals, half away from zero, one a row or one for all; of a row without a
    /// number, anything. Decided on enclosures, and exactly where these leave it open. Nothing where one of them is too long.
    pub fn multiples(&self, places: u32) -> Option<Vec<i64>> {
        let quantum = Quantum::of_places(places);
        let mode = RoundingMode::HalfAwayFromZero;
        crate::parallel::deep(|| {
            let walker = self.asked.walker(self.run);
            walker.multiples(&self.asked.core, &self.column, &quantum, mode, &self.scope)
        })
    }

    /// The numbers with so many decimals, half away from zero; nothing where there is no number.
    pub fn fixed(&self, places: u32) -> Vec<Option<String>> {
        let Some(counts) = self.multiples(places) else { return self.fixed_at_length(places) };
        let mut fixed = vec![None; self.len()];
        for i in self.there() {
            put(&mut fixed, i, super::vector::at(&counts, i).map(|count| place_point_short(*count, places)));
        }
        fixed
    }

    /// The same, where one of the numbers is too long for 64 bits.
    pub(super) fn fixed_at_length(&self, places: u32) -> Vec<Option<String>> {
        let mut fixed = vec![None; self.len()];
        self.each_exactly(&self.there(), |i, number| {
            put(&mut fixed, i, Some(print_exact_fixed(number, places)));
        });
        fixed
    }

    /// The numbers in full where their decimals end, else to 12 significant digits; nothing where there is no number.
    pub fn printed(&self) -> Vec<Option<Printed>> {
        let Some(numbers) = self.column.as_numbers() else { return vec![None; self.len()] };
        let there = self.there();
        let mut printed = vec![None; self.len()];
        if let Numbers::Fixed { scale, mantissas } = numbers {
            for i in there {
                let digits = super::vector::at(mantissas, i).map(|m| digits(*m, *scale, true));
                put(&mut printed, i, digits.map(|text| Printed { text, terminates: true }));
            }
            return printed;
        }
        let long = there.first().is_some_and(|&i| self.is_long(i));
        let cut = |i: usize| if long { cut_by_enclosure(numbers.enclosure(i)) } else { None };
        let mut open = Vec::new();
        for i in there {
            match cut(i) {
                None => open.push(i),
                digits => put(&mut printed, i, digits),
            }
        }
        self.each_exactly(&open, |i, number| put(&mut printed, i, Some(print(&number.to_rational()))));
        printed
    }

    /// The exact numbers, not always in lowest terms; nothing where there is no number.
    pub fn exact(&self) -> Vec<Option<Exact>> {
        let mut exact = vec![None; self.len()];
        self.each_exactly(&self.there(), |i, number| put(&mut exact, i, Some(number.clone())));
        exact
    }

    /// At which positions there are numbers.
    fn there(&self) -> Vec<usize> {
        let positions = 0..if self.is_numbers() { self.len() } else { 0 };
        positions.filter(|&i| self.column.absence(i).is_none()).collect()
    }

    /// Takes the exact numbers at some positions, each with its position; they are walked again a few at a time, where they are not exact
    /// already.
    fn each_exactly(&self, positions: &[usize], mut take: impl FnMut(usize, &Exact)) {
        for positions in positions.chunks(EXACT_AT_ONCE) {
            let known: Vec<Option<Exact>> = positions.iter().map(|&i| self.column.exact(i)).collect();
            let numbers = if known.iter().all(Option::is_some) {
                known
            } else {
                let walked = self.exactly(positions);
                (0..positions.len()).map(|k| walked.exact(k)).collect()
            };
            for (number, &i) in numbers.iter().zip(positions) {
                if let Some(number) = number {
                    take(i, number);
                }
            }
        }
    }

    /// Whether the exact number is so long (a share of a mean over a county) that computing one for each row would take hours.
    /// Such a fraction is shown as one that does not end unless its decimals end within 14 digits.
    fn is_long(&self, i: usize) -> bool {
        let exact = self.exactly(&[i]);
        exact.as_numbers().and_then(|n| n.exact(0)).is_some_and(|e| e.denominator().bit_len() > LONG_BITS)
    }
}

/// How many exact numbers are walked at a time.
const EXACT_AT_ONCE: usize = 256;

fn put<T>(slots: &mut [Option<T>], i: usize, value: Option<T>) {
    if let Some(slot) = slots.get_mut(i) {
        *slot = value;
    }
}

/// No decimal with fewer bits below the line is long.
const LONG_BITS: usize = 4096;

/// The number to 12 significant digits, where its enclosure shows that no decimal of up to 14 can be meant, and which 12 they are.
fn cut_by_enclosure(enclosure: Enclosure) -> Option<Printed> {
    let magnitude = enclosure.absolute();
    if !(1e-6..1e11).contains(&magnitude.lower) || !magnitude.upper.is_finite() {
        return None;
    }
    let places = if magnitude.lower < 1.0 {
        12 + leading_zeros(magnitude.lower)
    } else {
        12_u32.saturating_sub(u32::try_from(format!("{:.0}", magnitude.lower.trunc()).len()).ok()?)
    };
    let fine = Quantum::of_places(places + 2);
    let before = enclosure.multiple(&fine, RoundingMode::TowardZero)?;
    if before == enclosure.multiple(&fine, RoundingMode::AwayFromZero)? {
        return None;
    }
    let quantum = Quantum::of_places(places);
    let count = enclosure.multiple(&quantum, RoundingMode::HalfAwayFromZero)?;
    Some(Printed { text: digits(count, places, true), terminates: false })
}

/// How many zeros stand between the point and the first digit.
fn leading_zeros(x: f64) -> u32 {
    let mut zeros = 0;
    let mut scaled = x * 10.0;
    while scaled < 1.0 && zeros < 20 {
        scaled *= 10.0;
        zeros += 1;
    }
    zeros
}

impl Values<'_, '_> {
    /// Whether it holds numbers.
    pub fn is_numbers(&self) -> bool {
        matches!(self.column.cells, Cells::Number(_))
    }
}
