//! Texts and identifiers.

use std::borrow::Cow;

use heng_interp::table::{Cell, ColumnRule};

use super::{CellResult, fault, float, float_text};
use crate::raw::Raw;

/// Reads a cell of a column of texts, or of keys of another table.
pub fn read<'a>(rule: &ColumnRule, raw: &Raw<'a>) -> CellResult<'a> {
    let text = match raw {
        Raw::Text(text) => Cow::Borrowed(text.trim().trim_start_matches('\u{feff}')),
        Raw::Number { value, .. } => Cow::Owned(identifier(rule, *value)?),
        other => Cow::Owned(other.shown()),
    };
    let identifies = rule.key || matches!(rule.kind, heng_interp::table::ColumnKind::Reference(_));
    if identifies && is_scientific(&text) {
        return Err(fault::lost_digits(rule, &text));
    }
    Ok(if text.is_empty() { Cell::Blank } else { Cell::Text(text) })
}

/// A number that stands for a text; a spreadsheet keeps 15 digits and turns the others into zeros.
fn identifier(rule: &ColumnRule, value: f64) -> Result<String, Box<heng_interp::table::fault::Complaint>> {
    let text = float_text(value);
    let digits = text.trim_start_matches('-').len();
    if value.fract() == 0.0 && digits > float::SPREADSHEET_DIGITS {
        return Err(fault::lost_digits(rule, &text));
    }
    Ok(text)
}

/// `9.13206E+17`: what is left of a long number that a spreadsheet saved.
fn is_scientific(text: &str) -> bool {
    let Some((significand, power)) = text.split_once(['E', 'e']) else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, decimals) = significand.split_once('.').unwrap_or((significand, "0"));
    whole.len() == 1 && digits(whole) && digits(decimals) && power.strip_prefix('+').is_some_and(digits)
}
