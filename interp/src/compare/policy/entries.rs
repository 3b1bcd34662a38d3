//! What differs inside a block that both policies have.

use heng_grammar::tree::{ChangeVerb, Item, ItemKind};

use super::edit::Edit;
use super::entry::Entry;
use super::fingerprint::fingerprint;
use super::found::Key;
use super::{PolicyChange, PolicyChangeKind, articles, replaced};

/// Adds the differences between two entries of one key: those of a block part by part.
pub(super) fn compare(key: &Key, old: &Item, new: &Item, changes: &mut Vec<PolicyChange>) {
    if fingerprint(&(&old.kind, old.yearly)) == fingerprint(&(&new.kind, new.yearly)) {
        return;
    }
    let of_block = articles(&new.notes.citations);
    let mut lists = Lists { key, of_block, found: Vec::new(), ordered: false };
    let (Some(bare_old), Some(bare_new)) = (lists.compare(old, new), bare(new)) else {
        changes.push(replaced(
            key,
            old,
            new,
            Edit::Replace(key.clone(), Box::new(old.clone()), Box::new(new.clone())),
        ));
        return;
    };
    let Lists { found, ordered, .. } = lists;
    changes.extend(found);
    if fingerprint(&(&bare_old.kind, old.yearly)) != fingerprint(&(&bare_new.kind, new.yearly)) {
        changes.push(replaced(
            key,
            old,
            new,
            Edit::Frame(key.clone(), Box::new(bare_old.clone()), Box::new(bare_new.clone())),
        ));
    }
    if ordered {
        changes.push(PolicyChange {
            kind: PolicyChangeKind::Reordered,
            ..replaced(key, old, new, Edit::Order(key.clone(), names(new)))
        });
    }
}

/// A block without its entries; nothing for what has none that can be changed one at a time.
pub(super) fn bare(item: &Item) -> Option<Item> {
    let mut item = item.clone();
    match &mut item.kind {
        ItemKind::Table(block) => block.columns.clear(),
        ItemKind::Participation(block) => block.entries.clear(),
        ItemKind::Adjust(block) => block.moves.clear(),
        ItemKind::Band(block) => block.classes.clear(),
        ItemKind::Score(block) => block.entries.clear(),
        ItemKind::Tally(block) => block.entries.clear(),
        ItemKind::Award(block) => block.entries.clear(),
        ItemKind::Conditions(block) => block.body.entries.clear(),
        _ => return None,
    }
    Some(item)
}

/// The names of the entries of a block in which the order matters.
pub(super) fn names(item: &Item) -> Vec<String> {
    match &item.kind {
        ItemKind::Participation(block) => named(&block.entries),
        ItemKind::Adjust(block) => named(&block.moves),
        _ => Vec::new(),
    }
}

fn named<E: Entry>(list: &[E]) -> Vec<String> {
    list.iter().map(|entry| entry.name().to_owned()).collect()
}

struct Lists<'c> {
    key: &'c Key,
    /// The articles of the block, for entries that have none of their own.
    of_block: Vec<String>,
    found: Vec<PolicyChange>,
    /// Whether the entries that both have stand in another order.
    ordered: bool,
}

impl Lists<'_> {
    /// Compares the entries of two blocks of one kind; gives the older block without them.
    fn compare(&mut self, old: &Item, new: &Item) -> Option<Item> {
        match (&old.kind, &new.kind) {
            (ItemKind::Table(a), ItemKind::Table(b)) => self.lists(&[], &a.columns, &b.columns),
            (ItemKind::Participation(a), ItemKind::Participation(b)) => {
                self.lists(&[], &a.entries, &b.entries);
            }
            (ItemKind::Adjust(a), ItemKind::Adjust(b)) => self.lists(&[], &a.moves, &b.moves),
            (ItemKind::Band(a), ItemKind::Band(b)) => self.lists(&[], &a.classes, &b.classes),
            (ItemKind::Score(a), ItemKind::Score(b)) => self.lists(&[], &a.entries, &b.entries),
            (ItemKind::Tally(a), ItemKind::Tally(b)) => self.lists(&[], &a.entries, &b.entries),
            (ItemKind::Award(a), ItemKind::Award(b)) => self.lists(&[], &a.entries, &b.entries),
            (ItemKind::Conditions(a), ItemKind::Conditions(b)) => {
                self.lists(&[], &a.body.entries, &b.body.entries);
            }
            _ => return None,
        }
        let common = |one: &Item, other: &Item| -> Vec<String> {
            let others = names(other);
            names(one).into_iter().filter(|name| others.contains(name)).collect()
        };
        self.ordered = common(old, new) != common(new, old);
        bare(old)
    }

    fn lists<E: Entry>(&mut self, groups: &[String], old: &[E], new: &[E]) {
        let siblings = named(new);
        for one in new {
            match old.iter().find(|other| other.name() == one.name()) {
                None => self.add(ChangeVerb::Add, groups, (None, Some(one)), &siblings),
                Some(other) if fingerprint(other) == fingerprint(one) => {}
                Some(other) => match (other.children(), one.children()) {
                    (Some(a), Some(b))
                        if fingerprint(&other.clone().bare()) == fingerprint(&one.clone().bare()) =>
                    {
                        self.lists(&[groups, &[one.name().to_owned()]].concat(), a, b);
                    }
                    _ => self.add(ChangeVerb::Replace, groups, (Some(other), Some(one)), &siblings),
                },
            }
        }
        for one in old.iter().filter(|one| !new.iter().any(|other| other.name() == one.name())) {
            self.add(ChangeVerb::Strike, groups, (Some(one), None), &siblings);
        }
    }

    fn add<E: Entry>(
        &mut self,
        verb: ChangeVerb,
        groups: &[String],
        (old, new): (Option<&E>, Option<&E>),
        siblings: &[String],
    ) {
        let Some(shown) = new.or(old) else { return };
        let route = [groups, &[shown.name().to_owned()]].concat();
        self.found.push(PolicyChange {
            kind: PolicyChangeKind::of(verb),
            path: format!("{}.{}", self.key.path(), route.join(".")),
            articles: match articles(&shown.notes().citations) {
                own if own.is_empty() => self.of_block.clone(),
                own => own,
            },
            before: old.map(Entry::span),
            after: new.map(Entry::span),
            edit: Edit::Entry {
                key: self.key.clone(),
                verb,
                route,
                old: old.map(|entry| Box::new(entry.clone().body())),
                new: new.map(|entry| Box::new(entry.clone().body())),
                siblings: siblings.to_vec(),
            },
        });
    }
}
