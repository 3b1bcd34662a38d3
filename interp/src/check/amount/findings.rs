//! What was found, put together over the years.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::{SourceId, Span};

/// What was looked at, and how often it was so.
#[derive(Default)]
pub(super) struct Findings {
    looked: BTreeMap<(u16, Span), Looked>,
}

#[derive(Default)]
struct Looked {
    times: u32,
    found: u32,
    report: Option<Diagnostic>,
}

impl Findings {
    /// Whether something is so at a place.
    pub fn look(&mut self, code: u16, place: Span, report: Option<Diagnostic>) {
        let looked = self.looked.entry((code, place)).or_default();
        looked.times = looked.times.saturating_add(1);
        if let Some(report) = report {
            looked.found = looked.found.saturating_add(1);
            looked.report.get_or_insert(report);
        }
    }

    /// Something that is so whatever the year.
    pub fn add(&mut self, report: Diagnostic) {
        let place = report.labels.first().map(|label| label.span).unwrap_or_default();
        self.look(report.code.0, place, Some(report));
    }

    /// What is so whenever it was looked at, in one document.
    pub fn of(self, document: SourceId) -> Vec<Diagnostic> {
        let here = self.looked.into_iter().filter(|((_, place), _)| place.source == document);
        here.filter(|(_, looked)| looked.found == looked.times)
            .filter_map(|(_, looked)| looked.report)
            .collect()
    }
}
