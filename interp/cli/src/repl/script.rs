//! A session that is no terminal: what to enter and to ask comes from standard input, answers go to standard output.

use std::io;
use std::ops::Range;

use heng_grammar::skeleton::unfinished;

use serde_json::json;

use super::print::{Told, answer, change_told};
use super::session::{Session, units};
use crate::Exit;
use crate::shell::{Format, Shell};

/// The name and version of the schema of an answer.
const ANSWER_SCHEMA: &str = "heng.answer/1";

/// So many rows of a table are shown.
const ROWS: usize = 40;

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
pub(super) struct Part<'t> {
    /// What stands there.
    pub text: &'t str,
    /// How many lines stand before it.
    line: usize,
}

/// The parts of a script, in the order written: each command by itself, what stands between them by its units.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
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
    match answer(session, text, Some(ROWS), shell) {
        Ok(told) => {
            write_told(&told, shell)?;
            Ok(Exit::Done)
        }
        Err(refused) => refused.write(shell),
    }
}

/// Writes an answer; for programs as one JSON document.
fn write_told(told: &Told, shell: &mut Shell<'_>) -> io::Result<()> {
    if shell.format == Format::Json {
        let lines: Vec<&str> = told.all().collect();
        return writeln!(shell.out, "{:#}", json!({ "schema": ANSWER_SCHEMA, "lines": lines }));
    }
    told.all().try_for_each(|line| writeln!(shell.out, "{line}"))
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
            change_told(&change, shell);
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
