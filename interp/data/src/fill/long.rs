//! Files with a row for each key and year, turned into tables with a row for each key.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use heng_grammar::diagnostic::Severity;
use heng_interp::table::fault::{Complaint, DataFault};
use heng_interp::table::{Cell, ColumnKind, ColumnRule, Draft, Origin, Place, Schema, TableBuilder};
use heng_interp::value::Absence;

use super::{Columns, NotARow, Rows, each_row, fault, row_place};
use crate::cell::CellReader;
use crate::header::{self, Layout, Long};
use subject::{Subject, cell_rows, owned, shown};

mod subject;

/// Reads all rows into a table of `schema`.
pub fn fill(
    schema: &Arc<Schema>,
    origin: Origin,
    layout: &Layout,
    long: &Long,
    rows: &mut impl Rows,
) -> Draft {
    let mut origin = origin;
    origin.columns.clone_from(&layout.columns);
    let mut reports = layout.faults(schema, &origin);
    if schema.key_columns().next().is_none() {
        reports.push(fault::long_without_key().at(&schema.name, origin.place(None, None), None, None));
        return finish(schema, origin, reports, Vec::new());
    }
    let columns = Columns::new(schema, layout);
    let year = year_rule();
    let mut pivot = Pivot::new(schema, &origin, &columns, long, CellReader::new(&year));
    let ended = each_row(schema, &origin, rows, |rows| pivot.take(rows));
    reports.extend(ended);
    let (subjects, faults) = pivot.finish();
    reports.extend(faults);
    origin.cell_rows = cell_rows(schema, long, &subjects);
    finish(schema, origin, reports, subjects)
}

fn finish(schema: &Arc<Schema>, origin: Origin, reports: Vec<DataFault>, subjects: Vec<Subject>) -> Draft {
    let mut builder = TableBuilder::new(Arc::clone(schema), origin);
    for fault in reports {
        builder.report(fault);
    }
    for mut subject in subjects {
        builder.push_row(subject.row, |index| match subject.cells.get_mut(index).and_then(Option::take) {
            Some(cell) => cell,
            None => Ok(Cell::Blank),
        });
    }
    builder.finish()
}

/// The column 年度, as if it were one of the table.
fn year_rule() -> ColumnRule {
    ColumnRule::new("年度", ColumnKind::Year)
}

/// Rows of years being put together.
struct Pivot<'p> {
    schema: &'p Schema,
    origin: &'p Origin,
    columns: &'p Columns<'p>,
    long: &'p Long,
    year: CellReader<'p>,
    /// The years that the program reads from rows of their year.
    needed: BTreeSet<i32>,
    /// Per year the columns of the schema whose cells are in its rows.
    in_row_of: BTreeMap<i32, Vec<usize>>,
    /// Those whose cells are in every row.
    in_every_row: Vec<usize>,
    subjects: Vec<Subject>,
    by_key: BTreeMap<Vec<String>, usize>,
    unneeded: BTreeMap<i32, u32>,
    faults: Vec<DataFault>,
}

impl<'p> Pivot<'p> {
    fn new(
        schema: &'p Schema,
        origin: &'p Origin,
        columns: &'p Columns<'p>,
        long: &'p Long,
        year: CellReader<'p>,
    ) -> Self {
        let read = schema.columns.iter().enumerate().filter(|(i, _)| schema.reads(*i));
        let needed: BTreeSet<i32> =
            read.filter_map(|(_, rule)| rule.year.as_ref().map(|year| year.year)).collect();
        let cells = |year: Option<i32>| cells_of(schema, long, year);
        Self {
            schema,
            origin,
            columns,
            long,
            year,
            in_row_of: needed.iter().map(|year| (*year, cells(Some(*year)))).collect(),
            in_every_row: cells(None),
            needed,
            subjects: Vec::new(),
            by_key: BTreeMap::new(),
            unneeded: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    fn report(&mut self, complaint: Complaint, place: Place, index: Option<usize>, key: Option<&str>) {
        let rule = index.and_then(|i| self.schema.columns.get(i));
        let key = key.filter(|key| !key.is_empty()).map(str::to_owned);
        self.faults.push(complaint.at(&self.schema.name, place, rule, key));
    }

    /// The place of the cell of a column of the schema in the row that is being read.
    fn place(&self, rows: &impl Rows, index: usize) -> Place {
        Place { row: Some(rows.number()), ..self.origin.place(None, Some(index)) }
    }

    fn take(&mut self, rows: &impl Rows) {
        match self.columns.not_data(rows) {
            NotARow::Blank => return,
            NotARow::Remarked(complaint) => {
                return self.report(*complaint, row_place(self.origin, rows), None, None);
            }
            NotARow::Row => {}
        }
        if let Some(complaint) = self.columns.judge_width(rows) {
            let shifted = complaint.severity == Severity::Error;
            self.report(complaint, row_place(self.origin, rows), None, None);
            if shifted {
                return;
            }
        }
        let (key, year) = (self.key(rows), self.year(rows));
        if year.is_some_and(|year| !self.needed.contains(&year)) {
            *self.unneeded.entry(year.unwrap_or_default()).or_default() += 1;
            return;
        }
        match (key, year) {
            (Some(key), Some(year)) => self.put(rows, key, year),
            _ => self.look(rows, year),
        }
    }

    /// The parts of the key as they are compared; none where one of them is wrong.
    fn key(&mut self, rows: &impl Rows) -> Option<Vec<String>> {
        let mut parts = Some(Vec::new());
        for index in self.schema.key_columns() {
            let Some(rule) = self.schema.columns.get(index) else { continue };
            let Some((Some(column), reader)) = self.columns.readers.get(index) else { continue };
            let complaint = match reader.read(&rows.cell(*column)) {
                Ok(Cell::Blank) => heng_interp::table::fault::blank(rule),
                Ok(cell) => {
                    if let Some(parts) = &mut parts {
                        parts.push(shown(rule, &cell));
                    }
                    continue;
                }
                Err(complaint) => *complaint,
            };
            parts = None;
            self.report(complaint, self.place(rows, index), Some(index), None);
        }
        parts
    }

    /// The year of the row.
    fn year(&mut self, rows: &impl Rows) -> Option<i32> {
        let column = &self.long.year;
        let raw = rows.cell(column.index as usize);
        let complaint = match self.year.read(&raw) {
            Ok(Cell::Year(year)) => return Some(year),
            Ok(_) => fault::no_year(),
            Err(complaint) => *complaint,
        };
        let place = Place {
            column: Some(column.index),
            header: Some(Arc::clone(&column.header)),
            ..row_place(self.origin, rows)
        };
        self.report(complaint, place, None, None);
        None
    }

    /// Reads the cells of a row that cannot be placed, for what is wrong with them.
    fn look(&mut self, rows: &impl Rows, year: Option<i32>) {
        for index in self.cells_of(year) {
            let Some((Some(column), reader)) = self.columns.readers.get(index) else { continue };
            if let Err(complaint) = reader.read(&rows.cell(*column)) {
                self.report(*complaint, self.place(rows, index), Some(index), None);
            }
        }
    }

    /// The columns of the schema, but for the key, whose cells are in a row of `year`.
    fn cells_of(&self, year: Option<i32>) -> Vec<usize> {
        year.and_then(|year| self.in_row_of.get(&year)).unwrap_or(&self.in_every_row).clone()
    }

    fn put(&mut self, rows: &impl Rows, key: Vec<String>, year: i32) {
        let number = rows.number();
        let at = self.subject(rows, key);
        let Some(subject) = self.subjects.get_mut(at) else { return };
        let name = subject.key.clone();
        if let Some(first) = subject.years.get(&year) {
            let first = Place { row: Some(*first), ..self.origin.place(None, None) };
            let complaint = fault::year_twice(&name, year, first);
            self.report(complaint, row_place(self.origin, rows), None, Some(&name));
            return self.look(rows, Some(year));
        }
        subject.years.insert(year, number);
        for index in self.cells_of(Some(year)) {
            self.put_cell(rows, (at, &name), index);
        }
    }

    /// The place of the subject of a row; a new one where no row before had the key.
    fn subject(&mut self, rows: &impl Rows, key: Vec<String>) -> usize {
        if let Some(at) = self.by_key.get(&key) {
            return *at;
        }
        let count = self.schema.columns.len();
        let mut subject = Subject {
            key: key.join(" / "),
            row: rows.number(),
            years: BTreeMap::new(),
            cells: (0..count).map(|_| None).collect(),
            read_in: vec![rows.number(); count],
        };
        for index in self.schema.key_columns() {
            let Some((Some(column), reader)) = self.columns.readers.get(index) else { continue };
            if let Some(slot) = subject.cells.get_mut(index) {
                *slot = Some(reader.read(&rows.cell(*column)).map(owned));
            }
        }
        self.by_key.insert(key, self.subjects.len());
        self.subjects.push(subject);
        self.subjects.len() - 1
    }

    /// Reads a cell into its subject; a value that every row of the subject repeats must be the same in all.
    fn put_cell(&mut self, rows: &impl Rows, (at, name): (usize, &str), index: usize) {
        let Some(rule) = self.schema.columns.get(index) else { return };
        let Some((Some(column), reader)) = self.columns.readers.get(index) else { return };
        let read = reader.read(&rows.cell(*column));
        let Some(subject) = self.subjects.get_mut(at) else { return };
        let (Some(slot), Some(read_in)) = (subject.cells.get_mut(index), subject.read_in.get_mut(index))
        else {
            return;
        };
        let Some(before) = slot else {
            *slot = Some(read.map(owned));
            *read_in = rows.number();
            return;
        };
        let complaint = match (before, read) {
            (_, Err(complaint)) => *complaint,
            (Ok(before), Ok(here)) if shown(rule, before) != shown(rule, &here) => {
                let other = Place { row: Some(*read_in), ..self.origin.place(None, Some(index)) };
                fault::disagree(&rule.name, &shown(rule, &here), &shown(rule, before), other)
            }
            _ => return,
        };
        self.report(complaint, self.place(rows, index), Some(index), Some(name));
    }

    /// The subjects in the order of their first rows, and everything that is wrong.
    fn finish(mut self) -> (Vec<Subject>, Vec<DataFault>) {
        let mut subjects = std::mem::take(&mut self.subjects);
        if !subjects.is_empty() {
            self.report_years(&mut subjects);
        }
        if !self.unneeded.is_empty() {
            let years: Vec<i32> = self.unneeded.keys().copied().collect();
            let complaint = fault::unneeded_years(&years, self.unneeded.values().sum());
            self.report(complaint, self.origin.place(None, None), None, None);
        }
        (subjects, self.faults)
    }

    /// Years that no key has are told once; others by their keys. What they lack is missing without another word.
    fn report_years(&mut self, subjects: &mut [Subject]) {
        let held: BTreeSet<i32> = subjects.iter().flat_map(|subject| subject.years.keys().copied()).collect();
        let with = |asks: fn(&ColumnRule) -> bool| -> BTreeSet<i32> {
            self.needed.iter().copied().filter(|year| self.is_asked(*year, asks)).collect()
        };
        let required = with(|rule| !rule.may_lack_year());
        let complete = with(|rule| !rule.may_be_left_out());
        let absent = |required: bool, all: &BTreeSet<i32>| -> Vec<i32> {
            let absent = self.needed.iter().filter(|year| !held.contains(year));
            absent.copied().filter(|year| all.contains(year) == required).collect()
        };
        let (missing, left_out) = (absent(true, &required), absent(false, &required));
        let whole = self.origin.place(None, None);
        if !missing.is_empty() {
            let complaint = header::years_missing(&missing, &self.yearly_names());
            self.report(complaint, whole.clone(), None, None);
        }
        if !left_out.is_empty() {
            self.report(header::years_left_out(&left_out), whole, None, None);
        }
        for subject in subjects {
            let lacks = |year: &&i32| held.contains(year) && !subject.years.contains_key(year);
            let lacking: Vec<i32> = complete.iter().filter(lacks).copied().collect();
            if !lacking.is_empty() {
                let place = Place { row: Some(subject.row), ..self.origin.place(None, None) };
                self.report(fault::years_lacking(&lacking), place, None, Some(&subject.key));
            }
            self.fill_up(subject);
        }
    }

    /// Required values of years without a row are missing; that they are was said.
    fn fill_up(&self, subject: &mut Subject) {
        let columns = self.schema.columns.iter().zip(&self.long.by_year).zip(&mut subject.cells);
        for ((rule, by_year), slot) in columns {
            let absent = rule.year.as_ref().is_some_and(|year| !subject.years.contains_key(&year.year));
            if *by_year && absent && !rule.may_be_left_out() {
                *slot = Some(Ok(Cell::Absent(Absence::Missing)));
            }
        }
    }

    fn yearly<'s>(&'s self) -> impl Iterator<Item = (usize, &'p ColumnRule)> + 's {
        let columns = self.schema.columns.iter().enumerate();
        columns.filter(|(i, rule)| rule.year.is_some() && self.schema.reads(*i))
    }

    /// Whether a column of a year that the file has asks for something.
    fn is_asked(&self, year: i32, asks: fn(&ColumnRule) -> bool) -> bool {
        let in_file = |index: usize| self.origin.columns.get(index).is_some_and(Option::is_some);
        self.yearly().any(|(index, rule)| {
            rule.year.as_ref().is_some_and(|y| y.year == year) && asks(rule) && in_file(index)
        })
    }

    fn yearly_names(&self) -> Vec<&'p str> {
        let mut names = Vec::new();
        for (_, rule) in self.yearly() {
            let name = rule.year.as_ref().map_or("", |year| year.name.as_str());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// The columns of the schema, but for the key, whose cells are in a row of `year`; in every row where there is none.
fn cells_of(schema: &Schema, long: &Long, year: Option<i32>) -> Vec<usize> {
    let here = |(index, rule): &(usize, &ColumnRule)| {
        let by_year = long.by_year.get(*index).copied().unwrap_or(false);
        let of_year = rule.year.as_ref().is_some_and(|own| Some(own.year) == year);
        schema.reads(*index) && !rule.key && (of_year || !by_year)
    };
    schema.columns.iter().enumerate().filter(here).map(|(index, _)| index).collect()
}
