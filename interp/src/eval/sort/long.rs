//! One long run, sorted on several threads.

use super::radix::{self, Entry};
use crate::parallel::each;

/// The entries of positions that ascend, in their order: each thread sorts a stretch of the positions, then each puts together what of
/// all stretches falls between two entries. As no two entries are equal, it does not matter how many there are.
pub fn sorted<E: Entry + Send + Sync>(
    threads: usize,
    positions: &[u32],
    free: u32,
    entries: impl Fn(&[u32]) -> Vec<E> + Sync,
) -> Vec<E> {
    let stretches: Vec<&[u32]> = positions.chunks(positions.len().div_ceil(threads.max(1)).max(1)).collect();
    let parts = each(threads, stretches.len(), |i| {
        let mut part = entries(stretches.get(i).copied().unwrap_or_default());
        radix::sort(&mut part, &mut Vec::new(), free);
        part
    });
    let cuts = cuts(parts.first().map_or(&[], Vec::as_slice), threads);
    let ranges = each(threads, cuts.len() + 1, |i| {
        let end = |part: &[E], cut: Option<&E>| {
            cut.map_or(part.len(), |cut| part.partition_point(|entry| entry < cut))
        };
        let (first, last) = (i.checked_sub(1).and_then(|before| cuts.get(before)), cuts.get(i));
        let mut range = Vec::new();
        for part in &parts {
            let start = first.map_or(0, |first| end(part, Some(first)));
            range.extend_from_slice(part.get(start..end(part, last)).unwrap_or_default());
        }
        // It finds the stretches, which are in order, and merges them.
        range.sort();
        range
    });
    ranges.concat()
}

/// What parts sorted entries into so many ranges of about one length.
fn cuts<E: Entry>(entries: &[E], ranges: usize) -> Vec<E> {
    let cut = |i: usize| entries.get(entries.len() / ranges.max(1) * i).copied();
    (1..ranges).filter_map(cut).collect()
}
