//! What the command line says of the input of a run; every verb that evaluates takes the same.

use clap::Args;

use crate::run::Request;

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
