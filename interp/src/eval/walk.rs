//! The tree walker: one visit of a node for a batch of rows.

use super::column::Column;
use super::memo::{Known, Memo};
use super::numbers::Precision;
use super::plan::{Note, Plan};
use super::run::Run;
use super::scope::Scope;
use crate::program::{Core, DefinitionId, Node};

/// A walk: over what, how exactly, on whose behalf.
#[derive(Clone, Copy)]
pub(super) struct Walker<'r, 'a> {
    pub run: &'r Run<'a>,
    /// What an expression outside the program shares among its rows.
    pub extra: Option<&'r Plan<'a>>,
    pub precision: Precision,
    /// The definition that is being walked.
    pub definition: Option<DefinitionId>,
    /// Whether aggregates over 名下 count their rows: only the first walk does.
    pub counting: bool,
    /// What is known of the rows it walks for.
    pub memo: Option<&'r Memo<'a>>,
    /// Whether it only looks at what was evaluated: what is wrong with the data has been noted.
    pub looking: bool,
}

impl<'r, 'a> Walker<'r, 'a> {
    /// A walk for a definition, counting.
    pub fn first(run: &'r Run<'a>, definition: DefinitionId) -> Self {
        Self {
            run,
            extra: None,
            precision: run.precision,
            definition: Some(definition),
            counting: true,
            memo: None,
            looking: false,
        }
    }

    /// A walk for an expression outside the definitions.
    pub fn extra(run: &'r Run<'a>, plan: &'r Plan<'a>) -> Self {
        Self {
            run,
            extra: Some(plan),
            precision: run.precision,
            definition: None,
            counting: false,
            memo: None,
            looking: false,
        }
    }

    /// The same walk that only looks, on behalf of a definition.
    pub fn looking(self, definition: Option<DefinitionId>) -> Self {
        Self { definition, looking: true, ..self }
    }

    /// The same walk with exact numbers.
    pub fn exactly(self) -> Self {
        self.at(Precision::Exact)
    }

    /// The same walk, sharper.
    pub fn at(self, precision: Precision) -> Self {
        Self { precision, counting: false, memo: None, ..self }
    }

    /// The same walk inside another definition.
    pub fn within(self, definition: DefinitionId) -> Self {
        Self { definition: Some(definition), counting: false, ..self }
    }

    /// The same walk, which remembers.
    pub fn remembering<'s>(&self, memo: &'s Memo<'a>) -> Walker<'s, 'a>
    where
        'r: 's,
    {
        Walker { memo: Some(memo), ..*self }
    }

    /// What is known of just these rows.
    pub fn memo_for(&self, scope: &Scope) -> Option<&'r Memo<'a>> {
        self.memo.filter(|memo| memo.is_for(scope, self.precision))
    }

    /// The values of an expression for the rows of a scope.
    pub fn walk(&self, core: &Core, scope: &Scope) -> Column<'a> {
        match self.run.plan.note(core) {
            Some(Note::Invariant(places)) => match places.get(self.precision as usize) {
                Some(place) => place.get_or_init(|| self.walk_node(core, &Scope::whole())).clone(),
                None => self.walk_node(core, scope),
            },
            Some(Note::Shared(number)) => match self.memo_for(scope) {
                Some(memo) => self.walk_once(core, scope, memo, Known::Expression(*number)),
                None => self.walk_node(core, scope),
            },
            None => self.walk_node(core, scope),
        }
    }

    fn walk_once(&self, core: &Core, scope: &Scope, memo: &Memo<'a>, known: Known) -> Column<'a> {
        memo.get(known).unwrap_or_else(|| {
            let column = self.walk_node(core, scope);
            memo.put(known, column.clone());
            column
        })
    }

    fn walk_node(&self, core: &Core, scope: &Scope) -> Column<'a> {
        match &*core.node {
            Node::Constant(value) => Column::constant(value, self.precision),
            Node::Column(column) => self.table_column(*column, scope),
            Node::Definition(id) => self.definition(*id, scope),
            Node::Parameter(id) => Column::constant(&self.run.parameter(*id), self.precision),
            Node::Negate(x) => self.negate(x, scope),
            Node::Not(x) => self.not(x, scope),
            Node::Arithmetic(operator, a, b) => self.arithmetic(*operator, a, b, scope),
            Node::Compare(comparison, a, b) => self.comparison(*comparison, a, b, scope),
            Node::And(list) => self.junction(list, scope, false),
            Node::Or(list) => self.junction(list, scope, true),
            Node::If(c, a, b) => self.choose(c, a, b, scope),
            Node::Present(x) => self.present(x, scope),
            Node::IfMissing(x, y) => self.answered(x, y, scope, |why| why == crate::value::Absence::Missing),
            Node::IfNotApplicable(x, y) => {
                self.answered(x, y, scope, |why| why == crate::value::Absence::NotApplicable)
            }
            Node::IfAbsent(x, y) => self.answered(x, y, scope, |_| true),
            Node::ZeroIsMissing(x) => self.zero_is_missing(x, scope),
            Node::OneOf(x, values) => self.one_of(x, values, scope),
            Node::Scale(x, factor) => self.scale(x, factor, scope),
            Node::Round(x, quantum, mode) => self.round(x, quantum, *mode, scope),
            Node::Call(builtin, arguments) => self.call(*builtin, arguments, scope),
            Node::Aggregate(aggregate) => self.aggregate(aggregate, core, scope),
            Node::Rank(ranking) => self.rank(ranking, scope),
            Node::Find(table, key) => self.find(*table, key, scope),
            Node::UnitOf(table) => self.unit_of(*table, scope),
            Node::Follow { table, reference, value } => self.follow(*table, reference, value, scope),
            Node::Outer(x) => self.outer(x, scope),
            Node::Require(x, id) => self.require(x, *id, scope),
            Node::ToChoice(x) => self.choice_of_number(x, core, scope),
            Node::FromChoice(x) => self.number_of_choice(x, scope),
        }
    }
}
