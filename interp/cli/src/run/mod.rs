//! One run: scripts to a program, files to tables, an evaluation, results to files. Each step either gives what the next
//! needs or stops with everything that is wrong.

mod beside;
mod done;
mod fault;
mod faults;
mod fingerprint;
mod inputs;
mod kept;
mod parallel;
mod parameters;
mod prepare;
mod profile;
mod profile_text;
pub mod progress;
mod receipt;
mod request;
mod results;
mod status;
mod summary_appeals;
mod summary_json;
mod summary_ledger;
mod summary_text;
mod variant;
mod write;
mod years;

use heng_grammar::diagnostic::Diagnostic;
use heng_interp::eval::{Inputs, Keep, Options as EvaluationOptions, Outcome, evaluate_with};
use heng_interp::program::Program;
use heng_interp::run::{Summary, data_faults, tell_meetings, unrounded_money};
use heng_interp::value::Value;

use crate::Exit;
use crate::project::{Project, Trouble};
use crate::shell::Shell;
use prepare::{Reading, read};
use progress::Progress;

pub use beside::evaluated_beside;
pub use done::{Decisions, Done};
pub(crate) use fault::AS_OF;
pub use fault::{failed_checks, piped_twice, unknown_kind, which_day};
pub use faults::write_faults;
pub use inputs::{ReadAs, ReadFile, ReadInputs, read_inputs};
pub use kept::Kept;
pub use parallel::in_parallel;
pub use parameters::{Setting, day, refuse_unbound};
pub use prepare::{Prepared, evaluated, evaluated_as, prepare, prepare_program};
pub use profile::{Phase, RunProfile, Stopwatch, clock};
pub use profile_text::profile_lines;
pub(crate) use receipt::receipt;
pub use receipt::{basis, digest, is_receipt};
pub use request::Request;
pub use status::{Reason, Status};
pub use summary_appeals::appeals_json;
pub use summary_json::{RUN_SCHEMA, summary_json};
pub use summary_text::summary_lines;
pub use variant::{
    Applied, ChangedRows, Corrected, Correction, Override, RowText, Ruling, Variant, offer_keys,
};
pub use write::{Format as FileKind, Place, Written, extension, refused as unwritable};

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
        done.stop(trouble);
    }
    done
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
    judge(done, &outcome, summary)?;
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

/// Refuses what must not be written: faults in the data, money that is not rounded, checks that fail. The summary is told all the same.
fn judge(done: &mut Done, outcome: &Outcome<'_>, summary: Summary) -> Result<(), Trouble> {
    done.faults.extend(data_faults(outcome));
    let failed: Vec<Diagnostic> = fault::failed_checks(outcome.program(), &summary.checks);
    done.summary = Some(summary);
    done.refuse_faults()?;
    let money = unrounded_money(outcome);
    if !money.is_empty() {
        return Err(Trouble::of(money, Exit::Script));
    }
    if failed.is_empty() { Ok(()) } else { Err(Trouble::of(failed, Exit::Failed)) }
}

/// The parameters that the examples of a project run with: those of its manifest.
///
/// # Errors
/// Where one of them does not fit.
pub fn example_parameters(program: &Program, project: &Project) -> Result<Vec<Option<Value>>, Trouble> {
    parameters::set(program, &parameters::settings(project, &Request::default())?)
}
