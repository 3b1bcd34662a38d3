//! Texts to a checked program.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;

/// Everything that is wrong with the texts of a run.
pub fn diagnostics(_sources: &[Source]) -> Vec<Diagnostic> {
    Vec::new()
}
