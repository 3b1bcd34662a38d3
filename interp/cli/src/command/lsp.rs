//! `heng lsp`: the language server.

use std::io;

use clap::Args;

use crate::Exit;
use crate::lsp;
use crate::shell::Shell;

/// What follows `heng lsp`.
#[derive(Args, Debug)]
pub struct LspArguments {
    /// Speak over standard input and output: the only way, accepted because editors say it
    #[arg(long)]
    stdio: bool,
}

/// Serves an editor until it leaves.
///
/// # Errors
/// Where standard output cannot be written to.
pub fn run(_arguments: &LspArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    lsp::serve(io::stdin(), shell)
}
