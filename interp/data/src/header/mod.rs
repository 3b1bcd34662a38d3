//! Which row is the header, and which of its columns the schema asks for.

mod fault;
mod name;
mod window;

use std::sync::Arc;

use heng_interp::table::fault::{Complaint, DataFault};
use heng_interp::table::{Origin, Schema, SourceColumn};

use name::{Heading, Match, heading_match};
use window::Headings;

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
    /// How many columns that the program reads were found.
    pub found: usize,
    /// What is wrong with the header.
    faults: Vec<Located>,
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
    let headings: Vec<Vec<Heading>> = schema.columns.iter().map(name::headings).collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for depth in 1..=3 {
        for start in (0..rows.len().min(10)).filter(|start| start + depth <= rows.len()) {
            let count = count_found(schema, &headings, &Headings::new(rows, start, depth));
            if best.is_none_or(|(most, _, _)| count > most) {
                best = Some((count, start, depth));
            }
        }
    }
    let (count, start, depth) = best.unwrap_or((0, 0, 1));
    if count == 0 {
        return nothing_found(schema, rows);
    }
    let depth = depth + continued(schema, &headings, rows, start, depth);
    assign(schema, &headings, &Headings::new(rows, start, depth), start + depth)
}

fn count_found(schema: &Schema, headings: &[Vec<Heading>], header: &Headings) -> usize {
    let read = headings.iter().enumerate().filter(|(i, _)| schema.reads(*i));
    read.filter(|(i, own)| !claims(schema, *i, own, header).is_empty()).count()
}

/// The columns of the file whose header is that of a column of the schema.
fn claims(schema: &Schema, index: usize, own: &[Heading], header: &Headings) -> Vec<(u32, Match)> {
    let Some(rule) = schema.columns.get(index) else { return Vec::new() };
    let mut found: Vec<(u32, Match)> = Vec::new();
    for column in header.columns() {
        let matches =
            column.variants.iter().flat_map(|v| own.iter().filter_map(|o| heading_match(rule, o, v)));
        // A unit in any of its rows counts: a column whose header is fine but for 元 below it is not fine.
        let matches: Vec<Match> = matches.collect();
        let unit = matches.iter().find(|m| matches!(m, Match::OtherUnit { .. })).cloned();
        if let Some(best) = unit.or_else(|| matches.into_iter().min()) {
            found.push((column.index, best));
        }
    }
    let best = found.iter().map(|(_, m)| m.rank()).min();
    found.retain(|(_, m)| Some(m.rank()) == best);
    found
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
fn continued(
    schema: &Schema,
    headings: &[Vec<Heading>],
    rows: &[Vec<String>],
    start: usize,
    depth: usize,
) -> usize {
    let header = Headings::new(rows, start, depth);
    let key_column = schema.key_columns().next().and_then(|key| {
        let own = headings.get(key)?;
        claims(schema, key, own, &header).first().map(|(column, _)| *column as usize)
    });
    let Some(key_column) = key_column else { return 0 };
    let blank = |row: &Vec<String>| row.get(key_column).is_none_or(|cell| cell.trim().is_empty());
    let below = rows.iter().skip(start + depth).take(2);
    let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let more = below.take_while(|row| blank(row) && filled(row) && !holds_data(row)).count();
    let data_follow = rows.get(start + depth + more).is_some_and(|row| !blank(row));
    let total = rows.get(start + depth).is_some_and(|row| row.iter().any(|c| crate::fill::is_total(c)));
    if data_follow && !total { more } else { 0 }
}

fn assign(schema: &Schema, headings: &[Vec<Heading>], header: &Headings, rows: usize) -> Layout {
    let mut layout =
        Layout { rows, width: header.width(), columns: Vec::new(), found: 0, faults: Vec::new() };
    let mut claimed = Vec::new();
    for (index, own) in headings.iter().enumerate() {
        let claims = claims(schema, index, own, header);
        if !schema.columns.get(index).is_some_and(|c| c.decision) {
            claimed.extend(claims.iter().map(|(column, _)| *column));
        }
        let read = schema.reads(index);
        let column = claims.first().and_then(|(column, _)| header.source_column(*column)).filter(|_| read);
        layout.found += usize::from(column.is_some());
        if read {
            judge(schema, index, &claims, header, &mut layout);
        }
        layout.columns.push(column);
    }
    for index in layout.columns.iter().enumerate().filter(|(_, c)| c.is_none()).map(|(i, _)| i) {
        if schema.reads(index) {
            let unclaimed = header.columns().filter(|c| !claimed.contains(&c.index));
            layout.faults.extend(missing(schema, index, unclaimed.map(|c| c.text.as_str())));
        }
    }
    let extra: Vec<&str> =
        header.columns().filter(|c| !claimed.contains(&c.index)).map(|c| c.text.as_str()).collect();
    if !extra.is_empty() {
        layout.faults.push(Located { rule: None, column: None, complaint: fault::extra_columns(&extra) });
    }
    layout
}

/// What is wrong with how a column was found: its unit, or that there are two.
fn judge(schema: &Schema, index: usize, claims: &[(u32, Match)], header: &Headings, layout: &mut Layout) {
    let (Some(rule), Some((first, how))) = (schema.columns.get(index), claims.first()) else { return };
    let column = header.source_column(*first);
    if let Match::OtherUnit { unit, factor } = how {
        let complaint = fault::other_unit(rule, unit, factor);
        layout.faults.push(Located { rule: Some(index), column: column.clone(), complaint });
    }
    if let Some((second, _)) = claims.get(1) {
        let complaint = fault::twice(rule, *first, *second);
        layout.faults.push(Located { rule: Some(index), column, complaint });
    }
}

fn missing<'h>(schema: &Schema, index: usize, unclaimed: impl Iterator<Item = &'h str>) -> Option<Located> {
    let rule = schema.columns.get(index)?;
    let mut nearest: Vec<&str> = unclaimed.collect();
    let near =
        rule.accepted_headers().find_map(|own| crate::likeness::likeliest(own, nearest.iter().copied()));
    nearest.clear();
    let complaint = if rule.may_be_left_out() && near.is_none() {
        fault::left_out(rule)
    } else {
        fault::missing(rule, near)
    };
    Some(Located { rule: Some(index), column: None, complaint })
}

fn nothing_found(schema: &Schema, rows: &[Vec<String>]) -> Layout {
    let first = rows.iter().find(|row| row.iter().any(|c| !c.trim().is_empty()));
    let first: Vec<&str> = first.map(|r| r.iter().map(String::as_str).collect()).unwrap_or_default();
    let complaint = fault::no_header(schema, &first);
    Layout {
        rows: rows.len(),
        width: first.len(),
        columns: vec![None; schema.columns.len()],
        found: 0,
        faults: vec![Located { rule: None, column: None, complaint }],
    }
}

#[cfg(test)]
mod tests;
