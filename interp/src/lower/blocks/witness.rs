//! What blocks ask of their conditions: whether they can hold together, and of which row.

use super::super::Context;
use crate::check::logic::{self, Question, Witness};
use crate::program::{Block, ChoiceId, Core, DefinitionId, Frame, Type};
use crate::value::Value;

/// A question about rows. Which class a rank gives depends on all rows, and is taken as given.
pub(super) fn question<'p>(context: &'p Context<'_>) -> Question<'p> {
    let ranked = context.program.blocks.iter().filter_map(|block| match block {
        Block::Band(band) => Some(band.result.definition),
        _ => None,
    });
    Question::new(&context.program).closed(&ranked.collect::<Vec<DefinitionId>>())
}

/// A row on which none of the conditions holds; `None` where there is proved to be none.
pub(super) fn left_out(context: &Context<'_>, conditions: &[Core]) -> Option<Witness> {
    let all = conditions.iter().fold(question(context), |question, one| question.wanting(one, false));
    all.possible()
}

/// What is known of the row, by the names of the script.
pub(super) fn text(context: &Context<'_>, frame: Frame, row: &Witness) -> String {
    logic::row_text(&context.program, frame, row)
}

/// A value as a report shows it.
pub(super) fn value_text(context: &Context<'_>, value: &Value, ty: &Type) -> String {
    logic::value_text(&context.program, value, ty)
}

/// The name of a member of a choice.
pub(super) fn member(context: &Context<'_>, choice: ChoiceId, position: u32) -> String {
    logic::member_text(&context.program, choice, position)
}
