//! From scripts and files to what can be evaluated.

use std::path::PathBuf;

use heng_interp::eval::{Inputs, Options as EvaluationOptions, Outcome, evaluate_with};
use heng_interp::program::Program;
use heng_interp::resolve::Options;
use heng_interp::run::{data_faults, name_needing_rules};
use heng_interp::table::fault::DataFault;

use super::progress::Progress;
use super::{
    Applied, Done, Phase, ReadFile, ReadInputs, Request, Setting, Status, Variant, fault, parameters,
    read_inputs, years,
};
use crate::Exit;
use crate::compile::Parsed;
use crate::project::{Project, Trouble};
use crate::shell::Shell;

/// A checked program with its texts.
pub(super) struct Ready {
    pub program: Program,
    pub files: Vec<PathBuf>,
}

pub(super) fn compiled(
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
        return Err(Trouble::usage(fault::which_day(&compiled.turns)));
    }
    match compiled.program {
        Some(program) => Ok(Ready { program, files: texts.files.into_iter().flatten().collect() }),
        None => Err(Trouble::of(Vec::new(), Exit::Script)),
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
pub(super) struct Reading {
    pub program: Program,
    pub read: ReadInputs,
    pub applied: Applied,
    pub progress: Progress,
}

pub(super) fn read(
    done: &mut Done,
    (project, variant): (&Project, &Variant),
    request: &Request,
    shell: &mut Shell<'_>,
) -> Result<Reading, Trouble> {
    let ready = compiled(done, project, request, variant)?;
    done.stopwatch.ended(Phase::Compile, None, None);
    read_for(done, ready, (project, variant), request, shell)
}

pub(super) fn read_for(
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
    done.refuse_faults()?;
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

pub(super) fn prepared(
    done: Done,
    reading: Result<Reading, Trouble>,
    how: EvaluationOptions,
) -> Result<Prepared, Box<Done>> {
    match reading {
        Ok(Reading { program, read, applied, .. }) => {
            let inputs = Inputs { tables: read.tables, parameters: read.parameters };
            Ok(Prepared { program, inputs, done, files: read.files, set: read.set, applied, how })
        }
        Err(trouble) => Err(done.stopped(trouble)),
    }
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
    if let Err(trouble) = done.refuse_faults() {
        return Err(done.stopped(trouble));
    }
    Ok(see(&outcome, &done))
}
