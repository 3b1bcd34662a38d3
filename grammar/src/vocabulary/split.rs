//! Chinese is written without blanks, and `若亩均税收` is one word to any lexer: where to cut it.

use super::hard;

/// A part of a word that was written without blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The part.
    pub text: &'a str,
    /// Where it begins, in bytes of the word.
    pub start: usize,
    /// Whether it is a hard word or a known name.
    pub known: bool,
}

/// Cuts `word` into hard words and names for which `known` holds, at most one part staying unknown.
///
/// Nothing where the word is known as it stands or holds no hard word at a cut. Fewest unknown characters first, then
/// fewest parts, then the longest part first; a hard word beside an unknown part is believed only at the word's end or
/// beginning, so that 若干 or 是否达标 are not torn apart inside.
///
/// ```
/// use heng_grammar::vocabulary::split;
/// let known = |name: &str| name == "亩均税收";
/// let parts: Vec<&str> = split("若亩均税收", &known).unwrap().iter().map(|piece| piece.text).collect();
/// assert_eq!(parts, ["若", "亩均税收"]);
/// assert!(split("亩均税收", &known).is_none());
/// ```
pub fn split<'a>(word: &'a str, known: &dyn Fn(&str) -> bool) -> Option<Vec<Piece<'a>>> {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    if ends.len() > LONGEST || known(word) || hard(word).is_some() {
        return None;
    }
    let pieces = best(word, &ends, known)?;
    pieces.iter().any(|piece| hard(piece.text).is_some()).then_some(pieces)
}

/// Longer words are not cut: no name is so long, and the search is quadratic.
const LONGEST: usize = 64;

/// (unknown characters, parts, where the last part begins) for each prefix that can be covered.
fn best<'a>(word: &'a str, ends: &[usize], known: &dyn Fn(&str) -> bool) -> Option<Vec<Piece<'a>>> {
    type Way = (usize, usize, usize, bool);
    let mut ways: Vec<Option<Way>> = vec![None; ends.len()];
    if let Some(first) = ways.first_mut() {
        *first = Some((0, 0, 0, true));
    }
    let last = ends.len().saturating_sub(1);
    for to in 1..=last {
        let mut chosen: Option<Way> = None;
        for from in 0..to {
            let Some((unknown, parts, _, _)) = ways.get(from).copied().flatten() else { continue };
            let text = slice(word, ends, from, to);
            let is_known = hard(text).is_some() || known(text);
            let whole = from == 0 && to == last;
            if whole || (!is_known && (unknown > 0 || (from != 0 && to != last))) {
                continue;
            }
            let way = (unknown + if is_known { 0 } else { to - from }, parts + 1, from, is_known);
            if chosen.is_none_or(|other| way < other) {
                chosen = Some(way);
            }
        }
        if let Some(slot) = ways.get_mut(to) {
            *slot = chosen;
        }
    }
    let mut pieces = Vec::new();
    let mut to = last;
    while to > 0 {
        let (_, _, from, known) = ways.get(to).copied().flatten()?;
        pieces.push(Piece { text: slice(word, ends, from, to), start: ends.get(from).copied()?, known });
        to = from;
    }
    pieces.reverse();
    Some(pieces)
}

fn slice<'a>(word: &'a str, ends: &[usize], from: usize, to: usize) -> &'a str {
    let (Some(&start), Some(&end)) = (ends.get(from), ends.get(to)) else { return "" };
    word.get(start..end).unwrap_or("")
}
