//! What was typed and would be lost: leaving says so once.

use std::io;

use super::command::{Command, is_command, read};
use super::session::Session;
use crate::shell::Shell;

/// What of a session is known to be kept.
#[derive(Debug, Default)]
pub struct Unsaved {
    /// What was typed, as it was saved last.
    kept: String,
    /// What was typed, as it was when the reader was told.
    told: Option<String>,
}

impl Unsaved {
    /// Whether the reader may leave. Where something typed is not saved, that is told once.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn may_leave(&mut self, session: &Session, shell: &mut Shell<'_>) -> io::Result<bool> {
        let typed = typed(session);
        if typed.is_empty() || typed == self.kept || self.told.as_ref() == Some(&typed) {
            return Ok(true);
        }
        let told = shell.pick(
            "提示符下写的内容还没有保存。「:保存 文件名」存下来；不要了，就再离开一次。",
            "What was typed is not saved. `:save FILE` keeps it; leave once more to let it go.",
        );
        let lines = crate::report::text::wrap(told, shell.width);
        lines.iter().try_for_each(|line| writeln!(shell.out, "{line}"))?;
        shell.out.flush()?;
        self.told = Some(typed);
        Ok(false)
    }

    /// Notes what `entry`, which was answered, has saved.
    pub fn note(&mut self, session: &Session, entry: &str) {
        if command(entry) == Some(Command::Save) {
            self.kept = typed(session);
        }
    }
}

/// The command that an entry is, if it is one.
pub fn command(entry: &str) -> Option<Command> {
    is_command(entry).then(|| read(entry).ok())?.map(|entered| entered.command)
}

/// What was typed on top of the script, as a script.
fn typed(session: &Session) -> String {
    if session.state().typed.is_empty() { String::new() } else { session.evaluated().overlay.text.clone() }
}
