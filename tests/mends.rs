//! Mends are sound: each, carried out alone, makes its report go away and breaks nothing that could be read before.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use heng::fix::apply;
use heng_grammar::diagnostic::{Diagnostic, Mend};
use heng_grammar::parse;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::tree::Script;
use heng_interp::compile::compile;
use heng_interp::resolve::{Loader, Options};

/// The documents of the library, and those of `tests/check/library`.
struct Library;

thread_local! {
    /// The documents read so far.
    static READ: RefCell<BTreeMap<String, Option<Script>>> = const { RefCell::new(BTreeMap::new()) };
}

impl Library {
    fn read(path: &str) -> Option<Script> {
        let id = SourceId(path.bytes().fold(1, |number, byte| (number * 31 + u32::from(byte)) % 65_521) + 1);
        let beside = house().join(format!("tests/check/library/{path}.heng"));
        if let Ok(text) = fs::read_to_string(&beside) {
            return Some(parse(&Source::new(id, format!("{path}.heng"), text)).script);
        }
        let document = heng_stdlib::find(path)?;
        Some(parse(&Source::new(id, document.file, document.text)).script)
    }
}

impl Loader for Library {
    fn load(&self, path: &str) -> Option<Script> {
        READ.with_borrow_mut(|read| read.entry(path.to_owned()).or_insert_with(|| Self::read(path)).clone())
    }

    fn paths(&self) -> Vec<String> {
        heng_stdlib::DOCUMENTS.iter().map(|document| document.path.to_owned()).collect()
    }
}

fn house() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every faulty script there is: its name and its text.
fn scripts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["tests/check", "tests/parse"] {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(house().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.ends_with(".heng") || name.ends_with(".heng.md") {
                found.push((format!("{folder}/{name}"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let pages = heng::codes::pages().into_iter().filter(|page| page.commands.is_empty());
    found.extend(pages.map(|page| {
        let end = if page.script.contains("```heng") { "heng.md" } else { "heng" };
        (format!("{}.{end}", page.code), page.script.clone())
    }));
    found
}

/// What is wrong with a text: what cannot be read, and then all of it.
fn reports(name: &str, text: &str) -> (usize, Vec<Diagnostic>) {
    let source = Source::new(SourceId(0), name, text);
    let parsed = parse(&source);
    let compiled = compile(&parsed.script, &Library, &Options::default());
    let unread = parsed.diagnostics.iter().filter(|report| report.is_error()).count();
    let mut meant = compiled.diagnostics;
    heng_grammar::keep_readable(&source, &parsed.diagnostics, &mut meant);
    (unread, parsed.diagnostics.into_iter().chain(meant).collect())
}

/// How often the same is said of the same kind of thing.
fn said(reports: &[Diagnostic], report: &Diagnostic) -> usize {
    reports.iter().filter(|other| (other.code, &other.title) == (report.code, &report.title)).count()
}

fn faults(name: &str, text: &str, found: &mut Vec<String>) {
    let (unread, before) = reports(name, text);
    for report in &before {
        for mend in &report.mends {
            let made = apply(text, SourceId(0), &[mend]);
            let (still_unread, after) = reports(name, &made);
            let mut wrong = Vec::new();
            if made == text {
                wrong.push("changes nothing".to_owned());
            }
            if said(&after, report) >= said(&before, report) {
                wrong.push("the report stays".to_owned());
            }
            let is_of_reading = |report: &&Diagnostic| report.code.0 < 300;
            let more = still_unread + usize::from(is_of_reading(&report) && report.is_error()) > unread;
            // A fault with a mend of its own was there before, and only now comes to light.
            let is_new = |other: &&Diagnostic| {
                is_of_reading(other) && other.mends.is_empty() && said(&before, other) == 0
            };
            if let Some(new) = after.iter().find(is_new).filter(|_| more) {
                wrong.push(format!("cannot be read: {} {}", new.code, new.title.zh));
            }
            if !wrong.is_empty() || std::env::var("HENG_ALL").is_ok() {
                found.push(shown(name, text, report, mend, &wrong));
            }
        }
    }
}

fn shown(name: &str, text: &str, report: &Diagnostic, mend: &Mend, wrong: &[String]) -> String {
    let source = Source::new(SourceId(0), name, text);
    let line = source.position(mend.span().range().start).line;
    let (code, safe) = (report.code, if mend.safe { "safe" } else { "asks" });
    let (was, becomes) = (mend.span().text(text), mend.replacement(text));
    format!("{name}:{line} {code} {safe} `{was}` -> `{becomes}` ({}): {}", mend.title.zh, wrong.join("; "))
}

#[test]
fn every_mend_mends_its_fault_and_breaks_nothing() {
    let scripts = scripts();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some((name, text)) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
            faults(name, text, &mut found);
        }
        found
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let found: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(found.is_empty(), "{} mends:\n{}", found.len(), found.join("\n"));
}

/// A mend made unasked is the only one offered: where there are two, somebody has to choose.
#[test]
fn a_safe_mend_is_the_only_one() {
    let mut found = Vec::new();
    for (name, text) in scripts() {
        for report in reports(&name, &text).1 {
            if report.mends.len() > 1 && report.mends.iter().any(|mend| mend.safe) {
                found.push(format!("{name}: {} {}", report.code, report.title.zh));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What a script says in words and digits: its letters and numbers, without blanks and signs.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Reports whose safe mends write other words for the same: 至 for ～, a date in digits, a comparison or a conjunction by
/// its sign, 0.5 for .5, 元 for ￥, 依 for 按, 扣 for a minus.
const REWORDED: [u16; 10] = [105, 113, 115, 117, 121, 122, 125, 204, 231, 237];

/// Unasked, no word of the author is lost and none is put into their mouth, but for those that say the same.
#[test]
fn a_safe_mend_keeps_the_words() {
    let mut found = Vec::new();
    for (name, text) in scripts() {
        for report in reports(&name, &text).1.iter().filter(|report| !REWORDED.contains(&report.code.0)) {
            for mend in report.mends.iter().filter(|mend| mend.safe) {
                if bare(&apply(&text, SourceId(0), &[mend])) != bare(&text) {
                    found.push(shown(&name, &text, report, mend, &[]));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
