//! `:单位`: which units there are, what each is worth, and conversions between them.

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::fold::fold;
use heng_interp::number::{parse_decimal, print};
use heng_interp::program::{Unit, UnitId};
use heng_interp::unit::Units;

use super::fault;
use crate::repl::print::{Paper, Told, pairs, with_unit};

/// The answer to what was asked: nothing, a unit, a number with its unit, and `转 UNIT` behind.
///
/// # Errors
/// H1015 for an unknown unit, H1016 for one that measures something else.
pub fn units_told(units: &Units, asked: &str, paper: &Paper) -> Result<Told, Box<Diagnostic>> {
    let folded = fold(asked.trim()).into_owned();
    if folded.is_empty() {
        return Ok(Told::lines(overview(units, paper)));
    }
    let mut units = units.clone();
    let (from, to) = sides(&folded);
    let (number, written) = number_of(from);
    let unit = read(&mut units, written).ok_or_else(|| Box::new(fault::no_unit(written, &units)))?;
    if let Some(to) = to {
        let target = read(&mut units, to).ok_or_else(|| Box::new(fault::no_unit(to, &units)))?;
        let factor = units
            .conversion(&unit, &target)
            .ok_or_else(|| Box::new(fault::other_measure(&units.text(&unit), &units.text(&target))))?;
        let number = number.unwrap_or(RBig::ONE);
        let left = with_unit(&print(&number).text, &units.text(&unit));
        let answer = format!("{left} {}", said(&(number * factor), &units.text(&target)));
        return Ok(Told::lines(paper.wrapped(&answer, 0)));
    }
    Ok(Told::lines(one(&units, &unit, number.as_ref(), paper)))
}

/// What stands before and behind 转, `to`.
fn sides(text: &str) -> (&str, Option<&str>) {
    let found = text.split_once('转').or_else(|| text.split_once(" to ")).or_else(|| text.split_once("→"));
    match found {
        Some((from, to)) => (from.trim(), Some(to.trim())),
        None => (text, None),
    }
}

/// The number before a unit, if there is one.
fn number_of(text: &str) -> (Option<RBig>, &str) {
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    match parse_decimal(digits) {
        Some(number) => (Some(number), unit.trim()),
        None => (None, text),
    }
}

/// A unit as it is written: `万元/亩`, `元/(人·月)`.
fn read(units: &mut Units, written: &str) -> Option<Unit> {
    let written = written.replace(['(', ')', '（', '）', ' '], "");
    let mut parts = written.split('/');
    let mut factors: BTreeMap<UnitId, i32> = BTreeMap::new();
    let top = parts.next().unwrap_or_default();
    let products = std::iter::once((top, 1)).chain(parts.map(|part| (part, -1)));
    for (product, sign) in products {
        for name in product.split(['·', '*', '×']).filter(|name| *name != "1") {
            let id = units.intern(name)?;
            *factors.entry(id).or_insert(0) += sign;
        }
    }
    Some(Unit::of_factors(factors))
}

/// `= 15 亩`; the fraction where the decimals never end.
fn said(number: &RBig, unit: &str) -> String {
    let printed = print(number);
    if printed.terminates {
        return format!("= {}", with_unit(&printed.text, unit));
    }
    let fraction = format!("{}/{}", number.numerator(), number.denominator());
    format!("= {} ≈ {}", with_unit(&fraction, unit), with_unit(&printed.text, unit))
}

/// A unit, or an amount of it, in all others that measure the same.
fn one(units: &Units, unit: &Unit, number: Option<&RBig>, paper: &Paper) -> Vec<String> {
    let text = units.text(unit);
    let aliases: Vec<&str> = match unit.single() {
        Some(id) => {
            units.aliases.iter().filter(|(_, of)| **of == id).map(|(name, _)| name.as_str()).collect()
        }
        None => Vec::new(),
    };
    let amount = number.cloned().unwrap_or(RBig::ONE);
    let mut head = match number {
        Some(number) => with_unit(&print(number).text, &text),
        None => format!("1 {text}"),
    };
    if number.is_none() && !aliases.is_empty() {
        head.push_str(&match paper.language {
            heng_grammar::diagnostic::Language::Chinese => format!("   （也写 {}）", aliases.join("、")),
            heng_grammar::diagnostic::Language::English => format!("   (also {})", aliases.join(", ")),
        });
    }
    let mut lines = paper.wrapped(&head, 0);
    let mut same = alike(units, unit);
    same.sort_by(|a, b| a.0.cmp(&b.0));
    let own = unit.single().and_then(|id| units.get(id));
    if own.is_some_and(|own| own.whole) {
        lines.extend(paper.sentence("只能是整数", "amounts are whole", 2));
    }
    if same.is_empty() {
        lines.extend(paper.sentence("没有别的单位可以换算", "no other unit measures the same", 2));
    }
    for (factor, other) in same {
        lines.extend(paper.wrapped(&said(&(&amount * factor), &units.text(&other)), 2));
    }
    lines
}

/// The units that measure the same, and how many of them one is: of a compound one, those in which one of its parts is another.
fn alike(units: &Units, unit: &Unit) -> Vec<(RBig, Unit)> {
    let singles = || (0_u32..).map(UnitId).take(units.list.len());
    let mut found: Vec<Unit> = match unit.single() {
        Some(own) => singles().filter(|id| *id != own).map(Unit::of).collect(),
        None => Vec::new(),
    };
    let factors: BTreeMap<UnitId, i32> = unit.factors().collect();
    for (part, power) in factors.iter().filter(|_| factors.len() > 1) {
        let others = singles().filter(|id| !factors.contains_key(id));
        let others = others.filter(|id| units.same_dimension(&Unit::of(*id), &Unit::of(*part)));
        found.extend(others.map(|other| {
            let mut factors = factors.clone();
            factors.remove(part);
            factors.insert(other, *power);
            Unit::of_factors(factors)
        }));
    }
    found.into_iter().filter_map(|other| Some((units.conversion(unit, &other)?, other))).collect()
}

/// All units, by what they measure, each with what it is worth.
fn overview(units: &Units, paper: &Paper) -> Vec<String> {
    let mut groups: Vec<(BTreeMap<UnitId, i32>, Vec<UnitId>)> = Vec::new();
    for (id, unit) in (0_u32..).map(UnitId).zip(&units.list) {
        match groups.iter_mut().find(|(dimension, _)| *dimension == unit.dimension) {
            Some((_, members)) => members.push(id),
            None => groups.push((unit.dimension.clone(), vec![id])),
        }
    }
    let (alone, several): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, members)| members.len() == 1);
    let worth = |id: UnitId| {
        let unit = units.get(id)?;
        let base = Unit::of_factors(unit.dimension.clone());
        let called = (0_u32..).map(UnitId).zip(&units.list).find(|(other, named)| {
            *other != id
                && named.factor == RBig::ONE
                && named.dimension == unit.dimension
                && base.factors().any(|(_, power)| power != 1)
        });
        let base = called.map_or(base, |(other, _)| Unit::of(other));
        (unit.factor != RBig::ONE || unit.dimension != BTreeMap::from([(id, 1)]))
            .then(|| said(&unit.factor, &units.text(&base)))
    };
    let mut rows: Vec<(String, String)> = Vec::new();
    for (_, members) in &several {
        for id in members {
            rows.push((units.name(*id).to_owned(), worth(*id).unwrap_or_default()));
        }
    }
    let mut lines = paper.sentence("可以换算的单位：", "Units that convert:", 0);
    lines.extend(pairs(&rows, paper, (2, 20)));
    let plain = |whole: bool| -> String {
        let of = alone
            .iter()
            .flat_map(|(_, members)| members)
            .filter(|id| units.get(**id).is_some_and(|u| u.whole == whole));
        of.map(|id| units.name(*id)).collect::<Vec<_>>().join("、")
    };
    lines.extend(paper.sentence("各自一类的单位：", "Units of their own:", 0));
    lines.extend(paper.wrapped(&plain(false), 2));
    lines.extend(paper.sentence("只能是整数的计数单位：", "Counts, always whole:", 0));
    lines.extend(paper.wrapped(&plain(true), 2));
    lines.extend(paper.sentence(
        "前面可以加 十、百、千、万、亿：千户、亿千瓦时。",
        "十, 百, 千, 万, 亿 may stand before any: 千户, 亿千瓦时.",
        0,
    ));
    lines
}

#[cfg(test)]
mod tests {
    use heng_grammar::diagnostic::Language;

    use super::*;

    fn told(asked: &str) -> Vec<String> {
        let paper = Paper { language: Language::Chinese, width: 80, colour: false, drawn: true };
        match units_told(&Units::built_in(), asked, &paper) {
            Ok(told) => told.body,
            Err(fault) => vec![fault.code.to_string()],
        }
    }

    #[test]
    fn amounts_convert_exactly() {
        assert_eq!(told("3.5 亿元 转 万元"), ["3.5 亿元 = 35000 万元"]);
        assert_eq!(told("１００ 平方米 转 亩"), ["100 平方米 = 0.15 亩"]);
        assert_eq!(told("12 元/平方米 转 万元/亩"), ["12 元/平方米 = 0.8 万元/亩"]);
        assert_eq!(told("亩 转 元"), ["H1016"]);
        assert_eq!(told("斤"), ["H1015"]);
    }

    #[test]
    fn a_unit_is_told_in_all_that_measure_the_same() {
        let all =
            ["1 公顷   （也写 ha、hectare、hectares）", "  = 0.01 平方公里", "  = 15 亩", "  = 10000 平方米"];
        assert_eq!(told("公顷")[..4], all);
        assert_eq!(told("起"), ["1 起   （也写 case、cases）", "  只能是整数", "  没有别的单位可以换算"]);
    }
}
