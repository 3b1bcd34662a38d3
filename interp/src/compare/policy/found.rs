//! The rules of the documents of a run, each with what it is known by.

use std::collections::BTreeSet;

use heng_grammar::tree::{Item, ItemKind};

use crate::amend::name_of;
use crate::lower::SpaceId;
use crate::resolve::Documents;

/// What a rule is known by in both policies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The names under which the main document sees its space.
    pub prefix: Vec<String>,
    /// The table, if it stands in a `对`.
    pub table: Option<String>,
    /// `定 `, `取 ` before the target of these, so that they are told from what they bind.
    pub verb: &'static str,
    /// Its name.
    pub name: String,
    /// Tells apart blocks of one name (those of several groups).
    pub number: u32,
}

impl Key {
    /// How people write it.
    pub fn path(&self) -> String {
        let names: Vec<&str> = self.prefix.iter().map(String::as_str).chain([self.name.as_str()]).collect();
        format!("{}{}", self.verb, names.join("."))
    }
}

/// A rule and where it stands.
pub(super) struct Found<'d> {
    pub key: Key,
    pub item: &'d Item,
}

/// The rules of the documents, the main document's last. Of several 定 (or 取) of one target only the strongest holds.
pub(super) fn found(documents: &Documents) -> Vec<Found<'_>> {
    let mut taken: BTreeSet<Key> = BTreeSet::new();
    let mut all = Vec::new();
    for document in documents.list.iter().rev() {
        let prefix = prefix(documents, document.space);
        let mut of_document = Vec::new();
        let entries = document.script.items.iter().flat_map(|item| match &item.kind {
            ItemKind::For(block) => {
                block.items.iter().map(|inner| (Some(block.table.text.clone()), inner)).collect()
            }
            _ => vec![(None, item)],
        });
        for (table, item) in entries {
            let Some((verb, name)) = known_by(item) else { continue };
            let mut key = Key { prefix: prefix.clone(), table, verb, name, number: 0 };
            if !verb.is_empty() && taken.contains(&key) {
                continue;
            }
            while taken.contains(&key) {
                key.number += 1;
            }
            taken.insert(key.clone());
            of_document.push(Found { key, item });
        }
        all.splice(0..0, of_document);
    }
    all
}

pub(super) fn prefix(documents: &Documents, space: SpaceId) -> Vec<String> {
    documents.spaces.get(space.0).map(|names| names.prefix.clone()).unwrap_or_default()
}

/// What a rule is known by; nothing for what is no rule.
pub(super) fn known_by(item: &Item) -> Option<(&'static str, String)> {
    match &item.kind {
        ItemKind::Policy(_)
        | ItemKind::Use(_)
        | ItemKind::Amend(_)
        | ItemKind::Example(_)
        | ItemKind::Check(_)
        | ItemKind::Output(_)
        | ItemKind::For(_) => None,
        ItemKind::Bind(bind) => Some(("定 ", bind.target.dotted())),
        ItemKind::Take(take) => Some(("取 ", take.target.dotted())),
        ItemKind::Axis(_) => Some(("", "年度".to_owned())),
        ItemKind::Alias(alias) => Some(("别名 ", alias.target.dotted())),
        ItemKind::Score(score) => {
            let group = score.group.as_ref().map(|group| format!("（{}）", group.text)).unwrap_or_default();
            Some(("", format!("{}{group}", score.name.text)))
        }
        _ => name_of(item).map(|name| ("", name.to_owned())),
    }
}
