//! 参评: which entry sorted the row, and which were tried before.

use heng_grammar::tree::ParticipationKind;

use super::lens::Spot;
use super::model::{Account, Participation, ParticipationEntry, ParticipationQuestion};
use super::telling::Telling;
use crate::program::{DefinitionId, Node, Part, ParticipationBlock};

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// Whether the row is listed, scored, ranked, or sorted by one entry; the facts say which is asked.
    pub fn participation(
        &mut self,
        block: &'a ParticipationBlock,
        asked: DefinitionId,
        spot: &Spot<'o, 'a>,
    ) -> Account {
        let sorting: Vec<&'a (ParticipationKind, Part)> =
            block.entries.iter().filter(|(kind, _)| *kind != ParticipationKind::Group).collect();
        let mut entries = Vec::new();
        let mut sorted_by = None;
        for (at, (kind, part)) in sorting.iter().enumerate() {
            let entry = self.participation_entry((*kind, part), at, sorted_by.is_some(), spot);
            if entry.held {
                sorted_by = Some(at);
            }
            entries.push(entry);
        }
        let yes = |id: DefinitionId| self.value_of(id, spot).yes_no() == Some(true);
        let question = match asked {
            id if id == block.scored => ParticipationQuestion::Scored,
            id if id == block.listed => ParticipationQuestion::Listed,
            id if id == block.ranked => ParticipationQuestion::Ranked,
            id => {
                let at = sorting.iter().position(|(_, part)| part.definition == id);
                ParticipationQuestion::Entry(at.unwrap_or_default())
            }
        };
        let (listed, scored, ranked) = (yes(block.listed), yes(block.scored), yes(block.ranked));
        Account::Participation(Participation { question, entries, sorted_by, listed, scored, ranked })
    }

    /// The condition stands last, after those that say that no earlier entry sorted the row.
    fn participation_entry(
        &mut self,
        (kind, part): (ParticipationKind, &'a Part),
        before: usize,
        sorted: bool,
        spot: &Spot<'o, 'a>,
    ) -> ParticipationEntry {
        let id = part.definition;
        let body = self.explainer.program.definition(id).map(|definition| &definition.body);
        let own = body.map(|body| match body.node.as_ref() {
            Node::And(parts) if before > 0 => parts.last().unwrap_or(body),
            _ => body,
        });
        let tried = own.filter(|_| !sorted).map(|own| {
            let entry = self.entry(own);
            self.tried(entry, spot, id)
        });
        ParticipationEntry {
            name: part.name.clone(),
            kind,
            span: part.span,
            articles: part.citations.iter().map(|c| c.article.clone()).collect(),
            held: self.value_of(id, spot).yes_no() == Some(true),
            answered: tried.as_ref().and_then(|tried| tried.answered),
            waived: tried.as_ref().is_some_and(|tried| tried.waived && tried.applies == Ok(true)),
            condition: tried.map(|tried| tried.condition),
        }
    }
}
