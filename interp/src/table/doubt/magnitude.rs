//! Numbers that are thousands of times the others of their column, and would be like them in another unit: 元 typed in a column of 万元. Only whole
//! numbers are compared, so the answer is exact.

use dashu_ratio::RBig;

use super::super::complaints::Complaints;
use super::super::{ColumnRule, Mantissas, UnitSpelling, fault};
use super::{Doubted, Numbers};

/// Fewer numbers than this say nothing about what is usual.
const FEWEST: usize = 8;
/// A number is far from the others if it is this many times the median, or its like below.
const FROM_THE_MEDIAN: i128 = 100;
/// And if it is this many times the next.
const FROM_THE_NEXT: i128 = 20;
/// At most one of so many numbers is far from the others, or two.
const ONE_OF: usize = 10;
/// Units that differ by less are not told apart by the size of a number.
const FACTOR: u32 = 100;

/// Reports numbers that stand far from all others of the column, and among them in another unit.
pub fn report(column: &Doubted<'_>, numbers: &Numbers<'_>, complaints: &mut Complaints) {
    if !numbers.rule.spellings.iter().any(|spelling| is_far(&spelling.factor)) {
        return;
    }
    if !has_gap(numbers.cells.mantissas()) {
        return;
    }
    let mut sorted: Vec<u64> =
        numbers.present(column.column).map(|(_, digits)| digits.unsigned_abs()).filter(|d| *d > 0).collect();
    if sorted.len() < FEWEST {
        return;
    }
    sorted.sort_unstable();
    let Some(usual) = Usual::of(&sorted) else { return };
    for (row, digits) in numbers.present(column.column) {
        let size = i128::from(digits.unsigned_abs());
        let Some(spelling) = usual.spelling(size, &numbers.rule.spellings) else { continue };
        let number = numbers.cells.number(row as usize);
        complaints.push(Some(row), Some(column.index), told(column.rule, numbers, &number, spelling, &usual));
    }
}

/// Whether some number may be [`FROM_THE_NEXT`] times the next smaller one: told by how many binary digits the numbers have. Where one is
/// 20 times the next, and so has at least four digits more, no number has a count between theirs, and there are three such counts. Cells
/// without a value are 0, and do not count.
fn has_gap(mantissas: &Mantissas) -> bool {
    let mut some = [false; 65];
    mantissas.each(|mantissa| {
        let digits = 64 - mantissa.unsigned_abs().leading_zeros();
        if let Some(slot) = some.get_mut(digits as usize) {
            *slot = true;
        }
    });
    let lengths = || some.iter().enumerate().skip(1).filter(|(_, any)| **any).map(|(length, _)| length);
    lengths().zip(lengths().skip(1)).any(|(one, next)| next - one >= 4)
}

fn is_far(factor: &RBig) -> bool {
    let limit = RBig::from(FACTOR);
    *factor >= limit || factor * limit <= RBig::ONE
}

fn told(
    rule: &ColumnRule,
    numbers: &Numbers<'_>,
    number: &RBig,
    spelling: &UnitSpelling,
    usual: &Usual,
) -> fault::Complaint {
    let scale = RBig::from(super::super::power_of_ten(numbers.cells.scale()));
    let median = RBig::from(usual.median) / scale;
    fault::other_magnitude(rule, numbers.rule, number, spelling, &median)
}

/// What most numbers of a column are like, in digits.
struct Usual {
    median: i128,
    least: i128,
    greatest: i128,
}

impl Usual {
    /// The numbers without the few at either end that stand far off; nothing where none does. `sorted` are the digits of all numbers but zeros.
    fn of(sorted: &[u64]) -> Option<Self> {
        let at = |place: usize| sorted.get(place).map(|digits| i128::from(*digits));
        let (count, median) = (sorted.len(), at(sorted.len() / 2)?);
        let few = (count / ONE_OF).max(2);
        let far_above = |place: &usize| {
            let pair = at(*place).zip(place.checked_sub(1).and_then(at));
            pair.is_some_and(|(this, next)| this >= next * FROM_THE_NEXT && this >= median * FROM_THE_MEDIAN)
        };
        let far_below = |place: &usize| {
            let pair = at(*place).zip(at(place + 1));
            pair.is_some_and(|(this, next)| this * FROM_THE_NEXT <= next && this * FROM_THE_MEDIAN <= median)
        };
        let above = (count - few..count).find(far_above);
        let below = (0..few).rev().find(far_below);
        above.or(below)?;
        let (first, last) = (below.map_or(0, |place| place + 1), above.unwrap_or(count) - 1);
        Some(Self { median, least: at(first)?, greatest: at(last)? })
    }

    /// The unit in which a number of this size, which is not like the others, would be; the one that brings it nearest the median.
    fn spelling<'s>(&self, size: i128, spellings: &'s [UnitSpelling]) -> Option<&'s UnitSpelling> {
        if size == 0 || (self.least..=self.greatest).contains(&size) {
            return None;
        }
        let fits = |spelling: &&UnitSpelling| {
            let there = RBig::from(size) * &spelling.factor;
            there >= RBig::from(self.least) && there <= RBig::from(self.greatest)
        };
        let far = |spelling: &&UnitSpelling| {
            let ratio = RBig::from(size) * &spelling.factor / RBig::from(self.median);
            if ratio < RBig::ONE { RBig::ONE / ratio } else { ratio }
        };
        spellings.iter().filter(|s| is_far(&s.factor)).filter(fits).min_by_key(far)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(digits: &[i64]) -> bool {
        has_gap(&Mantissas::from(digits.to_vec()))
    }

    #[test]
    fn a_number_twenty_times_the_next_leaves_a_gap() {
        for start in [1_i64, 3, 7, 100, 12_345, 1 << 40] {
            assert!(gap(&[start, start + start / 2, 0, -20 * (start + start / 2)]), "{start}");
            let close: Vec<i64> = (0..30).map(|i| start + (start << 3) * i / 30).collect();
            assert!(!gap(&close), "{close:?}");
        }
        assert!(!gap(&[]) && !gap(&[0, 0, 5]));
    }

    #[test]
    fn one_number_in_another_unit_stands_out_and_a_long_tail_does_not() {
        let mut sorted: Vec<u64> = (100..200).collect();
        assert!(Usual::of(&sorted).is_none());
        sorted.extend([1_900, 19_000, 190_000]);
        assert!(Usual::of(&sorted).is_none(), "each is only ten times the next");
        sorted.truncate(100);
        sorted.push(1_500_000);
        let usual = Usual::of(&sorted).expect("one stands out");
        assert_eq!((usual.median, usual.least, usual.greatest), (150, 100, 199));
        let unit = |label: &str, n: i64, d: u64| UnitSpelling {
            label: label.into(),
            factor: RBig::from_parts(n.into(), d.into()),
        };
        let units = [unit("元", 1, 10_000), unit("千元", 1, 10), unit("亿元", 10_000, 1)];
        assert_eq!(usual.spelling(1_500_000, &units).map(|s| s.label.as_str()), Some("元"));
        assert_eq!(usual.spelling(150, &units), None);
    }
}
