//! Lenses over examples: run it, and whether it came out as expected.

use heng_grammar::parse;
use heng_grammar::tree::ItemKind;
use lsp_types::{CodeLens, CodeLensParams, Command};
use serde_json::json;

use super::source;
use crate::lsp::example::{RUN_ALL, RUN_ONE};
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// The lenses of a text: one an example, and where there are several one for all of them.
pub(in crate::lsp) fn lenses(
    view: &View<'_>,
    params: &CodeLensParams,
) -> Result<Option<Vec<CodeLens>>, Refusal> {
    let uri = &params.text_document.uri;
    let document = view.document(uri)?;
    let items = parse(&source(document)).script.items;
    let examples = items.iter().filter(|item| matches!(item.kind, ItemKind::Example(_)));
    let mut lenses = Vec::new();
    for (number, item) in examples.enumerate() {
        let range = document.lines.range(&document.text, item.header.range());
        let title = match view.examples.passed(&document.path, number) {
            None => view.client.pick("▷ 运行算例", "▷ run example"),
            Some(true) => view.client.pick("✓ 通过 · 再运行", "✓ passed · run again"),
            Some(false) => view.client.pick("✗ 没有通过 · 再运行", "✗ failed · run again"),
        };
        lenses.push(lens(range, title, RUN_ONE, vec![json!(uri), json!(number)]));
    }
    if let Some(first) = lenses.first().filter(|_| lenses.len() > 1) {
        let zh = format!("▷ 运行全部 {} 个算例", lenses.len());
        let en = format!("▷ run all {} examples", lenses.len());
        let title = view.client.pick(&zh, &en);
        let all = lens(first.range, title, RUN_ALL, vec![json!(uri)]);
        lenses.insert(1, all);
    }
    Ok(Some(lenses))
}

fn lens(range: lsp_types::Range, title: &str, command: &str, arguments: Vec<serde_json::Value>) -> CodeLens {
    let command =
        Command { title: title.to_owned(), command: command.to_owned(), arguments: Some(arguments) };
    CodeLens { range, command: Some(command), data: None }
}
