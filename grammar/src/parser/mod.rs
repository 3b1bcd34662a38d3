//! Drives the grammar: text → tokens → skeleton → pest, one entry at a time → tree.
//!
//! Parsing never fails and never panics: what cannot be read is reported and left out, everything else is built.

mod expected;
pub(crate) mod failure;
mod grammar;
mod habits;
pub(crate) mod head;
mod nesting;
mod node;
pub(crate) mod played;
mod prompt;
mod reopen;
mod run;
mod shape;
pub(crate) mod slips;
pub(crate) mod structure;
pub(crate) mod words;

pub(crate) use grammar::Rule;
pub(crate) use node::Node;
pub use prompt::{Typed, TypedKind, parse_question, typed};
pub(crate) use run::{change_verb, head_of, match_rule};
pub(crate) use shape::Shape;

use crate::build::Builder;
use crate::diagnostic::Diagnostic;
use crate::literate::{Literate, literate, passages};
use crate::skeleton::{self, Entry, Skeleton};
use crate::source::Source;
use crate::span::Span;
use crate::token::lex;
use crate::tree::{ItemKind, Script, Use};
use crate::trial::keep_readable;
use crate::vocabulary::Concept;
use played::Record;
use words::Words;

/// A text, parsed: all that could be built, and all that is wrong.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The tree, without the entries that could not be read.
    pub script: Script,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The entries as they lie in the text, for formatting.
    pub skeleton: Skeleton,
}

/// Parses a script, or the script inside a literate document.
///
/// ```
/// use heng_grammar::{parse, source::Source, span::SourceId};
/// let source = Source::new(SourceId(0), "例.heng", "对 企业 { 亩均税收 = 实缴税金 / 占地面积 }");
/// let parsed = parse(&source);
/// assert!(parsed.diagnostics.is_empty());
/// assert_eq!(parsed.script.items.len(), 1);
/// ```
pub fn parse(source: &Source) -> Parsed {
    let mut parsed = read(source);
    let known = parsed.diagnostics.clone();
    keep_readable(source, &known, &mut parsed.diagnostics);
    parsed
}

/// What a text uses (`引用`), in the order written: the only entries that are read. Those that cannot be read are left out.
pub fn uses(source: &Source) -> Vec<Use> {
    if !Concept::Use.may_stand_in(source.text()) {
        return Vec::new();
    }
    let text = masked(source.text());
    // What 续 adds goes into blocks: no entry of this kind comes or goes by it.
    let is_use = |entry: &Entry| head_of(&text, entry.header) == Some(Rule::kw_use);
    let entries: Vec<Entry> = skeleton::entries(source).into_iter().filter(is_use).collect();
    // Nothing is reported, so nobody need know what is broken and which units are declared.
    let words = Words::new(&text, std::iter::empty());
    let items = Builder::new(&text, &words, Literate::default().tables, Vec::new()).items(&entries);
    let used = items.into_iter().filter_map(|item| match item.kind {
        ItemKind::Use(used) => Some(used),
        _ => None,
    });
    used.collect()
}

/// The same with every mend that was thought of, whether the text can be read after it or not.
pub(crate) fn read(source: &Source) -> Parsed {
    read_with(source, None, None).0
}

/// Which words play which part in the text, and what is wrong with it.
pub(crate) fn read_words(source: &Source) -> (Record, Parsed) {
    let (parsed, record, _) = read_with(source, Some(Record::default()), None);
    let mut record = record.unwrap_or_default();
    reopen::record(&masked(source.text()), &parsed.skeleton.entries, &mut record);
    (record, parsed)
}

/// The text with what the grammar made of each header, entry and tail that it could read.
pub(crate) fn read_shapes(source: &Source) -> (Parsed, Vec<Shape>) {
    let (parsed, _, shapes) = read_with(source, None, Some(Vec::new()));
    (parsed, shapes.unwrap_or_default())
}

fn read_with(
    source: &Source,
    record: Option<Record>,
    shapes: Option<Vec<Shape>>,
) -> (Parsed, Option<Record>, Option<Vec<Shape>>) {
    let (skeleton, mut diagnostics) = skeleton::skeleton(source);
    let text = masked(source.text());
    let (entries, faults) = reopen::merged(&text, &skeleton.entries);
    diagnostics.extend(faults);
    let words = Words::new(&text, skeleton.units.iter().map(|unit| unit.text.as_str()));
    let literate = if source.is_literate() { literate(source) } else { Literate::default() };
    let prose = passages(source, &literate);
    let printed = literate.tables;
    let mut builder = Builder::new(&text, &words, printed, broken(&diagnostics));
    builder.record = record;
    builder.shapes = shapes;
    let items = builder.items(&entries);
    let record = builder.record.take();
    diagnostics.append(&mut builder.diagnostics);
    let shapes = builder.shapes.take();
    diagnostics.sort_by_key(|fault| fault.labels.first().map_or(u32::MAX, |label| label.span.start));
    let waivers = skeleton.waivers.clone();
    let script = Script { source: source.id(), items, prose, waivers };
    (Parsed { script, diagnostics, skeleton }, record, shapes)
}

/// Where brackets, strings or entries are broken.
fn broken(faults: &[Diagnostic]) -> Vec<Span> {
    let errors = faults.iter().filter(|fault| fault.is_error());
    errors.filter_map(|fault| fault.labels.first()).map(|label| label.span).collect()
}

/// `text` with blanks, as many bytes long, for its comments and citations: those have been lifted out, and the grammar
/// must not take a different view of where they end.
fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    for token in lex(text) {
        if token.kind.is_trivia() || token.kind == crate::token::TokenKind::Citation {
            masked.extend(std::iter::repeat_n(' ', token.range().len()));
        } else {
            masked.push_str(token.text(text));
        }
    }
    masked
}

#[cfg(test)]
mod tests;
