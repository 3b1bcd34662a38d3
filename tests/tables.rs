//! The situations of a public decision-table analyser (the fixtures of `kie-dmn-validation`, Apache-2.0), said again as
//! 查表: what there is to find is found, and nothing else.
//!
//! Each `tests/tables/NAME.heng` says in its first lines which situation it is (情形), what the analyser finds there (原判)
//! and what is to be reported here (应报: codes, each with how many regions or rows). Situations that the language cannot
//! say stand in `without_counterpart.txt`, each with the reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::{parse, tree::Script};
use heng_interp::compile::compile;
use heng_interp::resolve::{Loader, Options};

/// How many situations the analyser has.
const SITUATIONS: usize = 83;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables")
}

/// The files of `tests/tables/library`.
struct Library;

impl Loader for Library {
    fn load(&self, path: &str) -> Option<Script> {
        let text = std::fs::read_to_string(folder().join(format!("library/{path}.heng"))).ok()?;
        Some(parse(&Source::new(SourceId(1), format!("{path}.heng"), text)).script)
    }

    fn paths(&self) -> Vec<String> {
        vec!["取值范围".to_owned()]
    }
}

/// What is reported of a script.
fn checked(name: &str, text: &str) -> Vec<Diagnostic> {
    let parsed = parse(&Source::new(SourceId(0), format!("{name}.heng"), text));
    let compiled = compile(&parsed.script, &Library, &Options::default());
    parsed.diagnostics.into_iter().chain(compiled.diagnostics).collect()
}

/// Whether a code is about the keys of a table; other lints may find a script of one table incomplete.
fn is_of_tables(code: u16) -> bool {
    matches!(code, 680..=682 | 1700..=1706)
}

/// How many regions a report names: the one of its title, and those listed beside it.
fn regions(report: &Diagnostic) -> usize {
    let listed = report.labels.iter().filter_map(|label| label.message.zh.strip_prefix("还缺："));
    let count = |list: &str| {
        let all = list.split_once("（共 ").and_then(|(_, count)| count.strip_suffix(" 处）")?.parse().ok());
        all.map_or_else(|| list.split('；').count(), |all: usize| all - 1)
    };
    1 + listed.map(count).sum::<usize>()
}

/// `H0680×2，H0681×1`, or 无.
fn summary(reports: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for report in reports.iter().filter(|report| is_of_tables(report.code.0)) {
        *counts.entry(report.code.0).or_default() += regions(report);
    }
    let parts: Vec<String> = counts.iter().map(|(code, count)| format!("H{code:04}×{count}")).collect();
    if parts.is_empty() { "无".to_owned() } else { parts.join("，") }
}

/// What a line of the head says.
fn said<'t>(text: &'t str, word: &str) -> &'t str {
    let line = text.lines().find_map(|line| line.strip_prefix("// ")?.strip_prefix(word));
    line.unwrap_or_else(|| panic!("no line `// {word}` in:\n{text}")).trim_start_matches(['：', ' '])
}

/// The same codes in one order, without those that are not to come.
fn sorted(list: &str) -> String {
    let mut parts: Vec<&str> = list.split('，').filter(|part| !part.ends_with("×0")).collect();
    parts.sort_unstable();
    parts.join("，")
}

#[test]
fn the_situations_of_a_public_analyser() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".heng")?.to_owned()))
        .collect();
    names.sort();
    let reasons = std::fs::read_to_string(folder().join("without_counterpart.txt")).unwrap();
    assert_eq!(names.len() + reasons.lines().count(), SITUATIONS);
    let (mut table, mut wrong) = (String::new(), Vec::new());
    for name in &names {
        let text = std::fs::read_to_string(folder().join(format!("{name}.heng"))).unwrap();
        assert_eq!(said(&text, "情形"), name);
        let reports = checked(name, &text);
        let (expected, found) = (sorted(said(&text, "应报")), summary(&reports));
        if expected != found {
            wrong.push(format!("{name}: {expected} expected, {found} found"));
        }
        writeln!(table, "{name} │ 原判 {} │ 应报 {expected} │ 报 {found}", said(&text, "原判")).unwrap();
        for report in &reports {
            writeln!(table, "    {} {}", report.code, report.title.get(Language::Chinese)).unwrap();
            let labels = report.labels.iter().map(|label| label.message.get(Language::Chinese));
            for label in labels.filter(|text| text.starts_with("例如") || text.starts_with("还缺")) {
                writeln!(table, "      {label}").unwrap();
            }
        }
    }
    writeln!(table, "\n没有对应的情形\n{reasons}").unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/tables");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("situations", table));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Eight keys and a hundred rows. The bound is that of a build without optimisation on a busy machine; optimised it
/// takes a few milliseconds.
#[test]
fn a_large_table_is_judged_in_a_moment() {
    let text = std::fs::read_to_string(folder().join("SpeedTest8col100row.heng")).unwrap();
    let start = Instant::now();
    let parsed = parse(&Source::new(SourceId(0), "SpeedTest8col100row.heng", &*text));
    let read = start.elapsed();
    let compiled = compile(&parsed.script, &Library, &Options::default());
    let judged = start.elapsed() - read;
    println!("8 keys, 100 rows: read in {read:?}, judged in {judged:?}");
    assert_eq!(summary(&compiled.diagnostics), "无");
    assert!(judged.as_secs() < 10, "{judged:?}");
}
