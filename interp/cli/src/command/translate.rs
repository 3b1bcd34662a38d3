//! `heng translate`: scripts in the other vocabulary.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use heng_data::write_whole;
use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::translate::{Declared, Translation, translate as translated};
use serde_json::{Value, json};

use super::Lang;
use super::scripts::scripts;
use crate::Exit;
use crate::fix::{self, ChangedFile};
use crate::project::{self, Project, Trouble};
use crate::report;
use crate::run::unwritable;
use crate::shell::{Format, Shell};

/// The name and version of the schema.
const SCHEMA: &str = "heng.translate/1";

/// What follows `heng translate`.
#[derive(Args, Debug)]
pub struct TranslateArguments {
    /// Scripts (.heng, .heng.md) or folders; - for standard input
    #[arg(value_name = "FILE", required = true)]
    scripts: Vec<String>,
    /// The vocabulary to write in: zh, en
    #[arg(long, value_enum, hide_possible_values = true, value_name = "LANG")]
    to: Lang,
    /// Write the files themselves; without it one script is printed
    #[arg(short, long, conflicts_with = "output")]
    write: bool,
    /// Write to another file; for one script
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// H1036: several scripts and one output.
fn several(count: usize) -> Diagnostic {
    Diagnostic::error(
        1036,
        format!("有 {count} 份脚本，打印在一起就分不开了"),
        format!("{count} scripts cannot be told apart on one output"),
    )
    .help("加上 --write，写进各个文件", "write the files themselves with --write")
}

/// A script and what it becomes.
struct Done {
    source: Source,
    path: Option<PathBuf>,
    translation: Translation,
}

/// Translates the scripts.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn translate(arguments: &TranslateArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let to = arguments.to.language();
    let names = match scripts(&arguments.scripts, shell) {
        Ok(names) => names,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let mut all = Vec::new();
    for name in &names {
        match one(name, to, shell) {
            Ok(done) => all.push(done),
            Err(trouble) => return report::write_trouble(shell, &trouble),
        }
    }
    if all.len() != 1 && !arguments.write {
        return report::write_trouble(shell, &Trouble::usage(several(all.len())));
    }
    let mut exit = Exit::Done;
    for done in &all {
        report::write_diagnostics(shell, &done.translation.faults, std::slice::from_ref(&done.source))?;
        if done.translation.faults.iter().any(Diagnostic::is_error) {
            exit = Exit::Script;
        }
    }
    for done in &all {
        if let Err(trouble) = put(done, arguments, shell)? {
            return report::write_trouble(shell, &trouble);
        }
    }
    match shell.format {
        Format::Json => {
            let scripts: Vec<Value> = all.iter().map(|done| as_json(done, arguments)).collect();
            writeln!(shell.out, "{:#}", json!({ "schema": SCHEMA, "scripts": scripts }))?;
        }
        _ => all.iter().try_for_each(|done| tell(done, to, shell))?,
    }
    Ok(exit)
}

fn one(name: &str, to: Language, shell: &mut Shell<'_>) -> Result<Done, Trouble> {
    if name == "-" {
        let mut text = String::new();
        let read = shell.input.read_to_string(&mut text);
        read.map_err(|error| Trouble::usage(project::unreadable(name, &error)))?;
        let source = Source::new(SourceId(0), name, text);
        let translation = translated(&source, to, &Declared::default());
        return Ok(Done { source, path: None, translation });
    }
    let project = Project::open(&shell.folder, name)?;
    let texts = project.load()?;
    let mut others = Declared::default();
    texts.sources.iter().skip(1).for_each(|text| others.add(&Declared::of(text)));
    let source = texts.sources.into_iter().next();
    let source = source.unwrap_or_else(|| Source::new(SourceId(0), name, ""));
    let translation = translated(&source, to, &others);
    Ok(Done { source, path: Some(project.script), translation })
}

/// Writes the text where it is to go.
fn put(
    done: &Done,
    arguments: &TranslateArguments,
    shell: &mut Shell<'_>,
) -> io::Result<Result<(), Trouble>> {
    let after = &done.translation.text;
    let name = done.source.name();
    let written = match (&arguments.output, arguments.write, &done.path) {
        (Some(output), _, _) => {
            let path = shell.path(output);
            write_whole(&path, &[], |out| out.write_all(after.as_bytes()))
                .map_err(|error| (output.clone(), error))
        }
        (None, true, Some(_)) if after == done.source.text() => Ok(()),
        (None, true, Some(path)) => {
            let before = done.source.text().to_owned();
            let file =
                ChangedFile { path: path.clone(), name: name.to_owned(), before, after: after.clone() };
            fix::write(&file).map_err(|error| (name.to_owned(), error))
        }
        _ => {
            if shell.format != Format::Json {
                shell.out.write_all(after.as_bytes())?;
            }
            Ok(())
        }
    };
    Ok(written.map_err(|(name, error)| unwritable(&error, &name)))
}

/// What was done, in a sentence.
fn tell(done: &Done, to: Language, shell: &mut Shell<'_>) -> io::Result<()> {
    let Translation { words, before, .. } = done.translation;
    let name = match done.source.name() {
        "-" => shell.pick("标准输入", "standard input"),
        name => name,
    };
    let (vocabulary_zh, vocabulary_en) = match to {
        Language::Chinese => ("中文", "Chinese"),
        Language::English => ("英文", "English"),
    };
    let (zh, en) = match (words, before) {
        (0, _) => (
            format!("{name}：已经是{vocabulary_zh}词汇，没有改动。"),
            format!("{name}: in the {vocabulary_en} vocabulary already, nothing changed."),
        ),
        (_, 0) => (
            format!("{name}：{words} 个词和单位换成了{vocabulary_zh}。"),
            format!("{name}: {words} words and units put into {vocabulary_en}."),
        ),
        _ => (
            format!(
                "{name}：{words} 个词和单位换成了{vocabulary_zh}；原来就有 {before} 个{vocabulary_zh}词，两种混用，换回去时这些也会换。"
            ),
            format!(
                "{name}: {words} words and units put into {vocabulary_en}; {before} were {vocabulary_en} before, so the way back is not the same bytes."
            ),
        ),
    };
    writeln!(shell.err, "{}", shell.pick(&zh, &en).to_owned())
}

fn as_json(done: &Done, arguments: &TranslateArguments) -> Value {
    let Translation { text, words, before, .. } = &done.translation;
    let printed = (!arguments.write && arguments.output.is_none()).then_some(text);
    json!({ "file": done.source.name(), "words": words, "before": before, "text": printed })
}
