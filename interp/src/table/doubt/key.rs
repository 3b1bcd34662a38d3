//! Keys that can hardly be meant: two that look alike, some that lost their leading zeros, some with characters that cannot be seen.

use super::super::complaints::Complaints;
use super::super::{Table, fault};
use super::Doubted;

/// Reports doubtful keys of a table that is known by one text; `distinct` says that none of them is like another.
pub fn report(table: &Table, distinct: bool, complaints: &mut Complaints) {
    let mut keys = table.schema.key_columns();
    let Some(index) = keys.next().filter(|_| keys.next().is_none()) else { return };
    let (Some(rule), Some(column)) = (table.schema.columns.get(index), table.columns.get(index)) else {
        return;
    };
    let column = Doubted { table, index, rule, column };
    let alike = if distinct { Vec::new() } else { alike(&column, complaints) };
    if !super::code::is_code(&column) {
        unseen(&column, &alike, complaints);
    }
    lost_zeros(&column, complaints);
}

/// Reports keys that differ from another only in width, blanks, case or letters that look like figures; gives their rows.
fn alike(column: &Doubted<'_>, complaints: &mut Complaints) -> Vec<u32> {
    let mut hashed: Vec<(u64, u32)> = column.texts().map(|(row, key)| (hash(seen(key)), row)).collect();
    hashed.sort_unstable();
    let text = |row: u32| match column.column.cells() {
        super::Cells::Text(texts) => texts.get(row as usize),
        _ => "",
    };
    let mut found: Vec<(u32, u32)> = Vec::new();
    for (first, second) in hashed.iter().zip(hashed.iter().skip(1)) {
        let (one, other) = (text(first.1), text(second.1));
        if first.0 == second.0 && one != other && seen(one).eq(seen(other)) {
            found.push((first.1.min(second.1), first.1.max(second.1)));
        }
    }
    found.sort_unstable_by_key(|(_, later)| *later);
    for (first, later) in &found {
        let place = column.table.place(*first, column.index);
        let complaint = fault::alike_keys(column.rule, text(*later), text(*first), place);
        complaints.push(Some(*later), Some(column.index), complaint);
    }
    found.into_iter().flat_map(|(first, later)| [first, later]).collect()
}

/// The characters of a key as a reader of a page takes them.
pub fn seen(key: &str) -> impl Iterator<Item = char> + '_ {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    };
    let visible = |c: &char| !c.is_whitespace() && !is_unseen(*c);
    key.chars().filter(visible).map(narrow).flat_map(char::to_uppercase).map(|c| match c {
        'O' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        '—' | '–' | '－' | '_' => '-',
        other => other,
    })
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// FNV-1a.
fn hash(characters: impl Iterator<Item = char>) -> u64 {
    characters.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3))
}

/// Reports keys with characters that cannot be seen, but those already told of.
fn unseen(column: &Doubted<'_>, told: &[u32], complaints: &mut Complaints) {
    if matches!(column.column.cells(), super::Cells::Text(texts) if texts.is_ascii()) {
        return;
    }
    for (row, key) in column.texts() {
        let strange = key.chars().find(|c| is_unseen(*c) || *c == '\u{a0}');
        if let Some(strange) = strange.filter(|_| !told.contains(&row)) {
            let plain: String = key.chars().filter(|c| !is_unseen(*c) && *c != '\u{a0}').collect();
            complaints.push(
                Some(row),
                Some(column.index),
                fault::unseen_character(column.rule, key, strange, &plain),
            );
        }
    }
}

/// Reports keys of figures that are shorter than nearly all others, where these begin with zeros.
fn lost_zeros(column: &Doubted<'_>, complaints: &mut Complaints) {
    if !matches!(column.column.cells(), super::Cells::Text(texts) if texts.some_begins_with(b'0')) {
        return;
    }
    let figures = |key: &str| key.bytes().all(|b| b.is_ascii_digit());
    let mut lengths: Vec<u32> = Vec::new();
    let (mut count, mut zeros) = (0_u32, false);
    for (_, key) in column.texts().filter(|(_, key)| figures(key)) {
        if key.len() >= lengths.len() {
            lengths.resize(key.len() + 1, 0);
        }
        if let Some(known) = lengths.get_mut(key.len()) {
            *known += 1;
        }
        zeros |= key.starts_with('0') && key.len() > 1;
        count += 1;
    }
    let usual = lengths.iter().enumerate().max_by_key(|(_, known)| **known).map_or(0, |(length, _)| length);
    let most = lengths.get(usual).is_some_and(|known| known.saturating_mul(2) > count);
    if !zeros || !most || usual > 30 {
        return;
    }
    for (row, key) in column.texts().filter(|(_, key)| figures(key) && key.len() < usual) {
        complaints.push(Some(row), Some(column.index), fault::lost_zeros(column.rule, key, usual));
    }
}
