//! What is wrong, as editors show it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::{Diagnostic, Mend, Severity};
use heng_grammar::source::Source;
use heng_grammar::span::Span;
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range,
};

use super::address;
use super::analysis::{Analysis, Root};
use super::client::Client;
use super::edit::Edits;
use super::position::Lines;
use crate::report::{in_order, source_of};

/// The codes of what is never used or reached: editors show it faded.
const NEVER_USED: [u16; 4] = [391, 682, 698, 1780];

/// A report at its file.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// As it is published.
    pub shown: lsp_types::Diagnostic,
    /// The changes it offers, the likeliest first.
    pub changes: Vec<Change>,
}

/// A change that would mend what a report is about.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// What it does.
    pub title: String,
    /// Whether it may be made without asking.
    pub safe: bool,
    /// What is written where.
    pub edits: Edits,
}

/// The reports of all files, each in the order of the text.
pub(super) type Reports = BTreeMap<PathBuf, Vec<Report>>;

/// All that an analysis found.
pub(super) fn reports(analysis: &Analysis, client: &Client) -> Reports {
    let mut reports = Reports::new();
    for root in &analysis.roots {
        let all: Vec<Diagnostic> = root.diagnostics().cloned().collect();
        add(&mut reports, root, &all, client);
    }
    for (file, trouble) in &analysis.troubles {
        let place = |_: Span| Some(file.clone());
        for diagnostic in &trouble.diagnostics {
            let report = report(diagnostic, &trouble.sources, place, client);
            push(&mut reports, file, report);
        }
    }
    reports
}

/// Adds what was found in the texts of a project. What lies in a text of the embedded library is told at the script.
pub(super) fn add(reports: &mut Reports, root: &Root, found: &[Diagnostic], client: &Client) {
    let Some(script) = root.files.first().cloned().flatten() else { return };
    for diagnostic in in_order(found) {
        let file_of = |span: Span| root.file_of(span.source).map(Path::to_path_buf);
        let main = diagnostic.labels.first().map(|label| label.span);
        let file = main.and_then(file_of).unwrap_or_else(|| script.clone());
        let report = report(diagnostic, &root.texts.sources, file_of, client);
        push(reports, &file, report);
    }
}

fn push(reports: &mut Reports, file: &Path, report: Report) {
    let of_file = reports.entry(file.to_path_buf()).or_default();
    if !of_file.iter().any(|other| other.shown == report.shown) {
        of_file.push(report);
    }
}

fn report(
    diagnostic: &Diagnostic,
    sources: &[Source],
    file_of: impl Fn(Span) -> Option<PathBuf>,
    client: &Client,
) -> Report {
    let main = diagnostic.labels.first().map(|label| label.span);
    // A place in a text that is no file can only be shown beside the report.
    let here = main.filter(|span| file_of(*span).is_some());
    let range = here.and_then(|span| range_of(span, sources, client)).unwrap_or_default();
    let beside = diagnostic.labels.iter().skip(usize::from(here.is_some()));
    let related: Vec<DiagnosticRelatedInformation> = beside
        .filter_map(|label| {
            let location = location(label.span, sources, &file_of, client)?;
            let said = client.say(&label.message);
            let message = if said.is_empty() { client.say(&diagnostic.title) } else { said };
            Some(DiagnosticRelatedInformation { location, message: message.to_owned() })
        })
        .collect();
    let changes =
        diagnostic.mends.iter().filter_map(|mend| change(mend, sources, &file_of, client)).collect();
    let shown = lsp_types::Diagnostic {
        range,
        severity: Some(severity(diagnostic.severity)),
        code: Some(NumberOrString::String(diagnostic.code.to_string())),
        code_description: description(diagnostic, client),
        source: Some("heng".to_owned()),
        message: message(diagnostic, client),
        related_information: (client.related && !related.is_empty()).then_some(related),
        tags: NEVER_USED.contains(&diagnostic.code.0).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    };
    Report { shown, changes }
}

/// A mend as editors carry it out; none where it changes a text that is no file.
fn change(
    mend: &Mend,
    sources: &[Source],
    file_of: impl Fn(Span) -> Option<PathBuf>,
    client: &Client,
) -> Option<Change> {
    let edits = mend.edits.iter().map(|edit| {
        let source = source_of(edit.span, sources)?;
        let words = with_breaks_of(source.text(), &edit.replacement);
        Some((file_of(edit.span)?, range_of(edit.span, sources, client)?, words))
    });
    let edits: Edits = edits.collect::<Option<_>>()?;
    Some(Change { title: client.say(&mend.title).to_owned(), safe: mend.safe, edits })
}

/// `words` with the line breaks that `text` uses.
pub(super) fn with_breaks_of(text: &str, words: &str) -> String {
    let plain = words.replace("\r\n", "\n");
    if text.contains("\r\n") { plain.replace('\n', "\r\n") } else { plain }
}

/// The title, what is to be seen at the place, and the advice; a line each.
fn message(diagnostic: &Diagnostic, client: &Client) -> String {
    let mut lines = vec![client.say(&diagnostic.title).to_owned()];
    let main = diagnostic.labels.first().map(|label| client.say(&label.message));
    lines.extend(main.filter(|said| !said.is_empty()).map(str::to_owned));
    lines.extend(diagnostic.help.iter().map(|help| client.say(help).to_owned()));
    lines.join("\n")
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    }
}

/// Where the code is explained. Only an editor that shows texts of ours gets a link: a file for each code would be too much.
fn description(diagnostic: &Diagnostic, client: &Client) -> Option<CodeDescription> {
    if !client.shows_scheme {
        return None;
    }
    let name = format!("{}.md", diagnostic.code);
    address::of_own(&name, "", true).map(|href| CodeDescription { href })
}

/// The range of a span, as the client counts.
pub(super) fn range_of(span: Span, sources: &[Source], client: &Client) -> Option<Range> {
    let source = source_of(span, sources)?;
    Some(Lines::new(source.text(), client.encoding).range(source.text(), span.range()))
}

/// The place of a span, in its file or in a text of the embedded library.
pub(super) fn location(
    span: Span,
    sources: &[Source],
    file_of: impl Fn(Span) -> Option<PathBuf>,
    client: &Client,
) -> Option<Location> {
    let source = source_of(span, sources)?;
    let uri = match file_of(span) {
        Some(file) => address::of_file(&file)?,
        None => {
            let name = source.name().strip_prefix(crate::project::EMBEDDED)?;
            address::of_own(name, source.text(), client.shows_scheme)?
        }
    };
    Some(Location { uri, range: range_of(span, sources, client)? })
}
