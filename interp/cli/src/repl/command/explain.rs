//! `:为何`: where a value comes from.

use heng_grammar::diagnostic::Code;
use heng_interp::explain::Explainer;

use super::fault;
use super::table::Command;
use super::words::parts;
use crate::project::Trouble;
use crate::repl::print::Told;
use crate::repl::session::{Refused, Session};
use crate::shell::{Format, Shell};
use crate::why::{Face, Page, Policy, Question, Wanted, question};

/// The explanation of what was asked: a row and some of its values, or values of the whole.
///
/// # Errors
/// H1012 where nothing was asked, else as `heng why`.
pub(super) fn why(session: &Session, rest: &str, shell: &Shell<'_>) -> Result<Told, Box<Refused>> {
    let words = parts(rest);
    if words.is_empty() {
        let report = fault::expected(Command::Why, "一行，或全体的一个值", "a row, or a value of the whole");
        return Err(super::ask::refuse(report));
    }
    let done = session.done();
    let text = session.see(|outcome| {
        let question = meant(|wanted| question(outcome, wanted), &words)?;
        let explainer =
            Explainer::new(outcome, question.frame, &[question.row]).with_decisions(&done.decisions.recorded);
        let page = Page {
            explanation: explainer.explain_all(&question.values, question.frame, question.row),
            sources: &done.sources,
            policy: Policy::default(),
            banner: done.status.banner(),
            depth: usize::MAX,
            full: false,
            named: words.len() > 1,
        };
        let face = if shell.format == Format::Plain { Face::Plain } else { Face::Tree };
        Ok::<_, Trouble>(page.drawn(face, shell.language, shell.width, shell.out_colour))
    });
    // What options of the command line are called is of no use here.
    let text = text.map_err(|mut trouble| {
        let reports = trouble.diagnostics.iter_mut();
        reports.for_each(|report| report.help.retain(|help| !help.zh.contains("--")));
        trouble
    })?;
    Ok(Told::lines(text.lines().map(str::to_owned).collect()))
}

/// No row is called so.
const NO_ROW: Code = Code(932);

/// Values of the whole where all words name such; else the row is the first word, or the last.
fn meant(ask: impl Fn(&Wanted) -> Result<Question, Trouble>, words: &[String]) -> Result<Question, Trouble> {
    let whole = Wanted { table: None, row: None, values: words.to_vec() };
    if let Ok(question) = ask(&whole) {
        return Ok(question);
    }
    let row = |row: &String, values: &[String]| {
        ask(&Wanted { table: None, row: Some(row.clone()), values: values.to_vec() })
    };
    let (Some((first, rest)), Some((last, front))) = (words.split_first(), words.split_last()) else {
        return ask(&whole);
    };
    let found = row(first, rest);
    match &found {
        Err(trouble) if trouble.diagnostics.iter().any(|report| report.code == NO_ROW) => {
            row(last, front).or(found)
        }
        _ => found,
    }
}
