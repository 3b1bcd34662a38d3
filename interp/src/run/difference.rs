//! Which rows come out otherwise under two readings of one script, over the same data.

use std::collections::BTreeMap;

use super::results;
use crate::eval::Outcome;
use crate::shown::Shown;

/// A table of results as it would be written, its lines found by what they are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellTable {
    /// The table.
    pub name: String,
    headers: Vec<String>,
    /// Per year or posting and key the cells, in the order of the headers.
    lines: BTreeMap<(u32, String), Vec<Shown>>,
}

/// A row that comes out otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedRow {
    /// The table.
    pub table: String,
    /// The key of the row; empty for values of the whole.
    pub key: String,
    /// Per column that differs its header, what it was and what it is; classes and texts before numbers.
    pub cells: Vec<(String, Shown, Shown)>,
}

/// All that would be written.
pub fn cells(outcome: &Outcome<'_>) -> Vec<CellTable> {
    let tables = results(outcome);
    let read = tables.iter().map(|table| {
        let lines = table.rows();
        CellTable {
            name: table.name.clone(),
            headers: table.headers.clone(),
            lines: table.keys().into_iter().zip(lines).collect(),
        }
    });
    read.collect()
}

/// The rows of `after` that are not as in `before`: those that differ in more than figures first, and in the order of
/// their keys. A row that only one of them has differs in every cell it holds.
pub fn changed_rows(before: &[CellTable], after: &[CellTable]) -> Vec<ChangedRow> {
    let nothing = CellTable::default();
    let mut changed = Vec::new();
    for (at, new) in after.iter().enumerate() {
        let old = before.get(at).filter(|old| old.name == new.name).unwrap_or(&nothing);
        let keys: std::collections::BTreeSet<_> = old.lines.keys().chain(new.lines.keys()).collect();
        changed.extend(keys.into_iter().filter_map(|key| changed_row(old, new, key)));
    }
    changed.sort_by_key(|row: &ChangedRow| row.beyond_figures().is_none());
    changed
}

fn changed_row(old: &CellTable, new: &CellTable, key: &(u32, String)) -> Option<ChangedRow> {
    let cell = |table: &CellTable, column: usize| {
        table.lines.get(key).and_then(|line| line.get(column)).cloned().unwrap_or(Shown::Blank)
    };
    let columns = new.headers.iter().enumerate();
    let mut cells: Vec<(String, Shown, Shown)> = columns
        .map(|(column, header)| (header.clone(), cell(old, column), cell(new, column)))
        .filter(|(_, was, is)| was != is)
        .collect();
    cells.sort_by_key(|(_, was, is)| is_figure(was) || is_figure(is));
    (!cells.is_empty()).then(|| ChangedRow { table: new.name.clone(), key: key.1.clone(), cells })
}

fn is_figure(shown: &Shown) -> bool {
    matches!(shown, Shown::Decimal(_))
}

impl ChangedRow {
    /// The first column that differs in more than a figure: a class, a text, a yes or no.
    pub fn beyond_figures(&self) -> Option<&str> {
        let (header, was, is) = self.cells.first()?;
        (!is_figure(was) && !is_figure(is)).then_some(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str, &str)]) -> CellTable {
        let line = |(key, class, money): &(&str, &str, &str)| {
            let cells = vec![Shown::Decimal((*money).to_owned()), Shown::Text((*class).to_owned())];
            ((0, (*key).to_owned()), cells)
        };
        CellTable {
            name: "企业".to_owned(),
            headers: vec!["奖励".to_owned(), "等级".to_owned()],
            lines: rows.iter().map(line).collect(),
        }
    }

    #[test]
    fn rows_are_found_by_their_key_whatever_their_order() {
        let before = [table(&[("E1", "A", "10"), ("E2", "B", "5")])];
        let after = [table(&[("E2", "A", "10"), ("E1", "A", "10")])];
        let changed = changed_rows(&before, &after);
        assert_eq!(changed.len(), 1);
        let row = &changed[0];
        assert_eq!((row.key.as_str(), row.cells.len(), row.cells[0].0.as_str()), ("E2", 2, "等级"));
        assert_eq!(changed_rows(&before, &before), []);
    }

    #[test]
    fn a_row_that_goes_is_one_that_changes() {
        let before = [table(&[("E1", "A", "10"), ("E2", "B", "5")])];
        let after = [table(&[("E1", "A", "10")])];
        assert_eq!(changed_rows(&before, &after)[0].cells[0].2, Shown::Blank);
    }
}
