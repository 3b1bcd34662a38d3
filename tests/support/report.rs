//! Diagnostics as plain text for snapshots: the words they underline, never offsets.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use std::fmt::Write as _;

/// Each diagnostic with its places, advice and mends, in both languages.
pub fn report(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for fault in diagnostics {
        let severity = format!("{:?}", fault.severity).to_lowercase();
        let _ = writeln!(out, "{severity} {}: {}\n  {}", fault.code, fault.title.zh, fault.title.en);
        for label in &fault.labels {
            let place = source.position(label.span.range().start);
            let words = label.span.text(source.text()).replace('\n', "⏎");
            let _ = write!(out, "  {}:{} [{words}]", place.line, place.column);
            if !label.message.zh.is_empty() {
                let _ = write!(out, " {} | {}", label.message.zh, label.message.en);
            }
            out.push('\n');
        }
        for help in &fault.help {
            let _ = writeln!(out, "  help: {} | {}", help.zh, help.en);
        }
        for mend in &fault.mends {
            let words = mend.span().text(source.text());
            let safe = if mend.safe { " (safe)" } else { "" };
            let _ = writeln!(
                out,
                "  mend{safe}: [{words}] → [{}] {} | {}",
                mend.replacement(source.text()).replace('\n', "⏎"),
                mend.title.zh,
                mend.title.en
            );
        }
        out.push('\n');
    }
    out
}
