//! Which values the sheets of people show: what the blocks of the script say of the rows of a table.

use heng_interp::program::{
    AdjustBlock, BandBlock, Block, Core, DefinitionId, Frame, Kind, Node, Operator, ParticipationBlock,
    Program, Role, ScoreBlock, TableId, TallyBlock,
};

/// The blocks of one table, and what is written of it.
#[derive(Default)]
pub struct Chosen<'p> {
    /// 参评
    pub participation: Option<&'p ParticipationBlock>,
    /// The scores, those that a band ranks by first.
    pub scores: Vec<&'p ScoreBlock>,
    /// The point tables.
    pub tallies: Vec<&'p TallyBlock>,
    /// The bands by rank or by value.
    pub bands: Vec<&'p BandBlock>,
    /// The grades after moves.
    pub adjusts: Vec<&'p AdjustBlock>,
    /// What the outputs write, with its header.
    pub written: Vec<(String, DefinitionId)>,
}

impl<'p> Chosen<'p> {
    /// What there is for the rows of a table.
    pub fn of(program: &'p Program, table: TableId) -> Self {
        let frame = Frame::Rows(table);
        let own = |id: DefinitionId| {
            program.definition(id).is_some_and(|d| d.frame == frame && program.reports(d.year))
        };
        let mut chosen = Self::default();
        for block in &program.blocks {
            match block {
                Block::Participation(block) if own(block.scored) => {
                    chosen.participation = chosen.participation.or(Some(block));
                }
                Block::Score(block) if own(block.total.definition) => chosen.scores.push(block),
                Block::Tally(block) if own(block.total.definition) => chosen.tallies.push(block),
                Block::Band(block) if own(block.result.definition) => chosen.bands.push(block),
                Block::Adjust(block) if own(block.result.definition) => chosen.adjusts.push(block),
                _ => {}
            }
        }
        let ranked: Vec<DefinitionId> =
            chosen.bands.iter().filter_map(|band| alias(program, band.by)).collect();
        chosen.scores.sort_by_key(|score| !ranked.contains(&score.total.definition));
        let outputs =
            program.outputs.iter().filter(|output| output.frame == frame && program.reports(output.year));
        for column in outputs.flat_map(|output| &output.columns) {
            if let Some(id) = named(&column.value).filter(|id| own(*id)) {
                chosen.written.push((column.name.clone(), id));
            }
        }
        chosen
    }

    /// What the index and the head of a sheet show: (what it is called, the definition).
    pub fn results(&self, program: &Program) -> Vec<(String, DefinitionId)> {
        let mut ids: Vec<DefinitionId> = Vec::new();
        for band in &self.bands {
            ids.extend(band.rank);
            ids.extend([alias(program, band.by).unwrap_or(band.by), band.result.definition]);
        }
        ids.extend(self.adjusts.iter().map(|adjust| adjust.result.definition));
        if ids.is_empty() {
            ids.extend(self.scores.iter().map(|score| score.total.definition));
        }
        if ids.is_empty() {
            ids.extend(self.written.iter().map(|(_, id)| *id));
        }
        let only_rank = self.bands.len() == 1;
        let mut results: Vec<(String, DefinitionId)> = Vec::new();
        for id in ids {
            let Some(definition) = program.definition(id) else { continue };
            let name = match definition.path.last().filter(|_| only_rank && definition.role == Role::Part) {
                Some(last) => last.clone(),
                None => definition.name(),
            };
            if results.iter().all(|(_, known)| *known != id) {
                results.push((name, id));
            }
        }
        results
    }
}

/// What is added to a score or taken off besides its items, where it has a name.
pub fn extras(program: &Program, score: &ScoreBlock) -> Vec<DefinitionId> {
    let mut found = Vec::new();
    if let Some(total) = program.definition(score.total.definition) {
        added(&total.body, &mut found);
    }
    found.retain(|id| {
        let is_number = program.definition(*id).is_some_and(|d| matches!(d.body.ty.kind, Kind::Number(_)));
        is_number && score.items.iter().all(|item| item.part.definition != *id)
    });
    found
}

/// The definitions that a sum adds up.
fn added(core: &Core, found: &mut Vec<DefinitionId>) {
    match core.node.as_ref() {
        Node::Definition(id) => found.push(*id),
        Node::Arithmetic(Operator::Add | Operator::Subtract, a, b) | Node::If(_, a, b) => {
            added(a, found);
            added(b, found);
        }
        Node::Round(x, ..)
        | Node::Scale(x, _)
        | Node::Negate(x)
        | Node::Require(x, _)
        | Node::IfMissing(x, _)
        | Node::IfNotApplicable(x, _)
        | Node::IfAbsent(x, _) => added(x, found),
        _ => {}
    }
}

/// The definition that another one only repeats: what is ranked by, where it has a name of its own.
pub fn alias(program: &Program, id: DefinitionId) -> Option<DefinitionId> {
    named(&program.definition(id)?.body)
}

fn named(core: &Core) -> Option<DefinitionId> {
    match core.node.as_ref() {
        Node::Definition(id) => Some(*id),
        _ => None,
    }
}
