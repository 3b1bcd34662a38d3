//! One rule on one piece of text.

use super::grammar::{HengParser, Rule};
use super::nesting::too_deep;
use super::node::Node;
use crate::span::Span;
use crate::vocabulary::concepts;
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

/// Why a rule did not match.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// At byte `at`, one of `expected` was needed.
    Unexpected {
        /// The byte, in the whole text.
        at: usize,
        /// What could have stood there.
        expected: Vec<Rule>,
    },
    /// Brackets lie in one another deeper than the limit.
    TooDeep,
}

/// `span` of `text` as `rule`.
pub(crate) fn match_rule(rule: Rule, text: &str, span: Span) -> Result<Node<'_>, Fault> {
    let piece = span.text(text);
    if too_deep(piece) {
        return Err(Fault::TooDeep);
    }
    let offset = span.range().start;
    match HengParser::parse(rule, piece) {
        Ok(mut pairs) => match pairs.next() {
            Some(pair) => Ok(Node::new(pair, span.source, piece, offset)),
            None => Err(Fault::Unexpected { at: offset, expected: vec![rule] }),
        },
        Err(error) => Err(fault(error, offset)),
    }
}

fn fault(error: pest::error::Error<Rule>, offset: usize) -> Fault {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => offset + at,
    };
    match error.variant {
        ErrorVariant::ParsingError { positives, .. } => Fault::Unexpected { at, expected: positives },
        // The only other error is pest's own guard of the stack.
        ErrorVariant::CustomError { .. } => Fault::TooDeep,
    }
}

/// The keyword that opens an entry of a script: `kw_band` for `分档 …`; none for a definition.
pub(crate) fn head_of(text: &str, header: Span) -> Option<Rule> {
    head_word(text, header).map(|(rule, _)| rule)
}

/// The same with its place.
pub(crate) fn head_word(text: &str, header: Span) -> Option<(Rule, Span)> {
    let header_text = header.text(text);
    if !may_open(header_text) {
        return None;
    }
    let mut pairs = HengParser::parse(Rule::item_head, header_text).ok()?;
    let word = pairs.next()?;
    let start = header.range().start;
    let span = Span::new(header.source, start + word.as_span().start(), start + word.as_span().end());
    Some((word.as_rule(), span))
}

/// Whether a header can begin with a keyword: what begins with a word that is none in any place is a definition.
fn may_open(header: &str) -> bool {
    let end = header.find(|c| !unicode_ident::is_xid_continue(c)).unwrap_or(header.len());
    header.get(..end).is_none_or(|word| word.is_empty() || !concepts(word).is_empty())
}

/// The verb of an amendment and the span of what follows it.
pub(crate) fn change_verb(text: &str, header: Span) -> Option<(Rule, Span)> {
    let mut pairs = HengParser::parse(Rule::change_verb, header.text(text)).ok()?;
    let verb = pairs.next()?;
    let start = header.range().start + verb.as_span().end();
    let rest = Span::new(header.source, start, header.range().end);
    let blanks = rest.text(text).len() - rest.text(text).trim_start().len();
    Some((verb.as_rule(), Span::new(header.source, start + blanks, header.range().end)))
}

/// The name of the block that a header opens: 初评等级 of `分档 初评等级 …`, 集约发展 of `集约发展 65`.
pub(crate) fn block_name(text: &str, header: Span) -> Option<&str> {
    let pairs = HengParser::parse(Rule::block_name, header.text(text)).ok()?;
    pairs.filter(|pair| pair.as_rule() == Rule::name).map(|pair| pair.as_str()).next()
}
