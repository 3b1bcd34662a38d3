//! `heng why`: where a value of a row comes from.

use std::io;

use clap::Args;
use heng_interp::eval::Outcome;
use heng_interp::explain::Explainer;

use super::run::write_done;
use super::source::SourceArguments;
use crate::Exit;
use crate::project::{Project, Trouble};
use crate::report;
use crate::run::{Done, Variant, evaluated_as};
use crate::shell::Shell;
use crate::why::{self, Face, Page, Wanted};

/// What follows `heng why`.
#[derive(Args, Debug)]
pub struct WhyArguments {
    /// The script, or a folder with heng.toml; the current folder where it is not given
    #[arg(value_name = "FILE", default_value = ".", hide_default_value = true)]
    script: String,
    #[command(flatten)]
    source: SourceArguments,
    /// The row: its key, its name, or a part of it; values of the whole without it
    #[arg(short, long, value_name = "KEY")]
    row: Option<String>,
    /// The table of the row, where several have such a key
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,
    /// What is explained, such as 综合得分.亩均税收; the last grade where none is named
    #[arg(short, long = "value", value_name = "NAME")]
    values: Vec<String>,
    /// How many levels are told
    #[arg(long, value_name = "N")]
    depth: Option<usize>,
    /// Tell rules that did not hold as fully as those that did
    #[arg(long)]
    full: bool,
    /// Write to a file instead: .txt, .md, .html or .json
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// Explains, and says what is wrong.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn why(arguments: &WhyArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    arguments.source.threads.settle(shell);
    let face = match Face::of(arguments.output.as_deref(), shell) {
        Ok(face) => face,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let project = match Project::open(&shell.folder, &arguments.script) {
        Ok(project) => project,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let (language, width, colour) =
        (shell.language, shell.width, shell.out_colour && arguments.output.is_none());
    let seen =
        evaluated_as(&project, &arguments.source.request(), &Variant::default(), shell, |outcome, done| {
            let page = told(arguments, outcome, done)?;
            Ok((page.drawn(face, language, width, colour), done.inputs.clone()))
        });
    match seen {
        Err(done) => {
            write_done(&done, shell)?;
            Ok(done.exit)
        }
        Ok(Err(trouble)) => report::write_trouble(shell, &trouble),
        Ok(Ok((text, inputs))) => match &arguments.output {
            None => {
                write!(shell.out, "{text}")?;
                Ok(Exit::Done)
            }
            Some(file) => why::write_file(file, &text, &inputs, shell),
        },
    }
}

fn told<'d>(arguments: &WhyArguments, outcome: &Outcome<'_>, done: &'d Done) -> Result<Page<'d>, Trouble> {
    let wanted = Wanted {
        table: arguments.table.clone(),
        row: arguments.row.clone(),
        values: arguments.values.clone(),
    };
    let question = why::question(outcome, &wanted)?;
    let explainer =
        Explainer::new(outcome, question.frame, &[question.row]).with_decisions(&done.decisions.recorded);
    let explanation = explainer.explain_all(&question.values, question.frame, question.row);
    Ok(Page {
        explanation,
        sources: &done.sources,
        policy: why::Policy::of(outcome),
        banner: done.status.banner(),
        depth: arguments.depth.unwrap_or(usize::MAX),
        full: arguments.full,
        named: !arguments.values.is_empty(),
    })
}
