//! What documents leave open (`待定`) and the script that uses them does not bind.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::diagnostic::lint;
use crate::eval::required_parameters;
use crate::program::{ParameterNote, ParameterSource, Program};

/// One note on all open values that a result needs and nobody has bound. A script that leaves something open itself is a guide
/// for others to complete, and gets none.
pub fn unbound(program: &Program, main: Span) -> Option<Diagnostic> {
    let own = |note: &&ParameterNote| note.span.is_some_and(|span| span.source == main.source);
    let open = |note: &&ParameterNote| note.source == ParameterSource::Open && note.default.is_none();
    if program.parameters.iter().filter(open).any(|note| own(&note)) {
        return None;
    }
    let required = required_parameters(program);
    let needed = required.iter().filter_map(|id| program.parameters.get(id.index())).filter(open);
    let mut left: Vec<(&str, String)> = Vec::new();
    for note in needed {
        let articles: Vec<&str> = note.citations.iter().map(|cited| cited.article.as_str()).collect();
        if !left.iter().any(|(name, _)| *name == note.name) {
            left.push((&note.name, articles.join("、")));
        }
    }
    (!left.is_empty()).then(|| lint::left_open(&left, main))
}
