//! Which values of two runs are surely the same: those of the same formulas over the same cells. A session is evaluated after every
//! entry, and an entry seldom touches more than a few of its values; what it leaves alone need not be computed to be compared.
//!
//! Each expression is given a number, the same for two expressions exactly where they do the same to parts of the same numbers
//! (value numbering: Cocke and Schwartz, *Programming Languages and Their Compilers*, 1970). A column is what its cells are, a
//! parameter what it was set to, a definition what its formula is: so equal numbers mean equal values, however the two programs
//! count their definitions. What depends on a table that is made from another is given a number of its own, and is never held to
//! be the same.

use std::collections::BTreeMap;

use crate::check::walk::{Place, add_parts};
use crate::eval::Outcome;
use crate::program::{
    Core, Definition, DefinitionId, Frame, Kind, Link, Node, OrderKey, ParameterId, Program, TableId,
};

/// What an expression does, and the numbers of what it does it to.
type Meaning = (String, Vec<u32>);

/// The definitions of two runs that surely have the same values.
#[derive(Debug)]
pub struct Unchanged {
    earlier: Vec<Option<u32>>,
    later: Vec<Option<u32>>,
}

impl Unchanged {
    /// Looks at every definition of both runs once.
    pub fn between(earlier: &Outcome<'_>, later: &Outcome<'_>) -> Self {
        let mut numbers = Numbers { earlier, later, known: BTreeMap::new(), columns: BTreeMap::new() };
        crate::parallel::deep(|| {
            let earlier = numbers.definitions(earlier, "earlier");
            Self { earlier, later: numbers.definitions(later, "later") }
        })
    }

    /// Whether a definition of the earlier run surely has the values of one of the later.
    pub fn holds(&self, earlier: DefinitionId, later: DefinitionId) -> bool {
        let number = |of: &[Option<u32>], id: DefinitionId| of.get(id.index()).copied().flatten();
        let before = number(&self.earlier, earlier);
        before.is_some() && before == number(&self.later, later)
    }
}

struct Numbers<'o, 'a, 'b> {
    earlier: &'o Outcome<'a>,
    later: &'o Outcome<'b>,
    known: BTreeMap<Meaning, u32>,
    /// Whether the cells of a column are the same in both runs.
    columns: BTreeMap<(String, String), bool>,
}

/// One of the two runs.
struct Side<'o, 'a> {
    outcome: &'o Outcome<'a>,
    program: &'a Program,
    /// What tells it from the other.
    name: &'static str,
    definitions: Vec<Option<u32>>,
}

impl Numbers<'_, '_, '_> {
    fn definitions(&mut self, outcome: &Outcome<'_>, name: &'static str) -> Vec<Option<u32>> {
        let program = outcome.program();
        let definitions = vec![None; program.definitions.len()];
        let mut side = Side { outcome, program, name, definitions };
        for id in &program.order {
            let Some(definition) = program.definition(*id) else { continue };
            let number = self.definition(&side, definition);
            if let Some(place) = side.definitions.get_mut(id.index()) {
                *place = Some(number);
            }
        }
        side.definitions
    }

    fn number(&mut self, meaning: Meaning) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(meaning).or_insert(next)
    }

    fn definition(&mut self, side: &Side<'_, '_>, definition: &Definition) -> u32 {
        let body = self.expression(side, (&definition.body, definition.frame, definition.frame));
        let kind = side.kind(&definition.body.ty.kind);
        let rows = side.outcome.rows(definition.frame);
        self.number((format!("definition {} {rows} {kind}", side.frame(definition.frame)), vec![body]))
    }

    fn expression(&mut self, side: &Side<'_, '_>, place: Place<'_>) -> u32 {
        if let Node::Definition(id) = &*place.0.node
            && let Some(known) = side.definitions.get(id.index()).copied().flatten()
        {
            return known;
        }
        let mut parts = Vec::new();
        add_parts(place, &mut parts);
        let parts = parts.into_iter().map(|part| self.expression(side, part)).collect();
        let said = self.said(side, place.0, place.1);
        self.number((said, parts))
    }

    /// What an expression does to its parts.
    fn said(&mut self, side: &Side<'_, '_>, core: &Core, frame: Frame) -> String {
        match &*core.node {
            Node::Constant(value) => format!("{value:?} {}", side.kind(&core.ty.kind)),
            Node::Column(column) => match frame {
                Frame::Rows(table) => self.column(side, table, column.index()),
                Frame::Whole => format!("{} column", side.name),
            },
            Node::Definition(id) => format!("{} definition {id:?}", side.name),
            Node::Parameter(id) => side.parameter(*id),
            Node::OneOf(of, values) => format!("one of {values:?} {}", side.kind(&of.ty.kind)),
            Node::Aggregate(of) => {
                let link = match of.link {
                    Link::Whole => "all".to_owned(),
                    Link::Own(column) => self.column(side, of.table, column.index()),
                    Link::Members => format!("{} members", side.name),
                };
                let parts = (of.filter.is_some(), of.value.is_some(), of.group.len(), orders(&of.order));
                let rows = side.outcome.rows(Frame::Rows(of.table));
                format!("{:?} {} {rows} {link} {parts:?}", of.function, side.table(of.table))
            }
            Node::Rank(of) => {
                let parts = (of.filter.is_some(), of.group.len(), orders(&of.order), of.ties);
                format!("rank {} {parts:?}", side.frame(frame))
            }
            Node::Find(table, _) => self.keyed(side, *table),
            Node::UnitOf(_) => format!("{} unit", side.name),
            Node::Follow { table, .. } => format!("follow {}", side.table(*table)),
            Node::Outer(_) => "outer".to_owned(),
            Node::Require(_, id) => {
                let test = side.program.requirements.get(id.index()).map(|requirement| requirement.test);
                format!("require {test:?}")
            }
            Node::ToChoice(_) => format!("member {}", side.kind(&core.ty.kind)),
            other => other.operation().unwrap_or_default().into_owned(),
        }
    }

    /// A column of a table, with its run where the other one has other cells there.
    fn column(&mut self, side: &Side<'_, '_>, table: TableId, index: usize) -> String {
        let schema = side.program.tables.get(table.index());
        let Some((schema, rule)) = schema.and_then(|s| Some((s, s.columns.get(index)?))) else {
            return format!("{} column", side.name);
        };
        let (earlier, later) = (self.earlier, self.later);
        let name = (schema.name.clone(), rule.name.clone());
        let same = *self.columns.entry(name).or_insert_with_key(|(table, column)| {
            cells(earlier, table, column)
                .is_some_and(|cells| Some(cells) == self::cells(later, table, column))
        });
        let run = if same { "" } else { side.name };
        format!("column {}.{} {:?} {run}", schema.name, rule.name, rule.kind)
    }

    /// A row by its key.
    fn keyed(&mut self, side: &Side<'_, '_>, table: TableId) -> String {
        let keys = side.program.tables.get(table.index()).into_iter();
        let keys = keys.flat_map(|schema| schema.columns.iter().enumerate());
        let keys: Vec<usize> = keys.filter(|(_, rule)| rule.key).map(|(at, _)| at).collect();
        let keys: Vec<String> = keys.into_iter().map(|at| self.column(side, table, at)).collect();
        format!("find {} {keys:?}", side.table(table))
    }
}

/// A column of a table that was read, by their names.
fn cells<'o>(outcome: &'o Outcome<'_>, table: &str, column: &str) -> Option<&'o crate::table::Column> {
    let program = outcome.program();
    let id = program.table(table).filter(|id| program.rollup(*id).is_none())?;
    let index = program.tables.get(id.index())?.columns.iter().position(|rule| rule.name == column)?;
    outcome.table(id)?.column(index)
}

/// How an order orders.
fn orders(order: &[OrderKey]) -> Vec<(bool, bool)> {
    order.iter().map(|key| (key.descending, key.missing_first)).collect()
}

impl Side<'_, '_> {
    /// A table; one that is made is this run's own.
    fn table(&self, id: TableId) -> String {
        let name = self.program.tables.get(id.index()).map_or("", |schema| schema.name.as_str());
        let made = if self.program.rollup(id).is_some() { self.name } else { "" };
        format!("{name} {made}")
    }

    fn frame(&self, frame: Frame) -> String {
        match frame {
            Frame::Whole => "whole".to_owned(),
            Frame::Rows(table) => self.table(table),
        }
    }

    fn kind(&self, kind: &Kind) -> String {
        match kind {
            Kind::Number(number) => format!("number in {}", self.program.units.text(&number.unit)),
            Kind::Choice(id) => format!("{:?}", self.program.choice(*id)),
            Kind::Reference(table) => format!("row of {}", self.table(*table)),
            Kind::Text | Kind::YesNo | Kind::Date | Kind::Year | Kind::Unknown => format!("{kind:?}"),
        }
    }

    /// What the run sets.
    fn parameter(&self, id: ParameterId) -> String {
        let note = self.program.parameters.get(id.index());
        let set = self.outcome.inputs().parameters.get(id.index()).cloned().flatten();
        let value = set.or_else(|| note.and_then(|note| note.default.clone()));
        let of = note.map(|note| (&note.name, note.year, note.source, self.kind(&note.ty.kind)));
        format!("parameter {of:?} {value:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::compile;
    use crate::eval::{Inputs, evaluate};
    use crate::resolve::{NoLibrary, Options};
    use crate::table::Table;
    use heng_grammar::source::Source;
    use heng_grammar::span::SourceId;
    use std::sync::Arc;

    const TABLE: &str = "表 企业 { 编号: 文本 主键；税: 万元；地: 亩 > 0 }\n";

    fn program(text: &str) -> Program {
        let source = Source::new(SourceId(0), "例.heng", format!("{TABLE}{text}"));
        let compiled = compile(&heng_grammar::parse(&source).script, &NoLibrary, &Options::default());
        compiled.program.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
    }

    /// The names of the definitions of the later text that are not held to be the same.
    fn changed(earlier: &str, later: &str) -> Vec<String> {
        let (earlier, later) = (program(earlier), program(later));
        let inputs = |program: &Program| Inputs {
            tables: program.tables.iter().map(|schema| Table::empty(Arc::new(schema.clone()))).collect(),
            parameters: Vec::new(),
        };
        let (before, after) = (inputs(&earlier), inputs(&later));
        let (before, after) = (evaluate(&earlier, &before), evaluate(&later, &after));
        let unchanged = Unchanged::between(&before, &after);
        let named = (0_u32..).zip(&later.definitions);
        named
            .filter(|(at, definition)| {
                let path: Vec<&str> = definition.path.iter().map(String::as_str).collect();
                !earlier.find(&path).is_some_and(|id| unchanged.holds(id, DefinitionId(*at)))
            })
            .map(|(_, definition)| definition.name())
            .collect()
    }

    #[test]
    fn what_stands_on_a_change_is_changed_and_nothing_else() {
        let before =
            "对 企业 { 亩均 = 税 / 地；多 = 亩均 > 2 万元/亩；大 = 地 > 3 亩 }\n均 = 平均(企业.亩均)\n";
        assert!(changed(before, before).is_empty());
        let after =
            "对 企业 { 大 = 地 > 3 亩；亩均 = 税 / 地；多 = 亩均 > 3 万元/亩 }\n均 = 平均(企业.亩均)\n";
        assert_eq!(changed(before, after), ["多"]);
        let after =
            "对 企业 { 亩均 = 税 × 2 / 地；多 = 亩均 > 2 万元/亩；大 = 地 > 3 亩 }\n均 = 平均(企业.亩均)\n";
        assert_eq!(changed(before, after), ["亩均", "多", "均"]);
        let after = format!("新 = 合计(企业.税)\n{before}");
        assert_eq!(changed(before, &after), ["新"]);
    }

    #[test]
    fn the_function_the_rows_and_the_unit_count() {
        let of = |formula: &str| format!("值 = {formula}\n");
        let same = |one: &str, other: &str| changed(&of(one), &of(other)).is_empty();
        assert!(same("平均(企业.税 当 地 > 1 亩)", "平均(企业.税 当 地 > 1 亩)"));
        assert!(!same("平均(企业.税 当 地 > 1 亩)", "合计(企业.税 当 地 > 1 亩)"));
        assert!(!same("平均(企业.税 当 地 > 1 亩)", "平均(企业.税)"));
        assert!(!same("平均(企业.税)", "平均(企业.地)"));
        assert!(!same("10 亩", "10 万元"));
    }
}
