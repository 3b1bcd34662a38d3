//! The cases that a table leaves out or covers twice, in words: `海门区 2022年`, `从业人员 31 至 39 人`.

use dashu_ratio::RBig;

use super::super::super::Context;
use super::super::witness;
use super::{Key, Row, Table, clock, regions};
use crate::check::figure::figure;
use crate::check::region::{Piece, Region, Side, contains};
use crate::check::stretch;
use crate::program::{Kind, Range, Type};
use crate::value::{Date, Value};

/// How many values of one key a report spells out.
const SHOWN: usize = 8;

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
        let ranges = regions::line(cell)?;
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

/// The range of the first key that lies wholly outside a row: `0 至 100 分`.
pub(super) fn out_of_range(context: &Context<'_>, table: &Table<'_>, row: &Row<'_>) -> Option<String> {
    for (key, cell) in table.keys.iter().zip(&row.cells) {
        let Some(number) = key.ty.as_number() else { continue };
        let Some(ranges) = regions::line(cell) else { continue };
        let range = &number.range;
        let apart = |other: &Range| {
            let above = |low: &Option<(RBig, bool)>, high: &Option<(RBig, bool)>| match (low, high) {
                (Some((low, low_in)), Some((high, high_in))) => {
                    low > high || (low == high && !(*low_in && *high_in))
                }
                _ => false,
            };
            above(&other.lower, &range.upper) || above(&range.lower, &other.upper)
        };
        if !ranges.is_empty() && ranges.iter().all(apart) {
            let at = range.lower.as_ref().or(range.upper.as_ref())?.0.clone();
            let text = numbers(context, &key.ty, range, &at);
            return Some(format!("{}{text}", key.name));
        }
    }
    None
}

/// A region in words, without the keys of which it holds all: `海门区 2024年`, `建筑面积 ≥ 1000 m² 且 < 2000 m²，行业 = 化工`.
pub(super) fn text(
    context: &Context<'_>,
    table: &Table<'_>,
    texts: &[Vec<String>],
    region: &Region,
) -> String {
    let plain = table.keys.iter().all(|key| speaks(&key.ty));
    let sides = region.0.iter().zip(&table.keys).zip(texts);
    let parts: Vec<String> = sides
        .filter(|((side, _), _)| !side.whole)
        .map(|((side, key), texts)| side_text(context, (side, key), texts, plain))
        .collect();
    if parts.is_empty() {
        return match region.0.len() {
            0 => "…".to_owned(),
            _ => "任何情形".to_owned(),
        };
    }
    parts.join(if plain { " " } else { "，" })
}

/// One made-up key of a region that holds several.
pub(super) fn example(
    context: &Context<'_>,
    table: &Table<'_>,
    texts: &[Vec<String>],
    region: &Region,
) -> Option<String> {
    let plain = table.keys.iter().all(|key| speaks(&key.ty));
    let one = region.0.iter().map(|side| {
        let piece = side.pieces.first().map(|piece| match piece {
            Piece::Line(_, at) => {
                let end = Some((at.clone(), true));
                Piece::Line(Range { lower: end.clone(), upper: end }, at.clone())
            }
            Piece::Member(_) => piece.clone(),
        });
        Side { whole: false, pieces: piece.into_iter().collect() }
    });
    let one = Region(one.collect());
    let sides = one.0.iter().zip(&table.keys).zip(texts);
    let parts: Vec<String> =
        sides.map(|((side, key), texts)| side_text(context, (side, key), texts, plain)).collect();
    let made_up = parts.join(if plain { " " } else { "，" });
    (!parts.is_empty() && made_up != text(context, table, texts, region)).then_some(made_up)
}

fn side_text(context: &Context<'_>, (side, key): (&Side, &Key), texts: &[String], plain: bool) -> String {
    let one = |piece: &Piece| match (piece, &key.ty.kind) {
        (Piece::Member(at), Kind::Choice(id)) => {
            witness::member(context, *id, u32::try_from(*at).unwrap_or(u32::MAX))
        }
        (Piece::Member(at), Kind::YesNo) => if *at == 1 { "是" } else { "否" }.to_owned(),
        (Piece::Member(at), _) => {
            texts.get(*at).map_or("其他文本".to_owned(), |text| format!("\"{text}\""))
        }
        (Piece::Line(range, at), Kind::Year) => years(range, at),
        (Piece::Line(range, at), Kind::Date) => days(range, at),
        (Piece::Line(range, at), _) => numbers(context, &key.ty, range, at),
    };
    let mut values: Vec<String> = side.pieces.iter().take(SHOWN).map(one).collect();
    let numbers = matches!(key.ty.kind, Kind::Number(_));
    if side.pieces.len() > SHOWN {
        values.push("…".to_owned());
    }
    match (plain, numbers) {
        (true, _) => values.join("、"),
        (false, true) => format!("{}{}", key.name, values.join(" 或")),
        (false, false) => format!("{} = {}", key.name, values.join("、")),
    }
}

/// ` = 35 人`, ` 31 至 39 人`, ` ≥ 1000 m² 且 < 2000 m²`, as they follow the name of the key.
fn numbers(context: &Context<'_>, ty: &Type, range: &Range, at: &RBig) -> String {
    let range = match ty.as_number() {
        Some(number) if number.whole || context.program.units.is_count(&number.unit) => stretch::whole(range),
        _ => range.clone(),
    };
    if range.lower.is_none() && range.upper.is_none() {
        return format!(" = {}", number(context, ty, at));
    }
    stretch(context, ty, &range)
}

/// `35 人`, `80%`
fn number(context: &Context<'_>, ty: &Type, at: &RBig) -> String {
    witness::value_text(context, &Value::Number(at.clone()), ty).replace(" %", "%").replace(" ‰", "‰")
}

/// An interval that has an end, as it follows the name of its key.
pub(super) fn stretch(context: &Context<'_>, ty: &Type, range: &Range) -> String {
    format!(" {}", stretch::text(range, |at| number(context, ty, at)))
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
