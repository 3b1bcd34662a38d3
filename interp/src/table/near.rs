//! The key that a reference probably meant: sought by what a slip of the hand leaves as it was, so that ten thousand wrong references to a
//! hundred thousand keys are answered at once.

use super::Table;

/// A key that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearKey {
    /// The key.
    pub key: String,
    /// In what it differs.
    pub how: Difference,
}

/// In what a key differs from what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Only in width, blanks or case, or in characters that cannot be seen.
    Form,
    /// In one character, or two neighbours that changed places.
    Slip,
    /// The row's name was written instead of its key.
    Name,
}

/// More keys than this with one trace in common are not looked through.
const MOST_ALIKE: usize = 64;
/// How many characters at either end are one trace.
const END: usize = 6;

/// The keys of a table by what is left of them; made when the first is sought.
#[derive(Default)]
pub struct NearKeys {
    made: bool,
    keys: Vec<(String, Vec<char>)>,
    /// (what is left, place in `keys`), sorted.
    traces: Vec<(u64, usize)>,
    names: Vec<(String, usize)>,
}

impl NearKeys {
    /// The one key of `target` that `written` probably means; nothing where none is near, or several are.
    pub fn find(&mut self, target: &Table, written: &str) -> Option<NearKey> {
        if !self.made {
            self.make(target);
        }
        let folded = folded(written);
        let near = |place: usize, how| Some(NearKey { key: self.keys.get(place)?.0.clone(), how });
        if let Ok(at) = self.names.binary_search_by(|(name, _)| name.as_str().cmp(written.trim())) {
            return near(self.names.get(at)?.1, Difference::Name);
        }
        let mut found: Option<usize> = None;
        for trace in traces(&folded) {
            let start = self.traces.partition_point(|(known, _)| *known < trace);
            let alike = self.traces.iter().skip(start).take_while(|(known, _)| *known == trace);
            for (_, place) in alike.take(MOST_ALIKE) {
                let Some((_, key)) = self.keys.get(*place) else { continue };
                if *key == folded {
                    return near(*place, Difference::Form);
                }
                if is_slip(key, &folded) && found.is_some_and(|before| before != *place) {
                    return None;
                }
                if is_slip(key, &folded) {
                    found = Some(*place);
                }
            }
        }
        near(found?, Difference::Slip)
    }

    fn make(&mut self, target: &Table) {
        self.made = true;
        let Some(column) = target.schema.key_columns().next() else { return };
        for row in 0..target.rows {
            let key = target.cell_text(row, column);
            let letters = folded(&key);
            self.traces.extend(traces(&letters).into_iter().map(|trace| (trace, self.keys.len())));
            if let Some(name) = target.name_text(row) {
                self.names.push((name.to_owned(), self.keys.len()));
            }
            self.keys.push((key, letters));
        }
        self.traces.sort_unstable();
        self.names.sort_unstable();
    }
}

/// What is left of a key when one character is changed, two neighbours are exchanged, or one is put in or left out.
fn traces(key: &[char]) -> [u64; 5] {
    let ordered = |salt: u64, letters: &mut dyn Iterator<Item = &char>| {
        letters.fold(0xcbf2_9ce4_8422_2325 ^ salt, |hash, c| {
            (hash ^ u64::from(*c)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    let bag = key
        .iter()
        .fold(3_u64, |sum, c| sum.wrapping_add((u64::from(*c) ^ 0x9e37).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    [
        ordered(1, &mut key.iter().step_by(2)),
        ordered(2, &mut key.iter().skip(1).step_by(2)),
        ordered(4, &mut key.iter().take(END)),
        ordered(5, &mut key.iter().rev().take(END)),
        bag,
    ]
}

/// Whether two keys of four characters or more differ in one character, in two neighbours that changed places, or in one that is missing.
fn is_slip(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < 4 {
        return false;
    }
    let front = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let back = back.min(short.len() - front);
    match long.len() - short.len() {
        1 => front + back >= short.len(),
        0 if front + back + 1 == short.len() => true,
        0 if front + back + 2 == short.len() => {
            short.get(front) == long.get(front + 1) && short.get(front + 1) == long.get(front)
        }
        _ => false,
    }
}

fn folded(text: &str) -> Vec<char> {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let seen =
        |c: &char| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}');
    text.chars().map(narrow).filter(seen).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_character_or_two_neighbours() {
        let slip = |one: &str, other: &str| is_slip(&folded(one), &folded(other));
        assert!(slip("91320614XN00123470", "91320614XN00123410"));
        assert!(slip("91320614XN00123470", "91320614XN00132470"));
        assert!(slip("91320614XN0012347", "91320614XN00123470"));
        assert!(!slip("91320614XN00123470", "91320614XN00123511"));
        assert!(!slip("91320614XN00123470", "91320614XN00124370X"));
        assert!(!slip("E1", "E2"), "short keys are all near one another");
        assert!(slip("海门信达公司", "海门新达公司"));
    }
}
