//! The scripts that a command line means.

use std::path::Path;

use crate::project::{Project, Trouble, scripts_below};
use crate::shell::Shell;

/// Files as they are, folders for every script in them.
///
/// # Errors
/// Where a folder holds none.
pub(super) fn scripts(written: &[String], shell: &Shell<'_>) -> Result<Vec<String>, Trouble> {
    let mut found = Vec::new();
    for name in written {
        if name == "-" || !shell.path(name).is_dir() {
            found.push(name.clone());
        } else {
            found.extend(scripts_in_folder(name, shell)?);
        }
    }
    Ok(found)
}

/// Every script in a folder and below, as the user would name it.
///
/// # Errors
/// Where there is none.
pub(super) fn scripts_in_folder(written: &str, shell: &Shell<'_>) -> Result<Vec<String>, Trouble> {
    let folder = shell.path(written);
    let inside = scripts_below(&folder);
    if inside.is_empty() {
        Project::open(&shell.folder, written)?;
    }
    Ok(inside.iter().map(|script| shown(script, &folder, written)).collect())
}

fn shown(script: &Path, folder: &Path, written: &str) -> String {
    let inside = script.strip_prefix(folder).unwrap_or(script).display();
    match written.trim_end_matches('/') {
        "" | "." => inside.to_string(),
        folder => format!("{folder}/{inside}"),
    }
}
