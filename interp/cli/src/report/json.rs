//! For programs: every diagnostic with both languages, places in bytes and in lines, and its mends. It is the same
//! whatever the language of the run.

use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
use heng_grammar::source::Source;
use heng_grammar::span::Span;
use serde_json::{Value, json};

use super::source_of;

/// The name and version of the schema; the number rises when a field changes its meaning or goes.
pub const DIAGNOSTICS_SCHEMA: &str = "heng.diagnostics/2";

/// The list of `diagnostics`, in the order of their places.
pub fn diagnostics_json(diagnostics: &[Diagnostic], sources: &[Source]) -> Value {
    super::in_order(diagnostics).into_iter().map(|d| diagnostic_json(d, sources)).collect()
}

/// A sentence in both languages.
pub(super) fn message_json(message: &Message) -> Value {
    json!({ "zh": message.zh, "en": message.en })
}

/// `error`, `warning`, `note`.
pub(super) fn severity_json(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn diagnostic_json(diagnostic: &Diagnostic, sources: &[Source]) -> Value {
    let labels = diagnostic
        .labels
        .iter()
        .map(|label| json!({ "place": place(label.span, sources), "message": message_json(&label.message) }));
    let mends = diagnostic.mends.iter().map(|mend| {
        let edits: Vec<Value> = mend
            .edits
            .iter()
            .map(|edit| json!({ "place": place(edit.span, sources), "replacement": edit.replacement }))
            .collect();
        json!({ "title": message_json(&mend.title), "edits": edits, "safe": mend.safe })
    });
    json!({
        "code": diagnostic.code.to_string(),
        "severity": severity_json(diagnostic.severity),
        "title": message_json(&diagnostic.title),
        "labels": labels.collect::<Vec<_>>(),
        "help": diagnostic.help.iter().map(message_json).collect::<Vec<_>>(),
        "mends": mends.collect::<Vec<_>>(),
    })
}

/// File, bytes from 0, lines and columns (characters) from 1, and the words themselves.
pub fn place(span: Span, sources: &[Source]) -> Value {
    let Some(source) = source_of(span, sources) else { return Value::Null };
    let (start, end) = (source.position(span.range().start), source.position(span.range().end));
    json!({
        "file": source.name(),
        "start": span.start,
        "end": span.end,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": span.text(source.text()),
    })
}
