//! What files are called in an explanation: by their names alone, where no two of them share a name.

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::source::Source;
use heng_interp::explain::{Account, Explanation, Form, Term};

/// The files that an explanation speaks of.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Path to the name it is called by.
    names: BTreeMap<String, String>,
}

impl Files {
    /// The files of an explanation and the scripts of its program.
    pub fn of(explanation: &Explanation, sources: &[Source]) -> Self {
        let mut paths: BTreeSet<String> = sources.iter().map(|source| source.name().to_owned()).collect();
        for fact in &explanation.facts {
            match &fact.account {
                Account::Cell(cell) => paths.extend(cell.place.file.as_deref().map(str::to_owned)),
                Account::Decision(decided) => {
                    let entries = decided.entries.iter().filter_map(|entry| entry.place.file.as_deref());
                    paths.extend(entries.map(str::to_owned));
                }
                Account::Formula(term) => collect(term, &mut paths),
                Account::Reading(reading) => collect(&reading.term, &mut paths),
                _ => {}
            }
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for path in &paths {
            *counts.entry(last(path)).or_default() += 1;
        }
        let name = |path: &String| match counts.get(last(path)) {
            Some(1) => last(path).to_owned(),
            _ => path.clone(),
        };
        Self { names: paths.iter().map(|path| (path.clone(), name(path))).collect() }
    }

    /// What a file is called.
    pub fn short<'f>(&'f self, path: &'f str) -> &'f str {
        self.names.get(path).map_or(path, String::as_str)
    }

    /// The files that are called by less than their path: name and path.
    pub fn renamed(&self) -> Vec<(String, String)> {
        let renamed = self.names.iter().filter(|(path, name)| path != name);
        renamed.map(|(path, name)| (name.clone(), path.clone())).collect()
    }
}

fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn collect(term: &Term, paths: &mut BTreeSet<String>) {
    if let Form::Aggregate(aggregation) = &term.form {
        let members = aggregation.members.iter().filter_map(|member| member.place.file.as_deref());
        paths.extend(members.map(str::to_owned));
    }
    term.parts().into_iter().for_each(|part| collect(part, paths));
}
