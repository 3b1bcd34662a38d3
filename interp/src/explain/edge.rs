//! Who stands where in a ranking: the rows at the edges of the classes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::explainer::Explainer;
use super::lens::{Seen, Spot};
use crate::eval::Outcome;
use crate::program::{BandBlock, Core, Definition, DefinitionId, Frame, Node, Operator, Ranking, TableId};
use crate::value::Value;

/// The places and classes of a ranking, for each of its populations.
pub(super) struct Places {
    /// Per row, which population it is ranked in.
    population: Vec<u32>,
    /// Per population: the row at each place.
    rows: BTreeMap<(u32, i64), u32>,
    /// Per population and class: its first and its last place.
    extents: BTreeMap<(u32, i32), (i64, i64)>,
}

impl Places {
    fn of(outcome: &Outcome<'_>, block: &BandBlock, rank: DefinitionId) -> Self {
        let population = populations(outcome, block.table, rank);
        let places = outcome.whole_numbers(rank);
        let classes = outcome.wholes(block.result.definition);
        let mut found = Self { population, rows: BTreeMap::new(), extents: BTreeMap::new() };
        for (row, (place, class)) in (0_u32..).zip(places.into_iter().zip(classes)) {
            let (Ok(place), Ok(class)) = (place, class) else { continue };
            let population = found.population_of(row);
            found.rows.insert((population, place), row);
            let extent = found.extents.entry((population, class)).or_insert((place, place));
            *extent = (extent.0.min(place), extent.1.max(place));
        }
        found
    }

    pub fn population_of(&self, row: u32) -> u32 {
        self.population.get(row as usize).copied().unwrap_or(0)
    }

    /// The first and the last place of a class.
    pub fn extent(&self, population: u32, class: u32) -> Option<(i64, i64)> {
        self.extents.get(&(population, i32::try_from(class).ok()?)).copied()
    }

    /// The row at a place.
    pub fn row_at(&self, population: u32, place: i64) -> Option<u32> {
        self.rows.get(&(population, place)).copied()
    }
}

/// Per row the number of the population it is ranked in: rows with the same keys are ranked together.
fn populations(outcome: &Outcome<'_>, table: TableId, rank: DefinitionId) -> Vec<u32> {
    let Some(definition) = outcome.program().definition(rank) else { return Vec::new() };
    let Some(keys) = groups(definition) else { return Vec::new() };
    let frame = Frame::Rows(table);
    let rows: Vec<u32> = (0..outcome.rows(frame)).collect();
    let seen: Vec<_> = keys.iter().map(|key| outcome.look(key, Some(rank), frame, &rows)).collect();
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let number = |at: usize| {
        let key = seen.iter().map(|values| format!("{:?};", values.value(at))).collect::<String>();
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(key).or_insert(next)
    };
    (0..rows.len()).map(number).collect()
}

/// By what a place is counted apart; nothing where all rows are ranked together.
fn groups(definition: &Definition) -> Option<&[Core]> {
    ranking(&definition.body).map(|ranking| ranking.group.as_slice()).filter(|keys| !keys.is_empty())
}

/// The ranking in the body of a place.
pub(super) fn ranking(core: &Core) -> Option<&Ranking> {
    match core.node.as_ref() {
        Node::Rank(ranking) => Some(ranking),
        _ => core.children().into_iter().find_map(ranking),
    }
}

impl<'o, 'a> Explainer<'o, 'a> {
    /// The places of a ranking, worked out once.
    pub(super) fn places_of(&self, block: &BandBlock, rank: DefinitionId) -> Rc<Places> {
        let known = self.places.borrow().get(&rank).map(Rc::clone);
        known.unwrap_or_else(|| {
            let places = Rc::new(Places::of(self.outcome, block, rank));
            self.places.borrow_mut().insert(rank, Rc::clone(&places));
            places
        })
    }

    /// How far a row is from another in what both are ranked by: computed by the walker, for the whole batch at once.
    pub(super) fn distance(
        &self,
        by: DefinitionId,
        other: u32,
        spot: &Spot<'o, 'a>,
    ) -> Option<Rc<Seen<'o, 'a>>> {
        let definition = self.program.definition(by)?;
        definition.body.ty.as_number()?;
        let Frame::Rows(table) = definition.frame else { return None };
        let key = (by, other);
        if let Some(seen) = self.distances.borrow().get(&key).filter(|_| self.is_batch(spot)) {
            return Some(Rc::clone(seen));
        }
        let span = definition.span;
        let ty = definition.body.ty.clone();
        let own = || Core::new(Node::Definition(by), ty.clone(), span);
        let kind = crate::program::Type::present(crate::program::Kind::Reference(table));
        let reference = Core::new(Node::Constant(Value::Reference(other)), kind, span);
        let there = Core::new(Node::Follow { table, reference, value: own() }, ty.clone(), span);
        let difference = Core::new(Node::Arithmetic(Operator::Subtract, own(), there), ty.clone(), span);
        let seen = Rc::new(spot.lens.evaluate(&difference));
        if self.is_batch(spot) {
            self.distances.borrow_mut().insert(key, Rc::clone(&seen));
        }
        Some(seen)
    }
}
