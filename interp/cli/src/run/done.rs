//! What came of a run.

use std::path::PathBuf;

use heng_data::{AppliedAppeals, Decision};
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_interp::explain::Recorded;
use heng_interp::run::{Cut, Summary};
use heng_interp::table::fault::DataFault;

use super::faults::data_exit;
use super::{RunProfile, Status, Stopwatch, Written};
use crate::Exit;
use crate::project::Trouble;

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

impl Done {
    /// Ends with what stopped the command.
    pub fn stop(&mut self, trouble: Trouble) {
        self.sources.extend(trouble.sources);
        self.diagnostics.extend(trouble.diagnostics);
        self.exit = trouble.exit;
    }

    /// The same, as what a command gives that could not do what it was asked for.
    #[must_use]
    pub fn stopped(mut self, trouble: Trouble) -> Box<Self> {
        self.stop(trouble);
        Box::new(self)
    }

    /// Goes on only where nothing is wrong with the data.
    ///
    /// # Errors
    /// How the command ends; the faults themselves stand here.
    pub fn refuse_faults(&self) -> Result<(), Trouble> {
        match self.faults.iter().any(DataFault::is_error) {
            true => Err(Trouble::of(Vec::new(), data_exit(&self.faults))),
            false => Ok(()),
        }
    }
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
    pub(super) fn count<'d>(decisions: impl Iterator<Item = &'d Decision>) -> Vec<(String, u64)> {
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
