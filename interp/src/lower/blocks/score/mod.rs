//! `评分`: weighted items, groups of items, and what is added to them.
//!
//! An item is several definitions: its value, its baseline (which the data must make positive), its points, and the
//! points with the answer to missing ones, which is the part with a name. Blocks of one name for several groups of
//! `参评` are declared apart and joined by the row's group ([`join`]).

mod item;
mod join;
mod record;

use heng_grammar::tree::{ItemClauses, Score, ScoreEntry};

use super::super::{Context, Declaration, Placed, Scope, build};
use super::common::{below, only, sum};
use super::points;
use crate::check::diagnostic::score as report;
use crate::program::{Core, DefinitionId, Role, Type, Unit};

pub(super) use join::declare;
pub(super) use record::finish;

/// One `评分` block and what it declared.
pub(crate) struct Declared<'t> {
    /// The block.
    pub score: &'t Score,
    /// Where it stands.
    pub placed: Placed<'t>,
    /// The scope of its expressions.
    pub scope: Scope,
    /// The unit of its points.
    pub unit: Unit,
    /// Yes for the rows it scores; none where it scores every row.
    pub reached: Option<Reach>,
    /// Its total.
    pub total: DefinitionId,
    /// The name seen for its total: that of the joint definition where several blocks share the name.
    pub named: DefinitionId,
    /// Its items and groups, depth first.
    pub items: Vec<DeclaredItem<'t>>,
}

/// Which rows a block scores.
#[derive(Clone, Debug)]
pub(crate) struct Reach(pub DefinitionId);

/// One item or group.
pub(crate) struct DeclaredItem<'t> {
    /// The entry.
    pub entry: &'t ScoreEntry,
    /// Its path without the block's.
    pub inner: Vec<String>,
    /// How deep it is nested.
    pub depth: u32,
    /// Its points.
    pub points: DefinitionId,
    /// The name seen for its points.
    pub named: DefinitionId,
    /// What is scored.
    pub value: Option<DefinitionId>,
    /// Its baseline.
    pub baseline: Option<DefinitionId>,
    /// Whether its points have a 下限, a 上限.
    pub limits: [bool; 2],
}

/// What the items of one block share.
#[derive(Clone)]
struct Frame<'t> {
    scope: Scope,
    unit: Unit,
    reached: Option<Reach>,
    role: Role,
    /// The articles of the block, for items that have none.
    placed: Placed<'t>,
}

impl<'t> Frame<'t> {
    /// Yes for the rows that are scored.
    fn reached(&self, context: &mut Context<'t>) -> Option<Core> {
        let Reach(id) = self.reached.as_ref()?;
        Some(context.definition_value(*id, self.placed.item.header))
    }

    fn points_type(&self) -> Type {
        Type::number(self.unit.clone())
    }
}

/// Clauses of the block, overruled by those of the group, overruled by those of the item.
#[derive(Clone, Copy)]
struct Clauses<'t> {
    own: &'t ItemClauses,
    groups: [Option<&'t ItemClauses>; 4],
}

impl<'t> Clauses<'t> {
    fn new(each: &'t ItemClauses) -> Self {
        Self { own: each, groups: [None; 4] }
    }

    fn inside(self, own: &'t ItemClauses) -> Self {
        let [a, b, c, _] = self.groups;
        Self { own, groups: [Some(self.own), a, b, c] }
    }

    /// The innermost clause of a kind.
    fn get<T>(&self, pick: impl Fn(&'t ItemClauses) -> Option<&'t T>) -> Option<&'t T> {
        pick(self.own).or_else(|| self.groups.iter().flatten().find_map(|clauses| pick(clauses)))
    }
}

/// Declares one block; its definitions have `role`, so that those of a group can stay out of sight.
fn declare_block<'t>(
    context: &mut Context<'t>,
    placed: Placed<'t>,
    score: &'t Score,
    path: &[String],
    reached: Option<Reach>,
    role: Role,
) -> Declared<'t> {
    let scope = placed.scope();
    let unit = points::unit(context, score.out_of.as_ref(), &scope);
    let frame = Frame { scope: scope.clone(), unit: unit.clone(), reached: reached.clone(), role, placed };
    let mut items = Vec::new();
    let top =
        declare_entries(context, &frame, path, &[], &score.entries, Clauses::new(&score.each), &mut items);
    let mut declaration = Declaration::new(path.to_vec(), &scope, Type::unknown(), role, placed.item.header)
        .notes(&placed.item.notes)
        .shown(score.shown);
    if role == Role::Part {
        declaration.role = Role::Named;
    }
    let next = context.program.definitions.len();
    let block = frame;
    let total =
        context.declare_on_demand(declaration, move |context| total_body(context, &block, score, &top, next));
    Declared { score, placed, scope, unit, reached, total, named: total, items }
}

fn total_body<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    score: &'t Score,
    top: &[DefinitionId],
    position: usize,
) -> Core {
    let span = frame.placed.item.header;
    let mut parts: Vec<Core> = top.iter().map(|id| context.definition_value(*id, span)).collect();
    for extra in &score.extras {
        let value = context.expect(&extra.value, &frame.scope, &frame.points_type());
        let value = context.answered(value, extra.missing.as_ref(), &frame.scope);
        parts.push(if extra.subtract { build::negate(value) } else { value });
    }
    let mut total = sum(parts, &frame.unit, span);
    if let Some(upper) = total.ty.as_number().and_then(|n| n.range.upper.clone()) {
        context.blocks.attainable.insert(DefinitionId(u32::try_from(position).unwrap_or(u32::MAX)), upper.0);
    }
    if let Some(rounding) = &score.rounding {
        total = context.rounded(total, rounding, &frame.scope);
    }
    only(frame.reached(context), total, span)
}

/// Declares items and groups; gives those of this level.
fn declare_entries<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    path: &[String],
    inner: &[String],
    entries: &'t [ScoreEntry],
    outside: Clauses<'t>,
    items: &mut Vec<DeclaredItem<'t>>,
) -> Vec<DefinitionId> {
    let depth = u32::try_from(inner.len()).unwrap_or(u32::MAX);
    let mut level = Vec::new();
    for entry in entries {
        let inner = below(inner, &[&entry.name.text]);
        let own = below(path, &[&entry.name.text]);
        let clauses = outside.inside(&entry.clauses);
        let at = items.len();
        let declared = match &entry.entries {
            None => item::declare(context, frame, entry, &own, inner, clauses),
            Some(children) => {
                let mut below = Vec::new();
                let parts = declare_entries(context, frame, &own, &inner, children, clauses, &mut below);
                let group = declare_group(context, frame, entry, own, parts);
                items.append(&mut below);
                DeclaredItem {
                    entry,
                    inner,
                    depth,
                    points: group,
                    named: group,
                    value: None,
                    baseline: None,
                    limits: [false; 2],
                }
            }
        };
        level.push(declared.points);
        items.insert(at, DeclaredItem { depth, ..declared });
    }
    if entries.is_empty() {
        context.report(report::no_items(frame.placed.item.header));
    }
    level
}

/// A group is the sum of its parts.
fn declare_group<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    entry: &'t ScoreEntry,
    path: Vec<String>,
    parts: Vec<DefinitionId>,
) -> DefinitionId {
    let declaration = Declaration::new(path, &frame.scope, Type::unknown(), frame.role, entry.span);
    let frame = frame.clone();
    context.declare_on_demand(declaration.notes(&entry.notes), move |context| {
        let values = parts.iter().map(|id| context.definition_value(*id, entry.span)).collect();
        let value = sum(values, &frame.unit, entry.span);
        only(frame.reached(context), value, entry.span)
    })
}
