//! A session that is no terminal: what to enter and to ask comes from standard input, answers go to standard output.

use std::io;

use heng_interp::program::Frame;
use heng_interp::run::value_text;

use super::session::{Answer, Entered, How, Reply, Session};
use crate::Exit;
use crate::report;
use crate::shell::Shell;

/// Enters `first`, then what standard input holds, until its end.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(session: &mut Session, first: &[String], shell: &mut Shell<'_>) -> io::Result<Exit> {
    let mut text = String::new();
    let mut exit = Exit::Done;
    if first.is_empty() {
        shell.input.read_to_string(&mut text)?;
    }
    for entry in first {
        exit = exit.and(enter(session, entry, shell)?);
    }
    exit = exit.and(enter(session, &text, shell)?);
    Ok(exit)
}

/// Enters what was typed, and tells what came of it.
///
/// # Errors
/// Where the streams cannot be written to.
pub(super) fn enter(session: &mut Session, text: &str, shell: &mut Shell<'_>) -> io::Result<Exit> {
    match session.submit(text, shell) {
        Ok(answer) => {
            tell(&answer, shell)?;
            Ok(Exit::Done)
        }
        Err(refused) => refused.write(shell),
    }
}

fn tell(answer: &Answer, shell: &mut Shell<'_>) -> io::Result<()> {
    match answer {
        Answer::Nothing => Ok(()),
        Answer::Changed(change) => {
            for entered in &change.entered {
                writeln!(shell.out, "{}", said(entered, shell))?;
            }
            report::write_diagnostics(shell, &change.diagnostics, &change.sources)
        }
        Answer::Reply(reply) => tell_reply(reply, shell),
        Answer::Several(answers) => answers.iter().try_for_each(|answer| tell(answer, shell)),
    }
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

fn tell_reply(reply: &Reply, shell: &mut Shell<'_>) -> io::Result<()> {
    report::write_diagnostics(shell, &reply.diagnostics, &reply.sources)?;
    let (rows, asked) = (reply.rows(), &reply.asked);
    let lines = reply.evaluated.see(|outcome| {
        let columns = asked.columns.iter().map(|column| {
            let values = outcome.evaluate(&column.value, asked.frame, &rows);
            let text = |i| value_text(outcome.program(), &values.value(i), &column.value.ty);
            (0..values.len()).map(text).collect::<Vec<String>>()
        });
        let columns: Vec<Vec<String>> = columns.collect();
        let line = |row: usize| columns.iter().filter_map(|column| column.get(row).cloned()).collect();
        (0..rows.len().max(1)).map(line).collect::<Vec<Vec<String>>>()
    });
    if asked.frame != Frame::Whole {
        writeln!(shell.out, "{}", reply.titles.join("\t"))?;
    }
    lines.iter().try_for_each(|line| writeln!(shell.out, "{}", line.join("\t")))
}
