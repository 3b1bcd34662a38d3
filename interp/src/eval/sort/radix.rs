//! Sorting by unsigned codes.

/// (code, position)
pub type Entry = (u64, u32);

/// Bits of a code that one pass sorts by: the counts of a pass stay in the first cache.
const DIGIT: u32 = 11;

const DIGITS: usize = 1 << DIGIT;

/// Fewer entries are compared.
const FEW: usize = 1 << 11;

/// More passes than this cost more than comparing.
const MOST_PASSES: u32 = 6;

/// Sorts entries, whose positions ascend, by code and then by position: digit by digit from the last (Knuth, *The Art of Computer Programming*,
/// vol. 3, 5.2.5, algorithm R), of which there are as few as the difference of the greatest and the least code has; few entries, and
/// codes from all over, by comparing.
pub fn sort(entries: &mut Vec<Entry>, spare: &mut Vec<Entry>) {
    let codes = || entries.iter().map(|entry| entry.0);
    let (Some(least), Some(greatest)) = (codes().min(), codes().max()) else { return };
    let bits = u64::BITS - (greatest - least).leading_zeros();
    let passes = bits.div_ceil(DIGIT);
    if entries.len() < FEW || passes > MOST_PASSES {
        entries.sort_unstable();
        return;
    }
    spare.clear();
    spare.resize(entries.len(), (0, 0));
    for pass in 0..passes {
        scatter(entries, spare, least, pass * DIGIT);
        std::mem::swap(entries, spare);
    }
}

/// Puts entries in the order of one digit; those with the same digit stay in theirs.
fn scatter(from: &[Entry], to: &mut [Entry], least: u64, shift: u32) {
    let digit = |entry: &Entry| ((entry.0 - least) >> shift) as usize & (DIGITS - 1);
    let mut places = [0_usize; DIGITS];
    for entry in from {
        if let Some(count) = places.get_mut(digit(entry)) {
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
        let Some(place) = places.get_mut(digit(entry)) else { continue };
        if let Some(slot) = to.get_mut(*place) {
            *slot = *entry;
        }
        *place += 1;
    }
}
