//! What all scripts of a check have wrong together.

use std::io;
use std::path::PathBuf;

use heng_interp::table::fault::DataFault;
use serde_json::Value;

use super::script::Checked;
use crate::Exit;
use crate::report::fault::listing;
use crate::report::{self, Tally};
use crate::shell::{Format, Shell};

/// What was found so far.
pub(super) struct Findings {
    /// How the command ends.
    pub exit: Exit,
    /// How much there is of each severity.
    pub total: Tally,
    /// The reports for programs.
    pub json: Vec<Value>,
    /// How many reports have mends that nobody may make unasked.
    pub undecided: usize,
    /// What is wrong with the data.
    pub faults: Vec<DataFault>,
    /// The data files that were read.
    pub inputs: Vec<PathBuf>,
}

impl Findings {
    /// Nothing found yet.
    pub fn new(exit: Exit) -> Self {
        let (json, faults, inputs) = (Vec::new(), Vec::new(), Vec::new());
        Self { exit, total: Tally::default(), json, undecided: 0, faults, inputs }
    }

    /// Writes what is wrong with a script for people, and keeps it for the end.
    ///
    /// # Errors
    /// Where standard error cannot be written to.
    pub fn add(&mut self, checked: Checked, shell: &mut Shell<'_>) -> io::Result<()> {
        self.undecided += crate::fix::undecided(&checked.diagnostics);
        self.exit = self.exit.and(checked.exit);
        self.total = self.total.plus(Tally::of(&checked.diagnostics)).plus(Tally::of_faults(&checked.faults));
        report::write_diagnostics(shell, &checked.diagnostics, &checked.sources)?;
        let listed = listing(&checked.faults, &checked.sources, shell.language, shell.width);
        if !listed.is_empty() && shell.format != Format::Json {
            writeln!(shell.err, "{listed}")?;
        }
        if shell.format == Format::Json {
            let reports = report::diagnostics_json(&checked.diagnostics, &checked.sources);
            self.json.extend(reports.as_array().cloned().unwrap_or_default());
        }
        self.faults.extend(checked.faults);
        self.inputs.extend(checked.inputs);
        Ok(())
    }
}
