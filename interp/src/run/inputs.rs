//! What a run sets: parameters written as text.

use crate::program::{ChoiceType, Kind, ParameterNote, Program, Unit, UnitId};
use crate::table::{ChoiceRule, ColumnKind, ColumnRule, Member, NumberRule, UnitSpelling};

/// A parameter as if it were a column, so that its value is read as cells are.
pub fn parameter_rule(program: &Program, note: &ParameterNote) -> ColumnRule {
    let mut rule = ColumnRule::new(note.name.clone(), column_kind(program, &note.ty.kind));
    rule.span = note.span;
    rule
}

fn column_kind(program: &Program, kind: &Kind) -> ColumnKind {
    match kind {
        Kind::Number(number) => ColumnKind::Number(NumberRule {
            unit: program.units.text(&number.unit),
            whole: number.whole,
            spellings: spellings(program, &number.unit),
        }),
        Kind::Text | Kind::Unknown | Kind::Reference(_) => ColumnKind::Text,
        Kind::YesNo => ColumnKind::YesNo,
        Kind::Date => ColumnKind::Date,
        Kind::Year => ColumnKind::Year,
        Kind::Choice(choice) => {
            ColumnKind::Choice(program.choice(*choice).map(choice_rule).unwrap_or_default())
        }
    }
}

fn choice_rule(choice: &ChoiceType) -> ChoiceRule {
    let members = choice.members.iter().map(|name| Member { name: name.clone(), aliases: Vec::new() });
    ChoiceRule { name: choice.name.clone(), members: members.collect() }
}

/// Other units of the dimension, so that `-p 起评线=0.05亿元` is understood.
fn spellings(program: &Program, unit: &Unit) -> Vec<UnitSpelling> {
    let units = &program.units;
    let others = (0..units.list.len()).filter_map(|at| u32::try_from(at).ok()).map(|at| Unit::of(UnitId(at)));
    others
        .filter(|other| other != unit)
        .filter_map(|other| {
            Some(UnitSpelling { label: units.text(&other), factor: units.conversion(&other, unit)? })
        })
        .collect()
}
