//! What is wrong with one script and all that it uses.

use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::source::Source;
use heng_interp::parallel;
use heng_interp::table::fault::DataFault;

use crate::Exit;
use crate::project::{Edited, Project, Trouble};
use crate::run::{self, Request};
use crate::shell::Shell;
use crate::vocabulary::strays;
use crate::weigh::weigh;

/// One script with all that it uses.
pub(super) struct Checked {
    /// The texts.
    pub sources: Vec<Source>,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the data.
    pub faults: Vec<DataFault>,
    /// The files that were read.
    pub inputs: Vec<PathBuf>,
    /// How a check of this script alone would end.
    pub exit: Exit,
}

/// Each script without its data, in the order given; several at a time where there are threads for it.
pub(super) fn alone(
    scripts: &[String],
    edited: &Edited,
    as_of: Option<&str>,
    vocabulary: Option<Language>,
    shell: &Shell<'_>,
) -> Vec<Checked> {
    let folder = shell.folder.as_path();
    let check = |script: &String| check_one(script, edited, as_of, vocabulary, folder);
    let one = |at: usize| scripts.get(at).map(check);
    parallel::each(shell.evaluation.threads, scripts.len(), one).into_iter().flatten().collect()
}

fn check_one(
    script: &str,
    edited: &Edited,
    as_of: Option<&str>,
    vocabulary: Option<Language>,
    folder: &Path,
) -> Checked {
    let loaded = Project::open(folder, script).and_then(|project| {
        let (day, project) = (run::day(&project, as_of)?, project.with(edited).in_vocabulary(vocabulary));
        Ok((day, project.load()?, project))
    });
    match loaded {
        Ok((day, texts, project)) => {
            let mut diagnostics = texts.diagnostics.clone();
            diagnostics.extend(crate::compile::diagnostics(&texts, day));
            diagnostics.extend(strays(&project, &texts));
            let wrong = diagnostics.iter().any(Diagnostic::is_error);
            let exit = if wrong { Exit::Script } else { Exit::Done };
            Checked { sources: texts.sources, diagnostics, faults: Vec::new(), inputs: Vec::new(), exit }
        }
        Err(trouble) => stopped(trouble),
    }
}

fn stopped(trouble: Trouble) -> Checked {
    Checked {
        sources: trouble.sources,
        diagnostics: trouble.diagnostics,
        faults: Vec::new(),
        inputs: Vec::new(),
        exit: trouble.exit,
    }
}

/// A script and its data, evaluated for what is wrong with them.
pub(super) fn with_data(
    script: &str,
    edited: &Edited,
    request: &Request,
    vocabulary: Option<Language>,
    shell: &mut Shell<'_>,
) -> Checked {
    match Project::open(&shell.folder, script) {
        Ok(project) => {
            let project = project.with(edited).in_vocabulary(vocabulary);
            let mut done = run::run(&project, request, shell);
            weigh(&mut done, &project, request, shell);
            if let Ok(texts) = project.load() {
                done.diagnostics.extend(strays(&project, &texts));
            }
            Checked {
                sources: done.sources,
                diagnostics: done.diagnostics,
                faults: done.faults,
                inputs: done.inputs,
                exit: done.exit,
            }
        }
        Err(trouble) => stopped(trouble),
    }
}
