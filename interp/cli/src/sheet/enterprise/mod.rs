//! 评价结果报告单: the result sheet of one row.

use maud::{Markup, html};

use super::{Report, row_key};

/// The sheets of some rows, in their order.
pub fn sheets(report: &Report<'_, '_>, rows: &[u32]) -> Vec<Markup> {
    rows.iter().map(|row| sheet(report, *row)).collect()
}

fn sheet(report: &Report<'_, '_>, row: u32) -> Markup {
    let words = report.words;
    let Some(table) = report.outcome.table(report.subject.table) else { return html! {} };
    html! {
        p class="issuer" { (report.edition.title) }
        h1 { (words.pick("评价结果报告单", "Result sheet")) }
        (report.edition.lead(words))
        (report.edition.banner(words))
        p { (row_key(table, row)) " " @if let Some(name) = table.name_text(row) { (name) } }
    }
}
