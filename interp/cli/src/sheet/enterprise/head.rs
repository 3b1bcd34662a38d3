//! The head and the foot of a sheet: whose it is, what it was made by, what the numbers mean.

use heng_interp::explain::Account as Kind;
use maud::{Markup, html};

use super::account::Account;
use crate::sheet::index::text_columns;
use crate::sheet::row_key;

/// The title, the standing of the result, and who the sheet is about.
pub fn head(account: &Account<'_>) -> Markup {
    let (page, edition) = (account.page, account.edition);
    html! {
        header {
            p class="issuer" { (edition.title) }
            h1 { (title(account)) }
            (edition.lead(page))
            (edition.banner(page))
            (identity(account))
        }
    }
}

/// Sheets of a policy that neither grades nor scores are of results, not of an evaluation.
fn title(account: &Account<'_>) -> &'static str {
    let evaluates = account.own().any(|(_, fact)| {
        matches!(fact.account, Kind::Adjust(_) | Kind::Band(_) | Kind::Threshold(_) | Kind::Score(_))
    });
    if evaluates {
        account.page.pick("评价结果报告单", "Evaluation result")
    } else {
        account.page.pick("结果报告单", "Result sheet")
    }
}

/// Name, key and the columns of text of the row.
fn identity(account: &Account<'_>) -> Markup {
    let Some(table) = account.table else { return html! {} };
    let schema = table.schema();
    let column = |at: usize| schema.columns.get(at).map(|column| column.name.clone()).unwrap_or_default();
    let key: Vec<String> = schema.key_columns().map(column).collect();
    let mut facts: Vec<(String, String)> = Vec::new();
    if let Some(name) = table.name_text(account.row) {
        let called =
            schema.name_column().map_or_else(|| account.page.pick("名称", "Name").to_owned(), column);
        facts.push((called, name.to_owned()));
    }
    facts.push((account.page.join(&key), row_key(table, account.row)));
    facts.extend(text_columns(table).into_iter().map(|at| (column(at), table.cell_text(account.row, at))));
    html! {
        table class="identity" {
            tbody {
                @for pair in facts.chunks(2) {
                    tr {
                        @for (label, value) in pair {
                            th scope="row" { (label) }
                            td colspan=[(pair.len() == 1).then_some("3")] { (value) }
                        }
                    }
                }
            }
        }
    }
}

/// How to read the sheet, and what made it.
pub fn foot(account: &Account<'_>) -> Markup {
    let (page, edition) = (account.page, account.edition);
    html! {
        footer class="foot" {
            p {
                (page.pick(
                    "除不尽的数按四舍五入显示，计算用的是精确值。“数据”后的编号是所用数据表里的序号。",
                    "Numbers that do not end are shown rounded; results are computed exactly. Numbers after “data” are those of the table of data used.",
                ))
            }
            p {
                (page.pick("由“衡”", "Made by Heng "))
                (env!("CARGO_PKG_VERSION"))
                (page.pick(" 按文件条文计算；凭据号 ", " from the documents as written; proof "))
                (edition.proof())
                (page.pick("，可用 heng run --verify 复核。", ", to be checked with heng run --verify."))
            }
        }
    }
}
