//! Text and mends to text: the part of `--fix` that knows no file.

use std::ops::Range;

use heng_grammar::diagnostic::{Diagnostic, Mend};
use heng_grammar::span::SourceId;

/// A mend that is carried out, and the report it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'d> {
    /// The report.
    pub diagnostic: &'d Diagnostic,
    /// Its mend.
    pub mend: &'d Mend,
}

/// The mends of one round: of each report the first that is safe and changes only texts that may be changed, as long as it
/// keeps clear of those chosen before it. What is passed over has its turn in the next round, when places are known anew.
pub fn choose(diagnostics: &[Diagnostic], may_change: impl Fn(SourceId) -> bool) -> Vec<Chosen<'_>> {
    let mut chosen: Vec<Chosen<'_>> = Vec::new();
    for diagnostic in diagnostics {
        let mend = diagnostic.mends.iter().find(|mend| mend.safe);
        let Some(mend) = mend.filter(|mend| mend.edits.iter().all(|edit| may_change(edit.span.source)))
        else {
            continue;
        };
        if !mend.edits.is_empty() && chosen.iter().all(|other| keep_clear(other.mend, mend)) {
            chosen.push(Chosen { diagnostic, mend });
        }
    }
    chosen
}

/// Whether no place of one mend meets a place of the other. An insertion at the edge of another place meets it: which of
/// the two words would come first is nowhere said.
pub fn keep_clear(one: &Mend, other: &Mend) -> bool {
    let meet = |a: Range<usize>, b: Range<usize>| match a.is_empty() || b.is_empty() {
        true => a.start <= b.end && b.start <= a.end,
        false => a.start < b.end && b.start < a.end,
    };
    one.edits.iter().all(|edit| {
        let mut others = other.edits.iter().filter(|other| other.span.source == edit.span.source);
        !others.any(|other| meet(edit.span.range(), other.span.range()))
    })
}

/// `text`, the text `source`, with `mends` carried out; they keep clear of one another. A line break that a mend writes is
/// the one the text uses, and every byte that no mend names stays.
pub fn apply(text: &str, source: SourceId, mends: &[&Mend]) -> String {
    let mut edits: Vec<_> = mends.iter().flat_map(|mend| &mend.edits).collect();
    edits.retain(|edit| edit.span.source == source);
    edits.sort_by_key(|edit| edit.span.range().start);
    let returns = text.contains("\r\n");
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        let (Some(kept), true) = (text.get(at..range.start), text.is_char_boundary(range.end)) else {
            continue;
        };
        made.push_str(kept);
        match returns {
            true => made.push_str(&edit.replacement.replace("\r\n", "\n").replace('\n', "\r\n")),
            false => made.push_str(&edit.replacement),
        }
        at = range.end;
    }
    made.push_str(text.get(at..).unwrap_or_default());
    made
}

#[cfg(test)]
mod tests {
    use heng_grammar::diagnostic::{Edit, Message};
    use heng_grammar::span::Span;
    use proptest::prelude::*;

    use super::*;

    fn mend(edits: &[(usize, usize, &str)]) -> Mend {
        let edit = |&(start, end, words): &(usize, usize, &str)| Edit {
            span: Span::new(SourceId(0), start, end),
            replacement: words.to_owned(),
        };
        Mend { edits: edits.iter().map(edit).collect(), title: Message::new("改", "mend"), safe: true }
    }

    fn report(mends: Vec<Mend>) -> Diagnostic {
        Diagnostic { mends, ..Diagnostic::error(101, "错", "wrong") }
    }

    #[test]
    fn mends_that_meet_wait_for_the_next_round() {
        let reports = [
            report(vec![mend(&[(0, 3, "甲")])]),
            report(vec![mend(&[(2, 5, "乙")])]),
            report(vec![mend(&[(5, 5, "丙")])]),
        ];
        let chosen = choose(&reports, |_| true);
        assert_eq!(chosen.len(), 2);
        assert!(choose(&reports, |_| false).is_empty());
        assert!(keep_clear(&mend(&[(0, 3, "")]), &mend(&[(3, 6, "")])));
        assert!(!keep_clear(&mend(&[(0, 3, "")]), &mend(&[(3, 3, "x")])));
        assert!(!keep_clear(&mend(&[(3, 3, "y")]), &mend(&[(3, 3, "x")])));
    }

    #[test]
    fn a_mend_that_asks_is_not_chosen() {
        let asks = Mend { safe: false, ..mend(&[(0, 1, "x")]) };
        assert!(choose(&[report(vec![asks])], |_| true).is_empty());
    }

    #[test]
    fn mark_and_line_breaks_of_the_text_stay() {
        let text = "\u{FEFF}甲\r\n乙";
        let made = apply(text, SourceId(0), &[&mend(&[(8, 8, "丙\n")])]);
        assert_eq!(made, "\u{FEFF}甲\r\n丙\r\n乙");
        assert_eq!(apply(text, SourceId(1), &[&mend(&[(8, 8, "丙")])]), text);
    }

    proptest! {
        /// Whatever is changed, what stands between the changes stays to the byte, and in its order.
        #[test]
        fn every_byte_that_no_mend_names_stays(
            text in "[a甲\\n\\r－９]{0,40}",
            places in proptest::collection::vec((0_usize..41, 0_usize..6, "[x乙]{0,3}"), 0..6),
        ) {
            let at: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let byte = |character: usize| at[character.min(at.len() - 1)];
            let reports: Vec<Diagnostic> = places
                .iter()
                .map(|(start, length, words)| report(vec![mend(&[(byte(*start), byte(start + length), words)])]))
                .collect();
            let chosen = choose(&reports, |_| true);
            let mends: Vec<&Mend> = chosen.iter().map(|chosen| chosen.mend).collect();
            let made = apply(&text, SourceId(0), &mends);
            let mut ranges: Vec<_> = mends.iter().flat_map(|m| &m.edits).collect();
            ranges.sort_by_key(|edit| edit.span.range().start);
            let (mut rest, mut before) = (made.as_str(), 0);
            for edit in ranges {
                let kept = text.get(before..edit.span.range().start).unwrap_or("?");
                let after = rest.strip_prefix(kept).and_then(|rest| rest.strip_prefix(edit.replacement.as_str()));
                prop_assert!(after.is_some(), "{text:?} became {made:?}");
                rest = after.unwrap_or_default();
                before = edit.span.range().end;
            }
            prop_assert_eq!(Some(rest), text.get(before..));
        }
    }
}
