//! The command line: all that reads and writes. The binary is a thin call of [`run`], so that tests run commands inside
//! their own process.

pub mod codes;
mod command;
mod compile;
mod exit;
pub mod project;
pub mod report;
pub mod shell;

pub use command::run;
pub use exit::Exit;
