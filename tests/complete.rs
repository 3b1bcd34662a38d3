//! Completion: each `complete/*.heng` holds places marked `‸`; what is offered at each, the rest of the text being as broken as
//! unfinished entries make it. In `prompt_*.heng` what follows `----` is typed at a prompt, a line at a time.

use std::fmt::Write as _;
use std::path::Path;

use heng_grammar::diagnostic::Language;
use heng_grammar::{parse, source::Source, span::SourceId};
use heng_interp::compile::compile;
use heng_interp::complete::{Completions, Input, complete};
use heng_interp::resolve::{NoLibrary, Options};
use heng_interp::symbol::{Names, Text};

const MARK: char = '‸';
const SHOWN: usize = 7;

/// The text without its marks, and where they stood.
fn marked(text: &str) -> (String, Vec<usize>) {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    for character in text.chars() {
        if character == MARK {
            marks.push(plain.len());
        } else {
            plain.push(character);
        }
    }
    (plain, marks)
}

fn names(source: &Source) -> Names {
    let parsed = parse(source);
    let mut names = Names::new(&[Text { source, script: &parsed.script, path: "" }]);
    let compiled = compile(&parsed.script, &NoLibrary, &Options::default());
    if let Some(program) = &compiled.program {
        names.enrich(program);
    }
    names
}

/// The line with the mark, and what is offered there.
fn shown(source: &Source, cursor: usize, found: &Completions, language: Language) -> String {
    let text = source.text();
    let start = text[..cursor].rfind('\n').map_or(0, |at| at + 1);
    let end = text[cursor..].find('\n').map_or(text.len(), |at| cursor + at);
    let mut out = format!("{}{MARK}{}\n", text[start..cursor].trim_start(), &text[cursor..end]);
    if found.candidates.is_empty() {
        out.push_str("    -\n");
    }
    for candidate in found.candidates.iter().take(SHOWN) {
        let kind = candidate.kind.words();
        let label = if candidate.insert == candidate.label {
            String::new()
        } else {
            format!(" [{}]", candidate.label)
        };
        writeln!(
            out,
            "    {}{label} ({}) {}",
            candidate.insert,
            kind.get(language),
            candidate.detail.get(language)
        )
        .unwrap();
    }
    if found.candidates.len() > SHOWN {
        writeln!(out, "    … {}", found.candidates.len()).unwrap();
    }
    if found.replace.end > cursor || !found.candidates.is_empty() && !text[found.replace.clone()].is_empty() {
        writeln!(out, "    for {:?}", &text[found.replace.clone()]).unwrap();
    }
    out
}

fn document(text: &str, name: &str) -> String {
    let (plain, marks) = marked(text);
    let source = Source::new(SourceId(0), name, plain);
    let names = names(&source);
    let language = names.vocabulary();
    let each = marks.into_iter().map(|cursor| {
        let found = complete(Input { source: &source, cursor, prompt: false }, &names);
        shown(&source, cursor, &found, language)
    });
    each.collect()
}

fn prompt(text: &str, name: &str) -> String {
    let (project, typed) = text.split_once("----\n").expect("what is typed");
    let names = names(&Source::new(SourceId(0), name, project));
    let language = names.vocabulary();
    let each = typed.lines().map(|line| {
        let (plain, marks) = marked(line);
        let source = Source::new(SourceId(99), "‹输入›", plain);
        let cursor = marks[0];
        let found = complete(Input { source: &source, cursor, prompt: true }, &names);
        shown(&source, cursor, &found, language)
    });
    each.collect()
}

#[test]
fn what_may_stand_at_a_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/complete");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/complete");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).unwrap();
            let found =
                if name.starts_with("prompt") { prompt(&text, &name) } else { document(&text, &name) };
            insta::assert_snapshot!(name.split('.').next().unwrap(), found);
        }
    });
}
