//! Which row is the header, and which of its columns the schema asks for.

mod absent;
mod fault;
mod name;
mod reading;
mod window;

use std::sync::Arc;

use heng_interp::table::fault::{Complaint, DataFault};
use heng_interp::table::{Origin, Schema, SourceColumn, UnitSpelling, names_rows};

use name::{Match, Wanted};
use reading::Reading;
use window::Headings;

pub use fault::{years_left_out, years_missing};

/// How many rows are searched for the header.
pub const WINDOW: usize = 13;

/// The header of a file, found.
pub struct Layout {
    /// How many rows of the file come before the data.
    pub rows: usize,
    /// How many columns the header has.
    pub width: usize,
    /// Per column of the schema, its column in the file.
    pub columns: Vec<Option<SourceColumn>>,
    /// Per column of the schema the unit that the file has it in, where that is another and the script says so.
    pub stated: Vec<Option<UnitSpelling>>,
    /// How many columns that the program reads were found.
    pub found: usize,
    /// Where the file has a row a key and year, which of its columns say so.
    pub long: Option<Long>,
    /// The column of the file that says what a row is called, where the program does not read it.
    pub name: Option<usize>,
    /// What is wrong with the header.
    faults: Vec<Located>,
}

/// The columns of a file that has a row for each key and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Long {
    /// The column that says the year.
    pub year: SourceColumn,
    /// Per column of the schema, whether its values are in the rows of its year.
    pub by_year: Vec<bool>,
}

/// A complaint, the column of the schema and the column of the file it is about.
struct Located {
    rule: Option<usize>,
    column: Option<SourceColumn>,
    complaint: Complaint,
}

impl Layout {
    /// Whether every column that must be there is there.
    pub fn is_complete(&self) -> bool {
        !self.faults.iter().any(|f| f.complaint.severity == heng_grammar::diagnostic::Severity::Error)
    }

    /// The faults of the header, placed in the file.
    pub fn faults(&self, schema: &Schema, origin: &Origin) -> Vec<DataFault> {
        let place = |found: &Located| {
            let mut place = origin.place(None, None);
            place.row = u32::try_from(self.rows).ok().filter(|_| found.column.is_some());
            place.column = found.column.as_ref().map(|c| c.index);
            place.header = found.column.as_ref().map(|c| Arc::clone(&c.header));
            place
        };
        let fault = |found: &Located| {
            let rule = found.rule.and_then(|i| schema.columns.get(i));
            found.complaint.clone().at(&schema.name, place(found), rule, None)
        };
        self.faults.iter().map(fault).collect()
    }
}

/// Finds the header in the first rows of a file: the rows, at most three under one another, in which most columns of the schema are
/// found; the earliest and fewest of those that are equal.
pub fn find(schema: &Schema, rows: &[Vec<String>]) -> Layout {
    let wanted: Vec<Wanted> = schema.columns.iter().map(Wanted::new).collect();
    let all = (0..schema.columns.len()).filter(|column| schema.reads(*column)).count();
    let mut best: Option<(usize, usize, usize)> = None;
    'found: for depth in 1..=3 {
        for start in (0..rows.len().min(10)).filter(|start| start + depth <= rows.len()) {
            let count = count_found(schema, &wanted, &Headings::new(rows, start, depth));
            if best.is_none_or(|(most, _, _)| count > most) {
                best = Some((count, start, depth));
            }
            // No other rows can have more; most files have their header in the first.
            if count == all {
                break 'found;
            }
        }
    }
    let (count, start, depth) = best.unwrap_or((0, 0, 1));
    if count == 0 {
        return nothing_found(schema, rows);
    }
    let depth = depth + continued(schema, &wanted, rows, start, depth);
    assign(schema, &wanted, &Headings::new(rows, start, depth), start + depth)
}

fn count_found(schema: &Schema, wanted: &[Wanted], header: &Headings) -> usize {
    let reading = Reading::new(schema, wanted, header);
    (0..schema.columns.len()).filter(|i| schema.reads(*i) && !reading.claims(*i).is_empty()).count()
}

/// Whether a row holds figures that do not number the columns: it is data, even without a key.
fn holds_data(row: &[String]) -> bool {
    let figure = |cell: &&str| {
        cell.contains(|c: char| c.is_ascii_digit())
            && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%'))
    };
    let figures: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(figure).collect();
    let numbers: Vec<u32> = figures.iter().filter_map(|cell| cell.parse().ok()).collect();
    let rising = numbers.iter().zip(numbers.iter().skip(1)).all(|(a, b)| a.checked_add(1) == Some(*b));
    let numbering =
        rising && numbers.len() == figures.len().max(2) && numbers.first().is_some_and(|first| *first <= 2);
    !figures.is_empty() && !numbering
}

/// How many rows below the header belong to it: their key cell is blank, they hold no data, and the one after them has a
/// key.
fn continued(schema: &Schema, wanted: &[Wanted], rows: &[Vec<String>], start: usize, depth: usize) -> usize {
    let header = Headings::new(rows, start, depth);
    let reading = Reading::new(schema, wanted, &header);
    let key_column = schema
        .key_columns()
        .next()
        .and_then(|key| reading.claims(key).first().map(|(column, _)| *column as usize));
    let Some(key_column) = key_column else { return 0 };
    let blank = |row: &Vec<String>| row.get(key_column).is_none_or(|cell| cell.trim().is_empty());
    let below = rows.iter().skip(start + depth).take(2);
    let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let more = below.take_while(|row| blank(row) && filled(row) && !holds_data(row)).count();
    let data_follow = rows.get(start + depth + more).is_some_and(|row| !blank(row));
    let total = rows.get(start + depth).is_some_and(|row| row.iter().any(|c| crate::fill::is_total(c)));
    if data_follow && !total { more } else { 0 }
}

fn assign(schema: &Schema, wanted: &[Wanted], header: &Headings, rows: usize) -> Layout {
    let reading = Reading::new(schema, wanted, header);
    let mut layout = Layout {
        rows,
        width: header.width(),
        columns: Vec::new(),
        stated: Vec::new(),
        found: 0,
        long: reading.long(),
        name: None,
        faults: Vec::new(),
    };
    let mut judged: Vec<(&str, Option<u32>)> = Vec::new();
    let mut claimed: Vec<u32> = layout.long.iter().map(|long| long.year.index).collect();
    for (index, rule) in schema.columns.iter().enumerate() {
        let claims = reading.claims(index);
        if !rule.decision {
            claimed.extend(claims.iter().map(|(column, _)| *column));
        }
        let read = schema.reads(index);
        let column = claims.first().and_then(|(column, _)| header.source_column(*column)).filter(|_| read);
        layout.found += usize::from(column.is_some());
        let name = rule.year.as_ref().map_or(rule.name.as_str(), |year| year.name.as_str());
        let named = (name, column.as_ref().map(|c| c.index));
        if read && !judged.contains(&named) {
            judged.push(named);
            judge(schema, index, &claims, header, &mut layout);
        }
        layout.stated.push(match claims.first() {
            Some((_, Match::InStatedUnit { unit, factor })) => {
                Some(UnitSpelling { label: unit.clone(), factor: factor.clone() })
            }
            _ => None,
        });
        layout.columns.push(column);
    }
    layout.name = name_column(schema, header, &layout.columns);
    let unclaimed: Vec<&str> =
        header.columns().filter(|c| !claimed.contains(&c.index)).map(|c| c.text.as_str()).collect();
    absent::report(schema, &unclaimed, &mut layout);
    if !unclaimed.is_empty() {
        layout.faults.push(Located { rule: None, column: None, complaint: fault::extra_columns(&unclaimed) });
    }
    layout
}

/// The column that says what a row is called, unless the program reads it or it is a key.
fn name_column(schema: &Schema, header: &Headings, found: &[Option<SourceColumn>]) -> Option<usize> {
    if schema.name_column().is_some_and(|name| found.get(name).is_some_and(Option::is_some)) {
        return None;
    }
    let taken = |index: u32| found.iter().flatten().any(|column| column.index == index);
    let named = header.columns().find(|c| names_rows(&c.text, &schema.name) && !taken(c.index))?;
    Some(named.index as usize)
}

/// What is wrong with how a column was found: its unit, or that there are two.
fn judge(schema: &Schema, index: usize, claims: &[(u32, Match)], header: &Headings, layout: &mut Layout) {
    let (Some(rule), Some((first, how))) = (schema.columns.get(index), claims.first()) else { return };
    let column = header.source_column(*first);
    if let Match::OtherUnit { unit, factor } = how {
        let complaint = fault::other_unit(rule, unit, factor, column.as_ref().map_or("", |c| &c.header));
        layout.faults.push(Located { rule: Some(index), column: column.clone(), complaint });
    }
    if let Match::InStatedUnit { unit, factor } = how {
        let complaint = fault::converted(rule, unit, factor);
        layout.faults.push(Located { rule: Some(index), column: column.clone(), complaint });
    }
    if let Some((second, _)) = claims.get(1) {
        let complaint = fault::twice(rule, *first, *second);
        layout.faults.push(Located { rule: Some(index), column, complaint });
    }
}

fn nothing_found(schema: &Schema, rows: &[Vec<String>]) -> Layout {
    let first = rows.iter().find(|row| row.iter().any(|c| !c.trim().is_empty()));
    let first: Vec<&str> = first.map(|r| r.iter().map(String::as_str).collect()).unwrap_or_default();
    let complaint = fault::no_header(schema, &first);
    Layout {
        rows: rows.len(),
        width: first.len(),
        columns: vec![None; schema.columns.len()],
        stated: Vec::new(),
        found: 0,
        long: None,
        name: None,
        faults: vec![Located { rule: None, column: None, complaint }],
    }
}

#[cfg(test)]
mod tests;
