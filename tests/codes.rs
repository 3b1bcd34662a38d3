//! No code without a case: every code that the sources give is reported for a case of the corpus, and its report is held.

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

/// The codes that diagnostics and complaints are made with: a number of three or four digits, first in what makes them or
/// in an arm that chooses one.
fn codes() -> BTreeSet<u16> {
    let makers = [
        "Diagnostic::error(",
        "Diagnostic::warning(",
        "Diagnostic::note(",
        "Complaint::error(",
        "Complaint::warning(",
        "Complaint::note(",
        "needs_quotes(scan, at, count, ",
    ];
    let mut codes = BTreeSet::new();
    for folder in ["grammar/src", "interp/src", "interp/data/src", "interp/cli/src"] {
        for (path, text) in read_all(folder, "rs") {
            let is_test = |part: &std::ffi::OsStr| part == "tests" || part == "tests.rs" || part == "held.rs";
            if path.iter().any(is_test) {
                continue;
            }
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            for (at, maker) in makers.iter().flat_map(|maker| text.match_indices(maker)) {
                let after = text.get(at + maker.len()..).unwrap_or("").trim_start();
                let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
                codes.extend(digits.parse::<u16>().ok().filter(|code| *code >= 100));
            }
        }
    }
    codes
}

/// The code of faults of ours, which no case is known to cause.
const OURS: u16 = 990;

/// The codes whose reports are held, as a number each.
fn held(folder: &str) -> BTreeSet<u16> {
    let snapshots = read_all(&format!("tests/snapshots/reports/{folder}"), "snap");
    let codes = snapshots.iter().flat_map(|(_, text)| text.split("code: \"H").skip(1));
    codes.filter_map(|rest| rest.get(..4)?.parse().ok()).collect()
}

fn named(codes: impl Iterator<Item = u16>) -> Vec<String> {
    codes.map(|code| format!("H{code:04}")).collect()
}

#[test]
fn every_code_has_a_report_that_is_held() {
    let codes = codes();
    assert!(codes.len() > 300, "only {} codes were found", codes.len());
    let held = held("");
    let missing = named(codes.iter().copied().filter(|code| !held.contains(code) && *code != OURS));
    assert!(missing.is_empty(), "no case in tests/parse, tests/check or tests/data gives {missing:?}");
}

#[test]
fn every_page_has_a_report_that_is_held() {
    let held = held("");
    let paged = heng::codes::pages().into_iter().filter_map(|page| page.code.get(1..)?.parse().ok());
    let missing = named(paged.filter(|code| !held.contains(code) && *code != OURS));
    assert!(missing.is_empty(), "explained, and reported for no case: {missing:?}");
}

#[test]
fn every_case_reports_a_code_that_is_explained() {
    let paged: BTreeSet<u16> =
        heng::codes::pages().iter().filter_map(|page| page.code.get(1..)?.parse().ok()).collect();
    let missing = named(held("").into_iter().filter(|code| !paged.contains(code)));
    assert!(missing.is_empty(), "reported, and not explained: {missing:?}");
}
