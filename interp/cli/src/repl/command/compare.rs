//! `:假如` and `:比较`: what would be otherwise, and what is otherwise than in the files as loaded.

use heng_interp::program::{ParameterSource, Program};

use super::fault;
use super::table::Command;
use super::words::parts;
use crate::diff::{SideRequest, compare, diff_lines};
use crate::repl::print::Told;
use crate::repl::session::{Refused, Session};
use crate::shell::Shell;
use crate::what_if::{Asked, effect_lines};

/// So many rows a list shows.
const ROWS: usize = 40;

/// Tries some changes; the session stays as it is.
///
/// # Errors
/// H1012 where nothing is to be changed, else as `heng what-if`.
pub(super) fn what_if(session: &Session, rest: &str, shell: &mut Shell<'_>) -> Result<Told, Box<Refused>> {
    let words = parts(rest);
    if words.is_empty() {
        return Err(super::ask::refuse(fault::expected(Command::WhatIf, "一处改动", "a change")));
    }
    let asked = read(&words, session.program());
    let evaluated = session.evaluated();
    let project = session.project().clone().with_texts(evaluated.texts.clone());
    let lines = effect_lines(&project, &session.request(), &asked, shell)?;
    Ok(Told::lines(lines))
}

/// Which changes are of settings, which of cells, which of decisions; a key alone watches its row.
fn read(words: &[String], program: &Program) -> Asked {
    let mut asked = Asked::default();
    for word in words {
        let name = word.split(['=', '＝']).next().unwrap_or_default().trim();
        let has_value = name.len() < word.len();
        match has_value {
            false => asked.row.push(word.clone()),
            true if decides(name, program) => asked.decide.push(word.clone()),
            true if sets(name, program) => asked.set.push(word.clone()),
            true => asked.row.push(word.clone()),
        }
    }
    asked
}

/// `调整分[E1]`, or a decision on the whole.
fn decides(name: &str, program: &Program) -> bool {
    let own = name.split('[').next().unwrap_or(name);
    let of_rows = || {
        let columns = program.tables.iter().flat_map(|table| &table.columns);
        name.contains('[') && columns.into_iter().any(|column| column.decision && column.name == own)
    };
    let of_whole = || {
        let note = program.parameter(own).and_then(|id| program.parameters.get(id.index()));
        note.is_some_and(|note| note.source == ParameterSource::Decision)
    };
    of_rows() || of_whole()
}

/// Whether a name is one of the script, or of a setting; a cell is `KEY.COLUMN`.
fn sets(name: &str, program: &Program) -> bool {
    let path: Vec<&str> = name.split('.').collect();
    let cell = path.split_last().is_some_and(|(column, key)| {
        let columns = program.tables.iter().flat_map(|table| &table.columns);
        !key.is_empty() && columns.into_iter().any(|rule| rule.name == column.trim_matches(['「', '」']))
    });
    program.find(&path).is_some() || !cell
}

/// The files as loaded against the session as it is.
///
/// # Errors
/// What is wrong with either side.
pub(super) fn diff(session: &Session, shell: &mut Shell<'_>) -> Result<Told, Box<Refused>> {
    let (before, after) = sides(session, shell);
    let difference = compare((&before, &after), shell)?;
    let lines = diff_lines(&difference, shell.language, shell.width, ROWS);
    Ok(Told::lines(lines))
}

/// What was loaded, and what is there now, over the same texts.
fn sides(session: &Session, shell: &Shell<'_>) -> (SideRequest, SideRequest) {
    let evaluated = session.evaluated();
    let side = |texts, request, (zh, en): (&str, &str)| SideRequest {
        shown: shell.pick(zh, en).to_owned(),
        project: session.project().clone().with_texts(texts),
        request,
    };
    let (opened, bare) = session.opened();
    let before = side(bare, opened, ("刚打开时", "as loaded"));
    let after = side(evaluated.texts.clone(), session.request(), ("现在", "now"));
    (before, after)
}
