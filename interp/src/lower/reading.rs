//! 读法: all arms are checked, the taken one is the value.

use heng_grammar::span::Span;
use heng_grammar::tree::{self, Citation, Notes};

use super::option::DeclaredReading;
use super::{Context, Declaration, Scope, SpaceId, build};
use crate::check::diagnostic::{names, types};
use crate::program::{Block, Core, DefinitionId, ReadingBlock, Role, Type};
use crate::value::Absence;

/// 定 and 取 that hold, strongest first: from outside, from the main document, from those it uses.
#[derive(Default)]
pub(crate) struct Overrides<'t> {
    /// 定
    pub binds: Vec<Override<'t, tree::Bind>>,
    /// 取
    pub takes: Vec<Override<'t, tree::Take>>,
}

/// An override and where it was written.
pub(crate) struct Override<'t, T> {
    /// What it says.
    pub tree: &'t T,
    /// Whose names it sees.
    pub space: SpaceId,
    /// Its articles.
    pub notes: Option<&'t Notes>,
}

impl<T> Clone for Override<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Override<'_, T> {}

impl<T> Override<'_, T> {
    fn reaches(&self, space: SpaceId, prefix: &[String], target: &tree::Path, path: &[String]) -> bool {
        let names = target.names.iter().map(|n| n.text.as_str());
        if self.space == space {
            return names.eq(path.iter().map(String::as_str))
                || target.names.last().map(|n| &n.text) == path.last() && target.names.len() == 1;
        }
        names.eq(prefix.iter().chain(path).map(String::as_str))
    }
}

impl<'t> Overrides<'t> {
    /// The strongest 取 for the reading at `path`.
    pub fn take(
        &self,
        space: SpaceId,
        prefix: &[String],
        path: &[String],
    ) -> Option<Override<'t, tree::Take>> {
        self.takes.iter().find(|o| o.reaches(space, prefix, &o.tree.target, path)).copied()
    }

    /// The strongest 定 for the value at `path`.
    pub fn bind(
        &self,
        space: SpaceId,
        prefix: &[String],
        path: &[String],
    ) -> Option<Override<'t, tree::Bind>> {
        self.binds.iter().find(|o| o.reaches(space, prefix, &o.tree.target, path)).copied()
    }
}

/// A reading and where it stands.
pub struct ReadingPlace<'t> {
    /// The reading.
    pub reading: &'t tree::Reading,
    /// Its path, its own name last.
    pub path: Vec<String>,
    /// The scope of its arms.
    pub scope: Scope,
    /// The header of the entry.
    pub span: Span,
    /// The articles of the entry.
    pub notes: &'t Notes,
}

impl<'t> Context<'t> {
    /// Declares a reading; its value is that of the arm taken, its type that of its arms. Its block is remembered.
    pub fn declare_reading(&mut self, place: ReadingPlace<'t>) -> DefinitionId {
        let declaration =
            Declaration::new(place.path.clone(), &place.scope, Type::unknown(), Role::Part, place.span);
        let next = self.program.definitions.len();
        let id = DefinitionId(u32::try_from(next).unwrap_or(u32::MAX));
        let prefix = self.space(place.scope.space).map(|space| space.prefix.clone()).unwrap_or_default();
        let (taken, span, taken_by) = self.taken_arm(&place);
        self.program.blocks.push(Block::Reading(ReadingBlock {
            name: place.path.join("."),
            path: prefix.into_iter().chain(place.path.iter().cloned()).collect(),
            question: place.reading.question.clone(),
            arms: place.reading.arms.iter().map(|arm| arm.name.text.clone()).collect(),
            taken,
            span,
            taken_by,
            definition: id,
            citations: place.notes.citations.clone(),
        }));
        self.remember_reading(DeclaredReading { definition: id, reading: place.reading, taken });
        let declaration = declaration.notes(place.notes);
        self.written.chosen.insert(id);
        self.declare_on_demand(declaration, move |context| context.reading_value(&place, taken))
    }

    fn taken_arm(&mut self, place: &ReadingPlace<'t>) -> (Option<usize>, Span, Option<Vec<Citation>>) {
        let prefix = self.space(place.scope.space).map(|s| s.prefix.clone()).unwrap_or_default();
        let over = self.overrides.take(place.scope.space, &prefix, &place.path);
        let name = over.map(|o| &o.tree.arm).or(place.reading.taken.as_ref());
        if place.reading.arms.len() < 2 {
            self.report(names::one_arm(&place.reading.name));
        }
        let Some(name) = name else {
            self.report(names::reading_not_taken(&place.reading.name));
            return (None, place.span, None);
        };
        let position = place.reading.arms.iter().position(|arm| arm.name.text == name.text);
        if position.is_none() {
            let arms: Vec<String> = place.reading.arms.iter().map(|arm| arm.name.text.clone()).collect();
            self.report(names::unknown_arm(name, &place.reading.name.text, &arms));
        }
        let taken_by = over.map(|o| o.notes.map(|notes| notes.citations.clone()).unwrap_or_default());
        (position, name.span, taken_by)
    }

    /// Elaborates all arms in one kind and unit, and gives the one taken.
    fn reading_value(&mut self, place: &ReadingPlace<'t>, taken: Option<usize>) -> Core {
        if let Some(word) = self.option_reading(place.reading, taken, &place.scope) {
            return word;
        }
        let mut values: Vec<Core> = Vec::new();
        for arm in &place.reading.arms {
            let hint = values.iter().find(|v| !v.ty.is_unknown()).map(|v| v.ty.clone());
            let value = match &hint {
                Some(ty) => self.expression_as(&arm.value, &place.scope, ty),
                None => self.expression(&arm.value, &place.scope),
            };
            values.push(self.same_as_first(values.first(), value));
        }
        let optional = values.iter().any(|v| v.ty.optional);
        let ty = values.iter().find(|v| !v.ty.is_unknown()).map_or_else(Type::unknown, |v| v.ty.clone());
        let chosen = taken.and_then(|t| values.into_iter().nth(t));
        let mut value = chosen.unwrap_or_else(|| build::absent(Absence::Undecided, ty, place.span));
        value.ty.optional |= optional;
        value
    }

    fn same_as_first(&mut self, first: Option<&Core>, value: Core) -> Core {
        let Some(first) = first.filter(|f| !f.ty.is_unknown()) else { return value };
        if value.ty.is_unknown() {
            return value;
        }
        let like = match (&first.ty.unit(), &value.ty.unit()) {
            (Some(a), Some(b)) => self.program.units.same_dimension(a, b),
            _ => first.ty.kind == value.ty.kind,
        };
        if like {
            return self.fit(value, &first.ty.clone(), Some(first.span));
        }
        let (a, b) = (self.type_text(&first.ty), self.type_text(&value.ty));
        self.fail(types::arms_differ(first.span, &a, value.span, &b), value.span)
    }
}
