//! `heng run`: evaluates a script over its data, writes the tables, prints the summary.

use std::io;

use clap::Args;
use heng_grammar::diagnostic::Severity;
use serde_json::json;

use super::source::SourceArguments;
use crate::Exit;
use crate::project::Project;
use crate::report::fault::{faults_json, listing};
use crate::report::{self, diagnostics_json};
use crate::run::{self, Done, RUN_SCHEMA, Request, appeals_json, profile_lines, summary_json, summary_lines};
use crate::shell::{Format, Shell};
use crate::verify;

/// What follows `heng run`.
#[derive(Args, Debug)]
pub struct RunArguments {
    /// The script, or a folder with heng.toml; the current folder where it is not given
    #[arg(value_name = "FILE", default_value = ".", hide_default_value = true)]
    script: String,
    #[command(flatten)]
    source: SourceArguments,
    /// Where the result goes: .csv, .xlsx or .json; a folder where there are several tables
    #[arg(short, long, value_name = "OUT")]
    output: Option<String>,
    /// Make the run of a receipt again, and compare it with the published result
    #[arg(long, value_name = "RECEIPT", conflicts_with_all = ["output", "last", "bom", "data", "parameter", "as_of", "decisions", "appeals", "faults"])]
    verify: Option<String>,
    /// With --verify: look for inputs here too; they are known by their SHA-256
    #[arg(long, value_name = "DIR", requires = "verify")]
    folder: Vec<String>,
    /// Refuse to run while a decision or an appeal is pending
    #[arg(long = "final")]
    last: bool,
    /// Begin CSV with a byte order mark, for spreadsheets that need one
    #[arg(long)]
    bom: bool,
    /// Write everything that is wrong with the data to a file: .csv, .xlsx or .json
    #[arg(long, value_name = "FILE")]
    faults: Option<String>,
    /// Also say what each phase and each definition took, and how many decisions needed more than floats
    #[arg(long)]
    profile: bool,
}

impl RunArguments {
    fn request(&self) -> Request {
        Request { output: self.output.clone(), bom: self.bom, last: self.last, ..self.source.request() }
    }
}

/// Runs, and says what was done and what is wrong.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &RunArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    arguments.source.threads.settle(shell);
    if let Some(receipt) = &arguments.verify {
        return verified(receipt, &arguments.folder, shell);
    }
    if arguments.profile {
        shell.evaluation.clock = shell.evaluation.clock.or(Some(run::clock));
    }
    let project = match Project::open(&shell.folder, &arguments.script) {
        Ok(project) => project,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let mut done = run::run(&project, &arguments.request(), shell);
    if let Some(path) = arguments.faults.as_ref().filter(|_| !done.inputs.is_empty())
        && let Err(trouble) = run::write_faults(path, &done.faults, &done.inputs, shell)
    {
        done.diagnostics.extend(trouble.diagnostics);
        done.exit = done.exit.and(trouble.exit);
    }
    write_done(&done, shell)?;
    Ok(done.exit)
}

/// Verifies a receipt, and says what differs.
fn verified(receipt: &str, folders: &[String], shell: &mut Shell<'_>) -> io::Result<Exit> {
    let verification = match verify::verify(receipt, folders, shell) {
        Ok(verification) => verification,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    if shell.format == Format::Json {
        writeln!(shell.out, "{:#}", verify::verification_json(&verification, shell))?;
        return Ok(verification.exit);
    }
    for line in verify::verification_lines(&verification, shell) {
        writeln!(shell.out, "{line}")?;
    }
    report::write_diagnostics(shell, &verification.diagnostics, &verification.sources)?;
    let listed = listing(&verification.faults, &verification.sources, shell.language, shell.width);
    if !listed.is_empty() {
        writeln!(shell.err, "{listed}")?;
    }
    Ok(verification.exit)
}

/// Writes what came of a run in the format of the shell.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn write_done(done: &Done, shell: &mut Shell<'_>) -> io::Result<()> {
    if shell.format == Format::Json {
        return writeln!(shell.out, "{:#}", done_json(done));
    }
    if !write_problems(done, shell)? {
        return Ok(());
    }
    if let Some(summary) = &done.summary {
        for line in summary_lines(done, summary, shell.language, shell.width) {
            writeln!(shell.out, "{line}")?;
        }
    }
    if let Some(profile) = &done.profile {
        for line in profile_lines(profile, shell.language, shell.width) {
            writeln!(shell.out, "{line}")?;
        }
    }
    Ok(())
}

/// Writes what is wrong, and whether therefore nothing was written; says whether something was.
///
/// # Errors
/// Where the streams cannot be written to.
pub(super) fn write_problems(done: &Done, shell: &mut Shell<'_>) -> io::Result<bool> {
    let (notes, weighty): (Vec<_>, Vec<_>) =
        done.diagnostics.iter().cloned().partition(|diagnostic| diagnostic.severity == Severity::Note);
    report::write_diagnostics(shell, &weighty, &done.sources)?;
    if !notes.is_empty() {
        let zh = format!("脚本有 {} 个提示，用 heng check 查看。", notes.len());
        let en = format!("{} notes on the script; heng check shows them.", notes.len());
        let sentence = shell.pick(&zh, &en).to_owned();
        writeln!(shell.err, "{sentence}")?;
    }
    let listed = listing(&done.faults, &done.sources, shell.language, shell.width);
    if !listed.is_empty() {
        writeln!(shell.err, "{listed}")?;
    }
    if done.exit != Exit::Done {
        let sentence = match (done.exit, done.faults.iter().filter(|fault| fault.is_error()).count()) {
            (Exit::Data, count) if count > 0 => {
                let zh = format!("数据有 {count} 处错误，没有写出结果。");
                let en = format!("{count} errors in the data; nothing was written.");
                shell.pick(&zh, &en).to_owned()
            }
            _ => shell.pick("没有写出结果。", "nothing was written.").to_owned(),
        };
        writeln!(shell.err, "{sentence}")?;
    }
    Ok(done.exit == Exit::Done)
}

/// Counts by name.
pub(super) fn counts_json(list: &[(String, u64)]) -> serde_json::Map<String, serde_json::Value> {
    list.iter().map(|(name, count)| (name.clone(), json!(count))).collect()
}

fn done_json(done: &Done) -> serde_json::Value {
    let counts = counts_json;
    let mut document = json!({
        "schema": RUN_SCHEMA,
        "exit": done.exit.status(),
        "preliminary": done.status.is_preliminary(),
        "final": done.status.asked_final && !done.status.is_preliminary(),
        "pending": done.status.pending_json(),
        "diagnostics": diagnostics_json(&done.diagnostics, &done.sources),
        "faults": faults_json(&done.faults),
        "summary": done.summary.as_ref().map(summary_json),
        "decisions": { "used": counts(&done.decisions.used), "pending": counts(&done.decisions.pending) },
        "appeals": appeals_json(&done.appeals),
        "written": done.written.iter().map(|file| {
            json!({ "file": file.shown, "rows": counts(&file.tables) })
        }).collect::<Vec<_>>(),
        "receipt": done.receipt,
        "cut": done.cut.iter().map(|cut| {
            json!({ "table": cut.table, "column": cut.column, "numbers": cut.count })
        }).collect::<Vec<_>>(),
    });
    if let (Some(profile), Some(fields)) = (&done.profile, document.as_object_mut()) {
        fields.insert("profile".to_owned(), profile.json());
    }
    document
}
