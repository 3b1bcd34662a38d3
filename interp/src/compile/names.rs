//! Units, choices, sets, aliases, lookups: names that stand outside `对`.

use std::collections::BTreeMap;

use heng_grammar::span::Span;
use heng_grammar::tree::{self, ItemKind, Name};

use crate::check::diagnostic::{names, types, units};
use crate::lower::symbols::Named;
use crate::lower::{Context, Placed, Scope, SpaceId};
use crate::program::{ChoiceType, PolicyNote, TableId, Unit};
use crate::table::Schema;
use crate::unit::NamedUnit;

impl<'t> Context<'t> {
    /// Declares what expressions need before any of them is read. Tables are only named.
    pub(crate) fn declare_name(&mut self, item: &'t tree::Item, space: SpaceId) {
        match &item.kind {
            ItemKind::Policy(policy) => {
                self.document_names.insert(item.header.source, policy.name.text.clone());
                self.policy(policy, space);
            }
            ItemKind::Unit(unit) => self.declare_unit(unit),
            ItemKind::Choice(choice) => self.declare_choice(choice, space, item.header),
            ItemKind::Set(set) => {
                let sets = self.space_mut(space).map(|s| s.sets.entry(set.name.text.clone()).or_default());
                let taken = sets.and_then(|sets| add_set(sets, set));
                self.report_taken(&set.name, taken);
                self.check_set(set);
                self.check_periods(set, &Scope::whole(space));
            }
            ItemKind::Alias(alias) => {
                for name in &alias.names {
                    let there = self.space(space).and_then(|s| s.aliases.get(&name.text));
                    // Two documents may give one name to the same thing.
                    if there.is_some_and(|other| same_alias(other, alias, name)) {
                        continue;
                    }
                    let taken =
                        self.space_mut(space).and_then(|s| insert(&mut s.aliases, name, &alias.target));
                    self.report_taken(name, taken);
                }
            }
            ItemKind::Lookup(lookup) => {
                let taken = self.space_mut(space).and_then(|s| insert(&mut s.lookups, &lookup.name, item));
                self.report_taken(&lookup.name, taken);
            }
            ItemKind::RowSet(rows) => {
                let taken = self.space_mut(space).and_then(|s| insert(&mut s.row_sets, &rows.name, rows));
                self.report_taken(&rows.name, taken);
            }
            ItemKind::Table(table) => {
                self.name_table(&table.name, table.results_of.as_ref(), space, item.header);
            }
            ItemKind::Target(target) if target.data.is_none() && target.needs_figures() => {
                self.name_table(&target.name, None, space, item.header);
            }
            _ => {}
        }
    }

    fn report_taken(&mut self, name: &Name, taken: Option<Span>) {
        if let Some(other) = taken {
            self.report(names::declared_twice(&name.text, name.span, other));
        }
    }

    /// The last document is the main one, and gives the program its name.
    fn policy(&mut self, policy: &tree::Policy, space: SpaceId) {
        if space == super::MAIN {
            let note = PolicyNote {
                name: policy.name.text.clone(),
                title: policy.title.clone(),
                number: policy.number.clone(),
            };
            self.program.carries_out.push(note.clone());
            self.program.policy = Some(note);
        }
    }

    fn declare_unit(&mut self, declaration: &tree::UnitDeclaration) {
        let name = &declaration.name;
        let there = self.program.units.declared(&name.text);
        let Some(value) = &declaration.value else {
            let base = there.and_then(|id| Some((id, self.program.units.get(id)?)));
            let same = base.is_some_and(|(id, u)| {
                u.whole == declaration.whole
                    && u.dimension == BTreeMap::from([(id, 1)])
                    && !self.own_units.contains(&id)
            });
            match there {
                Some(_) if same => {}
                Some(_) => self.report(units::declared_twice(name)),
                None => {
                    let id = self.program.units.add_base(&name.text, declaration.whole);
                    self.own_units.push(id);
                }
            }
            return;
        };
        let of = value.unit.as_ref().map_or_else(Unit::plain, |unit| self.unit(unit));
        let Ok(amount) = dashu_ratio::RBig::from_str_decimal(&value.digits) else { return };
        let factor = amount * self.program.units.factor(&of);
        let dimension = self.program.units.dimension(&of);
        match there.and_then(|id| self.program.units.get(id)) {
            // A document may repeat what every script knows: 单位 亿元 = 10000 万元.
            Some(same)
                if same.factor == factor
                    && same.dimension == dimension
                    && there.is_none_or(|id| !self.own_units.contains(&id)) => {}
            Some(_) => self.report(units::declared_twice(name)),
            None => {
                let whole = declaration.whole;
                let id =
                    self.program.units.add(NamedUnit { name: name.text.clone(), dimension, factor, whole });
                self.own_units.push(id);
            }
        }
    }

    fn declare_choice(&mut self, choice: &tree::Choice, space: SpaceId, span: Span) {
        let members: Vec<&tree::ChoiceMember> = choice.ordered.iter().chain(&choice.unordered).collect();
        for (position, member) in members.iter().enumerate() {
            let earlier = members.iter().take(position).find(|m| m.name.text == member.name.text);
            self.report_taken(&member.name, earlier.map(|m| m.name.span));
        }
        let ty = ChoiceType {
            name: choice.name.text.clone(),
            members: members.iter().map(|m| m.name.text.clone()).collect(),
            ordered: choice.ordered.len(),
        };
        let id = self.add_choice(space, ty, span);
        for (position, member) in (0_u32..).zip(members) {
            for alias in &member.aliases {
                self.member_aliases.insert((id, alias.text.clone()), position);
            }
        }
    }

    /// The elements of a set are all of one kind.
    fn check_set(&mut self, set: &tree::SetOf) {
        match &set.members {
            tree::SetMembers::Always(list) => self.check_list(list),
            tree::SetMembers::Dated(steps) => steps.iter().for_each(|step| self.check_list(&step.value)),
        }
    }

    fn check_list(&mut self, list: &tree::Expr) {
        let tree::ExprKind::List { elements, .. } = &*list.kind else { return };
        let kind = |e: &tree::Expr| std::mem::discriminant(&*e.kind);
        let Some(first) = elements.first() else { return };
        if let Some(other) = elements.iter().find(|e| kind(e) != kind(first)) {
            self.report(types::mixed_set(first.span, other.span));
        }
    }

    fn name_table(&mut self, called: &Name, results_of: Option<&String>, space: SpaceId, span: Span) {
        let id = TableId(u32::try_from(self.program.tables.len()).unwrap_or(u32::MAX));
        let taken = self.space_mut(space).and_then(|s| insert(&mut s.tables, called, id));
        self.report_taken(called, taken);
        let clash = self.program.tables.iter().any(|t| t.name == called.text);
        let prefix = self.space(space).map(|s| s.prefix.join(".")).unwrap_or_default();
        let name = if clash { format!("{prefix}.{}", called.text) } else { called.text.clone() };
        self.program.tables.push(Schema {
            name,
            columns: Vec::new(),
            made: false,
            results_of: results_of.cloned(),
            spare: false,
            span: Some(span),
        });
        self.columns.push(Vec::new());
        self.table_spaces.push(space);
    }

    /// The space that `评价.企业` leads to, and what is left of the name there.
    fn space_of<'n>(&self, space: SpaceId, name: &'n str) -> (SpaceId, &'n str) {
        let mut at = (space, name);
        while let Some((first, rest)) = at.1.split_once('.')
            && let Some(inner) = self.space(at.0).and_then(|s| s.spaces.get(first))
        {
            at = (*inner, rest);
        }
        at
    }

    /// The table of this name, reporting one that is not there.
    pub(crate) fn known_table(&mut self, space: SpaceId, name: &Name) -> Option<TableId> {
        let (at, last) = self.space_of(space, &name.text);
        let table = self.table_named(&Scope::whole(at), last);
        if table.is_none() {
            let known: Vec<String> = self.space(space)?.tables.keys().cloned().collect();
            self.report(names::unknown_table(name, known.iter().map(String::as_str)));
        }
        table
    }

    /// Aliases of members, once all choices are known.
    pub(crate) fn alias_members(&mut self, entries: &[Placed<'t>]) {
        for entry in entries {
            let ItemKind::Alias(alias) = &entry.item.kind else { continue };
            let [target] = alias.target.names.as_slice() else { continue };
            let scope = Scope::whole(entry.space);
            for choice in self.choice_with(&scope, &[target.text.as_str()]) {
                let Some(position) = self.position(choice, &target.text) else { continue };
                for name in &alias.names {
                    self.member_aliases.insert((choice, name.text.clone()), position);
                }
            }
        }
    }
}

/// Whether another document has given the name to the same thing.
fn same_alias(other: &Named<&tree::Path>, alias: &tree::Alias, name: &Name) -> bool {
    let words = |path: &tree::Path| path.names.iter().map(|n| n.text.clone()).collect::<Vec<_>>();
    other.span.source != name.span.source && words(other.value) == words(&alias.target)
}

/// Adds a set; gives the place of the one of this name that its document has already.
fn add_set<'t>(sets: &mut Vec<Named<&'t tree::SetOf>>, set: &'t tree::SetOf) -> Option<Span> {
    let span = set.name.span;
    if let Some(other) = sets.iter().find(|other| other.span.source == span.source) {
        return Some(other.span);
    }
    sets.push(Named { value: set, span });
    None
}

/// Adds a name; gives the place of the one that is there already.
fn insert<T>(map: &mut std::collections::BTreeMap<String, Named<T>>, name: &Name, value: T) -> Option<Span> {
    if let Some(other) = map.get(&name.text) {
        return Some(other.span);
    }
    map.insert(name.text.clone(), Named { value, span: name.span });
    None
}
