//! What was typed and would be lost: leaving says so once.

use std::io;

use super::command::{Command, is_command, read};
use super::session::{Chunk, Session};
use crate::shell::Shell;

/// What the reader was told of.
#[derive(Debug, Default)]
pub struct Unsaved {
    /// What was typed, as it was when the reader was told.
    told: Option<Vec<Chunk>>,
}

impl Unsaved {
    /// Whether the reader may leave. Where something typed is not saved, that is told once.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn may_leave(&mut self, session: &Session, shell: &mut Shell<'_>) -> io::Result<bool> {
        let typed = &session.state().typed;
        if !session.has_unsaved() || self.told.as_ref() == Some(typed) {
            return Ok(true);
        }
        let told = shell.pick(
            "提示符下写的内容还没有保存。「:保存 文件名」存下来；不要了，就再离开一次。",
            "What was typed is not saved. `:save FILE` keeps it; leave once more to let it go.",
        );
        let lines = crate::report::text::wrap(told, shell.width);
        lines.iter().try_for_each(|line| writeln!(shell.out, "{line}"))?;
        shell.out.flush()?;
        self.told = Some(typed.clone());
        Ok(false)
    }
}

/// The command that an entry is, if it is one.
pub fn command(entry: &str) -> Option<Command> {
    is_command(entry).then(|| read(entry).ok())?.map(|entered| entered.command)
}
