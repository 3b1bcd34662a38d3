//! Rules that cite no article count as the script's own choice.

use heng_grammar::diagnostic::Diagnostic;

use super::diagnostic::notes;
use crate::program::{Block, Program, ScoreBlock};

/// Notes the moves and items of scores for which neither they nor what holds them cites an article. A script that cites
/// nothing at all carries out no document, and gets no notes.
pub fn uncited(program: &Program) -> Vec<Diagnostic> {
    let anything = program.definitions.iter().any(|d| !d.citations.is_empty());
    if !anything {
        return Vec::new();
    }
    program.blocks.iter().flat_map(of_block).collect()
}

fn of_block(block: &Block) -> Vec<Diagnostic> {
    match block {
        Block::Adjust(adjust) => {
            let moves = adjust.moves.iter().map(|m| &m.held);
            moves
                .filter(|part| part.citations.is_empty())
                .map(|part| notes::uncited(&part.name, part.span))
                .collect()
        }
        Block::Score(score) if score.total.citations.is_empty() => uncited_items(score),
        _ => Vec::new(),
    }
}

fn uncited_items(score: &ScoreBlock) -> Vec<Diagnostic> {
    // The deepest group that cites an article covers what is nested deeper.
    let mut covered: Option<u32> = None;
    let mut found = Vec::new();
    for (position, item) in score.items.iter().enumerate() {
        if covered.is_some_and(|depth| item.depth <= depth) {
            covered = None;
        }
        if covered.is_some() {
            continue;
        }
        let is_group = score.items.get(position + 1).is_some_and(|next| next.depth > item.depth);
        if !item.part.citations.is_empty() {
            covered = Some(item.depth);
        } else if !is_group {
            found.push(notes::uncited(&item.part.name, item.part.span));
        }
    }
    found
}
