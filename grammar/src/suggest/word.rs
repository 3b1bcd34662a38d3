//! Names that are a word apart.

use super::contrast::measures_otherwise;
use super::form::Form;

/// Whether one of the names is the other with a word put in, in one place: no longer than the rest, and none that makes
/// another measure of it. A note in brackets at the end and a year may be there besides.
pub(super) fn is_word_apart(written: &Form, known: &Form) -> bool {
    let (a, b) = (without_note(written), without_note(known));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 {
        return false;
    }
    if short.len() == long.len() && is_other_rank(&short, &long) {
        return true;
    }
    let front = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    if front + back < short.len() {
        return false;
    }
    let word: String = long.iter().skip(front).take(long.len() - short.len()).collect();
    let word = without_year(&word);
    !word.chars().any(|c| c.is_ascii_digit() || measures_otherwise(c)) && word.chars().count() <= short.len()
}

/// 海安县 and 海安市: a place that was given another rank.
fn is_other_rank(a: &[char], b: &[char]) -> bool {
    let (Some((x, place)), Some((y, other))) = (a.split_last(), b.split_last()) else { return false };
    let ranks = ['市', '县', '区', '镇', '乡'];
    place.len() > 1 && place == other && ranks.contains(x) && ranks.contains(y)
}

/// `实缴税金(万元)` as `实缴税金`.
fn without_note(name: &Form) -> Vec<char> {
    let all: Vec<char> = name.chars().collect();
    let open = all.iter().rposition(|c| matches!(c, '(' | '[')).filter(|open| *open > 1);
    let closed = matches!(all.last(), Some(')' | ']'));
    open.filter(|_| closed).and_then(|open| all.get(..open)).map_or_else(|| all.clone(), <[char]>::to_vec)
}

/// `2024年度企业` as `企业`.
fn without_year(word: &str) -> &str {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = word.len() - rest.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    if !year {
        return word;
    }
    rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest)
}
