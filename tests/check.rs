//! The checker's corpus: what is wrong with each `tests/check/err_*.heng`, and what each other script there means.

use std::fmt::Write as _;
use std::path::Path;

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::{parse, tree::Script};
use heng_interp::compile::compile;
use heng_interp::program::{Frame, Kind, Program};
use heng_interp::resolve::{Loader, Options};

/// The documents of the library, and those of `tests/check/library`.
struct Library;

/// A number for the source of each document: two documents are never taken for one.
fn source_id(path: &str) -> SourceId {
    SourceId(path.bytes().fold(1, |number, byte| (number * 31 + u32::from(byte)) % 65_521) + 1)
}

impl Loader for Library {
    fn load(&self, path: &str) -> Option<Script> {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/check/library/{path}.heng"));
        if let Ok(text) = std::fs::read_to_string(&beside) {
            return Some(parse(&Source::new(source_id(path), format!("{path}.heng"), text)).script);
        }
        let document = heng_stdlib::find(path)?;
        Some(parse(&Source::new(source_id(path), document.file, document.text)).script)
    }

    fn paths(&self) -> Vec<String> {
        heng_stdlib::DOCUMENTS.iter().map(|document| document.path.to_owned()).collect()
    }
}

/// All scripts below `tests/check`, in the order of their names.
fn scripts() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "heng"))
        .collect();
    found.sort();
    found
}

#[test]
fn corpus() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/check");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut silent = Vec::new();
    for path in scripts() {
        let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let (shown, faults) = checked(&stem, &text);
        if stem.starts_with("err_") == (faults == 0) {
            silent.push(stem.clone());
        }
        settings.set_description(text);
        settings.bind(|| insta::assert_snapshot!(stem, shown));
    }
    assert!(silent.is_empty(), "err_ scripts must be reported, others not: {silent:?}");
}

/// What is reported of a script, or what it means where nothing is; and how much is reported.
fn checked(name: &str, text: &str) -> (String, usize) {
    let source = Source::new(SourceId(0), format!("{name}.heng"), text);
    let parsed = parse(&source);
    let compiled = compile(&parsed.script, &Library, &Options::default());
    let mut shown = String::new();
    let reports: Vec<&Diagnostic> = parsed.diagnostics.iter().chain(&compiled.diagnostics).collect();
    for report in &reports {
        describe(&mut shown, &source, report);
    }
    if let (Some(program), true) = (&compiled.program, reports.is_empty()) {
        shown = meaning(program);
    }
    (shown, reports.len())
}

fn describe(shown: &mut String, source: &Source, report: &Diagnostic) {
    for language in [Language::Chinese, Language::English] {
        writeln!(shown, "{} {:?}: {}", report.code, report.severity, report.title.get(language)).unwrap();
        for label in &report.labels {
            let at = source.position(label.span.range().start);
            let words = label.span.text(source.text()).replace('\n', "⏎");
            writeln!(shown, "  {}:{} `{words}`: {}", at.line, at.column, label.message.get(language))
                .unwrap();
        }
        for help in &report.help {
            writeln!(shown, "  = {}", help.get(language)).unwrap();
        }
        for mend in &report.mends {
            let at = source.position(mend.span().range().start);
            let title = mend.title.get(language);
            writeln!(shown, "  + {}:{} `{}`: {title}", at.line, at.column, mend.replacement(source.text()))
                .unwrap();
        }
    }
}

/// The definitions in the order of evaluation, with their types.
fn meaning(program: &Program) -> String {
    let definitions = program.order.iter().filter_map(|id| program.definition(*id));
    let mut shown = String::new();
    for definition in definitions {
        let frame = match definition.frame {
            Frame::Whole => "whole",
            Frame::Rows(table) => program.tables[table.index()].name.as_str(),
        };
        let kind = match &definition.body.ty.kind {
            Kind::Number(number) => format!("number[{}]", program.units.text(&number.unit)),
            Kind::Choice(choice) => program.choice(*choice).unwrap().name.clone(),
            other => format!("{other:?}").to_lowercase(),
        };
        let optional = if definition.body.ty.optional { "?" } else { "" };
        let year = definition.year.map(|year| format!("[{year}]")).unwrap_or_default();
        writeln!(shown, "{}{year} / {frame}: {kind}{optional}", definition.path.join(".")).unwrap();
    }
    shown
}
