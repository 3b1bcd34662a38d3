//! The tables of results that are short enough to be read whole, where nothing is graded.

use heng_interp::run::{ResultTable, Shown, results};
use maud::{Markup, html};

use super::Face;

/// A longer table is a file, not a page.
const MOST_LINES: usize = 60;

impl Face<'_, '_, '_> {
    /// The short tables of results of a policy without grades.
    pub(super) fn result_tables(&self) -> Markup {
        if !self.survey.grades.is_empty() {
            return html! {};
        }
        let told = |table: &ResultTable<'_, '_>| {
            !table.is_empty()
                && table.len() <= MOST_LINES
                && !matches!(table.name.as_str(), "台账" | "目标" | "台账来源")
        };
        html! {
            @for table in results(self.report.outcome).iter().filter(|table| told(table)) { (self.result_table(table)) }
        }
    }

    fn result_table(&self, table: &ResultTable<'_, '_>) -> Markup {
        let mut cut = Vec::new();
        let lines: Vec<Vec<Shown>> = table.batches(&mut cut).flatten().collect();
        let figures: Vec<bool> = (0..table.headers.len())
            .map(|at| lines.iter().any(|line| matches!(line.get(at), Some(Shown::Decimal(_)))))
            .collect();
        let heads: Vec<&str> = table.headers.iter().map(String::as_str).collect();
        let cell = |shown: &Shown| match shown {
            Shown::Text(text) | Shown::Decimal(text) => text.clone(),
            Shown::Date(day) => day.to_string(),
            Shown::YesNo(yes) => {
                self.words.pick(if *yes { "是" } else { "否" }, if *yes { "yes" } else { "no" }).to_owned()
            }
            Shown::Blank => String::new(),
        };
        let rows: Vec<Vec<String>> = lines.iter().map(|line| line.iter().map(cell).collect()).collect();
        html! {
            section class="wide-table" {
                h2 { (self.say(|| format!("结果：{}", table.name), || format!("Results: {}", table.name))) }
                (self.table(&heads, &figures, &rows, None))
            }
        }
    }
}
