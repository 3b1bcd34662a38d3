//! Looking at nodes for a batch of rows, each node once.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::model::{Figure, RowName, Stated};
use crate::eval::{Outcome, Values};
use crate::number::Printed;
use crate::program::{ColumnId, Core, DefinitionId, Frame, Kind, Node, Program, TableId, Type};
use crate::value::{Absence, Date, Value};

/// Some rows of a frame, and what has been seen of them.
pub(super) struct Lens<'o, 'a> {
    outcome: &'o Outcome<'a>,
    pub frame: Frame,
    rows: Vec<u32>,
    index: BTreeMap<u32, usize>,
    seen: RefCell<BTreeMap<Key, Rc<Seen<'o, 'a>>>>,
}

/// What was looked at. The same column or definition is often asked for by many nodes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Definition(DefinitionId),
    Column(ColumnId),
    Node(usize),
    /// Made for the purpose: from which node, and whether its value is asked for.
    Made(usize, bool),
}

/// One row of a lens.
#[derive(Clone)]
pub(super) struct Spot<'o, 'a> {
    pub lens: Rc<Lens<'o, 'a>>,
    /// Its position in the lens.
    pub at: usize,
    pub row: u32,
}

/// The values of a node for all rows of a lens; digits are made when one row asks, for all.
pub(super) struct Seen<'o, 'a> {
    pub values: Values<'o, 'a>,
    ty: Type,
    unit: String,
    printed: OnceCell<Vec<Option<Printed>>>,
    fixed: RefCell<BTreeMap<u32, Rc<Vec<Option<String>>>>>,
}

impl<'o, 'a> Lens<'o, 'a> {
    pub fn new(outcome: &'o Outcome<'a>, frame: Frame, rows: Vec<u32>) -> Self {
        let index = rows.iter().enumerate().map(|(at, row)| (*row, at)).collect();
        Self { outcome, frame, rows, index, seen: RefCell::default() }
    }

    pub fn position(&self, row: u32) -> Option<usize> {
        self.index.get(&row).copied()
    }

    /// The values of a node of the program.
    pub fn see(&self, core: &'a Core, within: Option<DefinitionId>) -> Rc<Seen<'o, 'a>> {
        let key = self.key(core, within);
        if let Some(seen) = self.seen.borrow().get(&key) {
            return Rc::clone(seen);
        }
        let values = match key {
            Key::Definition(id) => self.outcome.values(id, &self.rows),
            Key::Column(_) | Key::Node(_) | Key::Made(..) => {
                self.outcome.look(core, within, self.frame, &self.rows)
            }
        };
        let seen = Rc::new(Seen::new(self.outcome.program(), values, &core.ty));
        self.seen.borrow_mut().insert(key, Rc::clone(&seen));
        seen
    }

    /// A node of the program by its address, which stays where it is as long as the program is borrowed; the body of a definition by
    /// the definition, whose values are stored.
    fn key(&self, core: &'a Core, within: Option<DefinitionId>) -> Key {
        let program = self.outcome.program();
        let is_body = |id: &DefinitionId| {
            program.definition(*id).is_some_and(|d| std::ptr::eq(&raw const d.body, core))
        };
        if let Some(id) = within.filter(is_body) {
            return Key::Definition(id);
        }
        match core.node.as_ref() {
            Node::Definition(id) if program.definition(*id).is_some_and(|d| d.frame == self.frame) => {
                Key::Definition(*id)
            }
            Node::Column(column) => Key::Column(*column),
            node => Key::Node(std::ptr::from_ref(node).addr()),
        }
    }

    /// The values of a count that was made from the aggregate at an address, once.
    pub fn evaluate_once(&self, address: usize, core: &Core) -> Rc<Seen<'o, 'a>> {
        let of_values = matches!(core.node.as_ref(), Node::Aggregate(aggregate) if aggregate.value.is_some());
        let key = Key::Made(address, of_values);
        if let Some(seen) = self.seen.borrow().get(&key) {
            return Rc::clone(seen);
        }
        let seen = Rc::new(self.evaluate(core));
        self.seen.borrow_mut().insert(key, Rc::clone(&seen));
        seen
    }

    /// The values of an expression made for the purpose.
    pub fn evaluate(&self, core: &Core) -> Seen<'o, 'a> {
        Seen::new(self.outcome.program(), self.outcome.evaluate(core, self.frame, &self.rows), &core.ty)
    }
}

impl<'o, 'a> Seen<'o, 'a> {
    pub fn new(program: &Program, values: Values<'o, 'a>, ty: &Type) -> Self {
        let unit = ty.unit().map(|unit| program.units.text(unit)).unwrap_or_default();
        Self { values, ty: ty.clone(), unit, printed: OnceCell::new(), fixed: RefCell::default() }
    }

    pub fn absence(&self, at: usize) -> Option<Absence> {
        self.values.absence(at)
    }

    pub fn yes_no(&self, at: usize) -> Result<bool, Absence> {
        self.values.yes_no(at)
    }

    /// A place, a count.
    pub fn whole_number(&self, at: usize) -> Option<i64> {
        match self.values.value(at) {
            Value::Number(number) => i64::try_from(number.numerator().clone()).ok(),
            _ => None,
        }
    }

    /// The value at a position, as it is stated.
    pub fn stated(&self, program: &Program, at: usize, name_of: impl Fn(TableId, u32) -> RowName) -> Stated {
        if let Some(why) = self.values.absence(at) {
            return Stated::None(why);
        }
        if let Kind::Number(_) = self.ty.kind {
            return self.figure(at).map_or(Stated::None(Absence::Missing), Stated::Number);
        }
        state(program, &self.values.value(at), &self.ty, name_of)
    }

    fn figure(&self, at: usize) -> Option<Figure> {
        let printed = self.printed.get_or_init(|| self.values.printed());
        let printed = printed.get(at)?.as_ref()?;
        let full = printed.text.clone();
        let short = match printed.terminates && decimals(&full) <= FULL_DECIMALS {
            true => full.clone(),
            false => self.fixed(at, reading_decimals(&full)).unwrap_or_else(|| full.clone()),
        };
        Some(Figure { short, full, ends: printed.terminates, unit: self.unit.clone() })
    }

    /// The number with so many decimals.
    pub fn fixed(&self, at: usize, places: u32) -> Option<String> {
        let known = self.fixed.borrow().get(&places).map(Rc::clone);
        let column = known.unwrap_or_else(|| {
            let column = Rc::new(self.values.fixed(places));
            self.fixed.borrow_mut().insert(places, Rc::clone(&column));
            column
        });
        column.get(at)?.clone()
    }
}

/// Numbers with no more decimals are read in full.
const FULL_DECIMALS: usize = 6;
/// So many decimals are read of a number above one that has more; of one below, so many after its leading zeros.
const READ_DECIMALS: u32 = 4;
const MOST_DECIMALS: u32 = 12;

fn decimals(digits: &str) -> usize {
    digits.split_once('.').map_or(0, |(_, after)| after.len())
}

fn reading_decimals(digits: &str) -> u32 {
    let (whole, after) = digits.trim_start_matches('-').split_once('.').unwrap_or((digits, ""));
    let zeros = if whole == "0" { after.chars().take_while(|c| *c == '0').count() } else { 0 };
    (READ_DECIMALS + u32::try_from(zeros).unwrap_or(MOST_DECIMALS)).min(MOST_DECIMALS)
}

/// A value of a type, as it is stated.
pub(super) fn state(
    program: &Program,
    value: &Value,
    ty: &Type,
    name_of: impl Fn(TableId, u32) -> RowName,
) -> Stated {
    match (value, &ty.kind) {
        (Value::Number(number), _) => {
            let printed = crate::number::print(number);
            let short = match printed.terminates && decimals(&printed.text) <= FULL_DECIMALS {
                true => printed.text.clone(),
                false => crate::number::print_fixed(number, reading_decimals(&printed.text)),
            };
            let unit = ty.unit().map(|unit| program.units.text(unit)).unwrap_or_default();
            Stated::Number(Figure { short, full: printed.text, ends: printed.terminates, unit })
        }
        (Value::Text(text), _) => Stated::Text(text.clone()),
        (Value::YesNo(answer), _) => Stated::YesNo(*answer),
        (Value::Date(days), _) => Date::from_days(*days).map_or(Stated::None(Absence::Missing), Stated::Date),
        (Value::Year(year), _) => Stated::Year(*year),
        (Value::Choice(member), Kind::Choice(choice)) => {
            let members = program.choice(*choice).map(|c| c.members.as_slice()).unwrap_or_default();
            Stated::Member(members.get(*member as usize).cloned().unwrap_or_default())
        }
        (Value::Choice(member), _) => Stated::Member(member.to_string()),
        (Value::Reference(row), Kind::Reference(table)) => Stated::Row(name_of(*table, *row)),
        (Value::Reference(row), _) => Stated::Text(row.to_string()),
        (Value::Absent(why), _) => Stated::None(*why),
    }
}
