//! Keys that appear twice, and references to rows that are not there.

use super::Complaint;
use crate::suggest::{Suggestion, asked_of};
use crate::table::Place;
use crate::table::credit_code::credit_code_fault;
use crate::table::near::{Difference, NearKey};

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
    Complaint::error(825, zh, en).found(key).other(first)
}

/// A reference to a row that the target table lacks; `near` is the key that was probably meant, `others` are some that may be.
pub fn unresolved(
    column: &str,
    target: &str,
    found: &str,
    near: Option<&NearKey>,
    others: &[Suggestion<'_>],
) -> Complaint {
    let complaint = Complaint::error(
        826,
        format!("「{column}」指向{target}「{found}」，但{target}表里没有这一行"),
        format!("`{column}` points at {target} `{found}`, which the table {target} lacks"),
    )
    .found(found);
    if let (None, Some((zh, en))) = (near, asked_of(found, others)) {
        return complaint.help(zh, en);
    }
    let Some(NearKey { key, how }) = near else {
        return complaint.help(
            format!("在{target}表里补上这一行，或改正这里的写法"),
            format!("add the row to {target}, or correct the reference"),
        );
    };
    if credit_code_fault(found).is_none() && credit_code_fault(key).is_some() {
        return complaint.help(
            format!("{target}表里写的是「{key}」，不是正确的代码；多半要改那一边"),
            format!("{target} has `{key}`, which is no credit code: it is probably the one to correct"),
        );
    }
    let complaint = complaint.instead(key);
    match how {
        Difference::Form => complaint.help(
            format!("{target}表里有只差全角半角、空格或大小写的，请改成一样的写法"),
            format!("{target} has one that differs only in width, blanks or case: write both alike"),
        ),
        Difference::Slip => complaint.help(
            format!("{target}表里有只差一个字的，核对是不是它"),
            format!("{target} has one that differs in one character: check whether it is meant"),
        ),
        Difference::Name => complaint.help(
            format!("这里写的是名称，要写{target}的主键"),
            format!("this is the name of the row; write its key in {target}"),
        ),
    }
}

/// Which columns two rows of one key differ in, as advice.
pub fn same_key_differs(complaint: Complaint, columns: &[&str]) -> Complaint {
    match columns {
        [] => complaint.help("两行的内容完全一样，删去一行", "both rows say the same: delete one"),
        _ => {
            let names = columns.get(..5).unwrap_or(columns).join("、");
            let more = if columns.len() > 5 { ("等", ", …") } else { ("", "") };
            complaint.help(
                format!("两行不同的列：{names}{}；留下对的一行，或改正写错的主键", more.0),
                format!("the rows differ in {names}{}: keep the right one, or correct the key", more.1),
            )
        }
    }
}
