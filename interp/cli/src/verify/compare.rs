//! Two results, cell by cell.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use heng_data::{Input, PlainSheet, read_plain};

/// What differs in one sheet, or in a file without sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The sheet; empty for files without.
    pub sheet: String,
    /// Rows that differ, in the order of the first file; then those that only the second has.
    pub rows: Vec<RowDifference>,
}

/// How a row differs, or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowDifference {
    /// A cell holds something else.
    Cell {
        /// The first cell of the row: its key.
        key: String,
        /// The header of the column.
        column: String,
        /// What came out now.
        again: String,
        /// What the published file has.
        published: String,
    },
    /// The published file lacks the row.
    Lacking {
        /// The first cell of the row.
        key: String,
    },
    /// Only the published file has the row.
    Added {
        /// The first cell of the row.
        key: String,
    },
    /// The published file lacks a column, or has one more, or others.
    Columns {
        /// Those that came out now.
        again: Vec<String>,
        /// Those of the published file.
        published: Vec<String>,
    },
    /// The rows are the same, and stand in another order.
    Order,
    /// All cells are the same: only the bytes differ, as where another program saved the file.
    Form,
    /// The published file cannot be read as a table.
    Unreadable,
}

/// What differs between what came out now and the published file. Rows are known by their first cell.
pub(super) fn differences(again: &Path, published: &Path) -> Vec<Difference> {
    let alone = |row| vec![Difference { sheet: String::new(), rows: vec![row] }];
    let (Some(again), Some(published)) = (sheets(again), sheets(published)) else {
        return alone(RowDifference::Unreadable);
    };
    let mut found: Vec<Difference> = Vec::new();
    for sheet in &again {
        let other = published.iter().find(|other| other.name == sheet.name);
        let other = other.or_else(|| published.first().filter(|_| again.len() == 1));
        let rows = match other {
            Some(other) => of_sheet(sheet, other),
            None => {
                vec![RowDifference::Columns { again: sheet.headers.clone(), published: Vec::new() }]
            }
        };
        if !rows.is_empty() {
            found.push(Difference { sheet: sheet.name.clone(), rows });
        }
    }
    if found.is_empty() { alone(RowDifference::Form) } else { found }
}

fn sheets(path: &Path) -> Option<Vec<PlainSheet>> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    read_plain(Input::new(name, File::open(path).ok()?)).ok()
}

fn of_sheet(again: &PlainSheet, published: &PlainSheet) -> Vec<RowDifference> {
    let mut found = Vec::new();
    if again.headers != published.headers {
        found.push(RowDifference::Columns {
            again: again.headers.clone(),
            published: published.headers.clone(),
        });
    }
    let (keys, other_keys) = (keys(&again.rows), keys(&published.rows));
    let by_key: BTreeMap<&(String, usize), &Vec<String>> = other_keys.iter().zip(&published.rows).collect();
    for (key, row) in keys.iter().zip(&again.rows) {
        match by_key.get(key) {
            Some(other) => found.extend(of_row((again, row), (published, other), &key.0)),
            None => found.push(RowDifference::Lacking { key: key.0.clone() }),
        }
    }
    let known: BTreeMap<&(String, usize), ()> = keys.iter().map(|key| (key, ())).collect();
    let added = other_keys.iter().filter(|key| !known.contains_key(key));
    found.extend(added.map(|(key, _)| RowDifference::Added { key: key.clone() }));
    if found.is_empty() && keys != other_keys {
        found.push(RowDifference::Order);
    }
    found
}

/// The first cell of each row, and how many rows before it have the same.
fn keys(rows: &[Vec<String>]) -> Vec<(String, usize)> {
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows {
        let key = row.first().map_or("", String::as_str);
        let count = met.entry(key).or_default();
        keys.push((key.to_owned(), *count));
        *count += 1;
    }
    keys
}

fn of_row(
    (again, row): (&PlainSheet, &[String]),
    (published, other): (&PlainSheet, &[String]),
    key: &str,
) -> Vec<RowDifference> {
    let cell = |row: &[String], at: usize| row.get(at).map(String::as_str).unwrap_or_default().to_owned();
    let columns = again.headers.iter().enumerate();
    let changed = columns.filter_map(|(at, header)| {
        let place = published.headers.iter().position(|other| other == header)?;
        let (again, published) = (cell(row, at), cell(other, place));
        (again != published).then(|| RowDifference::Cell {
            key: key.to_owned(),
            column: header.clone(),
            again,
            published,
        })
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&str]) -> PlainSheet {
        let cells = |row: &&str| row.split(',').map(str::to_owned).collect();
        let mut rows = rows.iter().map(cells);
        PlainSheet { headers: rows.next().unwrap_or_default(), rows: rows.collect(), ..PlainSheet::default() }
    }

    #[test]
    fn rows_are_known_by_their_first_cell() {
        let again = sheet(&["号,级", "E1,A", "E2,B", "E2,C", "E3,D"]);
        let published = sheet(&["号,级", "E2,B", "E1,B", "E2,C", "E4,D"]);
        let found = of_sheet(&again, &published);
        let cell = RowDifference::Cell {
            key: "E1".into(),
            column: "级".into(),
            again: "A".into(),
            published: "B".into(),
        };
        let lacking = RowDifference::Lacking { key: "E3".into() };
        let added = RowDifference::Added { key: "E4".into() };
        assert_eq!(found, [cell, lacking, added]);
        let turned = sheet(&["号,级", "E2,B", "E1,A", "E2,C", "E3,D"]);
        assert_eq!(of_sheet(&again, &turned), [RowDifference::Order]);
    }
}
