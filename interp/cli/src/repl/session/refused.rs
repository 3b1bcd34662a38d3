//! Why the session did not do what it was asked to.

use std::io;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_interp::table::fault::DataFault;
use serde_json::json;

use crate::Exit;
use crate::project::Trouble;
use crate::report;
use crate::report::fault::listing;
use crate::run::Done;
use crate::shell::{Format, Shell};

/// What is wrong; the session is as it was.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What is wrong with scripts, settings, what was typed.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the data.
    pub faults: Vec<DataFault>,
    /// The texts that spans point into.
    pub sources: Vec<Source>,
    /// How a command that meets it ends.
    pub exit: Exit,
}

impl Refused {
    /// Writes what is wrong to standard error; as JSON to standard output.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub fn write(&self, shell: &mut Shell<'_>) -> io::Result<Exit> {
        if self.exit == Exit::Interrupted {
            let said = shell.pick("中断了，一切照旧。", "interrupted; everything is as it was.").to_owned();
            writeln!(shell.err, "{said}")?;
        }
        report::write_diagnostics(shell, &self.diagnostics, &self.sources)?;
        if shell.format == Format::Json {
            let diagnostics = report::diagnostics_json(&self.diagnostics, &self.sources);
            let document = json!({ "schema": report::DIAGNOSTICS_SCHEMA, "diagnostics": diagnostics });
            writeln!(shell.out, "{document:#}")?;
        }
        let listed = listing(&self.faults, &self.sources, shell.language, shell.width);
        if !listed.is_empty() {
            writeln!(shell.err, "{listed}")?;
        }
        Ok(self.exit)
    }

    /// The work was interrupted.
    pub fn interrupted() -> Box<Self> {
        Box::new(Self {
            diagnostics: Vec::new(),
            faults: Vec::new(),
            sources: Vec::new(),
            exit: Exit::Interrupted,
        })
    }

    /// One report.
    pub fn one(report: Diagnostic, sources: Vec<Source>, exit: Exit) -> Box<Self> {
        Box::new(Self { diagnostics: vec![report], faults: Vec::new(), sources, exit })
    }
}

impl From<Trouble> for Box<Refused> {
    fn from(trouble: Trouble) -> Self {
        let Trouble { diagnostics, sources, exit } = trouble;
        Box::new(Refused { diagnostics, faults: Vec::new(), sources, exit })
    }
}

impl From<Box<Done>> for Box<Refused> {
    fn from(done: Box<Done>) -> Self {
        let Done { diagnostics, faults, sources, exit, .. } = *done;
        Box::new(Refused { diagnostics, faults, sources, exit })
    }
}
