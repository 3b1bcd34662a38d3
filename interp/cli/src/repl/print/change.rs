//! What an entry did to the session.

use super::paper::Told;
use crate::repl::session::{Change, Entered, How};
use crate::report;
use crate::shell::Shell;

/// A line for each entry that was taken in; what is doubtful since then goes to standard error.
pub fn change_told(change: &Change, shell: &mut Shell<'_>) -> Told {
    let lines = change.entered.iter().map(|entered| said(entered, shell)).collect();
    // A reader of standard error that went away is no fault of the entry.
    let _ = report::write_diagnostics(shell, &change.diagnostics, &change.sources);
    let listed = report::fault::listing(&change.faults, &change.sources, shell.language, shell.width);
    if !listed.is_empty() {
        let _ = writeln!(shell.err, "{listed}");
    }
    Told::lines(lines)
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
        How::Amended => ("作了修改".to_owned(), "amended".to_owned()),
        How::Focused(Some(table)) => (format!("先看 {table}"), format!("looking at {table} first")),
        How::Focused(None) => ("不再先看哪张表".to_owned(), "looking at no table first".to_owned()),
    };
    shell.pick(&zh, &en).trim_end().to_owned()
}
