//! Telling of one row: facts are noted as they are spoken of, and then accounted for one after the other.

use std::collections::{BTreeMap, VecDeque};

use super::explainer::Explainer;
use super::lens::{Seen, Spot, state};
use super::model::{Account, Fact, FactId, Form, RowName, Stated, Term};
use super::role::Role;
use crate::program::{ColumnId, Core, Definition, DefinitionId, Frame, ParameterId, TableId, Type};
use crate::value::{Absence, Value};

/// What a fact is about.
pub(super) enum Subject<'o, 'a> {
    Definition(DefinitionId, Spot<'o, 'a>),
    Column(TableId, ColumnId, Spot<'o, 'a>),
    Parameter(ParameterId),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Definition(DefinitionId, u32),
    Column(TableId, ColumnId, u32),
    Parameter(ParameterId),
}

/// The facts of one explanation while it is told.
pub(super) struct Telling<'t, 'o, 'a> {
    pub explainer: &'t Explainer<'o, 'a>,
    /// The row that is explained.
    home: (Frame, u32),
    facts: Vec<Option<Fact>>,
    known: BTreeMap<Key, FactId>,
    open: VecDeque<(FactId, Subject<'o, 'a>)>,
}

impl<'t, 'o, 'a> Telling<'t, 'o, 'a> {
    pub fn new(explainer: &'t Explainer<'o, 'a>, frame: Frame, row: u32) -> Self {
        Self {
            explainer,
            home: (frame, row),
            facts: Vec::new(),
            known: BTreeMap::new(),
            open: VecDeque::new(),
        }
    }

    /// The fact about something, which is accounted for later.
    pub fn refer(&mut self, subject: Subject<'o, 'a>) -> FactId {
        let key = match &subject {
            Subject::Definition(id, spot) => Key::Definition(*id, spot.row),
            Subject::Column(table, column, spot) => Key::Column(*table, *column, spot.row),
            Subject::Parameter(id) => Key::Parameter(*id),
        };
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = FactId(u32::try_from(self.facts.len()).unwrap_or(u32::MAX));
        self.facts.push(None);
        self.known.insert(key, id);
        self.open.push_back((id, subject));
        id
    }

    /// The fact about a definition, seen from a row.
    pub fn refer_to(&mut self, id: DefinitionId, here: &Spot<'o, 'a>) -> FactId {
        let spot = self.explainer.spot_of(id, here);
        self.refer(Subject::Definition(id, spot))
    }

    /// All facts, accounted for.
    pub fn told(mut self) -> Vec<Fact> {
        while let Some((id, subject)) = self.open.pop_front() {
            let fact = match subject {
                Subject::Definition(definition, spot) => self.definition(definition, &spot),
                Subject::Column(table, column, spot) => self.column(table, column, &spot),
                Subject::Parameter(parameter) => self.parameter(parameter),
            };
            if let Some(slot) = self.facts.get_mut(id.0 as usize) {
                *slot = Some(fact);
            }
        }
        self.facts.into_iter().flatten().collect()
    }

    fn definition(&mut self, id: DefinitionId, spot: &Spot<'o, 'a>) -> Fact {
        let Some(definition) = self.explainer.program.definition(id) else { return self.nothing() };
        let seen = spot.lens.see(&definition.body, Some(id));
        Fact {
            name: definition.name(),
            year: definition.year,
            elsewhere: self.elsewhere(definition.frame, spot.row),
            of_whole: definition.frame == Frame::Whole,
            value: self.stated(&seen, spot.at),
            published: definition.shown.and_then(|places| seen.fixed(spot.at, places)),
            span: Some(definition.span),
            articles: definition.citations.iter().map(|c| c.article.clone()).collect(),
            doc: definition.doc.clone(),
            account: self.account(id, definition, spot),
        }
    }

    fn nothing(&self) -> Fact {
        let value = Stated::None(Absence::Undecided);
        let span = heng_grammar::span::Span::default();
        Fact {
            name: String::new(),
            year: None,
            elsewhere: None,
            of_whole: true,
            value: value.clone(),
            published: None,
            span: None,
            articles: Vec::new(),
            doc: Vec::new(),
            account: Account::Formula(Term { form: Form::Constant, value, span }),
        }
    }

    /// Where a definition is part of a block, what the block says; else its formula.
    fn account(&mut self, id: DefinitionId, definition: &'a Definition, spot: &Spot<'o, 'a>) -> Account {
        let roles: Vec<Role<'a>> = self.explainer.roles.get(id).to_vec();
        let accounts = roles.iter().map(|role| match *role {
            Role::Score(block) => self.score(block, spot),
            Role::ScoreItem(block, at) => self.score_item(block, at, spot),
            Role::Tally(block, at) => self.tally(block, at, definition, spot),
            Role::Conditions(block) => Some(self.conditions(block, definition, spot)),
            Role::Band(block) => self.band(block, spot),
            Role::Adjust(block) => Some(self.adjust(block, spot)),
            Role::Move(block, at) => self.move_alone(block, at, spot),
            Role::Participation(block) => Some(self.participation(block, id, spot)),
            Role::Reading(block) => Some(self.reading(block, definition, spot)),
            Role::Ledger(block, at) => Some(self.ledger(block, at, definition, spot)),
            Role::Allocation(block) => Some(self.allocation(block, definition, spot)),
            Role::Target(block, at) => self.target(block, at, definition, spot),
        });
        let found = accounts.flatten().next();
        found.unwrap_or_else(|| Account::Formula(self.term(&definition.body, spot, id)))
    }

    /// Whose a value is, where it is not the row's that is explained.
    pub fn elsewhere(&self, frame: Frame, row: u32) -> Option<RowName> {
        match frame {
            Frame::Whole => None,
            Frame::Rows(_) if (frame, row) == self.home => None,
            Frame::Rows(table) => Some(self.explainer.row_name(table, row)),
        }
    }

    /// The value of a node at a row.
    pub fn value_at(&self, core: &'a Core, spot: &Spot<'o, 'a>, within: DefinitionId) -> Stated {
        let seen = spot.lens.see(core, Some(within));
        self.stated(&seen, spot.at)
    }

    /// The value of a definition at a row, or of the whole.
    pub fn value_of(&self, id: DefinitionId, here: &Spot<'o, 'a>) -> Stated {
        let Some(definition) = self.explainer.program.definition(id) else {
            return Stated::None(Absence::Undecided);
        };
        let spot = self.explainer.spot_of(id, here);
        self.value_at(&definition.body, &spot, id)
    }

    pub fn stated(&self, seen: &Seen<'o, 'a>, at: usize) -> Stated {
        seen.stated(self.explainer.program, at, |table, row| self.explainer.row_name(table, row))
    }

    /// A value that is known without a row, of a type.
    pub fn constant(&self, value: &Value, ty: &Type) -> Stated {
        state(self.explainer.program, value, ty, |table, row| self.explainer.row_name(table, row))
    }
}
