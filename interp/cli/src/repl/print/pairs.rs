//! A word and what is said of it, in two columns; below one another where the terminal is narrow.

use super::paper::{Ink, Paper};
use crate::report::text::{pad_right, width, wrap};

/// Between the columns.
const GAP: usize = 2;

/// Lines of pairs, so many blanks in. The first column is as wide as its widest word that leaves room for the second; a wider one
/// stands on a line of its own. Where the second column would have to be narrower than `least` to be wrapped in, it stands below the
/// first.
pub fn pairs(rows: &[(String, String)], paper: &Paper, (indent, least): (usize, usize)) -> Vec<String> {
    let room = paper.width.saturating_sub(indent);
    let wanted = rows.iter().map(|(_, said)| width(said)).max().unwrap_or(0).min(least);
    let most = room.saturating_sub(wanted + GAP).min(room * 2 / 5);
    let left = rows.iter().map(|(word, _)| width(word)).filter(|word| *word <= most).max().unwrap_or(0);
    let beside = most >= 8;
    let inset = if beside && left > 0 { left + GAP } else { 4 };
    let mut lines = Vec::new();
    for (word, said) in rows {
        let fits = beside && width(word) <= left;
        let mut said = wrap(said, room.saturating_sub(inset).max(12)).into_iter();
        if fits {
            let first = said.next().unwrap_or_default();
            let word = paper.paint(Ink::Head, &pad_right(word, left));
            lines.push(
                format!("{}{word}{}{first}", " ".repeat(indent), " ".repeat(GAP)).trim_end().to_owned(),
            );
        } else {
            let words = paper.wrapped(word, indent);
            lines.extend(words.iter().map(|line| paper.paint(Ink::Head, line)));
        }
        lines.extend(
            said.filter(|line| !line.is_empty()).map(|line| format!("{}{line}", " ".repeat(indent + inset))),
        );
    }
    lines
}
