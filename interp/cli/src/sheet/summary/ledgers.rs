//! Money: what ledgers part among whom, and allocations.

use heng_interp::run::LedgerSummary;
use heng_interp::survey::{Parting, Subject};
use maud::{Markup, html};

use super::super::chart::{self, BarRow, Caption, StackedRow, series_fills};
use super::Face;
use super::word::readable;

/// No more rows than these are drawn for one allocation.
const MOST_ROWS: usize = 40;

impl Face<'_, '_, '_> {
    /// A bar a year, parted by who got it; a ledger of one party is no picture.
    pub(super) fn ledger_charts(&self) -> Markup {
        html! {
            @for ledger in self.survey.summary.ledgers.iter().filter(|ledger| ledger.parties.len() > 1) { (self.ledger_chart(ledger)) }
        }
    }

    fn ledger_chart(&self, ledger: &LedgerSummary) -> Markup {
        let parties = ledger.parties.len();
        let amount = |text: &Option<String>| text.as_deref().map_or(0.0, chart::measure);
        if ledger.years.iter().all(|year| year.parties.iter().all(|party| amount(party) <= 0.0)) {
            return html! {};
        }
        let fills = series_fills(parties);
        let rows: Vec<StackedRow> = ledger
            .years
            .iter()
            .map(|year| StackedRow {
                label: year.year.map(|year| year.to_string()).unwrap_or_default(),
                note: readable(&year.total),
                parts: year
                    .parties
                    .iter()
                    .map(|party| (amount(party), party.as_deref().map(readable).unwrap_or_default()))
                    .collect(),
            })
            .collect();
        let title = self.say(
            || format!("{}：各方所得（{}）", ledger.name, ledger.unit),
            || format!("{}: who gets how much ({})", ledger.name, ledger.unit),
        );
        let told: Vec<String> = ledger
            .years
            .iter()
            .map(|year| {
                let parts = ledger.parties.iter().zip(&year.parties);
                let parts: Vec<String> = parts
                    .filter_map(|(party, amount)| Some(format!("{party} {}", amount.as_ref()?)))
                    .collect();
                format!("{} {}", year.year.map(|year| year.to_string()).unwrap_or_default(), parts.join(" "))
            })
            .collect();
        let caption = Caption { title: &title, description: &told.join(self.words.pick("；", "; ")) };
        let legend = chart::legend(ledger.parties.iter().map(String::as_str).zip(fills.iter().copied()));
        let negative = ledger.years.iter().flat_map(|year| &year.parties).any(|party| amount(party) < 0.0);
        let note = if negative {
            self.words.pick("负数没有画出，见表。", "Negative amounts are not drawn; see the table.")
        } else {
            ""
        };
        self.figure(&title, note, &chart::stacked(&caption, &rows, &fills, false), Some(legend))
    }

    /// Each ledger with its amounts in full.
    pub(super) fn ledger_tables(&self) -> Markup {
        let ledgers = &self.survey.summary.ledgers;
        if ledgers.is_empty() {
            return html! {};
        }
        html! {
            section {
                h2 { (self.words.pick("各方所得", "Who gets how much")) }
                div class="pairs" {
                    @for ledger in ledgers { (self.ledger_table(ledger)) }
                }
            }
        }
    }

    fn ledger_table(&self, ledger: &LedgerSummary) -> Markup {
        let words = self.words;
        let years = ledger.years.iter().any(|year| year.year.is_some());
        let without: u64 = ledger.years.iter().map(|year| year.without_value).sum();
        let mut heads: Vec<&str> = Vec::new();
        if years {
            heads.push(words.pick("年度", "Year"));
        }
        heads.push(words.pick("来源", "Source"));
        heads.extend(ledger.parties.iter().map(String::as_str));
        let rows: Vec<Vec<String>> = ledger
            .years
            .iter()
            .map(|year| {
                let first = year.year.map(|year| year.to_string());
                let amounts = year.parties.iter().map(|party| party.clone().unwrap_or_default());
                first.into_iter().chain([year.total.clone()]).chain(amounts).collect()
            })
            .collect();
        let numbers: Vec<bool> = (0..heads.len()).map(|at| at > 0 || !years).collect();
        html! {
            div {
                h3 { (ledger.name) (words.pick("（", " (")) (ledger.unit) (words.pick("）", ")")) }
                (self.table(&heads, &numbers, &rows, None))
                @if without > 0 {
                    p class="note" { (self.say(|| format!("另有 {without} 笔该有而没有数的，没有计入。"), || format!("{without} amounts that should be there have no value and are not counted."))) }
                }
            }
        }
    }

    /// A bar for each row that takes part.
    pub(super) fn parting_charts(&self) -> Markup {
        html! {
            @for parting in self.last_partings() { (self.parting_chart(parting)) }
        }
    }

    /// Of allocations by years the last.
    fn last_partings(&self) -> Vec<&Parting> {
        let all = &self.survey.partings;
        let later = |one: &Parting| all.iter().any(|other| other.name == one.name && other.year > one.year);
        all.iter().filter(|one| !later(one) && !one.rows.is_empty()).collect()
    }

    fn parting_title(&self, parting: &Parting) -> String {
        let year = parting.year.map(|year| format!("{year} ")).unwrap_or_default();
        self.say(
            || format!("{year}{}：{} {}怎样分", parting.name, readable(&parting.total), parting.unit),
            || {
                format!(
                    "{year}{}: how {} {} are parted",
                    parting.name,
                    readable(&parting.total),
                    parting.unit
                )
            },
        )
    }

    fn parting_chart(&self, parting: &Parting) -> Markup {
        let row = |(subject, amount, share): &(Subject, String, String)| BarRow {
            label: subject.name.clone().unwrap_or_else(|| subject.key.clone()),
            note: format!("{}  {share}%", readable(amount)),
            whole: 0.0,
            part: chart::measure(amount),
        };
        let rows: Vec<BarRow> = parting.rows.iter().take(MOST_ROWS).map(row).collect();
        let title = self.parting_title(parting);
        let told: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.note)).collect();
        let caption = Caption { title: &title, description: &self.words.join(&told) };
        let fill = series_fills(1).first().copied().unwrap_or(chart::BEFORE);
        self.figure(&title, "", &chart::bars(&caption, &rows, [chart::BEFORE, fill], None), None)
    }

    /// Each allocation with its amounts in full; one that is by years has a column a year.
    pub(super) fn parting_tables(&self) -> Markup {
        if self.survey.partings.is_empty() {
            return html! {};
        }
        let mut names: Vec<&str> = Vec::new();
        for parting in &self.survey.partings {
            if !names.contains(&parting.name.as_str()) {
                names.push(&parting.name);
            }
        }
        html! {
            section {
                h2 { (self.words.pick("分配", "Allocations")) }
                @for name in names { (self.parting_table(name)) }
            }
        }
    }

    fn parting_table(&self, name: &str) -> Markup {
        let words = self.words;
        let years: Vec<&Parting> =
            self.survey.partings.iter().filter(|parting| parting.name == name).collect();
        // As they stand in the allocation: in the order of their keys.
        let mut subjects: Vec<&Subject> = Vec::new();
        for (subject, ..) in years.iter().flat_map(|year| &year.rows) {
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        let unit = years.first().map_or("", |parting| parting.unit.as_str());
        let heads: Vec<String> = std::iter::once(words.pick("对象", "Row").to_owned())
            .chain(
                years.iter().map(|year| year.year.map_or_else(|| unit.to_owned(), |year| year.to_string())),
            )
            .collect();
        let cell = |subject: &Subject, year: &Parting| {
            let found = year.rows.iter().find(|(own, ..)| own == subject);
            found.map_or(String::new(), |(_, amount, share)| {
                self.say(|| format!("{amount}（{share}%）"), || format!("{amount} ({share} %)"))
            })
        };
        let rows: Vec<Vec<String>> = subjects
            .iter()
            .map(|subject| {
                let named = subject.name.clone().unwrap_or_else(|| subject.key.clone());
                std::iter::once(named).chain(years.iter().map(|year| cell(subject, year))).collect()
            })
            .collect();
        let total: Vec<String> = std::iter::once(words.pick("合计", "Total").to_owned())
            .chain(years.iter().map(|year| year.total.clone()))
            .collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let numbers: Vec<bool> = (0..heads.len()).map(|at| at > 0).collect();
        html! {
            h3 { (name) (words.pick("（", " (")) (unit) (words.pick("，括号内是份额）", ", with shares)")) }
            (self.table(&heads, &numbers, &rows, Some(&total)))
        }
    }
}
