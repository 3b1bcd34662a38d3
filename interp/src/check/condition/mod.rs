//! Conditions as they were written: those that always or never hold, and branches that are never reached.
//!
//! What a document leaves open (待定), what a reader may take otherwise (读法) and plain constants are not looked into: a
//! condition that is decided by them alone is decided by a choice, and is no fault. What is by years is a fault only where it
//! is one in every year.

mod block;
mod branch;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::diagnostic::{Code, Diagnostic};
use heng_grammar::span::{SourceId, Span};
use heng_grammar::tree::{Expr, ExprKind};

use super::logic::{Question, row_text};
use crate::program::{Block, Core, DefinitionId, Frame, Kind, Node, Program};
use crate::value::Value;

/// What was written, as it is lowered.
#[derive(Clone, Debug, Default)]
pub struct Written {
    conditions: Vec<(Core, Frame)>,
    chains: Vec<Chain>,
    /// The definitions whose value is a choice: 定, 读法.
    pub chosen: BTreeSet<DefinitionId>,
}

/// Conditions of which the first that holds decides.
#[derive(Clone, Debug)]
struct Chain {
    ways: Vec<Core>,
    frame: Frame,
}

impl Written {
    /// A comparison, or what 且, 或, 非 make of some.
    pub fn condition(&mut self, value: &Core, frame: Frame) {
        if value.ty.kind == Kind::YesNo {
            self.conditions.push((value.clone(), frame));
        }
    }

    /// `若 … 则 … 否则 若 … 则 …`: what a table makes of its rows is not of the chain.
    pub fn choice(&mut self, tree: &Expr, value: &Core, frame: Frame) {
        let (mut ways, mut tree, mut rest) = (Vec::new(), tree, value);
        while let (ExprKind::If { otherwise: next, .. }, Node::If(condition, _, otherwise)) =
            (tree.kind.as_ref(), rest.node.as_ref())
        {
            ways.push(condition.clone());
            (tree, rest) = (next, otherwise);
        }
        self.chain(ways, frame);
    }

    /// Rules of which the first that holds decides.
    pub fn chain(&mut self, ways: Vec<Core>, frame: Frame) {
        if ways.len() > 1 {
            self.chains.push(Chain { ways, frame });
        }
    }
}

/// What the judges share.
struct Judge<'p> {
    program: &'p Program,
    closed: BTreeSet<DefinitionId>,
}

impl<'p> Judge<'p> {
    fn new(program: &'p Program, written: &Written) -> Self {
        let mut closed = written.chosen.clone();
        for block in &program.blocks {
            if let Block::Band(band) = block {
                closed.insert(band.result.definition);
            }
        }
        let constant = |body: &Core| matches!(body.node.as_ref(), Node::Constant(_));
        let ids = (0_u32..).map(DefinitionId).zip(&program.definitions);
        closed.extend(ids.filter(|(_, definition)| constant(&definition.body)).map(|(id, _)| id));
        Self { program, closed }
    }

    /// A question about a row.
    fn question(&self) -> Question<'p> {
        Question::new(self.program).closed(&self.closed)
    }

    /// A made-up row on which the condition holds, in words; empty where nothing of it has a name.
    fn row(&self, condition: &'p Core, frame: Frame) -> String {
        let row = self.question().wanting(condition, true).possible();
        row.map(|row| row_text(self.program, frame, &row)).unwrap_or_default()
    }

    /// Whether there is proved to be no row on which the condition comes out so.
    fn never(&self, condition: &'p Core, wanted: bool) -> bool {
        self.question().wanting(condition, wanted).is_impossible()
    }
}

/// What is to be said of the conditions written in one document.
pub fn judged(program: &Program, written: &Written, document: SourceId) -> Vec<Diagnostic> {
    let judge = Judge::new(program, written);
    let mut said = Vec::new();
    let mut told: Vec<Span> = Vec::new();
    for (span, same) in by_place(&written.conditions, document) {
        if told.iter().any(|inner| within(*inner, span)) {
            continue;
        }
        if let Some(report) = verdict::of(&judge, &same) {
            told.push(span);
            said.push(report);
        }
    }
    said.extend(branch::unreached(&judge, &written.chains, document, &told));
    said.extend(block::judged(&judge, document, &told));
    said
}

/// The reports with those of conditions; but where an item of a block has been told of for its condition, that is enough.
pub fn with(mut said: Vec<Diagnostic>, judged: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let told = |report: &Diagnostic| {
        let Some(place) = report.labels.first().map(|label| label.span) else { return false };
        let items = said.iter().filter(|other| other.code == Code(ITEM_NEVER));
        items.flat_map(|other| &other.labels).any(|label| within(place, label.span))
    };
    let new: Vec<Diagnostic> = judged.into_iter().filter(|report| !told(report)).collect();
    said.extend(new);
    said
}

/// The code of an item of an amount whose condition never holds.
const ITEM_NEVER: u16 = 1757;

/// Where a condition was written, and all that was made of it: one a year.
type Place<'w> = (Span, Vec<&'w (Core, Frame)>);

/// The conditions of one document by their place, the shorter first, each with all that was made of it.
fn by_place(conditions: &[(Core, Frame)], document: SourceId) -> Vec<Place<'_>> {
    let mut places: BTreeMap<(usize, usize), Place<'_>> = BTreeMap::new();
    for condition in conditions.iter().filter(|(core, _)| core.span.source == document) {
        let span = condition.0.span;
        let length = (span.end - span.start) as usize;
        places.entry((length, span.start as usize)).or_insert((span, Vec::new())).1.push(condition);
    }
    places.into_values().collect()
}

fn within(inner: Span, outer: Span) -> bool {
    inner.source == outer.source && outer.start <= inner.start && inner.end <= outer.end
}

/// Whether part of an expression is said not to apply, because an amendment has put it out of force or because it was written so.
fn is_out_of_force(core: &Core) -> bool {
    match core.node.as_ref() {
        Node::Constant(value) => matches!(value, Value::Absent(_)),
        _ => core.children().into_iter().any(is_out_of_force),
    }
}
