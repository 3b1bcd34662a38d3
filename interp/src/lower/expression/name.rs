//! Names and paths: columns, definitions, parts of blocks, parameters, members.

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind, Name};

use crate::check::diagnostic::{names, types};
use crate::lower::{Context, Entity, Scope, SpaceId, ValueEntry, build};
use crate::program::{Core, Frame, Kind, Node, ParameterNote, ParameterSource, TableId, Type};
use crate::value::Absence;

/// `本`, `this`
fn is_outer(name: &str) -> bool {
    matches!(name, "本" | "this")
}

/// The head of `a.b.c` and the names after it.
fn flatten(tree: &Expr) -> (&Expr, Vec<&Name>) {
    let mut tree = tree;
    let mut rest = Vec::new();
    while let ExprKind::Field(base, name) = &*tree.kind {
        rest.push(name);
        tree = base;
    }
    rest.reverse();
    (tree, rest)
}

/// The value of what is no longer in force.
fn no_longer_applies(hint: Option<&Type>, span: Span) -> Core {
    build::absent(Absence::NotApplicable, hint.cloned().unwrap_or_else(Type::unknown).or_absent(false), span)
}

impl<'t> Context<'t> {
    /// `亩均税收`, `综合得分.亩均税收`, `企业["E1"].最终等级`, `准入门槛(级别).亩均税收`, `本.行业`
    pub(super) fn path_expression(&mut self, tree: &'t Expr, scope: &Scope, hint: Option<&Type>) -> Core {
        let (head, mut path) = flatten(tree);
        match &*head.kind {
            ExprKind::Name(name) => {
                path.insert(0, name);
                self.path(&path, scope, hint, tree.span)
            }
            ExprKind::Call(name, arguments) => {
                let (output, rest) =
                    path.split_first().map_or((None, path.as_slice()), |(o, r)| (Some(*o), r));
                let value = self.call(name, arguments, output, scope, head.span);
                self.follow(value, rest, (scope, tree.span))
            }
            _ => {
                let base = self.elaborate(head, scope, None);
                self.follow(base, &path, (scope, tree.span))
            }
        }
    }

    /// What a name alone means here: an item of a block that is named as what it scores.
    pub(crate) fn name(&mut self, name: &Name, scope: &Scope) -> Core {
        self.path(&[name], scope, None, name.span)
    }

    pub(crate) fn path(&mut self, path: &[&Name], scope: &Scope, hint: Option<&Type>, span: Span) -> Core {
        let Some((first, rest)) = path.split_first() else { return build::unknown(span) };
        if is_outer(&first.text) && !rest.is_empty() {
            return self.outer(rest, scope, span);
        }
        if let Some(local) = scope.local(&first.text) {
            let value = Core { span: first.span, ..local.clone() };
            return self.follow(value, rest, (scope, span));
        }
        let texts: Vec<&str> = path.iter().map(|n| n.text.as_str()).collect();
        if self.is_repealed(scope.space, &texts) {
            return no_longer_applies(hint, span);
        }
        if let Some((entry, used)) = self.value_of_year(scope, &texts, first) {
            let rest = path.get(used..).unwrap_or_default();
            if let Some(unit) = self.unit_behind(&entry, first, rest, scope) {
                return self.follow(unit, rest, (scope, span));
            }
            return self.value_or_member(&entry, first, rest, scope, hint, span);
        }
        if let Some(core) = self.keyless_lookup(first, rest, scope, span) {
            return core;
        }
        if let Some(core) = self.through_table_or_space(first, rest, scope, hint, span) {
            return core;
        }
        if rest.is_empty()
            && let Some(core) = self.bare_name(first, scope, hint)
        {
            return core;
        }
        let alias = self.space(scope.space).and_then(|s| s.aliases.get(&first.text)).map(|a| a.value);
        if let Some(target) = alias {
            let full: Vec<&Name> = target.names.iter().chain(rest.iter().copied()).collect();
            let same = target.names.first().is_some_and(|n| n.text == first.text);
            if !same {
                return Core { span, ..self.path(&full, scope, hint, span) };
            }
        }
        self.unknown_name(path, scope, hint, span)
    }

    /// The same, where it is by years made for the year of the scope.
    fn value_of_year(&mut self, scope: &Scope, path: &[&str], first: &Name) -> Option<(ValueEntry, usize)> {
        let (entry, used) = self.longest_value(scope, path)?;
        if entry.entity != Entity::Series {
            return Some((entry, used));
        }
        if !self.make_year(&entry, scope, first) {
            let failed = ValueEntry { year: scope.year, ..entry };
            return Some((failed, path.len()));
        }
        self.longest_value(scope, path)
    }

    /// `宗地.税` where 宗地 is a column and also the table that it is rolled up into: only a unit has parts.
    fn unit_behind(
        &mut self,
        entry: &ValueEntry,
        first: &Name,
        rest: &[&Name],
        scope: &Scope,
    ) -> Option<Core> {
        let made =
            self.table_named(scope, &first.text).filter(|_| !rest.is_empty() && entry.path.len() == 1)?;
        let unit = self.unit_of(scope.table()?, made, first.span)?;
        let value = self.entity_value(entry, first.span);
        (!matches!(value.ty.kind, Kind::Reference(_) | Kind::Unknown)).then_some(unit)
    }

    /// Whether a path names a part of a block that is no longer in force; groups between may be left out.
    fn is_repealed(&self, space: SpaceId, path: &[&str]) -> bool {
        let named = |part: &[String]| {
            let mut rest = part.iter().map(String::as_str);
            part.last().map(String::as_str) == path.last().copied()
                && part.first().map(String::as_str) == path.first().copied()
                && path.iter().all(|name| rest.any(|other| other == *name))
        };
        path.len() > 1 && self.repealed.iter().any(|(own, part)| *own == space && named(part))
    }

    /// The value whose path is the longest front of `path`, and how long it is.
    fn longest_value(&self, scope: &Scope, path: &[&str]) -> Option<(ValueEntry, usize)> {
        (1..=path.len()).rev().find_map(|used| {
            let front = path.get(..used)?;
            let inside = scope.within.iter().find_map(|block| {
                let full: Vec<&str> = block.iter().map(String::as_str).chain(front.iter().copied()).collect();
                self.find_value(scope, &full)
            });
            let entry = inside.or_else(|| self.find_value(scope, front))?;
            Some((entry.clone(), used))
        })
    }

    /// What the entry stands for; but a member of the choice asked for is meant where the entry is of another kind.
    fn value_or_member(
        &mut self,
        entry: &ValueEntry,
        first: &Name,
        rest: &[&Name],
        scope: &Scope,
        hint: Option<&Type>,
        span: Span,
    ) -> Core {
        if let Some(part) = rest.first()
            && let Some(report) = self.no_such_part(entry, part)
        {
            return self.fail(report, span);
        }
        let value = self.entity_value(entry, if rest.is_empty() { span } else { first.span });
        if let Some(Kind::Choice(choice)) = hint.map(|h| &h.kind)
            && rest.is_empty()
            && value.ty.kind != Kind::Choice(*choice)
            && !value.ty.is_unknown()
            && let Some(position) = self.position_or_alias(scope, *choice, &first.text)
        {
            let name = self.program.choice(*choice).map(|c| c.name.clone()).unwrap_or_default();
            self.report(names::shadowed_member(first, &name, entry.span));
            return build::member(*choice, position, span);
        }
        self.follow(value, rest, (scope, span))
    }

    /// The value of a column, definition or parameter in the frame it is seen from.
    pub(crate) fn entity_value(&mut self, entry: &ValueEntry, span: Span) -> Core {
        match (entry.entity, entry.frame) {
            (Entity::Column(column), Frame::Rows(table)) => self.column_value(table, column, span),
            (Entity::Column(_), Frame::Whole) | (Entity::Series, _) => build::unknown(span),
            (Entity::Definition(id), _) => self.definition_value(id, span),
            (Entity::Parameter(id), _) => {
                self.read_parameters.insert(id);
                let ty = self.program.parameters.get(id.index()).map_or_else(Type::unknown, |p| p.ty.clone());
                Core::new(Node::Parameter(id), ty, span)
            }
        }
    }

    /// `企业.亩均税收` for a row of 企业, `评价.企业["E1"]` through a space.
    fn through_table_or_space(
        &mut self,
        first: &Name,
        rest: &[&Name],
        scope: &Scope,
        hint: Option<&Type>,
        span: Span,
    ) -> Option<Core> {
        if let (Some(table), Some(made)) = (scope.table(), self.table_named(scope, &first.text))
            && let Some(unit) = self.unit_of(table, made, first.span)
        {
            return Some(self.follow(unit, rest, (scope, span)));
        }
        if rest.is_empty() {
            return None;
        }
        if let Some(table) = self.table_named(scope, &first.text) {
            return Some(match scope.table() == Some(table) {
                true => self.in_table(table, rest, hint, (scope, span)),
                false => self.fail(names::column_of_no_row(span, &first.text), span),
            });
        }
        let inner = *self.space(scope.space)?.spaces.get(&first.text)?;
        let scope = Scope { space: inner, ..scope.clone() };
        Some(self.path(rest, &scope, hint, span))
    }

    /// A path of columns and definitions of one table, in its frame.
    fn in_table(
        &mut self,
        table: TableId,
        path: &[&Name],
        hint: Option<&Type>,
        (from, span): (&Scope, Span),
    ) -> Core {
        let scope = Scope::row(self.table_space(table), table).in_years_of(from);
        let texts: Vec<&str> = path.iter().map(|n| n.text.as_str()).collect();
        if self.is_repealed(scope.space, &texts) {
            return no_longer_applies(hint, span);
        }
        let Some(first) = path.first() else { return build::unknown(span) };
        let found = self.value_of_year(&scope, &texts, first).filter(|(entry, _)| entry.frame == scope.frame);
        if let (None, Some((first, rest))) = (&found, path.split_first())
            && let Some(made) = self.table_named(&scope, &first.text)
            && let Some(unit) = self.unit_of(table, made, first.span)
        {
            return self.follow(unit, rest, (&scope, span));
        }
        let Some((entry, used)) = found else {
            let known = self.names_of_table(table);
            let name = self.program.tables.get(table.index()).map(|t| t.name.clone()).unwrap_or_default();
            let known = known.iter().map(String::as_str);
            return self.fail(names::unknown_in_table(first, &name, known), span);
        };
        let rest = path.get(used..).unwrap_or_default();
        self.value_or_member(&entry, first, rest, &scope, hint, span)
    }

    /// `所属.行业`: what stands at the row that a reference points at.
    pub(super) fn follow(&mut self, base: Core, path: &[&Name], (scope, span): (&Scope, Span)) -> Core {
        if path.is_empty() || base.ty.is_unknown() {
            return base;
        }
        let Kind::Reference(table) = base.ty.kind else {
            let is = self.type_text(&base.ty);
            return self
                .fail(types::has_no_parts(base.span, &is, path.first().map_or(span, |n| n.span)), span);
        };
        let value = self.in_table(table, path, None, (scope, span));
        let ty = value.ty.clone().or_absent(value.ty.optional || base.ty.optional);
        Core::new(Node::Follow { table, reference: base, value }, ty, span)
    }

    fn outer(&mut self, rest: &[&Name], scope: &Scope, span: Span) -> Core {
        let Some(outer) = scope.outer.clone() else { return self.fail(names::no_outer_row(span), span) };
        let value = self.path(rest, &outer, None, span);
        let ty = value.ty.clone();
        Core::new(Node::Outer(value), ty, span)
    }

    /// A name alone that is no value: 年度, 评价日, a member.
    fn bare_name(&mut self, name: &Name, scope: &Scope, hint: Option<&Type>) -> Option<Core> {
        if let Some(Kind::Choice(choice)) = hint.map(|h| &h.kind)
            && let Some(position) = self.position_or_alias(scope, *choice, &name.text)
        {
            return Some(build::member(*choice, position, name.span));
        }
        if let Some(parameter) = self.built_in_parameter(&name.text, scope, name.span) {
            return Some(parameter);
        }
        let choices = self.choice_with(scope, &[name.text.as_str()]);
        match choices.as_slice() {
            [] => None,
            [only] => Some(build::member(*only, self.position(*only, &name.text)?, name.span)),
            _ if hint.is_some_and(|h| matches!(h.kind, Kind::Choice(_))) => None,
            several => {
                let owned: Vec<String> = several
                    .iter()
                    .filter_map(|id| self.program.choice(*id))
                    .map(|c| c.name.clone())
                    .collect();
                let list: Vec<&str> = owned.iter().map(String::as_str).collect();
                Some(self.fail(names::ambiguous_member(name, &list), name.span))
            }
        }
    }

    /// 年度 and 评价日: parameters of every run that needs them.
    pub(crate) fn built_in_parameter(&mut self, name: &str, scope: &Scope, span: Span) -> Option<Core> {
        let (name, kind) = match name {
            "年度" | "fiscal_year" => ("年度", Kind::Year),
            "评价日" | "as_of" => ("评价日", Kind::Date),
            _ => return None,
        };
        if let (Some(year), Kind::Year) = (scope.year, &kind) {
            return Some(build::year(year, span));
        }
        let ty = Type::present(kind);
        let there = self.program.parameter(name);
        let id = there.unwrap_or_else(|| {
            let id =
                crate::program::ParameterId(u32::try_from(self.program.parameters.len()).unwrap_or(u32::MAX));
            self.program.parameters.push(ParameterNote {
                name: name.to_owned(),
                year: None,
                ty: ty.clone(),
                default: None,
                source: ParameterSource::Run,
                span: None,
                citations: Vec::new(),
            });
            id
        });
        Some(Core::new(Node::Parameter(id), ty, span))
    }

    /// The table of this name.
    pub fn table_named(&self, scope: &Scope, name: &str) -> Option<TableId> {
        let space = self.space(scope.space)?;
        let direct = space.tables.get(name).map(|t| t.value);
        let set = || space.tables.get(&space.row_sets.get(name)?.value.table.text).map(|t| t.value);
        direct.or_else(set).or_else(|| match space.aliases.get(name)?.value.names.as_slice() {
            [only] => space.tables.get(&only.text).map(|t| t.value),
            _ => None,
        })
    }
}
