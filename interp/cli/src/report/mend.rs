//! A mend, shown as the line it would leave.

use heng_grammar::diagnostic::{Diagnostic, Language, Mend};
use heng_grammar::source::Source;

use super::{snapped, source_of};

/// `改为 … ：` and the line as it would read; at most the first three mends.
pub(super) fn mend_lines(
    diagnostic: &Diagnostic,
    sources: &[Source],
    language: Language,
) -> Vec<(String, Vec<String>)> {
    diagnostic
        .mends
        .iter()
        .take(3)
        .map(|mend| (mend.title.get(language).to_owned(), mended(mend, sources)))
        .collect()
}

/// The lines that the mend touches, after it; nothing where its text is unknown or it changes nothing to be seen.
fn mended(mend: &Mend, sources: &[Source]) -> Vec<String> {
    let Some(source) = source_of(mend.span(), sources) else { return Vec::new() };
    let range = snapped(mend.span(), source.text());
    let first = source.line_span(source.line_of(range.start)).range();
    let last = source.line_span(source.line_of(range.end)).range();
    let before = source.text().get(first.start..range.start).unwrap_or_default();
    let after = source.text().get(range.end..last.end).unwrap_or_default();
    let whole = format!("{before}{}{after}", mend.replacement(source.text()));
    let number = source.line_of(range.start) + 1;
    whole
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .take(4)
        .map(|(at, line)| format!("{} │ {}", number + at, line.trim_end()))
        .collect()
}
