//! What is wrong, written out. A diagnostic is plain data; each form is one function of it.

mod drawing;
mod excerpt;
pub mod fault;
mod fault_columns;
pub mod fault_table;
mod json;
mod mend;
mod narration;
mod plain;
mod terminal;
pub mod text;

use std::io;

use heng_grammar::diagnostic::{Diagnostic, Language, Severity};
use heng_grammar::source::Source;
use heng_grammar::span::Span;
use heng_interp::table::fault::DataFault;
use serde_json::json;

pub use json::{DIAGNOSTICS_SCHEMA, diagnostics_json, place as place_json};
pub use plain::plain;
pub use terminal::terminal;

use crate::Exit;
use crate::project::Trouble;
use crate::shell::{Format, Shell};

/// How many of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Tally {
    /// Counts `diagnostics`.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }

    /// Counts faults of data.
    pub fn of_faults(faults: &[DataFault]) -> Self {
        let count = |severity| faults.iter().filter(|fault| fault.complaint.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
        }
    }

    /// `2 个错误，1 个警告`, `2 errors, 1 warning`; empty where there is nothing.
    pub fn sentence(self, language: Language) -> String {
        let parts = [
            (self.errors, "个错误", "error"),
            (self.warnings, "个警告", "warning"),
            (self.notes, "个提示", "note"),
        ];
        let present = parts.into_iter().filter(|(count, ..)| *count > 0);
        match language {
            Language::Chinese => {
                present.map(|(count, zh, _)| format!("{count} {zh}")).collect::<Vec<_>>().join("，")
            }
            Language::English => present
                .map(|(count, _, en)| format!("{count} {en}{}", if count == 1 { "" } else { "s" }))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

/// Writes `diagnostics` to standard error as a person reads them, in the order of their places. JSON is written by the
/// command itself, with its results, so here it writes nothing.
///
/// # Errors
/// Where standard error cannot be written to.
pub fn write_diagnostics(
    shell: &mut Shell<'_>,
    diagnostics: &[Diagnostic],
    sources: &[Source],
) -> io::Result<()> {
    let (language, width, colour) = (shell.language, shell.width, shell.err_colour);
    for diagnostic in in_order(diagnostics) {
        let text = match shell.format {
            Format::Text | Format::Md | Format::Html => {
                terminal(diagnostic, sources, language, width, colour)
            }
            Format::Plain => plain(diagnostic, sources, language),
            Format::Json => continue,
        };
        writeln!(shell.err, "{text}")?;
    }
    Ok(())
}

/// Writes what stopped a command; as JSON to standard output. Gives how the command ends.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn write_trouble(shell: &mut Shell<'_>, trouble: &Trouble) -> io::Result<Exit> {
    write_diagnostics(shell, &trouble.diagnostics, &trouble.sources)?;
    if shell.format == Format::Json {
        let diagnostics = diagnostics_json(&trouble.diagnostics, &trouble.sources);
        writeln!(shell.out, "{:#}", json!({ "schema": DIAGNOSTICS_SCHEMA, "diagnostics": diagnostics }))?;
    }
    Ok(trouble.exit)
}

/// The diagnostics by file and line, those without a place first; equal ones once.
pub fn in_order(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let place = |d: &Diagnostic| d.labels.first().map(|label| label.span);
    let mut sorted: Vec<&Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        if !sorted.contains(&diagnostic) {
            sorted.push(diagnostic);
        }
    }
    sorted.sort_by_key(|d| place(d));
    sorted
}

/// The text a span lies in.
pub fn source_of(span: Span, sources: &[Source]) -> Option<&Source> {
    sources.iter().find(|source| source.id() == span.source)
}

/// The bytes of `span` within `text`, moved to the boundaries of characters: renderers may not cut one in two.
fn snapped(span: Span, text: &str) -> std::ops::Range<usize> {
    let down = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let up = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let start = down(span.range().start.min(text.len()));
    start..up(span.range().end.min(text.len())).max(start)
}

/// 错误, `error`: the word for a severity.
fn severity_word(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Note, Language::Chinese) => "提示",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Note, Language::English) => "note",
    }
}

#[cfg(test)]
mod tests;
