//! Rules that cite no article count as the script's own choice.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Item, ItemKind, Notes, Script};

use super::diagnostic::{lint, notes};
use crate::program::{Block, Program, ScoreBlock};

/// Notes the moves and items of scores for which neither they nor what holds them cites an article. A script that cites
/// nothing at all carries out no document, and gets no notes.
pub fn uncited(program: &Program, main: &Script) -> Vec<Diagnostic> {
    let anything = program.definitions.iter().any(|d| !d.citations.is_empty());
    if !anything {
        return Vec::new();
    }
    let mut found: Vec<Diagnostic> = program.blocks.iter().flat_map(of_block).collect();
    found.extend(uncited_blocks(&main.items));
    found
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

/// A note for each 计分, 奖励, 条件, 分类 and 分档 of a script of which no part cites an article.
fn uncited_blocks(items: &[Item]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in items {
        let (name, cited) = match &item.kind {
            ItemKind::For(block) => {
                found.extend(uncited_blocks(&block.items));
                continue;
            }
            ItemKind::Tally(block) => (&block.name, any(block.entries.iter().map(|entry| &entry.notes))),
            ItemKind::Award(block) => (&block.name, any(block.entries.iter().map(|entry| &entry.notes))),
            ItemKind::Conditions(block) => {
                (&block.name, any(block.body.entries.iter().map(|entry| &entry.notes)))
            }
            ItemKind::Classify(block) => (&block.name, any(block.rules.iter().map(|rule| &rule.notes))),
            ItemKind::Band(block) => (&block.name, any(block.classes.iter().map(|class| &class.notes))),
            _ => continue,
        };
        if !cited && item.notes.citations.is_empty() {
            found.push(lint::uncited_block(&name.text, item.header));
        }
    }
    found
}

fn any<'t>(mut parts: impl Iterator<Item = &'t Notes>) -> bool {
    parts.any(|notes| !notes.citations.is_empty())
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
