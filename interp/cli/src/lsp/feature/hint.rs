//! Units and types of definitions that do not say theirs, shown behind their names.

use heng_grammar::token::{TokenKind, lex_range};
use heng_interp::symbol::{Symbol, SymbolKind};
use lsp_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintParams};

use super::in_project;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// The hints in a range of a text.
pub(in crate::lsp) fn hints(
    view: &View<'_>,
    params: &InlayHintParams,
) -> Result<Option<Vec<InlayHint>>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    let Some((root, source)) = in_project(view, document) else { return Ok(None) };
    let asked = document.lines.bytes(&document.text, params.range);
    let says_none = |symbol: &Symbol| {
        let mut behind = lex_range(source.text(), symbol.name.range().end..source.text().len());
        let next = behind.find(|token| !token.kind.is_trivia());
        next.is_some_and(|token| token.kind == TokenKind::Equal)
    };
    let symbols = root.names.outline(source.id()).into_iter().map(|(_, symbol)| symbol);
    let shown = symbols.filter(|symbol| {
        symbol.kind == SymbolKind::Definition && asked.contains(&symbol.name.range().end) && says_none(symbol)
    });
    let hint = |symbol: &Symbol| {
        let ty = symbol.ty.as_deref().filter(|ty| *ty != "1")?;
        Some(InlayHint {
            position: document.lines.position(&document.text, symbol.name.range().end),
            label: InlayHintLabel::String(format!(": {ty}")),
            kind: Some(InlayHintKind::TYPE),
            text_edits: None,
            tooltip: None,
            padding_left: None,
            padding_right: None,
            data: None,
        })
    };
    Ok(Some(shown.filter_map(hint).collect()))
}
