//! The cases that a table leaves out or covers twice, in words: `海门区 2022年`, `从业人员 = 35 人`.

use dashu_ratio::RBig;

use super::super::super::Context;
use super::super::witness;
use super::{Key, Row, Table, clock, survey};
use crate::check::figure::figure;
use crate::check::region::{Piece, contains};
use crate::program::{Kind, Range, Type};
use crate::value::{Date, Value};

/// How many cases a report spells out.
const SHOWN: usize = 6;

/// The first and the last value of a key of which all values are known: 年度, where the policy has an axis.
pub(super) fn axis_of(context: &Context<'_>, key: &Key) -> Option<(i32, i32)> {
    let axis = context.program.axis.filter(|_| key.on_axis)?;
    match key.ty.kind {
        Kind::Year => Some((axis.first, axis.last)),
        Kind::Date => Some((clock::start_of(axis.first)?, clock::end_of(axis.last)?)),
        _ => None,
    }
}

/// The years of the axis, where a row speaks of others only.
pub(super) fn beyond_axis(context: &Context<'_>, table: &Table<'_>, row: &Row<'_>) -> Option<String> {
    for (key, cell) in table.keys.iter().zip(&row.cells) {
        let Some((first, last)) = axis_of(context, key) else { continue };
        let axis = Range { lower: Some((RBig::from(first), true)), upper: Some((RBig::from(last), true)) };
        let ranges = survey::line(cell)?;
        let meets = |range: &Range| {
            let below = |end: &Option<(RBig, bool)>| end.as_ref().is_some_and(|(at, _)| contains(&axis, at));
            below(&range.lower)
                || below(&range.upper)
                || contains(range, &RBig::from(first))
                || contains(range, &RBig::from(last))
        };
        if !ranges.is_empty() && !ranges.iter().any(meets) {
            let axis = context.program.axis?;
            return Some(clock::years_text(Some(axis.first), Some(axis.last)));
        }
    }
    None
}

/// Cases side by side; stretches of years or days that follow each other are one.
pub(super) fn texts(
    context: &Context<'_>,
    table: &Table<'_>,
    texts: &[Vec<String>],
    cases: &[Vec<Piece>],
) -> Vec<String> {
    let mut joined: Vec<Vec<Piece>> = Vec::new();
    for case in cases {
        match joined.last().and_then(|last| follows(last, case)) {
            Some(both) => {
                joined.pop();
                joined.push(both);
            }
            None => joined.push(case.clone()),
        }
    }
    joined.iter().take(SHOWN).map(|case| text(context, table, texts, case)).collect()
}

/// Two cases as one, where only their last key differs, a stretch that the second goes on with.
fn follows(first: &[Piece], second: &[Piece]) -> Option<Vec<Piece>> {
    let (Some((Piece::Line(a, at), front)), Some((Piece::Line(b, _), other))) =
        (first.split_last(), second.split_last())
    else {
        return None;
    };
    let (end, end_in) = a.upper.as_ref()?;
    let (start, start_in) = b.lower.as_ref()?;
    let next = *end_in && *start_in && &(end + RBig::ONE) == start;
    if front != other || !(end == start || next) {
        return None;
    }
    let both = Range { lower: a.lower.clone(), upper: b.upper.clone() };
    Some(front.iter().cloned().chain([Piece::Line(both, at.clone())]).collect())
}

/// `海门区 2024年`: what speaks for itself without the name of its key, the rest as `从业人员 = 35 人`.
pub(super) fn text(
    context: &Context<'_>,
    table: &Table<'_>,
    texts: &[Vec<String>],
    pieces: &[Piece],
) -> String {
    let one = |((piece, key), texts): ((&Piece, &Key), &Vec<String>)| match (piece, &key.ty.kind) {
        (Piece::Member(at), Kind::Choice(id)) => {
            witness::member(context, *id, u32::try_from(*at).unwrap_or(u32::MAX))
        }
        (Piece::Line(range, at), Kind::Year) => years(range, at),
        (Piece::Line(range, at), Kind::Date) => days(range, at),
        (Piece::Member(at), Kind::YesNo) => {
            format!("{} = {}", key.name, if *at == 1 { "是" } else { "否" })
        }
        (Piece::Member(at), _) => {
            let text = texts.get(*at).map_or("其他文本".to_owned(), |text| format!("\"{text}\""));
            format!("{} = {text}", key.name)
        }
        (Piece::Line(_, at), _) => {
            let value = Value::Number(at.clone());
            format!("{} = {}", key.name, witness::value_text(context, &value, &key.ty))
        }
    };
    let parts: Vec<String> = pieces.iter().zip(&table.keys).zip(texts).map(one).collect();
    let plain = table.keys.iter().all(|key| speaks(&key.ty));
    parts.join(if plain { " " } else { "，" })
}

/// Whether a value of the type is known for what it is without the name of its key.
fn speaks(ty: &Type) -> bool {
    matches!(ty.kind, Kind::Choice(_) | Kind::Year | Kind::Date)
}

fn whole(at: &RBig) -> Option<i32> {
    i32::try_from(at.clone().trunc()).ok()
}

/// The whole numbers of a range: its first and its last.
fn ends(range: &Range) -> (Option<i32>, Option<i32>) {
    let end = |end: &Option<(RBig, bool)>, inward: i32| {
        let (at, closed) = end.as_ref()?;
        Some(whole(at)? + if *closed { 0 } else { inward })
    };
    (end(&range.lower, 1), end(&range.upper, -1))
}

fn years(range: &Range, at: &RBig) -> String {
    match ends(range) {
        (None, None) => format!("{}年", figure(at)),
        (first, last) => clock::years_text(first, last),
    }
}

fn days(range: &Range, at: &RBig) -> String {
    let day = |day: i32| Date::from_days(day).map_or_else(String::new, |day| day.to_string());
    match ends(range) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("{} 至 {}", day(first), day(last)),
        (Some(first), None) => format!("{} 起", day(first)),
        (None, Some(last)) => format!("{} 及以前", day(last)),
        (None, None) => whole(at).map_or_else(|| figure(at), day),
    }
}
