//! What the pages promise: every code has one, its script gives the code, and its mend is sound.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::{Page, pages};
use crate::compile::diagnostics;
use crate::project::Texts;

/// The codes whose pages are complete.
const COMPLETE: RangeInclusive<u16> = 100..=299;

fn number(page: &Page) -> u16 {
    page.code.trim_start_matches('H').parse().expect("a code")
}

/// What a script, or a text with a script inside it, is reported with.
fn reported(script: &str) -> Vec<Diagnostic> {
    let name = if script.contains("```heng") { "例.heng.md" } else { "例.heng" };
    let source = Source::new(SourceId(0), name, script);
    diagnostics(&Texts { sources: vec![source], own: [SourceId(0)].into(), ..Texts::default() }, None)
}

fn codes_of(script: &str) -> Vec<String> {
    reported(script).iter().map(|fault| fault.code.to_string()).collect()
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.is_dir() {
            sources(&path, found);
        } else if name.ends_with(".rs") && !matches!(name.as_str(), "tests.rs" | "held.rs") {
            found.push(std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// The codes that the sources of the grammar can give: a number of three digits that a report is made with.
fn codes_of_the_grammar() -> BTreeSet<u16> {
    let mut texts = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../grammar/src"), &mut texts);
    let makers = [
        "Diagnostic::error(",
        "Diagnostic::warning(",
        "Diagnostic::new(",
        "needs_quotes(scan, at, count, ",
        " => ",
    ];
    let mut codes = BTreeSet::new();
    for text in &texts {
        for (at, maker) in makers.iter().flat_map(|maker| text.match_indices(maker)) {
            let after = text.get(at + maker.len()..).unwrap_or("").trim_start();
            let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
            let ends = after.get(digits.len()..).is_some_and(|rest| rest.starts_with(','));
            if let (3, true, Ok(code)) = (digits.len(), ends, digits.parse()) {
                codes.insert(code);
            }
        }
    }
    codes
}

#[test]
fn every_code_of_the_grammar_has_a_page_and_every_page_a_code() {
    let given = codes_of_the_grammar();
    let explained: BTreeSet<u16> =
        pages().iter().map(number).filter(|code| COMPLETE.contains(code)).collect();
    assert_eq!(given, explained, "codes that the sources give, and codes with a page");
}

fn complete() -> impl Iterator<Item = Page> {
    pages().into_iter().filter(|page| COMPLETE.contains(&number(page)))
}

#[test]
fn the_script_of_a_page_is_reported_with_its_code_alone() {
    let faults: Vec<_> = complete()
        .map(|page| (page.code, codes_of(&page.script)))
        .filter(|(own, codes)| codes.is_empty() || codes.iter().any(|code| code != own))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_mended_script_of_a_page_is_not_reported_at_all() {
    let faults: Vec<_> = complete()
        .map(|page| (page.code, codes_of(&page.mend), page.mend.is_empty()))
        .filter(|(_, codes, empty)| *empty || !codes.is_empty())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}
