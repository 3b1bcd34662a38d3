//! `heng readings`: each declared reading run every way, and which rows hang on it.

use std::io;

use clap::Args;
use heng_grammar::diagnostic::Severity;

use super::run::write_done;
use super::source::SourceArguments;
use crate::Exit;
use crate::project::{Project, Trouble};
use crate::readings::{Asked, study, study_json, study_lines, write};
use crate::report;
use crate::report::fault::listing;
use crate::run::piped_twice;
use crate::shell::{Format, Shell};

/// What follows `heng readings`.
#[derive(Args, Debug)]
pub struct ReadingsArguments {
    /// The script, or a folder with heng.toml; the current folder where it is not given
    #[arg(value_name = "FILE", default_value = ".", hide_default_value = true)]
    script: String,
    #[command(flatten)]
    source: SourceArguments,
    /// Vary this reading alone; may be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Run at most so many combinations of several readings
    #[arg(long, value_name = "NUMBER", default_value_t = 512)]
    runs: usize,
    /// Write every row with the classes it may have: .csv, .xlsx or .json
    #[arg(short, long, value_name = "OUT")]
    output: Option<String>,
    /// Begin CSV with a byte order mark, for spreadsheets that need one
    #[arg(long)]
    bom: bool,
}

/// Runs the readings every way, and says what hangs on them.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &ReadingsArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    arguments.source.threads.settle(shell);
    let project = match Project::open(&shell.folder, &arguments.script) {
        Ok(project) => project,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    if arguments.source.data.iter().any(|file| file == "-" || file.ends_with("=-")) {
        return report::write_trouble(shell, &Trouble::usage(piped_twice()));
    }
    let asked = Asked { only: arguments.only.clone(), bound: arguments.runs };
    let study = match study(&project, &arguments.source.request(), &asked, shell) {
        Ok(study) => study,
        Err(done) => {
            write_done(&done, shell)?;
            return Ok(done.exit);
        }
    };
    if let Some(Err(trouble)) = arguments.output.as_ref().map(|out| write(out, &study, arguments.bom, shell))
    {
        return report::write_trouble(shell, &trouble);
    }
    if shell.format == Format::Json {
        writeln!(shell.out, "{:#}", study_json(&study))?;
        return Ok(Exit::Done);
    }
    for line in study_lines(&study, shell.language, shell.width) {
        writeln!(shell.out, "{line}")?;
    }
    let weighty: Vec<_> =
        study.done.diagnostics.iter().filter(|report| report.severity != Severity::Note).cloned().collect();
    if !weighty.is_empty() {
        writeln!(shell.err)?;
    }
    report::write_diagnostics(shell, &weighty, &study.done.sources)?;
    let listed = listing(&study.done.faults, &study.done.sources, shell.language, shell.width);
    if !listed.is_empty() {
        writeln!(shell.err, "{listed}")?;
    }
    Ok(Exit::Done)
}
