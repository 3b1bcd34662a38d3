//! `heng repl`: a project that is looked at, asked and changed, entry by entry.

pub mod command;
pub mod line;
pub mod print;
mod script;
pub mod session;
mod talk;
mod unsaved;

use std::io::{self, IsTerminal};

use crate::Exit;
use crate::project::{Project, Trouble};
use crate::report;
use crate::run::Request;
use crate::shell::Shell;
use session::Session;

/// What a session begins with.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The script, or a folder with heng.toml; nothing for an empty session.
    pub script: Option<String>,
    /// The data, parameters, day and registers.
    pub request: Request,
    /// What is entered instead of what standard input holds.
    pub commands: Vec<String>,
}

/// Opens a session and reads what is entered until its end.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(opening: &Opening, shell: &mut Shell<'_>) -> io::Result<Exit> {
    if opening.request.data.iter().any(|file| file == "-" || file.ends_with("=-")) {
        return report::write_trouble(shell, &Trouble::usage(session::fault::piped()));
    }
    let project = match opening.script.as_deref().map(|script| Project::open(&shell.folder, script)) {
        None => None,
        Some(Ok(project)) => Some(project),
        Some(Err(trouble)) => return report::write_trouble(shell, &trouble),
    };
    let mut session = match Session::open(project, opening.request.clone(), shell) {
        Ok(session) => session,
        Err(refused) => return refused.write(shell),
    };
    let _warned = print::change_told(&session.doubts(), shell);
    if opening.commands.is_empty() && shell.interactive && io::stdout().is_terminal() {
        return talk::run(&mut session, shell);
    }
    script::run(&mut session, &opening.commands, shell)
}
