//! A state of the session compiled and evaluated.

use heng_grammar::diagnostic::{Diagnostic, Language, Severity};
use heng_interp::eval::{Outcome, evaluate_with};
use heng_interp::program::Program;
use heng_interp::resolve::{Documents, Options};
use heng_interp::run::{checks, data_faults};
use heng_interp::table::fault::DataFault;
use self_cell::self_cell;

use super::Remembered;
use super::base::Base;
use super::change::Change;
use super::files::{Stamp, stamps};
use super::overlay::Overlay;
use super::refused::Refused;
use super::state::State;
use crate::Exit;
use crate::compile::Parsed;
use crate::interrupt;
use crate::project::Texts;
use crate::run::{Done, Prepared, Request, day, failed_checks, prepare_program, refuse_unbound, which_day};
use crate::shell::Shell;
use crate::test::test_example;

/// What the scripts came to, before any data are read.
struct Made {
    overlay: Overlay,
    documents: Documents,
    texts: Texts,
    options: Options,
    diagnostics: Vec<Diagnostic>,
    /// 算例 of what was typed that do not come out.
    failed: Vec<Diagnostic>,
}

impl Made {
    fn evaluate(
        self,
        program: Program,
        base: &Base,
        request: &Request,
        shell: &mut Shell<'_>,
    ) -> Result<Evaluated, Box<Refused>> {
        let Self { overlay, documents, texts, options, diagnostics, failed: mut open } = self;
        let mut prepared = prepare_program(program, &base.project, request, shell).map_err(|mut done| {
            done.sources.extend(texts.sources.clone());
            done
        })?;
        prepared.done.diagnostics = diagnostics;
        prepared.done.sources.clone_from(&texts.sources);
        prepared.done.paths.clone_from(&texts.paths);
        let stamps = stamps(base, &texts, &prepared.files);
        let how = heng_interp::eval::Options { stop: Some(interrupt::sign()), ..shell.evaluation };
        let values = Values::new(prepared, |read| evaluate_with(&read.program, &read.inputs, how));
        if interrupt::is_set() {
            return Err(Refused::interrupted());
        }
        let mut faults = values.borrow_owner().done.faults.clone();
        faults.extend(values.with_dependent(|_, outcome| data_faults(outcome)));
        open.extend(unset(values.borrow_owner()));
        open.extend(values.with_dependent(|read, outcome| failed_checks(&read.program, &checks(outcome))));
        Ok(Evaluated { values, overlay, documents, texts, options, stamps, faults, open })
    }
}

/// What documents leave open and what a run sets, as far as results need it and nobody has said it: there it is undecided.
fn unset(read: &Prepared) -> Vec<Diagnostic> {
    let refused = refuse_unbound(&read.program, &read.inputs.parameters).err();
    let reports = refused.into_iter().flat_map(|trouble| trouble.diagnostics);
    reports.map(|report| Diagnostic { severity: Severity::Warning, ..report }).collect()
}

self_cell!(
    /// What was read, with all values over it.
    struct Values {
        owner: Prepared,
        #[not_covariant]
        dependent: Outcome,
    }
);

/// A program with its data, and what came of them.
pub struct Evaluated {
    values: Values,
    /// The script that was typed.
    pub overlay: Overlay,
    /// The documents with their amendments carried out, the typed script last.
    pub documents: Documents,
    /// The texts, the typed one first.
    pub texts: Texts,
    /// What the program was made for.
    pub options: Options,
    /// The files it was made of.
    pub(super) stamps: Vec<Stamp>,
    /// What is wrong with the data.
    faults: Vec<DataFault>,
    /// What was typed to be tested and does not hold: 校验 of all documents, 算例 of what was typed. What nobody has set.
    open: Vec<Diagnostic>,
}

impl Evaluated {
    /// Compiles what the state says over the project, reads the data and evaluates.
    ///
    /// # Errors
    /// All that is wrong with the scripts and the settings. Faults of the data are told by [`Evaluated::faults`].
    pub(super) fn new(
        base: &Base,
        state: &State,
        (language, remembered): (Language, &mut Remembered),
        shell: &mut Shell<'_>,
    ) -> Result<Self, Box<Refused>> {
        let (project, script) = (&base.project, base.script.as_deref());
        let request = state.request(&remembered.tables);
        let overlay = Overlay::new(state, base, language);
        let as_of = day(project, request.as_of.as_deref())?;
        let options = Options { as_of, ..Options::default() };
        let name = shell.pick("‹已输入›", "‹typed›").to_owned();
        let texts = project.load_under(&name, overlay.text.clone(), script)?;
        let parsed = Parsed::again(&texts, &mut remembered.texts);
        let mut compiled = parsed.compile(&texts, &options);
        let mut diagnostics = texts.diagnostics.clone();
        diagnostics.append(&mut compiled.diagnostics);
        let refused = |mut diagnostics: Vec<Diagnostic>, exit| {
            diagnostics.retain(Diagnostic::is_error);
            Box::new(Refused { diagnostics, faults: Vec::new(), sources: texts.sources.clone(), exit })
        };
        if as_of.is_none() && !compiled.turns.is_empty() && compiled.program.is_some() {
            return Err(refused(vec![which_day(&compiled.turns)], Exit::Usage));
        }
        let Some(program) = compiled.program else { return Err(refused(diagnostics, Exit::Script)) };
        let documents = parsed.documents(as_of);
        let examples =
            compiled.examples.iter().enumerate().filter(|(_, example)| example.document.is_empty());
        let tested =
            examples.flat_map(|(at, _)| test_example(project, &parsed, &texts, as_of, at).diagnostics);
        let failed = tested.collect();
        let made = Made { overlay, documents, texts, options, diagnostics, failed };
        made.evaluate(program, base, &request, shell)
    }

    /// The same documents, with another program of them that reads more.
    ///
    /// # Errors
    /// Where what it reads is not there.
    pub fn with_program(
        &self,
        program: Program,
        base: &Base,
        request: &Request,
        shell: &mut Shell<'_>,
    ) -> Result<Self, Box<Refused>> {
        let made = Made {
            overlay: self.overlay.clone(),
            documents: self.documents.clone(),
            texts: self.texts.clone(),
            options: self.options.clone(),
            diagnostics: self.done().diagnostics.clone(),
            failed: Vec::new(),
        };
        made.evaluate(program, base, request, shell)
    }

    /// The checked program.
    pub fn program(&self) -> &Program {
        &self.values.borrow_owner().program
    }

    /// What was read.
    pub fn prepared(&self) -> &Prepared {
        self.values.borrow_owner()
    }

    /// What was read, and what is doubtful.
    pub fn done(&self) -> &Done {
        &self.values.borrow_owner().done
    }

    /// Shows all values.
    pub fn see<T>(&self, look: impl FnOnce(&Outcome<'_>) -> T) -> T {
        self.values.with_dependent(|_, outcome| look(outcome))
    }

    /// Everything that is wrong with the data.
    pub fn faults(&self) -> &[DataFault] {
        &self.faults
    }

    /// Whether results are made of data with errors: they are there to be looked at, not to be published.
    pub fn is_broken(&self) -> bool {
        self.faults.iter().any(DataFault::is_error)
    }

    /// What is doubtful about the scripts and was not before. Notes are for `heng check`.
    pub fn new_diagnostics(&self, before: &Self) -> Vec<Diagnostic> {
        let known = |report: &Diagnostic| before.done().diagnostics.iter().any(|d| d.title == report.title);
        let told = |report: &&Diagnostic| report.severity == Severity::Warning && !known(report);
        let doubtful = self.done().diagnostics.iter().filter(told);
        doubtful.chain(self.open.iter().filter(|report| !before.open.contains(report))).cloned().collect()
    }

    /// What is doubtful about the scripts and wrong with the data, for who has just opened them.
    pub fn doubts(&self) -> Change {
        let warnings = self.done().diagnostics.iter().filter(|report| report.severity == Severity::Warning);
        Change {
            entered: Vec::new(),
            moved: Vec::new(),
            diagnostics: warnings.chain(&self.open).cloned().collect(),
            faults: self.faults.clone(),
            sources: self.done().sources.clone(),
        }
    }

    /// What is wrong with the data and was not before.
    pub fn new_faults(&self, before: &Self) -> Vec<DataFault> {
        self.faults.iter().filter(|fault| !before.faults.contains(fault)).cloned().collect()
    }
}
