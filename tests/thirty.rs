//! A draft with thirty faults of different kinds: each is reported once, where it is, and nothing follows from it.

use std::collections::BTreeSet;
use std::path::Path;

use heng::shell::Shell;
use serde_json::Value;

/// The code and the line of every report on the draft.
fn reports() -> Vec<(String, u64)> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = std::io::empty();
    let words = ["heng", "check", "tests/check/err_thirty.heng", "--format", "json"].map(str::to_owned);
    let mut shell = Shell::quiet(Path::new(env!("CARGO_MANIFEST_DIR")), &mut out, &mut err, &mut input);
    assert_eq!(heng::execute(&words, &mut shell), heng::Exit::Script);
    let document: Value = serde_json::from_slice(&out).unwrap();
    let reports = document["diagnostics"].as_array().unwrap().iter();
    let told = |report: &Value| {
        let line = report["labels"][0]["place"]["line"].as_u64().unwrap();
        (report["code"].as_str().unwrap().to_owned(), line)
    };
    reports.map(told).collect()
}

#[test]
fn thirty_faults_are_thirty_reports_each_in_its_own_line() {
    let reports = reports();
    assert_eq!(reports.len(), 30, "{reports:#?}");
    let lines: BTreeSet<u64> = reports.iter().map(|(_, line)| *line).collect();
    assert_eq!(lines.len(), 30, "two reports in one line: {reports:#?}");
    let codes: BTreeSet<&str> = reports.iter().map(|(code, _)| code.as_str()).collect();
    assert!(codes.len() >= 28, "only {} kinds: {codes:?}", codes.len());
}
