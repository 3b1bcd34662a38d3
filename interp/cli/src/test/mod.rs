//! Tests of a library: its 算例, its 校验, and the results that were accepted before.

mod accepted;
mod examples;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_interp::example::Verdict;
use heng_interp::resolve::Options;
use heng_interp::table::fault::DataFault;
use heng_interp::value::Date;

use crate::Exit;
use crate::compile::Parsed;
use crate::project::{Project, Texts};
use crate::shell::Shell;

pub use accepted::{Accepted, Difference};

/// What came of the tests of one project.
#[derive(Debug, Default)]
pub struct Tested {
    /// The script, as the user named it.
    pub script: String,
    /// The texts of the program.
    pub sources: Vec<Source>,
    /// What is wrong besides failed tests; for a failed example, where and how.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the data.
    pub faults: Vec<DataFault>,
    /// The examples.
    pub examples: Vec<Verdict>,
    /// The checks on the project's data: what each says, and whether it holds.
    pub checks: Vec<heng_interp::run::CheckSummary>,
    /// The comparison with the accepted result, where the project has data.
    pub accepted: Option<Accepted>,
    /// How the command ends.
    pub exit: Exit,
}

/// Runs the example at `position` among those of the compiled documents of a project.
pub(crate) fn test_example(
    project: &Project,
    parsed: &Parsed,
    texts: &Texts,
    as_of: Option<Date>,
    position: usize,
) -> Tested {
    let mut tested = Tested { script: project.script_name.clone(), ..Tested::default() };
    let options = Options { example: Some(position), as_of, ..Options::default() };
    examples::run(&mut tested, parsed, texts, &options, project);
    tested
}

/// Runs all tests of a project. With `accept`, results are recorded instead of compared.
pub fn test(project: &Project, accept: bool, shell: &mut Shell<'_>) -> Tested {
    let mut tested = Tested { script: project.script_name.clone(), ..Tested::default() };
    let texts = match project.load() {
        Ok(texts) => texts,
        Err(trouble) => {
            tested.diagnostics = trouble.diagnostics;
            tested.exit = trouble.exit;
            return tested;
        }
    };
    let parsed = Parsed::new(&texts);
    let as_of = match crate::run::day(project, None) {
        Ok(as_of) => as_of,
        Err(trouble) => {
            tested.diagnostics = trouble.diagnostics;
            tested.exit = trouble.exit;
            return tested;
        }
    };
    let compiled = parsed.compile(&texts, &Options { as_of, ..Options::default() });
    tested.sources.clone_from(&texts.sources);
    if compiled.program.is_none() {
        tested.diagnostics = compiled.diagnostics;
        tested.exit = Exit::Script;
        return tested;
    }
    for (position, tree) in compiled.examples.iter().enumerate() {
        if tree.document.is_empty() {
            let options = Options { example: Some(position), as_of, ..Options::default() };
            examples::run(&mut tested, &parsed, &texts, &options, project);
        }
    }
    if !project.manifest.data.is_empty() {
        accepted::compare(&mut tested, project, accept, shell);
    }
    tested
}
