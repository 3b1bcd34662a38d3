//! What hangs on what a script leaves unstated: every way of stating it is run over the data, by the same path as any
//! run, and the rows that come out otherwise are counted.

use heng_grammar::diagnostic::{Diagnostic, Mend, Message};
use heng_interp::run::{CellTable, ChangedRow, cells, changed_rows};
use heng_interp::shown::Shown;
use heng_interp::table::fault::DataFault;

use crate::Exit;
use crate::fix::apply;
use crate::project::{Edited, Project, Texts};
use crate::report::in_order;
use crate::run::{Done, Request, evaluated};
use crate::shell::Shell;

/// Reports of something that has to be said and is not, whose mends are the ways of saying it: which rows a sum is of,
/// directions, missing values in an order, ties, rounding, base, order of moves, refilling, remainders.
const UNSTATED: [u16; 12] = [412, 416, 505, 630, 631, 632, 638, 642, 643, 655, 661, 662];

/// At most so many ways are run; each costs what a run costs.
const RUNS: usize = 24;

/// How many rows are named.
const ROWS: usize = 3;

/// Where nothing is wrong with the script but what it leaves unstated, says of each way how many rows come out otherwise
/// than under the first way. One report is varied at a time; the others keep their first way. Faults of the data that a
/// run meets are told too.
pub fn weigh(done: &mut Done, project: &Project, request: &Request, shell: &mut Shell<'_>) {
    let errors: Vec<Diagnostic> =
        in_order(&done.diagnostics).into_iter().filter(|report| report.is_error()).cloned().collect();
    let is_unstated = |report: &Diagnostic| UNSTATED.contains(&report.code.0) && !report.mends.is_empty();
    // What comes through a pipe can be read once.
    let piped = request.data.iter().any(|file| file == "-" || file.ends_with("=-"));
    if piped || errors.is_empty() || !errors.iter().all(is_unstated) {
        return;
    }
    let Ok(texts) = project.load() else { return };
    let mut weighing = Weighing { project, request, texts, errors: &errors };
    let base = match weighing.run(None, shell) {
        Ok(base) => base,
        Err(stopped) => return meets_faults(done, *stopped),
    };
    let mut runs = 1;
    for (at, error) in errors.iter().enumerate() {
        let mut told = Vec::new();
        for way in 1..error.mends.len() {
            runs += 1;
            if runs > RUNS {
                break;
            }
            let other = weighing.run(Some((at, way)), shell);
            let changed = other.ok().map(|other| changed_rows(&base, &other));
            told.extend(sentence(error, way, changed.as_deref(), base.len()));
        }
        for report in done.diagnostics.iter_mut().filter(|report| *report == error) {
            report.help.splice(0..0, told.iter().cloned());
        }
    }
}

/// Data that cannot be evaluated whatever the script says are told together with the script.
fn meets_faults(done: &mut Done, stopped: Done) {
    if stopped.faults.iter().any(DataFault::is_error) {
        done.exit = done.exit.and(Exit::Data);
        done.faults.extend(stopped.faults);
    }
}

struct Weighing<'w> {
    project: &'w Project,
    request: &'w Request,
    texts: Texts,
    errors: &'w [Diagnostic],
}

impl Weighing<'_> {
    /// The results with the first way of every report but one, for which another is taken.
    fn run(
        &mut self,
        other: Option<(usize, usize)>,
        shell: &mut Shell<'_>,
    ) -> Result<Vec<CellTable>, Box<Done>> {
        let way = |at: usize| other.filter(|(error, _)| *error == at).map_or(0, |(_, way)| way);
        let mends: Vec<&Mend> =
            self.errors.iter().enumerate().filter_map(|(at, error)| error.mends.get(way(at))).collect();
        let mut edited = Edited::default();
        for (source, file) in self.texts.sources.iter().zip(&self.texts.files) {
            if let Some(file) = file {
                edited.set(file, apply(source.text(), source.id(), &mends));
            }
        }
        evaluated(&self.project.clone().with(&edited), self.request, shell, cells)
    }
}

/// `按现有数据，写“并列 同档”与写“并列 编号 从低到高”：3 行不同，如 E12 等级 A → B`
fn sentence(
    error: &Diagnostic,
    way: usize,
    changed: Option<&[ChangedRow]>,
    tables: usize,
) -> Option<Message> {
    let (first, other) = (&error.mends.first()?.title, &error.mends.get(way)?.title);
    let (zh, en) = match changed {
        None => ("后一种写法算不下去".to_owned(), "the latter cannot be evaluated".to_owned()),
        Some([]) => ("每一行都一样".to_owned(), "every row is the same".to_owned()),
        Some(rows) => difference(rows, tables),
    };
    Some(Message::new(
        format!("按现有数据，{}与{}，{zh}", first.zh, other.zh),
        format!("in these data, {} / {}: {en}", first.en, other.en),
    ))
}

/// `20 行不同（其中「等级」不同的 2 行）：E12 等级 A → B 等`
fn difference(rows: &[ChangedRow], tables: usize) -> (String, String) {
    let count = rows.len();
    let named: Vec<String> = rows.iter().take(ROWS).map(|row| row_text(row, tables)).collect();
    let graver = rows.iter().filter(|row| row.beyond_figures().is_some()).count();
    let (part_zh, part_en) = match rows.first().and_then(ChangedRow::beyond_figures) {
        Some(_) if graver == count => (String::new(), String::new()),
        Some(column) => {
            (format!("（其中「{column}」等不同的 {graver} 行）"), format!(" ({graver} of them in {column})"))
        }
        None => ("（都只是数不同）".to_owned(), " (in figures only)".to_owned()),
    };
    let (more_zh, more_en) = if count > ROWS { (" 等", "; …") } else { ("", "") };
    let (plural, verb) = if count == 1 { ("", "differs") } else { ("s", "differ") };
    (
        format!("{count} 行不同{part_zh}：{}{more_zh}", named.join("；")),
        format!("{count} row{plural} {verb}{part_en}: {}{more_en}", named.join("; ")),
    )
}

/// `E12 等级 A → B，奖励 20 → 10`
fn row_text(row: &ChangedRow, tables: usize) -> String {
    let cells = row.cells.iter().take(2);
    let cells: Vec<String> =
        cells.map(|(header, was, is)| format!("{header} {} → {}", cell(was), cell(is))).collect();
    let table = if tables > 1 { format!("{} ", row.table) } else { String::new() };
    format!("{table}{} {}", row.key, cells.join("，")).trim_start().to_owned()
}

fn cell(shown: &Shown) -> String {
    match shown {
        Shown::Text(text) | Shown::Decimal(text) => text.clone(),
        Shown::Date(day) => day.to_string(),
        Shown::YesNo(answer) => if *answer { "是" } else { "否" }.to_owned(),
        Shown::Blank => "（空）".to_owned(),
    }
}
