//! Keys that appear twice, and references to rows that are not there.

use super::Complaint;
use crate::suggest::{Suggestion, asked_of};
use crate::table::Place;

/// The same key in two rows.
pub fn duplicate_key(key: &str, first: Place) -> Complaint {
    let there = first.name();
    let (zh, en) = if there.zh.is_empty() {
        (format!("主键「{key}」重复"), format!("the key `{key}` is used twice"))
    } else {
        (
            format!("主键「{key}」与 {} 重复", there.zh),
            format!("the key `{key}` is already used at {}", there.en),
        )
    };
    Complaint::error(825, zh, en).found(key).other(first).help(
        "每一行的主键必须不同：删去重复的行，或改正写错的主键",
        "every row needs its own key: delete the repeated row, or correct the key",
    )
}

/// A reference to a row that the target table lacks; `same` is a key that differs only in width, blanks or case, `near` are
/// others that may be meant.
pub fn unresolved(
    column: &str,
    target: &str,
    found: &str,
    same: Option<&str>,
    near: &[Suggestion<'_>],
) -> Complaint {
    let complaint = Complaint::error(
        826,
        format!("「{column}」指向{target}「{found}」，但{target}表里没有这一行"),
        format!("`{column}` points at {target} `{found}`, which the table {target} lacks"),
    )
    .found(found);
    if let (None, Some((zh, en))) = (same, asked_of(found, near)) {
        return complaint.help(zh, en);
    }
    match same {
        Some(near) => complaint.help(
            format!("{target}表里有「{near}」，只差全角半角、空格或大小写，请改成一样的写法"),
            format!("{target} has `{near}`, which differs only in width, blanks or case: write both alike"),
        ),
        None => complaint.help(
            format!("在{target}表里补上这一行，或改正这里的写法"),
            format!("add the row to {target}, or correct the reference"),
        ),
    }
}
