//! Sorting by unsigned codes.

/// A code above a position, as one whole number.
pub trait Entry: Copy + Ord + Default {
    /// The bits from `shift` on that one pass sorts by.
    fn digit(self, shift: u32) -> usize;
    /// Above the highest bit in which two differ.
    fn differ(self, other: Self) -> u32;
}

/// Bits that one pass sorts by: so few that the places written to in turn stay in the first cache.
const DIGIT: u32 = 8;

const DIGITS: usize = 1 << DIGIT;

/// Fewer entries are compared.
const FEW: usize = 1 << 10;

/// More passes than this cost more than comparing.
const MOST_PASSES: u32 = 7;

impl Entry for u64 {
    fn digit(self, shift: u32) -> usize {
        (self >> shift) as usize & (DIGITS - 1)
    }

    fn differ(self, other: Self) -> u32 {
        Self::BITS - (self ^ other).leading_zeros()
    }
}

impl Entry for u128 {
    fn digit(self, shift: u32) -> usize {
        (self >> shift) as usize & (DIGITS - 1)
    }

    fn differ(self, other: Self) -> u32 {
        Self::BITS - (self ^ other).leading_zeros()
    }
}

/// Sorts entries that ascend by position, which is in their first `free` bits: digit by digit from the last (Knuth, *The Art of
/// Computer Programming*, vol. 3, 5.2.5, algorithm R), of as many bits as codes differ in; few entries, and codes that differ in
/// many bits, by comparing.
pub fn sort<E: Entry>(entries: &mut Vec<E>, spare: &mut Vec<E>, free: u32) {
    let ends = || Some((entries.iter().min()?, entries.iter().max()?));
    if entries.len() < FEW {
        entries.sort_unstable();
        return;
    }
    let top = ends().map_or(0, |(least, greatest)| least.differ(*greatest));
    let passes = top.saturating_sub(free).div_ceil(DIGIT);
    if passes > MOST_PASSES {
        entries.sort_unstable();
        return;
    }
    spare.clear();
    spare.resize(entries.len(), E::default());
    for pass in 0..passes {
        scatter(entries, spare, free + pass * DIGIT);
        std::mem::swap(entries, spare);
    }
}

/// Puts entries in the order of one digit; those with the same digit stay in theirs.
fn scatter<E: Entry>(from: &[E], to: &mut [E], shift: u32) {
    let mut places = [0_usize; DIGITS];
    for entry in from {
        if let Some(count) = places.get_mut(entry.digit(shift)) {
            *count += 1;
        }
    }
    let mut next = 0;
    for place in &mut places {
        let count = *place;
        *place = next;
        next += count;
    }
    for entry in from {
        let Some(place) = places.get_mut(entry.digit(shift)) else { continue };
        if let Some(slot) = to.get_mut(*place) {
            *slot = *entry;
        }
        *place += 1;
    }
}
