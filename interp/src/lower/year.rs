//! Values by years. There is no frame of years: what is 按年 is a definition for each year of the axis, and one for every other
//! year that is asked for, as long as the data may have it (`增幅[上年]` in the first year). Columns by years are columns
//! of their own, one a year that the program reads.

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use super::{Context, Entity, Placed, Scope, SpaceId, ValueEntry};
use crate::check::diagnostic::year as report;
use crate::program::{Frame, TableId, Type};
use crate::table::ColumnRule;

/// What is by years, as it is written.
#[derive(Default)]
pub(crate) struct SeriesList<'t> {
    /// Entries by their frame, space and the first name of what they define.
    entries: BTreeMap<Key, Vec<Placed<'t>>>,
    /// Columns by their table and name.
    columns: BTreeMap<(TableId, String), (ColumnRule, Type, Span)>,
    /// The years that are made, by what they are of.
    made: BTreeSet<(Key, i32)>,
}

type Key = (Frame, SpaceId, String);

impl<'t> Context<'t> {
    /// An entry 按年 that defines `name`.
    pub(crate) fn add_series(&mut self, placed: Placed<'t>, name: &str, span: Span) {
        let key = (placed.frame, placed.space, name.to_owned());
        let entries = self.series.entries.entry(key).or_default();
        entries.push(Placed { year: None, ..placed });
        if entries.len() == 1 {
            self.name_series(placed.space, placed.frame, name, span);
        }
    }

    /// A column 按年; `rule` is what its columns have in common.
    pub(crate) fn add_column_series(&mut self, table: TableId, rule: ColumnRule, ty: Type, span: Span) {
        let name = rule.name.clone();
        self.name_series(self.table_space(table), Frame::Rows(table), &name, span);
        self.series.columns.insert((table, name), (rule, ty, span));
    }

    pub(crate) fn name_series(&mut self, space: SpaceId, frame: Frame, name: &str, span: Span) {
        let path = vec![name.to_owned()];
        self.name_value(space, ValueEntry { frame, year: None, path, entity: Entity::Series, span });
    }

    /// Notes that a year of an entry is made.
    pub(crate) fn note_year(&mut self, placed: &Placed<'t>, name: &str) {
        if let Some(year) = placed.year {
            self.series.made.insert(((placed.frame, placed.space, name.to_owned()), year));
        }
    }

    /// Makes what a series is in the year of the scope; says whether there is something to be found now.
    pub(crate) fn make_year(&mut self, entry: &ValueEntry, scope: &Scope, name: &Name) -> bool {
        let Some(first) = entry.path.first().cloned() else { return false };
        let Some(year) = scope.year else {
            self.report(report::which_year(name));
            return false;
        };
        if let Frame::Rows(table) = entry.frame
            && (self.make_column(table, &first, year) || self.make_rolled_year(table, &first, year))
        {
            return true;
        }
        let space = match entry.frame {
            Frame::Rows(table) => self.table_space(table),
            Frame::Whole => scope.space,
        };
        let there = |space: SpaceId| (entry.frame, space, first.clone());
        let key =
            [there(scope.space), there(space)].into_iter().find(|key| self.series.entries.contains_key(key));
        let Some(key) = key else { return false };
        if self.runs_backwards(&key, year) {
            self.report(report::needs_a_chain(name));
            return false;
        }
        // What was made and is not there was reported where it is written.
        if !self.series.made.insert((key.clone(), year)) {
            return false;
        }
        let entries = self.series.entries.get(&key).cloned().unwrap_or_default();
        let entries: Vec<Placed<'t>> =
            entries.into_iter().map(|placed| Placed { year: Some(year), ..placed }).collect();
        self.declare_entries(&entries);
        true
    }

    /// Whether a value asks for itself in a year before the axis: nothing would ever end it.
    fn runs_backwards(&self, (frame, _, name): &Key, year: i32) -> bool {
        let outside = self.program.axis.is_none_or(|axis| !axis.holds(year));
        outside && self.being_made().any(|d| d.frame == *frame && d.path.contains(name))
    }

    fn make_column(&mut self, table: TableId, name: &str, year: i32) -> bool {
        let Some((rule, ty, span)) = self.series.columns.get(&(table, name.to_owned())).cloned() else {
            return false;
        };
        let rule = rule_of_year(rule, year);
        self.add_year_column(table, rule, ty, span);
        true
    }

    /// Whether a table has columns by years of this name.
    pub(crate) fn has_column_series(&self, table: TableId, name: &str) -> bool {
        self.series.columns.contains_key(&(table, name.to_owned()))
    }

    /// The column of a year, made where it is not there yet.
    pub(crate) fn column_of_year(
        &mut self,
        table: TableId,
        name: &str,
        year: i32,
    ) -> Option<crate::program::ColumnId> {
        let frame = Frame::Rows(table);
        let find = |context: &Self| match context
            .space(context.table_space(table))?
            .value(frame, Some(year), &[name])?
            .entity
        {
            Entity::Column(column) => Some(column),
            _ => None,
        };
        if let Some(column) = find(self) {
            return Some(column);
        }
        self.make_column(table, name, year).then(|| find(self)).flatten()
    }
}

/// The column of one year: its name says which, and its headers are those of a wide file.
fn rule_of_year(rule: ColumnRule, year: i32) -> ColumnRule {
    let bases: Vec<String> = rule.accepted_headers().map(str::to_owned).collect();
    let (written, plain): (Vec<&String>, Vec<&String>) = bases.iter().partition(|b| b.contains("{年}"));
    let mut headers: Vec<String> =
        written.iter().map(|base| base.replace("{年}", &year.to_string())).collect();
    for base in &plain {
        headers.extend([
            format!("{year}年{base}"),
            format!("{year}年度{base}"),
            format!("{year}{base}"),
            format!("{base}{year}年"),
            format!("{base}{year}"),
            format!("{base}_{year}"),
        ]);
    }
    let mut long_headers: Vec<String> = plain.into_iter().cloned().collect();
    if !long_headers.contains(&rule.name) {
        long_headers.push(rule.name.clone());
    }
    let of = crate::table::YearColumn { name: rule.name.clone(), year, long_headers, may_be_absent: false };
    ColumnRule { name: format!("{}[{year}]", rule.name), headers, year: Some(of), ..rule }
}

/// Whether two reports are of one place and say the same but for figures: those of the years.
pub(crate) fn differ_in_figures_alone(a: &Diagnostic, b: &Diagnostic) -> bool {
    let places = |d: &Diagnostic| d.labels.iter().map(|l| l.span).collect::<Vec<_>>();
    let words = |d: &Diagnostic| d.title.zh.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    a.code == b.code && places(a) == places(b) && words(a) == words(b)
}
