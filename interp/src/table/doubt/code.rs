//! Columns of 统一社会信用代码: known by their name, in the script or in the file.

use super::super::complaints::Complaints;
use super::super::credit_code::{CodeFault, credit_code_fault, credit_code_meant};
use super::super::fault;
use super::Doubted;

/// Reports the cells of a column of codes that are none. Where most have another length, the column holds something else, and is
/// reported once.
pub fn report(column: &Doubted<'_>, complaints: &mut Complaints) {
    if !is_code(column) {
        return;
    }
    let faults: Vec<(u32, &str, CodeFault)> =
        column.texts().filter_map(|(row, code)| Some((row, code, credit_code_fault(code)?))).collect();
    let count = column.texts().count();
    let short = faults.iter().filter(|(.., fault)| matches!(fault, CodeFault::Length(_))).count();
    if short * 2 > count {
        return complaints.push(None, Some(column.index), fault::other_codes(column.rule, count, short));
    }
    for (row, code, found) in faults {
        let complaint = fault::not_a_code(column.rule, code, &found, credit_code_meant(code));
        complaints.push(Some(row), Some(column.index), complaint);
    }
}

/// Whether a column is one of codes, by its name.
pub fn is_code(column: &Doubted<'_>) -> bool {
    column.headers().any(|header| header.contains("社会信用代码"))
}
