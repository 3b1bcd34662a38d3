//! Yes and no in every spelling.

use heng_interp::table::{Cell, ColumnRule};

use super::{CellResult, fault};
use crate::fold::comparable;
use crate::raw::Raw;

const YES: [&str; 13] = ["是", "true", "1", "√", "✓", "✔", "☑", "y", "yes", "t", "有", "对", "真"];
const NO: [&str; 12] = ["否", "false", "0", "×", "✗", "✘", "n", "no", "f", "无", "错", "假"];

/// Reads a cell of a column of 是否.
pub fn read<'a>(rule: &ColumnRule, raw: &Raw<'a>) -> CellResult<'a> {
    let found = match raw {
        Raw::YesNo(value) => return Ok(Cell::YesNo(*value)),
        // The spellings that programs write, without folding a million of them.
        Raw::Text("TRUE" | "true" | "是" | "1") => return Ok(Cell::YesNo(true)),
        Raw::Text("FALSE" | "false" | "否" | "0") => return Ok(Cell::YesNo(false)),
        other => other.shown(),
    };
    let spelling = comparable(&found);
    match (YES.contains(&spelling.as_str()), NO.contains(&spelling.as_str())) {
        (true, _) => Ok(Cell::YesNo(true)),
        (_, true) => Ok(Cell::YesNo(false)),
        _ => Err(fault::not_yes_no(rule, &found)),
    }
}
