//! Tables made from other tables (归并): their rows, and to which of them each row of the base belongs.

use std::sync::Arc;

use super::aggregate::Key;
use super::column::{Cells, Column};
use super::fault::{BrokenRule, Fault};
use super::plan::Plan;
use super::run::Run;
use super::scope::Scope;
use super::vector::Vector;
use super::walk::Walker;
use crate::program::{Core, Frame, Kind, Node, Rollup, TableId, Type};
use crate::table::Table;
use crate::value::{Absence, Value};

/// A table that was made, and whose members its rows have.
pub(super) struct Made {
    /// A row a key, in the order of the keys, so that the order of the base's rows never shows.
    pub table: Table,
    /// Per row of the base its row here, or why it has none.
    pub units: Vec<Result<u32, Absence>>,
}

impl Made {
    /// Puts the rows of the base together. The key has been evaluated: the program's order sees to it.
    pub fn new(run: &Run<'_>, rollup: &Rollup) -> Option<Self> {
        let schema = run.program.tables.get(rollup.table.index())?;
        let key_type = run.program.definition(rollup.key)?.body.ty.clone();
        let frame = Frame::Rows(rollup.from);
        let plan = Plan::default();
        let walker = Walker::extra(run, &plan);
        let key = Core::new(Node::Definition(rollup.key), key_type.clone(), rollup.span);
        let found = walker.keys(std::iter::once(&key), &Scope::part(frame, 0, run.rows(frame)));
        let mut sorted: Vec<(&[Key<'_>], usize)> = found.keys.iter().map(Vec::as_slice).zip(0..).collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        for (place, (_, number)) in (0_u32..).zip(&sorted) {
            if let Some(slot) = places.get_mut(*number) {
                *slot = place;
            }
        }
        let keys: Vec<Value> = sorted.iter().map(|(key, _)| value(key, &key_type)).collect();
        let place = |number: u32| places.get(number as usize).copied().ok_or(Absence::Missing);
        let units = found.rows.iter().map(|number| number.and_then(place)).collect();
        let said = run.inputs.tables.get(rollup.table.index()).filter(|said| said.rows() > 0);
        let table = Table::of_keys(&Arc::new(schema.clone()), &keys, said);
        note_strangers(run, rollup, said, &table);
        Some(Self { table, units })
    }
}

fn value(key: &[Key<'_>], ty: &Type) -> Value {
    match (key.first(), &ty.kind) {
        (Some(Key::Number(n)), _) => Value::Number(n.to_rational()),
        (Some(Key::Text(t)), _) => Value::Text(t.to_string()),
        (Some(Key::YesNo(b)), _) => Value::YesNo(*b),
        (Some(Key::Whole(n)), Kind::Date) => Value::Date(*n),
        (Some(Key::Whole(n)), Kind::Year) => Value::Year(*n),
        (Some(Key::Whole(n)), _) => Value::Choice(u32::try_from(*n).unwrap_or(0)),
        (None, _) => Value::Absent(Absence::Missing),
    }
}

/// Rows that the register or an example speaks of, and that no member makes.
fn note_strangers(run: &Run<'_>, rollup: &Rollup, said: Option<&Table>, table: &Table) {
    let Some((said, key)) = said.and_then(|said| Some((said, said.schema().key_columns().next()?))) else {
        return;
    };
    for row in 0..said.rows() {
        let value = said.value(row, key);
        if table.find(&value).is_none() {
            let (rule, frame) = (BrokenRule::NoUnit, Frame::Rows(rollup.table));
            run.faults.add(Fault { rule, definition: None, frame, row, value });
        }
    }
}

impl Run<'_> {
    /// The row of `to` to which a row of `from` belongs, where `to` is made from `from`, if need be over other tables.
    pub fn unit(&self, from: TableId, to: TableId, row: u32) -> Result<u32, Absence> {
        if from == to {
            return Ok(row);
        }
        let base = self.program.rollup(to).map(|rollup| rollup.from).ok_or(Absence::Missing)?;
        let row = self.unit(from, base, row)?;
        let made = self.made(to).ok_or(Absence::Missing)?;
        made.units.get(row as usize).copied().unwrap_or(Err(Absence::Missing))
    }
}

impl<'a> Walker<'_, 'a> {
    /// `评价单元`: the unit each row belongs to.
    pub fn unit_of(&self, table: TableId, scope: &Scope) -> Column<'a> {
        let Some(from) = scope.table() else { return Column::absent(Absence::Missing) };
        let units: Vec<Result<u32, Absence>> =
            scope.rows().map(|row| self.run.unit(from, table, row)).collect();
        let rows = units.iter().map(|u| u.ok().and_then(|r| i32::try_from(r).ok()).unwrap_or(0)).collect();
        let all_there = units.iter().all(Result::is_ok);
        let absences = if all_there { Vector::default() } else { units.iter().map(|u| u.err()).collect() };
        Column { cells: Cells::Whole(rows), absences }
    }
}
