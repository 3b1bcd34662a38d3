//! 修改: what its targets name, and what it puts in.

use heng_grammar::tree::{Amend, Change, ChangeBody, Name, Path, Renaming};

use super::{Resolver, Scope, Ty};
use crate::symbol::{SymbolId, SymbolKind};

impl Resolver<'_> {
    pub(super) fn amend(&mut self, amend: &Amend, scope: &Scope) {
        amend.renamings.iter().for_each(|renaming| self.renaming(renaming));
        amend.changes.iter().for_each(|change| self.change(change, scope));
        for path in amend.repeals.iter().filter_map(|repeal| repeal.target.as_ref()) {
            self.target_path(path, scope);
        }
        for transition in &amend.transitions {
            let tables = self.names.entries().filter(|(_, s)| s.kind.is_table()).map(|(id, _)| id);
            let mut of = tables.filter(|table| {
                self.names.value_at(scope.space, Some(*table), &[&transition.who.text]).is_some()
            });
            let table = of.next();
            self.path(&[&transition.who], &scope.of_table(table), Ty::Unknown);
        }
        if let Some(by) = &amend.version_by {
            self.target_path(&by.date, scope);
        }
    }

    /// All that is called so.
    fn renaming(&mut self, renaming: &Renaming) {
        for name in [&renaming.from, &renaming.to] {
            let called: Vec<SymbolId> =
                self.names.entries().filter(|(_, s)| s.own_name() == name.text).map(|(id, _)| id).collect();
            called.into_iter().for_each(|id| self.refer(name, id));
        }
    }

    /// `最终等级.失信`, `企业.严重失信`: the table, the blocks and the item that a change is about; the table of whose rows it
    /// is said.
    fn target_path(&mut self, path: &Path, scope: &Scope) -> Option<SymbolId> {
        let names: Vec<&Name> = path.names.iter().collect();
        let (first, rest) = names.split_first()?;
        if let Some(table) = self.names.table_named(scope.space, &first.text) {
            self.refer_table(first, scope.space);
            if !rest.is_empty() {
                self.all_at(rest, Some(table));
            }
            return Some(table);
        }
        let table = self.names.called(scope.space, &first.text).find_map(|(_, symbol)| symbol.table);
        self.all_at(&names, table);
        table
    }

    /// Notes everything that stands at a path: what is struck or replaced and what is put in its place.
    fn all_at(&mut self, path: &[&Name], table: Option<SymbolId>) {
        for used in 1..=path.len() {
            let Some((last, front)) = path.get(..used).and_then(<[_]>::split_last) else { return };
            let at = |symbol: &crate::symbol::Symbol| {
                let words: Vec<&str> = front.iter().chain([last]).map(|name| name.text.as_str()).collect();
                let words = match words.as_slice() {
                    ["参评" | "participation", rest @ ..] if symbol.kind == SymbolKind::Participation => {
                        rest.to_vec()
                    }
                    _ => words,
                };
                let same = symbol.path.iter().eq(words.iter())
                    || crate::symbol::scope::leaves_groups_out(&symbol.path, &words);
                same && (symbol.table == table || table.is_none())
            };
            let there: Vec<SymbolId> =
                self.names.entries().filter(|(_, symbol)| at(symbol)).map(|(id, _)| id).collect();
            there.into_iter().for_each(|id| self.refer(last, id));
        }
    }

    fn change(&mut self, change: &Change, scope: &Scope) {
        let table = self.target_path(&change.target, scope);
        let rows = scope.of_table(table);
        if let Some(place) = &change.place {
            self.anchor(&place.anchor, &change.target, table);
        }
        match &change.body {
            Some(ChangeBody::Column(column)) => {
                let ty = self.type_written(&column.ty, scope);
                self.default(column.default.as_ref(), scope, ty);
                self.bounds(&column.bounds, scope);
            }
            Some(ChangeBody::Move(made)) => {
                let block = change.target.names.first();
                let ty = block.map_or(Ty::Unknown, |block| self.type_of_block(block, table, scope));
                self.grade_move(made, &rows, ty);
            }
            Some(ChangeBody::ScoreEntry(entry)) => self.score_entries(std::slice::from_ref(entry), &rows),
            Some(ChangeBody::TallyEntry(entry)) => {
                let around = change.target.names.split_last().map_or(&[][..], |(_, around)| around);
                let path: Vec<String> = around.iter().map(|name| name.text.clone()).collect();
                self.tally_entries(std::slice::from_ref(entry), &path, &rows);
            }
            Some(ChangeBody::BandClass(class)) => {
                let block = change.target.names.first();
                let ty = block.map_or(Ty::Unknown, |block| self.type_of_block(block, table, scope));
                self.band_class(class, &rows, ty);
            }
            Some(ChangeBody::Condition(condition)) => self.condition(condition, &rows),
            Some(ChangeBody::Participation(entry)) => self.participation(entry, &rows),
            Some(ChangeBody::Item(item)) => self.item(item, &rows),
            None => {}
        }
    }

    fn type_of_block(&self, block: &Name, table: Option<SymbolId>, scope: &Scope) -> Ty {
        let found = self.names.value_at(scope.space, table, &[&block.text]);
        found.map_or(Ty::Unknown, |id| self.type_of(id))
    }

    /// `置于 黑名单 之后`: beside what, in the same block.
    fn anchor(&mut self, anchor: &Name, target: &Path, table: Option<SymbolId>) {
        let around = target.names.split_last().map_or(&[][..], |(_, around)| around);
        let front: Vec<&str> = around.iter().map(|name| name.text.as_str()).collect();
        let beside = |symbol: &crate::symbol::Symbol| {
            let inside = symbol.path.split_last().is_some_and(|(_, block)| {
                block.iter().map(String::as_str).eq(front.iter().copied())
                    || block.first().map(String::as_str) == front.first().copied()
                    || self.names.table_of(symbol) == front.first().copied()
            });
            symbol.own_name() == anchor.text && symbol.table == table && inside
        };
        let there: Vec<SymbolId> =
            self.names.entries().filter(|(_, s)| beside(s)).map(|(id, _)| id).collect();
        there.into_iter().for_each(|id| self.refer(anchor, id));
    }
}
