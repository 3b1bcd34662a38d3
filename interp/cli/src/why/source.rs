//! Cells, decisions and parameters in words: where they are from.

use heng_interp::explain::{Account, CellState, Decided, Fact};
use heng_interp::program::ParameterSource;
use heng_interp::table::Place;

use super::outline::{Line, Style};
use super::tell::Teller;

impl Teller<'_> {
    /// A cell, a decision, a parameter: its value and where it is from.
    pub(super) fn source(&self, fact: &Fact) -> Line {
        let line = self
            .owner(fact)
            .and(&fact.name, Style::Name)
            .and(" = ", Style::Plain)
            .and(self.words.value(&fact.value), Style::Value);
        match &fact.account {
            Account::Cell(cell) => {
                let place = self.cell_place(&cell.place);
                let state = match cell.state {
                    CellState::Filled => "",
                    CellState::Default => self.words.pick("没有填，按默认值", "not given, the default"),
                    CellState::Blank => self.words.pick("空格", "blank"),
                    CellState::Zero => self.words.pick("填的是 0，作缺失", "0, which counts as missing"),
                };
                let appeal = cell.correction.as_ref().map(|correction| {
                    let by = self.words.pick(&correction.by.zh, &correction.by.en).to_owned();
                    let was =
                        correction.was.clone().unwrap_or_else(|| self.words.pick("空格", "blank").to_owned());
                    match self.words.pick("zh", "en") {
                        "zh" => format!("{by}更正，原为 {was}"),
                        _ => format!("corrected by {by}, was {was}"),
                    }
                });
                let appeal = appeal.unwrap_or_default();
                let said = [place.as_str(), state, appeal.as_str()];
                let said = said.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>();
                line.and(format!("  {}", said.join(self.words.pick("，", ", "))), Style::Faint)
            }
            Account::Decision(decided) => {
                let said = self.decision(decided);
                self.with_articles(line.and(format!("  {said}"), Style::Faint), &fact.articles)
            }
            Account::Parameter(parameter) => {
                let said = match (parameter.source, parameter.default) {
                    (_, true) => self.words.pick("默认值", "the default"),
                    (ParameterSource::Open, _) => self.words.pick("待定", "left open"),
                    _ => self.words.pick("运行时给定", "set for the run"),
                };
                self.with_articles(line.and(format!("  {said}"), Style::Faint), &fact.articles)
            }
            _ => line,
        }
    }

    /// `企业.csv 第 12 行 C 列`
    pub(super) fn cell_place(&self, place: &Place) -> String {
        let mut place = place.clone();
        place.file = place.file.map(|file| self.files.short(&file).into());
        let name = place.name();
        self.words.pick(&name.zh, &name.en).to_owned()
    }

    fn decision(&self, decided: &Decided) -> String {
        let register = self.words.pick("认定登记册", "register of decisions");
        let Some(entry) = decided.entries.first() else {
            return match (decided.pending, &decided.default) {
                (true, _) => self.words.pick("等待认定", "awaiting a decision").to_owned(),
                (false, Some(_)) => {
                    self.words.pick("没有认定，按默认值", "nobody decided; the default").to_owned()
                }
                (false, None) => register.to_owned(),
            };
        };
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let place = self.cell_place(&entry.place);
        let said = [entry.document.as_str(), &date, &entry.officer, &entry.reason, &place];
        said.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(self.words.pick("，", ", "))
    }
}
