//! Every code of the text and of entries has a case in the corpus.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
}

fn read_all(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), extension, &mut found);
    found.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The codes that the sources of the grammar can give: a number of three digits first in a diagnostic or a match arm.
fn codes() -> BTreeSet<u16> {
    let mut codes = BTreeSet::new();
    for (_, text) in read_all("grammar/src", "rs") {
        for marker in
            ["Diagnostic::error(", "Diagnostic::warning(", "needs_quotes(scan, at, count, ", "=> 10"]
        {
            for (at, _) in text.match_indices(marker) {
                let skip = if marker == "=> 10" { 3 } else { marker.len() };
                let after = text.get(at + skip..).unwrap_or("").trim_start();
                let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
                if let (3, Ok(code)) = (digits.len(), digits.parse()) {
                    codes.insert(code);
                }
            }
        }
    }
    codes
}

#[test]
fn every_code_of_the_grammar_has_a_case() {
    let snapshots: String =
        read_all("tests/snapshots/parse", "snap").into_iter().map(|(_, text)| text).collect();
    let codes = codes();
    assert!(codes.len() > 30, "only {} codes were found", codes.len());
    let missing: Vec<String> = codes
        .iter()
        .map(|code| format!("H{code:04}"))
        .filter(|code| !snapshots.contains(code.as_str()))
        .collect();
    assert!(missing.is_empty(), "no case in tests/parse gives {missing:?}");
}
