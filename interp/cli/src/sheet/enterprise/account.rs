//! What the sections of one sheet share: the explanation, its words, and the numbers under which cells are listed.

use heng_grammar::diagnostic::Message;
use heng_interp::explain::{Account as Kind, Cell, Explanation, Fact, FactId, Participation, Stated, Term};
use heng_interp::table::Table;
use maud::{Markup, html};

use crate::sheet::{Edition, Report, Words};
use crate::why;

/// One row's explanation, about to be printed.
pub struct Account<'e> {
    /// What stands on every page.
    pub edition: &'e Edition,
    /// The table of the row.
    pub table: Option<&'e Table>,
    /// The row.
    pub row: u32,
    /// Everything that is said of it.
    pub explanation: &'e Explanation,
    /// Values and formulas in words.
    pub told: why::Words<'e>,
    /// The language of the page.
    pub page: Words,
    /// The row's own cells, in the order in which they are listed.
    pub cells: Vec<FactId>,
}

impl<'e> Account<'e> {
    /// Of one row of a report.
    pub fn new(report: &'e Report<'_, '_>, row: u32, explanation: &'e Explanation) -> Self {
        let told = why::Words { language: report.words.0, sources: &report.done.sources, explanation };
        Self {
            edition: &report.edition,
            table: report.outcome.table(report.subject.table),
            row,
            explanation,
            told,
            page: report.words,
            cells: own_cells(explanation),
        }
    }

    /// The facts of the row itself, and of the whole, in the order told.
    pub fn own(&self) -> impl Iterator<Item = (FactId, &'e Fact)> + use<'e> {
        (0..).map(FactId).zip(&self.explanation.facts).filter(|(_, fact)| fact.elsewhere.is_none())
    }

    /// What 参评 says of the row, where the table has one.
    pub fn participation(&self) -> Option<&'e Participation> {
        self.own().find_map(|(_, fact)| match &fact.account {
            Kind::Participation(participation) => Some(participation),
            _ => None,
        })
    }

    /// A fact.
    pub fn fact(&self, id: FactId) -> Option<&'e Fact> {
        self.explanation.fact(id)
    }

    /// A value as a table shows it: numbers that do not end are cut to what is read, without a sign.
    pub fn shown(&self, value: &Stated) -> String {
        match value {
            Stated::Number(figure) => {
                let gap = if figure.unit.is_empty() || figure.unit.starts_with('%') { "" } else { " " };
                format!("{}{gap}{}", figure.short, figure.unit)
            }
            other => self.told.value(other),
        }
    }

    /// The published digits of a fact where the script says how many, else its value.
    pub fn published(&self, fact: &Fact) -> String {
        match (&fact.published, &fact.value) {
            (Some(digits), Stated::Number(figure)) => {
                let gap = if figure.unit.is_empty() || figure.unit.starts_with('%') { "" } else { " " };
                format!("{digits}{gap}{}", figure.unit)
            }
            _ => self.shown(&fact.value),
        }
    }

    /// A value, marked where there is none.
    pub fn marked(&self, value: &Stated) -> Markup {
        let text = self.shown(value);
        match value {
            Stated::None(_) => html! { span class="missing" { (text) } },
            _ => html! { (text) },
        }
    }

    /// Articles in one phrase, nothing where there are none.
    pub fn articles(&self, articles: &[String]) -> String {
        self.page.join(articles)
    }

    /// `message` in the language of the page.
    pub fn say<'m>(&self, message: &'m Message) -> &'m str {
        message.get(self.page.0)
    }

    /// What decided a condition, with its numbers.
    pub fn deciding(&self, condition: &Term) -> String {
        let said: Vec<String> = condition.deciding().into_iter().map(|term| self.told.named(term)).collect();
        said.join(self.page.pick("；", "; "))
    }

    /// The numbers under which the cells are listed that a fact follows from: `数据 3、5`; nothing where there are none.
    pub fn cell_numbers(&self, terms: &[&Term]) -> Option<String> {
        let mut behind = Vec::new();
        terms.iter().for_each(|term| self.cells_behind(&term.facts(), &mut behind));
        let mut numbers: Vec<usize> = behind
            .iter()
            .filter_map(|id| self.cells.iter().position(|cell| cell == id))
            .map(|at| at + 1)
            .collect();
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        (!numbers.is_empty())
            .then(|| format!("{}{}", self.page.pick("数据 ", "data "), self.page.join(&numbers)))
    }

    /// The row's own cells behind some facts; what is of the whole has its own line among the data.
    fn cells_behind(&self, facts: &[FactId], found: &mut Vec<FactId>) {
        for id in facts {
            let Some(fact) = self.fact(*id).filter(|fact| !fact.of_whole && fact.elsewhere.is_none()) else {
                continue;
            };
            if found.contains(id) {
                continue;
            }
            match &fact.account {
                Kind::Cell(_) => found.push(*id),
                Kind::Formula(term) => self.cells_behind(&term.facts(), found),
                Kind::Reading(reading) => self.cells_behind(&reading.term.facts(), found),
                _ => {}
            }
        }
    }
}

/// The cells of the row, in the order of the columns of their file.
fn own_cells(explanation: &Explanation) -> Vec<FactId> {
    let facts = (0..).map(FactId).zip(&explanation.facts).filter(|(_, fact)| fact.elsewhere.is_none());
    let mut cells: Vec<(FactId, &Cell)> = facts
        .filter_map(|(id, fact)| match &fact.account {
            Kind::Cell(cell) => Some((id, cell)),
            _ => None,
        })
        .collect();
    cells.sort_by_key(|(id, cell)| (cell.place.column.unwrap_or(u32::MAX), *id));
    cells.into_iter().map(|(id, _)| id).collect()
}
