//! What is known of the expressions of a program before any row is seen: what they share, what has one value for all rows, what may be
//! walked for rows that do not need it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::aggregate::Gathered;
use super::column::Column;
use super::peers::{self, Answered};
use super::ranking::Places;
use super::structure::{Structure, is_invariant};
use super::visit::visit;
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
    /// Expressions that may be walked for rows that do not need them: nothing comes of it but a value.
    plain: BTreeSet<usize>,
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
            Node::If(_, a, b) => self.note_plain([a, b]),
            Node::IfMissing(_, y) | Node::IfNotApplicable(_, y) | Node::IfAbsent(_, y) => {
                self.note_plain([y]);
            }
            Node::And(list) | Node::Or(list) => self.note_plain(list),
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

    fn note_plain<'c>(&mut self, cores: impl IntoIterator<Item = &'c Core>) {
        let plain = cores.into_iter().filter(|core| is_plain(core));
        self.plain.extend(plain.map(|core| address(&*core.node)));
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

    /// Whether an expression does no more than compute a value of its row, at little cost.
    pub fn is_plain(&self, core: &Core) -> bool {
        self.plain.contains(&address(&*core.node))
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

/// So many parts an expression may have to be walked for rows that do not need it.
const PLAIN_PARTS: usize = 24;

fn is_plain(core: &Core) -> bool {
    let mut parts = 0;
    let mut plain = true;
    visit(core, &mut |node| {
        parts += 1;
        plain &= match node {
            Node::Aggregate(_) | Node::Rank(_) | Node::Find(..) | Node::UnitOf(_) => false,
            Node::Follow { .. } | Node::Outer(_) | Node::Require(..) => false,
            Node::Call(builtin, _) => !matches!(builtin, Builtin::JoinPresent | Builtin::Power),
            _ => true,
        };
    });
    plain && parts <= PLAIN_PARTS
}
