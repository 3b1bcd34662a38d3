//! The money: by column, by party, by row.

use heng_interp::compare::{AmountTotal, amount_changes, share_changes};

use super::Page;
use crate::diff::{Change, Difference};
use crate::report::text::{Align, TextTable};

impl Page {
    pub(super) fn money(&mut self, difference: &Difference, most: usize) {
        let (before, after) = (&difference.sides.0.standings, &difference.sides.1.standings);
        let totals = amount_changes(before, after);
        if totals.is_empty() {
            return;
        }
        let title = self.pick("金额", "Money").to_owned();
        self.section(&title);
        let changed: Vec<&AmountTotal> = totals.iter().filter(|total| !total.changes.is_empty()).collect();
        if changed.is_empty() {
            let none = self.pick("每一笔金额都相同。", "every amount is the same.").to_owned();
            return self.paragraph(&none);
        }
        let mut table = self.amounts_of(("合计", "total"));
        for total in &changed {
            let head = [format!("{}  {}", total.table, total.column()), total.unit.clone()];
            table.row(head.into_iter().chain(total.texts()));
        }
        self.table(&table);
        self.money_alone(difference);
        self.shares(difference);
        for total in changed {
            self.by_row(total, most);
        }
    }

    /// By how much each change alone makes the totals others.
    fn money_alone(&mut self, difference: &Difference) {
        let before = &difference.sides.0.standings;
        let mut said = Vec::new();
        for (at, alone) in difference.alone.iter().enumerate() {
            let Some(alone) = alone else { continue };
            let gaps = amount_changes(before, alone).into_iter().filter(|total| !total.changes.is_empty());
            let gaps: Vec<String> = gaps
                .map(|total| {
                    let [_, _, gap] = total.texts();
                    format!("{} {gap} {}", total.column(), total.unit)
                })
                .collect();
            if !gaps.is_empty() {
                let short = self.of(difference.changes.get(at).map(Change::short).unwrap_or_default());
                let (colon, comma) = (self.pick("：", ": "), self.pick("，", ", "));
                said.push(format!("{} {short}{colon}{}", at + 1, gaps.join(comma)));
            }
        }
        if !said.is_empty() {
            let head = self.pick("单独算　", "each alone: ").to_owned();
            let semicolon = self.pick("；", "; ");
            let line = format!("{head}{}", said.join(semicolon));
            self.paragraph(&line);
        }
    }

    /// What each party of a ledger gets, year by year.
    fn shares(&mut self, difference: &Difference) {
        let changes = share_changes(&difference.sides.0.standings, &difference.sides.1.standings);
        if changes.is_empty() {
            return;
        }
        let mut table = self.amounts_of(("分给各方", "by party"));
        for change in changes {
            let year = change.share.year.map(|year| format!(" {year}")).unwrap_or_default();
            let head = format!("{}{year}  {}", change.share.source, change.share.party);
            table.row([head, change.unit.clone()].into_iter().chain(change.texts()));
        }
        self.lines.push(String::new());
        self.table(&table);
    }

    fn by_row(&mut self, total: &AmountTotal, most: usize) {
        let keyed: Vec<_> = total.changes.iter().filter(|change| !change.key.is_empty()).collect();
        if keyed.is_empty() {
            return;
        }
        let column = total.column();
        let mut table = self.amounts_of((&column, &column));
        for change in keyed.iter().take(most) {
            table.row([change.key.clone(), total.unit.clone()].into_iter().chain(change.texts()));
        }
        self.lines.push(String::new());
        self.table(&table);
        if keyed.len() > most {
            let more = keyed.len() - most;
            let said = self.of((format!("另有 {more} 行。"), format!("{more} more rows.")));
            self.paragraph(&said);
        }
    }

    /// A table of amounts before and after: who, in which unit, the three figures.
    fn amounts_of(&self, who: (&str, &str)) -> TextTable {
        let titles = [who, ("", ""), ("前", "before"), ("后", "after"), ("差", "difference")];
        let aligns = [Align::Left, Align::Left, Align::Right, Align::Right, Align::Right];
        TextTable::new(titles.iter().zip(aligns).map(|((zh, en), align)| (self.pick(zh, en), align)))
    }
}
