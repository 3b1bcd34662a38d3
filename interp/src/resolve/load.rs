//! Documents in the order of their use, with the names each sees.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Amend, Item, ItemKind, Script, Use};

use super::{Loader, report};
use crate::lower::SpaceId;

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

/// Brings in the documents that `main` uses, theirs too, and carries out their amendments.
pub fn load(main: &Script, loader: &dyn Loader) -> Documents {
    let mut documents = Documents { spaces: vec![SpaceNames::default()], ..Documents::default() };
    let mut open = Vec::new();
    documents.add(String::new(), main.clone(), SpaceId(0), loader, &mut open);
    for position in 0..documents.list.len() {
        documents.amend(position);
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
    fn amend(&mut self, position: usize) {
        let Some(document) = self.list.get(position) else { return };
        let space = document.space;
        let amends: Vec<Amend> = document.script.items.iter().filter_map(amendment).collect();
        for amend in amends {
            let reached = self.reached(&amend, position, space);
            if reached.is_empty() {
                let name = amend.target.as_ref().map(report::dotted).unwrap_or_default();
                let span = amend.target.as_ref().map(|t| t.span).or(amend.changes.first().map(|c| c.span));
                self.diagnostics.push(report::nothing_to_amend(span.unwrap_or_default(), &name));
                continue;
            }
            let mut scripts: Vec<Script> = Vec::new();
            for at in &reached {
                scripts.extend(self.list.get_mut(*at).map(|d| std::mem::take(&mut d.script)));
            }
            self.diagnostics.extend(crate::amend::amend(&amend, &mut scripts));
            for (at, script) in reached.iter().zip(scripts) {
                if let Some(document) = self.list.get_mut(*at) {
                    document.script = script;
                }
            }
        }
    }

    /// The documents that an amendment may change: those of its target, else all that share its names; before its own.
    fn reached(&self, amend: &Amend, position: usize, space: SpaceId) -> Vec<usize> {
        let before = self.list.iter().enumerate().take(position);
        let Some(target) = &amend.target else {
            return before.filter(|(_, d)| d.space == space).map(|(at, _)| at).collect();
        };
        let name = report::dotted(target);
        let inner = self.spaces.get(space.0).and_then(|s| s.inner.get(&name)).copied();
        let meant = |d: &Document| {
            Some(d.space) == inner || d.path == name || policy_name(&d.script) == Some(name.as_str())
        };
        before.filter(|(_, d)| meant(d)).map(|(at, _)| at).collect()
    }
}

/// The amendment that an entry is, its changes with an article each: their own, else that of the block.
fn amendment(item: &Item) -> Option<Amend> {
    let ItemKind::Amend(amend) = &item.kind else { return None };
    let mut amend = amend.clone();
    for change in amend.changes.iter_mut().filter(|change| change.notes.citations.is_empty()) {
        change.notes.citations.clone_from(&item.notes.citations);
    }
    Some(amend)
}

/// The name or the number by which a document calls itself.
fn policy_name(script: &Script) -> Option<&str> {
    script.items.iter().find_map(|item| match &item.kind {
        ItemKind::Policy(policy) => Some(policy.name.text.as_str()),
        _ => None,
    })
}
