//! Which list of a block a path leads to, and what may be put there.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{
    BandClass, Change, ChangeBody, Column, Condition, ConditionBody, Item, ItemKind, Move, Name,
    ParticipationEntry, ScoreEntry, TallyEntry, TallyEntryKind,
};

use super::list::{self, Named};
use super::report;

/// Carries out `change` on the part of `item` that `inner` leads to; `last` is the part's own name.
pub fn change(item: &mut Item, inner: &[Name], last: &Name, change: &Change) -> Result<(), Diagnostic> {
    let groups = inner.get(..inner.len().saturating_sub(1)).unwrap_or(&[]);
    let block = item.header;
    macro_rules! apply {
        ($list:expr, $body:path) => {{
            let body = match change.body.clone() {
                Some($body(body)) => Some(body),
                None => None,
                Some(_) => return Err(report::body_does_not_fit(change, block)),
            };
            list::change($list, last, body, change)
        }};
    }
    match &mut item.kind {
        ItemKind::Table(table) => apply!(&mut table.columns, ChangeBody::Column),
        ItemKind::Participation(block) => apply!(&mut block.entries, ChangeBody::Participation),
        ItemKind::Adjust(block) => apply!(&mut block.moves, ChangeBody::Move),
        ItemKind::Band(block) => apply!(&mut block.classes, ChangeBody::BandClass),
        ItemKind::Score(block) => {
            apply!(descend(&mut block.entries, groups, last, change)?, ChangeBody::ScoreEntry)
        }
        ItemKind::Tally(block) => {
            apply!(descend(&mut block.entries, groups, last, change)?, ChangeBody::TallyEntry)
        }
        ItemKind::Award(block) => {
            apply!(descend(&mut block.entries, groups, last, change)?, ChangeBody::TallyEntry)
        }
        ItemKind::Conditions(block) => {
            apply!(descend(&mut block.body.entries, groups, last, change)?, ChangeBody::Condition)
        }
        ItemKind::For(block) => {
            let body = match &change.body {
                Some(ChangeBody::Item(body)) => Some(Item::clone(body)),
                None => None,
                Some(_) => return Err(report::body_does_not_fit(change, item.header)),
            };
            list::change(&mut block.items, last, body, change)
        }
        _ => Err(report::block_has_no_items(change, item.header)),
    }
}

/// The name by which a path begins to lead to an entry.
pub fn name_of(item: &Item) -> Option<&str> {
    let name = match &item.kind {
        ItemKind::Participation(_) => return Some("参评"),
        ItemKind::Policy(policy) => &policy.name,
        ItemKind::Choice(choice) => &choice.name,
        ItemKind::Set(set) => &set.name,
        ItemKind::Unit(unit) => &unit.name,
        ItemKind::Table(table) => &table.name,
        ItemKind::RowSet(rows) => &rows.name,
        ItemKind::Chain(chain) => &chain.name,
        ItemKind::Rollup(rollup) => &rollup.name,
        ItemKind::Definition(definition) => &definition.name,
        ItemKind::Tally(tally) => &tally.name,
        ItemKind::Award(award) => &award.name,
        ItemKind::Score(score) => &score.name,
        ItemKind::Conditions(conditions) => &conditions.name,
        ItemKind::Classify(classify) => &classify.name,
        ItemKind::Band(band) => &band.name,
        ItemKind::Adjust(adjust) => &adjust.name,
        ItemKind::Lookup(lookup) => &lookup.name,
        ItemKind::Ledger(ledger) => &ledger.name,
        ItemKind::Allocation(block) => &block.name,
        ItemKind::Open(open) => &open.name,
        ItemKind::Reading(reading) => &reading.name,
        ItemKind::Decision(decision) => &decision.name,
        ItemKind::Parameter(parameter) => &parameter.name,
        ItemKind::Target(target) => &target.name,
        _ => return None,
    };
    Some(&name.text)
}

/// Whether a path can lead into an entry.
pub fn has_parts(item: &Item) -> bool {
    matches!(
        &item.kind,
        ItemKind::Table(_)
            | ItemKind::Participation(_)
            | ItemKind::Adjust(_)
            | ItemKind::Band(_)
            | ItemKind::Score(_)
            | ItemKind::Tally(_)
            | ItemKind::Award(_)
            | ItemKind::Conditions(_)
            | ItemKind::For(_)
    )
}

/// Whether the names of two entries are names of the same sort: a choice, a table and a value may share one.
pub fn share_names(one: &Item, other: &Item) -> bool {
    sort_of_names(one) == sort_of_names(other)
}

fn sort_of_names(item: &Item) -> u8 {
    match &item.kind {
        ItemKind::Policy(_) => 1,
        ItemKind::Choice(_) => 2,
        ItemKind::Set(_) => 3,
        ItemKind::Unit(_) => 4,
        ItemKind::Table(_) | ItemKind::Rollup(_) => 5,
        ItemKind::RowSet(_) => 6,
        _ => 0,
    }
}

/// An entry that may hold entries of its own kind.
trait Nested: Named + Sized {
    /// Its entries, if it is a group.
    fn children(&mut self) -> Option<&mut Vec<Self>>;
}

/// The list that the group names lead to. With no group named and the part not in the outermost list, the list that
/// holds it, if one list alone does.
fn descend<'a, T: Nested>(
    list: &'a mut Vec<T>,
    groups: &[Name],
    last: &Name,
    change: &Change,
) -> Result<&'a mut Vec<T>, Diagnostic> {
    let known: Vec<String> = list.iter().filter_map(|entry| entry.name().map(str::to_owned)).collect();
    let Some((group, rest)) = groups.split_first() else {
        let route = routes(list, anchor(change, last)).into_iter().next().unwrap_or_default();
        return follow(list, &route).ok_or_else(|| report::no_such_item(change, last, &known));
    };
    let entry = list.iter_mut().find(|entry| entry.name() == Some(group.text.as_str()));
    match entry.and_then(Nested::children) {
        Some(children) => descend(children, rest, last, change),
        None => Err(report::no_such_item(change, group, &known)),
    }
}

fn anchor<'a>(change: &'a Change, last: &'a Name) -> &'a str {
    change.place.as_ref().map_or(&last.text, |place| &place.anchor.text)
}

/// The ways (positions of groups) to the lists that hold `name`, outermost first.
fn routes<T: Nested>(list: &mut [T], name: &str) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    if list.iter().any(|entry| entry.name() == Some(name)) {
        found.push(Vec::new());
    }
    for (position, entry) in list.iter_mut().enumerate() {
        if let Some(children) = entry.children() {
            found.extend(routes(children, name).into_iter().map(|route| [vec![position], route].concat()));
        }
    }
    found
}

/// The list at the end of a route.
fn follow<'a, T: Nested>(list: &'a mut Vec<T>, route: &[usize]) -> Option<&'a mut Vec<T>> {
    match route.split_first() {
        None => Some(list),
        Some((first, rest)) => follow(list.get_mut(*first)?.children()?, rest),
    }
}

impl Named for Item {
    fn name(&self) -> Option<&str> {
        name_of(self)
    }

    fn shares_names_with(&self, other: &Self) -> bool {
        share_names(self, other)
    }
}

impl Named for Column {
    fn name(&self) -> Option<&str> {
        Some(&self.name.text)
    }
}

impl Named for ParticipationEntry {
    fn name(&self) -> Option<&str> {
        Some(&self.name.text)
    }
}

impl Named for Move {
    fn name(&self) -> Option<&str> {
        Some(&self.name.text)
    }
}

impl Named for BandClass {
    fn name(&self) -> Option<&str> {
        Some(&self.class.text)
    }
}

impl Named for ScoreEntry {
    fn name(&self) -> Option<&str> {
        Some(&self.name.text)
    }
}

impl Nested for ScoreEntry {
    fn children(&mut self) -> Option<&mut Vec<Self>> {
        self.entries.as_mut()
    }
}

impl Named for TallyEntry {
    fn name(&self) -> Option<&str> {
        match &self.kind {
            TallyEntryKind::Item { name, .. } | TallyEntryKind::Group { name, .. } => Some(&name.text),
            TallyEntryKind::Reading(reading) => Some(&reading.name.text),
        }
    }
}

impl Nested for TallyEntry {
    fn children(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.kind {
            TallyEntryKind::Group { entries, .. } => Some(entries),
            TallyEntryKind::Item { .. } | TallyEntryKind::Reading(_) => None,
        }
    }
}

impl Named for Condition {
    fn name(&self) -> Option<&str> {
        Some(&self.name.text)
    }
}

impl Nested for Condition {
    fn children(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.body {
            ConditionBody::Group(group) => Some(&mut group.entries),
            ConditionBody::Test(_) => None,
        }
    }
}
