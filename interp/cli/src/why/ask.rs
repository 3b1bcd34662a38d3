//! What is asked: which row, which of its values.

use heng_interp::eval::Outcome;
use heng_interp::explain::{Asked, main_values};
use heng_interp::program::{ColumnId, DefinitionId, Frame, ParameterId, Program, TableId};
use heng_interp::table::{NearKeys, Table};

use super::fault;
use crate::project::Trouble;
use crate::project::fault::unknown_table;

/// What the command line asks.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `--table`
    pub table: Option<String>,
    /// `--row`: a key or a name; values of the whole without it.
    pub row: Option<String>,
    /// `--value`: names of values; the final grade, or what is written, without any.
    pub values: Vec<String>,
}

/// What is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// A row of a table, or the whole.
    pub frame: Frame,
    /// The row; 0 of the whole.
    pub row: u32,
    /// Its values.
    pub values: Vec<Asked>,
}

/// The row and the values that are meant.
///
/// # Errors
/// H0904 for an unknown table, H0932 for a row that is not there, H0933 for a value that is not there, H0934 where several rows
/// could be meant, H0935 where a row must be named.
pub fn question(outcome: &Outcome<'_>, wanted: &Wanted) -> Result<Question, Trouble> {
    let program = outcome.program();
    let table = wanted.table.as_ref().map(|name| named_table(program, name)).transpose()?;
    let values = wanted.values.iter().map(|name| Named::of(program, name)).collect::<Result<Vec<_>, _>>()?;
    let (frame, row) = match &wanted.row {
        Some(written) => {
            let tables = candidates(program, table, &values);
            let (table, row) = find_row(outcome, &tables, written)?;
            (Frame::Rows(table), row)
        }
        None => (Frame::Whole, 0),
    };
    let values = match values.is_empty() {
        true => main_values(program, frame),
        false => chosen(program, &values, frame)?,
    };
    if values.is_empty() {
        let example = program.tables.iter().find(|t| !t.spare).map(|t| t.name.clone()).unwrap_or_default();
        return Err(Trouble::usage(match frame {
            Frame::Whole => fault::row_needed(&example, None),
            Frame::Rows(table) => fault::nothing_of(&table_name(program, table)),
        }));
    }
    Ok(Question { frame, row, values })
}

/// The values of one name: those of every year that is reported, in every frame.
struct Named {
    written: String,
    definitions: Vec<DefinitionId>,
    columns: Vec<(TableId, ColumnId)>,
    parameters: Vec<ParameterId>,
}

impl Named {
    fn of(program: &Program, written: &str) -> Result<Self, Trouble> {
        let written = written.trim().replace('．', ".").replace('［', "[").replace('］', "]");
        let ids = |fits: &dyn Fn(&heng_interp::program::Definition) -> bool| -> Vec<DefinitionId> {
            let all = (0_u32..).map(DefinitionId).zip(&program.definitions);
            all.filter(|(_, d)| fits(d)).map(|(id, _)| id).collect()
        };
        let visible = |d: &heng_interp::program::Definition| d.role != heng_interp::program::Role::Hidden;
        let reported = |d: &heng_interp::program::Definition| program.reports(d.year);
        let mut definitions = ids(&|d| d.name() == written);
        if definitions.is_empty() {
            definitions = ids(&|d| visible(d) && reported(d) && d.path.join(".") == written);
        }
        let columns = columns_named(program, &written);
        let parameters = (0_u32..).map(ParameterId).zip(&program.parameters);
        let parameters: Vec<ParameterId> =
            parameters.filter(|(_, note)| note.name == written).map(|(id, _)| id).collect();
        if definitions.is_empty() && columns.is_empty() && parameters.is_empty() {
            // The last name of a path is enough where it is the only one.
            definitions = ids(&|d| visible(d) && reported(d) && d.path.last() == Some(&written));
        }
        if definitions.is_empty() && columns.is_empty() && parameters.is_empty() {
            return Err(Trouble::usage(fault::no_value(&written, &all_names(program))));
        }
        Ok(Self { written, definitions, columns, parameters })
    }

    /// The values of this name in a frame, or of the whole.
    fn within(&self, program: &Program, frame: Frame) -> Vec<Asked> {
        let of = |wanted: Frame| {
            let own = |id: &&DefinitionId| program.definition(**id).is_some_and(|d| d.frame == wanted);
            self.definitions.iter().filter(own).map(|id| Asked::Definition(*id)).collect::<Vec<_>>()
        };
        let mut found = of(frame);
        if found.is_empty() {
            let columns = self.columns.iter().filter(|(table, _)| Frame::Rows(*table) == frame);
            found = columns.map(|(_, column)| Asked::Column(*column)).collect();
        }
        if found.is_empty() {
            found = of(Frame::Whole);
        }
        if found.is_empty() {
            found = self.parameters.iter().map(|id| Asked::Parameter(*id)).collect();
        }
        found
    }
}

fn columns_named(program: &Program, written: &str) -> Vec<(TableId, ColumnId)> {
    let mut found = Vec::new();
    for (table, schema) in (0_u32..).map(TableId).zip(&program.tables) {
        let columns = (0_u32..).map(ColumnId).zip(&schema.columns);
        found.extend(columns.filter(|(_, rule)| rule.name == written).map(|(column, _)| (table, column)));
    }
    found
}

fn all_names(program: &Program) -> Vec<String> {
    let shown = program.definitions.iter().filter(|d| d.role != heng_interp::program::Role::Hidden);
    let mut names: Vec<String> = shown.map(heng_interp::program::Definition::name).collect();
    names.extend(program.tables.iter().flat_map(|t| &t.columns).map(|rule| rule.name.clone()));
    names.extend(program.parameters.iter().map(|note| note.name.clone()));
    names
}

fn chosen(program: &Program, values: &[Named], frame: Frame) -> Result<Vec<Asked>, Trouble> {
    let mut asked = Vec::new();
    for named in values {
        let found = named.within(program, frame);
        if found.is_empty() {
            return Err(Trouble::usage(match frame {
                Frame::Whole => {
                    let of = tables_of(program, named).first().map(|table| table_name(program, *table));
                    fault::row_needed(&of.unwrap_or_default(), Some(&named.written))
                }
                Frame::Rows(table) => {
                    let of = tables_of(program, named).first().map(|table| table_name(program, *table));
                    fault::value_elsewhere(
                        &named.written,
                        &table_name(program, table),
                        &of.unwrap_or_default(),
                    )
                }
            }));
        }
        asked.extend(found.into_iter().filter(|one| !asked.contains(one)).collect::<Vec<_>>());
    }
    Ok(asked)
}

/// The tables for whose rows a value is there.
fn tables_of(program: &Program, named: &Named) -> Vec<TableId> {
    let frames = named.definitions.iter().filter_map(|id| program.definition(*id)).map(|d| d.frame);
    let mut tables: Vec<TableId> = frames
        .filter_map(|frame| match frame {
            Frame::Rows(table) => Some(table),
            Frame::Whole => None,
        })
        .collect();
    tables.extend(named.columns.iter().map(|(table, _)| *table));
    tables.sort();
    tables.dedup();
    tables
}

fn named_table(program: &Program, name: &str) -> Result<TableId, Trouble> {
    program.table(name).ok_or_else(|| {
        let names: Vec<&str> = program.tables.iter().map(|table| table.name.as_str()).collect();
        Trouble::usage(unknown_table(name, &names))
    })
}

fn table_name(program: &Program, table: TableId) -> String {
    program.tables.get(table.index()).map(|schema| schema.name.clone()).unwrap_or_default()
}

/// The tables in which the row is sought: the one named, else those the values are of, else those with results first.
fn candidates(program: &Program, table: Option<TableId>, values: &[Named]) -> Vec<Vec<TableId>> {
    if let Some(table) = table {
        return vec![vec![table]];
    }
    let mut of_values: Vec<TableId> = values.iter().flat_map(|named| tables_of(program, named)).collect();
    of_values.sort();
    of_values.dedup();
    if !of_values.is_empty() {
        return vec![of_values];
    }
    let all = (0_u32..).map(TableId).take(program.tables.len());
    let (with, without): (Vec<_>, Vec<_>) =
        all.partition(|table| !main_values(program, Frame::Rows(*table)).is_empty());
    vec![with, without]
}

/// The row with this key; else the row with this name, or the only one whose name holds it.
fn find_row(
    outcome: &Outcome<'_>,
    tables: &[Vec<TableId>],
    written: &str,
) -> Result<(TableId, u32), Trouble> {
    let written = written.trim();
    let ways: [fn(&Table, &str) -> Vec<u32>; 3] = [by_key, by_name, by_part];
    for find in ways {
        for level in tables {
            let mut found = Vec::new();
            for id in level {
                let Some(table) = outcome.table(*id) else { continue };
                found.extend(find(table, written).into_iter().map(|row| (*id, row)));
            }
            match found.as_slice() {
                [] => {}
                [one] => return Ok(*one),
                many => return Err(Trouble::usage(fault::several_rows(written, &described(outcome, many)))),
            }
        }
    }
    let first = tables.iter().flatten().find_map(|id| outcome.table(*id));
    let near = first.and_then(|table| NearKeys::default().find(table, written));
    let name = first.map(|table| table.schema().name.clone()).unwrap_or_default();
    Err(Trouble::usage(fault::no_row(&name, written, near)))
}

fn by_key(table: &Table, written: &str) -> Vec<u32> {
    let by_text = || (0..table.rows()).find(|row| table.key_text(*row).as_deref() == Some(written));
    table.find_written(written).or_else(by_text).into_iter().collect()
}

fn by_name(table: &Table, written: &str) -> Vec<u32> {
    (0..table.rows()).filter(|row| table.name_text(*row) == Some(written)).collect()
}

fn by_part(table: &Table, written: &str) -> Vec<u32> {
    if written.chars().count() < 2 {
        return Vec::new();
    }
    let holds = |row: &u32| {
        table.name_text(*row).is_some_and(|name| name.contains(written))
            || table.key_text(*row).is_some_and(|key| key.contains(written))
    };
    (0..table.rows()).filter(holds).collect()
}

/// Table and row, for the message that several could be meant.
fn described(outcome: &Outcome<'_>, rows: &[(TableId, u32)]) -> Vec<(String, String)> {
    let said = rows.iter().filter_map(|(id, row)| {
        let table = outcome.table(*id)?;
        let key = table.key_and_name(*row).unwrap_or_else(|| format!("#{}", row + 1));
        Some((table.schema().name.clone(), key))
    });
    said.collect()
}
