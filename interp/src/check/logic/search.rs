//! Tries the ways in turn.

use std::collections::{BTreeMap, BTreeSet};

use super::domain::Domain;
use super::goal::{Goal, Step};
use super::linear::{Inequality, project};
use super::subject::Subjects;
use super::{Answer, witness};
use crate::program::{Core, DefinitionId, Program};

/// How many goals are taken apart for one question.
const LIMIT: usize = 4_000;

/// A way that is still open: what has been found, what is still to be taken apart, and the choices still to be made.
#[derive(Clone, Debug, Default)]
pub(super) struct Way<'p> {
    /// What the subjects can still be.
    pub domains: BTreeMap<usize, Domain>,
    /// Comparisons of several subjects.
    pub inequalities: Vec<Inequality>,
    /// Definitions that are known to be yes or no.
    definitions: BTreeMap<DefinitionId, bool>,
    pending: Vec<Goal<'p>>,
    choices: Vec<Vec<Vec<Goal<'p>>>>,
    /// Whether something was dropped.
    pub dropped: bool,
}

/// A search for one way that stays open.
struct Search<'p> {
    /// The subjects met.
    subjects: Subjects<'p>,
    left: usize,
}

/// Whether all can come out as wanted.
pub(super) fn answer<'p>(
    program: &'p Program,
    closed: &'p BTreeSet<DefinitionId>,
    wanted: &[(&'p Core, bool)],
) -> Answer {
    let mut search = Search { subjects: Subjects::new(program, closed), left: LIMIT };
    let pending = wanted.iter().rev().map(|(core, yes)| Goal::yes_no(core, *yes)).collect();
    match search.open(Way { pending, ..Way::default() }) {
        Ok(way) => Answer::Possible(witness::of(&search.subjects, &way)),
        Err(End::Closed) => Answer::Impossible,
        Err(End::Bound) => Answer::Unknown,
    }
}

/// Why a way ends.
enum End {
    Closed,
    Bound,
}

type Outcome<T> = Result<T, End>;

impl<'p> Search<'p> {
    /// The way itself or one of those it branches into, once nothing is left to be done.
    fn open(&mut self, mut way: Way<'p>) -> Outcome<Way<'p>> {
        self.settle(&mut way)?;
        self.left = self.left.checked_sub(way.inequalities.len()).ok_or(End::Bound)?;
        if !consistent(&self.subjects, &mut way) {
            return Err(End::Closed);
        }
        let Some(at) = fewest(&way.choices) else { return Ok(way) };
        let choice = way.choices.swap_remove(at);
        for goals in choice {
            let mut branch = way.clone();
            branch.pending.extend(goals.into_iter().rev());
            match self.open(branch) {
                Err(End::Closed) => {}
                ended => return ended,
            }
        }
        Err(End::Closed)
    }

    /// Takes apart all that is pending, and follows choices of which one way is left.
    fn settle(&mut self, way: &mut Way<'p>) -> Outcome<()> {
        self.drain(way)?;
        loop {
            let mut moved = false;
            for choice in std::mem::take(&mut way.choices) {
                let mut left = Vec::new();
                for goals in choice {
                    if self.may_be(way, &goals)? {
                        left.push(goals);
                    }
                }
                match left.len() {
                    0 => return Err(End::Closed),
                    1 => {
                        way.pending.extend(left.into_iter().flatten());
                        moved = true;
                        self.drain(way)?;
                    }
                    _ => way.choices.push(left),
                }
            }
            if !moved {
                return Ok(());
            }
        }
    }

    /// Whether the goals agree with what is known, without making a choice for them.
    fn may_be(&mut self, way: &Way<'p>, goals: &[Goal<'p>]) -> Outcome<bool> {
        let mut trial = Way {
            domains: way.domains.clone(),
            definitions: way.definitions.clone(),
            pending: goals.to_vec(),
            ..Way::default()
        };
        match self.drain(&mut trial) {
            Ok(()) => Ok(true),
            Err(End::Closed) => Ok(false),
            Err(End::Bound) => Err(End::Bound),
        }
    }

    fn drain(&mut self, way: &mut Way<'p>) -> Outcome<()> {
        while let Some(goal) = way.pending.pop() {
            self.left = self.left.checked_sub(1).ok_or(End::Bound)?;
            let step = goal.step(&mut self.subjects);
            if !self.take(way, step) {
                return Err(End::Closed);
            }
        }
        Ok(())
    }

    /// Adds what a step found; false where it contradicts what is known.
    fn take(&self, way: &mut Way<'p>, step: Step<'p>) -> bool {
        match step {
            Step::Never => return false,
            Step::Dropped => way.dropped = true,
            Step::All(goals) => way.pending.extend(goals.into_iter().rev()),
            Step::Any(ways) => way.choices.push(ways),
            Step::Definition(id, wanted, goal) => match way.definitions.insert(id, wanted) {
                Some(known) => return known == wanted,
                None => way.pending.push(goal),
            },
            Step::Member(at, members, goals) => {
                way.pending.extend(goals.into_iter().rev());
                return self.domain(way, at).be_member(&members);
            }
            Step::Text(at, texts) => return self.domain(way, at).be_text(&texts),
            Step::Present(at) => return self.domain(way, at).be_present(),
            Step::Absent(at, reasons) => return self.domain(way, at).be_absent(reasons),
            Step::Linear(inequality, goals) => {
                way.pending.extend(goals.into_iter().rev());
                return self.compare(way, inequality);
            }
        }
        true
    }

    fn compare(&self, way: &mut Way<'p>, inequality: Inequality) -> bool {
        if inequality.terms.is_empty() {
            return inequality.holds();
        }
        if let Some((at, range)) = inequality.range() {
            return self.domain(way, at).be_within(&range);
        }
        let there = inequality.terms.keys().all(|at| self.domain(way, *at).be_present());
        if !way.inequalities.contains(&inequality) {
            way.inequalities.push(inequality);
        }
        there
    }

    fn domain<'w>(&self, way: &'w mut Way<'p>, at: usize) -> &'w mut Domain {
        let known = || self.subjects.get(at).map_or_else(Domain::anything, |known| known.domain.clone());
        way.domains.entry(at).or_insert_with(known)
    }
}

fn fewest<T>(choices: &[Vec<T>]) -> Option<usize> {
    let sizes = choices.iter().enumerate().map(|(at, choice)| (choice.len(), at));
    sizes.min().map(|(_, at)| at)
}

/// Whether the comparisons of several subjects agree with each other and with what is known of each.
fn consistent(subjects: &Subjects<'_>, way: &mut Way<'_>) -> bool {
    if way.inequalities.is_empty() {
        return true;
    }
    let (left, followed) = project(all(subjects, way), None);
    way.dropped |= !followed;
    left.is_some()
}

/// All inequalities of a way, those of single subjects with them.
pub(super) fn all(subjects: &Subjects<'_>, way: &Way<'_>) -> Vec<Inequality> {
    let unknowns: BTreeSet<usize> =
        way.inequalities.iter().flat_map(|one| one.terms.keys().copied()).collect();
    let single = unknowns.into_iter().flat_map(|at| {
        let domain = way.domains.get(&at).or_else(|| subjects.get(at).map(|known| &known.domain));
        domain.and_then(Domain::range).map(|range| Inequality::of_range(at, range)).unwrap_or_default()
    });
    way.inequalities.iter().cloned().chain(single).collect()
}
