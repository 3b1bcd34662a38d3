//! `heng repl`: a script and its data, looked at and changed entry by entry.

use std::io;

use clap::Args;

use super::source::SourceArguments;
use crate::Exit;
use crate::repl::{self, Opening};
use crate::shell::Shell;

/// What follows `heng repl`.
#[derive(Args, Debug)]
pub struct ReplArguments {
    /// The script, or a folder with heng.toml; an empty session where it is not given
    #[arg(value_name = "FILE")]
    script: Option<String>,
    #[command(flatten)]
    source: SourceArguments,
    /// Enter this, as if it were typed, and stop at the end
    #[arg(short, long, value_name = "TEXT")]
    command: Vec<String>,
}

/// Opens a session.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &ReplArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    arguments.source.threads.settle(shell);
    let opening = Opening {
        script: arguments.script.clone(),
        request: arguments.source.request(),
        commands: arguments.command.clone(),
    };
    repl::run(&opening, shell)
}
