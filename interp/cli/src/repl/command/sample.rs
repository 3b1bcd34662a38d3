//! The shortest entry of the reference that uses a word.

use heng_grammar::source::Source;
use heng_grammar::span::{SourceId, Span};
use heng_grammar::token::lex;
use heng_grammar::tree::{Item, ItemKind};
use heng_grammar::vocabulary::Concept;

/// The reference of the language, whose samples are run by the tests.
const REFERENCE: &str = include_str!("../../../../../grammar/REFERENCE.md");

/// A sample is no longer than this; of a longer entry only the lines with the word are shown.
const MOST_LINES: usize = 14;

/// The shortest entry of the samples that uses the word, in either language; of a long one the lines around the word.
pub fn sample(concept: Concept) -> Option<String> {
    let mut shortest: Option<String> = None;
    for fence in fences() {
        let source = Source::new(SourceId(0), "", fence);
        let parsed = heng_grammar::parse(&source);
        for item in parsed.script.items.iter().flat_map(with_inner) {
            let text = outdented(&source, item.span);
            let shorter = shortest.as_ref().is_none_or(|other| text.len() < other.len());
            if shorter && uses(&text, concept) {
                shortest = Some(text);
            }
        }
    }
    shortest.map(|text| if text.lines().count() > MOST_LINES { around(&text, concept) } else { text })
}

/// The texts of the samples that are scripts of the language.
fn fences() -> impl Iterator<Item = String> {
    let parts = REFERENCE.split("\n```").skip(1);
    parts.filter_map(|part| {
        let (note, text) = part.split_once('\n')?;
        note.trim_start_matches('`').starts_with("heng").then(|| text.to_owned())
    })
}

/// An entry, and those of its `对`.
fn with_inner(item: &Item) -> Vec<&Item> {
    match &item.kind {
        ItemKind::For(block) => std::iter::once(item).chain(&block.items).collect(),
        _ => vec![item],
    }
}

/// What stands at a place, its lines as far to the left as they can be.
pub(super) fn outdented(source: &Source, span: Span) -> String {
    let range = span.range();
    let text = source.text().get(range.clone()).unwrap_or_default();
    let before = source.text().get(..range.start).unwrap_or_default();
    let inset = before.rsplit('\n').next().map_or(0, |line| line.len() - line.trim_start().len());
    let lines = text.lines().map(|line| {
        let blank = line.len() - line.trim_start().len();
        line.get(blank.min(inset)..).unwrap_or(line).trim_end()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn uses(text: &str, concept: Concept) -> bool {
    lex(text).any(|token| concept.is(token.text(text)))
}

/// The lines that use the word, with the first and the last of the entry.
fn around(text: &str, concept: Concept) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(1);
    let mut kept: Vec<&str> = Vec::new();
    let mut skipped = false;
    for (at, line) in lines.iter().enumerate() {
        if at == 0 || at == last || uses(line, concept) {
            kept.extend(skipped.then_some("  …"));
            kept.push(line);
            skipped = false;
        } else {
            skipped = true;
        }
    }
    kept.truncate(MOST_LINES);
    kept.join("\n")
}
