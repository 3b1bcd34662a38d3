//! What mends change, for people as a unified diff and for programs as places and words.

use std::ops::Range;

use similar::{DiffOp, TextDiff};

/// A unified diff of a file that is called `name` before and after, ready for `patch`; empty where nothing changed.
pub fn unified(name: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().context_radius(2).header(name, name).to_string()
}

/// The diff with removed lines red, added ones green and their places blue.
pub fn coloured(diff: &str) -> String {
    let painted = diff.split_inclusive('\n').map(|line| {
        let colour = match line.get(..1) {
            _ if line.starts_with("---") || line.starts_with("+++") => "1",
            Some("-") => "31",
            Some("+") => "32",
            Some("@") => "36",
            _ => return line.to_owned(),
        };
        let words = line.trim_end_matches(['\n', '\r']);
        format!("\u{1b}[{colour}m{words}\u{1b}[0m{}", line.get(words.len()..).unwrap_or_default())
    });
    painted.collect()
}

/// Places of `before`, in bytes, and what stands there in `after`; no words that stay are named, but for whole
/// characters between two changes of one line.
pub fn changes<'t>(before: &'t str, after: &'t str) -> Vec<(Range<usize>, &'t str)> {
    let diff = TextDiff::from_lines(before, after);
    let (old, new) = (starts(diff.old_slices()), starts(diff.new_slices()));
    let place = |starts: &[usize], lines: Range<usize>| {
        let at = |line: usize| starts.get(line).copied().unwrap_or_default();
        at(lines.start)..at(lines.end)
    };
    let changed = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed
        .map(|op| trimmed(before, place(&old, op.old_range()), after, place(&new, op.new_range())))
        .collect()
}

/// Per line its first byte, and one past the last line.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let ends = lines.iter().map(|line| {
        at += line.len();
        at
    });
    std::iter::once(0).chain(ends).collect()
}

/// Without the characters that both sides begin and end with.
fn trimmed<'t>(
    before: &str,
    old: Range<usize>,
    after: &'t str,
    new: Range<usize>,
) -> (Range<usize>, &'t str) {
    let (left, right) =
        (before.get(old.clone()).unwrap_or_default(), after.get(new.clone()).unwrap_or_default());
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = left.chars().zip(right.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (left, right) = (left.get(head..).unwrap_or_default(), right.get(head..).unwrap_or_default());
    let tail: usize =
        left.chars().rev().zip(right.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (old.start + head..old.end - tail, right.get(..right.len() - tail).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_the_file_and_keeps_what_surrounds() {
        let diff = unified("甲.heng", "一\n二\n三\n四\n", "一\n二\n参\n四\n");
        assert_eq!(diff, "--- 甲.heng\n+++ 甲.heng\n@@ -1,4 +1,4 @@\n 一\n 二\n-三\n+参\n 四\n");
        assert_eq!(unified("甲.heng", "一\n", "一\n"), "");
        assert!(coloured(&diff).contains("\u{1b}[31m-三\u{1b}[0m\n"));
    }

    #[test]
    fn changes_are_as_small_as_the_words_changed() {
        let (before, after) = ("甲 ＝ 1\n乙\n", "甲 = 1\n乙\n丙\n");
        assert_eq!(changes(before, after), [(4..7, "="), (before.len()..before.len(), "丙\n")]);
    }

    #[test]
    fn changes_carried_out_give_the_other_text() {
        let (before, after) = ("a\nbb\nc\r\nd", "a\nb\nx\nc\r\ndd");
        let mut made = before.to_owned();
        for (place, words) in changes(before, after).into_iter().rev() {
            made.replace_range(place, words);
        }
        assert_eq!(made, after);
    }
}
