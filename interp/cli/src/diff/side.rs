//! One side of a comparison.

use heng_grammar::source::Source;
use heng_interp::compare::Standings;
use heng_interp::resolve::Documents;
use heng_interp::run::Summary;
use heng_interp::table::fault::DataFault;
use heng_interp::value::Date;

use crate::Exit;
use crate::compile::Parsed;
use crate::project::Project;
use crate::run::{self, Done, ReadFile, Request, Setting, Variant, prepare};
use crate::shell::Shell;

/// What one side is asked to run.
#[derive(Clone, Debug)]
pub struct SideRequest {
    /// The script or the folder, as the user named it.
    pub shown: String,
    /// The script and its manifest.
    pub project: Project,
    /// Data, parameters, day and decisions.
    pub request: Request,
}

/// One side, run.
#[derive(Debug)]
pub struct Side {
    /// What it was asked to run.
    pub asked: SideRequest,
    /// The day it is made for.
    pub day: Option<Date>,
    /// Its texts.
    pub sources: Vec<Source>,
    /// Its documents, amended as of its day.
    pub documents: Documents,
    /// What it was set to.
    pub set: Vec<Setting>,
    /// The files it read.
    pub files: Vec<ReadFile>,
    /// What it says of each row.
    pub standings: Standings,
    /// What it did, counted.
    pub summary: Summary,
    /// Whether something is still to be settled.
    pub preliminary: bool,
}

impl Side {
    /// Runs it.
    ///
    /// # Errors
    /// All that is wrong where it stopped.
    pub fn run(asked: &SideRequest, shell: &mut Shell<'_>) -> Result<Self, Box<Done>> {
        let SideRequest { project, request, .. } = asked;
        let prepared = prepare(project, request, &Variant::default(), shell)?;
        let (outcome, faults) = prepared.evaluate();
        if faults.iter().any(DataFault::is_error) {
            return Err(Box::new(Done { faults, exit: Exit::Data, ..Done::default() }));
        }
        let (standings, summary) = (Standings::of(&outcome), Summary::of(&outcome));
        drop(outcome);
        let trouble = |trouble| Done::default().stopped(trouble);
        let day = run::day(project, request.as_of.as_deref()).map_err(trouble)?;
        let texts = project.load().map_err(trouble)?;
        let documents = Parsed::new(&texts).documents(day);
        Ok(Self {
            asked: asked.clone(),
            day,
            documents,
            preliminary: !prepared.done.status.reasons.is_empty(),
            sources: prepared.done.sources,
            set: prepared.set,
            files: prepared.files,
            standings,
            summary,
        })
    }

    /// The file of a table, with its sheet, as a manifest would name it.
    pub fn file(&self, table: &str) -> Option<String> {
        let file = self.files.iter().find(|file| file.table == table)?;
        let sheet = file.sheet.as_ref().map(|sheet| format!("#{sheet}")).unwrap_or_default();
        Some(format!("{}{sheet}", file.path.display()))
    }

    /// The digest of the file of a table; that of the register under the name 认定.
    pub fn digest(&self, table: &str) -> Option<(&str, Option<&str>)> {
        let file = self.files.iter().find(|file| file.table == table)?;
        Some((file.digest.as_str(), file.sheet.as_deref()))
    }
}
