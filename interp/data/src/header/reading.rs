//! Which columns of a file are which of the schema.

use heng_interp::table::{ColumnRule, Schema};

use super::Long;
use super::name::{Match, Wanted, heading_match};
use super::window::{FileColumn, Headings};

/// One header of a file, held against a schema.
pub struct Reading<'a> {
    schema: &'a Schema,
    wanted: &'a [Wanted],
    header: &'a Headings,
    /// The column that says of which year a row is, in a file that has a row for each key and year.
    year: Option<u32>,
}

impl<'a> Reading<'a> {
    /// `header` held against `schema`, whose columns accept the headers `wanted`.
    pub fn new(schema: &'a Schema, wanted: &'a [Wanted], header: &'a Headings) -> Self {
        let mut reading = Self { schema, wanted, header, year: None };
        if schema.columns.iter().any(|rule| rule.year.is_some()) {
            reading.year = reading.year_column();
        }
        reading
    }

    /// The columns of the file whose header is that of a column of the schema; those that name it equally well.
    pub fn claims(&self, index: usize) -> Vec<(u32, Match)> {
        let Some((rule, wanted)) = self.schema.columns.get(index).zip(self.wanted.get(index)) else {
            return Vec::new();
        };
        let own = self.named(|column| matches(rule, wanted, column));
        if own.is_empty() && self.year.is_some() { self.in_rows_of_its_year(index) } else { own }
    }

    /// What a file with a row for each key and year is read by.
    pub fn long(&self) -> Option<Long> {
        let year = self.header.source_column(self.year?)?;
        let own = |index: usize| {
            let pair = self.schema.columns.get(index).zip(self.wanted.get(index));
            pair.is_some_and(|(rule, wanted)| {
                self.header.columns().any(|c| matches(rule, wanted, c).is_some())
            })
        };
        let by_year = self.schema.columns.iter().enumerate().map(|(i, rule)| rule.year.is_some() && !own(i));
        Some(Long { year, by_year: by_year.collect() })
    }

    /// The columns with a header of `index` that names no year.
    fn in_rows_of_its_year(&self, index: usize) -> Vec<(u32, Match)> {
        let Some((rule, wanted)) = self.schema.columns.get(index).zip(self.wanted.get(index)) else {
            return Vec::new();
        };
        self.named(|column| {
            best(
                column.variants.iter().flat_map(|found| {
                    wanted.long.iter().filter_map(move |own| heading_match(rule, own, found))
                }),
            )
        })
    }

    fn named(&self, how: impl Fn(&FileColumn) -> Option<Match>) -> Vec<(u32, Match)> {
        let mut found: Vec<(u32, Match)> =
            self.header.columns().filter_map(|column| Some((column.index, how(column)?))).collect();
        let best = found.iter().map(|(_, how)| how.rank()).min();
        found.retain(|(_, how)| Some(how.rank()) == best);
        found
    }

    /// The column that says the year of a row, unless the yearly columns have the year in their headers, or it is a column of the schema.
    fn year_column(&self) -> Option<u32> {
        let columns = self.schema.columns.iter().zip(self.wanted).enumerate();
        let taken = |column: &FileColumn| {
            columns.clone().any(|(i, (rule, wanted))| {
                rule.year.is_none() && self.schema.reads(i) && matches(rule, wanted, column).is_some()
            })
        };
        let says = |column: &&FileColumn| column.variants.iter().any(super::name::Heading::says_year);
        let year = self.header.columns().filter(says).find(|column| !taken(column))?;
        let yearly: Vec<usize> = columns
            .clone()
            .filter(|(i, (rule, _))| rule.year.is_some() && self.schema.reads(*i))
            .map(|c| c.0)
            .collect();
        let wide = yearly.iter().any(|i| !self.claims(*i).is_empty());
        let long =
            yearly.iter().any(|i| self.claims(*i).is_empty() && !self.in_rows_of_its_year(*i).is_empty());
        (long || !wide).then_some(year.index)
    }
}

/// How a column of the file names one of the schema, with its year where it has one.
fn matches(rule: &ColumnRule, wanted: &Wanted, column: &FileColumn) -> Option<Match> {
    let own = column
        .variants
        .iter()
        .flat_map(|found| wanted.own.iter().filter_map(move |own| heading_match(rule, own, found)));
    let of_year = rule.year.as_ref().map(|year| year.year);
    let years =
        of_year.into_iter().flat_map(|wanted| column.years().iter().filter(move |(y, _)| *y == wanted));
    let yearly = years
        .flat_map(|(_, found)| wanted.long.iter().filter_map(move |own| heading_match(rule, own, found)));
    best(own.chain(yearly))
}

/// The best of several ways to name a column. A unit in any row of the header counts: a column whose header is fine but for 元 below it
/// is not fine, unless the script names the header with the unit.
fn best(matches: impl Iterator<Item = Match>) -> Option<Match> {
    let matches: Vec<Match> = matches.collect();
    let stated = matches.iter().find(|m| matches!(m, Match::InStatedUnit { .. })).cloned();
    let unit = || matches.iter().find(|m| matches!(m, Match::OtherUnit { .. })).cloned();
    stated.or_else(unit).or_else(|| matches.into_iter().min())
}
