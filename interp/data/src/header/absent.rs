//! Columns of the schema that the file has not.

use std::collections::BTreeMap;

use heng_interp::suggest::likeliest;
use heng_interp::table::{ColumnRule, Schema, YearColumn};

use super::name::Heading;
use super::{Layout, Located, fault};

/// The years of one column of the script, and where in the schema each stands.
type Years<'s> = BTreeMap<i32, (usize, &'s ColumnRule, bool)>;

/// Adds what is wrong with the columns that were not found; `unclaimed` are the headers that no column of the schema has.
pub fn report(schema: &Schema, unclaimed: &[&str], layout: &mut Layout) {
    let mut yearly: Vec<(&YearColumn, Years<'_>)> = Vec::new();
    for (index, rule) in schema.columns.iter().enumerate().filter(|(i, _)| schema.reads(*i)) {
        let found = layout.columns.get(index).is_some_and(Option::is_some);
        let Some(year) = &rule.year else {
            if !found {
                layout.faults.push(one(index, rule, unclaimed));
            }
            continue;
        };
        let place = yearly.iter().position(|(of, _)| of.name == year.name);
        let place = place.unwrap_or_else(|| {
            yearly.push((year, Years::new()));
            yearly.len() - 1
        });
        if let Some((_, years)) = yearly.get_mut(place) {
            years.insert(year.year, (index, rule, found));
        }
    }
    report_years(&yearly, unclaimed, layout);
}

/// A column without years.
fn one(index: usize, rule: &ColumnRule, unclaimed: &[&str]) -> Located {
    let near = rule.accepted_headers().find_map(|own| near_header(own, unclaimed));
    let complaint = if rule.may_be_left_out() && near.is_none() {
        fault::left_out(rule)
    } else {
        fault::missing(rule, near)
    };
    Located { rule: Some(index), column: None, complaint }
}

/// The header that was probably meant to be `own`, whatever unit stands behind either in brackets.
fn near_header<'h>(own: &str, headers: &[&'h str]) -> Option<&'h str> {
    let bare = |text: &str| text.split(['（', '(', '[', '【']).next().unwrap_or(text).trim().to_owned();
    let bared: Vec<String> = headers.iter().map(|header| bare(header)).collect();
    let near = || {
        let near =
            likeliest(&bare(own), bared.iter().map(String::as_str).filter(|header| !header.is_empty()))?;
        let at = bared.iter().position(|header| header == near)?;
        headers.get(at).copied()
    };
    likeliest(own, headers.iter().copied()).or_else(near)
}

/// Years of which the file has nothing are told once; of the others, each column by itself.
fn report_years(yearly: &[(&YearColumn, Years<'_>)], unclaimed: &[&str], layout: &mut Layout) {
    let mut found: BTreeMap<i32, bool> = BTreeMap::new();
    for (year, (_, _, here)) in yearly.iter().flat_map(|(_, years)| years) {
        *found.entry(*year).or_default() |= *here;
    }
    let some = found.values().any(|here| *here);
    let whole: Vec<i32> = found.iter().filter(|(_, here)| some && !**here).map(|(year, _)| *year).collect();
    let of_whole = |required: bool| -> Vec<i32> {
        let needed = |year: &i32| {
            yearly.iter().filter_map(|(_, years)| years.get(year)).any(|(_, rule, _)| !rule.may_lack_year())
        };
        whole.iter().copied().filter(|year| needed(year) == required).collect()
    };
    let names: Vec<&str> = yearly.iter().map(|(year, _)| year.name.as_str()).collect();
    let (missing, left_out) = (of_whole(true), of_whole(false));
    let file = |complaint| Located { rule: None, column: None, complaint };
    let bare = yearly.iter().any(|(year, years)| {
        years.values().next().is_some_and(|(_, rule, _)| without_year(year, rule, unclaimed).is_some())
    });
    if !missing.is_empty() && !bare {
        layout.faults.push(file(fault::years_missing(&missing, &names)));
    }
    if !left_out.is_empty() {
        layout.faults.push(file(fault::years_left_out(&left_out)));
    }
    for (year, years) in yearly {
        let absent = years.iter().filter(|(year, (.., here))| !here && !whole.contains(year));
        let absent: Vec<(i32, usize, &ColumnRule)> =
            absent.map(|(year, (index, rule, _))| (*year, *index, *rule)).collect();
        layout.faults.extend(some_years(year, &absent, unclaimed));
    }
}

/// The years that one column lacks, while others have them.
fn some_years(
    year: &YearColumn,
    absent: &[(i32, usize, &ColumnRule)],
    unclaimed: &[&str],
) -> Option<Located> {
    let (_, index, rule) = absent.first()?;
    let years: Vec<i32> = absent.iter().map(|(year, ..)| *year).collect();
    let bare = without_year(year, rule, unclaimed);
    let near = || {
        let of_year: Vec<&str> = unclaimed
            .iter()
            .copied()
            .filter(|header| Heading::new(header).years().iter().any(|(found, _)| years.contains(found)))
            .collect();
        rule.accepted_headers().find_map(|own| likeliest(own, of_year.iter().copied()))
    };
    let optional = absent.iter().all(|(.., rule)| rule.may_lack_year());
    let complaint = match (bare, near()) {
        (Some(bare), _) => fault::year_not_said(year, rule, bare),
        (None, None) if optional => fault::left_out_of_years(year, rule, &years),
        (None, near) => fault::missing_in_years(year, rule, &years, near),
    };
    Some(Located { rule: Some(*index), column: None, complaint })
}

/// A header of the column that names no year, in a file where nothing else does.
fn without_year<'h>(year: &YearColumn, rule: &ColumnRule, unclaimed: &[&'h str]) -> Option<&'h str> {
    let own: Vec<Heading> = year.long_headers.iter().map(|header| Heading::new(header)).collect();
    let names = |header: &str| {
        let found = Heading::new(header);
        own.iter().any(|own| super::name::heading_match(rule, own, &found).is_some())
    };
    unclaimed.iter().copied().find(|header| names(header))
}
