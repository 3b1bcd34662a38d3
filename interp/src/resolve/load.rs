//! Documents in the order of their use, with the names each sees.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::{Amend, AmendTarget, Item, ItemKind, Policy, Script, Use};

use super::{Loader, report, version};
use crate::amend::{Repealed, Staged, is_staged, stage, without_transition};
use crate::lower::SpaceId;
use crate::value::Date;

/// One document.
#[derive(Clone, Debug)]
pub struct Document {
    /// What `引用` calls it; empty for the main one.
    pub path: String,
    /// Its tree, amended.
    pub script: Script,
    /// Whose names it shares.
    pub space: SpaceId,
}

/// The documents of a run.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// Each after those it uses; the main one last.
    pub list: Vec<Document>,
    /// The prefix of each space, and the spaces it sees under a name.
    pub spaces: Vec<SpaceNames>,
    /// What is no longer in force, by the space of its names.
    pub repealed: Vec<(SpaceId, Repealed)>,
    /// What could not be done.
    pub diagnostics: Vec<Diagnostic>,
}

/// A space before its names are known.
#[derive(Clone, Debug, Default)]
pub struct SpaceNames {
    /// The names under which the main document sees it.
    pub prefix: Vec<String>,
    /// 引用 … 为 X
    pub inner: BTreeMap<String, SpaceId>,
}

/// Brings in the documents that `main` uses, theirs too, and carries out their amendments: those in force on the day `as_of`,
/// all of them where no day is given.
pub fn load(main: &Script, loader: &dyn Loader, as_of: Option<Date>) -> Documents {
    let mut documents = Documents { spaces: vec![SpaceNames::default()], ..Documents::default() };
    let mut open = Vec::new();
    documents.add(String::new(), main.clone(), SpaceId(0), loader, &mut open);
    if let Some(day) = as_of {
        documents.diagnostics.extend(version::not_in_force(&documents.list, day));
    }
    for position in 0..documents.list.len() {
        documents.amend(position, as_of);
    }
    documents
}

impl Documents {
    fn add(
        &mut self,
        path: String,
        script: Script,
        space: SpaceId,
        loader: &dyn Loader,
        open: &mut Vec<String>,
    ) {
        open.push(path.clone());
        let uses: Vec<Use> = script
            .items
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Use(used) => Some(used.clone()),
                _ => None,
            })
            .collect();
        for used in &uses {
            self.bring_in(used, space, loader, open);
        }
        open.pop();
        self.list.push(Document { path, script, space });
    }

    fn bring_in(&mut self, used: &Use, space: SpaceId, loader: &dyn Loader, open: &mut Vec<String>) {
        let path = report::dotted(&used.path);
        if open.contains(&path) {
            self.diagnostics.push(report::round(&used.path));
            return;
        }
        let inner = match &used.alias {
            Some(alias) => match self.inner_space(space, &alias.text) {
                Some(id) => id,
                None => return,
            },
            None => space,
        };
        if self.list.iter().any(|d| d.space == inner && d.path == path) {
            return;
        }
        match loader.load(&path) {
            Some(script) => self.add(path, script, inner, loader, open),
            None => self.diagnostics.push(report::unknown_document(&used.path, &loader.paths())),
        }
    }

    /// A new space under `name`; none where the name has one.
    fn inner_space(&mut self, space: SpaceId, name: &str) -> Option<SpaceId> {
        let id = SpaceId(self.spaces.len());
        let outer = self.spaces.get_mut(space.0)?;
        if outer.inner.contains_key(name) {
            return None;
        }
        outer.inner.insert(name.to_owned(), id);
        let prefix = outer.prefix.iter().cloned().chain([name.to_owned()]).collect();
        self.spaces.push(SpaceNames { prefix, inner: BTreeMap::new() });
        Some(id)
    }

    /// Carries out the amendments of one document on those before it.
    fn amend(&mut self, position: usize, as_of: Option<Date>) {
        let Some(document) = self.list.get(position) else { return };
        let space = document.space;
        let mut staged: Vec<Staged> = Vec::new();
        for item in &document.script.items {
            let Some((amend, span)) = amendment(item) else { continue };
            match version::period(&amend, &document.script) {
                Ok(period) => staged.push(Staged { amend, period, span }),
                Err(fault) => self.diagnostics.push(*fault),
            }
        }
        // In the order written, those of the same documents together.
        let mut groups: Vec<(Vec<usize>, Vec<Staged>)> = Vec::new();
        for each in staged {
            let reached = self.reached(&each.amend, position, space);
            if reached.is_empty() {
                let target = each.amend.target.as_ref();
                let name = target.map(AmendTarget::text).unwrap_or_default();
                let span = target.map_or(each.span, AmendTarget::span);
                let used: Vec<&str> = self.list.iter().take(position).map(|d| d.path.as_str()).collect();
                self.diagnostics.push(report::nothing_to_amend(span, &name, &used));
                continue;
            }
            match groups.iter_mut().find(|(other, _)| *other == reached) {
                Some((_, group)) => group.push(each),
                None => groups.push((reached, vec![each])),
            }
        }
        for (reached, group) in groups {
            self.amend_documents(&reached, group, as_of);
        }
    }

    /// Carries out amendments of the same documents.
    fn amend_documents(&mut self, reached: &[usize], mut group: Vec<Staged>, as_of: Option<Date>) {
        let mut scripts: Vec<Script> = Vec::new();
        for at in reached {
            scripts.extend(self.list.get_mut(*at).map(|d| std::mem::take(&mut d.script)));
        }
        let dated = group.iter().filter(|each| each.period.is_dated());
        self.diagnostics.extend(dated.flat_map(|each| without_transition(&each.amend, &scripts)));
        if group.iter().any(|each| is_staged(&each.amend)) {
            let by = group.iter().find_map(|each| each.amend.version_by.clone());
            for each in &mut group {
                each.amend.version_by = each.amend.version_by.take().or_else(|| by.clone());
            }
            self.diagnostics.extend(stage(&group, &mut scripts, as_of));
        } else {
            let owner = reached.first().and_then(|at| self.list.get(*at)).map_or(SpaceId(0), |d| d.space);
            for Staged { mut amend, period, .. } in group {
                // The text of no certain day holds what was ever said.
                if as_of.is_none() && period.is_dated() {
                    amend.repeals.clear();
                } else if as_of.is_some_and(|day| !period.holds(day)) {
                    continue;
                }
                let (repealed, faults) = crate::amend::amend(&amend, &mut scripts);
                self.diagnostics.extend(faults);
                self.repealed.extend((repealed != Repealed::default()).then_some((owner, repealed)));
            }
        }
        for (at, script) in reached.iter().zip(scripts) {
            if let Some(document) = self.list.get_mut(*at) {
                document.script = script;
            }
        }
    }

    /// The documents that an amendment may change: those of its target, else all that share its names; before its own.
    fn reached(&self, amend: &Amend, position: usize, space: SpaceId) -> Vec<usize> {
        let before = self.list.iter().enumerate().take(position);
        let Some(target) = &amend.target else {
            return before.filter(|(_, d)| d.space == space).map(|(at, _)| at).collect();
        };
        let name = target.text();
        let inner = match target {
            AmendTarget::Named(_) => self.spaces.get(space.0).and_then(|s| s.inner.get(&name)).copied(),
            AmendTarget::Number(_) => None,
        };
        let meant = |d: &Document| match target {
            AmendTarget::Named(_) => Some(d.space) == inner || d.path == name || is_policy(&d.script, &name),
            AmendTarget::Number(_) => {
                policies(&d.script).any(|p| p.number.as_deref().is_some_and(|n| same_number(n, &name)))
            }
        };
        before.filter(|(_, d)| meant(d)).map(|(at, _)| at).collect()
    }
}

/// The amendment that an entry is, its changes with an article each: their own, else that of the block.
fn amendment(item: &Item) -> Option<(Amend, Span)> {
    let ItemKind::Amend(amend) = &item.kind else { return None };
    let mut amend = amend.clone();
    let notes = amend.changes.iter_mut().map(|change| &mut change.notes);
    let notes = notes.chain(amend.repeals.iter_mut().map(|repeal| &mut repeal.notes));
    for notes in notes.filter(|notes| notes.citations.is_empty()) {
        notes.citations.clone_from(&item.notes.citations);
    }
    Some((amend, item.header))
}

/// What a document says of itself.
pub(super) fn policies(script: &Script) -> impl Iterator<Item = &Policy> {
    script.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Policy(policy) => Some(policy),
        _ => None,
    })
}

fn is_policy(script: &Script, name: &str) -> bool {
    policies(script).any(|policy| policy.name.text == name)
}

/// Whether two numbers of documents are the same: the office, the year and the number, however wide and spaced they are written.
pub fn same_number(one: &str, other: &str) -> bool {
    plain_number(one) == plain_number(other)
}

fn plain_number(number: &str) -> String {
    let folded = heng_grammar::fold::fold(number).into_owned();
    let bracket = |c: char| match c {
        '[' | '【' | '〔' => '〔',
        ']' | '】' | '〕' => '〕',
        other => other,
    };
    folded.chars().filter(|c| !c.is_whitespace()).map(bracket).collect()
}
