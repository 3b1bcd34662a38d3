//! What commands ask of the session: values of the rows of a table.

use heng_grammar::diagnostic::Diagnostic;
use heng_interp::program::{Frame, Kind, TableId};

use super::fault;
use super::table::Command;
use crate::Exit;
use crate::repl::print::kind_text;
use crate::repl::session::{Refused, Reply, Session};
use crate::report;
use crate::shell::Shell;

/// A refusal of what stands behind a command.
pub(super) fn refuse(report: Diagnostic) -> Box<Refused> {
    Refused::one(report, Vec::new(), Exit::Usage)
}

/// The values that `text` asks for, of the rows of a table. What is doubtful about them is written to standard error.
///
/// # Errors
/// H1012 where there is no text, H1013 where it is a value of the whole, and all that is wrong with it.
pub(super) fn of_rows(
    session: &mut Session,
    (command, text): (Command, &str),
    shell: &mut Shell<'_>,
) -> Result<(Reply, TableId), Box<Refused>> {
    if text.is_empty() {
        return Err(refuse(fault::expected(command, "一个值", "a value")));
    }
    let reply = session.ask(text, shell)?;
    let table = match reply.asked.frame {
        Frame::Rows(table) if !reply.is_one() => table,
        _ => {
            let title = reply.titles.first().map_or(text, String::as_str);
            return Err(refuse(fault::of_whole(command, title)));
        }
    };
    // A reader of standard error that went away is no fault of the question.
    let _ = report::write_diagnostics(shell, &reply.diagnostics, &reply.sources);
    Ok((reply, table))
}

/// Refuses a value of a kind that the command has no use for.
///
/// # Errors
/// H1013 where `fits` says no.
pub(super) fn fitting(
    command: Command,
    reply: &Reply,
    fits: impl Fn(&Kind) -> bool,
    wanted: (&str, &str),
) -> Result<(), Box<Refused>> {
    let Some((column, title)) = reply.asked.columns.first().zip(reply.titles.first()) else { return Ok(()) };
    if fits(&column.value.ty.kind) {
        return Ok(());
    }
    let is = kind_text(reply.evaluated.program(), &column.value.ty.kind);
    Err(refuse(fault::unfit(command, title, &is, wanted)))
}
