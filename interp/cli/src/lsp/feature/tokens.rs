//! Semantic tokens: the colours of [`heng_grammar::highlight`], and for names what they name.

use std::collections::BTreeMap;
use std::ops::Range;

use heng_grammar::highlight::{Class, highlight};
use heng_interp::symbol::SymbolKind;
use lsp_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensLegend,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult,
};

use super::{in_project, scripts};
use crate::lsp::document::Document;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// The types of tokens; what a class is, is told by a modifier where the protocol has no word for it, so that editors that do
/// not know it still have a colour.
const TYPES: [SemanticTokenType; 14] = [
    SemanticTokenType::KEYWORD,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::TYPE,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::NUMBER,
    SemanticTokenType::STRING,
    SemanticTokenType::COMMENT,
    SemanticTokenType::DECORATOR,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::STRUCT,
    SemanticTokenType::ENUM,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::PARAMETER,
];

const MODIFIERS: [SemanticTokenModifier; 7] = [
    SemanticTokenModifier::new("block"),
    SemanticTokenModifier::new("entry"),
    SemanticTokenModifier::new("clause"),
    SemanticTokenModifier::new("unit"),
    SemanticTokenModifier::DOCUMENTATION,
    SemanticTokenModifier::DEFAULT_LIBRARY,
    SemanticTokenModifier::DECLARATION,
];

/// What the numbers in tokens stand for.
pub(in crate::lsp) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: TYPES.to_vec(), token_modifiers: MODIFIERS.to_vec() }
}

/// The type and modifier of a class; none for what has no colour, or shows its fault otherwise.
fn kind(class: Class) -> Option<(SemanticTokenType, Option<SemanticTokenModifier>)> {
    let modifier = SemanticTokenModifier::new;
    Some(match class {
        Class::Keyword => (SemanticTokenType::KEYWORD, None),
        Class::Block => (SemanticTokenType::KEYWORD, Some(modifier("block"))),
        Class::Entry => (SemanticTokenType::KEYWORD, Some(modifier("entry"))),
        Class::Clause => (SemanticTokenType::KEYWORD, Some(modifier("clause"))),
        Class::Function => (SemanticTokenType::FUNCTION, Some(SemanticTokenModifier::DEFAULT_LIBRARY)),
        Class::Type => (SemanticTokenType::TYPE, Some(SemanticTokenModifier::DEFAULT_LIBRARY)),
        Class::Name => (SemanticTokenType::VARIABLE, None),
        Class::Number => (SemanticTokenType::NUMBER, None),
        Class::Unit => (SemanticTokenType::TYPE, Some(modifier("unit"))),
        Class::Text => (SemanticTokenType::STRING, None),
        Class::Comment => (SemanticTokenType::COMMENT, None),
        Class::Documentation => (SemanticTokenType::COMMENT, Some(SemanticTokenModifier::DOCUMENTATION)),
        Class::Citation => (SemanticTokenType::DECORATOR, None),
        Class::Operator => (SemanticTokenType::OPERATOR, None),
        Class::Punctuation | Class::Error | Class::Blank => return None,
    })
}

/// The type of a name, by what it names.
fn name_type(kind: SymbolKind) -> SemanticTokenType {
    use SymbolKind as K;
    match kind {
        K::Column | K::OutputColumn => SemanticTokenType::PROPERTY,
        K::Table | K::Rollup | K::RowSet => SemanticTokenType::STRUCT,
        K::Choice | K::Set => SemanticTokenType::ENUM,
        K::Member | K::Class | K::Arm | K::Alias => SemanticTokenType::ENUM_MEMBER,
        K::Open | K::Decision | K::Parameter | K::Reading => SemanticTokenType::PARAMETER,
        K::Lookup => SemanticTokenType::FUNCTION,
        K::Unit => SemanticTokenType::TYPE,
        _ => SemanticTokenType::VARIABLE,
    }
}

/// The tokens of a text.
pub(in crate::lsp) fn full(
    view: &View<'_>,
    params: &SemanticTokensParams,
) -> Result<Option<SemanticTokensResult>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    Ok(Some(SemanticTokensResult::Tokens(tokens(view, document, 0..document.text.len()))))
}

/// The tokens that meet a range of a text.
pub(in crate::lsp) fn range(
    view: &View<'_>,
    params: &SemanticTokensRangeParams,
) -> Result<Option<SemanticTokensRangeResult>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    let bytes = document.lines.bytes(&document.text, params.range);
    Ok(Some(SemanticTokensRangeResult::Tokens(tokens(view, document, bytes))))
}

/// What stands where a name stands, by its first byte.
fn names(view: &View<'_>, document: &Document) -> BTreeMap<usize, (SymbolKind, bool)> {
    let Some((root, source)) = in_project(view, document) else { return BTreeMap::new() };
    let here = root.names.occurrences().iter().filter(|occurrence| occurrence.span.source == source.id());
    let mut found = BTreeMap::new();
    for occurrence in here {
        let Some(symbol) = root.names.get(occurrence.symbol) else { continue };
        let known = found.entry(occurrence.span.range().start).or_insert((symbol.kind, occurrence.declares));
        known.1 |= occurrence.declares;
    }
    found
}

fn tokens(view: &View<'_>, document: &Document, asked: Range<usize>) -> SemanticTokens {
    let names = names(view, document);
    let mut data = Vec::new();
    let (mut line, mut column) = (0, 0);
    let text = &document.text;
    for script in scripts(document) {
        for piece in highlight(text.get(script.clone()).unwrap_or_default()) {
            let (start, end) = (script.start + piece.start, script.start + piece.end);
            if end <= asked.start || asked.end <= start {
                continue;
            }
            let named = names.get(&start).filter(|_| piece.class == Class::Name);
            let known = named.map(|(kind, declares)| {
                (name_type(*kind), declares.then_some(SemanticTokenModifier::DECLARATION))
            });
            let Some((ty, modifier)) = known.or_else(|| kind(piece.class)) else { continue };
            let place = document.lines.position(text, start);
            let delta_line = place.line - line;
            let delta_start = if delta_line == 0 { place.character - column } else { place.character };
            let length = document.lines.encoding().length(text.get(start..end).unwrap_or_default());
            (line, column) = (place.line, place.character);
            let (token_type, token_modifiers_bitset) = (number(&ty), modifier.map_or(0, |m| bit(&m)));
            data.push(SemanticToken { delta_line, delta_start, length, token_type, token_modifiers_bitset });
        }
    }
    SemanticTokens { result_id: None, data }
}

fn number(ty: &SemanticTokenType) -> u32 {
    (0..).zip(&TYPES).find(|(_, other)| *other == ty).map_or(0, |(at, _)| at)
}

fn bit(modifier: &SemanticTokenModifier) -> u32 {
    (0..).zip(&MODIFIERS).find(|(_, other)| *other == modifier).map_or(0, |(at, _)| 1 << at)
}
