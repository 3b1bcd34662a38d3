//! What it costs to make one name of another: edits of characters, those that are easily mistaken cheaper.
//!
//! The distance is optimal string alignment (Damerau's four slips, no piece edited twice) with weights; see Wagner and Fischer
//! (1974) and Damerau (1964).

use super::Likeness;
use super::contrast::{opposed, reverses};
use super::form::{Form, Letter};
use super::shape::look_alike;
use super::sound::{Nearness, nearness};
use super::typed::{Spelling, spelling};

/// An edit like any other, in hundredths.
pub(super) const EDIT: u32 = 100;
/// More than any name may cost.
const NEVER: u32 = 10_000;

/// How much a name may cost whose longer form has so many characters: one of two may sound like another, one of four be
/// quite another.
fn allowed(length: usize) -> u32 {
    match length {
        0 | 1 => 0,
        2 => 40,
        3 => 60,
        _ => u32::try_from(length).unwrap_or(u32::MAX).saturating_mul(EDIT / 4).min(4 * EDIT),
    }
}

/// What it costs to make `known` of `written`, if it is near enough.
pub(super) fn cost(written: &Form, known: &Form) -> Option<u32> {
    if written.han != known.han {
        let (typed, name) = if written.han { (known, written) } else { (written, known) };
        return spelling(typed, name).map(|spelling| match spelling {
            Spelling::Whole => 10,
            Spelling::Nearly => 20,
            Spelling::Initials => 30,
        });
    }
    let (a, b) = (written.letters.as_slice(), known.letters.as_slice());
    let longer = a.len().max(b.len());
    let allowed = allowed(longer);
    if a.is_empty() || longer - a.len().min(b.len()) > usize::try_from(allowed / EDIT).unwrap_or(usize::MAX) {
        return None;
    }
    if a.iter().map(|l| l.char).eq(b.iter().map(|l| l.char)) {
        return Some(0);
    }
    Some(alignment(a, b, known.han)).filter(|cost| *cost <= allowed)
}

/// How a name that is near is like what was written.
pub(super) fn likeness(written: &Form, known: &Form) -> Likeness {
    if written.han != known.han {
        return Likeness::Typed;
    }
    if written.chars().eq(known.chars()) {
        return Likeness::Written;
    }
    let (a, b) = (&written.letters, &known.letters);
    let each = |like: &dyn Fn(&Letter, &Letter) -> bool| {
        a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.char == y.char || like(x, y))
    };
    if each(&|x, y| nearness(x.sounds, y.sounds).is_some()) {
        Likeness::Sound
    } else if each(&|x, y| look_alike(x.char, y.char) || nearness(x.sounds, y.sounds).is_some()) {
        Likeness::Shape
    } else {
        Likeness::Edits
    }
}

/// The cost of the best alignment; three rows of the table are kept.
fn alignment(a: &[Letter], b: &[Letter], han: bool) -> u32 {
    let mut before: Vec<u32> = Vec::new();
    let mut above: Vec<u32> = vec![0];
    for y in b {
        above.push(above.last().copied().unwrap_or(0) + put_in(y));
    }
    let mut earlier: Option<&Letter> = None;
    for x in a {
        let mut row = vec![above.first().copied().unwrap_or(0) + put_in(x)];
        let mut left: Option<&Letter> = None;
        for (column, y) in b.iter().enumerate() {
            let at =
                |row: &[u32], back: usize| (column + 1).checked_sub(back).and_then(|c| row.get(c)).copied();
            let replaced = at(&above, 1).unwrap_or(NEVER) + replace(x, y, han);
            let taken = at(&above, 0).unwrap_or(NEVER) + put_in(x);
            let added = row.last().copied().unwrap_or(NEVER) + put_in(y);
            let swapped = match (earlier, left) {
                (Some(p), Some(q)) if p.char == y.char && q.char == x.char => {
                    at(&before, 2).unwrap_or(NEVER) + swap(x, y)
                }
                _ => NEVER,
            };
            row.push(replaced.min(taken).min(added).min(swapped));
            left = Some(y);
        }
        earlier = Some(x);
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(NEVER)
}

fn put_in(x: &Letter) -> u32 {
    if reverses(x.char) { NEVER } else { EDIT }
}

/// Two characters that changed places; digits never do.
fn swap(x: &Letter, y: &Letter) -> u32 {
    if x.char.is_ascii_digit() || y.char.is_ascii_digit() { NEVER } else { 40 }
}

fn replace(x: &Letter, y: &Letter, han: bool) -> u32 {
    if x.char == y.char {
        return 0;
    }
    if look_alike(x.char, y.char) {
        return 30;
    }
    // A Latin letter in a Chinese name is a class or a grade: A 类 is not B 类.
    let letters = x.char.is_ascii_alphabetic() && y.char.is_ascii_alphabetic();
    if opposed(x.char, y.char) || (han && letters) {
        return NEVER;
    }
    match nearness(x.sounds, y.sounds) {
        Some(Nearness::Same) => 20,
        Some(Nearness::Second) => 30,
        Some(Nearness::Near) => 40,
        None => EDIT,
    }
}
