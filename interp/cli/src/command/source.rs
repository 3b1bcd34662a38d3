//! What the command line says of the input of a run; every verb that evaluates takes the same.

use clap::Args;

use crate::run::Request;
use crate::shell::Shell;

/// How many threads work.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct ThreadArguments {
    /// How many threads work; else one a core. The result is the same
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl ThreadArguments {
    /// Tells the shell.
    pub fn settle(self, shell: &mut Shell<'_>) {
        if let Some(threads) = self.threads {
            shell.evaluation.threads = usize::from(threads);
        }
    }
}

/// Data, parameters, day, decisions and appeals.
#[derive(Args, Clone, Debug, Default)]
pub struct SourceArguments {
    /// The data of a table: TABLE=PATH or PATH, with #SHEET for spreadsheets, - for standard input
    #[arg(short, long, value_name = "TABLE=PATH")]
    pub data: Vec<String>,
    /// Set a parameter, such as 年度=2024
    #[arg(short, long = "parameter", value_name = "NAME=VALUE")]
    pub parameter: Vec<String>,
    /// The date the result is made for
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The register of decisions
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<String>,
    /// The register of appeals
    #[arg(long, value_name = "FILE")]
    pub appeals: Option<String>,
    #[command(flatten)]
    pub threads: ThreadArguments,
}

impl SourceArguments {
    /// The run that they ask for; nothing is written yet.
    pub fn request(&self) -> Request {
        Request {
            data: self.data.clone(),
            parameters: self.parameter.clone(),
            as_of: self.as_of.clone(),
            decisions: self.decisions.clone(),
            appeals: self.appeals.clone(),
            ..Request::default()
        }
    }
}
