//! `heng report`: the result sheet of every row, their list, and the summary for leaders.

use std::io;

use clap::Args;
use heng_interp::eval::Keep;
use serde_json::json;

use super::run::{counts_json, write_problems};
use super::source::SourceArguments;
use crate::Exit;
use crate::project::Project;
use crate::report::fault::faults_json;
use crate::report::{self, diagnostics_json};
use crate::run::{Done, Request, run_writing};
use crate::sheet::{self, Form, Wanted, What};
use crate::shell::{Format, Shell};

/// The name and version of the schema.
const SCHEMA: &str = "heng.report/1";

/// What follows `heng report`.
#[derive(Args, Debug)]
pub struct ReportArguments {
    /// The script, or a folder with heng.toml; the current folder where it is not given
    #[arg(value_name = "FILE", default_value = ".", hide_default_value = true)]
    script: String,
    #[command(flatten)]
    source: SourceArguments,
    /// Where the report goes: a folder (a page each), .html (one file to print) or .xlsx (a workbook)
    #[arg(short, long, value_name = "OUT", required = true)]
    output: String,
    /// Only the rows with these keys or names
    #[arg(long = "row", value_name = "KEY", num_args = 1..)]
    rows: Vec<String>,
    /// The table whose rows have sheets, where it is not the one that is graded
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,
    /// What is written: all, sheets or summary
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true,
        value_name = "PART"
    )]
    what: What,
    /// Refuse to write while a decision is pending
    #[arg(long = "final")]
    last: bool,
}

/// Writes the report, and says what was written and what is wrong.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn report(arguments: &ReportArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    arguments.source.threads.settle(shell);
    let opened = Form::of(&arguments.output).and_then(|_| Project::open(&shell.folder, &arguments.script));
    let project = match opened {
        Ok(project) => project,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let request = Request { last: arguments.last, ..arguments.source.request() };
    let wanted = Wanted { table: arguments.table.clone(), rows: arguments.rows.clone() };
    let done = run_writing(&project, &request, Keep::All, shell, |done, evaluated, shell| {
        sheet::write(done, evaluated, (&arguments.output, &wanted, arguments.what), shell)
    });
    if shell.format == Format::Json {
        writeln!(shell.out, "{:#}", done_json(&done))?;
    } else if write_problems(&done, shell)? {
        write_told(&done, &arguments.output, shell)?;
    }
    Ok(done.exit)
}

/// What was written, for a person.
fn write_told(done: &Done, output: &str, shell: &mut Shell<'_>) -> io::Result<()> {
    let sheets = done.written.iter().filter(|file| file.shown.contains("/sheets/")).count();
    let first = done.written.first().map_or(output, |file| file.shown.as_str());
    let (zh, en) = match sheets {
        0 => (format!("已写出 {first}"), format!("wrote {first}")),
        _ => {
            let folder = output.trim_end_matches('/');
            (
                format!("已写出 {sheets} 户的报告单，从 {folder}/index.html 打开"),
                format!("wrote {sheets} sheets; open {folder}/index.html"),
            )
        }
    };
    let sentence = shell.pick(&zh, &en).to_owned();
    writeln!(shell.out, "{sentence}")?;
    let rows = done.written.iter().flat_map(|file| &file.tables).map(|(_, rows)| *rows).max().unwrap_or(0);
    if first.ends_with(".xlsx") && rows > sheet::MOST_SHEETS {
        let (zh, en) = (
            format!("共 {rows} 户，工作簿里没有逐户写报告单，只有目录和计算表；要哪些户，用 --row 指名"),
            format!(
                "{rows} rows: the workbook has the list and the calculation sheets; name rows with --row for sheets of their own"
            ),
        );
        let sentence = shell.pick(&zh, &en).to_owned();
        writeln!(shell.out, "{sentence}")?;
    }
    if let Some(receipt) = &done.receipt {
        writeln!(shell.out, "{}{receipt}", shell.pick("收据 ", "receipt "))?;
    }
    if let Some(banner) = done.status.banner() {
        writeln!(shell.out, "{}", shell.say(&banner))?;
    }
    Ok(())
}

fn done_json(done: &Done) -> serde_json::Value {
    json!({
        "schema": SCHEMA,
        "exit": done.exit.status(),
        "preliminary": done.status.is_preliminary(),
        "pending": done.status.pending_json(),
        "diagnostics": diagnostics_json(&done.diagnostics, &done.sources),
        "faults": faults_json(&done.faults),
        "decisions": { "used": counts_json(&done.decisions.used), "pending": counts_json(&done.decisions.pending) },
        "written": done.written.iter().map(|file| &file.shown).collect::<Vec<_>>(),
        "receipt": done.receipt,
    })
}
