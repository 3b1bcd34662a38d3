//! What the registers of decisions and appeals did, for people and for programs.

use heng_data::{AppealedCell, AppliedAppeals};
use heng_grammar::diagnostic::Language;
use serde_json::{Value, json};

use super::Done;
use super::summary_text::Page;
use crate::report::text::{Align, TextTable};

/// So many appeals of a kind are listed; a receipt has all.
const LISTED: usize = 12;

impl Page {
    /// How many decisions of each kind were used, and how many are pending.
    pub(super) fn decisions(&mut self, done: &Done) {
        let decisions = &done.decisions;
        if decisions.used.is_empty() && decisions.pending.is_empty() {
            return;
        }
        self.section("认定", "Decisions");
        let columns = [
            (String::new(), Align::Left),
            (self.pick("采用", "used").to_owned(), Align::Right),
            (self.pick("待认定", "pending").to_owned(), Align::Right),
        ];
        let mut table = TextTable::new(columns);
        let count = |list: &[(String, u64)], name: &str| {
            list.iter().find(|(known, _)| known == name).map_or(0, |(_, count)| *count)
        };
        let mut names: Vec<&String> = decisions.used.iter().map(|(name, _)| name).collect();
        names.extend(decisions.pending.iter().map(|(name, _)| name));
        let mut told: Vec<&String> = Vec::new();
        for name in names {
            if !told.contains(&name) {
                told.push(name);
                let (used, pending) = (count(&decisions.used, name), count(&decisions.pending, name));
                table.row([name.clone(), used.to_string(), pending.to_string()]);
            }
        }
        self.table(&table);
    }

    /// The cells that appeals are about: what was corrected, what was refused, what is pending.
    pub(super) fn appeals(&mut self, appeals: &AppliedAppeals) {
        let kinds = [
            (&appeals.accepted, self.pick("采纳", "accepted")),
            (&appeals.refused, self.pick("不采纳", "refused")),
            (&appeals.pending, self.pick("待复核", "pending")),
        ];
        if kinds.iter().all(|(cells, _)| cells.is_empty()) {
            return;
        }
        self.section("申诉", "Appeals");
        let counts = kinds.iter().map(|(cells, word)| match self.language {
            Language::Chinese => format!("{word} {} 项", cells.len()),
            Language::English => format!("{} {word}", cells.len()),
        });
        let separator = self.pick("，", ", ");
        let line = counts.collect::<Vec<_>>().join(separator);
        self.paragraph(&line);
        let columns = ["", "", "", "", ""].map(|title| (title, Align::Left));
        let mut table = TextTable::new(columns);
        for (cells, word) in kinds {
            for cell in cells.iter().take(LISTED) {
                table.row([
                    cell.appeal.number.clone(),
                    word.to_owned(),
                    cell.row.clone(),
                    cell.column.clone(),
                    self.change(cell, word == self.pick("采纳", "accepted")),
                ]);
            }
        }
        self.table(&table);
        let left: usize = kinds.iter().map(|(cells, _)| cells.len().saturating_sub(LISTED)).sum();
        if left > 0 {
            let line = match self.language {
                Language::Chinese => format!("另有 {left} 项，见收据"),
                Language::English => format!("{left} more stand in the receipt"),
            };
            self.paragraph(&line);
        }
    }

    /// `320 万元 → 350.2 万元`; where nothing was changed, `320 万元（要求 350.2 万元）`
    fn change(&self, cell: &AppealedCell, accepted: bool) -> String {
        let shown = |value: &Option<String>| {
            value.clone().unwrap_or_else(|| self.pick("（空）", "(blank)").to_owned())
        };
        let (was, corrected) = (shown(&cell.was), shown(&cell.corrected));
        match (accepted, self.language) {
            (true, _) => format!("{was} → {corrected}"),
            (false, Language::Chinese) => format!("{was}（要求改为 {corrected}）"),
            (false, Language::English) => format!("{was} (asked for: {corrected})"),
        }
    }
}

/// The appeals of a run: what each is about, and what it changed.
pub fn appeals_json(appeals: &AppliedAppeals) -> Value {
    let list = |cells: &[AppealedCell]| cells.iter().map(cell_json).collect::<Vec<_>>();
    json!({
        "accepted": list(&appeals.accepted),
        "refused": list(&appeals.refused),
        "pending": list(&appeals.pending),
    })
}

fn cell_json(cell: &AppealedCell) -> Value {
    let appeal = &cell.appeal;
    json!({
        "number": appeal.number,
        "table": cell.table,
        "row": cell.row,
        "column": cell.column,
        "was": cell.was,
        "corrected": cell.corrected,
        "document": appeal.document,
        "date": appeal.date.map(|date| date.to_string()),
        "officer": appeal.officer,
    })
}
