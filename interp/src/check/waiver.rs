//! Findings that an author has looked at and means to keep: `@已核（H0641：理由）` at the end of an entry.

use heng_grammar::diagnostic::{Code, Diagnostic, Severity};
use heng_grammar::span::{SourceId, Span};
use heng_grammar::tree::Waiver;

use super::diagnostic::notes;

/// What says something of a run and not of a text: a document cannot set it aside for those who use it.
const OF_THE_RUN: [u16; 1] = [730];

/// Takes out what is waived, and says which waivers of the document `main` set nothing aside. Errors are never waived. A waiver of
/// another document may be without use where a county has settled what the finding hung on, so it is not spoken of.
pub fn apply(diagnostics: &mut Vec<Diagnostic>, waivers: &[Waiver], main: SourceId) {
    let wrong = diagnostics.iter().any(Diagnostic::is_error);
    let mut unused = Vec::new();
    for waiver in waivers {
        let own = waiver.span.source == main;
        for code in waiver.codes.iter().filter(|code| own || !OF_THE_RUN.contains(code)) {
            let about = |d: &Diagnostic| d.code == Code(*code) && lies_in(d, waiver.within);
            let used = diagnostics.iter().any(|d| about(d) && d.severity != Severity::Error);
            diagnostics.retain(|d| d.severity == Severity::Error || !about(d));
            // Much is not looked at before the errors are mended.
            if !used && !wrong && own {
                unused.push(notes::unused_waiver(Code(*code), waiver.span));
            }
        }
    }
    diagnostics.extend(unused);
}

fn lies_in(diagnostic: &Diagnostic, within: Span) -> bool {
    diagnostic.labels.first().is_some_and(|label| {
        label.span.source == within.source
            && within.start <= label.span.start
            && label.span.start <= within.end
    })
}
