//! One number that somebody asks about: how it is distributed, and where a band cuts it into classes.

use super::ask::Ask;
use super::boundary::{Boundary, boundaries};
use super::distribution::{Distributed, Distribution, shown_places};
use super::ladder::ladders;
use crate::eval::Outcome;
use crate::program::{BandBlock, Block, Core, DefinitionId, Node, TableId};

/// A number of the rows of a table.
#[derive(Clone, Debug)]
pub struct Measure<'m> {
    /// Whose rows.
    pub table: TableId,
    /// The number, in the frame of the table.
    pub value: &'m Core,
    /// Which rows count; all that have the number, where nobody says.
    pub filter: Option<&'m Core>,
    /// What it is called.
    pub name: String,
    /// At most so many bars; as many as are good where nobody says.
    pub bars: Option<u32>,
}

impl Measure<'_> {
    /// The definition that it reads, where it is one.
    fn definition(&self) -> Option<DefinitionId> {
        match &*self.value.node {
            Node::Definition(id) => Some(*id),
            _ => None,
        }
    }

    /// The bands that rank by it.
    fn bands<'a>(&self, outcome: &Outcome<'a>) -> Vec<&'a BandBlock> {
        let program = outcome.program();
        let Some(own) = self.definition() else { return Vec::new() };
        let same = |id: DefinitionId| id == own || crate::run::visible(program, id) == own;
        let bands = program.blocks.iter().filter_map(|block| match block {
            Block::Band(band) if band.table == self.table && same(band.by) => Some(band),
            _ => None,
        });
        bands.collect()
    }
}

/// How the number is distributed over the rows that have it.
pub fn distribution(outcome: &Outcome<'_>, measure: &Measure<'_>) -> Distribution {
    let ask = Ask { outcome, table: measure.table };
    let places = measure.definition().map_or(2, |id| shown_places(ask, id));
    let distributed =
        Distributed { value: measure.value, filter: measure.filter, class: None, places, most: measure.bars };
    distributed.of(ask, measure.name.clone())
}

/// Where bands that rank by the number cut it: the name of each, and its boundaries from the best class to the worst.
pub fn cuts(outcome: &Outcome<'_>, measure: &Measure<'_>) -> Vec<(String, Vec<Boundary>)> {
    let ask = Ask { outcome, table: measure.table };
    let found = measure.bands(outcome).into_iter().map(|band| {
        let places = shown_places(ask, band.by);
        let limit = dashu_ratio::RBig::ZERO;
        (band.result.name.clone(), boundaries(ask, band, &ladders(ask, band), places, &limit))
    });
    found.collect()
}
