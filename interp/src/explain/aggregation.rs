//! One value of many rows: how many they were, and which, where they are those under the row.

use super::lens::{Seen, Spot};
use super::model::{Aggregation, Member, Population, Stated};
use super::telling::Telling;
use crate::eval::visit;
use crate::program::{
    Aggregate, AggregateFunction, ColumnId, Core, DefinitionId, Frame, Kind, Link, Node, Number, TableId,
    Type,
};
use heng_grammar::span::Span;

/// So many rows under a row are told of.
const MOST_MEMBERS: usize = 200;

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// What went into an aggregate for a row.
    pub fn aggregation(
        &mut self,
        aggregate: &'a Aggregate,
        spot: &Spot<'o, 'a>,
        within: DefinitionId,
    ) -> Aggregation {
        let outcome = self.explainer.outcome;
        let keys: Vec<Stated> =
            aggregate.group.iter().map(|key| self.value_at(&key.outer, spot, within)).collect();
        let of = match aggregate.link {
            Link::Own(_) => Population::Own,
            Link::Members => Population::Members,
            Link::Whole if keys.is_empty() => Population::Whole,
            Link::Whole => Population::Group(keys),
        };
        let counted = match &of {
            Population::Whole => outcome.count_of(aggregate).map(|count| (count.used, count.skipped)),
            Population::Group(_) => self.counted_in_group(aggregate, spot),
            Population::Own | Population::Members => None,
        };
        let members = match (aggregate.link, spot.lens.frame) {
            (Link::Whole, _) | (_, Frame::Whole) => Vec::new(),
            (link, Frame::Rows(asker)) => {
                let rows = outcome.belonging(aggregate.table, link, asker, spot.row);
                self.members(aggregate, &rows, spot)
            }
        };
        Aggregation {
            function: aggregate.function.clone(),
            table: self.table_name(aggregate.table),
            of,
            used: counted.map(|(used, _)| used),
            skipped: counted.map(|(_, skipped)| skipped),
            filter: aggregate.filter.as_ref().map(|filter| filter.span),
            value: aggregate.value.as_ref().map(|value| value.span),
            members,
        }
    }

    /// How many rows of the row's group have a value, and how many have none: counted by the walker.
    fn counted_in_group(&self, aggregate: &'a Aggregate, spot: &Spot<'o, 'a>) -> Option<(u64, u64)> {
        let count = |value: Option<Core>| {
            let function = AggregateFunction::Count;
            let counting = Aggregate { function, value, order: Vec::new(), ..aggregate.clone() };
            let core = Core::new(Node::Aggregate(counting), count_type(), Span::default());
            let seen = spot.lens.evaluate_once(std::ptr::from_ref(aggregate).addr(), &core);
            u64::try_from(seen.whole_number(spot.at)?).ok()
        };
        let all = count(None)?;
        let used = match &aggregate.value {
            Some(value) => count(Some(value.clone()))?,
            None => all,
        };
        Some((used, all.saturating_sub(used)))
    }

    pub fn table_name(&self, table: TableId) -> String {
        self.explainer.program.tables.get(table.index()).map(|t| t.name.clone()).unwrap_or_default()
    }

    /// The rows under the row that asks, with what the filter says of each.
    fn members(&self, aggregate: &'a Aggregate, rows: &[u32], spot: &Spot<'o, 'a>) -> Vec<Member> {
        let rows = rows.get(..rows.len().min(MOST_MEMBERS)).unwrap_or(rows);
        if rows.is_empty() {
            return Vec::new();
        }
        let (outcome, program) = (self.explainer.outcome, self.explainer.program);
        let asker = (spot.lens.frame, spot.row);
        let look = |core: &'a Core| {
            Seen::new(program, outcome.look_inside(core, aggregate.table, rows, asker), &core.ty)
        };
        let filter = aggregate.filter.as_ref().map(look);
        let value = aggregate.value.as_ref().map(look);
        let columns: Vec<(ColumnId, String)> = self.columns_asked(aggregate);
        let Some(table) = outcome.table(aggregate.table) else { return Vec::new() };
        let told = rows.iter().enumerate().map(|(at, row)| Member {
            row: self.explainer.row_name(aggregate.table, *row),
            place: table.origin().place(Some(*row), None),
            counts: filter.as_ref().map_or(Some(true), |filter| filter.yes_no(at).ok()),
            value: value.as_ref().map(|value| self.stated(value, at)),
            cells: columns
                .iter()
                .map(|(id, name)| (name.clone(), Stated::Text(table.cell_text(*row, id.index()))))
                .collect(),
        });
        told.collect()
    }

    /// The columns of the table aggregated over that its filter and value speak of, those of its definitions included; the one that
    /// points at the row that asks says nothing.
    fn columns_asked(&self, aggregate: &'a Aggregate) -> Vec<(ColumnId, String)> {
        let mut columns = Vec::new();
        for core in aggregate.filter.iter().chain(&aggregate.value) {
            self.collect_columns(core, aggregate.table, &mut columns);
        }
        let schema = self.explainer.program.tables.get(aggregate.table.index());
        let named = columns.into_iter().filter(|id| Link::Own(*id) != aggregate.link).filter_map(|id| {
            let rule = schema?.columns.get(id.index())?;
            Some((id, rule.name.clone()))
        });
        named.collect()
    }

    fn collect_columns(&self, core: &'a Core, table: TableId, found: &mut Vec<ColumnId>) {
        let mut definitions: Vec<DefinitionId> = Vec::new();
        visit(core, &mut |node| match node {
            Node::Column(id) if !found.contains(id) => found.push(*id),
            Node::Definition(id) => definitions.push(*id),
            _ => {}
        });
        for id in definitions {
            let Some(definition) = self.explainer.program.definition(id) else { continue };
            if definition.frame == Frame::Rows(table) {
                self.collect_columns(&definition.body, table, found);
            }
        }
    }
}

/// Whole numbers without a unit.
fn count_type() -> Type {
    Type::present(Kind::Number(Number { whole: true, ..Number::default() }))
}
