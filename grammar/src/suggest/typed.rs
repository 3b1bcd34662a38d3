//! Names typed as pinyin: `mujunshuishou`, `mujunss`, `mjss` for 亩均税收.

use super::form::{Form, Letter};

/// How a name was spelt out in letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelling {
    /// Each syllable in full.
    Whole,
    /// Each in full, but for sounds that are easily mistaken.
    Nearly,
    /// Some of them, or all, by their first letters.
    Initials,
}

/// How `written`, in letters, spells `known`. Fewer than three letters spell too many names.
pub(super) fn spelling(written: &Form, known: &Form) -> Option<Spelling> {
    let letters: String = written.chars().filter(|c| *c != '\'').collect();
    if letters.len() < 3 || known.letters.len() < 2 || !letters.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    if spells(&letters, &known.letters, whole, true) {
        Some(Spelling::Whole)
    } else if broadly(&letters) == broadly(&usual(&known.letters)) {
        Some(Spelling::Nearly)
    } else {
        spells(&letters, &known.letters, first_letters, true).then_some(Spelling::Initials)
    }
}

/// Whether `letters` spell a name, or its front where it need not be `complete`; what a character can be spelt as is said by
/// `ways`. The places of `letters` that can be reached are kept for each character in turn.
pub(super) fn spells(
    letters: &str,
    name: &[Letter],
    ways: fn(&Letter, &str) -> Vec<usize>,
    complete: bool,
) -> bool {
    let mut reached = vec![0_usize];
    for letter in name {
        let mut next: Vec<usize> = Vec::new();
        for at in reached {
            let Some(rest) = letters.get(at..) else { continue };
            if rest.is_empty() && !complete {
                return true;
            }
            next.extend(ways(letter, rest).into_iter().map(|taken| at + taken));
        }
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            return false;
        }
        reached = next;
    }
    reached.contains(&letters.len())
}

/// How many bytes of `rest` spell a character in full: itself, or one of its readings.
pub(super) fn whole(letter: &Letter, rest: &str) -> Vec<usize> {
    let own = rest.starts_with(letter.char).then(|| letter.char.len_utf8());
    let readings = letter.sounds.all().filter_map(|reading| spelt(reading, rest));
    own.into_iter().chain(readings).collect()
}

/// The same, and by the first letter of its reading, zh, ch and sh as one or as two; the last of `rest` may break off.
pub(super) fn first_letters(letter: &Letter, rest: &str) -> Vec<usize> {
    let mut found = whole(letter, rest);
    for reading in letter.sounds.all() {
        if let Some(first) = reading.get(..1).filter(|first| rest.starts_with(first)) {
            found.push(first.len());
        }
        if let Some(two) = reading.get(..2).filter(|two| two.ends_with('h') && rest.starts_with(two)) {
            found.push(two.len());
        }
        if reading.len() > rest.len() && reading.starts_with(rest) && !rest.is_empty() {
            found.push(rest.len());
        }
    }
    found
}

/// `lü` is typed `lv`, or `lu`.
fn spelt(reading: &str, rest: &str) -> Option<usize> {
    match reading.split_once('ü') {
        None => rest.starts_with(reading).then_some(reading.len()),
        Some((head, tail)) => ["v", "u"].iter().find_map(|typed| {
            let written = format!("{head}{typed}{tail}");
            rest.starts_with(&written).then_some(written.len())
        }),
    }
}

fn usual(name: &[Letter]) -> String {
    let spelt = |letter: &Letter| match letter.sounds.usual() {
        "" => letter.char.to_string(),
        reading => reading.replace('ü', "v"),
    };
    name.iter().map(spelt).collect()
}

/// Letters without the differences that are lost in many mouths.
fn broadly(letters: &str) -> String {
    let merged = letters.replace("zh", "z").replace("ch", "c").replace("sh", "s");
    merged.replace("ing", "in").replace("eng", "en").replace('n', "l")
}
