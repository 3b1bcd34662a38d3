//! The answer to one entry, question or command.

use super::change::change_told;
use super::paper::{Paper, Told};
use super::reply::reply_told;
use crate::repl::command::{is_command, run};
use crate::repl::session::{Answer, Refused, Session};
use crate::report;
use crate::shell::Shell;

/// Does what one entry, question or command says, and tells what came of it; of a table so many rows at most.
///
/// # Errors
/// What is wrong with it; the session is as it was.
pub fn answer(
    session: &mut Session,
    text: &str,
    most: Option<usize>,
    shell: &mut Shell<'_>,
) -> Result<Told, Box<Refused>> {
    if is_command(text) {
        return run(session, text, shell);
    }
    let answer = session.submit(text, shell)?;
    Ok(told(&answer, most, shell))
}

fn told(answer: &Answer, most: Option<usize>, shell: &mut Shell<'_>) -> Told {
    match answer {
        Answer::Nothing => Told::default(),
        Answer::Changed(change) => change_told(change, shell),
        Answer::Reply(reply) => {
            // A reader of standard error that went away is no fault of the question.
            let _ = report::write_diagnostics(shell, &reply.diagnostics, &reply.sources);
            reply_told(reply, most, &Paper::of(shell))
        }
        Answer::Several(answers) => {
            let lines = answers.iter().flat_map(|answer| {
                told(answer, most, shell).all().map(str::to_owned).collect::<Vec<String>>()
            });
            Told::lines(lines.collect())
        }
    }
}
