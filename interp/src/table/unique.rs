//! Whether keys differ, told quickly where they do: of a million keys that differ, none is compared with another.

use super::doubt::seen;
use super::{Cells, Column, Table};

/// Whether no two rows have keys that are equal, or that look alike where the key is one text. A `false` may be wrong, and costs
/// only a closer look; a `true` never is.
pub fn all_keys_look_different(table: &Table) -> bool {
    match table.keys().as_slice() {
        [] => true,
        [key] if matches!(key.cells(), Cells::Text(_)) => {
            let Cells::Text(texts) = key.cells() else { return false };
            all_differ(texts.iter().map(hash_seen), texts.len())
        }
        keys => {
            let hash = |row| keys.iter().fold(0, |hash, key| mix(hash, hash_cell(key, row)));
            all_differ((0..table.rows as usize).map(hash), table.rows as usize)
        }
    }
}

/// Whether no two of `count` hashes are equal: each is put into the first free place from where its first bits point; what else
/// it says is compared with those before it.
fn all_differ(hashes: impl Iterator<Item = u64>, count: usize) -> bool {
    let places = count.saturating_mul(2).next_power_of_two().max(2);
    let shift = 64 - places.trailing_zeros();
    let mut taken: Vec<u32> = vec![0; places];
    for hash in hashes {
        let hash = mix(hash, 0);
        let mut place = usize::try_from(hash >> shift).unwrap_or(0);
        let Ok(rest) = u32::try_from((hash & 0xffff_ffff) | 1) else { return false };
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
fn mix(hash: u64, more: u64) -> u64 {
    let product = (hash ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (product ^ (product >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

fn hash_bytes(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let hash = eights.iter().fold(bytes.len() as u64, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
    mix(hash, u64::from_le_bytes(last))
}

/// A hash of a key as a reader of a page takes it. Figures are taken as they are.
fn hash_seen(key: &str) -> u64 {
    if key.bytes().fold(true, |all, byte| all & byte.is_ascii_digit()) {
        return hash_bytes(key.as_bytes());
    }
    let seen: String = seen(key).collect();
    hash_bytes(seen.as_bytes())
}

/// A hash of a cell; cells that are equal have the same.
fn hash_cell(column: &Column, row: usize) -> u64 {
    if column.absence(row).is_some() {
        return 1;
    }
    let number = |found: Option<i64>| found.map_or(2, i64::cast_unsigned);
    match column.cells() {
        Cells::Text(texts) => hash_bytes(texts.get(row).as_bytes()),
        Cells::Decimal(cells) => number(cells.mantissas().get(row).copied()),
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

    #[test]
    fn what_differs_is_told_apart_and_what_is_equal_is_not() {
        let keys: Vec<String> = (0..20_000).map(|i| format!("9132061{:011}", i * 37)).collect();
        assert!(all_differ(keys.iter().map(|key| hash_seen(key)), keys.len()));
        let twice = keys.iter().chain(keys.get(77));
        assert!(!all_differ(twice.map(|key| hash_seen(key)), keys.len() + 1));
        assert_eq!(hash_seen("e０1 2l"), hash_seen("EO121"));
        assert_ne!(hash_seen("E1"), hash_seen("E2"));
        assert!(all_differ(std::iter::empty(), 0) && all_differ(std::iter::once(0), 1));
    }
}
