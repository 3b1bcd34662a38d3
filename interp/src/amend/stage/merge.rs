//! Entries that differ between versions, made into one.

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::{Definition, Expr, ExprKind, Item, ItemKind, Name, Part, Parts, Script};

use super::moment::{Clock, Moment, name};
use super::{Version, report};
use crate::amend::block::name_of;

/// Where an entry stands and what it is called: its table, if it stands in a `对`, and its name.
type Key = (Option<String>, String);

/// The entries of each version.
struct Entries(Vec<BTreeMap<Key, Item>>);

/// Replaces every entry of `scripts` that is not the same in all versions by a choice between them.
pub(super) fn merge(
    scripts: &mut [Script],
    versions: &[Version],
    moments: &[Moment],
    clock: &Clock,
    span: Span,
) -> Vec<Diagnostic> {
    let mut entries = Entries(versions.iter().map(entries_of).collect());
    let mut faults = Vec::new();
    let tables = tables_with(scripts, clock);
    let choosable = |key: &Key, item: &Item, by_years: bool| match (clock, &key.0) {
        _ if matches!(item.kind, ItemKind::Lookup(_)) => false,
        (Clock::Year { .. }, _) => by_years || item.yearly,
        (Clock::Column(_), Some(table)) => tables.as_ref().is_none_or(|known| known.contains(table)),
        (Clock::Column(_), None) => false,
        (Clock::Day(_), _) => key.0.is_some(),
    };
    let by_years = yearly_keys(scripts);
    let called = |key: &Key, item: &Item| {
        matches!(item.kind, ItemKind::Lookup(_))
            || (key.0.is_none() && !choosable(key, item, by_years.contains(key)))
    };
    let texts: Vec<String> = moments.iter().map(|moment| moment.text(clock)).collect();
    entries.call_by_version(&called, &texts);
    for script in scripts {
        let mut merger =
            Merger { entries: &entries, moments, clock, span, texts: &texts, faults: &mut faults };
        let items = std::mem::take(&mut script.items);
        script.items = merger.items(items, None, &|key, item| {
            (choosable(key, item, by_years.contains(key)), called(key, item))
        });
    }
    faults
}

/// The entries of a version; what it has put out of force is left out.
fn entries_of(version: &Version) -> BTreeMap<Key, Item> {
    let mut found = BTreeMap::new();
    for item in version.scripts.iter().flat_map(|script| &script.items) {
        match &item.kind {
            ItemKind::For(block) => {
                for inner in &block.items {
                    if let Some(name) = name_of(inner) {
                        found.insert((Some(block.table.text.clone()), name.to_owned()), inner.clone());
                    }
                }
            }
            _ if is_declaration(item) => {}
            _ => {
                if let Some(name) = name_of(item) {
                    found.insert((None, name.to_owned()), item.clone());
                }
            }
        }
    }
    found.retain(|(_, name), _| !version.repealed.values.contains(name));
    found
}

/// What is declared for all versions alike.
fn is_declaration(item: &Item) -> bool {
    matches!(
        item.kind,
        ItemKind::Policy(_)
            | ItemKind::Choice(_)
            | ItemKind::Unit(_)
            | ItemKind::Table(_)
            | ItemKind::Parameter(_)
            | ItemKind::Decision(_)
            | ItemKind::Open(_)
            | ItemKind::Participation(_)
    )
}

/// The tables that have the column that chooses; none where it is no column that does.
fn tables_with(scripts: &[Script], clock: &Clock) -> Option<BTreeSet<String>> {
    let Clock::Column(column) = clock else { return None };
    let tables = scripts.iter().flat_map(|script| &script.items).filter_map(|item| match &item.kind {
        ItemKind::Table(table) => Some(table),
        _ => None,
    });
    let with = tables.filter(|table| table.columns.iter().any(|each| each.name.text == *column));
    Some(with.map(|table| table.name.text.clone()).collect())
}

/// The entries that stand in a `对 … 按年`.
fn yearly_keys(scripts: &[Script]) -> BTreeSet<Key> {
    let mut found = BTreeSet::new();
    for item in scripts.iter().flat_map(|script| &script.items).filter(|item| item.yearly) {
        if let ItemKind::For(block) = &item.kind {
            let names = block.items.iter().filter_map(name_of);
            found.extend(names.map(|name| (Some(block.table.text.clone()), name.to_owned())));
        }
    }
    found
}

impl Entries {
    /// The versions of an entry, each once with the number of versions up to where it holds; `None` where it is not there.
    fn variants(&self, key: &Key) -> Vec<(usize, Option<&Item>)> {
        let mut found: Vec<(usize, Option<&Item>)> = Vec::new();
        for (at, entries) in self.0.iter().enumerate() {
            let item = entries.get(key);
            match found.last_mut() {
                Some((until, last)) if *last == item => *until = at,
                _ => found.push((at, item)),
            }
        }
        found
    }

    /// Lets each version call its own of what is called like a function, or stands where nothing tells the version. Renaming a call
    /// makes the entry it stands in differ, which may be called itself.
    fn call_by_version(&mut self, called: &impl Fn(&Key, &Item) -> bool, texts: &[String]) {
        let mut known: BTreeSet<Key> = BTreeSet::new();
        loop {
            let all: BTreeSet<Key> = self.0.iter().flat_map(|entries| entries.keys().cloned()).collect();
            let differing: Vec<Key> = all
                .into_iter()
                .filter(|key| !known.contains(key))
                .filter(|key| self.variants(key).len() > 1)
                .filter(|key| self.0.iter().filter_map(|each| each.get(key)).any(|item| called(key, item)))
                .collect();
            if differing.is_empty() {
                return;
            }
            let mut names: Vec<BTreeMap<String, String>> = vec![BTreeMap::new(); self.0.len()];
            for key in &differing {
                let mut from = 0;
                for (until, _) in self.variants(key) {
                    for map in names.iter_mut().take(until + 1).skip(from) {
                        map.insert(key.1.clone(), versioned(&key.1, from, until, texts));
                    }
                    from = until + 1;
                }
            }
            for (entries, names) in self.0.iter_mut().zip(&names) {
                for item in entries.values_mut() {
                    item.parts(&mut |part| {
                        if let Part::Used(used) = part
                            && let Some(new) = names.get(&used.text)
                        {
                            used.text.clone_from(new);
                        }
                    });
                }
            }
            known.extend(differing);
        }
    }
}

/// `补助(2022-12-28前)`, `补助(2022-12-28起)`: names are kept in half width
fn versioned(name: &str, from: usize, until: usize, texts: &[String]) -> String {
    match (from.checked_sub(1).and_then(|at| texts.get(at)), texts.get(until)) {
        (Some(from), _) => format!("{name}({from}起)"),
        (None, Some(until)) => format!("{name}({until}前)"),
        (None, None) => name.to_owned(),
    }
}

struct Merger<'a> {
    entries: &'a Entries,
    moments: &'a [Moment],
    clock: &'a Clock,
    span: Span,
    texts: &'a [String],
    faults: &'a mut Vec<Diagnostic>,
}

impl Merger<'_> {
    /// The entries of a list, those that differ replaced; `how` says whether an entry can be chosen, or is called by version.
    fn items(
        &mut self,
        items: Vec<Item>,
        table: Option<&str>,
        how: &dyn Fn(&Key, &Item) -> (bool, bool),
    ) -> Vec<Item> {
        let mut made = Vec::new();
        for mut item in items {
            if let ItemKind::For(block) = &mut item.kind {
                let inner = std::mem::take(&mut block.items);
                let table = block.table.text.clone();
                block.items = self.items(inner, Some(&table), how);
                made.push(item);
                continue;
            }
            let key = name_of(&item).map(|name| (table.map(str::to_owned), name.to_owned()));
            let Some(key) = key.filter(|_| !is_declaration(&item)) else {
                made.push(item);
                continue;
            };
            let variants = self.entries.variants(&key);
            if variants.len() < 2 {
                // The same in all versions; calls in it name the version's own only where versions differ.
                made.push(item);
                continue;
            }
            match how(&key, &item) {
                (true, _) => made.extend(self.chosen(item, &key, &variants)),
                (false, true) => {
                    made.extend(self.copies(&key, &variants));
                    made.push(item);
                }
                (false, false) => {
                    self.faults.push(report::cannot_choose(
                        self.span,
                        &key.1,
                        item.header,
                        self.clock_text(),
                    ));
                    made.push(item);
                }
            }
        }
        made
    }

    fn clock_text(&self) -> Option<&str> {
        match self.clock {
            Clock::Column(column) => Some(column),
            Clock::Year { .. } | Clock::Day(_) => None,
        }
    }

    /// One definition that chooses: of the values themselves where all versions are plain definitions, else of the blocks.
    fn chosen(&mut self, item: Item, key: &Key, variants: &[(usize, Option<&Item>)]) -> Vec<Item> {
        let plain = |item: &Item| match &item.kind {
            ItemKind::Definition(definition) => Some(definition.clone()),
            _ => None,
        };
        let definitions: Vec<Option<Definition>> =
            variants.iter().map(|(_, item)| item.and_then(plain)).collect();
        let first = definitions.iter().flatten().last().cloned();
        let alike = |each: &Option<Definition>| match (each, &first) {
            (Some(each), Some(first)) => {
                (&each.ty, &each.rounding, each.shown, &each.missing)
                    == (&first.ty, &first.rounding, first.shown, &first.missing)
            }
            _ => false,
        };
        let absent = variants.iter().filter(|(_, item)| item.is_none()).count();
        let all_alike = definitions.iter().filter(|each| alike(each)).count() + absent == variants.len();
        if let (Some(first), true) = (first, all_alike) {
            let values = definitions.into_iter().map(|each| each.map(|definition| definition.value));
            let value = self.choice(variants, values.collect());
            return vec![Item { kind: ItemKind::Definition(Definition { value, ..first }), ..item }];
        }
        let mut made = self.copies(key, variants);
        let mut from = 0;
        let mut values = Vec::new();
        for (until, variant) in variants {
            let own = versioned(&key.1, from, *until, self.texts);
            values.push(variant.map(|_| name(&own, item.header)));
            from = until + 1;
        }
        let definition = Definition {
            name: Name { text: key.1.clone(), span: item.header },
            ty: None,
            value: self.choice(variants, values),
            rounding: None,
            shown: None,
            missing: None,
        };
        made.push(Item { kind: ItemKind::Definition(definition), ..item });
        made
    }

    /// The versions of an entry, each under a name of its own.
    fn copies(&self, key: &Key, variants: &[(usize, Option<&Item>)]) -> Vec<Item> {
        let mut made = Vec::new();
        let mut from = 0;
        for (until, variant) in variants {
            let own = versioned(&key.1, from, *until, self.texts);
            from = until + 1;
            let Some(mut copy) = variant.cloned() else { continue };
            let mut renamed = false;
            copy.kind.parts(&mut |part| {
                if let Part::Declared(declared) = part
                    && !renamed
                {
                    declared.text.clone_from(&own);
                    renamed = true;
                }
            });
            made.push(copy);
        }
        made
    }

    /// `若 事件日期 < 2022-12-28 则 a 否则 b`; where an entry is not there, 不适用.
    fn choice(&self, variants: &[(usize, Option<&Item>)], values: Vec<Option<Expr>>) -> Expr {
        let absent = || Expr::new(ExprKind::NotApplicable, self.span);
        let mut pairs: Vec<(usize, Expr)> = variants
            .iter()
            .zip(values)
            .map(|((until, _), value)| (*until, value.unwrap_or_else(absent)))
            .collect();
        let mut chosen = pairs.pop().map_or_else(absent, |(_, value)| value);
        while let Some((until, then)) = pairs.pop() {
            let Some(moment) = self.moments.get(until) else { continue };
            let condition = moment.is_before(self.clock, self.span);
            let span = then.span;
            chosen = Expr::new(ExprKind::If { condition, then, otherwise: chosen }, span);
        }
        chosen
    }
}
