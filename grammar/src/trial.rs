//! Mends on trial: a change that leaves its place no easier to read is not offered.
//!
//! Whoever reports a fault knows the words around it, and not always what the grammar makes of the whole entry: `101-300` can
//! become `101 至 300` in a key and only `101 - 300` in a value. So each mend is carried out on a copy, which is read.

use crate::diagnostic::{Diagnostic, Mend};
use crate::parser::read;
use crate::skeleton::{Entry, skeleton};
use crate::source::{Source, is_line_break};
use crate::vocabulary::Concept;

/// How many bytes are read again for one text; mends beyond are offered, but never made unasked.
const BUDGET: usize = 4_000_000;

/// Takes from `reports` the mends of `source` after which the mended place cannot be read. `known` is what is wrong with
/// reading the text as it stands.
pub fn keep_readable(source: &Source, known: &[Diagnostic], reports: &mut [Diagnostic]) {
    if reports.iter().all(|report| report.mends.is_empty()) {
        return;
    }
    let entries = skeleton(source).0.entries;
    let mut left = BUDGET;
    for report in reports.iter_mut().filter(|report| !report.mends.is_empty()) {
        let others: Vec<&Diagnostic> = known.iter().filter(|other| **other != *report).collect();
        report.mends.retain_mut(|mend| {
            let here = mend.edits.iter().all(|edit| edit.span.source == source.id());
            if !here || source.text().len() > left {
                mend.safe &= !here;
                return true;
            }
            left -= source.text().len();
            // The entry alone is quick to read; what other entries say can only explain a fault, not cause one.
            alone(source, &entries, mend).is_some_and(|alone| reads(&alone, &others, mend))
                || reads(source, &others, mend)
        });
    }
}

/// The text with nothing but the outermost entry that the mend changes, and the units that are declared; none where the
/// mend changes where entries begin and end.
fn alone(source: &Source, entries: &[Entry], mend: &Mend) -> Option<Source> {
    let place = mend.span().range();
    let whole = |entry: &Entry| entry.span.range();
    let structure =
        |text: &str| text.contains(['{', '}', '(', ')', '[', ']', '"', '“', '”', '「', '」', '；', ';']);
    let entry = entries.iter().find(|entry| {
        let range = whole(entry);
        range.start <= place.start && place.end <= range.end
    })?;
    let first = |entry: &Entry| {
        entry.header.text(source.text()).split_whitespace().next().unwrap_or_default().to_owned()
    };
    if structure(mend.span().text(source.text()))
        || mend.edits.iter().any(|edit| structure(&edit.replacement))
        || Concept::Continue.is(&first(entry))
    {
        return None;
    }
    let mut text = String::with_capacity(source.text().len());
    let mut at = 0;
    for other in
        entries.iter().filter(|other| whole(other) != whole(entry) && !Concept::Unit.is(&first(other)))
    {
        let range = whole(other);
        text.push_str(source.text().get(at..range.start)?);
        for c in source.text().get(range.clone())?.chars() {
            if is_line_break(c) { text.push(c) } else { text.extend(std::iter::repeat_n(' ', c.len_utf8())) }
        }
        at = range.end;
    }
    text.push_str(source.text().get(at..)?);
    Some(Source::new(source.id(), source.name(), text))
}

/// Whether the mended lines can be read. What was wrong before is no matter, nor what another mend would put right.
fn reads(source: &Source, known: &[&Diagnostic], mend: &Mend) -> bool {
    let old = mend.span().range();
    let replacement = mend.replacement(source.text());
    let Some((before, after)) = source.text().get(..old.start).zip(source.text().get(old.end..)) else {
        return false;
    };
    let mended = Source::new(source.id(), source.name(), format!("{before}{replacement}{after}"));
    let new = mended.span(old.start, old.start + replacement.len());
    let moved = |at: usize| if at < old.end { at } else { at - old.end + new.range().end };
    let is_known = |report: &Diagnostic, at: usize| {
        known.iter().any(|other| {
            let place = other.labels.first().map(|label| label.span.range().start);
            other.code == report.code && place.map(moved) == Some(at)
        })
    };
    let lines = mended.line_of(new.range().start)..=mended.line_of(new.range().end);
    read(&mended).diagnostics.iter().filter(|report| report.is_error() && report.mends.is_empty()).all(
        |report| {
            let Some(at) = report.labels.first().map(|label| label.span.range().start) else { return true };
            !lines.contains(&mended.line_of(at)) || is_known(report, at)
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::parse;
    use crate::source::Source;
    use crate::span::SourceId;

    /// What the mends of the first report write.
    fn offered(text: &str) -> Vec<String> {
        let parsed = parse(&Source::new(SourceId(0), "试.heng", text));
        let report = parsed.diagnostics.first();
        report.map(|r| r.mends.iter().map(|mend| mend.replacement(text)).collect()).unwrap_or_default()
    }

    #[test]
    fn a_range_is_offered_where_a_range_can_stand() {
        assert_eq!(offered("甲 = 101-300\n"), ["101 - 300"]);
        let keys = "查表 档(人数: 人) → 分 {\n  101-300 → 1\n  ≥ 301 → 2\n}\n";
        assert_eq!(offered(keys), ["101 至 300"]);
    }

    #[test]
    fn another_fault_of_the_line_takes_no_mend_away() {
        assert_eq!(offered("对 企业 {\n  甲 = 若 乙》.5 则 1 否则 .6\n}\n"), [">"]);
    }
}
