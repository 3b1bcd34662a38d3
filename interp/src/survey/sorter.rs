//! What sorts the rows of a table into groups: columns of the data, and texts and choices that are computed for each row.

use heng_grammar::span::Span;

use super::ask::{Ask, read};
use crate::program::{
    Block, ChoiceId, ColumnId, Core, Definition, DefinitionId, Frame, Kind, Node, Program, Role, Type,
};
use crate::run::value_text;
use crate::table::{ColumnKind, Schema, Table};

/// A column or a computed text.
pub(super) struct Sorter {
    /// Its name.
    pub name: String,
    /// Rows with equal values have equal keys.
    pub key: Core,
    /// The value of each row asked about; empty where it has none.
    pub texts: Vec<String>,
}

/// Everything that may sort the rows, in the order of the columns, then of the definitions.
pub(super) fn sorters(ask: Ask<'_, '_>, table: &Table, rows: &[u32]) -> Vec<Sorter> {
    let program = ask.program();
    let columns = (0..table.schema().columns.len()).filter(|at| sorts(table.schema(), *at));
    let columns = columns.filter_map(|at| {
        Some(Sorter {
            name: table.schema().columns.get(at)?.name.clone(),
            key: column_key(program, table.schema(), at)?,
            texts: rows.iter().map(|row| table.cell_text(*row, at)).collect(),
        })
    });
    let computed = (0_u32..).map(DefinitionId).zip(&program.definitions);
    let computed = computed.filter(|(id, definition)| is_sorter(ask, table, *id, definition));
    let computed = computed.filter_map(|(id, definition)| {
        let key = read(program, id)?;
        let values = ask.values(&key, rows);
        let text = |at: usize| {
            let text = value_text(program, &values.value(at), &key.ty);
            if values.absence(at).is_some() {
                String::new()
            } else {
                text.trim_matches(['「', '」']).to_owned()
            }
        };
        Some(Sorter { name: definition.name(), texts: (0..rows.len()).map(text).collect(), key })
    });
    columns.chain(computed).collect()
}

/// Whether a column may sort rows: a text or a choice of the data that is neither the key nor a name.
fn sorts(schema: &Schema, column: usize) -> bool {
    let Some(rule) = schema.columns.get(column) else { return false };
    let kind = matches!(rule.kind, ColumnKind::Text | ColumnKind::Choice(_));
    kind && schema.reads(column) && !rule.key && schema.name_column() != Some(column)
}

fn column_key(program: &Program, schema: &Schema, column: usize) -> Option<Core> {
    let kind = match &schema.columns.get(column)?.kind {
        ColumnKind::Choice(rule) => {
            let at = program.choices.iter().position(|choice| choice.name == rule.name)?;
            Kind::Choice(ChoiceId(u32::try_from(at).ok()?))
        }
        _ => Kind::Text,
    };
    let id = ColumnId(u32::try_from(column).ok()?);
    Some(Core::new(Node::Column(id), Type::present(kind).or_absent(true), Span::default()))
}

/// Whether a definition may sort rows: a text or a choice of theirs that is written, or a column of a table that is made; not a grade.
fn is_sorter(ask: Ask<'_, '_>, table: &Table, id: DefinitionId, definition: &Definition) -> bool {
    let program = ask.program();
    let kind = matches!(definition.body.ty.kind, Kind::Text | Kind::Choice(_));
    let own = definition.frame == Frame::Rows(ask.table) && program.reports(definition.year);
    let shown = || {
        let mut columns = program.outputs.iter().flat_map(|output| &output.columns);
        columns.any(|column| matches!(&*column.value.node, Node::Definition(of) if *of == id))
    };
    let graded = || {
        program.blocks.iter().any(|block| match block {
            Block::Band(block) => block.result.definition == id,
            Block::Adjust(block) => block.result.definition == id,
            Block::Classify(block) => block.result.definition == id,
            _ => false,
        })
    };
    kind && own && definition.role != Role::Hidden && (table.schema().made || shown()) && !graded()
}
