//! The paragraphs of the prose, so that a later document can change its wording.

use super::Literate;
use crate::source::Source;
use crate::tree::Passage;

/// The paragraphs of the document's own text, in order. Quotations (`> 注：…`) are remarks of the editors and left out.
pub fn passages(source: &Source, literate: &Literate) -> Vec<Passage> {
    let mut found = Vec::new();
    for range in &literate.prose {
        let text = source.text().get(range.clone()).unwrap_or("");
        let mut paragraph: Option<(usize, usize)> = None;
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            let said = line.trim_end();
            if said.trim_start().is_empty() {
                found.extend(paragraph.take().and_then(|ends| passage(source, ends)));
            } else {
                let start = paragraph.map_or(at + (line.len() - line.trim_start().len()), |(start, _)| start);
                paragraph = Some((start, at + said.len()));
            }
            at += line.len();
        }
        found.extend(paragraph.and_then(|ends| passage(source, ends)));
    }
    found
}

fn passage(source: &Source, (start, end): (usize, usize)) -> Option<Passage> {
    let text = source.text().get(start..end)?;
    (!text.starts_with('>')).then(|| Passage { text: text.to_owned(), span: source.span(start, end) })
}
