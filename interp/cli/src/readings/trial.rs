//! Single runs with other answers, boiled down to what differs.

use std::collections::BTreeSet;

use heng_grammar::diagnostic::Message;
use heng_interp::compare::{
    AmountTotal, Class, GradeStandings, Movement, Standings, amount_changes, grade_pairs, movements,
};
use heng_interp::eval::Outcome;
use heng_interp::readings::{Choice, Moved, Probe, Question, Run, probe};
use heng_interp::run::{CellTable, cells, changed_rows};
use heng_interp::table::fault::DataFault;

use super::words;
use crate::project::Project;
use crate::run::{Done, Override, Prepared, Request, Variant, evaluated_beside};
use crate::shell::Shell;

/// What all runs share.
pub(super) struct Trials<'t> {
    /// What was read.
    pub prepared: &'t Prepared,
    /// The project.
    pub project: &'t Project,
    /// What was asked for.
    pub request: &'t Request,
    /// The readings that are varied.
    pub questions: &'t [Question],
    /// The results of the text as it is taken.
    pub base: &'t Standings,
    /// All that it writes.
    pub cells: &'t [CellTable],
}

/// What came of one answer alone.
#[derive(Clone, Debug)]
pub struct Single {
    /// The place of the reading, and the answer.
    pub at: (usize, usize),
    /// The rows whose class is another.
    pub movements: Vec<Movement>,
    /// How many rows have another score or another place.
    pub ranked: u64,
    /// The columns of money, with the rows that get another amount.
    pub amounts: Vec<AmountTotal>,
    /// How many lines of the results differ in any cell.
    pub lines: u64,
}

impl Single {
    /// How many rows get another amount.
    pub fn paid(&self) -> u64 {
        let keys: BTreeSet<(&str, &str)> = self
            .amounts
            .iter()
            .flat_map(|total| total.changes.iter().map(|change| (total.table.as_str(), change.key.as_str())))
            .collect();
        keys.len() as u64
    }

    /// The run, for what becomes of the rows.
    pub(super) fn run(&self) -> Run {
        Run { choice: vec![self.at], moved: self.movements.iter().map(moved).collect() }
    }
}

/// What came of combinations.
#[derive(Debug, Default)]
pub(super) struct Together {
    /// The runs.
    pub runs: Vec<Run>,
    /// The money of each.
    pub amounts: Vec<Vec<AmountTotal>>,
    /// Those that could not be run.
    pub failed: Vec<(Choice, Message)>,
}

impl Trials<'_> {
    /// One answer alone.
    ///
    /// # Errors
    /// Why it cannot be run.
    pub fn alone(&self, at: (usize, usize), shell: &mut Shell<'_>) -> Result<(Single, Probe), Message> {
        self.run(&[at], shell, |outcome, after| {
            let single = Single {
                at,
                movements: movements(self.base, after),
                ranked: ranked(self.base, after),
                amounts: amount_changes(self.base, after),
                lines: changed_rows(self.cells, &cells(outcome)).len() as u64,
            };
            (single, probe(outcome, self.questions, at.0))
        })
    }

    /// Several answers at once.
    ///
    /// # Errors
    /// Why they cannot be run.
    pub fn together(
        &self,
        choice: &Choice,
        shell: &mut Shell<'_>,
    ) -> Result<(Run, Vec<AmountTotal>), Message> {
        self.run(choice, shell, |_, after| {
            let moved = movements(self.base, after).iter().map(moved).collect();
            (Run { choice: choice.clone(), moved }, amount_changes(self.base, after))
        })
    }

    fn run<T>(
        &self,
        choice: &[(usize, usize)],
        shell: &mut Shell<'_>,
        see: impl FnOnce(&Outcome<'_>, &Standings) -> T,
    ) -> Result<T, Message> {
        let entry = |(at, arm): &(usize, usize)| {
            let question = self.questions.get(*at)?;
            Some(Override { source: "heng readings".to_owned(), text: question.entry(*arm) })
        };
        let overrides = choice.iter().filter_map(entry).collect();
        let variant = Variant { overrides, ..Variant::default() };
        let asked = (self.project, self.request);
        let seen = evaluated_beside(self.prepared, asked, &variant, shell, |outcome| {
            see(outcome, &Standings::of(outcome))
        });
        seen.map_err(|done| reason(&done))
    }
}

/// Why a run stopped: its first error.
fn reason(done: &Done) -> Message {
    let report = done.diagnostics.iter().find(|report| report.is_error());
    let report = report.map(|report| (report.code.to_string(), report.title.clone()));
    let fault = || {
        let fault = done.faults.iter().find(|fault| DataFault::is_error(fault))?;
        let said = fault.to_diagnostic();
        Some((said.code.to_string(), said.title))
    };
    match report.or_else(fault) {
        Some((code, title)) => Message::new(format!("{code} {}", title.zh), format!("{code} {}", title.en)),
        None => words::unknown_reason(),
    }
}

fn moved(movement: &Movement) -> Moved {
    let (_, class): (Class, Class) = movement.classes();
    Moved { grade: movement.grade.clone(), key: movement.key.clone(), class }
}

/// How many rows have another score or place.
fn ranked(before: &Standings, after: &Standings) -> u64 {
    let of = |(old, new): (&GradeStandings, &GradeStandings)| {
        let differs = |(key, standing): &(&String, &heng_interp::compare::Standing)| {
            old.rows.get(*key).is_none_or(|was| (&was.score, was.rank) != (&standing.score, standing.rank))
        };
        new.rows.iter().filter(differs).count() as u64
    };
    grade_pairs(before, after).into_iter().map(of).sum()
}
