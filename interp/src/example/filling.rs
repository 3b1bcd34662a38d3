//! The cells of an example: those it says, and made-up ones for those it leaves to chance.

use dashu_ratio::RBig;

use crate::chance::Chance;
use crate::compile::ExampleProgram;
use crate::eval::visit;
use crate::program::{ColumnId, Kind, Node, Program, Type};
use crate::table::{ColumnKind, ColumnRule, number_text};
use crate::value::{Absence, Date, Value};

/// A cell left to chance: the row of the example, and the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    row: usize,
    column: ColumnId,
}

/// The rows of an example with all cells that have a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Filling {
    /// Per row of the example the cells it says.
    said: Vec<Vec<(ColumnId, Value)>>,
    /// The cells left to chance, what stands there, and the plainest that could.
    chance: Vec<(Spot, Option<Value>, Option<Value>)>,
}

/// The cells that `其余列 任意` leaves to chance. Columns that the program does not read are left alone.
pub(super) fn left_to_chance(program: &Program, example: &ExampleProgram) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (row, of) in example.rows.iter().enumerate().filter(|(_, row)| row.any_other) {
        let Some(schema) = program.tables.get(of.table.index()) else { continue };
        for (at, rule) in schema.columns.iter().enumerate() {
            let Ok(column) = u32::try_from(at).map(ColumnId) else { continue };
            let said = of.cells.iter().any(|(known, _)| *known == column);
            if !said && (rule.used || rule.key) && !rule.decision {
                spots.push(Spot { row, column });
            }
        }
    }
    spots
}

impl Filling {
    /// The filling with this number. The first is the plainest: nothing where that is allowed, defaults, the smallest numbers.
    pub(super) fn numbered(program: &Program, example: &ExampleProgram, spots: &[Spot], number: u32) -> Self {
        let texts = texts_of(program);
        let chance = spots.iter().enumerate().filter_map(|(at, spot)| {
            let rule = rule_of(program, example, *spot)?;
            let maker = Maker { program, example, spot: *spot, rule, texts: &texts };
            let plain = maker.plain();
            let seed = u64::from(number) << 32 | at as u64;
            let value = if number == 0 { plain.clone() } else { maker.any(&mut Chance::new(seed)) };
            Some((*spot, value, plain))
        });
        let said = example.rows.iter().map(|row| row.cells.clone()).collect();
        Self { chance: chance.collect(), said }
    }

    /// How many cells are left to chance.
    pub(super) fn len(&self) -> usize {
        self.chance.len()
    }

    /// The same with the plainest value in one cell.
    pub(super) fn with_plain_cell(&self, at: usize) -> Self {
        let mut plainer = self.clone();
        if let Some((_, value, plain)) = plainer.chance.get_mut(at) {
            *value = plain.clone();
        }
        plainer
    }

    /// The values of a row, one for each of its columns.
    pub(super) fn row(&self, row: usize, columns: usize) -> Vec<Option<Value>> {
        let mut values = vec![None; columns];
        let said =
            self.said.get(row).into_iter().flatten().map(|(column, value)| (*column, Some(value.clone())));
        let chance = self.chance.iter().filter(|(spot, ..)| spot.row == row);
        for (column, value) in said.chain(chance.map(|(spot, value, _)| (spot.column, value.clone()))) {
            if let Some(slot) = values.get_mut(column.index()) {
                *slot = value;
            }
        }
        values
    }

    /// The cells that differ from the plainest, named and printed.
    pub(super) fn unusual(&self, program: &Program, example: &ExampleProgram) -> Vec<(String, String)> {
        let unusual = self.chance.iter().filter(|(_, value, plain)| value != plain);
        unusual
            .filter_map(|(spot, value, _)| {
                let rule = rule_of(program, example, *spot)?;
                let row = example.rows.get(spot.row)?;
                let table = program.tables.get(row.table.index())?;
                let name = format!("{}.{}", table.name, rule.name);
                Some((name, shown(program, rule, value.as_ref())))
            })
            .collect()
    }
}

fn rule_of<'p>(program: &'p Program, example: &ExampleProgram, spot: Spot) -> Option<&'p ColumnRule> {
    let row = example.rows.get(spot.row)?;
    program.tables.get(row.table.index())?.columns.get(spot.column.index())
}

fn shown(program: &Program, rule: &ColumnRule, value: Option<&Value>) -> String {
    let Some(value) = value else { return "（空）".to_owned() };
    match (value, &rule.kind) {
        (Value::Number(number), ColumnKind::Number(of)) => {
            format!("{} {}", number_text(number), of.unit).trim_end().to_owned()
        }
        (Value::Choice(member), ColumnKind::Choice(choice)) => choice.name_of(*member).to_owned(),
        _ => crate::run::value_text(program, value, &Type::present(Kind::Unknown)),
    }
}

/// The texts that the program compares with: a rule about 行业 shows itself only for the ones it names.
fn texts_of(program: &Program) -> Vec<String> {
    let mut texts = vec!["任意".to_owned()];
    let mut note = |value: &Value| {
        if let Value::Text(text) = value
            && !texts.contains(text)
        {
            texts.push(text.clone());
        }
    };
    for definition in &program.definitions {
        visit(&definition.body, &mut |node| match node {
            Node::Constant(value) => note(value),
            Node::OneOf(_, values) => values.iter().for_each(&mut note),
            _ => {}
        });
    }
    texts
}

/// Makes up values for one cell.
struct Maker<'m> {
    program: &'m Program,
    example: &'m ExampleProgram,
    spot: Spot,
    rule: &'m ColumnRule,
    texts: &'m [String],
}

impl Maker<'_> {
    /// Nothing where the column may be blank; else the plainest value it may hold.
    fn plain(&self) -> Option<Value> {
        if self.rule.key {
            return self.key();
        }
        if self.rule.optional || self.rule.default.is_some() {
            return None;
        }
        match &self.rule.kind {
            ColumnKind::Number(_) => self.numbers().into_iter().next(),
            ColumnKind::Text => Some(Value::Text("任意".to_owned())),
            ColumnKind::YesNo => Some(Value::YesNo(false)),
            ColumnKind::Date => day(2020, 1, 1),
            ColumnKind::Year => Some(Value::Year(2020)),
            ColumnKind::Choice(_) => Some(Value::Choice(0)),
            ColumnKind::Reference(target) => self.keys(*target).into_iter().next(),
        }
    }

    fn any(&self, chance: &mut Chance) -> Option<Value> {
        if self.rule.key {
            return self.key();
        }
        if (self.rule.optional || self.rule.default.is_some()) && chance.one_in(4) {
            return None;
        }
        match &self.rule.kind {
            ColumnKind::Number(_) => chance.pick(&self.numbers()).cloned(),
            ColumnKind::Text => chance.pick(self.texts).cloned().map(Value::Text),
            ColumnKind::YesNo => Some(Value::YesNo(chance.one_in(2))),
            ColumnKind::Date => {
                let start = Date::from_calendar(2017, 1, 1).map_or(0, Date::days);
                let days = i32::try_from(chance.below(8 * 365)).unwrap_or(0);
                Some(Value::Date(start + days))
            }
            ColumnKind::Year => Some(Value::Year(2016 + i32::try_from(chance.below(10)).unwrap_or(0))),
            ColumnKind::Choice(choice) => {
                u32::try_from(chance.below(choice.members.len() as u64)).ok().map(Value::Choice)
            }
            ColumnKind::Reference(target) => chance.pick(&self.keys(*target)).cloned(),
        }
    }

    /// A key no other row has.
    fn key(&self) -> Option<Value> {
        let number = self.spot.row + 1;
        match &self.rule.kind {
            ColumnKind::Number(_) => Some(Value::Number(RBig::from(u64::try_from(number).ok()?))),
            ColumnKind::Text => Some(Value::Text(format!("任意{number}"))),
            ColumnKind::Choice(_) => Some(Value::Choice(u32::try_from(self.spot.row).ok()?)),
            ColumnKind::Date => day(2020, 1, 1),
            ColumnKind::Year => Some(Value::Year(2000 + i32::try_from(number).ok()?)),
            ColumnKind::YesNo => Some(Value::YesNo(false)),
            ColumnKind::Reference(target) => self.keys(*target).into_iter().next(),
        }
    }

    /// Numbers that the column may hold: small, large, broken, negative, and those at its bounds.
    fn numbers(&self) -> Vec<Value> {
        let whole =
            ["0", "1", "2", "3", "5", "10", "37", "100", "450", "1000", "6000", "250000", "-1", "-300"];
        let broken = ["0.01", "0.5", "1.5", "7.25", "99.99", "1234.56", "-0.75"];
        let bounds = self.rule.bounds.iter().flat_map(|bound| {
            let step = RBig::from(1);
            [bound.value.clone(), &bound.value - &step, &bound.value + &step]
        });
        let parse = |text: &&str| crate::number::parse_decimal(text);
        let all = whole.iter().filter_map(parse).chain(broken.iter().filter_map(parse)).chain(bounds);
        let allowed = |value: &Value| self.rule.check(value).is_none();
        all.map(Value::Number).filter(allowed).collect()
    }

    /// The keys of the rows of a table that the example says.
    fn keys(&self, target: usize) -> Vec<Value> {
        let Some(schema) = self.program.tables.get(target) else { return Vec::new() };
        let Some(key) = schema.key_columns().next() else { return Vec::new() };
        let rows = self.example.rows.iter().filter(|row| row.table.index() == target);
        rows.filter_map(|row| {
            row.cells.iter().find(|(column, _)| column.index() == key).map(|(_, value)| value.clone())
        })
        .map(|value| match (&value, schema.columns.get(key).map(|rule| &rule.kind)) {
            (Value::Choice(member), Some(ColumnKind::Choice(of))) => {
                Value::Text(of.name_of(*member).to_owned())
            }
            _ => value,
        })
        .collect()
    }
}

fn day(year: i16, month: i8, day: i8) -> Option<Value> {
    Some(
        Date::from_calendar(year, month, day)
            .map_or(Value::Absent(Absence::Missing), |d| Value::Date(d.days())),
    )
}
