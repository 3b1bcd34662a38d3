//! 分档: the place, the cuts, and how far they are.

use super::edge::{Places, ranking};
use super::lens::Spot;
use super::model::{Account, Band, BandClass, Edge, Form, Stated, Term, Threshold, TieBreak};
use super::telling::Telling;
use crate::program::{BandBlock, DefinitionId, Node};

/// The row that is explained, in its ranking.
struct Stand {
    population: u32,
    place: Option<i64>,
}

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// The class of a row.
    pub fn band(&mut self, block: &'a BandBlock, spot: &Spot<'o, 'a>) -> Option<Account> {
        let by = self.inlined(block.by, spot);
        let id = block.result.definition;
        let body = &self.explainer.program.definition(id)?.body;
        let Some(rank) = block.rank else {
            let choice = self.term(body, spot, id);
            return Some(Account::Threshold(Threshold { by, choice }));
        };
        let places = self.explainer.places_of(block, rank);
        let place = self.whole(rank, spot);
        let stand = Stand { population: places.population_of(spot.row), place };
        let classes = self.band_classes(block, &places, &stand, spot);
        let unranked = match place {
            Some(_) => None,
            None => self.not_ranked(rank, spot),
        };
        Some(Account::Band(Band {
            by,
            place: place.and_then(|place| u64::try_from(place).ok()),
            base: block
                .base
                .and_then(|base| self.whole(base, spot))
                .and_then(|base| u64::try_from(base).ok()),
            population: self.population(rank, spot),
            tied: block.tied.is_some_and(|tied| self.value_of(tied, spot).yes_no() == Some(true)),
            classes,
            unranked,
        }))
    }

    /// The keys by which a row is ranked apart.
    fn population(&self, rank: DefinitionId, spot: &Spot<'o, 'a>) -> Vec<Stated> {
        let body = self.explainer.program.definition(rank).map(|definition| &definition.body);
        let keys = body.and_then(ranking).map(|ranking| ranking.group.as_slice()).unwrap_or_default();
        keys.iter().map(|key| self.value_at(key, spot, rank)).collect()
    }

    /// A place or a count.
    fn whole(&self, id: DefinitionId, here: &Spot<'o, 'a>) -> Option<i64> {
        let definition = self.explainer.program.definition(id)?;
        let spot = self.explainer.spot_of(id, here);
        spot.lens.see(&definition.body, Some(id)).whole_number(spot.at)
    }

    /// What keeps a row out of a ranking: its filter.
    fn not_ranked(&mut self, rank: DefinitionId, spot: &Spot<'o, 'a>) -> Option<Term> {
        let body = &self.explainer.program.definition(rank)?.body;
        let Node::Rank(ranking) = body.node.as_ref() else { return None };
        let filter = ranking.filter.as_ref()?;
        let term = self.term(filter, spot, rank);
        (!matches!(term.form, Form::Constant)).then_some(term)
    }

    /// The classes from the best to the last, as far as the script names them or rows are in them.
    fn band_classes(
        &mut self,
        block: &'a BandBlock,
        places: &Places,
        stand: &Stand,
        spot: &Spot<'o, 'a>,
    ) -> Vec<BandClass> {
        let program = self.explainer.program;
        let members = program.choice(block.choice).map(|c| c.members.as_slice()).unwrap_or_default();
        let own = match self.value_of(block.result.definition, spot) {
            Stated::Member(name) => Some(name),
            _ => None,
        };
        let mut classes = Vec::new();
        for (position, name) in (0_u32..).zip(members) {
            let cut = block.cuts.iter().find(|(member, _)| *member == position).map(|(_, id)| *id);
            let extent = places.extent(stand.population, position);
            if cut.is_none() && extent.is_none() {
                continue;
            }
            let definition = cut.and_then(|id| program.definition(id));
            let mut edge = |place: i64| self.edge(block, places, stand, place, spot);
            classes.push(BandClass {
                name: name.clone(),
                here: stand.place.is_some() && own.as_ref() == Some(name),
                places: extent.and_then(|(a, b)| Some((u64::try_from(a).ok()?, u64::try_from(b).ok()?))),
                top: extent.and_then(|(first, _)| edge(first)),
                bottom: extent.and_then(|(_, last)| edge(last)),
                cut: cut.map(|id| self.value_of(id, spot)),
                span: definition.map(|d| d.span),
                articles: definition
                    .map(|d| d.citations.iter().map(|c| c.article.clone()).collect())
                    .unwrap_or_default(),
            });
        }
        classes
    }

    /// The row at a place, without its name.
    fn edge(
        &mut self,
        block: &'a BandBlock,
        places: &Places,
        stand: &Stand,
        place: i64,
        spot: &Spot<'o, 'a>,
    ) -> Option<Edge> {
        let row = places.row_at(stand.population, place)?;
        let there = self.explainer.spot(spot.lens.frame, row);
        let distance = stand.place.and_then(|_| self.explainer.distance(block.by, row, spot));
        let distance = distance.map(|seen| self.stated(&seen, spot.at));
        let level = distance.as_ref().and_then(|d| d.figure()).is_some_and(|f| f.ends && f.full == "0");
        let tie = block.rank.filter(|_| level && stand.place != Some(place));
        Some(Edge {
            place: u64::try_from(place).ok()?,
            value: self.value_of(block.by, &there),
            distance,
            places: stand.place.map(|own| place - own),
            tie: tie.and_then(|rank| self.tie_break(rank, spot, &there)),
        })
    }

    /// The first key in which two rows of one value differ.
    fn tie_break(&self, rank: DefinitionId, own: &Spot<'o, 'a>, other: &Spot<'o, 'a>) -> Option<TieBreak> {
        let ranking = ranking(&self.explainer.program.definition(rank)?.body)?;
        let values = ranking.order.iter().map(|key| {
            let at = |spot: &Spot<'o, 'a>| self.value_at(&key.value, spot, rank);
            (key, at(own), at(other))
        });
        let (key, own, other) = values.into_iter().find(|(_, own, other)| own != other)?;
        let other = (!matches!(other, Stated::Text(_) | Stated::Row(_))).then_some(other);
        Some(TieBreak { key: Some(key.value.span), descending: key.descending, own, other })
    }
}
