//! Edits of the documents of a run.

use heng_grammar::span::Span;
use heng_grammar::tree::{
    Change, ChangeBody, ChangeVerb, For, Item, ItemKind, Name, Notes, Path, Place, Script,
};

use super::entry::Entry;
use super::found::{Key, known_by, prefix};
use crate::amend::change_part;
use crate::resolve::Documents;

/// How a difference is made in the earlier policy.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Edit {
    /// An entry more.
    Add(Key, Box<Item>),
    /// An entry less; it is kept for what it uses.
    Strike(Key, Box<Item>),
    /// Another entry: as the earlier policy has it, as the later one has it.
    Replace(Key, Box<Item>, Box<Item>),
    /// Everything of a block but its entries: of the earlier policy, of the later one.
    Frame(Key, Box<Item>, Box<Item>),
    /// Entries of a block in another order.
    Order(Key, Vec<String>),
    /// An entry of a block.
    Entry {
        /// The block.
        key: Key,
        /// What is done.
        verb: ChangeVerb,
        /// The groups, then the entry.
        route: Vec<String>,
        /// As the earlier policy has it.
        old: Option<Box<ChangeBody>>,
        /// As the later one has it.
        new: Option<Box<ChangeBody>>,
        /// The names of its list as the later policy orders them.
        siblings: Vec<String>,
    },
}

impl Edit {
    /// Makes it. What is no longer there cannot be edited, and is left.
    pub fn make(&self, documents: &mut Documents) {
        match self {
            Self::Add(key, item) => add(documents, key, item),
            Self::Strike(key, _) => {
                list(documents, key, &mut |items, at| {
                    items.remove(at);
                });
            }
            Self::Replace(key, _, item) => each(documents, key, &mut |slot| slot.clone_from(item)),
            Self::Frame(key, _, item) => each(documents, key, &mut |slot| reframe(slot, item)),
            Self::Order(key, names) => each(documents, key, &mut |slot| reorder(slot, names)),
            Self::Entry { key, verb, route, new, siblings, .. } => {
                each(documents, key, &mut |slot| {
                    let change = change(slot, *verb, route, new.as_deref(), siblings);
                    let Some((last, _)) = change.target.names.split_last() else { return };
                    // What depends on an entry that another edit has taken away goes with it.
                    let _gone = change_part(slot, &change.target.names, last, &change);
                });
            }
        }
    }
}

fn name(text: &str) -> Name {
    Name { text: text.to_owned(), span: Span::default() }
}

/// Adds an entry to the strongest document whose names it shares.
fn add(documents: &mut Documents, key: &Key, item: &Item) {
    let at = documents.list.iter().rposition(|document| prefix(documents, document.space) == key.prefix);
    let Some(document) = at.and_then(|at| documents.list.get_mut(at)) else { return };
    let added = match &key.table {
        None => item.clone(),
        Some(table) => {
            let kind = ItemKind::For(For { table: name(table), items: vec![item.clone()] });
            Item { kind, notes: Notes::default(), ..item.clone() }
        }
    };
    document.script.items.push(added);
}

/// Visits the list that holds the entry of a key, and its place there.
fn list(documents: &mut Documents, key: &Key, visit: &mut dyn FnMut(&mut Vec<Item>, usize)) {
    let mut passed = 0;
    for at in (0..documents.list.len()).rev() {
        let Some(document) = documents.list.get(at) else { continue };
        if prefix(documents, document.space) != key.prefix {
            continue;
        }
        let Some(document) = documents.list.get_mut(at) else { continue };
        if in_script(&mut document.script, key, &mut passed, visit) {
            return;
        }
    }
}

fn in_script(
    script: &mut Script,
    key: &Key,
    passed: &mut u32,
    visit: &mut dyn FnMut(&mut Vec<Item>, usize),
) -> bool {
    let mut find = |items: &mut Vec<Item>| {
        for at in 0..items.len() {
            let known = items.get(at).and_then(known_by);
            if known.is_none_or(|(verb, name)| verb != key.verb || name != key.name) {
                continue;
            }
            if *passed == key.number {
                visit(items, at);
                return true;
            }
            *passed += 1;
        }
        false
    };
    match &key.table {
        None => find(&mut script.items),
        Some(table) => script.items.iter_mut().any(|item| match &mut item.kind {
            ItemKind::For(block) if block.table.text == *table => find(&mut block.items),
            _ => false,
        }),
    }
}

fn each(documents: &mut Documents, key: &Key, visit: &mut dyn FnMut(&mut Item)) {
    list(documents, key, &mut |items, at| {
        if let Some(item) = items.get_mut(at) {
            visit(item);
        }
    });
}

/// Takes everything of another block but its entries.
fn reframe(slot: &mut Item, frame: &Item) {
    let own = std::mem::replace(&mut slot.kind, frame.kind.clone());
    match (&mut slot.kind, own) {
        (ItemKind::Table(new), ItemKind::Table(own)) => new.columns = own.columns,
        (ItemKind::Participation(new), ItemKind::Participation(own)) => new.entries = own.entries,
        (ItemKind::Adjust(new), ItemKind::Adjust(own)) => new.moves = own.moves,
        (ItemKind::Band(new), ItemKind::Band(own)) => new.classes = own.classes,
        (ItemKind::Score(new), ItemKind::Score(own)) => new.entries = own.entries,
        (ItemKind::Tally(new), ItemKind::Tally(own)) => new.entries = own.entries,
        (ItemKind::Award(new), ItemKind::Award(own)) => new.entries = own.entries,
        (ItemKind::Conditions(new), ItemKind::Conditions(own)) => new.body.entries = own.body.entries,
        _ => {}
    }
    slot.yearly = frame.yearly;
}

fn reorder(slot: &mut Item, names: &[String]) {
    match &mut slot.kind {
        ItemKind::Participation(block) => sort(&mut block.entries, names),
        ItemKind::Adjust(block) => sort(&mut block.moves, names),
        _ => {}
    }
}

/// Orders entries by their names; those that have no place stay behind the one before them.
fn sort<E: Entry>(list: &mut [E], names: &[String]) {
    let mut last = 0;
    let places: Vec<(String, usize)> = list
        .iter()
        .map(|entry| {
            last = names.iter().position(|name| name == entry.name()).unwrap_or(last);
            (entry.name().to_owned(), last)
        })
        .collect();
    list.sort_by_key(|entry| {
        places.iter().find(|(name, _)| name == entry.name()).map_or(usize::MAX, |(_, place)| *place)
    });
}

/// The edit of an entry as an amendment would say it.
fn change(
    slot: &Item,
    verb: ChangeVerb,
    route: &[String],
    body: Option<&ChangeBody>,
    siblings: &[String],
) -> Change {
    let names: Vec<Name> = route.iter().map(|part| name(part)).collect();
    let place = match verb {
        ChangeVerb::Add => route.split_last().and_then(|(own, groups)| place(slot, own, groups, siblings)),
        ChangeVerb::Strike | ChangeVerb::Replace => None,
    };
    Change {
        verb,
        target: Path { names, span: Span::default() },
        body: body.cloned(),
        place,
        notes: Notes::default(),
        span: Span::default(),
    }
}

/// Behind the nearest entry before it that is there, as the later policy orders them; else before the nearest behind it.
fn place(slot: &Item, own: &str, groups: &[String], siblings: &[String]) -> Option<Place> {
    let there = names_in(slot, groups);
    let at = siblings.iter().position(|name| name == own)?;
    let (before, behind) = siblings.split_at_checked(at)?;
    let is_there = |name: &&String| there.contains(*name);
    if let Some(anchor) = before.iter().rev().find(is_there) {
        return Some(Place { anchor: name(anchor), after: true });
    }
    behind.iter().skip(1).find(is_there).map(|anchor| Place { anchor: name(anchor), after: false })
}

fn names_in(slot: &Item, groups: &[String]) -> Vec<String> {
    fn below<E: Entry>(list: &[E], groups: &[String]) -> Vec<String> {
        match groups.split_first() {
            None => list.iter().map(|entry| entry.name().to_owned()).collect(),
            Some((group, rest)) => {
                let group = list.iter().find(|entry| entry.name() == group.as_str());
                group.and_then(Entry::children).map(|children| below(children, rest)).unwrap_or_default()
            }
        }
    }
    match &slot.kind {
        ItemKind::Table(block) => below(&block.columns, groups),
        ItemKind::Participation(block) => below(&block.entries, groups),
        ItemKind::Adjust(block) => below(&block.moves, groups),
        ItemKind::Band(block) => below(&block.classes, groups),
        ItemKind::Score(block) => below(&block.entries, groups),
        ItemKind::Tally(block) => below(&block.entries, groups),
        ItemKind::Award(block) => below(&block.entries, groups),
        ItemKind::Conditions(block) => below(&block.body.entries, groups),
        _ => Vec::new(),
    }
}
