//! `heng diff`: who moves between two policies, two days or two settings, and because of which article.

use std::io;

use clap::Args;

use super::run::write_done;
use super::source::SourceArguments;
use crate::Exit;
use crate::diff::{SideRequest, compare, diff_json, diff_lines, write};
use crate::project::{Project, Trouble};
use crate::report;
use crate::run::{Request, piped_twice};
use crate::shell::{Format, Shell};

/// So many rows a list shows where nobody says.
const ROWS: usize = 40;

/// What follows `heng diff`.
#[derive(Args, Debug)]
pub struct DiffArguments {
    /// The earlier policy: a script, or a folder with heng.toml
    #[arg(value_name = "BEFORE")]
    before: String,
    /// The later one; the same where it is not given, for other days or settings
    #[arg(value_name = "AFTER")]
    after: Option<String>,
    #[command(flatten)]
    source: SourceArguments,
    /// For the later side only: the data of a table, TABLE=PATH
    #[arg(long, value_name = "TABLE=PATH")]
    new_data: Vec<String>,
    /// For the later side only: a parameter
    #[arg(long, value_name = "NAME=VALUE")]
    new_parameter: Vec<String>,
    /// For the later side only: the date
    #[arg(long, value_name = "DATE")]
    new_as_of: Option<String>,
    /// For the later side only: the register of decisions
    #[arg(long, value_name = "FILE")]
    new_decisions: Option<String>,
    /// Write the rows that move to a file: .csv; .xlsx and .json hold everything
    #[arg(short, long, value_name = "OUT")]
    output: Option<String>,
    /// How many rows are listed
    #[arg(long, value_name = "N", default_value_t = ROWS, hide_default_value = true)]
    rows: usize,
    /// End with status 4 where a row moves or an amount changes
    #[arg(long)]
    exit_code: bool,
}

impl DiffArguments {
    fn sides(&self, shell: &Shell<'_>) -> Result<(SideRequest, SideRequest), Trouble> {
        let request = self.source.request();
        if request.data.iter().chain(&self.new_data).any(|file| file == "-" || file.ends_with("=-")) {
            return Err(Trouble::usage(piped_twice()));
        }
        let side = |shown: &str, request: Request| {
            let project = Project::open(&shell.folder, shown)?;
            Ok(SideRequest { shown: shown.to_owned(), project, request })
        };
        let before = side(&self.before, request.clone())?;
        let mut after = side(self.after.as_ref().unwrap_or(&self.before), self.later(request))?;
        if after.project.manifest.data.is_empty() {
            after.project.lend(&before.project);
        }
        Ok((before, after))
    }

    /// What the later side is asked: what is said of it alone is stronger.
    fn later(&self, both: Request) -> Request {
        let name = |written: &str| written.split_once('=').map(|(name, _)| name.trim().to_owned());
        let own = |given: Vec<String>, new: &[String]| -> Vec<String> {
            let said = |written: &String| {
                new.iter().any(|other| name(other).is_some() && name(other) == name(written))
            };
            given.into_iter().filter(|written| !said(written)).chain(new.iter().cloned()).collect()
        };
        Request {
            data: own(both.data, &self.new_data),
            parameters: own(both.parameters, &self.new_parameter),
            as_of: self.new_as_of.clone().or(both.as_of),
            decisions: self.new_decisions.clone().or(both.decisions),
            ..Request::default()
        }
    }
}

/// Compares, and says who moves.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn diff(arguments: &DiffArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    arguments.source.threads.settle(shell);
    let sides = match arguments.sides(shell) {
        Ok(sides) => sides,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let difference = match compare((&sides.0, &sides.1), shell) {
        Ok(difference) => difference,
        Err(done) => {
            write_done(&done, shell)?;
            return Ok(done.exit);
        }
    };
    if let Some(output) = &arguments.output
        && let Err(trouble) = write(&difference, output, shell)
    {
        return report::write_trouble(shell, &trouble);
    }
    if shell.format == Format::Json {
        writeln!(shell.out, "{:#}", diff_json(&difference))?;
    } else {
        for line in diff_lines(&difference, shell.language, shell.width, arguments.rows) {
            writeln!(shell.out, "{line}")?;
        }
    }
    Ok(if arguments.exit_code && difference.differs() { Exit::Failed } else { Exit::Done })
}
