//! What a sheet explains: every block that says something of the row.

use heng_interp::program::{Block, DefinitionId, Frame, Program, Role, TableId};

/// The values of the rows of a table that its sheets explain: grades first, then scores, and what else blocks and outputs say of
/// the row. What is of a year that is not reported is left out.
pub fn roots(program: &Program, table: TableId) -> Vec<DefinitionId> {
    let mut found: Vec<(u8, DefinitionId)> = Vec::new();
    for block in &program.blocks {
        match block {
            Block::Adjust(block) => found.push((0, block.result.definition)),
            Block::Band(block) => found.push((1, block.result.definition)),
            Block::Classify(block) => found.push((2, block.result.definition)),
            Block::Score(block) => found.push((3, block.total.definition)),
            Block::Tally(block) => found.push((4, block.total.definition)),
            Block::Allocation(block) => found.push((5, block.amount.definition)),
            Block::Ledger(block) => {
                found.push((6, block.source.definition));
                found.extend(block.lines.iter().map(|(_, part)| (6, part.definition)));
            }
            Block::Target(block) => {
                found.extend(block.records.iter().map(|record| (7, record.part.definition)));
            }
            Block::Conditions(block) => found.push((8, block.result.definition)),
            Block::Participation(block) => {
                found.extend([block.listed, block.scored, block.ranked].map(|id| (9, id)));
            }
            Block::Reading(_) => {}
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    let mut roots: Vec<DefinitionId> = Vec::new();
    for (_, id) in found {
        if is_of(program, table, id) && !roots.contains(&id) {
            roots.push(id);
        }
    }
    if roots.is_empty() {
        roots.extend(named(program).filter(|id| is_of(program, table, *id)));
    }
    roots
}

/// The values that the script names, where no block says anything of the rows.
fn named(program: &Program) -> impl Iterator<Item = DefinitionId> {
    let definitions = (0..).map(DefinitionId).zip(&program.definitions);
    definitions.filter(|(_, definition)| definition.role == Role::Named).map(|(id, _)| id)
}

fn is_of(program: &Program, table: TableId, id: DefinitionId) -> bool {
    program
        .definition(id)
        .is_some_and(|definition| definition.frame == Frame::Rows(table) && program.reports(definition.year))
}
