//! The leaders' summary of a report: a paragraph to be read aloud, then pictures, then tables. Everything it says stands in a [`Survey`];
//! nothing is computed here but lengths in pictures.

mod appeals;
mod boundary;
mod classes;
mod data;
mod groups;
mod lead;
mod ledgers;
mod moves;
mod results;
mod rules;
mod score;
mod targets;
mod word;

use heng_interp::survey::Survey;
use maud::{Markup, html};

use super::{Report, Words, chart};

/// What the sections are made from.
struct Face<'f, 'r, 'a> {
    survey: &'f Survey,
    report: &'f Report<'r, 'a>,
    words: Words,
}

/// The body of the summary page.
pub fn summary_page(report: &Report<'_, '_>) -> Markup {
    let done = report.done;
    let survey = Survey::of(report.outcome, &done.faults, &done.decisions.pending);
    let face = Face { survey: &survey, report, words: report.words };
    html! { div class="survey" {
        p class="issuer" { (report.edition.title) }
        h1 { (face.title()) }
        (report.edition.lead(face.words))
        (report.edition.banner(face.words))
        (chart::definitions())
        (face.lead())
        div class="charts" {
            @for grade in &survey.grades {
                (face.class_charts(grade))
                (face.score_chart(grade))
                (face.move_chart(grade))
                (face.group_charts(grade))
            }
            (face.plain_score_charts())
            (face.amount_charts())
            (face.ledger_charts())
            (face.parting_charts())
            (face.target_charts())
        }
        @for grade in &survey.grades {
            (face.class_tables(grade))
            (face.move_table(grade))
            (face.group_tables(grade))
            (face.score_table(grade))
            (face.boundaries(grade))
        }
        (face.plain_score_tables())
        (face.ledger_tables())
        (face.parting_tables())
        (face.target_tables())
        (face.result_tables())
        (face.appeals())
        (face.data())
        (face.rules())
        (face.foot())
    } }
}

impl Face<'_, '_, '_> {
    /// One of two wordings.
    fn say(&self, zh: impl FnOnce() -> String, en: impl FnOnce() -> String) -> String {
        match self.words.0 {
            heng_grammar::diagnostic::Language::Chinese => zh(),
            heng_grammar::diagnostic::Language::English => en(),
        }
    }

    fn title(&self) -> &'static str {
        if self.survey.grades.is_empty() {
            return self.words.pick("结果汇总", "Summary of results");
        }
        self.words.pick("评价结果汇总", "Summary of results")
    }

    /// A picture under its title.
    fn figure(&self, title: &str, note: &str, picture: &Markup, legend: Option<Markup>) -> Markup {
        html! {
            figure {
                figcaption { (title) }
                @if let Some(legend) = legend { (legend) }
                (picture)
                @if !note.is_empty() { p class="note" { (note) } }
            }
        }
    }

    /// A table with these heads; the first column is words, the others figures where `figures` says so.
    fn table(
        &self,
        heads: &[&str],
        figures: &[bool],
        rows: &[Vec<String>],
        total: Option<&[String]>,
    ) -> Markup {
        let figure = |at: usize| match (at, figures.get(at).copied().unwrap_or(false)) {
            (_, true) => Some("num"),
            (0, false) => Some("name"),
            _ => None,
        };
        html! {
            div class="scroll" {
                table {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody {
                        @for row in rows {
                            tr { @for (at, cell) in row.iter().enumerate() { td class=[figure(at)] { (cell) } } }
                        }
                        @if let Some(total) = total {
                            tr class="total" { @for (at, cell) in total.iter().enumerate() { td class=[figure(at)] { (cell) } } }
                        }
                    }
                }
            }
        }
    }

    fn foot(&self) -> Markup {
        html! {
            div class="foot" {
                (self.words.pick(
                    "本页各数由规则和数据逐户算出，与评价结果表一致。小数按所示位数四舍五入；占比按四舍五入保留一位，合计可能不正好是 100%。凭据号 ",
                    "All figures are computed from the rules and the data, row by row, and agree with the table of results. Decimals are rounded as shown; shares to one decimal, so they may not add to exactly 100 %. Proof "
                ))
                (self.report.edition.proof())
            }
        }
    }
}
