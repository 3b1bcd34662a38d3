//! `heng check`: everything that is wrong with scripts.

use std::io;
use std::path::Path;

use clap::Args;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use serde_json::json;

use crate::Exit;
use crate::project::{self, Project, Trouble};
use crate::report::{self, DIAGNOSTICS_SCHEMA, Tally};
use crate::shell::{Format, Shell};

/// What follows `heng check`.
#[derive(Args, Debug)]
pub struct CheckArguments {
    /// Scripts (.heng, .heng.md) or folders; the current folder where none is given
    #[arg(value_name = "FILE")]
    scripts: Vec<String>,
}

/// One script with all that it uses.
struct Checked {
    sources: Vec<Source>,
    diagnostics: Vec<Diagnostic>,
    exit: Exit,
}

/// Checks each script and writes all that is wrong.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn check(arguments: &CheckArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let scripts = match scripts(&arguments.scripts, shell) {
        Ok(scripts) => scripts,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let mut exit = Exit::Done;
    let mut json = Vec::new();
    let mut total = Tally::default();
    for script in &scripts {
        let checked = check_one(script, shell);
        exit = exit.and(checked.exit);
        total = total.plus(Tally::of(&checked.diagnostics));
        report::write_diagnostics(shell, &checked.diagnostics, &checked.sources)?;
        json.extend(
            report::diagnostics_json(&checked.diagnostics, &checked.sources, shell.language)
                .as_array()
                .cloned()
                .unwrap_or_default(),
        );
    }
    if shell.format == Format::Json {
        writeln!(
            shell.out,
            "{:#}",
            json!({ "schema": DIAGNOSTICS_SCHEMA, "scripts": scripts, "diagnostics": json })
        )?;
    } else {
        conclude(shell, scripts.len(), total)?;
    }
    Ok(exit)
}

/// The scripts meant: files as they are, folders for the script of their manifest, or for every script in them.
fn scripts(written: &[String], shell: &Shell<'_>) -> Result<Vec<String>, Trouble> {
    let here = [".".to_owned()];
    let mut found = Vec::new();
    for name in if written.is_empty() { &here } else { written } {
        let path = shell.path(name);
        if !path.is_dir() || path.join(project::MANIFEST).is_file() {
            found.push(Project::open(&shell.folder, name)?.script_name);
            continue;
        }
        let inside = project::scripts_below(&path);
        found.extend(inside.iter().map(|script| shown(script, &path, name)));
        if inside.is_empty() {
            Project::open(&shell.folder, name)?;
        }
    }
    Ok(found)
}

fn shown(script: &Path, folder: &Path, written: &str) -> String {
    let inside = script.strip_prefix(folder).unwrap_or(script).display();
    match written.trim_end_matches('/') {
        "" | "." => inside.to_string(),
        folder => format!("{folder}/{inside}"),
    }
}

fn check_one(script: &str, shell: &Shell<'_>) -> Checked {
    let loaded = Project::open(&shell.folder, script).and_then(|project| project.load());
    match loaded {
        Ok(texts) => {
            let mut diagnostics = texts.diagnostics.clone();
            diagnostics.extend(crate::compile::diagnostics(&texts));
            let wrong = diagnostics.iter().any(Diagnostic::is_error);
            let exit = if wrong { Exit::Script } else { Exit::Done };
            Checked { sources: texts.sources, diagnostics, exit }
        }
        Err(trouble) => {
            Checked { sources: trouble.sources, diagnostics: trouble.diagnostics, exit: trouble.exit }
        }
    }
}

fn conclude(shell: &mut Shell<'_>, scripts: usize, total: Tally) -> io::Result<()> {
    let found = total.sentence(shell.language);
    let zh = match found.as_str() {
        "" => format!("检查了 {scripts} 个脚本，没有问题。"),
        found => format!("检查了 {scripts} 个脚本：{found}。"),
    };
    let plural = if scripts == 1 { "" } else { "s" };
    let en = match found.as_str() {
        "" => format!("{scripts} script{plural} checked, nothing is wrong."),
        found => format!("{scripts} script{plural} checked: {found}."),
    };
    let sentence = shell.pick(&zh, &en).to_owned();
    writeln!(shell.err, "{sentence}")
}
