//! `修改`: a later document changes the tree of an earlier one, before any name is resolved.
//!
//! A target is a dotted path: the block first, then the item inside it (`最终等级.失信`, `综合得分.集约发展.亩均税收`). A middle group may be
//! left out where the rest is plain (`综合得分.亩均税收`). What is struck or replaced must be there; what is added must not.
//!
//! 改名, 换列 and 改字 are carried out first, all at once, on the text as it was: they never reach what the same amendment adds.

mod block;
mod consolidated;
mod deviations;
pub(crate) use block::change as change_part;
pub use block::{name_of, share_names};
mod list;
mod rename;
mod repeal;
mod rephrase;
mod report;
mod running;
mod stage;
#[cfg(test)]
mod tests;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Amend, Change, ChangeBody, ChangeVerb, Item, ItemKind, Name, Renaming, Script};

pub use consolidated::consolidated;
pub use deviations::{Deviation, deviations};
pub use repeal::Repealed;
pub use running::without_transition;
pub use stage::{Staged, is_staged, stage};

/// Carries out every change of `amend` on `scripts`, the documents it may change; returns what it puts out of force, and all
/// that could not be done.
pub fn amend(amend: &Amend, scripts: &mut [Script]) -> (Repealed, Vec<Diagnostic>) {
    let mut repealed = Repealed::default();
    let added = amend.changes.iter().filter_map(|change| change.target.names.last());
    let added: Vec<&str> = added.map(|name| name.text.as_str()).collect();
    let mut faults = rename::rename(&amend.renamings, &added, scripts);
    faults.extend(rephrase::rephrase(&amend.rephrasings, scripts));
    for change in &amend.changes {
        let mut change = with_notes(change);
        as_renamed(&mut change, &amend.renamings, scripts);
        faults.extend(apply(&change, scripts).err());
    }
    faults.extend(rephrase::change_passages(&amend.passages, scripts));
    for each in &amend.repeals {
        faults.extend(repeal::repeal(each, scripts, &mut repealed).err());
    }
    (repealed, faults)
}

/// A change may call what it changes by the name of the text as it was.
fn as_renamed(change: &mut Change, renamings: &[Renaming], scripts: &mut [Script]) {
    if renamings.is_empty() {
        return;
    }
    let known = rename::declared(scripts);
    let new = |name: &mut Name| {
        let pair = renamings.iter().find(|pair| !pair.reassigns && pair.from.text == name.text);
        if let (Some(pair), false) = (pair, known.contains(&name.text)) {
            name.text.clone_from(&pair.to.text);
        }
    };
    change.target.names.iter_mut().for_each(new);
    change.place.iter_mut().map(|place| &mut place.anchor).for_each(new);
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
        return Err(report::unreadable(change));
    };
    if let Some(last) = inner.last() {
        let mut known = Vec::new();
        // A choice may have the name of a block; the parts are those of the block.
        for with_parts in [true, false] {
            for script in scripts.iter_mut() {
                let fits =
                    |item: &Item| is_called(item, &first.text) && (!with_parts || block::has_parts(item));
                if let Some(item) = find(&mut script.items, &fits, &mut known) {
                    return block::change(item, inner, last, change);
                }
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
    let Some(name) = change.target.names.first() else { return Err(report::unreadable(change)) };
    // Another 对 of a table stands beside those there are.
    if let (Some(Item { kind: ItemKind::For(_), .. }), ChangeVerb::Add, Some(script)) =
        (&body, change.verb, scripts.last_mut())
    {
        script.items.extend(body);
        return Ok(());
    }
    let mut known = Vec::new();
    let sought = anchor_name(change);
    let fits = |item: &Item| {
        is_called(item, sought)
            && (sought != name.text || body.as_ref().is_none_or(|body| block::share_names(item, body)))
    };
    for script in scripts.iter_mut() {
        if let Some(items) = list_holding(&mut script.items, &fits, &mut known) {
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

fn is_called(item: &Item, name: &str) -> bool {
    block::name_of(item) == Some(name)
}

/// The list of entries that holds one that fits: the script's own, or that of a `对`.
fn list_holding<'a>(
    items: &'a mut Vec<Item>,
    fits: &dyn Fn(&Item) -> bool,
    known: &mut Vec<String>,
) -> Option<&'a mut Vec<Item>> {
    known.extend(items.iter().filter_map(|item| block::name_of(item).map(str::to_owned)));
    if items.iter().any(fits) {
        return Some(items);
    }
    items.iter_mut().find_map(|item| match &mut item.kind {
        ItemKind::For(block) => list_holding(&mut block.items, fits, known),
        _ => None,
    })
}

/// The block that fits, at the top level or inside a `对`.
fn find<'a>(
    items: &'a mut Vec<Item>,
    fits: &dyn Fn(&Item) -> bool,
    known: &mut Vec<String>,
) -> Option<&'a mut Item> {
    list_holding(items, fits, known)?.iter_mut().find(|item| fits(item))
}
