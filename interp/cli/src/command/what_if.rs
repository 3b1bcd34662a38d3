//! `heng what-if`: what a change makes otherwise, and for whom; and turned round, the smallest change that does it.

use std::io;

use clap::Args;

use super::source::SourceArguments;
use crate::Exit;
use crate::project::Project;
use crate::report;
use crate::shell::Shell;
use crate::what_if::{Asked, answer};

/// What follows `heng what-if`.
#[derive(Args, Debug)]
pub struct WhatIfArguments {
    /// The script, or a folder with heng.toml; the current folder where it is not given
    #[arg(value_name = "FILE", default_value = ".", hide_default_value = true)]
    script: String,
    #[command(flatten)]
    source: SourceArguments,
    /// Another value: of an open value (an expression), a reading (one of its arms), a parameter, a decision on the whole
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Another content of a cell: KEY.COLUMN=VALUE, TABLE/KEY.COLUMN=VALUE; or KEY alone, to see what becomes of the row
    #[arg(long, value_name = "KEY.COLUMN=VALUE")]
    row: Vec<String>,
    /// An appeal of the register as if it were accepted
    #[arg(long, value_name = "NUMBER")]
    appeal: Vec<String>,
    /// A decision as if it were taken: NAME[KEY]=VALUE, or NAME=VALUE of the whole
    #[arg(long, value_name = "NAME[KEY]=VALUE")]
    decide: Vec<String>,
    /// A row that leaves, with all that belongs to it
    #[arg(long, value_name = "KEY")]
    without: Vec<String>,
    /// A row more: "TABLE: COLUMN=VALUE, COLUMN=VALUE"
    #[arg(long, value_name = "ROW")]
    add: Vec<String>,
    /// Rows that leave, by what they hold: "TABLE: COLUMN=VALUE, COLUMN=VALUE"
    #[arg(long, value_name = "ROW")]
    remove: Vec<String>,
    /// The smallest change of one column that lifts this row to the next class
    #[arg(long, value_name = "KEY", conflicts_with = "keep")]
    lift: Option<String>,
    /// How far one column may change before this row loses its class
    #[arg(long, value_name = "KEY")]
    keep: Option<String>,
    /// The class to be lifted to, or to be kept
    #[arg(long, value_name = "CLASS")]
    to: Option<String>,
    /// The columns that may change; all that the class depends on where not given
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// The grade, where the script has several
    #[arg(long, value_name = "NAME")]
    grade: Option<String>,
    /// Where the changes go: .csv, .xlsx or .json
    #[arg(short, long, value_name = "OUT")]
    output: Option<String>,
}

/// Answers the question.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &WhatIfArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    arguments.source.threads.settle(shell);
    let project = match Project::open(&shell.folder, &arguments.script) {
        Ok(project) => project,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let asked = Asked {
        set: arguments.set.clone(),
        row: arguments.row.clone(),
        appeal: arguments.appeal.clone(),
        decide: arguments.decide.clone(),
        without: arguments.without.clone(),
        add: arguments.add.clone(),
        remove: arguments.remove.clone(),
        lift: arguments.lift.clone(),
        keep: arguments.keep.clone(),
        to: arguments.to.clone(),
        by: arguments.by.clone(),
        grade: arguments.grade.clone(),
        output: arguments.output.clone(),
    };
    answer(&project, &arguments.source.request(), &asked, shell)
}
