//! Texts to a checked program.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;

/// Everything that is wrong with the texts of a run. What is merely odd in the library is its authors' business.
pub fn diagnostics(sources: &[Source]) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for source in sources {
        let found = heng_grammar::parse(source).diagnostics;
        all.extend(
            found.into_iter().filter(|fault| fault.is_error() || !crate::project::is_embedded(source)),
        );
    }
    all
}
