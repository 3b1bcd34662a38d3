//! What is known of the expressions of a program before any row is seen: what they share, what has one value for all rows, what may be
//! walked for rows that do not need it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::aggregate::Gathered;
use super::column::Column;
use super::peers::{self, Answered};
use super::ranking::Places;
use super::structure::{Structure, is_invariant};
use super::visit::{depends_on_asker, visit};
use crate::program::{Aggregate, Builtin, Core, DefinitionId, Link, Node, Program, Ranking};

/// Places for what is computed once and shared by all rows, by the address of the node: it stays where it is as long as the program is
/// borrowed, and is never seen in a result.
#[derive(Default)]
pub(super) struct Plan<'a> {
    aggregates: BTreeMap<usize, AggregatePlace>,
    gathered: Vec<OnceLock<Gathered<'a>>>,
    rankings: BTreeMap<usize, OnceLock<Places>>,
    /// Aggregates that a ranking answers.
    answered: Answered,
    notes: BTreeMap<usize, Note<'a>>,
    /// Branches and operands, and when they may be walked for rows that do not need them.
    walked: BTreeMap<usize, Walked>,
    /// What was saved.
    pub sharing: Sharing,
}

/// Where an aggregate finds its answers, and whether its rows were counted.
struct AggregatePlace {
    gathered: usize,
    pub counted: OnceLock<()>,
}

/// What the walker is told of an expression.
pub(super) enum Note<'a> {
    /// It has one value for all rows: a place for it, by precision.
    Invariant(Box<[OnceLock<Column<'a>>; 3]>),
    /// It is written in several places, with this number.
    Shared(u32),
}

/// What a plan saves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// Expressions with one value for all rows: computed once.
    pub folded: usize,
    /// Expressions written in several places: computed once a batch.
    pub shared: usize,
    /// Aggregates that are the same as another: computed once.
    pub aggregates: usize,
}

/// The address of a node, as a key.
pub(super) fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

impl<'a> Plan<'a> {
    /// The plan of a program, of whose definitions these are evaluated.
    pub fn of_program(program: &Program, definitions: &[DefinitionId]) -> Self {
        let mut plan = Self::default();
        let mut structure = Structure::default();
        let mut seen = BTreeMap::<u32, Vec<usize>>::new();
        for definition in &program.definitions {
            plan.add_with(&definition.body, &mut structure);
        }
        plan.answered = peers::answered(program, &mut structure);
        for definition in definitions.iter().filter_map(|id| program.definition(*id)) {
            plan.note_invariants(program, &definition.body);
            structure.of(&definition.body, &mut |core, class| {
                if !matches!(*core.node, Node::Constant(_) | Node::Parameter(_) | Node::Definition(_)) {
                    seen.entry(class).or_default().push(address(&*core.node));
                }
            });
        }
        for (class, places) in seen.into_iter().filter(|(_, places)| places.len() > 1) {
            plan.sharing.shared += places.len() - 1;
            for place in places {
                plan.notes.entry(place).or_insert(Note::Shared(class));
            }
        }
        plan
    }

    /// The places of one expression outside the program.
    pub fn of(core: &Core) -> Self {
        let mut plan = Self::default();
        plan.add(core);
        plan
    }

    /// Makes places for all that `core` shares among its rows.
    pub fn add(&mut self, core: &Core) {
        self.add_with(core, &mut Structure::default());
    }

    fn add_with(&mut self, core: &Core, structure: &mut Structure) {
        visit(core, &mut |node| match node {
            Node::Aggregate(a) if a.link == Link::Whole => self.add_aggregate(a, structure),
            Node::Rank(r) => {
                self.rankings.insert(address(r), OnceLock::new());
            }
            Node::If(_, a, b) => self.note_walked([a, b]),
            Node::IfMissing(_, y) | Node::IfNotApplicable(_, y) | Node::IfAbsent(_, y) => {
                self.note_walked([y]);
            }
            Node::And(list) | Node::Or(list) => self.note_walked(list),
            _ => {}
        });
    }

    fn add_aggregate(&mut self, aggregate: &Aggregate, structure: &mut Structure) {
        let known =
            structure.of_aggregate(aggregate).map(|class| structure.place(class, self.gathered.len()));
        let gathered = known.unwrap_or(self.gathered.len());
        if gathered == self.gathered.len() {
            self.gathered.push(OnceLock::new());
        } else {
            self.sharing.aggregates += 1;
        }
        self.aggregates.insert(address(aggregate), AggregatePlace { gathered, counted: OnceLock::new() });
    }

    fn note_walked<'c>(&mut self, cores: impl IntoIterator<Item = &'c Core>) {
        self.walked.extend(cores.into_iter().map(|core| (address(&*core.node), walked(core))));
    }

    /// Notes the largest parts of an expression that have one value for all rows.
    fn note_invariants(&mut self, program: &Program, core: &Core) {
        if !is_invariant(program, core) {
            return core.children().into_iter().for_each(|part| self.note_invariants(program, part));
        }
        if !core.children().is_empty() {
            self.sharing.folded += 1;
        }
        self.notes.insert(address(&*core.node), Note::Invariant(Box::default()));
    }

    /// What is known of an expression of the program.
    pub fn note(&self, core: &Core) -> Option<&Note<'a>> {
        self.notes.get(&address(&*core.node))
    }

    /// When an expression may be walked for all rows of a batch.
    pub fn walked(&self, core: &Core) -> Walked {
        self.walked.get(&address(&*core.node)).copied().unwrap_or(Walked::Needed)
    }

    /// The place for the answers of an aggregate over a whole table, and whether its rows were counted.
    pub fn aggregate(&self, aggregate: &Aggregate) -> Option<(&OnceLock<Gathered<'a>>, &OnceLock<()>)> {
        let place = self.aggregates.get(&address(aggregate))?;
        Some((self.gathered.get(place.gathered)?, &place.counted))
    }

    /// The ranks that answer an aggregate, once they are there, and whether its rows were counted.
    pub fn ranking_of(&self, aggregate: &Aggregate) -> Option<(&Places, &OnceLock<()>)> {
        let ranking = self.answered.get(&address(aggregate))?;
        let places = self.rankings.get(ranking).and_then(OnceLock::get)?;
        Some((places, &self.aggregates.get(&address(aggregate))?.counted))
    }

    /// The place for the ranks of a table.
    pub fn ranking(&self, ranking: &Ranking) -> Option<&OnceLock<Places>> {
        self.rankings.get(&address(ranking))
    }
}

/// When an expression may be walked for all rows of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walked {
    /// For the rows that need it only.
    Needed,
    /// For all as soon as one needs it: it asks for a value of the whole, which is computed, and its rows counted, once somebody asks.
    OnceNeeded,
    /// Whether one needs it or not: it does no more than compute a value of its row, at little cost.
    Always,
}

/// So many parts an expression may have to be walked for rows that do not need it.
const PLAIN_PARTS: usize = 24;

fn walked(core: &Core) -> Walked {
    let (mut parts, mut walked) = (0, Walked::Always);
    weigh(core, &mut parts, &mut walked);
    if parts > PLAIN_PARTS { Walked::Needed } else { walked }
}

fn weigh(core: &Core, parts: &mut usize, walked: &mut Walked) {
    *parts += 1;
    match &*core.node {
        Node::Aggregate(a) if a.link == Link::Whole && a.group.is_empty() && !depends_on_asker(a) => {
            if *walked == Walked::Always {
                *walked = Walked::OnceNeeded;
            }
            return;
        }
        Node::Aggregate(_) | Node::Rank(_) | Node::Find(..) | Node::UnitOf(_) => *walked = Walked::Needed,
        Node::Follow { .. } | Node::Outer(_) | Node::Require(..) => *walked = Walked::Needed,
        Node::Call(Builtin::JoinPresent | Builtin::Power, _) => *walked = Walked::Needed,
        _ => {}
    }
    core.children().into_iter().for_each(|part| weigh(part, parts, walked));
}
