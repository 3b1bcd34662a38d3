//! Runs of what nobody has written: the earlier side with some of the changes made.

use std::collections::{BTreeMap, BTreeSet};

use heng_interp::compare::{PolicyChange, Standings, dependents, needs, with_changes};
use heng_interp::compile::compile_documents;
use heng_interp::resolve::Options;
use heng_interp::table::fault::DataFault;
use heng_interp::value::Date;

use super::change::{APPEALS, DAY, REGISTER};
use super::{Change, Side};
use crate::project::Project;
use crate::run::progress::Progress;
use crate::run::{Request, in_parallel, prepare_program};
use crate::shell::Shell;

/// Two sides and what they differ in.
pub struct Mixed<'s> {
    before: &'s Side,
    after: &'s Side,
    changes: &'s [Change],
    rules: Vec<PolicyChange>,
}

/// What came of the runs, one for each change.
pub struct Runs {
    /// The earlier side with the change alone, and with what it needs.
    pub alone: Vec<Option<Standings>>,
    /// The later side without the change, and without what needs it.
    pub without: Vec<Option<Standings>>,
    /// The other changes that a change takes along when it is made alone.
    pub with: Vec<Vec<usize>>,
}

impl<'s> Mixed<'s> {
    /// The sides and their differences; those of the rules stand first.
    pub fn new(before: &'s Side, after: &'s Side, changes: &'s [Change]) -> Self {
        let rules = changes.iter().filter_map(|change| match change {
            Change::Rule(change) => Some(change.clone()),
            _ => None,
        });
        Self { before, after, changes, rules: rules.collect() }
    }

    /// Runs every change alone, and all but every change.
    pub fn run_all(&self, shell: &Shell<'_>) -> Runs {
        let count = self.changes.len();
        let all: BTreeSet<usize> = (0..count).collect();
        let alone: Vec<BTreeSet<usize>> = all.iter().map(|at| self.closed(*at, needs)).collect();
        let without = all.iter().map(|at| all.difference(&self.closed(*at, dependents)).copied().collect());
        let sets: Vec<BTreeSet<usize>> = alone.iter().cloned().chain(without).collect();
        let mut found = self.run_sets(&sets, shell);
        let without = found.split_off(count.min(found.len()));
        let with =
            alone.iter().enumerate().map(|(at, set)| set.iter().copied().filter(|o| *o != at).collect());
        Runs { alone: found, without, with: with.collect() }
    }

    fn closed(&self, at: usize, close: fn(&[PolicyChange], usize) -> BTreeSet<usize>) -> BTreeSet<usize> {
        if at < self.rules.len() { close(&self.rules, at) } else { BTreeSet::from([at]) }
    }

    /// The runs of several sets of changes, on the cores there are; in their order.
    fn run_sets(&self, sets: &[BTreeSet<usize>], shell: &Shell<'_>) -> Vec<Option<Standings>> {
        let progress = Progress::new(shell, u64::try_from(sets.len()).unwrap_or(u64::MAX));
        in_parallel(sets.len(), shell, &progress, |at, quiet| self.run(sets.get(at)?, quiet))
    }

    /// The standings of the earlier side with some changes made; nothing where that cannot be run.
    fn run(&self, set: &BTreeSet<usize>, shell: &mut Shell<'_>) -> Option<Standings> {
        if set.is_empty() {
            return Some(self.before.standings.clone());
        }
        if set.len() == self.changes.len() {
            return Some(self.after.standings.clone());
        }
        let made = self.rules.iter().enumerate().filter(|(at, _)| set.contains(at)).map(|(_, change)| change);
        let documents = with_changes(&self.before.documents, made);
        let (project, request, day) = self.asked(set);
        let compiled = compile_documents(&documents, &Options { as_of: day, ..Options::default() });
        let prepared = prepare_program(compiled.program?, &project, &request, shell).ok()?;
        let (outcome, faults) = prepared.evaluate();
        (!faults.iter().any(DataFault::is_error)).then(|| Standings::of(&outcome))
    }

    /// Data, settings, day and register: those of the earlier side where the set does not change them.
    fn asked(&self, set: &BTreeSet<usize>) -> (Project, Request, Option<Date>) {
        let made =
            || self.changes.iter().enumerate().filter(|(at, _)| set.contains(at)).map(|(_, change)| change);
        let mut settings: Vec<(String, String)> =
            self.before.set.iter().map(|setting| (setting.name.clone(), setting.value.clone())).collect();
        let mut day = self.before.day;
        let mut register = self.before.file(REGISTER);
        let mut appeals = self.before.file(APPEALS);
        for change in made() {
            let (name, new) = match change {
                Change::Setting(name, _, new) => (name.as_str(), new),
                Change::Day(_, new) => {
                    day = self.after.day;
                    (DAY, new)
                }
                Change::Decisions => {
                    register = self.after.file(REGISTER);
                    continue;
                }
                Change::Appeals => {
                    appeals = self.after.file(APPEALS);
                    continue;
                }
                Change::Data(tables) => {
                    if tables.iter().any(|table| table == REGISTER) {
                        register = self.after.file(REGISTER);
                    }
                    if tables.iter().any(|table| table == APPEALS) {
                        appeals = self.after.file(APPEALS);
                    }
                    continue;
                }
                Change::Rule(_) => continue,
            };
            settings.retain(|(known, _)| known != name);
            settings.extend(new.clone().map(|value| (name.to_owned(), value)));
        }
        let changed: Vec<&str> = made().flat_map(Change::data).map(String::as_str).collect();
        let mut project = self.before.asked.project.clone();
        project.manifest.data = self.data(&changed);
        project.manifest.decisions = register;
        project.manifest.appeals = appeals;
        project.manifest.parameters.clear();
        project.manifest.as_of =
            settings.iter().find(|(name, _)| name == DAY).map(|(_, value)| value.clone());
        let others = settings.into_iter().filter(|(name, _)| name != DAY);
        let parameters = others.map(|(name, value)| format!("{name}={value}")).collect();
        (project, Request { parameters, spare_files: true, ..Request::default() }, day)
    }

    /// Per table its file: that of the later side where it is among the changes, or where the earlier one has no such table.
    fn data(&self, changed: &[&str]) -> BTreeMap<String, String> {
        let of = |side: &Side| -> BTreeMap<String, String> {
            let tables = side.files.iter().filter(|file| ![REGISTER, APPEALS].contains(&file.table.as_str()));
            tables.filter_map(|file| Some((file.table.clone(), side.file(&file.table)?))).collect()
        };
        let mut files = of(self.before);
        for (table, path) in of(self.after) {
            if changed.contains(&table.as_str()) {
                files.insert(table, path);
            } else {
                files.entry(table).or_insert(path);
            }
        }
        files
    }
}
