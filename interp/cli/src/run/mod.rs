//! One run: scripts to a program, files to tables, an evaluation, results to files. Each step either gives what the next
//! needs or stops with everything that is wrong.

mod beside;
mod fault;
mod faults;
mod fingerprint;
mod inputs;
mod kept;
mod parallel;
mod parameters;
mod profile;
mod profile_text;
pub mod progress;
mod receipt;
mod results;
mod status;
mod summary_appeals;
mod summary_json;
mod summary_ledger;
mod summary_text;
mod variant;
mod write;
mod years;

use std::path::PathBuf;

use heng_data::{AppliedAppeals, Decision};
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_interp::eval::{Inputs, Keep, Options as EvaluationOptions, Outcome, evaluate_with};
use heng_interp::explain::Recorded;
use heng_interp::program::Program;
use heng_interp::resolve::Options;
use heng_interp::run::{Cut, Summary, data_faults, name_needing_rules, tell_meetings, unrounded_money};
use heng_interp::table::fault::DataFault;
use heng_interp::value::Value;

use crate::Exit;
use crate::compile::Parsed;
use crate::project::{Project, Trouble};
use crate::shell::Shell;
use progress::Progress;

pub use beside::evaluated_beside;
pub(crate) use fault::AS_OF;
pub use fault::{failed_checks, piped_twice, unknown_kind, which_day};
use faults::data_exit;
pub use faults::write_faults;
pub use inputs::{ReadAs, ReadFile, ReadInputs, read_inputs};
pub use kept::Kept;
pub use parallel::in_parallel;
pub use parameters::{Setting, day, refuse_unbound};
pub use profile::{Phase, RunProfile, Stopwatch, clock};
pub use profile_text::profile_lines;
pub(crate) use receipt::receipt;
pub use receipt::{basis, digest, is_receipt};
pub use status::{Reason, Status};
pub use summary_appeals::appeals_json;
pub use summary_json::{RUN_SCHEMA, summary_json};
pub use summary_text::summary_lines;
pub use variant::{
    Applied, ChangedRows, Corrected, Correction, Override, RowText, Ruling, Variant, offer_keys,
};
pub use write::{Format as FileKind, Place, Written, extension, refused as unwritable};

/// What a run is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// `-d`
    pub data: Vec<String>,
    /// `-p`
    pub parameters: Vec<String>,
    /// `--as-of`
    pub as_of: Option<String>,
    /// `--decisions`
    pub decisions: Option<String>,
    /// `--appeals`
    pub appeals: Option<String>,
    /// `-o`
    pub output: Option<String>,
    /// `--bom`
    pub bom: bool,
    /// `--final`
    pub last: bool,
    /// Nothing is written.
    pub dry: bool,
    /// Files of tables that the program does not have are passed over: they are another policy's.
    pub spare_files: bool,
    /// Nothing is refused that can be looked at: tables without a file have no rows, what nobody has set is undecided, and tables with
    /// faults are evaluated as far as they were read. What is wrong is told all the same.
    pub exploring: bool,
    /// Tables that were read before, where they are kept.
    pub kept: Option<Kept>,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Done {
    /// The texts of the program.
    pub sources: Vec<Source>,
    /// What `引用` calls the texts, and the place of each.
    pub paths: Vec<(String, usize)>,
    /// Warnings and notes of the scripts; all that is wrong where the run stopped.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the data.
    pub faults: Vec<DataFault>,
    /// The scripts and files that were read; none where the run stopped before it read data.
    pub inputs: Vec<PathBuf>,
    /// What was done, where the program was evaluated.
    pub summary: Option<Summary>,
    /// The register's use.
    pub decisions: Decisions,
    /// What became of the appeals.
    pub appeals: AppliedAppeals,
    /// What keeps the result from being final.
    pub status: Status,
    /// The files written.
    pub written: Vec<Written>,
    /// The receipt, where one was written.
    pub receipt: Option<String>,
    /// Columns whose numbers were cut.
    pub cut: Vec<Cut>,
    /// How the command ends.
    pub exit: Exit,
    /// What its phases took so far.
    pub stopwatch: Stopwatch,
    /// What it took, where the shell has a clock.
    pub profile: Option<RunProfile>,
}

/// What the register of decisions did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// Per decision how many entries were used.
    pub used: Vec<(String, u64)>,
    /// Per decision how many are pending.
    pub pending: Vec<(String, u64)>,
    /// The entries that hold on the day, taken or pending, for explanations.
    pub recorded: Vec<Recorded>,
}

impl Decisions {
    /// Counts decisions by name, in the order they are first met.
    fn count<'d>(decisions: impl Iterator<Item = &'d Decision>) -> Vec<(String, u64)> {
        let mut counts: Vec<(String, u64)> = Vec::new();
        for decision in decisions {
            match counts.iter_mut().find(|(name, _)| *name == decision.name) {
                Some((_, count)) => *count += 1,
                None => counts.push((decision.name.clone(), 1)),
            }
        }
        counts
    }
}

/// An evaluation without faults, for what writes it.
pub struct Evaluated<'e, 'a> {
    /// All values.
    pub outcome: &'e Outcome<'a>,
    /// The files that were read.
    pub files: &'e [ReadFile],
    /// The settings as written.
    pub set: &'e [Setting],
    /// What is said of the work while it goes on.
    pub progress: &'e Progress,
}

/// Runs the project and writes its tables and their receipt.
pub fn run(project: &Project, request: &Request, shell: &mut Shell<'_>) -> Done {
    run_writing(project, request, Keep::Written, shell, |done, evaluated, shell| {
        let Some(place) = write::place(project, request, shell) else { return Ok(()) };
        write::write(done, evaluated, &place, request, shell)?;
        receipt::write(done, evaluated, (&place, request, &shell.folder))
    })
}

/// Runs the project and lets `write` write what it likes, and look at what is kept. It is not called where the run stops: with faults in the data, with
/// checks that fail.
pub fn run_writing(
    project: &Project,
    request: &Request,
    keep: Keep,
    shell: &mut Shell<'_>,
    write: impl FnOnce(&mut Done, &Evaluated<'_, '_>, &mut Shell<'_>) -> Result<(), Trouble>,
) -> Done {
    let mut done = Done::default();
    if let Err(trouble) = run_into(&mut done, (project, request), keep, shell, write) {
        done.sources.extend(trouble.sources);
        done.diagnostics.extend(trouble.diagnostics);
        done.exit = trouble.exit;
    }
    done
}

/// A checked program with its texts.
struct Ready {
    program: Program,
    files: Vec<PathBuf>,
}

fn compiled(
    done: &mut Done,
    project: &Project,
    request: &Request,
    variant: &Variant,
) -> Result<Ready, Trouble> {
    let as_of = parameters::day(project, request.as_of.as_deref())?;
    let mut texts = project.load()?;
    variant.lay(&mut texts);
    done.diagnostics.extend(texts.diagnostics.iter().cloned());
    let compiled = Parsed::new(&texts).compile(&texts, &Options { as_of, ..Options::default() });
    done.diagnostics.extend(compiled.diagnostics);
    done.sources = texts.sources;
    done.paths = texts.paths;
    if as_of.is_none() && !compiled.turns.is_empty() && compiled.program.is_some() {
        return Err(Trouble { exit: Exit::Usage, ..Trouble::usage(fault::which_day(&compiled.turns)) });
    }
    match compiled.program {
        Some(program) => Ok(Ready { program, files: texts.files.into_iter().flatten().collect() }),
        None => Err(Trouble { diagnostics: Vec::new(), sources: Vec::new(), exit: Exit::Script }),
    }
}

/// A project that is read and can be evaluated, as often as one likes.
#[derive(Debug)]
pub struct Prepared {
    /// The checked program.
    pub program: Program,
    /// The tables and parameters.
    pub inputs: Inputs,
    /// What was read and what is doubtful so far; not yet evaluated.
    pub done: Done,
    /// The files of the data and of the register.
    pub files: Vec<ReadFile>,
    /// What the run was set to.
    pub set: Vec<Setting>,
    /// What a variant did to the tables.
    pub applied: Applied,
    /// How it is evaluated.
    pub how: EvaluationOptions,
}

impl Prepared {
    /// Evaluates, and says what is wrong with the data.
    pub fn evaluate(&self) -> (Outcome<'_>, Vec<DataFault>) {
        let outcome = evaluate_with(&self.program, &self.inputs, self.how);
        let faults = data_faults(&outcome);
        (outcome, faults)
    }
}

/// What is read of a project, before it can be said whether it can be evaluated.
struct Reading {
    program: Program,
    read: ReadInputs,
    applied: Applied,
    progress: Progress,
}

fn read(
    done: &mut Done,
    (project, variant): (&Project, &Variant),
    request: &Request,
    shell: &mut Shell<'_>,
) -> Result<Reading, Trouble> {
    let ready = compiled(done, project, request, variant)?;
    done.stopwatch.ended(Phase::Compile, None, None);
    read_for(done, ready, (project, variant), request, shell)
}

fn read_for(
    done: &mut Done,
    Ready { mut program, files }: Ready,
    (project, variant): (&Project, &Variant),
    request: &Request,
    shell: &mut Shell<'_>,
) -> Result<Reading, Trouble> {
    years::narrow(&mut program, &parameters::settings(project, request)?)?;
    let progress = Progress::new(shell, 3);
    progress.step(shell.pick("读取数据", "reading"));
    let mut read = read_inputs(&program, project, request, shell, &progress)?;
    let applied = variant.apply(&program, (&mut read.tables, &mut read.parameters))?;
    read.faults.extend(applied.faults.iter().cloned());
    done.inputs = files;
    done.inputs.extend(read.files.iter().map(|file| file.path.clone()));
    done.faults.extend(read.faults.iter().cloned());
    name_needing_rules(&program, &mut done.faults);
    done.decisions = read.decisions.clone();
    done.appeals = read.appeals.clone();
    done.status = Status::of(&read, request.last);
    if request.exploring {
        return Ok(Reading { program, read, applied, progress });
    }
    if done.faults.iter().any(DataFault::is_error) {
        return Err(Trouble { diagnostics: Vec::new(), sources: Vec::new(), exit: data_exit(&done.faults) });
    }
    parameters::refuse_unbound(&program, &read.parameters)?;
    Ok(Reading { program, read, applied, progress })
}

/// Compiles and reads the project with a variant laid over it.
///
/// # Errors
/// All that is wrong where it stopped.
pub fn prepare(
    project: &Project,
    request: &Request,
    variant: &Variant,
    shell: &mut Shell<'_>,
) -> Result<Prepared, Box<Done>> {
    let mut done = Done::default();
    let reading = read(&mut done, (project, variant), request, shell);
    prepared(done, reading, shell.evaluation)
}

/// Reads what a program needs that was made otherwise than of the project's own texts.
///
/// # Errors
/// All that is wrong where it stopped.
pub fn prepare_program(
    program: Program,
    project: &Project,
    request: &Request,
    shell: &mut Shell<'_>,
) -> Result<Prepared, Box<Done>> {
    let mut done = Done::default();
    let ready = Ready { program, files: Vec::new() };
    let reading = read_for(&mut done, ready, (project, &Variant::default()), request, shell);
    prepared(done, reading, shell.evaluation)
}

fn prepared(
    done: Done,
    reading: Result<Reading, Trouble>,
    how: EvaluationOptions,
) -> Result<Prepared, Box<Done>> {
    match reading {
        Ok(Reading { program, read, applied, .. }) => {
            let inputs = Inputs { tables: read.tables, parameters: read.parameters };
            Ok(Prepared { program, inputs, done, files: read.files, set: read.set, applied, how })
        }
        Err(trouble) => Err(stopped(done, trouble)),
    }
}

fn stopped(mut done: Done, trouble: Trouble) -> Box<Done> {
    done.sources.extend(trouble.sources);
    done.diagnostics.extend(trouble.diagnostics);
    done.exit = trouble.exit;
    Box::new(done)
}

/// Evaluates the project and lets `see` look at what came out; nothing is written.
///
/// # Errors
/// All that is wrong where the run stopped.
pub fn evaluated<T>(
    project: &Project,
    request: &Request,
    shell: &mut Shell<'_>,
    see: impl FnOnce(&Outcome<'_>) -> T,
) -> Result<T, Box<Done>> {
    evaluated_as(project, request, &Variant::default(), shell, |outcome, _| see(outcome))
}

/// The same with a variant laid over the project; `see` is also told what was read and what is doubtful.
///
/// # Errors
/// All that is wrong where the run stopped.
pub fn evaluated_as<T>(
    project: &Project,
    request: &Request,
    variant: &Variant,
    shell: &mut Shell<'_>,
    see: impl FnOnce(&Outcome<'_>, &Done) -> T,
) -> Result<T, Box<Done>> {
    let mut prepared = prepare(project, request, variant, shell)?;
    let mut done = std::mem::take(&mut prepared.done);
    let (outcome, faults) = prepared.evaluate();
    done.faults.extend(faults);
    if done.faults.iter().any(DataFault::is_error) {
        let exit = Exit::Data;
        return Err(stopped(done, Trouble { diagnostics: Vec::new(), sources: Vec::new(), exit }));
    }
    Ok(see(&outcome, &done))
}

fn run_into(
    done: &mut Done,
    (project, request): (&Project, &Request),
    keep: Keep,
    shell: &mut Shell<'_>,
    write: impl FnOnce(&mut Done, &Evaluated<'_, '_>, &mut Shell<'_>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    done.stopwatch = Stopwatch::start(shell.evaluation.clock);
    let Reading { program, read, progress, .. } = read(done, (project, &Variant::default()), request, shell)?;
    let rows = read.tables.iter().map(|table| u64::from(table.rows())).sum();
    let bytes = read.files.iter().map(|file| file.bytes).sum();
    done.stopwatch.ended(Phase::Read, Some(rows), Some(bytes));
    if request.last && done.status.is_preliminary() {
        return Err(Trouble::undecided(done.status.refusals()));
    }
    done.diagnostics.extend(done.status.warnings());
    progress.step(shell.pick("计算", "evaluating"));
    let inputs = Inputs { tables: read.tables, parameters: read.parameters };
    let how = EvaluationOptions { keep, ..shell.evaluation };
    let outcome = evaluate_with(&program, &inputs, how);
    done.stopwatch.ended(Phase::Evaluate, Some(rows), None);
    let summary = Summary::of(&outcome);
    if request.dry {
        tell_meetings(&outcome, &mut done.diagnostics);
    }
    done.faults.extend(data_faults(&outcome));
    if done.faults.iter().any(DataFault::is_error) {
        done.summary = Some(summary);
        return Err(Trouble { diagnostics: Vec::new(), sources: Vec::new(), exit: data_exit(&done.faults) });
    }
    let failed: Vec<Diagnostic> = fault::failed_checks(&program, &summary.checks);
    let money = unrounded_money(&outcome);
    done.summary = Some(summary);
    if !money.is_empty() {
        return Err(Trouble { diagnostics: money, sources: Vec::new(), exit: Exit::Script });
    }
    if !failed.is_empty() {
        return Err(Trouble { diagnostics: failed, sources: Vec::new(), exit: Exit::Failed });
    }
    done.stopwatch.ended(Phase::Summarize, None, None);
    progress.step(shell.pick("写出结果", "writing"));
    let evaluated = Evaluated { outcome: &outcome, files: &read.files, set: &read.set, progress: &progress };
    write(done, &evaluated, shell)?;
    progress.finish();
    let rows = done.written.iter().flat_map(|file| &file.tables).map(|(_, rows)| rows).sum();
    let bytes = done.written.iter().filter_map(|file| file.path.metadata().ok()).map(|file| file.len()).sum();
    done.stopwatch.ended(Phase::Write, Some(rows), Some(bytes));
    done.profile = std::mem::take(&mut done.stopwatch).profile(&outcome, shell.evaluation.threads);
    if keep == Keep::Written {
        // The command is about to end, and the system takes memory back faster than we could give it back piece by piece.
        std::mem::forget(outcome);
    }
    Ok(())
}

/// The parameters that the examples of a project run with: those of its manifest.
///
/// # Errors
/// Where one of them does not fit.
pub fn example_parameters(program: &Program, project: &Project) -> Result<Vec<Option<Value>>, Trouble> {
    parameters::set(program, &parameters::settings(project, &Request::default())?)
}
