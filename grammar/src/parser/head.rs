//! Entries whose first word is not what it should be.

use crate::diagnostic::Diagnostic;
use crate::skeleton::Entry;

/// What is wrong with an entry of a script that opens no block and so must be a definition; nothing where the grammar
/// is to say.
pub(crate) fn explain(_text: &str, _entry: &Entry) -> Option<Diagnostic> {
    None
}
