//! The names that the entries of documents declare.

use std::collections::BTreeSet;

use heng_grammar::span::Span;
use heng_grammar::tree::{
    Amend, Change, ChangeBody, Choice, Citation, Definition, Item, ItemKind, Lookup, Name, Notes, Output,
    Reading, Rollup, RollupColumnKind, Table, Target, TargetBody, TypeExpr,
};

use super::line::one_line;
use super::{Names, SpaceIndex, Symbol, SymbolId, SymbolKind, Text};

/// Adds the names of all documents: tables first, for what is said of their rows, amendments last.
pub(super) fn collect(names: &mut Names, texts: &[Text<'_>]) {
    for pass in [Pass::Tables, Pass::Rollups, Pass::Rest, Pass::Amendments] {
        for text in texts {
            let space = names.space_of(text.source.id());
            let mut collector = Collector {
                text: text.source.text(),
                space,
                table: None,
                path: Vec::new(),
                parent: None,
                names,
            };
            for item in &text.script.items {
                collector.item(item, pass);
            }
        }
    }
    // The main document is the first, and has the last word.
    for text in texts.iter().rev() {
        settle(names, text);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    Tables,
    Rollups,
    Rest,
    /// What is changed must be there first, in whichever text.
    Amendments,
}

/// Goes through one document.
pub(super) struct Collector<'a, 't> {
    text: &'t str,
    pub(super) space: SpaceIndex,
    /// The table of the `对` around.
    table: Option<SymbolId>,
    /// The blocks around.
    path: Vec<String>,
    parent: Option<SymbolId>,
    pub(super) names: &'a mut Names,
}

/// What an entry says of its name besides.
#[derive(Clone, Copy, Default)]
pub(super) struct Said<'t> {
    pub ty: Option<&'t TypeExpr>,
    pub notes: Option<&'t Notes>,
    pub yearly: bool,
}

impl<'t> Said<'t> {
    pub fn noted(notes: &'t Notes) -> Self {
        Self { notes: Some(notes), ..Self::default() }
    }

    pub fn typed(self, ty: Option<&'t TypeExpr>) -> Self {
        Self { ty, ..self }
    }
}

impl<'t> Collector<'_, 't> {
    /// Adds a name.
    fn add(&mut self, kind: SymbolKind, name: &Name, entry: Span, said: Said<'_>) -> SymbolId {
        let mut path = self.path.clone();
        path.push(name.text.clone());
        let articles = said.notes.map_or(&[][..], |notes| &notes.citations);
        self.names.push(Symbol {
            kind,
            path,
            space: self.space,
            table: self.table,
            parent: self.parent,
            ty: said.ty.map(|ty| type_words(self.text, ty)),
            yearly: said.yearly,
            doc: said.notes.map(|notes| notes.doc.clone()).unwrap_or_default(),
            formula: one_line(self.text, entry),
            articles: articles.iter().map(|Citation { article, .. }| article.clone()).collect(),
            spelling: name.span.text(self.text).to_owned(),
            name: name.span,
            entry,
            settled: None,
        })
    }

    /// Adds a name and, inside it, what `parts` adds.
    pub(super) fn block(
        &mut self,
        kind: SymbolKind,
        name: &Name,
        entry: Span,
        said: Said<'_>,
        parts: impl FnOnce(&mut Self),
    ) {
        let id = self.add(kind, name, entry, said);
        self.path.push(name.text.clone());
        let parent = self.parent.replace(id);
        parts(self);
        self.parent = parent;
        self.path.pop();
    }

    /// Adds a name that nothing stands under.
    pub(super) fn declare(&mut self, kind: SymbolKind, name: &Name, entry: Span, said: Said<'_>) {
        self.add(kind, name, entry, said);
    }

    /// With the rows of another table around.
    pub(super) fn of_table(&mut self, table: Option<SymbolId>, parts: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.table, table);
        parts(self);
        self.table = around;
    }

    pub(super) fn item(&mut self, item: &Item, pass: Pass) {
        match (pass, &item.kind) {
            (Pass::Tables | Pass::Rollups, _) => return self.tables(item, pass),
            (Pass::Amendments, ItemKind::Amend(amend)) => return self.amend(amend),
            (Pass::Amendments, _) => return,
            (Pass::Rest, _) => {}
        }
        let entry = item.span;
        let said = Said { yearly: item.yearly, ..Said::noted(&item.notes) };
        match &item.kind {
            ItemKind::Policy(policy) => self.declare(SymbolKind::Policy, &policy.name, entry, said),
            ItemKind::Use(used) => {
                if let Some(alias) = &used.alias {
                    self.declare(SymbolKind::Prefix, alias, entry, said);
                }
            }
            ItemKind::Choice(choice) => self.choice(choice, entry, said),
            ItemKind::Set(set) => self.declare(SymbolKind::Set, &set.name, entry, said),
            ItemKind::Alias(alias) => {
                for name in &alias.names {
                    self.declare(SymbolKind::Alias, name, entry, said);
                }
            }
            ItemKind::Unit(unit) => self.declare(SymbolKind::Unit, &unit.name, entry, said),
            ItemKind::RowSet(rows) => {
                let table = self.names.table_named(self.space, &rows.table.text);
                self.of_table(table, |this| this.declare(SymbolKind::RowSet, &rows.name, entry, said));
            }
            ItemKind::Table(table) => self.columns(table),
            ItemKind::Rollup(rollup) => self.rollup(rollup),
            ItemKind::For(block) => {
                let table = self.names.table_named(self.space, &block.table.text);
                let yearly = item.yearly;
                self.of_table(table, |this| {
                    for item in &block.items {
                        this.item(&Item { yearly: item.yearly || yearly, ..item.clone() }, pass);
                    }
                });
            }
            ItemKind::Definition(definition) => self.definition(definition, entry, said),
            ItemKind::Lookup(lookup) => self.lookup(lookup, entry, said),
            ItemKind::Open(open) => {
                self.of_rows(
                    open.per.as_ref(),
                    SymbolKind::Open,
                    &open.name,
                    entry,
                    said.typed(Some(&open.ty)),
                );
            }
            ItemKind::Decision(decision) => {
                let said = said.typed(Some(&decision.ty));
                self.of_rows(decision.per.as_ref(), SymbolKind::Decision, &decision.name, entry, said);
            }
            ItemKind::Parameter(parameter) => {
                self.declare(SymbolKind::Parameter, &parameter.name, entry, said.typed(Some(&parameter.ty)));
            }
            ItemKind::Reading(reading) => self.reading(reading, entry, said),
            ItemKind::Target(target) => self.target(target, entry, said),
            ItemKind::Output(output) => self.output(output),
            ItemKind::Axis(_) | ItemKind::Bind(_) | ItemKind::Take(_) | ItemKind::Amend(_) => {}
            ItemKind::Check(_) | ItemKind::Example(_) => {}
            kind => self.value_block(kind, entry, said),
        }
    }

    fn tables(&mut self, item: &Item, pass: Pass) {
        let said = Said::noted(&item.notes);
        match (&item.kind, pass) {
            (ItemKind::Table(table), Pass::Tables) => {
                self.declare(SymbolKind::Table, &table.name, item.span, said);
            }
            (ItemKind::Rollup(rollup), Pass::Rollups)
                if self.names.table_named(self.space, &rollup.name.text).is_none() =>
            {
                self.declare(SymbolKind::Rollup, &rollup.name, item.span, said);
            }
            (ItemKind::Amend(amend), _) => {
                for change in &amend.changes {
                    if let Some(ChangeBody::Item(item)) = &change.body {
                        self.tables(item, pass);
                    }
                }
            }
            _ => {}
        }
    }

    fn choice(&mut self, choice: &Choice, entry: Span, said: Said<'_>) {
        self.block(SymbolKind::Choice, &choice.name, entry, said, |this| {
            for member in choice.ordered.iter().chain(&choice.unordered) {
                let last = member.aliases.last().map_or(member.name.span, |name| name.span);
                let span = member.name.span.to(last);
                let id = this.add(SymbolKind::Member, &member.name, span, Said::default());
                let parent = this.parent.replace(id);
                for alias in &member.aliases {
                    this.declare(SymbolKind::Alias, alias, span, Said::default());
                }
                this.parent = parent;
            }
        });
    }

    fn columns(&mut self, table: &Table) {
        let own = self.names.declared_at(table.name.span);
        let parent = std::mem::replace(&mut self.parent, own);
        self.of_table(own, |this| {
            for column in &table.columns {
                let said = Said { yearly: column.yearly, ..Said::noted(&column.notes) };
                this.declare(SymbolKind::Column, &column.name, column.span, said.typed(Some(&column.ty)));
            }
        });
        self.parent = parent;
    }

    fn rollup(&mut self, rollup: &Rollup) {
        let own = self.names.table_named(self.space, &rollup.name.text);
        let parent = std::mem::replace(&mut self.parent, own);
        self.of_table(own, |this| {
            if let Some(name) = rollup.key.as_ref().and_then(|key| key.name.as_ref()) {
                let span = rollup.key.as_ref().map_or(name.span, |key| name.span.to(key.value.span));
                this.declare(SymbolKind::Column, name, span, Said::default());
            }
            for column in &rollup.columns {
                let said = Said::noted(&column.notes);
                match &column.kind {
                    RollupColumnKind::Combine { name, .. } => {
                        this.declare(SymbolKind::Column, name, column.span, said);
                    }
                    RollupColumnKind::Define(definition) => this.definition(definition, column.span, said),
                }
            }
        });
        self.parent = parent;
    }

    fn definition(&mut self, definition: &Definition, entry: Span, said: Said<'_>) {
        self.declare(SymbolKind::Definition, &definition.name, entry, said.typed(definition.ty.as_ref()));
    }

    fn of_rows(
        &mut self,
        per: Option<&heng_grammar::tree::Path>,
        kind: SymbolKind,
        name: &Name,
        entry: Span,
        said: Said<'_>,
    ) {
        let table = match per.and_then(|path| path.names.first()) {
            Some(table) => self.names.table_named(self.space, &table.text),
            None => self.table,
        };
        self.of_table(table, |this| this.declare(kind, name, entry, said));
    }

    fn lookup(&mut self, lookup: &Lookup, entry: Span, said: Said<'_>) {
        self.block(SymbolKind::Lookup, &lookup.name, entry, said, |this| {
            for key in &lookup.keys {
                let said = Said::default().typed(key.ty.as_ref());
                this.declare(SymbolKind::LookupKey, &key.name, key.name.span, said);
            }
            for output in &lookup.outputs {
                if let Some(name) = &output.name {
                    let said = Said::default().typed(Some(&output.ty));
                    this.declare(SymbolKind::LookupOutput, name, name.span, said);
                }
            }
        });
    }

    pub(super) fn reading(&mut self, reading: &Reading, entry: Span, said: Said<'_>) {
        self.block(SymbolKind::Reading, &reading.name, entry, said, |this| {
            for arm in &reading.arms {
                this.declare(SymbolKind::Arm, &arm.name, arm.span, Said::noted(&arm.notes));
            }
        });
        let taken = reading.taken.as_ref().map(|arm| arm.text.clone());
        if let Some(symbol) = self.names.list.iter_mut().rfind(|symbol| symbol.name == reading.name.span) {
            symbol.settled = taken;
        }
    }

    fn target(&mut self, target: &Target, entry: Span, said: Said<'_>) {
        let table = target.per.as_ref().and_then(|per| self.names.table_named(self.space, &per.text));
        self.of_table(table, |this| {
            this.block(SymbolKind::Target, &target.name, entry, said, |this| match &target.body {
                TargetBody::Lines(lines) => {
                    for line in lines {
                        this.declare(SymbolKind::Indicator, &line.name, line.span, Said::noted(&line.notes));
                    }
                }
                TargetBody::Grid(grid) => {
                    let mut seen = BTreeSet::new();
                    let indicators =
                        grid.columns.iter().filter_map(|c| Some((c.indicator.as_ref()?, c.span)));
                    for (name, span) in indicators.filter(|(name, _)| seen.insert(&name.text)) {
                        this.declare(SymbolKind::Indicator, name, span, Said::default());
                    }
                }
            });
        });
    }

    fn output(&mut self, output: &Output) {
        let table = output.table.as_ref().and_then(|name| self.names.table_named(self.space, &name.text));
        self.of_table(table, |this| {
            for column in output.columns.iter().filter(|column| column.path.is_none()) {
                this.declare(SymbolKind::OutputColumn, &column.name, column.span, Said::default());
            }
        });
    }

    /// What amendments put in: under the blocks that their targets name.
    fn amend(&mut self, amend: &Amend) {
        for renaming in amend.renamings.iter().filter(|renaming| !renaming.reassigns) {
            self.renamed(&renaming.from, &renaming.to, renaming.span);
        }
        for change in &amend.changes {
            let Some((name, around)) = change.target.names.split_last() else { continue };
            self.change(change, name, around);
        }
    }

    /// `改名 A → B`: what is A in the text as it was is B to the texts that follow.
    fn renamed(&mut self, from: &Name, to: &Name, entry: Span) {
        let old: Vec<Symbol> =
            self.names.list.iter().filter(|s| s.own_name() == from.text).cloned().collect();
        for symbol in old {
            let front = symbol.path.iter().take(symbol.path.len().saturating_sub(1)).cloned();
            let path = front.chain([to.text.clone()]).collect();
            let spelling = to.span.text(self.text).to_owned();
            self.names.push(Symbol { path, spelling, name: to.span, entry, space: self.space, ..symbol });
        }
    }

    fn change(&mut self, change: &Change, name: &Name, around: &[Name]) {
        let said = Said::noted(&change.notes);
        let table = around.first().and_then(|first| self.names.table_named(self.space, &first.text));
        let within: Vec<String> =
            around.iter().skip(usize::from(table.is_some())).map(|n| n.text.clone()).collect();
        let table = table.or_else(|| self.table_of_block(around.first().unwrap_or(name)));
        let path = std::mem::replace(&mut self.path, within);
        self.of_table(table, |this| match &change.body {
            Some(ChangeBody::Column(column)) => {
                let said = Said { yearly: column.yearly, ..said };
                this.declare(SymbolKind::Column, name, change.span, said.typed(Some(&column.ty)));
            }
            Some(ChangeBody::Item(item)) => this.item(item, Pass::Rest),
            Some(body) => this.changed_part(body),
            None => {}
        });
        self.path = path;
    }

    /// The table of whose rows a block is said.
    fn table_of_block(&self, name: &Name) -> Option<SymbolId> {
        self.names.called(self.space, &name.text).find_map(|(_, symbol)| symbol.table)
    }
}

/// A type as it was written.
fn type_words(text: &str, ty: &TypeExpr) -> String {
    match ty {
        TypeExpr::Plain(unit) => one_line(text, unit.span),
        TypeExpr::Reference(table) => format!("→ {}", table.text),
    }
}

/// Notes 定 and 取 of one document on what they settle.
fn settle(names: &mut Names, text: &Text<'_>) {
    for item in &text.script.items {
        let (target, words) = match &item.kind {
            ItemKind::Bind(bind) => (&bind.target, one_line(text.source.text(), bind.value.span)),
            ItemKind::Take(take) => (&take.target, take.arm.text.clone()),
            _ => continue,
        };
        let Some(last) = target.names.last() else { continue };
        let kinds = [SymbolKind::Open, SymbolKind::Parameter, SymbolKind::Reading];
        let meant = |symbol: &&mut Symbol| kinds.contains(&symbol.kind) && symbol.own_name() == last.text;
        if let Some(symbol) = names.list.iter_mut().find(meant) {
            symbol.settled = Some(words);
        }
    }
}
