//! A session that is no terminal: what to enter and to ask comes from standard input, answers go to standard output.

use std::io;
use std::ops::Range;

use heng_grammar::skeleton::unfinished;
use heng_interp::run::value_text;

use super::session::{Answer, Change, Entered, How, Reply, Session, units};
use crate::Exit;
use crate::report;
use crate::report::fault::listing;
use crate::shell::Shell;

/// Enters `commands`, or where there are none what standard input holds. The first that is refused ends it: what follows was
/// written for a session in which it had succeeded.
///
/// # Errors
/// Where the streams cannot be written to.
pub(super) fn run(session: &mut Session, commands: &[String], shell: &mut Shell<'_>) -> io::Result<Exit> {
    if !commands.is_empty() {
        return run_each(session, commands, shell);
    }
    let mut text = String::new();
    shell.input.read_to_string(&mut text)?;
    for part in parts(&text) {
        // Blank lines before it, so that what is wrong is found at its line.
        let exit = enter(session, &("\n".repeat(part.line) + part.text), shell)?;
        if exit != Exit::Done {
            tell_where(&part, shell)?;
            return Ok(exit);
        }
        if session.is_over() {
            break;
        }
    }
    Ok(Exit::Done)
}

fn run_each(session: &mut Session, commands: &[String], shell: &mut Shell<'_>) -> io::Result<Exit> {
    for command in commands {
        let exit = enter(session, command, shell)?;
        if exit != Exit::Done || session.is_over() {
            return Ok(exit);
        }
    }
    Ok(Exit::Done)
}

/// Where a script of commands stopped.
fn tell_where(part: &Part<'_>, shell: &mut Shell<'_>) -> io::Result<()> {
    let before = part.text.len() - part.text.trim_start().len();
    let first = part.line + 1 + lines(part.text, before);
    let last = first + lines(part.text.trim(), usize::MAX);
    let (zh, en) = match first == last {
        true => (format!("第 {first} 行"), format!("line {first}")),
        false => (format!("第 {first} 至 {last} 行"), format!("lines {first} to {last}")),
    };
    let (zh, en) =
        (format!("停在{zh}，后面的没有执行。"), format!("stopped at {en}; what follows was not done."));
    writeln!(shell.err, "{}", shell.pick(&zh, &en).to_owned())
}

/// A part of a script of commands.
struct Part<'t> {
    text: &'t str,
    /// How many lines stand before it.
    line: usize,
}

/// The parts of a script, in the order written: each command by itself, what stands between them by its units.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let open = text.get(start..at).is_some_and(|before| unfinished(before).is_some());
        if line.trim_start().starts_with([':', '：']) && !open {
            entries(text, start..at, &mut parts);
            parts.push(Part { text: text.get(at..end).unwrap_or_default(), line: lines(text, at) });
            start = end;
        }
        at = end;
    }
    entries(text, start..at, &mut parts);
    parts
}

fn entries<'t>(text: &'t str, range: Range<usize>, parts: &mut Vec<Part<'t>>) {
    let own = text.get(range.clone()).unwrap_or_default();
    for unit in units(own) {
        let line = lines(text, range.start + unit.range.start);
        parts.push(Part { text: own.get(unit.range).unwrap_or_default(), line });
    }
}

/// How many lines end before a byte.
fn lines(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count()
}

/// Enters one command, one question, or entries; what is wrong is told, and how it ends given back.
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

/// Reads files again that have changed since they were read, and says so; where nothing comes of them, the session stays as it is.
///
/// # Errors
/// Where the streams cannot be written to.
pub(super) fn read_changed(session: &mut Session, shell: &mut Shell<'_>) -> io::Result<()> {
    let changed = session.changed_files();
    if changed.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = changed.iter().map(|name| format!("「{name}」")).collect();
    let (names, english) = (names.join(""), changed.join("`, `"));
    match session.reload(shell) {
        Ok(change) => {
            let (zh, en) =
                (format!("{names}改过了，已重新读入。"), format!("`{english}` changed and was read again."));
            writeln!(shell.out, "{}", shell.pick(&zh, &en).to_owned())?;
            write_change(&change, shell)?;
        }
        Err(refused) => {
            let zh = format!("{names}改过了，可是有错；还是按原来的算。");
            let en = format!("`{english}` changed and is wrong now; the session stays as it was.");
            writeln!(shell.err, "{}", shell.pick(&zh, &en).to_owned())?;
            refused.write(shell)?;
        }
    }
    shell.out.flush()
}

/// What is doubtful or wrong since a change.
fn write_change(change: &Change, shell: &mut Shell<'_>) -> io::Result<()> {
    report::write_diagnostics(shell, &change.diagnostics, &change.sources)?;
    let listed = listing(&change.faults, &change.sources, shell.language, shell.width);
    if !listed.is_empty() {
        writeln!(shell.err, "{listed}")?;
    }
    Ok(())
}

fn tell(answer: &Answer, shell: &mut Shell<'_>) -> io::Result<()> {
    match answer {
        Answer::Nothing => Ok(()),
        Answer::Changed(change) => {
            for entered in &change.entered {
                writeln!(shell.out, "{}", said(entered, shell))?;
            }
            write_change(change, shell)
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
    if !reply.is_one() {
        writeln!(shell.out, "{}", reply.titles.join("\t"))?;
    }
    lines.iter().try_for_each(|line| writeln!(shell.out, "{}", line.join("\t")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_stand_by_themselves_and_blocks_stay_whole() {
        let text = "线 = 5\n\n:前 3 线\n对 企业 {\n  :a\n}\n线 + 1\n：退出";
        let read: Vec<(usize, &str)> = parts(text).iter().map(|part| (part.line, part.text.trim())).collect();
        assert_eq!(
            read,
            [(0, "线 = 5"), (2, ":前 3 线"), (3, "对 企业 {\n  :a\n}"), (5, "线 + 1"), (7, "：退出")]
        );
    }
}
