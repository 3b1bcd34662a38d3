//! Which differences cannot be made without others: a new move that reads a new column, a struck value that others read.

use std::collections::BTreeSet;

use heng_grammar::tree::{ChangeBody, Item, ItemKind, Part, Parts};

use super::PolicyChange;
use super::edit::Edit;
use super::entry::Entry;

/// The change and all that it cannot be made without.
pub fn needs(changes: &[PolicyChange], of: usize) -> BTreeSet<usize> {
    let names: Vec<Names> = changes.iter().map(Names::of).collect();
    closure(of, changes.len(), |one, other| match (names.get(one), names.get(other)) {
        (Some(one), Some(other)) => one.needs(other),
        _ => false,
    })
}

/// The change and all that cannot be made without it.
pub fn dependents(changes: &[PolicyChange], of: usize) -> BTreeSet<usize> {
    let names: Vec<Names> = changes.iter().map(Names::of).collect();
    closure(of, changes.len(), |one, other| match (names.get(one), names.get(other)) {
        (Some(one), Some(other)) => other.needs(one),
        _ => false,
    })
}

fn closure(of: usize, count: usize, leads: impl Fn(usize, usize) -> bool) -> BTreeSet<usize> {
    let mut all = BTreeSet::from([of]);
    let mut open = vec![of];
    while let Some(one) = open.pop() {
        for other in (0..count).filter(|other| leads(one, *other)) {
            if all.insert(other) {
                open.push(other);
            }
        }
    }
    all
}

/// The names that a change brings, takes away, and speaks of.
#[derive(Default)]
struct Names {
    brought: BTreeSet<String>,
    taken: BTreeSet<String>,
    /// What its new text speaks of.
    used: BTreeSet<String>,
    /// What its old text speaks of.
    left: BTreeSet<String>,
}

impl Names {
    fn of(change: &PolicyChange) -> Self {
        let mut names = Self::default();
        match &change.edit {
            Edit::Add(key, item) => {
                names.brought.insert(key.name.clone());
                item_names(item, &mut names.brought, &mut names.used);
            }
            Edit::Strike(key, item) => {
                names.taken.insert(key.name.clone());
                item_names(item, &mut names.taken, &mut names.left);
            }
            Edit::Replace(_, old, new) | Edit::Frame(_, old, new) => {
                let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
                item_names(old, &mut before, &mut names.left);
                item_names(new, &mut after, &mut names.used);
                names.brought = after.difference(&before).cloned().collect();
                names.taken = before.difference(&after).cloned().collect();
            }
            Edit::Order(..) => {}
            Edit::Entry { route, old, new, .. } => {
                let own = route.last().cloned();
                match (old, new) {
                    (None, Some(_)) => names.brought.extend(own),
                    (Some(_), None) => names.taken.extend(own),
                    _ => {}
                }
                new.iter().for_each(|new| body_names(new, &mut names.used));
                old.iter().for_each(|old| body_names(old, &mut names.left));
            }
        }
        names
    }

    fn needs(&self, other: &Self) -> bool {
        !self.used.is_disjoint(&other.brought) || !self.taken.is_disjoint(&other.left)
    }
}

fn item_names(item: &Item, declared: &mut BTreeSet<String>, used: &mut BTreeSet<String>) {
    let mut own = BTreeSet::new();
    item.clone().parts(&mut |part| collect(part, &mut own, used));
    if matches!(item.kind, ItemKind::Score(_) | ItemKind::Tally(_) | ItemKind::Award(_)) {
        // Items stand for the values of their own names, where they say no other.
        used.extend(own.iter().cloned());
    }
    declared.extend(own);
}

/// The names that an entry of a block speaks of. An item stands for the value of its own name, where it says no other.
fn body_names(body: &ChangeBody, used: &mut BTreeSet<String>) {
    let mut visit = |part: Part<'_>| collect(part, &mut BTreeSet::new(), used);
    match body.clone() {
        ChangeBody::Column(mut body) => body.parts(&mut visit),
        ChangeBody::Move(mut body) => body.parts(&mut visit),
        ChangeBody::BandClass(mut body) => body.parts(&mut visit),
        ChangeBody::Condition(mut body) => body.parts(&mut visit),
        ChangeBody::Participation(mut body) => body.parts(&mut visit),
        ChangeBody::Item(mut body) => body.parts(&mut visit),
        ChangeBody::ScoreEntry(mut body) => {
            body.parts(&mut visit);
            used.insert(body.name.text);
        }
        ChangeBody::TallyEntry(mut body) => {
            body.parts(&mut visit);
            used.insert(body.name().to_owned());
        }
    }
}

fn collect(part: Part<'_>, declared: &mut BTreeSet<String>, used: &mut BTreeSet<String>) {
    match part {
        Part::Declared(name) => {
            declared.insert(name.text.clone());
        }
        Part::Used(name) => {
            used.insert(name.text.clone());
        }
        Part::Words(_) => {}
    }
}
