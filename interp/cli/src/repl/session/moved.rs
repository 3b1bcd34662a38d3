//! What a change makes otherwise: which values, in how many rows.

use std::collections::BTreeMap;
use std::rc::Rc;

use heng_interp::compare::Unchanged;
use heng_interp::eval::Outcome;
use heng_interp::program::{Definition, DefinitionId, Frame, Kind, Program, Role};

use super::evaluated::Evaluated;

/// A value that is otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it is called.
    pub name: String,
    /// The table whose rows have it; none for a value of the whole.
    pub table: Option<String>,
    /// In how many rows it is otherwise.
    pub rows: usize,
}

/// Numbers are compared while there are no more than so many; classes and answers always.
const NUMBERS: usize = 400_000;

/// The named values that both have and that are otherwise, as far as the rows are the same, in the order written.
pub fn moved(before: &Evaluated, after: &Evaluated) -> Vec<Moved> {
    if std::ptr::eq(before, after) {
        return Vec::new();
    }
    before.see(|old| after.see(|new| compare(old, new)))
}

fn compare(old: &Outcome<'_>, new: &Outcome<'_>) -> Vec<Moved> {
    let (was, is) = (old.program(), new.program());
    let (unchanged, earlier) = (Unchanged::between(old, new), by_name(was));
    let mut left = NUMBERS;
    let mut found = Vec::new();
    for (at, definition) in (0_u32..).zip(&is.definitions).filter(|(_, definition)| is_named(definition)) {
        let Some(earlier) = earlier.get(&key(is, definition)).copied() else { continue };
        let frame = |program: &Program, id: DefinitionId| program.definition(id).map(|d| d.frame);
        let (id, rows) = (DefinitionId(at), new.rows(definition.frame));
        if unchanged.holds(earlier, id) || !is.order.contains(&id) {
            continue;
        }
        if !was.order.contains(&earlier) || frame(was, earlier).map(|frame| old.rows(frame)) != Some(rows) {
            continue;
        }
        if matches!(definition.body.ty.kind, Kind::Number(_)) {
            let Some(rest) = left.checked_sub(rows as usize) else { continue };
            left = rest;
        }
        let differing = differing((old, earlier), (new, id), rows);
        if differing > 0 {
            let table = match definition.frame {
                Frame::Rows(table) => is.tables.get(table.index()).map(|schema| schema.name.clone()),
                Frame::Whole => None,
            };
            found.push((definition.span, Moved { name: definition.name(), table, rows: differing }));
        }
    }
    found.sort_by_key(|(written, _)| (written.source, written.start));
    found.into_iter().map(|(_, moved)| moved).collect()
}

fn is_named(definition: &Definition) -> bool {
    definition.role == Role::Named && definition.path.len() == 1
}

/// The name, the year and the table of a definition.
type Key<'p> = (&'p [String], Option<i32>, Option<&'p str>);

fn key<'p>(program: &'p Program, definition: &'p Definition) -> Key<'p> {
    let table = match definition.frame {
        Frame::Rows(table) => program.tables.get(table.index()).map(|schema| schema.name.as_str()),
        Frame::Whole => None,
    };
    (&definition.path, definition.year, table)
}

/// The named definitions; of several of one name the first.
fn by_name(program: &Program) -> BTreeMap<Key<'_>, DefinitionId> {
    let mut found = BTreeMap::new();
    for (at, definition) in (0_u32..).zip(&program.definitions).filter(|(_, named)| is_named(named)) {
        found.entry(key(program, definition)).or_insert(DefinitionId(at));
    }
    found
}

/// In how many rows two definitions are otherwise.
fn differing(
    (old, earlier): (&Outcome<'_>, DefinitionId),
    (new, later): (&Outcome<'_>, DefinitionId),
    rows: u32,
) -> usize {
    let (was, is) = (texts(old, earlier, rows), texts(new, later, rows));
    was.iter().zip(&is).filter(|(was, is)| was != is).count()
}

/// The values as one can compare them; numbers in full where their decimals end, else to 12 digits.
fn texts(outcome: &Outcome<'_>, id: DefinitionId, rows: u32) -> Vec<Option<Rc<str>>> {
    let Some(definition) = outcome.program().definition(id) else { return Vec::new() };
    let all: Vec<u32> = (0..rows).collect();
    match &definition.body.ty.kind {
        Kind::Number(number) => {
            let printed = outcome.values(id, &all).printed();
            let unit = outcome.program().units.text(&number.unit);
            printed.into_iter().map(|digits| digits.map(|d| format!("{}{unit}", d.text).into())).collect()
        }
        Kind::YesNo => {
            let word = |answer: Result<bool, _>| answer.ok().map(|yes| Rc::from(if yes { "1" } else { "0" }));
            outcome.yes_no(id).into_iter().map(word).collect()
        }
        Kind::Choice(choice) => {
            let members: Vec<Rc<str>> = outcome
                .program()
                .choice(*choice)
                .map(|choice| choice.members.iter().map(|member| Rc::from(member.as_str())).collect())
                .unwrap_or_default();
            let member = |at: i32| usize::try_from(at).ok().and_then(|at| members.get(at)).cloned();
            outcome.wholes(id).into_iter().map(|found| found.ok().and_then(member)).collect()
        }
        Kind::Date | Kind::Year => {
            outcome.wholes(id).into_iter().map(|found| found.ok().map(|day| day.to_string().into())).collect()
        }
        _ => Vec::new(),
    }
}
