//! Whether keys differ, told quickly where they do: of a million keys that differ, none is compared with another. Rows are hashed by
//! stretches and dealt to buckets by the first bits of their hash; equal keys come to one bucket, and each bucket is small enough to stay
//! in the cache while its hashes are put into a table. Stretches, and then buckets, are worked on by several threads.

use super::doubt::seen;
use super::{Cells, Column, Table};
use crate::parallel;

/// So many rows are hashed at a time.
const STRETCH: usize = 1 << 16;

/// A bucket has about so many rows.
const BUCKET: usize = 1 << 12;

/// The first bits of a hash say its bucket; no more of them than these.
const MOST_BITS: u32 = 10;

/// Whether no two rows have keys that are equal, or that look alike where the key is one text. A `false` may be wrong, and costs
/// only a closer look; a `true` never is.
pub fn all_keys_look_different(table: &Table, threads: usize) -> bool {
    let rows = table.rows as usize;
    match table.keys().as_slice() {
        [] => true,
        [key] if matches!(key.cells(), Cells::Text(_)) => {
            let Cells::Text(texts) = key.cells() else { return false };
            let looks = Looks::new();
            all_differ(threads, rows, |row| looks.hash(texts.get(row)))
        }
        keys => {
            all_differ(threads, rows, |row| keys.iter().fold(0, |hash, key| mix(hash, hash_cell(key, row))))
        }
    }
}

/// Whether no two of the `rows` rows have one hash.
fn all_differ(threads: usize, rows: usize, hash: impl Fn(usize) -> u64 + Sync) -> bool {
    let bits = (rows / BUCKET).checked_ilog2().unwrap_or(0).min(MOST_BITS);
    let stretches = parallel::each(threads, rows.div_ceil(STRETCH), |stretch| {
        let first = stretch * STRETCH;
        dealt((first..rows.min(first + STRETCH)).map(&hash), bits)
    });
    let differ = parallel::each(threads, 1 << bits, |bucket| {
        let own = || stretches.iter().filter_map(|buckets| buckets.get(bucket));
        let count = own().map(Vec::len).sum();
        // The bits that are the same in all of a bucket tell nothing.
        bucket_differs(own().flatten().map(|hash| hash << bits), count)
    });
    differ.into_iter().all(|differs| differs)
}

/// Hashes dealt to buckets by their first `bits` bits.
fn dealt(hashes: impl ExactSizeIterator<Item = u64>, bits: u32) -> Vec<Vec<u64>> {
    let usual = hashes.len() >> bits;
    let mut buckets: Vec<Vec<u64>> =
        (0..1 << bits).map(|_| Vec::with_capacity(usual + usual / 4 + 16)).collect();
    for hash in hashes {
        let bucket = usize::try_from(hash.checked_shr(64 - bits).unwrap_or(0)).unwrap_or(0);
        if let Some(bucket) = buckets.get_mut(bucket) {
            bucket.push(hash);
        }
    }
    buckets
}

/// Whether no two of `count` hashes are equal: each is put into the first free place from where its first bits point; what else
/// it says is compared with those before it.
fn bucket_differs(hashes: impl Iterator<Item = u64>, count: usize) -> bool {
    let places = count.saturating_mul(2).next_power_of_two().max(2);
    let shift = 64 - places.trailing_zeros();
    let mut taken: Vec<u32> = vec![0; places];
    for hash in hashes {
        let mut place = usize::try_from(hash >> shift).unwrap_or(0);
        // Behind the first bits, of which the bucket and the place tell some, there are enough.
        let Ok(rest) = u32::try_from(((hash >> 12) & 0xffff_ffff) | 1) else { return false };
        loop {
            match taken.get_mut(place) {
                Some(slot) if *slot == 0 => {
                    *slot = rest;
                    break;
                }
                Some(slot) if *slot == rest => return false,
                _ => place = (place + 1) & (places - 1),
            }
        }
    }
    true
}

/// A number that depends on every bit of both, but for rare accidents: a multiplication by an odd number, and its upper half folded in.
#[inline]
fn mix(hash: u64, more: u64) -> u64 {
    let product = (hash ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (product ^ (product >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// A hash of some bytes. Where there are eight or more, the last eight are taken at once, though some of them were taken before.
#[inline]
fn hash_bytes(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let hash = eights.iter().fold(bytes.len() as u64, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
    let last = bytes.last_chunk::<8>().map_or_else(|| start_of(rest), |last| u64::from_le_bytes(*last));
    mix(mix(hash, last), 0)
}

/// Up to seven bytes as a number.
fn start_of(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// Whether all bytes are figures: told of eight at a time.
#[inline]
fn are_figures(bytes: &[u8]) -> bool {
    const UPPER: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    let eight = |eight: &[u8; 8]| {
        let word = u64::from_le_bytes(*eight);
        (word & UPPER) | ((word.wrapping_add(0x0606_0606_0606_0606) & UPPER) >> 4) == 0x3333_3333_3333_3333
    };
    let (eights, rest) = bytes.as_chunks::<8>();
    match bytes.last_chunk::<8>() {
        Some(last) => eights.iter().fold(eight(last), |all, one| all & eight(one)),
        None => rest.iter().all(u8::is_ascii_digit),
    }
}

/// No character.
const UNSEEN: u8 = 0xff;

/// What characters look like to a reader of a page.
struct Looks {
    /// Of each ASCII character; [`UNSEEN`] for one that is not seen.
    ascii: [u8; 128],
}

impl Looks {
    fn new() -> Self {
        let mut ascii = [0; 128];
        for (look, byte) in ascii.iter_mut().zip(0_u8..) {
            let mut bytes = [0; 4];
            let text: &str = char::from(byte).encode_utf8(&mut bytes);
            *look = seen(text).next().and_then(|c| u8::try_from(c).ok()).unwrap_or(UNSEEN);
        }
        Self { ascii }
    }

    /// A hash of a key as a reader of a page takes it; figures are taken as they are.
    #[inline]
    fn hash(&self, key: &str) -> u64 {
        if are_figures(key.as_bytes()) { hash_bytes(key.as_bytes()) } else { self.hash_seen(key) }
    }

    /// The same of a key with other characters: short ones of ASCII without taking memory.
    fn hash_seen(&self, key: &str) -> u64 {
        let mut short = [0; 64];
        if key.len() > short.len() || !key.is_ascii() {
            let seen: String = seen(key).collect();
            return hash_bytes(seen.as_bytes());
        }
        let looks = key.bytes().filter_map(|byte| self.ascii.get(usize::from(byte)).copied());
        let mut length = 0;
        for (slot, look) in short.iter_mut().zip(looks.filter(|look| *look != UNSEEN)) {
            *slot = look;
            length += 1;
        }
        hash_bytes(short.get(..length).unwrap_or_default())
    }
}

/// A hash of a cell; cells that are equal have the same.
fn hash_cell(column: &Column, row: usize) -> u64 {
    if column.absence(row).is_some() {
        return 1;
    }
    let number = |found: Option<i64>| found.map_or(2, i64::cast_unsigned);
    match column.cells() {
        Cells::Text(texts) => hash_bytes(texts.get(row).as_bytes()),
        Cells::Decimal(cells) => number(cells.mantissas().get(row)),
        Cells::YesNo(cells) => number(cells.get(row).map(|cell| i64::from(*cell))),
        Cells::Date(cells) | Cells::Year(cells) => number(cells.get(row).map(|cell| i64::from(*cell))),
        Cells::Choice(cells) => number(cells.get(row).map(|cell| i64::from(*cell))),
        Cells::Reference(cells) => number(cells.get(row).map(|cell| i64::from(*cell))),
        Cells::Unread => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(keys: &[String]) -> bool {
        let looks = Looks::new();
        let found = [1, 3].map(|threads| {
            all_differ(threads, keys.len(), |row| looks.hash(keys.get(row).map_or("", String::as_str)))
        });
        assert_eq!(found[0], found[1]);
        found[0]
    }

    #[test]
    fn what_differs_is_told_apart_and_what_is_equal_is_not() {
        for count in [0, 1, 2, 5_000, 20_000, 150_000] {
            let mut keys: Vec<String> = (0..count).map(|i| format!("9132061{:011}", i * 37)).collect();
            assert!(differ(&keys), "{count}");
            if let Some(key) = keys.get(count / 3).cloned() {
                keys.push(key);
                assert!(!differ(&keys), "{count}");
            }
        }
    }

    #[test]
    fn what_looks_alike_has_one_hash() {
        let looks = Looks::new();
        assert_eq!(looks.hash("e０1 2l"), looks.hash("EO121"));
        assert_eq!(looks.hash("e0_1 2l"), looks.hash("EO—121"));
        assert_eq!(looks.hash("91320612ma1xyz\u{200b}5O7"), looks.hash("91320612MA1XY2507"));
        assert_eq!(looks.hash("11"), looks.hash("lI"));
        let same_length = "91320612MA1XYZ5O7".repeat(5);
        assert_eq!(looks.hash(&same_length), looks.hash(&same_length.to_lowercase()));
        let keys = ["E1", "E2", "", "1", "10", "100", "000", "12345678", "123456780", "1234567812345678"];
        let hashes: std::collections::BTreeSet<u64> = keys.iter().map(|key| looks.hash(key)).collect();
        assert_eq!(hashes.len(), keys.len());
    }
}
