//! What a verification comes to.

use std::path::Path;

use super::{Found, InputCheck, OutputCheck, Verification, fault};
use crate::Exit;
use crate::shell::Shell;

/// Reports everything that differs, and says how the command ends.
pub(super) fn conclude(verification: &mut Verification, shell: &Shell<'_>) {
    let mut reports = Vec::new();
    for input in &verification.inputs {
        match &input.found {
            Found::Missing => reports.push(fault::missing(input)),
            Found::Changed { path, sha256 } => {
                let place = path.as_ref().map(|path| shown(path, shell));
                reports.push(fault::changed(input, place.as_deref(), sha256));
            }
            Found::Same(_) | Found::Moved(_) | Found::Embedded => {}
        }
    }
    let other = verification.is_other_engine().then_some(verification.receipt.version.as_str());
    let sound = verification.inputs.iter().all(InputCheck::is_same);
    for output in &verification.outputs {
        if let Some((path, sha256)) = output.published.as_ref().filter(|_| output.is_edited()) {
            reports.push(fault::edited(output, &shown(path, shell), sha256));
        }
        if let Some(again) = output.again.as_ref().filter(|_| sound && !output.is_same_again()) {
            reports.push(fault::differs(output, again, other));
        }
    }
    let complete = match verification.receipt.can_be_run() {
        true => verification.again && verification.outputs.iter().all(OutputCheck::is_same_again),
        false => verification.is_whole(),
    };
    let same = reports.is_empty() && complete;
    verification.exit = if same { Exit::Done } else { Exit::Failed };
    reports.append(&mut verification.diagnostics);
    verification.diagnostics = reports;
}

/// A path as the user would write it.
pub(super) fn shown(path: &Path, shell: &Shell<'_>) -> String {
    let plain = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let (whole, folder) = (plain(path), plain(&shell.folder));
    let inside = whole.strip_prefix(&folder).unwrap_or(&whole);
    inside.to_string_lossy().into_owned()
}
