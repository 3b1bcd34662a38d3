//! The leaders' summary of a report.

use maud::{Markup, html};

use super::Report;

/// The body of the summary page.
pub fn summary_page(report: &Report<'_, '_>) -> Markup {
    let words = report.words;
    html! {
        p class="issuer" { (report.edition.title) }
        h1 { (words.pick("评价结果汇总", "Summary of results")) }
        (report.edition.lead(words))
        (report.edition.banner(words))
    }
}
