//! The skeleton of a script: brackets and lines made into a tree of entries, before any grammar looks at them.
//!
//! Continuation of lines, recovery from lost brackets, citations, documentation and declared units are settled here, in
//! one place. The grammar (pest) then sees one header or tail at a time, so a fault in one entry never reaches its
//! neighbours.

mod context;
mod cursor;
mod fault;
mod line;
mod reader;
mod recover;
mod run;
mod unfinished;
mod waiver;
mod words;

pub use context::BlockContext;
pub use reader::DEPTH;
pub use unfinished::{Unfinished, matching_bracket, unfinished};
pub use words::{BlockWords, EXPECTING};

use crate::diagnostic::Diagnostic;
use crate::hazard::{Declared, hazards};
use crate::literate::{literate, missing_articles};
use crate::source::Source;
use crate::span::{SourceId, Span};
use crate::token::{Token, lex_range};
use crate::tree::{Citation, Name, Waiver};
use crate::vocabulary::Units;

/// The entries of one text, in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skeleton {
    /// The text.
    pub source: SourceId,
    /// The entries of the outermost level; in a literate script those of all fences, one after another.
    pub entries: Vec<Entry>,
    /// The names that `单位` lines of this text declare, folded; needed before the grammar can read a number.
    pub units: Vec<Name>,
    /// The findings that its entries set aside, with reasons.
    pub waivers: Vec<Waiver>,
}

/// One entry: a header, and perhaps a block with more entries.
///
/// ```text
/// /// 三类乡镇的准入线                     doc
/// 查表 准入(级别) → 万元/亩 {   @第四条     header, citation
///   国家级 → 350                           body.entries
/// } 重叠 取大                              tail
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Lines of `///` before the entry, without the slashes and one blank after them.
    pub doc: Vec<String>,
    /// Its citations in the order written, lifted out of header and tail.
    pub citations: Vec<Citation>,
    /// The text for the grammar: from the first word to before the `{` or to the end of the entry, without blanks,
    /// comments and citations at either end. Line breaks inside are continuation; a line inside may still end in a
    /// comment or a citation, which the grammar passes over as it passes over blanks. Never empty: a block without a
    /// header is reported and left out.
    pub header: Span,
    /// The block in braces, if there is one.
    pub body: Option<Body>,
    /// What follows the `}` on the same line: `重叠 取大`.
    pub tail: Option<Span>,
    /// All of it, from the header to the last citation.
    pub span: Span,
    /// The block the entry stands in, which says what its header can be.
    pub kind: BlockContext,
}

/// `{ … }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The `{`.
    pub open: Span,
    /// The `}`; `None` where it is missing, which has been reported.
    pub close: Option<Span>,
    /// What kind of entries stand inside.
    pub kind: BlockContext,
    /// The entries inside, in the order written.
    pub entries: Vec<Entry>,
}

/// The skeleton of a text and everything wrong with its brackets, blocks and citations, and the hazards
/// of its tokens.
///
/// ```
/// use heng_grammar::{skeleton::skeleton, source::Source, span::SourceId};
/// let source = Source::new(SourceId(0), "例.heng", "选项 等级 { A > B；不参评 } @第二条");
/// let (skeleton, faults) = skeleton(&source);
/// let entry = &skeleton.entries[0];
/// assert_eq!(entry.header.text(source.text()), "选项 等级");
/// assert_eq!(entry.body.as_ref().unwrap().entries.len(), 2);
/// assert_eq!(entry.citations[0].article, "第二条");
/// assert!(faults.is_empty());
/// ```
pub fn skeleton(source: &Source) -> (Skeleton, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut memory = reader::Memory::default();
    let (mut entries, mut scripts) = (Vec::new(), Vec::new());
    let literate = source.is_literate().then(|| literate(source));
    let whole = 0..source.text().len();
    let ranges = literate.as_ref().map_or(std::slice::from_ref(&whole), |literate| &literate.fences);
    for range in ranges {
        let tokens: Vec<Token> = lex_range(source.text(), range.clone()).collect();
        let mut reader = reader::Reader::new(source, &tokens, &mut memory, &mut faults);
        entries.extend(reader.entries(BlockContext::TopLevel));
        scripts.push(tokens);
    }
    let waivers = waiver::lift(&mut entries, &mut faults);
    let units = Units::with(memory.units.iter().map(|unit| unit.text.as_str()));
    let declared = Declared::of(source, &scripts, units);
    faults.extend(scripts.iter().flat_map(|tokens| hazards(source, tokens, &declared)));
    if let Some(literate) = &literate {
        faults.extend(missing_articles(source, literate, &entries));
    }
    (Skeleton { source: source.id(), entries, units: memory.units, waivers }, faults)
}

/// The entries alone, of a text that is being typed: nothing is reported.
pub fn entries(source: &Source) -> Vec<Entry> {
    let mut memory = reader::Memory::default();
    let mut faults = Vec::new();
    let literate = source.is_literate().then(|| literate(source));
    let whole = 0..source.text().len();
    let ranges = literate.as_ref().map_or(std::slice::from_ref(&whole), |literate| &literate.fences);
    let read = |range: &std::ops::Range<usize>| {
        let tokens: Vec<Token> = lex_range(source.text(), range.clone()).collect();
        reader::Reader::new(source, &tokens, &mut memory, &mut faults).entries(BlockContext::TopLevel)
    };
    ranges.iter().flat_map(read).collect()
}

#[cfg(test)]
mod tests;
