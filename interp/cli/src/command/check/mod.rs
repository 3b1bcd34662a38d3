//! `heng check`: everything that is wrong with scripts.

mod findings;
mod script;

use std::io;

use clap::Args;
use serde_json::json;

use self::findings::Findings;
use super::scripts::scripts_in_folder;
use super::source::ThreadArguments;
use super::{Lang, fix};
use crate::Exit;
use crate::project::{self, Project, Trouble};
use crate::report::fault::faults_json;
use crate::report::{self, DIAGNOSTICS_SCHEMA, Tally};
use crate::run::{self, Request};
use crate::shell::{Format, Shell};

/// What follows `heng check`.
#[derive(Args, Debug)]
pub struct CheckArguments {
    /// Scripts (.heng, .heng.md) or folders; the current folder where none is given
    #[arg(value_name = "FILE")]
    scripts: Vec<String>,
    /// Check the data too: those of heng.toml, and those given here
    #[arg(long)]
    data: bool,
    /// The data of a table: TABLE=PATH or PATH
    #[arg(short = 'd', long = "table", value_name = "TABLE=PATH")]
    table: Vec<String>,
    /// Set a parameter, such as 年度=2024
    #[arg(short, long = "parameter", value_name = "NAME=VALUE")]
    parameter: Vec<String>,
    /// The date the result is made for
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// The register of decisions
    #[arg(long, value_name = "FILE")]
    decisions: Option<String>,
    /// Show what the mends that are safe change, and make them: after asking, or with --yes
    #[arg(long)]
    fix: bool,
    /// Make the mends without asking
    #[arg(long, requires = "fix")]
    yes: bool,
    /// Insist on one vocabulary: zh, en; else on that of heng.toml, if it names one
    #[arg(long, value_enum, hide_possible_values = true, value_name = "LANG")]
    vocabulary: Option<Lang>,
    /// Write everything that is wrong with the data to a file: .csv, .xlsx or .json
    #[arg(long, value_name = "FILE")]
    faults: Option<String>,
    #[command(flatten)]
    threads: ThreadArguments,
}

impl CheckArguments {
    /// The run that checks the data, where they are to be checked; it writes nothing.
    fn request(&self) -> Option<Request> {
        (self.data || !self.table.is_empty() || self.faults.is_some()).then(|| Request {
            data: self.table.clone(),
            parameters: self.parameter.clone(),
            as_of: self.as_of.clone(),
            decisions: self.decisions.clone(),
            dry: true,
            ..Request::default()
        })
    }
}

/// Checks each script and writes all that is wrong.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn check(arguments: &CheckArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    arguments.threads.settle(shell);
    let scripts = match scripts(&arguments.scripts, shell) {
        Ok(scripts) => scripts,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let vocabulary = arguments.vocabulary.map(Lang::language);
    let mended = match arguments.fix {
        true => match fix::mend(&scripts, arguments.as_of.as_deref(), vocabulary, arguments.yes, shell)? {
            Ok(mended) => Some(mended),
            Err(trouble) => return report::write_trouble(shell, &trouble),
        },
        false => None,
    };
    let edited = mended.as_ref().map(|mended| mended.edited().clone()).unwrap_or_default();
    let mut found = Findings::new(mended.as_ref().map_or(Exit::Done, fix::Mended::exit));
    match arguments.request() {
        Some(request) => {
            for script in &scripts {
                let checked = script::with_data(script, &edited, &request, vocabulary, shell);
                found.add(checked, shell)?;
            }
        }
        None => {
            let day = arguments.as_of.as_deref();
            for checked in script::alone(&scripts, &edited, day, vocabulary, shell) {
                found.add(checked, shell)?;
            }
        }
    }
    let Findings { mut exit, mut total, mut json, undecided, faults, inputs } = found;
    if let Some(path) = arguments.faults.as_ref().filter(|_| !inputs.is_empty())
        && let Err(trouble) = run::write_faults(path, &faults, &inputs, shell)
    {
        exit = exit.and(trouble.exit);
        total = total.plus(Tally::of(&trouble.diagnostics));
        report::write_diagnostics(shell, &trouble.diagnostics, &[])?;
        let written = report::diagnostics_json(&trouble.diagnostics, &[]);
        json.extend(written.as_array().cloned().unwrap_or_default());
    }
    if shell.format == Format::Json {
        let faults = faults_json(&faults);
        let mut document = json!({ "schema": DIAGNOSTICS_SCHEMA, "scripts": scripts, "diagnostics": json, "faults": faults });
        if let (Some(mended), Some(fields)) = (&mended, document.as_object_mut()) {
            fields.insert("fix".to_owned(), mended.json(shell));
        }
        writeln!(shell.out, "{document:#}")?;
    } else {
        conclude(shell, scripts.len(), total)?;
        if let Some(left) = mended.and_then(|mended| fix::left(&mended, total, undecided, shell)) {
            writeln!(shell.err, "{left}")?;
        }
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
            let project = Project::open(&shell.folder, name)?;
            // A script in another folder would be opened with the manifest that lies there.
            let beside = project.script.parent() == Some(project.folder.as_path());
            found.push(if beside { project.script_name } else { name.clone() });
            continue;
        }
        found.extend(scripts_in_folder(name, shell)?);
    }
    Ok(found)
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
