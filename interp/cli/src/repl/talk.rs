//! A session at a terminal: asks for one entry after another, until the reader leaves.

use std::io;
use std::rc::Rc;

use super::command::{Command, is_command, read};
use super::line::{Face, Knowledge, Line, Typed, greet, keys_told, pager};
use super::print::{self, Paper};
use super::script;
use super::session::Session;
use super::unsaved::{Unsaved, command};
use crate::Exit;
use crate::interrupt::Watch;
use crate::shell::Shell;

/// Asks and answers until Ctrl-D. What is wrong with an entry is told, and the session goes on: it always ends well.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn run(session: &mut Session, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let face = Face { language: shell.language, colour: shell.out_colour };
    let mut line = Line::open(face)?;
    let (remembered, mut unsaved) = (Rc::default(), Unsaved::default());
    greet(session, face, line.is_first(), shell)?;
    // Ctrl-C ends nothing but what is being answered; while a line is typed it is a key.
    let mut watch = Watch::begin();
    loop {
        script::read_changed(session, shell)?;
        line.speak(shell.language);
        line.know(Box::new(Knowledge::of(session, shell, &remembered)));
        drop(watch);
        let typed = line.read()?;
        watch = Watch::begin();
        watch.forget();
        match typed {
            Typed::End if unsaved.may_leave(session, shell)? => return Ok(Exit::Done),
            Typed::End => {}
            Typed::Cleared => {
                let how = shell.pick("离开请按 Ctrl-D，或打 :退出。", "Ctrl-D leaves, or :quit.");
                writeln!(shell.out, "{how}")?;
                shell.out.flush()?;
            }
            Typed::Entry(text) if text.trim().is_empty() => {}
            Typed::Entry(text) => {
                line.remember();
                answer(session, &text, (&watch, &mut unsaved), shell)?;
            }
        }
        if session.is_over() {
            return Ok(Exit::Done);
        }
    }
}

/// Answers what was entered or pasted, part by part, until one is refused or stopped.
fn answer(
    session: &mut Session,
    text: &str,
    (watch, unsaved): (&Watch, &mut Unsaved),
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    for part in script::parts(text) {
        let leaves = command(part.text) == Some(Command::Quit);
        if leaves && !unsaved.may_leave(session, shell)? || !answer_part(session, part.text, watch, shell)? {
            break;
        }
        if session.is_over() {
            break;
        }
    }
    Ok(())
}

/// Answers one part, page by page where the answer is long, and says whether it was answered. Ctrl-C stops the answer, not the session.
fn answer_part(session: &mut Session, text: &str, watch: &Watch, shell: &mut Shell<'_>) -> io::Result<bool> {
    shell.measure();
    let answered = print::answer(session, text, None, shell);
    if watch.check().is_err() {
        // The terminal has written ^C where the cursor was. What was not computed to its end is not shown.
        watch.forget();
        let stopped = shell.pick("停下了。", "stopped.");
        writeln!(shell.out, "\n{stopped}")?;
        shell.out.flush()?;
        return Ok(false);
    }
    match answered {
        Ok(mut told) => {
            if is_overview(text) {
                told.body.extend(keys_told(&Paper::of(shell)));
            }
            shell.err.flush()?;
            let pages =
                pager::Pages { head: &told.head, body: &told.body, tall: told.tall.max(1), foot: &told.foot };
            pager::show(pages, shell.language, shell.out)?;
            Ok(true)
        }
        Err(refused) => {
            refused.write(shell)?;
            shell.err.flush()?;
            Ok(false)
        }
    }
}

/// Whether an entry asks for help on everything.
fn is_overview(entry: &str) -> bool {
    is_command(entry)
        && read(entry).is_ok_and(|asked| asked.command == Command::Help && asked.rest.is_empty())
}
