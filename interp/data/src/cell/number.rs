//! Numbers as people write them into tables: `1,234.50`, `（1234）`, `￥12`, `３５％`, `100万元`.

use dashu_int::IBig;
use dashu_ratio::RBig;
use heng_interp::table::{Cell, ColumnRule, Decimal, MAX_SCALE, NumberRule, power_of_ten};

use super::{CellResult, fault, float};
use crate::fold::{comparable, fold};
use crate::raw::Raw;

/// Reads a cell of a column of numbers.
pub fn read<'a>(rule: &ColumnRule, number: &NumberRule, raw: &Raw<'a>) -> CellResult<'a> {
    match raw {
        Raw::Text(text) => match plain(text.trim()) {
            Some(decimal) => Ok(Cell::Decimal(decimal)),
            None => written(rule, number, text),
        },
        Raw::Number { value, percent } => {
            let shift = if *percent && number.unit == "%" { 2 } else { 0 };
            float::cell(*value, shift).ok_or_else(|| fault::not_a_number(rule, &value.to_string()))
        }
        other => Err(fault::not_a_number(rule, &other.shown())),
    }
}

/// `-12.50`: an optional sign, digits, at most one point, nothing else, and few enough digits.
pub fn plain(text: &str) -> Option<Decimal> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let mut mantissa: i64 = 0;
    let mut seen = 0_u32;
    let mut scale = None;
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                seen += 1;
                scale = scale.map(|s: u32| s + 1);
            }
            b'.' if scale.is_none() => scale = Some(0),
            _ => return None,
        }
    }
    let scale = scale.unwrap_or(0);
    let complete = seen > 0 && scale <= MAX_SCALE;
    complete.then_some(Decimal { mantissa: if negative { -mantissa } else { mantissa }, scale })
}

/// A number with whatever people put around it.
fn written<'a>(rule: &ColumnRule, number: &NumberRule, text: &str) -> CellResult<'a> {
    let folded = fold(text);
    let body = folded.trim_start_matches('\'').trim();
    let (negative, body) = match body.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => (false, body),
    };
    let (minus, body) = sign(body);
    let (late_minus, body) = sign(body.trim_start_matches('¥').trim_start());
    let figures = body.find(|c: char| !matches!(c, '0'..='9' | '.' | ',')).unwrap_or(body.len());
    let (figures, rest) = body.split_at(figures);
    let Some(digits) = without_separators(figures) else { return Err(fault::not_a_number(rule, text)) };
    let count = [negative, minus, late_minus].iter().filter(|m| **m).count();
    let amount = || exact(&digits, 0).and_then(|cell| rational(&cell)).filter(|_| count == 0);
    let shift = suffix(rule, number, text, rest.trim(), amount)?;
    match exact(&digits, shift) {
        Some(Cell::Decimal(d)) if count == 1 => {
            Ok(Cell::Decimal(Decimal { mantissa: -d.mantissa, scale: d.scale }))
        }
        Some(Cell::Exact(n)) if count == 1 => Ok(Cell::Exact(-n)),
        Some(cell) if count == 0 => Ok(cell),
        _ => Err(fault::not_a_number(rule, text)),
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    }
}

/// `1,234.50` as `1234.50`; nothing where the commas do not part thousands.
fn without_separators(text: &str) -> Option<String> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.contains(',') || decimals.contains('.') {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let thousands = groups.clone().all(|g| g.len() == 3);
    let parted = groups.next().is_some();
    if parted && (!thousands || first.is_empty() || first.len() > 3) {
        return None;
    }
    Some(text.replace(',', ""))
}

/// What follows the figures: the column's own unit or nothing (0), `%` of a pure number (2: two more decimals).
fn suffix(
    rule: &ColumnRule,
    number: &NumberRule,
    text: &str,
    rest: &str,
    amount: impl FnOnce() -> Option<RBig>,
) -> Result<u32, Box<heng_interp::table::fault::Complaint>> {
    let unit = comparable(rest);
    let pure = number.unit.is_empty() || number.unit == "1";
    if unit.is_empty() || unit == comparable(&number.unit) {
        return Ok(0);
    }
    if unit == "%" && pure {
        return Ok(2);
    }
    let power = unit.strip_prefix('e').map(|p| p.trim_start_matches(['+', '-']));
    if power.is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())) {
        return Err(fault::scientific(rule, text.trim()));
    }
    let same = number.spellings.iter().find(|s| comparable(&s.label) == unit);
    let looks_like_unit = !rest.contains(|c: char| c.is_ascii_digit()) && text.trim() != rest;
    let letters = rest.chars().all(|c| matches!(c, 'o' | 'O' | 'l' | 'I' | 'i' | 'z' | 'Z' | 's' | 'S'));
    if same.is_some() || (looks_like_unit && !letters) {
        return Err(fault::unit_in_cell(rule, number, text.trim(), rest, amount().as_ref()));
    }
    Err(fault::not_a_number(rule, text))
}

fn rational(cell: &Cell<'_>) -> Option<RBig> {
    match cell {
        Cell::Decimal(decimal) => Some(decimal.to_rational()),
        Cell::Exact(number) => Some(number.clone()),
        _ => None,
    }
}

/// The number that `digits` with at most one point are, with `shift` more decimals.
fn exact(digits: &str, shift: u32) -> Option<Cell<'static>> {
    if let Some(decimal) = plain(digits).filter(|d| d.scale + shift <= MAX_SCALE) {
        return Some(Cell::Decimal(Decimal { scale: decimal.scale + shift, ..decimal }));
    }
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{decimals}");
    if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let numerator: IBig = all.parse().ok()?;
    let scale = u32::try_from(decimals.len()).ok()? + shift;
    Some(Cell::Exact(RBig::from_parts(numerator, power_of_ten(scale))))
}
