//! Every place where a name stands, and what it stands for: for going to a definition, for references and renaming.
//!
//! Names are resolved on the trees as they were written, by the rules of [`crate::lower`] as far as they tell which name is
//! meant: so it is done for texts that do not compile too, and for what an amendment strikes. What a name of a member means
//! depends on the choice it stands beside; so the types of values are found in rounds, each with what the last one found.

mod amend;
mod block;
mod call;
mod expression;
mod item;
mod money;
mod path;

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::span::Span;
use heng_grammar::tree::{ItemKind, Name};

use super::{Names, SpaceIndex, Symbol, SymbolId, SymbolKind, Text};

/// A place where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The place, with its 「」. One place may stand for several symbols: an item of a score is named as what it scores.
    pub span: Span,
    /// What stands there.
    pub symbol: SymbolId,
    /// Whether it is declared there.
    pub declares: bool,
}

/// As much of the type of a value as tells which names may stand beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ty {
    /// Not known.
    #[default]
    Unknown,
    /// Members of a choice, or the classes of a 分类 that make one.
    Choice(SymbolId),
    /// Rows of a table.
    Row(SymbolId),
    /// Numbers, texts, dates: no names.
    Plain,
}

/// Rounds in which the types of values are found; each follows a definition to those it is made of.
const ROUNDS: usize = 4;

/// Finds all places of all names.
pub(super) fn resolve(names: &mut Names, texts: &[Text<'_>]) {
    for round in 1..=ROUNDS {
        let mut resolver = Resolver::new(names, texts);
        for text in texts {
            resolver.document(text);
        }
        let (found, types) = (resolver.found, resolver.given);
        let settled = types == names.types || round == ROUNDS;
        names.types = types;
        if settled {
            names.occurrences = found.into_iter().collect();
            names.occurrences.sort_by_key(|o| (o.span.source, o.span.start, o.span.end, o.symbol));
            return;
        }
    }
}

/// What an expression sees.
#[derive(Clone, Debug)]
struct Scope {
    space: SpaceIndex,
    table: Option<SymbolId>,
    /// The tables of the rows around: what 本 means, innermost last.
    outer: Vec<Option<SymbolId>>,
    /// Blocks whose parts are seen without their path, innermost first.
    within: Vec<Vec<String>>,
    /// 当前等级
    grade: Ty,
}

impl Scope {
    fn whole(space: SpaceIndex) -> Self {
        Self { space, table: None, outer: Vec::new(), within: Vec::new(), grade: Ty::Unknown }
    }

    fn of_table(&self, table: Option<SymbolId>) -> Self {
        Self { table, ..self.clone() }
    }

    fn inside(&self, block: &[String]) -> Self {
        let mut within = self.within.clone();
        within.insert(0, block.to_vec());
        Self { within, ..self.clone() }
    }

    /// The scope of other rows, seen from a row of this one.
    fn of_rows(&self, space: SpaceIndex, table: SymbolId) -> Self {
        let mut outer = self.outer.clone();
        outer.push(self.table);
        Self { space, table: Some(table), outer, within: Vec::new(), grade: Ty::Unknown }
    }
}

struct Resolver<'a> {
    names: &'a Names,
    texts: &'a [Text<'a>],
    found: BTreeSet<Occurrence>,
    given: BTreeMap<SymbolId, Ty>,
    /// The key columns of tables.
    keys: BTreeMap<SymbolId, Vec<SymbolId>>,
    /// What tables are rolled up from.
    bases: BTreeMap<SymbolId, SymbolId>,
    /// 单位
    units: BTreeMap<&'a str, SymbolId>,
    /// The symbols by the places of their names.
    declared: BTreeMap<Span, SymbolId>,
}

impl<'a> Resolver<'a> {
    fn new(names: &'a Names, texts: &'a [Text<'a>]) -> Self {
        let declared: BTreeMap<Span, SymbolId> =
            names.entries().map(|(id, symbol)| (symbol.name, id)).collect();
        let units = names.entries().filter(|(_, symbol)| symbol.kind == SymbolKind::Unit);
        let units = units.map(|(id, symbol)| (symbol.own_name(), id)).collect();
        let own =
            |(id, symbol): (SymbolId, &Symbol)| Occurrence { span: symbol.name, symbol: id, declares: true };
        let found = names.entries().map(own).collect();
        let mut made = Self {
            names,
            texts,
            found,
            given: BTreeMap::new(),
            keys: BTreeMap::new(),
            bases: BTreeMap::new(),
            units,
            declared,
        };
        made.type_declared();
        made.find_keys();
        made
    }

    /// The types that are written.
    fn type_declared(&mut self) {
        for (id, symbol) in self.names.entries() {
            let Some(written) = &symbol.ty else { continue };
            let ty = match written.strip_prefix("→ ") {
                Some(table) => self.names.table_named(symbol.space, table).map_or(Ty::Unknown, Ty::Row),
                None => self.names.choice_named(symbol.space, written).map_or(Ty::Plain, Ty::Choice),
            };
            self.given.insert(id, ty);
        }
    }

    fn find_keys(&mut self) {
        for text in self.texts {
            let space = self.names.space_of(text.source.id());
            for item in &text.script.items {
                match &item.kind {
                    ItemKind::Table(table) => {
                        let Some(of) = self.declared.get(&table.name.span) else { continue };
                        let keys = table.columns.iter().filter(|column| column.key);
                        let keys = keys.filter_map(|column| self.declared.get(&column.name.span).copied());
                        let keys = keys.collect();
                        self.keys.insert(*of, keys);
                    }
                    ItemKind::Rollup(rollup) => {
                        let made = self.names.table_named(space, &rollup.name.text);
                        let base = self.names.table_named(space, &rollup.from.text);
                        let (Some(made), Some(base)) = (made, base) else { continue };
                        self.bases.insert(made, base);
                    }
                    _ => {}
                }
            }
        }
    }

    fn document(&mut self, text: &Text<'_>) {
        let scope = Scope::whole(self.names.space_of(text.source.id()));
        for item in &text.script.items {
            self.item(item, &scope);
        }
    }

    /// The words of a place, as they were written.
    fn written(&self, span: Span) -> &'a str {
        let text = self.texts.iter().find(|text| text.source.id() == span.source);
        text.map_or("", |text| span.text(text.source.text()))
    }

    /// Notes that a name stands for a symbol.
    fn refer(&mut self, name: &Name, symbol: SymbolId) {
        let declares = self.names.get(symbol).is_some_and(|of| of.name == name.span);
        let span = self.last_of(name);
        self.found.insert(Occurrence { span, symbol, declares });
    }

    /// The part of `评价.企业` that is its last name.
    fn last_of(&self, name: &Name) -> Span {
        let Some((_, last)) = name.text.rsplit_once('.') else { return name.span };
        let written = self.written(name.span);
        match written.rfind(last) {
            Some(at) if at > 0 => {
                let start = name.span.range().start + at;
                Span::new(name.span.source, start, start + last.len())
            }
            _ => name.span,
        }
    }

    fn give(&mut self, name: &Name, ty: Ty) {
        if let Some(id) = self.declared.get(&name.span)
            && ty != Ty::Unknown
        {
            self.given.entry(*id).or_insert(ty);
        }
    }

    /// What a symbol's values are.
    fn type_of(&self, symbol: SymbolId) -> Ty {
        let now = self.given.get(&symbol).copied();
        now.or_else(|| self.names.types.get(&symbol).copied()).unwrap_or_default()
    }

    fn symbol(&self, id: SymbolId) -> Option<&'a Symbol> {
        self.names.get(id)
    }
}

impl Names {
    /// Every place where a name stands, in the order of the texts.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// What stands at a byte of a text: what is declared there first.
    pub fn at(&self, source: heng_grammar::span::SourceId, byte: usize) -> Vec<Occurrence> {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        let here = |o: &&Occurrence| o.span.source == source && o.span.start <= byte && byte <= o.span.end;
        let mut found: Vec<Occurrence> = self.occurrences.iter().filter(here).copied().collect();
        found.sort_by_key(|o| (o.span.end == byte, !o.declares));
        found
    }

    /// The places where a symbol is declared and used.
    pub fn places(&self, symbol: SymbolId) -> impl Iterator<Item = Occurrence> {
        self.occurrences.iter().filter(move |o| o.symbol == symbol).copied()
    }

    /// The symbols that cannot be called otherwise than together: an item that is named as what it scores and that value, a
    /// rule and what an amendment puts in its place.
    pub fn named_together(&self, symbol: SymbolId) -> BTreeSet<SymbolId> {
        let mut together = BTreeSet::from([symbol]);
        loop {
            let spans: BTreeSet<Span> =
                self.occurrences.iter().filter(|o| together.contains(&o.symbol)).map(|o| o.span).collect();
            let there = self.occurrences.iter().filter(|o| spans.contains(&o.span)).map(|o| o.symbol);
            let more: BTreeSet<SymbolId> = there.collect();
            if more.len() == together.len() {
                return together;
            }
            together = more;
        }
    }

    /// The places that change when a symbol is called otherwise.
    pub fn renamed_places(&self, symbol: SymbolId) -> BTreeSet<Span> {
        let together = self.named_together(symbol);
        self.occurrences.iter().filter(|o| together.contains(&o.symbol)).map(|o| o.span).collect()
    }
}
