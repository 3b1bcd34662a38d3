//! The rows that a command can be asked of: by their keys, and by the names, pinyin and initials of their names.

use std::collections::BTreeMap;

use heng_grammar::suggest::NameIndex;
use heng_interp::eval::Outcome;
use heng_interp::program::{Frame, Program, TableId};

use super::menu::Candidate;

/// Rows offered at most.
const MOST: usize = 50;

/// The rows of the tables that something is computed for.
#[derive(Default)]
pub struct Rows {
    /// Key, name, and the place of its table among `columns`.
    list: Vec<(String, String, usize)>,
    /// The rows that have a name.
    by_name: BTreeMap<String, Vec<usize>>,
    names: NameIndex,
    /// The columns of each table.
    columns: Vec<NameIndex>,
}

impl Rows {
    /// Of these tables, as they are.
    pub fn of(outcome: &Outcome<'_>) -> Self {
        let mut rows = Self::default();
        for id in computed(outcome.program()) {
            let Some(table) = outcome.table(id) else { continue };
            let place = rows.columns.len();
            rows.columns
                .push(NameIndex::new(table.schema().columns.iter().map(|column| column.name.as_str())));
            for row in 0..table.rows() {
                let Some(key) = table.key_text(row) else { continue };
                let name = table.name_text(row).unwrap_or_default().to_owned();
                rows.by_name.entry(name.clone()).or_default().push(rows.list.len());
                rows.list.push((key, name, place));
            }
        }
        rows.names = NameIndex::new(rows.by_name.keys().map(String::as_str).filter(|name| !name.is_empty()));
        rows
    }

    /// The rows whose key begins so, then those whose name fits; their keys are written.
    pub fn fitting(&self, typed: &str) -> Vec<Candidate> {
        if typed.is_empty() {
            return Vec::new();
        }
        let begins =
            |key: &str| key.get(..typed.len()).is_some_and(|front| front.eq_ignore_ascii_case(typed));
        let by_key =
            (0..self.list.len()).filter(|at| self.list.get(*at).is_some_and(|(key, ..)| begins(key)));
        let named = self.names.complete(typed, MOST).into_iter();
        let by_name = named.flat_map(|name| self.by_name.get(name).into_iter().flatten().copied());
        let found = by_key.take(MOST).chain(by_name).filter_map(|at| self.list.get(at));
        let candidate = |(key, name, _): &(String, String, usize)| Candidate {
            insert: quoted(key),
            label: key.clone(),
            detail: if name == key { String::new() } else { name.clone() },
        };
        found.take(MOST).map(candidate).collect()
    }

    /// The columns of the row with this key that can be begun so; nothing where no row has it.
    pub fn columns(&self, key: &str, typed: &str) -> Option<Vec<Candidate>> {
        let (_, _, table) = self.list.iter().find(|(known, ..)| known == key)?;
        let columns = self.columns.get(*table)?.complete(typed, MOST).into_iter();
        let candidate = |name: &str| Candidate {
            insert: format!("{key}.{name}="),
            label: name.to_owned(),
            detail: String::new(),
        };
        Some(columns.map(candidate).collect())
    }
}

fn quoted(key: &str) -> String {
    if key.contains(char::is_whitespace) { format!("\"{key}\"") } else { key.to_owned() }
}

/// The tables that something is computed for, in order.
fn computed(program: &Program) -> Vec<TableId> {
    let frames = program.definitions.iter().filter_map(|definition| match definition.frame {
        Frame::Rows(table) => Some(table),
        Frame::Whole => None,
    });
    let mut tables: Vec<TableId> = frames.collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}
