//! `heng what-if`: the question read, asked of two runs, and answered in words, in JSON, and as a table.

mod ask;
mod effect_json;
mod effect_sheet;
mod effect_text;
mod effect_totals;
mod fault;
mod lift;
mod lift_json;
mod lift_text;
mod lines;
mod own;
mod words;

use std::io;

use heng_grammar::diagnostic::Message;
use heng_interp::compare::{Effect, Picture};
use heng_interp::eval::Outcome;
use heng_interp::table::fault::DataFault;

use crate::Exit;
use crate::command::run::write_done;
use crate::project::{Project, Trouble};
use crate::repl::session::Refused;
use crate::report;
use crate::run::{Done, Prepared, Request, Variant, piped_twice, prepare};
use crate::shell::{Format, Shell};
use ask::Question;

/// The name and version of the schema.
pub const SCHEMA: &str = "heng.what-if/1";

/// What the command line asks.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `--set`
    pub set: Vec<String>,
    /// `--row`
    pub row: Vec<String>,
    /// `--appeal`
    pub appeal: Vec<String>,
    /// `--decide`
    pub decide: Vec<String>,
    /// `--without`
    pub without: Vec<String>,
    /// `--add`
    pub add: Vec<String>,
    /// `--remove`
    pub remove: Vec<String>,
    /// `--lift`
    pub lift: Option<String>,
    /// `--keep`
    pub keep: Option<String>,
    /// `--to`
    pub to: Option<String>,
    /// `--by`
    pub by: Vec<String>,
    /// `--grade`
    pub grade: Option<String>,
    /// `-o`
    pub output: Option<String>,
}

/// Why there is no answer.
enum Refusal {
    /// A run stopped.
    Stopped(Box<Done>),
    /// The question cannot be asked.
    Trouble(Trouble),
}

impl From<Box<Done>> for Refusal {
    fn from(done: Box<Done>) -> Self {
        Self::Stopped(done)
    }
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// What changes make otherwise, in lines for the shell's width and language.
///
/// # Errors
/// All that is wrong with the question, or with one of the runs.
pub(crate) fn effect_lines(
    project: &Project,
    request: &Request,
    asked: &Asked,
    shell: &mut Shell<'_>,
) -> Result<Vec<String>, Box<Refused>> {
    match told(project, request, asked, shell) {
        Ok(told) => Ok(told.lines),
        Err(Refusal::Trouble(trouble)) => Err(trouble.into()),
        Err(Refusal::Stopped(done)) => Err(done.into()),
    }
}

/// Answers a question on a project.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn answer(
    project: &Project,
    request: &Request,
    asked: &Asked,
    shell: &mut Shell<'_>,
) -> io::Result<Exit> {
    let told = if asked.lift.is_some() || asked.keep.is_some() {
        lift::told(project, request, asked, shell)
    } else {
        told(project, request, asked, shell)
    };
    match told {
        Ok(told) => tell(&told, shell),
        Err(Refusal::Trouble(trouble)) => report::write_trouble(shell, &trouble),
        Err(Refusal::Stopped(done)) => {
            write_done(&done, shell)?;
            Ok(done.exit)
        }
    }
}

/// An answer, ready to be written.
struct Told {
    lines: Vec<String>,
    json: serde_json::Value,
    exit: Exit,
}

fn tell(told: &Told, shell: &mut Shell<'_>) -> io::Result<Exit> {
    match shell.format {
        Format::Json => writeln!(shell.out, "{:#}", told.json)?,
        Format::Text | Format::Plain | Format::Md | Format::Html => {
            for line in &told.lines {
                writeln!(shell.out, "{line}")?;
            }
        }
    }
    Ok(told.exit)
}

fn told(project: &Project, request: &Request, asked: &Asked, shell: &mut Shell<'_>) -> Result<Told, Refusal> {
    if request.data.iter().any(|file| file == "-" || file.ends_with("=-")) {
        return Err(Trouble::usage(piped_twice()).into());
    }
    let base = prepare(project, request, &Variant::default(), shell)?;
    let question = Question::of(asked, &base.program, &base.done.appeals)?;
    if question.is_empty() {
        return Err(Trouble::usage(fault::nothing_asked()).into());
    }
    let changed = prepare(project, &question.request(request), &question.variant, shell)?;
    let (old, new) = (evaluated(&base)?, evaluated(&changed)?);
    let keys = own::keys(&old, &new, &changed.applied, &question)?;
    let effect = Effect::between(&Picture::of(&old, &keys), &Picture::of(&new, &keys));
    let answer = Answer {
        effect,
        question,
        banner: base.done.status.banner(),
        corrected: own::cells(&new, &changed.applied.cells),
        removed: own::removed(&old, &changed.applied.rows),
        with_them: changed.applied.rows.with_them.clone(),
    };
    if let Some(path) = &asked.output {
        effect_sheet::write(path, &answer, &base.done.inputs, shell)?;
    }
    Ok(Told {
        lines: effect_text::lines(&answer, shell.language, shell.width),
        json: effect_json::json(&answer),
        exit: Exit::Done,
    })
}

/// What is otherwise, and what was asked.
struct Answer {
    effect: Effect,
    question: Question,
    corrected: Vec<own::CorrectedCell>,
    /// That the results are preliminary, where they are.
    banner: Option<Message>,
    /// Rows that leave: table, key and name.
    removed: Vec<(String, String)>,
    /// How many rows of other tables leave with them.
    with_them: Vec<(String, u32)>,
}

/// What an evaluation says, or what is wrong with the data.
fn evaluated(prepared: &Prepared) -> Result<Outcome<'_>, Refusal> {
    let (outcome, faults) = prepared.evaluate();
    if !faults.iter().any(DataFault::is_error) {
        return Ok(outcome);
    }
    let done = &prepared.done;
    Err(Refusal::Stopped(Box::new(Done {
        sources: done.sources.clone(),
        diagnostics: done.diagnostics.clone(),
        inputs: done.inputs.clone(),
        decisions: done.decisions.clone(),
        faults: done.faults.iter().cloned().chain(faults).collect(),
        exit: Exit::Data,
        ..Done::default()
    })))
}
