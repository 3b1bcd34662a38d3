//! `heng readings`: each declared reading run every way. Which rows hang on it, alone and together with others; and which rows are in
//! the same class however the text is read.

mod fault;
mod json;
mod sheet;
mod text;
mod trial;
mod words;

use std::collections::BTreeSet;
use std::path::PathBuf;

use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_interp::compare::{AmountTotal, Standings};
use heng_interp::readings::{
    AmountRange, Choice, Extent, GradeFates, Live, Plan, Probe, Question, Run, amount_ranges, fates, live,
    plan, probe, questions, singles,
};
use heng_interp::run::cells;

use crate::project::{Project, Trouble};
use crate::run::progress::Progress;
use crate::run::{Done, Request, Status, Variant, in_parallel, prepare};
use crate::shell::Shell;

pub use json::{READINGS_SCHEMA, study_json};
pub use sheet::write;
pub use text::study_lines;
pub use trial::Single;

use trial::{Together, Trials};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The readings that are varied; all where none is named.
    pub only: Vec<String>,
    /// So many combinations are run at most.
    pub bound: usize,
}

/// What hangs on the readings of a policy over some data.
#[derive(Debug)]
pub struct Study {
    /// The policy: its name and number.
    pub policy: Option<(String, Option<String>)>,
    /// What keeps the results from being final.
    pub status: Status,
    /// The readings.
    pub questions: Vec<Question>,
    /// Every other answer alone.
    pub singles: Vec<Single>,
    /// Combinations that cannot be run, and why.
    pub failed: Vec<(Choice, Message)>,
    /// The readings that may matter over these data, and those that no result rests on.
    pub live: Live,
    /// What was run together.
    pub plan: Plan,
    /// How many runs there were, that of the text as it is taken among them.
    pub runs: usize,
    /// What becomes of the rows.
    pub grades: Vec<GradeFates>,
    /// What becomes of the money.
    pub amounts: Vec<AmountRange>,
    /// The results of the text as it is taken.
    pub base: Standings,
    /// What is doubtful about scripts and data.
    pub done: Done,
    /// The files that were read.
    pub inputs: Vec<PathBuf>,
}

impl Study {
    /// Whether every combination of answers that can differ was run: what is the same in all runs is certain.
    pub fn is_complete(&self) -> bool {
        self.plan.extent == Extent::All && self.failed.is_empty()
    }
}

/// Runs the readings of a project every way.
///
/// # Errors
/// All that is wrong where the text as it is taken cannot be run; H0975 for a reading that does not exist.
pub fn study(
    project: &Project,
    request: &Request,
    asked: &Asked,
    shell: &mut Shell<'_>,
) -> Result<Study, Box<Done>> {
    let mut prepared = prepare(project, request, &Variant::default(), shell)?;
    let mut done = std::mem::take(&mut prepared.done);
    let all = questions(&prepared.program);
    let questions = match chosen(&all, &asked.only) {
        Ok(questions) => questions,
        Err(report) => return Err(done.stopped(Trouble::usage(*report))),
    };
    let (outcome, faults) = prepared.evaluate();
    done.faults.extend(faults);
    if let Err(trouble) = done.refuse_faults() {
        return Err(done.stopped(trouble));
    }
    let base = Standings::of(&outcome);
    let shown = cells(&outcome);
    let probes: Vec<Probe> = (0..questions.len()).map(|at| probe(&outcome, &questions, at)).collect();
    drop(outcome);
    let policy = prepared.program.policy.as_ref();
    let policy = policy.map(|p| (p.title.clone().unwrap_or_else(|| p.name.clone()), p.number.clone()));
    let progress = Progress::new(shell, 1);
    let trials =
        Trials { prepared: &prepared, project, request, questions: &questions, base: &base, cells: &shown };
    let alone = alone(&trials, shell, &progress);
    let live = live(&probes, &alone.probes);
    let open = |single: &&Single| live.live.contains(&single.at.0);
    let open: Vec<(usize, usize)> = alone.singles.iter().filter(open).map(|single| single.at).collect();
    let moving: BTreeSet<(usize, usize)> =
        alone.singles.iter().filter(|single| !single.movements.is_empty()).map(|single| single.at).collect();
    let plan = plan(&open, &moving, asked.bound);
    let mut together = together(&trials, &plan, shell, &progress);
    progress.finish();
    let mut failed = alone.failed;
    failed.append(&mut together.failed);
    let mut runs: Vec<Run> = alone.singles.iter().map(Single::run).collect();
    let changes = alone.singles.iter().flat_map(|single| &single.amounts);
    let changes: Vec<&AmountTotal> = changes.chain(together.amounts.iter().flatten()).collect();
    let amounts = amount_ranges(&base, &changes);
    runs.append(&mut together.runs);
    let count = runs.len() + 1;
    let grades = fates(&base, &runs);
    done.diagnostics.extend(failed.iter().map(|(choice, why)| fault::cannot_run(&questions, choice, why)));
    let warnings = done.status.warnings();
    done.diagnostics.extend(warnings);
    let (status, inputs) = (done.status.clone(), done.inputs.clone());
    Ok(Study {
        policy,
        status,
        questions,
        singles: alone.singles,
        failed,
        live,
        plan,
        runs: count,
        grades,
        amounts,
        base,
        done,
        inputs,
    })
}

/// The readings that were asked for.
fn chosen(all: &[Question], only: &[String]) -> Result<Vec<Question>, Box<Diagnostic>> {
    let named = |question: &Question, name: &String| {
        question.name() == *name || question.path.last().is_some_and(|last| last == name)
    };
    if let Some(unknown) = only.iter().find(|name| !all.iter().any(|question| named(question, name))) {
        return Err(Box::new(fault::unknown_reading(unknown, all)));
    }
    let asked = |question: &&Question| only.is_empty() || only.iter().any(|name| named(question, name));
    Ok(all.iter().filter(asked).cloned().collect())
}

/// What came of every answer alone.
struct Alone {
    singles: Vec<Single>,
    probes: Vec<(usize, Option<Probe>)>,
    failed: Vec<(Choice, Message)>,
}

fn alone(trials: &Trials<'_>, shell: &Shell<'_>, progress: &Progress) -> Alone {
    let answers = singles(trials.questions);
    progress.parts(shell.pick("逐条换取法", "readings, one by one"), answers.len() as u64);
    let found = in_parallel(answers.len(), shell, progress, |at, shell| {
        answers.get(at).map(|answer| (*answer, trials.alone(*answer, shell)))
    });
    let mut alone = Alone { singles: Vec::new(), probes: Vec::new(), failed: Vec::new() };
    for (answer, tried) in found.into_iter().flatten() {
        match tried {
            Ok((single, probe)) => {
                alone.singles.push(single);
                alone.probes.push((answer.0, Some(probe)));
            }
            Err(why) => {
                alone.failed.push((vec![answer], why));
                alone.probes.push((answer.0, None));
            }
        }
    }
    alone
}

fn together(trials: &Trials<'_>, plan: &Plan, shell: &Shell<'_>, progress: &Progress) -> Together {
    let choices = &plan.choices;
    progress.parts(shell.pick("一起换取法", "readings together"), choices.len() as u64);
    let found = in_parallel(choices.len(), shell, progress, |at, shell| {
        choices.get(at).map(|choice| (choice.clone(), trials.together(choice, shell)))
    });
    let mut together = Together::default();
    for (choice, tried) in found.into_iter().flatten() {
        match tried {
            Ok((run, amounts)) => {
                together.runs.push(run);
                together.amounts.push(amounts);
            }
            Err(why) => together.failed.push((choice, why)),
        }
    }
    together
}
