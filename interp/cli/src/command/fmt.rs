//! `heng fmt`: scripts in their one form.

use std::io;
use std::path::PathBuf;

use clap::Args;
use heng_grammar::format::{Formatted, format};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use serde_json::{Value, json};

use super::scripts::scripts;
use crate::Exit;
use crate::fix::{self, ChangedFile, coloured, unified};
use crate::project::{self, Trouble};
use crate::report;
use crate::run::unwritable;
use crate::shell::{Format, Shell};

/// The name and version of the schema of `heng fmt --format json`.
const SCHEMA: &str = "heng.fmt/1";

/// What follows `heng fmt`.
#[derive(Args, Debug)]
pub struct FmtArguments {
    /// Scripts (.heng, .heng.md) or folders, with all that lies below; - for standard input; the current folder where
    /// none is given
    #[arg(value_name = "FILE")]
    scripts: Vec<String>,
    /// Change nothing: show what would change, and end with 4 where something would
    #[arg(long)]
    check: bool,
}

/// A script and its one form.
struct Done {
    source: Source,
    /// Where it lies; nowhere, if it came from standard input.
    path: Option<PathBuf>,
    made: Formatted,
}

impl Done {
    fn changes(&self) -> bool {
        self.made.text != self.source.text()
    }
}

/// Formats the scripts.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn fmt(arguments: &FmtArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let here = [".".to_owned()];
    let written = if arguments.scripts.is_empty() { here.as_slice() } else { &arguments.scripts };
    let read = scripts(written, shell)
        .and_then(|names| names.iter().map(|name| one(name, shell)).collect::<Result<Vec<Done>, Trouble>>());
    let all = match read {
        Ok(all) => all,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let mut exit = Exit::Done;
    for done in &all {
        exit = exit.and(complain(done, shell)?);
    }
    if arguments.check && all.iter().any(Done::changes) {
        exit = exit.and(Exit::Failed);
    }
    for done in &all {
        if let Err(trouble) = put(done, arguments.check, shell)? {
            return report::write_trouble(shell, &trouble);
        }
    }
    match shell.format {
        Format::Json => writeln!(shell.out, "{:#}", as_json(&all, arguments.check))?,
        _ => conclude(&all, arguments.check, shell)?,
    }
    Ok(exit)
}

fn one(name: &str, shell: &mut Shell<'_>) -> Result<Done, Trouble> {
    let (text, path) = if name == "-" {
        let mut text = String::new();
        let read = shell.input.read_to_string(&mut text);
        read.map_err(|error| Trouble::usage(project::unreadable(name, &error)))?;
        (text, None)
    } else {
        let path = shell.path(name);
        (project::read_text(&path, name)?, Some(path))
    };
    let source = Source::new(SourceId(0), name, text);
    let made = format(&source);
    Ok(Done { source, path, made })
}

/// Says what is wrong with a script, and what was left as it was for it.
fn complain(done: &Done, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let Formatted { faults, refused, .. } = &done.made;
    report::write_diagnostics(shell, faults, std::slice::from_ref(&done.source))?;
    let name = done.source.name();
    let (zh, en) = match (refused, faults.is_empty()) {
        (false, true) => return Ok(Exit::Done),
        (true, false) => (
            format!("{name}：改好上面的错误才知道哪里是一条，整篇没有动。"),
            format!("{name}: left as it is; with these errors nobody knows where its entries begin and end."),
        ),
        (false, false) => (
            format!("{name}：上面有错误的几条没有动，其余的已经排好。"),
            format!("{name}: the entries with these errors are left as they are, the rest is in form."),
        ),
        (true, true) => (
            format!("{name}：排版会改变意思，整篇没有动。这是衡的毛病，请告诉我们。"),
            format!(
                "{name}: left as it is, because formatting would change its meaning. This is a fault of Heng; please report it."
            ),
        ),
    };
    if shell.format != Format::Json {
        writeln!(shell.err, "{}", shell.pick(&zh, &en).to_owned())?;
    }
    Ok(if faults.is_empty() { Exit::Bug } else { Exit::Script })
}

/// Writes a script where it is to go, or shows what would change.
fn put(done: &Done, check: bool, shell: &mut Shell<'_>) -> io::Result<Result<(), Trouble>> {
    let (name, before, after) = (done.source.name(), done.source.text(), done.made.text.as_str());
    if check {
        let diff = unified(name, before, after);
        if shell.format != Format::Json {
            write!(shell.out, "{}", if shell.out_colour { coloured(&diff) } else { diff })?;
        }
        return Ok(Ok(()));
    }
    let Some(path) = &done.path else {
        if shell.format != Format::Json {
            shell.out.write_all(after.as_bytes())?;
        }
        return Ok(Ok(()));
    };
    if !done.changes() {
        return Ok(Ok(()));
    }
    let file = ChangedFile {
        path: path.clone(),
        name: name.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    Ok(fix::write(&file).map_err(|error| unwritable(&error, name)))
}

/// How many scripts were or would be changed, and which.
fn conclude(all: &[Done], check: bool, shell: &mut Shell<'_>) -> io::Result<()> {
    if all.iter().all(|done| done.path.is_none()) {
        return Ok(());
    }
    let changed: Vec<&str> =
        all.iter().filter(|done| done.changes()).map(|done| done.source.name()).collect();
    for name in &changed {
        writeln!(shell.err, "  {name}")?;
    }
    let (some, total) = (changed.len(), all.len());
    let scripts = if total == 1 { "script" } else { "scripts" };
    let (zh, en) = match (some, check) {
        (0, _) => (format!("{total} 份脚本都是排好的。"), format!("{total} {scripts} in form.")),
        (_, true) => (
            format!("{total} 份脚本里有 {some} 份没有排好；去掉 --check 就排好并写进文件。"),
            format!("{some} of {total} {scripts} not in form; without --check they are put in form."),
        ),
        (_, false) => (
            format!("{total} 份脚本，排好了 {some} 份。"),
            format!("{some} of {total} {scripts} put in form."),
        ),
    };
    writeln!(shell.err, "{}", shell.pick(&zh, &en).to_owned())
}

fn as_json(all: &[Done], check: bool) -> Value {
    let scripts = all.iter().map(|done| {
        let printed = (!check && done.path.is_none()).then_some(&done.made.text);
        json!({
            "file": done.source.name(),
            "changed": done.changes(),
            "written": done.changes() && !check && done.path.is_some(),
            "refused": done.made.refused,
            "text": printed,
            "diagnostics": report::diagnostics_json(&done.made.faults, std::slice::from_ref(&done.source)),
        })
    });
    json!({ "schema": SCHEMA, "check": check, "scripts": scripts.collect::<Vec<_>>() })
}
