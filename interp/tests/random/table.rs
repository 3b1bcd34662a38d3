//! Tables whose numbers meet: equal quotients in many spellings, halves of a rounding step and their neighbours in the thirtieth digit,
//! numbers at the ends of what floats hold and beyond, zeros and gaps.

use std::sync::Arc;

use dashu_int::IBig;
use dashu_ratio::RBig;
use heng_interp::eval::Inputs;
use heng_interp::table::{
    Cell, ColumnKind, ColumnRule, Decimal, NumberRule, Origin, Schema, TableBuilder, link,
};
use heng_interp::value::{Absence, Value};

use super::Dice;
use super::short::digits;

/// Decimals of up to three places.
pub const SMALL: u32 = 1;
/// Whole numbers from 1 to 60, now and then 0 or blank: what is divided by.
pub const DIVISOR: u32 = 2;
/// Often a multiple of the divisor.
pub const MULTIPLE: u32 = 3;
/// Thirds, sevenths and half cents, some a 10⁻³⁰ beside.
pub const NEAR: u32 = 4;
/// From 10⁻³²⁰ to 10³²⁰.
pub const EXTREME: u32 = 5;
/// Amounts in cents.
pub const MONEY: u32 = 6;
/// Zero, blank, not applicable, or small.
pub const GAPS: u32 = 7;
/// Yes or no.
pub const FLAG: u32 = 8;
/// A text of five.
pub const TRADE: u32 = 9;
/// A row of the other table.
pub const TOWN: u32 = 10;

/// How many rows the other table has.
const TOWNS: u32 = 40;

/// The columns of both tables.
pub fn schemas() -> Vec<Schema> {
    let number = || ColumnKind::Number(NumberRule::default());
    let schema = |name: &str, kinds: Vec<ColumnKind>| {
        let rule = |(at, kind)| {
            let mut rule = ColumnRule::new(format!("c{at}"), kind);
            (rule.key, rule.optional) = (at == 0, at != 0);
            rule
        };
        Schema {
            name: name.into(),
            columns: kinds.into_iter().enumerate().map(rule).collect(),
            ..Schema::default()
        }
    };
    let mut firms = vec![ColumnKind::Text];
    firms.extend((SMALL..=GAPS).map(|_| number()));
    firms.extend([ColumnKind::YesNo, ColumnKind::Text, ColumnKind::Reference(1)]);
    vec![schema("企业", firms), schema("镇", vec![ColumnKind::Text, number()])]
}

/// So many rows; each part of a long table is one of its own.
pub fn tables(seed: u64, part: u64, rows: u32) -> Inputs {
    let mut dice = Dice::new(seed, part);
    let [firms, towns] = schemas().try_into().expect("two tables");
    let mut table = TableBuilder::new(Arc::new(firms), Origin::default());
    for row in 0..rows {
        let cells = firm(&mut dice, row);
        table.push_row(row + 2, |column| Ok(cells[column].clone()));
    }
    let mut other = TableBuilder::new(Arc::new(towns), Origin::default());
    for row in 0..TOWNS {
        let cells = [Cell::Text(format!("T{row}").into()), near(&mut dice)];
        other.push_row(row + 2, |column| Ok(cells[column].clone()));
    }
    let (tables, faults) = link(vec![table.finish(), other.finish()]);
    assert!(faults.is_empty(), "{faults:?}");
    Inputs { tables, parameters: vec![Some(Value::Number(digits("1/7")))] }
}

fn decimal(mantissa: i64, scale: u32) -> Cell<'static> {
    Cell::Decimal(Decimal { mantissa, scale })
}

fn firm(dice: &mut Dice, row: u32) -> Vec<Cell<'static>> {
    let small = |dice: &mut Dice| decimal(dice.between(-500, 500), dice.below(4));
    let divisor = dice.between(1, 60);
    let multiple = if dice.one_in(2) { divisor * dice.between(-3, 7) } else { dice.between(-40, 400) };
    let odd = dice.below(24);
    vec![
        Cell::Text(format!("E{row:07}").into()),
        small(dice),
        if odd == 0 { Cell::Blank } else { decimal(if odd == 1 { 0 } else { divisor }, 0) },
        decimal(multiple, 0),
        near(dice),
        extreme(dice),
        decimal(dice.between(-9_999, 2_000_000_000), 2),
        match dice.below(6) {
            0 => Cell::Blank,
            1 => Cell::Absent(Absence::NotApplicable),
            2 | 3 => decimal(0, 0),
            _ => small(dice),
        },
        if dice.one_in(20) { Cell::Blank } else { Cell::YesNo(dice.one_in(3)) },
        Cell::Text(dice.pick(&["甲", "乙", "丙", "丁", "戊"]).into()),
        Cell::Text(format!("T{}", dice.below(TOWNS)).into()),
    ]
}

/// A fraction that everybody meets, or the one a 10⁻³⁰ beside it.
fn near(dice: &mut Dice) -> Cell<'static> {
    let below = dice.pick(&[3, 7, 200, 2, 1, 6]);
    let aside = dice.pick(&[0, 0, 0, 1, -1]);
    let step = RBig::from_parts(IBig::from(aside), IBig::from(10).pow(30).try_into().expect("positive"));
    Cell::Exact(RBig::from_parts(dice.between(-40, 400).into(), dashu_int::UBig::from(below as u32)) + step)
}

fn extreme(dice: &mut Dice) -> Cell<'static> {
    let power = RBig::from(IBig::from(10).pow(dice.below(321) as usize));
    let number = RBig::from(dice.between(-9, 9));
    Cell::Exact(if dice.one_in(2) { number / power } else { number * power })
}
