//! What an entry did to the session.

use heng_grammar::diagnostic::Language;

use super::paper::{Ink, Paper, Told};
use crate::repl::session::{Change, Entered, How, Moved};
use crate::report;
use crate::report::text::clip;
use crate::shell::Shell;

/// So many values that moved are named.
const MOVED: usize = 12;

/// A line for each entry that was taken in; what is doubtful since then goes to standard error.
pub fn change_told(change: &Change, shell: &mut Shell<'_>) -> Told {
    let mut lines: Vec<String> = change.entered.iter().map(|entered| said(entered, shell)).collect();
    lines.extend(moved_told(&change.moved, &Paper::of(shell)));
    // A reader of standard error that went away is no fault of the entry.
    let _ = report::write_diagnostics(shell, &change.diagnostics, &change.sources);
    let listed = report::fault::listing(&change.faults, &change.sources, shell.language, shell.width);
    if !listed.is_empty() {
        let _ = writeln!(shell.err, "{listed}");
    }
    Told::lines(lines)
}

/// Which values are otherwise now, and in how many rows: `变了：得分 8 行、等级 2 行`.
fn moved_told(moved: &[Moved], paper: &Paper) -> Vec<String> {
    if moved.is_empty() {
        return Vec::new();
    }
    let each = |moved: &Moved| match (&moved.table, paper.language) {
        (None, _) => moved.name.clone(),
        (Some(_), Language::Chinese) => format!("{} {} 行", moved.name, moved.rows),
        (Some(_), Language::English) if moved.rows == 1 => format!("{} in 1 row", moved.name),
        (Some(_), Language::English) => format!("{} in {} rows", moved.name, moved.rows),
    };
    let shown: Vec<String> = moved.iter().take(MOVED).map(each).collect();
    let more = moved.len().saturating_sub(MOVED);
    let (zh, en) = match more {
        0 => (String::new(), String::new()),
        more => (format!(" 等 {} 项", shown.len() + more), format!(" and {more} more")),
    };
    let (zh, en) = (format!("变了：{}{zh}", shown.join("、")), format!("moved: {}{en}", shown.join(", ")));
    paper.sentence(&zh, &en, 0).iter().map(|line| paper.paint(Ink::Faint, line)).collect()
}

/// What an entry did, in a sentence.
fn said(entered: &Entered, shell: &Shell<'_>) -> String {
    let name = entered.name.as_deref().unwrap_or_default();
    let (zh, en) = match &entered.how {
        How::Added(None) => (format!("新增 {name}"), format!("added {name}")),
        How::Added(Some(table)) => (format!("新增 {table}.{name}"), format!("added {table}.{name}")),
        How::Replaced => (format!("换了 {name}"), format!("replaced {name}")),
        How::Retyped => (format!("改了 {name}"), format!("changed {name}")),
        How::Bound => (format!("定了 {name}"), format!("bound {name}")),
        How::Taken => (format!("取了 {name}"), format!("took {name}")),
        How::Amended if !name.is_empty() => (format!("修改：{name}"), format!("amended: {name}")),
        How::Amended => ("作了修改".to_owned(), "amended".to_owned()),
        How::Focused(Some(table)) => (format!("先看 {table}"), format!("looking at {table} first")),
        How::Focused(None) => ("不再先看哪张表".to_owned(), "looking at no table first".to_owned()),
    };
    clip(shell.pick(&zh, &en).trim_end(), shell.width)
}
