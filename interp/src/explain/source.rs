//! What comes from outside: cells, decisions, parameters.

use super::lens::Spot;
use super::model::{Account, Cell, CellState, Decided, Fact, Parameter, Recorded, Stated};
use super::telling::Telling;
use crate::program::{ColumnId, ParameterId, ParameterSource, TableId, Type};
use crate::table::{ColumnRule, Table};
use crate::value::{Absence, Value};

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// A cell of a table, or what was decided for the row.
    pub fn column(&mut self, table: TableId, column: ColumnId, spot: &Spot<'o, 'a>) -> Fact {
        let schema = self.explainer.program.tables.get(table.index());
        let rule = schema.and_then(|schema| schema.columns.get(column.index()));
        let found = self.explainer.outcome.table(table);
        let (Some(rule), Some(found)) = (rule, found) else { return self.lost() };
        let value = found.value(spot.row, column.index());
        let ty = bare_type(rule);
        let stated = self.cell_value(&value, &ty, rule);
        let account = if rule.decision {
            Account::Decision(self.decided(rule, found, spot.row, &stated, &ty))
        } else {
            Account::Cell(Cell {
                table: self.table_name(table),
                column: rule.name.clone(),
                place: found.place(spot.row, column.index()),
                state: state(found, spot.row, column, &value),
                correction: found.correction(spot.row, column.index()).cloned(),
            })
        };
        Fact {
            name: rule.name.clone(),
            year: rule.year.as_ref().map(|year| year.year),
            elsewhere: self.elsewhere(spot.lens.frame, spot.row),
            of_whole: false,
            value: stated,
            published: None,
            span: rule.span,
            articles: rule.citations.clone(),
            doc: Vec::new(),
            account,
        }
    }

    fn lost(&self) -> Fact {
        let parameter = Parameter { source: ParameterSource::Open, default: false };
        Fact {
            name: String::new(),
            year: None,
            elsewhere: None,
            of_whole: false,
            value: Stated::None(Absence::Missing),
            published: None,
            span: None,
            articles: Vec::new(),
            doc: Vec::new(),
            account: Account::Parameter(parameter),
        }
    }

    /// Numbers carry the unit their column declares; everything else is as its type says.
    fn cell_value(&self, value: &Value, ty: &Type, rule: &ColumnRule) -> Stated {
        use crate::table::ColumnKind;
        match (value, &rule.kind, self.constant(value, ty)) {
            (_, ColumnKind::Number(number), Stated::Number(mut figure)) => {
                figure.unit.clone_from(&number.unit);
                Stated::Number(figure)
            }
            (Value::Choice(member), ColumnKind::Choice(choice), _) => {
                Stated::Member(choice.name_of(*member).to_owned())
            }
            (Value::Reference(row), ColumnKind::Reference(table), _) => {
                let table = TableId(u32::try_from(*table).unwrap_or(u32::MAX));
                Stated::Row(self.explainer.row_name(table, *row))
            }
            (_, _, stated) => stated,
        }
    }

    fn decided(&self, rule: &ColumnRule, table: &Table, row: u32, value: &Stated, ty: &Type) -> Decided {
        let key = table.key_text(row);
        let (name, year) = match &rule.year {
            Some(year) => (year.name.as_str(), Some(year.year)),
            None => (rule.name.as_str(), None),
        };
        let about = |entry: &&Recorded| {
            entry.name == name && entry.year == year && entry.subject.is_some() && entry.subject == key
        };
        let entries: Vec<Recorded> = self.explainer.decisions.iter().filter(about).cloned().collect();
        let pending =
            value.absence() == Some(Absence::Undecided) || entries.iter().any(|e| e.value.is_none());
        let default = rule.default.as_ref().map(|default| self.cell_value(default, ty, rule));
        Decided { name: rule.name.clone(), entries, default, pending }
    }

    /// What the run sets: a parameter, or a decision on the whole.
    pub fn parameter(&mut self, id: ParameterId) -> Fact {
        let explainer = self.explainer;
        let Some(note) = explainer.program.parameters.get(id.index()) else { return self.lost() };
        let set = explainer.outcome.inputs().parameters.get(id.index()).and_then(Option::as_ref);
        let value = set.or(note.default.as_ref()).cloned().unwrap_or(Value::Absent(Absence::Undecided));
        let value = self.constant(&value, &note.ty);
        let account = if note.source == ParameterSource::Decision {
            let about = |entry: &&Recorded| {
                let written =
                    entry.year.map_or_else(|| entry.name.clone(), |y| format!("{}[{y}]", entry.name));
                written == note.name && entry.subject.is_none()
            };
            let entries: Vec<Recorded> = explainer.decisions.iter().filter(about).cloned().collect();
            Account::Decision(Decided {
                name: note.name.clone(),
                pending: set.is_none()
                    && (note.default.is_none() || entries.iter().any(|e| e.value.is_none())),
                default: note.default.as_ref().map(|default| self.constant(default, &note.ty)),
                entries,
            })
        } else {
            Account::Parameter(Parameter {
                source: note.source,
                default: set.is_none() && note.default.is_some(),
            })
        };
        Fact {
            name: note.name.clone(),
            year: note.year,
            elsewhere: None,
            of_whole: true,
            value,
            published: None,
            span: note.span,
            articles: note.citations.iter().map(|c| c.article.clone()).collect(),
            doc: Vec::new(),
            account,
        }
    }
}

/// What became of a cell.
fn state(table: &Table, row: u32, column: ColumnId, value: &Value) -> CellState {
    let read_as = table.column(column.index()).is_some_and(|cells| cells.is_read_as(row as usize));
    match (value, read_as) {
        (Value::Absent(_), true) => CellState::Zero,
        (Value::Absent(_), false) => CellState::Blank,
        (_, true) => CellState::Default,
        (_, false) => CellState::Filled,
    }
}

/// Enough of the type of a column to state its values.
fn bare_type(rule: &ColumnRule) -> Type {
    use crate::program::{ChoiceId, Kind, Number};
    use crate::table::ColumnKind;
    let kind = match &rule.kind {
        ColumnKind::Number(_) => Kind::Number(Number::default()),
        ColumnKind::Text => Kind::Text,
        ColumnKind::YesNo => Kind::YesNo,
        ColumnKind::Date => Kind::Date,
        ColumnKind::Year => Kind::Year,
        ColumnKind::Choice(_) => Kind::Choice(ChoiceId(u32::MAX)),
        ColumnKind::Reference(table) => Kind::Reference(TableId(u32::try_from(*table).unwrap_or(u32::MAX))),
    };
    Type::present(kind)
}
