//! The tables of results that are short enough to be read whole, where nothing is graded.

use heng_interp::compare::Amounts;
use heng_interp::number::print;
use heng_interp::run::{ResultTable, results};
use heng_interp::shown::Shown;
use maud::{Markup, html};

use super::super::chart::{self, BarRow, Caption};
use super::Face;
use super::word::readable;

/// A longer table is a file, not a page.
const MOST_LINES: usize = 60;

/// No more rows than these are drawn.
const MOST_BARS: usize = 40;

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

    /// What each row gets by the last column of money that its table shows, in the last year.
    pub(super) fn amount_charts(&self) -> Markup {
        if !self.survey.grades.is_empty() {
            return html! {};
        }
        let amounts = &self.report.standings.amounts;
        let by_row = |one: &&Amounts| {
            one.table != "台账"
                && one.rows.len() > 1
                && one.rows.len() <= MOST_BARS
                && !one.rows.contains_key("")
        };
        let shown: Vec<&Amounts> = amounts.iter().filter(by_row).collect();
        let last = |one: &&Amounts| {
            let at = shown.iter().position(|own| std::ptr::eq(*own, *one)).unwrap_or_default();
            let same = |other: &&&Amounts| other.table == one.table;
            let name = shown.iter().rfind(same).map(|last| &last.name);
            name == Some(&one.name)
                && !shown
                    .iter()
                    .skip(at + 1)
                    .any(|later| (&later.table, &later.name) == (&one.table, &one.name))
        };
        html! {
            @for one in shown.iter().filter(|one| last(one)) { (self.amount_chart(one)) }
        }
    }

    fn amount_chart(&self, one: &Amounts) -> Markup {
        let year = one.year.map(|year| format!("{year} ")).unwrap_or_default();
        let (table, name, unit) = (&one.table, &one.name, &one.unit);
        let title = self.say(
            || format!("{year}各{table}的{name}（{unit}）"),
            || format!("{year}{name} by {table} ({unit})"),
        );
        let mut amounts: Vec<_> = one.rows.iter().collect();
        amounts.sort_by(|(a, amount), (b, other)| other.cmp(amount).then_with(|| a.cmp(b)));
        let rows = amounts.into_iter().map(|(key, amount)| {
            let digits = print(amount).text;
            BarRow { label: key.clone(), note: readable(&digits), whole: 0.0, part: chart::measure(&digits) }
        });
        let rows: Vec<BarRow> = rows.collect();
        let told: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.note)).collect();
        let caption = Caption { title: &title, description: &self.words.join(&told) };
        let fill = chart::series_fills(1).first().copied().unwrap_or(chart::BEFORE);
        self.figure(&title, "", &chart::bars(&caption, &rows, [chart::BEFORE, fill], None), None)
    }

    fn result_table(&self, table: &ResultTable<'_, '_>) -> Markup {
        let lines: Vec<Vec<Shown>> = table.rows().collect();
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
