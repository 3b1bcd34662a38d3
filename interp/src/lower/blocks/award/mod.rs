//! `奖励`: money for what holds, capped by item, in all and by year, paid over years, and paid only once.
//!
//! Each item has a whole (what it is worth in a year in which its condition holds) and what is due of it in a year. Without
//! 分期 and 一次性 they are the same. With either, an item is *granted* in the first year in which its whole is not nothing;
//! later years look back at the wholes and the grants of earlier ones, which are definitions of those years.

mod instalment;
mod item;
mod once;
mod total;

use std::collections::BTreeMap;

use heng_grammar::span::Span;
use heng_grammar::tree::{self, AwardTerms, HighestBy, TallyEntry, TallyEntryKind};

use self::item::Item;
use self::total::Whole;
use super::super::{Context, Placed, ReadingPlace, Scope, SpaceId};
use super::common::{below, part};
use super::tally::names_read;
use crate::check::amount::Level;
use crate::check::diagnostic::award as report;
use crate::program::{Block, DefinitionId, Frame, TallyBlock};

/// The parts of an item in one year, for the other years to find.
#[derive(Clone, Copy)]
struct Parts {
    /// What it is worth as a whole.
    whole: DefinitionId,
    /// Yes/no: granted in this year.
    granted: DefinitionId,
    /// Yes/no: 续发 holds.
    continues: Option<DefinitionId>,
}

/// A part of a block in one year.
type Key = (SpaceId, Frame, Vec<String>, Option<i32>);

fn key(scope: &Scope, path: &[String], year: Option<i32>) -> Key {
    (scope.space, scope.frame, path.to_vec(), year)
}

/// What the awards have declared, of every year.
#[derive(Default)]
pub(crate) struct Awards {
    /// Items that are granted once or paid in instalments.
    items: BTreeMap<Key, Parts>,
    /// What an award uses up of its 上限 in a year.
    spent: BTreeMap<Key, DefinitionId>,
    /// What the 年度上限 of an award has cut off.
    excess: BTreeMap<Key, DefinitionId>,
    declared: Vec<Declared>,
}

/// What an item says that says nothing beside its condition and amount.
static NO_TERMS: AwardTerms = AwardTerms {
    unless: None,
    cap: None,
    instalments: None,
    continues: None,
    after_break: None,
    once: None,
    rounding: None,
    remainder: None,
};

/// An award, for the program's list of blocks.
struct Declared {
    total: DefinitionId,
    name: String,
    frame: Frame,
    items: Vec<(u32, String, DefinitionId)>,
}

/// An award and where it stands.
struct Site<'t> {
    award: &'t tree::Award,
    scope: Scope,
    items: Vec<(u32, String, DefinitionId)>,
}

/// One of the values that a level adds up, or takes the highest of.
#[derive(Clone)]
struct Member {
    name: String,
    due: DefinitionId,
    path: Vec<String>,
    /// Over how many years it is paid.
    instalments: Option<u32>,
    /// 扣
    deducts: bool,
    span: Span,
}

/// Declares the items, the groups and the total.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, award: &'t tree::Award) {
    let scope = placed.scope();
    let path = vec![award.name.text.clone()];
    let mut site = Site { award, scope, items: Vec::new() };
    if let Some(cap) = &award.yearly_cap {
        if cap.excess.is_none() {
            context.report(report::excess_not_stated(cap.span));
        }
        if cap.excess == Some(tree::Excess::CarriedOver) && site.scope.year.is_none() {
            context.report(report::needs_years("结转", "carried_over", cap.span));
        }
    }
    let members = site.declare_entries(context, &path, (&award.entries, award.highest), 0);
    let header = placed.item.header;
    check_highest(context, award.highest, award.highest_by, &members, header);
    let whole = Whole { award, scope: site.scope.clone(), members, notes: &placed.item.notes, span: header };
    let total = whole.declare(context, &path);
    let (name, frame) = (award.name.text.clone(), placed.frame);
    context.blocks.awards.declared.push(Declared { total, name, frame, items: site.items });
}

impl<'t> Site<'t> {
    /// Declares the entries of a level; gives those that count, which are not those that a reading chooses between.
    fn declare_entries(
        &mut self,
        context: &mut Context<'t>,
        path: &[String],
        (entries, highest): (&'t [TallyEntry], bool),
        depth: u32,
    ) -> Vec<Member> {
        let mut level = Vec::new();
        let read: Vec<&str> = entries.iter().flat_map(names_read).collect();
        for entry in entries {
            let member = self.declare_entry(context, path, entry, depth);
            if !read.contains(&member.name.as_str()) {
                level.push(member);
            }
        }
        let members = level.iter().map(|member| (member.span, self.scope.year)).collect();
        context.amounts.levels.push(Level { highest, members });
        level
    }

    fn declare_entry(
        &mut self,
        context: &mut Context<'t>,
        path: &[String],
        entry: &'t TallyEntry,
        depth: u32,
    ) -> Member {
        let at = self.items.len();
        let member = match &entry.kind {
            TallyEntryKind::Group { .. } => self.declare_group(context, path, entry, depth),
            TallyEntryKind::Reading(reading) => {
                let mut arms = self.scope.clone();
                arms.within.insert(0, path.to_vec());
                let own = below(path, &[&reading.name.text]);
                let place = ReadingPlace {
                    reading,
                    path: own.clone(),
                    scope: arms,
                    span: entry.span,
                    notes: &entry.notes,
                };
                let due = context.declare_reading(place);
                Member::of(&reading.name.text, due, own, entry.span)
            }
            TallyEntryKind::Item { name, condition, deduct, amount, missing, terms } => {
                let own = below(path, &[&name.text]);
                let missing = missing.as_ref().or(self.award.missing.as_ref());
                let item = Item {
                    award: self.award,
                    name,
                    condition: condition.as_ref(),
                    deducts: *deduct,
                    amount,
                    missing,
                    terms: terms.as_deref().unwrap_or(&NO_TERMS),
                    notes: &entry.notes,
                    span: entry.span,
                };
                item.declare(context, &self.scope, own)
            }
        };
        self.items.insert(at, (depth, member.name.clone(), member.due));
        member
    }

    /// `上市 就高不重复 { … }`
    fn declare_group(
        &mut self,
        context: &mut Context<'t>,
        path: &[String],
        entry: &'t TallyEntry,
        depth: u32,
    ) -> Member {
        let TallyEntryKind::Group { name, highest, highest_by, cap, entries } = &entry.kind else {
            return Member::of("", DefinitionId(0), path.to_vec(), entry.span);
        };
        let own = below(path, &[&name.text]);
        let members = self.declare_entries(context, &own, (entries, *highest), depth + 1);
        check_highest(context, *highest, *highest_by, &members, entry.span);
        let place = total::Group { scope: self.scope.clone(), entry, cap: cap.as_ref() };
        let due = place.declare(context, own.clone(), members, *highest);
        Member::of(&name.text, due, own, entry.span)
    }
}

impl Member {
    fn of(name: &str, due: DefinitionId, path: Vec<String>, span: Span) -> Self {
        Self { name: name.to_owned(), due, path, instalments: None, deducts: false, span }
    }
}

/// 就高不重复: nothing is taken off in it, and instalments say what is compared.
fn check_highest(
    context: &mut Context<'_>,
    highest: bool,
    by: Option<HighestBy>,
    members: &[Member],
    span: Span,
) {
    if !highest {
        return;
    }
    for member in members.iter().filter(|member| member.deducts) {
        context.report(report::deducts_in_highest(&member.name, member.span));
    }
    if by.is_none()
        && let Some(member) = members.iter().find(|member| member.instalments.is_some())
    {
        context.report(report::highest_of_what(span, &member.name, member.span));
    }
}

/// Remembers the blocks.
pub(super) fn finish(context: &mut Context<'_>) {
    for block in std::mem::take(&mut context.blocks.awards.declared) {
        let attainable = super::attainable(context, block.total);
        let items = block.items.iter();
        let items = items.map(|(depth, name, id)| (*depth, part(&context.program, name, *id))).collect();
        let total = part(&context.program, &block.name, block.total);
        let frame = block.frame;
        context.program.blocks.push(Block::Tally(TallyBlock { total, frame, attainable, items }));
    }
}
