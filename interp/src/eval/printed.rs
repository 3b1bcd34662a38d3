//! The numbers of an expression in digits.

use super::numbers::{Numbers, Precision};
use super::values::Values;
use super::vector::at;
use crate::number::{Exact, Printed, Quantum, place_point_short, print_exact_fixed};
use crate::program::RoundingMode;

impl Values<'_, '_> {
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
            put(&mut fixed, i, at(&counts, i).map(|count| place_point_short(*count, places)));
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

    /// The numbers in full where their decimals end within 60 places, else to 12 significant digits; nothing where there is no number.
    /// Endless ones are told on some 250 bits, so that no long exact number is computed for each row.
    pub fn printed(&self) -> Vec<Option<Printed>> {
        let mut printed = vec![None; self.len()];
        let Some(numbers) = self.column.as_numbers() else { return printed };
        let mut open = self.there();
        let digits = numbers.print();
        open.retain(|&i| !put(&mut printed, i, at(&digits, i).cloned().flatten()));
        for precision in [Precision::Wide, Precision::Exact] {
            for positions in std::mem::take(&mut open).chunks(AT_ONCE) {
                let column = self.again(positions, precision);
                let digits = column.as_numbers().map(Numbers::print).unwrap_or_default();
                let told = |k: usize| at(&digits, k).cloned().flatten();
                let places = positions.iter().copied().enumerate();
                open.extend(places.filter(|&(k, i)| !put(&mut printed, i, told(k))).map(|(_, i)| i));
            }
        }
        printed
    }

    /// The exact numbers, not always in lowest terms; nothing where there is no number.
    pub fn exact(&self) -> Vec<Option<Exact>> {
        let mut exact = vec![None; self.len()];
        self.each_exactly(&self.there(), |i, number| {
            put(&mut exact, i, Some(number.clone()));
        });
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
        for positions in positions.chunks(AT_ONCE) {
            let known: Vec<Option<Exact>> = positions.iter().map(|&i| self.column.exact(i)).collect();
            let numbers = if known.iter().all(Option::is_some) {
                known
            } else {
                let walked = self.again(positions, Precision::Exact);
                (0..positions.len()).map(|k| walked.exact(k)).collect()
            };
            for (number, &i) in numbers.iter().zip(positions) {
                if let Some(number) = number {
                    take(i, number);
                }
            }
        }
    }
}

/// How many rows are walked again at a time: exact numbers can be long.
const AT_ONCE: usize = 256;

/// Puts a value into its slot, if there is one, and says whether there is.
fn put<T>(slots: &mut [Option<T>], i: usize, value: Option<T>) -> bool {
    let known = value.is_some();
    if let Some(slot) = slots.get_mut(i) {
        *slot = value;
    }
    known
}
