//! The command line: all that reads and writes. The binary is a thin call of [`execute`], so that tests run commands inside
//! their own process.

pub mod codes;
mod command;
mod compile;
pub mod diff;
mod exit;
pub mod fix;
mod interrupt;
mod lsp;
mod new;
pub mod project;
pub mod readings;
pub mod repl;
pub mod report;
pub mod run;
pub mod sheet;
pub mod shell;
pub mod test;
mod unread;
pub mod verify;
mod vocabulary;
mod weigh;
mod what_if;
pub mod why;

pub use command::execute;
pub use exit::Exit;
