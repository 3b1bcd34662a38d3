//! The blocks: what each declares before bodies are made, and what it becomes.
//!
//! Every value of a block is a definition of its own, made on demand, so that neither the order of a script nor that of
//! its blocks matters; what reports and explanations need is remembered in the program's list of blocks.

mod adjust;
mod allocate;
mod award;
mod band;
mod classify;
mod common;
mod condition;
mod idle;
mod ledger;
mod lookup;
mod participation;
mod points;
mod score;
mod tally;
mod target;
#[cfg(test)]
mod tests;
mod witness;

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Argument, Expr, ExprKind, ItemKind, Name, ParticipationEntry};

pub(crate) use lookup::clock;
pub(crate) use target::figures as target_columns;

use super::{Context, Entity, Placed, Scope, SpaceId};
use crate::program::{Core, DefinitionId, Frame, TableId};

impl<'t> Blocks<'t> {
    /// 参评 of a table in a year, or that of every year.
    fn participation(&self, table: TableId, year: Option<i32>) -> Option<&participation::Participation<'t>> {
        self.participations.get(&(table, year)).or_else(|| self.participations.get(&(table, None)))
    }
}

/// What the blocks have declared.
#[derive(Default)]
pub(crate) struct Blocks<'t> {
    /// 参评 of each table.
    participations: BTreeMap<(TableId, Option<i32>), participation::Participation<'t>>,
    /// 评分
    scores: Vec<score::Declared<'t>>,
    /// 计分
    tallies: Vec<tally::Declared>,
    /// 分账
    ledgers: ledger::Ledgers<'t>,
    /// 奖励
    awards: award::Awards,
    /// 调档
    adjusts: Vec<adjust::Declared<'t>>,
    /// 目标
    targets: Vec<target::Declared<'t>>,
    /// The highest value of a score before it is rounded.
    attainable: BTreeMap<DefinitionId, RBig>,
}

/// Declares the definitions of the blocks among the entries of all documents: their values and named parts, with
/// their types. Runs before any body is made.
pub fn declare<'t>(context: &mut Context<'t>, entries: &[Placed<'t>]) {
    for blocks in participations(entries) {
        participation::declare(context, &blocks);
    }
    for blocks in scores(entries) {
        score::declare(context, &blocks);
    }
    for placed in entries {
        match &placed.item.kind {
            ItemKind::Tally(block) => tally::declare(context, *placed, block),
            ItemKind::Award(block) => award::declare(context, *placed, block),
            ItemKind::Conditions(block) => condition::declare(context, *placed, block),
            ItemKind::Classify(block) => classify::declare(context, *placed, block),
            ItemKind::Band(block) => band::declare(context, *placed, block),
            ItemKind::Adjust(block) => adjust::declare(context, *placed, block),
            ItemKind::Target(block) => target::declare(context, *placed, block),
            ItemKind::Ledger(block) => ledger::declare(context, *placed, block),
            ItemKind::Allocation(block) => allocate::declare(context, *placed, block),
            _ => {}
        }
    }
}

/// `参评` with their entries.
type Participations<'t> = Vec<(Placed<'t>, &'t [ParticipationEntry])>;

/// The `参评` of one frame, together.
fn participations<'t>(entries: &[Placed<'t>]) -> Vec<Participations<'t>> {
    let mut found: BTreeMap<(Frame, Option<i32>), Participations<'t>> = BTreeMap::new();
    for placed in entries {
        if let ItemKind::Participation(block) = &placed.item.kind {
            found.entry((placed.frame, placed.year)).or_default().push((*placed, &block.entries));
        }
    }
    found.into_values().collect()
}

/// The `评分` of one name, in the order in which the names first stand.
fn scores<'t>(entries: &[Placed<'t>]) -> Vec<Vec<(Placed<'t>, &'t heng_grammar::tree::Score)>> {
    type Key<'t> = (Frame, Option<i32>, SpaceId, &'t str);
    let mut found: Vec<(Key<'t>, Vec<(Placed<'t>, &'t heng_grammar::tree::Score)>)> = Vec::new();
    for placed in entries {
        let ItemKind::Score(block) = &placed.item.kind else { continue };
        let key = (placed.frame, placed.year, placed.space, block.name.text.as_str());
        match found.iter_mut().find(|(other, _)| *other == key) {
            Some((_, blocks)) => blocks.push((*placed, block)),
            None => found.push((key, vec![(*placed, block)])),
        }
    }
    found.into_iter().map(|(_, blocks)| blocks).collect()
}

/// Checks what needs the finished types, and remembers the blocks in the program. Runs when all bodies can be made.
pub fn lower<'t>(context: &mut Context<'t>, entries: &[Placed<'t>]) {
    target::finish(context);
    context.demand_all();
    score::finish(context);
    tally::finish(context);
    award::finish(context);
    adjust::finish(context);
    ledger::finish(context);
    for placed in entries {
        if let ItemKind::Lookup(block) = &placed.item.kind {
            lookup::check(context, *placed, block);
        }
    }
    context.program.blocks.sort_by_key(|block| (block.place().source, block.place().start));
}

/// `理论最高(块)`: the highest value of a block, in the unit of its definition, if it can be known.
pub fn attainable(context: &mut Context<'_>, block: DefinitionId) -> Option<RBig> {
    let ty = context.definition_type(block);
    if let Some(highest) = context.blocks.attainable.get(&block) {
        return Some(highest.clone());
    }
    let (end, _) = ty.as_number()?.range.upper.clone()?;
    Some(end)
}

/// The definition that the argument of 理论最高 names: what a block can reach is the same for every row, so that of a
/// table is seen outside its `对` too, where only one table has it.
pub fn named(context: &Context<'_>, tree: &Expr, scope: &Scope) -> Option<DefinitionId> {
    let path = path_of(tree)?;
    if let Some(id) = context.find_definition(scope, &path) {
        return Some(id);
    }
    // `企业.科技创新计分`: the table is named.
    if let Some((table, rest)) = path.split_first().filter(|(_, rest)| !rest.is_empty())
        && let Some(table) = context.table_named(scope, table)
    {
        return context
            .find_definition(&Scope::row(context.table_space(table), table).in_years_of(scope), rest);
    }
    let values = context.space(scope.space)?.values();
    let mut found: Vec<DefinitionId> = values
        .filter(|entry| entry.path.iter().map(String::as_str).eq(path.iter().copied()))
        .filter_map(|entry| match entry.entity {
            Entity::Definition(id) => Some(id),
            _ => None,
        })
        .collect();
    found.pop().filter(|_| found.is_empty())
}

fn path_of(tree: &Expr) -> Option<Vec<&str>> {
    match tree.kind.as_ref() {
        ExprKind::Name(name) => Some(vec![&name.text]),
        ExprKind::Field(base, name) => {
            let mut path = path_of(base)?;
            path.push(&name.text);
            Some(path)
        }
        _ => None,
    }
}

/// `准入门槛(园区级别).亩均税收`: a lookup as a function; none where `name` is no lookup.
pub struct LookupCall<'a, 't> {
    /// 准入门槛
    pub name: &'a Name,
    /// 园区级别
    pub arguments: &'t [Argument],
    /// 亩均税收, where one output is picked
    pub output: Option<&'a Name>,
    /// The whole call.
    pub span: Span,
}

/// The value of a call of a lookup, in the frame of the scope.
pub fn call<'t>(context: &mut Context<'t>, call: &LookupCall<'_, 't>, scope: &Scope) -> Option<Core> {
    lookup::call(context, call, scope)
}
