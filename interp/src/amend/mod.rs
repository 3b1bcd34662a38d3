//! `修改`: a later document changes the tree of an earlier one, before any name is resolved.
//!
//! A target is a dotted path: the block first, then the item inside it (`最终等级.失信`, `综合得分.集约发展.亩均税收`). A middle group may be
//! left out where the rest is plain (`综合得分.亩均税收`). What is struck or replaced must be there; what is added must not.

mod block;
pub(crate) use block::name_of;
mod list;
mod report;
#[cfg(test)]
mod tests;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Amend, Change, ChangeBody, ChangeVerb, Item, ItemKind, Script};

/// Carries out every change of `amend` on `scripts`, the documents it may change; returns all that could not be done.
pub fn amend(amend: &Amend, scripts: &mut [Script]) -> Vec<Diagnostic> {
    amend.changes.iter().filter_map(|change| apply(&with_notes(change), scripts).err()).collect()
}

/// What is put in place carries the citations of the change that put it there.
fn with_notes(change: &Change) -> Change {
    let mut change = change.clone();
    let own = match &mut change.body {
        Some(ChangeBody::Column(body)) => &mut body.notes,
        Some(ChangeBody::Move(body)) => &mut body.notes,
        Some(ChangeBody::ScoreEntry(body)) => &mut body.notes,
        Some(ChangeBody::TallyEntry(body)) => &mut body.notes,
        Some(ChangeBody::BandClass(body)) => &mut body.notes,
        Some(ChangeBody::Condition(body)) => &mut body.notes,
        Some(ChangeBody::Participation(body)) => &mut body.notes,
        Some(ChangeBody::Item(body)) => &mut body.notes,
        None => return change,
    };
    if own.citations.is_empty() {
        own.citations.clone_from(&change.notes.citations);
    }
    if own.doc.is_empty() {
        own.doc.clone_from(&change.notes.doc);
    }
    change
}

fn apply(change: &Change, scripts: &mut [Script]) -> Result<(), Diagnostic> {
    let Some((first, inner)) = change.target.names.split_first() else {
        return Err(report::nothing_named(change));
    };
    if let Some(last) = inner.last() {
        let mut known = Vec::new();
        for script in scripts.iter_mut() {
            if let Some(item) = find(&mut script.items, &first.text, &mut known) {
                return block::change(item, inner, last, change);
            }
        }
        return Err(report::no_such_block(first, &known));
    }
    whole(change, scripts)
}

/// `换 亩均税收 = …`, `删 低效企业`, `增 新口径 = …`置于 a definition: entries of their own.
fn whole(change: &Change, scripts: &mut [Script]) -> Result<(), Diagnostic> {
    let body = match &change.body {
        Some(ChangeBody::Item(item)) => Some(Item::clone(item)),
        None => None,
        Some(_) => return Err(report::body_does_not_fit(change, change.target.span)),
    };
    let Some(name) = change.target.names.first() else { return Err(report::nothing_named(change)) };
    let mut known = Vec::new();
    for script in scripts.iter_mut() {
        if let Some(items) = list_holding(&mut script.items, anchor_name(change), &mut known) {
            return list::change(items, name, body, change);
        }
    }
    if change.verb == ChangeVerb::Add
        && change.place.is_none()
        && let (Some(script), Some(body)) = (scripts.last_mut(), body)
    {
        script.items.push(body);
        return Ok(());
    }
    Err(report::no_such_block(name, &known))
}

/// The name whose list is sought: the anchor of an addition, else the target itself.
fn anchor_name(change: &Change) -> &str {
    match (&change.place, change.verb) {
        (Some(place), ChangeVerb::Add) => &place.anchor.text,
        _ => change.target.names.first().map_or("", |name| &name.text),
    }
}

/// The list of entries that holds an entry of this name: the script's own, or that of a `对`.
fn list_holding<'a>(
    items: &'a mut Vec<Item>,
    name: &str,
    known: &mut Vec<String>,
) -> Option<&'a mut Vec<Item>> {
    known.extend(items.iter().filter_map(|item| block::name_of(item).map(str::to_owned)));
    if items.iter().any(|item| block::name_of(item) == Some(name)) {
        return Some(items);
    }
    items.iter_mut().find_map(|item| match &mut item.kind {
        ItemKind::For(block) => list_holding(&mut block.items, name, known),
        _ => None,
    })
}

/// The block of this name, at the top level or inside a `对`.
fn find<'a>(items: &'a mut Vec<Item>, name: &str, known: &mut Vec<String>) -> Option<&'a mut Item> {
    let list = list_holding(items, name, known)?;
    list.iter_mut().find(|item| block::name_of(item) == Some(name))
}
