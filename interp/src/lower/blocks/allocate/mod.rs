//! `分配`: a total parted among rows by weighted factors.
//!
//! The share of a row is Σ weight × normalised factor, and the factors of all rows add up to 1 each, so the shares do too.
//! Rounding gives each row its exact amount cut off or rounded, and the difference to those the script names: the parts
//! add up to the total whatever the data are, or the run says why they cannot.

mod apportion;
mod factor;
mod share;
#[cfg(test)]
mod tests;

use heng_grammar::span::Span;
use heng_grammar::tree::{self, AllocationBody, Among, Notes};

use super::super::{Context, Declaration, Placed, Scope, build};
use super::common::{below, only, part};
use crate::check::diagnostic::allocate as report;
use crate::program::{
    Aggregate, AggregateFunction, AllocationBlock, Block, Core, DefinitionId, Frame, Link, Node, Operator,
    Party, PostedSource, Posting, Role, TableId, Type,
};

/// What is parted, among whom and how: a `分配`, or a line of a `分账` that is parted by factors.
#[derive(Clone)]
pub(super) struct Allotment<'t> {
    /// The path of the amounts.
    pub path: Vec<String>,
    /// The scope of the whole, in the year of the block.
    pub scope: Scope,
    /// 给 …
    pub among: &'t Among,
    /// The factors and the rounding.
    pub body: &'t AllocationBody,
    /// How much there is to part, one value for the whole.
    pub total: DefinitionId,
    /// What the amounts are in the script.
    pub role: Role,
    /// The entry up to its block.
    pub span: Span,
    /// The articles of the entry.
    pub notes: &'t Notes,
}

/// What an allotment has declared.
#[derive(Clone, Debug)]
pub(super) struct Allotted {
    /// Whose rows.
    pub table: TableId,
    /// Yes/no for each row: takes part.
    pub peers: DefinitionId,
    /// The share of each row.
    pub portion: DefinitionId,
    /// The normalised share of each factor.
    pub factors: Vec<DefinitionId>,
    /// The amount of each row; rows that take no part have none (不适用).
    pub amount: DefinitionId,
}

/// An allotment whose rows are known.
#[derive(Clone)]
struct Made<'t> {
    allotment: Allotment<'t>,
    table: TableId,
    /// The scope of each row.
    rows: Scope,
    peers: DefinitionId,
}

/// Declares the total, the shares and the amounts, and posts these.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, block: &'t tree::Allocation) {
    let (scope, span) = (placed.scope(), placed.item.header);
    let (Some(total), Some(among)) = (&block.total, &block.among) else {
        context.report(report::clause_missing(&block.name, span, block.total.is_none()));
        return;
    };
    let path = vec![block.name.text.clone()];
    let declaration =
        Declaration::new(below(&path, &["总额"]), &scope, Type::unknown(), Role::Part, total.span);
    let inner = scope.clone();
    let total = context.declare_on_demand(declaration, move |context| {
        let value = context.expression(total, &inner);
        let value = context.numeric(value);
        context.must_be_present(value, &inner)
    });
    let allotment = Allotment {
        path,
        scope,
        among,
        body: &block.body,
        total,
        role: Role::Named,
        span,
        notes: &placed.item.notes,
    };
    let Some(made) = allot(context, &allotment) else { return };
    post(context, placed, block, total, &made);
    remember(context, &allotment, &made);
}

/// Remembers an allotment as a block of the program.
pub(super) fn remember(context: &mut Context<'_>, allotment: &Allotment<'_>, made: &Allotted) {
    let factors = allotment.body.factors.iter().zip(&made.factors);
    let factors = factors.map(|(factor, id)| part(&context.program, &factor.name.text, *id)).collect();
    let amount = part(&context.program, &allotment.path.join("."), made.amount);
    context.program.blocks.push(Block::Allocation(AllocationBlock {
        amount,
        year: allotment.scope.year,
        table: made.table,
        total: allotment.total,
        peers: made.peers,
        portion: made.portion,
        factors,
    }));
}

/// Declares the shares and the amounts of an allotment; none where its table is not known, which has been reported.
pub(super) fn allot<'t>(context: &mut Context<'t>, allotment: &Allotment<'t>) -> Option<Allotted> {
    let named = &allotment.among.table;
    let table = match context.table_named(&allotment.scope, &named.text) {
        Some(table) => table,
        None => context.known_table(allotment.scope.space, named)?,
    };
    let rows = Scope { frame: Frame::Rows(table), ..allotment.scope.clone() };
    let peers = declare_peers(context, allotment, table, &rows);
    let made = Made { allotment: allotment.clone(), table, rows, peers };
    share::report_weights(context, &made);
    let factors: Vec<factor::Declared> =
        allotment.body.factors.iter().map(|factor| factor::declare(context, &made, factor)).collect();
    let portion = share::declare(context, &made, &factors);
    let amount = declare_amount(context, &made, portion);
    let factors = factors.into_iter().map(|factor| factor.share).collect();
    Some(Allotted { table, peers, portion, factors, amount })
}

fn declare_peers<'t>(
    context: &mut Context<'t>,
    allotment: &Allotment<'t>,
    table: TableId,
    rows: &Scope,
) -> DefinitionId {
    let span = allotment.among.span;
    let path = below(&allotment.path, &["参与"]);
    let declaration = Declaration::new(path, rows, Type::yes_no(), Role::Hidden, span);
    let (among, rows) = (allotment.among, rows.clone());
    context.declare_on_demand(declaration, move |context| {
        let filter = among.filter.as_ref();
        let filters = match context.row_set(Some(&among.table.text), &rows) {
            Some(set) => context.rows_of_set(set, filter, &rows),
            None => context.population_filter(table, filter, &rows, span),
        };
        build::and(filters, span)
    })
}

/// Total × share, rounded where the script says so.
fn declare_amount<'t>(context: &mut Context<'t>, made: &Made<'t>, portion: DefinitionId) -> DefinitionId {
    let allotment = &made.allotment;
    let span = allotment.span;
    let (total, rows) = (allotment.total, made.rows.clone());
    let exact = move |context: &mut Context<'t>| {
        let total = context.definition_value(total, span);
        let portion = context.definition_value(portion, span);
        let product = context.multiply(total.clone(), portion);
        match total.ty.unit().cloned() {
            Some(unit) => context.convert(product, &unit, None),
            None => product,
        }
    };
    let declaration = Declaration::new(allotment.path.clone(), &rows, Type::unknown(), allotment.role, span)
        .notes(allotment.notes);
    let Some(rule) = &allotment.body.amounts else {
        return context.declare_on_demand(declaration, exact);
    };
    let path = below(&allotment.path, &["精确"]);
    let exact =
        context.declare_on_demand(Declaration::new(path, &rows, Type::unknown(), Role::Hidden, span), exact);
    let job = apportion::Job {
        made: made.clone(),
        path: allotment.path.clone(),
        exact,
        total: Some(allotment.total),
        rule,
    };
    let pieces = apportion::declare(context, &job);
    context.declare_on_demand(declaration, move |context| apportion::body(context, &job, &pieces))
}

fn post(
    context: &mut Context<'_>,
    placed: Placed<'_>,
    block: &tree::Allocation,
    total: DefinitionId,
    made: &Allotted,
) {
    let prefix = context.space(placed.space).map(|space| space.prefix.clone()).unwrap_or_default();
    let source = below(&prefix, &[&block.name.text]).join(".");
    let span = placed.item.header;
    context.post_source(PostedSource {
        source: source.clone(),
        year: placed.year,
        frame: Frame::Whole,
        amount: total,
        span,
    });
    context.post(Posting {
        source,
        line: block.name.text.clone(),
        year: placed.year,
        frame: Frame::Rows(made.table),
        amount: made.amount,
        party: Party::Row,
        purpose: block.body.purpose.clone(),
        citations: placed.item.notes.citations.clone(),
        span,
    });
}

impl<'t> Made<'t> {
    /// The path of a definition below the amounts.
    fn below(&self, names: &[&str]) -> Vec<String> {
        below(&self.allotment.path, names)
    }

    /// The scope of the whole.
    fn whole(&self) -> &Scope {
        &self.allotment.scope
    }

    /// Whether the row takes part.
    fn takes_part(&self, context: &mut Context<'t>, span: Span) -> Core {
        context.definition_value(self.peers, span)
    }

    /// `value` for the rows that take part; the others have none.
    fn only(&self, context: &mut Context<'t>, value: Core, span: Span) -> Core {
        let peers = self.takes_part(context, span);
        only(Some(peers), value, span)
    }

    /// One value of those of the rows that take part, and of which `also` holds.
    fn over(
        &self,
        context: &mut Context<'t>,
        function: AggregateFunction,
        value: Option<Core>,
        also: Option<Core>,
        span: Span,
    ) -> Core {
        let ty = value.as_ref().map_or_else(Type::whole, |value| value.ty.clone().or_absent(false));
        let ty = match ty.unit().cloned() {
            Some(unit) if function == AggregateFunction::Sum => Type::number(unit),
            _ => ty,
        };
        let filters = std::iter::once(self.takes_part(context, span)).chain(also).collect();
        let filter = Some(build::and(filters, span));
        let (group, order) = (Vec::new(), Vec::new());
        let aggregate =
            Aggregate { function, table: self.table, link: Link::Whole, filter, value, group, order };
        Core::new(Node::Aggregate(aggregate), ty, span)
    }
}

/// `a − b` in one unit.
fn less(a: Core, b: Core) -> Core {
    build::sum(Operator::Subtract, a, b)
}
