//! Moves that never change a grade.

use std::collections::BTreeSet;

use heng_grammar::diagnostic::{Diagnostic, Message};

use super::super::{Context, build};
use super::adjust::{Declared, effect, own_condition};
use super::witness;
use crate::check::diagnostic::logic as diagnostic;
use crate::check::logic::Question;
use crate::check::moves::Effect;
use crate::program::{ChoiceId, Comparison, Core, DefinitionId, Node};

/// Reports the moves of a block that never fire where they stand, change nothing, or are always overruled; gives what
/// says whether they held.
pub(super) fn report(context: &mut Context<'_>, block: &Declared<'_>, choice: ChoiceId) -> Vec<DefinitionId> {
    let ordered = context.program.choice(choice).map_or(0, |c| c.ordered);
    let ordered = u32::try_from(ordered).unwrap_or(0);
    let mut before = block.from;
    // What the grade can be as the moves so far leave it, whichever of them hold.
    let mut grades: BTreeSet<u32> = (0..ordered).collect();
    let mut found = Vec::new();
    for (at, one) in block.moves.iter().enumerate() {
        let Some(effect) = effect(context, &block.scope, choice, &one.entry.action) else { continue };
        // An order that is wrong has been reported.
        let beyond = matches!(effect, Effect::AtLeast(to) | Effect::AtMost(to) if to >= ordered);
        if ordered == 0 || beyond {
            continue;
        }
        let place = Place { at, before, effect, ordered, grades: &grades };
        if let Some(why) = idle(context, block, choice, &place) {
            found.push((one.held, diagnostic::idle_move(&one.entry.name.text, one.entry.span, why)));
        }
        let moved: Vec<u32> = grades.iter().map(|grade| effect.apply(*grade, ordered)).collect();
        // A member outside the order is moved no more.
        grades.extend(moved.into_iter().filter(|grade| *grade < ordered));
        before = one.after;
    }
    let (idle, reports): (Vec<DefinitionId>, Vec<Diagnostic>) = found.into_iter().unzip();
    reports.into_iter().for_each(|report| context.report(report));
    idle
}

/// A move where it stands.
struct Place<'a> {
    at: usize,
    /// The grade before it.
    before: DefinitionId,
    effect: Effect,
    ordered: u32,
    grades: &'a BTreeSet<u32>,
}

/// Why the move at this place changes nothing.
fn idle(context: &Context<'_>, block: &Declared<'_>, choice: ChoiceId, place: &Place<'_>) -> Option<Message> {
    let one = block.moves.get(place.at)?;
    let held = &context.program.definition(one.held)?.body;
    let own = own_condition(held)?;
    if question(context).wanting(own, true).is_impossible() {
        // Said of the condition itself.
        return None;
    }
    let grade = Core::new(
        Node::Definition(place.before),
        context.program.definition(place.before)?.body.ty.clone(),
        one.entry.span,
    );
    let closed: Vec<DefinitionId> = block.moves.iter().map(|one| one.after).collect();
    let stands = |position: &u32| {
        let same = build::member(choice, *position, one.entry.span);
        let here = build::compare(Comparison::Equal, grade.clone(), same);
        !question(context).closed(&closed).wanting(own, true).wanting(&here, true).is_impossible()
    };
    let changes = |position: &&u32| place.effect.apply(**position, place.ordered) != **position;
    if place.grades.iter().filter(changes).any(stands) {
        return overruled(context, block, choice, place);
    }
    Some(if place.grades.iter().any(stands) {
        Message::new("轮到它的企业，等级已经合它的要求", "the rows it reaches have such a grade already")
    } else {
        Message::new("到这里已经没有企业满足它的条件", "no row meets its condition any more")
    })
}

/// Whether a later move sets the grade of every row that this one moves, whatever it is.
fn overruled(
    context: &Context<'_>,
    block: &Declared<'_>,
    choice: ChoiceId,
    place: &Place<'_>,
) -> Option<Message> {
    let held = own_condition(&context.program.definition(block.moves.get(place.at)?.held)?.body)?;
    // A member outside the order is moved no more.
    if matches!(place.effect, Effect::Set(to) if to >= place.ordered) {
        return None;
    }
    for later in block.moves.iter().skip(place.at + 1) {
        let condition = &context.program.definition(later.held)?.body;
        if own_condition(condition).is_none_or(|own| block.reads_grade(own)) {
            return None;
        }
        let sets = matches!(effect(context, &block.scope, choice, &later.entry.action), Some(Effect::Set(_)));
        let always = || {
            let own = own_condition(condition)?;
            Some(question(context).wanting(held, true).wanting(own, false).is_impossible())
        };
        if sets && always() == Some(true) {
            let name = &later.entry.name.text;
            return Some(Message::new(
                format!("它调到的企业，后面的「{name}」都再调一次，以后面的为准"),
                format!("`{name}` below moves all its rows again"),
            ));
        }
    }
    None
}

/// A question in which what may be chosen otherwise is left open.
fn question<'p>(context: &'p Context<'_>) -> Question<'p> {
    witness::question(context).closed(&context.written.chosen)
}
