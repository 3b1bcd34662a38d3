//! The answer in words: what all rows come to — money, classes, and the results of scripts that grade nothing.

use heng_interp::compare::{AmountTotal, TransitionMatrix, shown_difference};

use super::Answer;
use super::effect_sheet::shown;
use super::effect_text::{MOST, Page};
use super::words::{arrow, class, signed};
use crate::report::text::{Align, TextTable};

impl Page {
    /// What rows get.
    pub(super) fn money(&mut self, answer: &Answer) {
        // What ledgers post is told by party below.
        let told = |total: &&AmountTotal| total.table != "台账" || answer.effect.shares.is_empty();
        for total in answer.effect.amounts.iter().filter(told) {
            let year = total.year.map(|year| format!("[{year}]")).unwrap_or_default();
            let title = format!("{}.{}{year}（{}）", total.table, total.name, total.unit);
            let count = total.changes.len();
            self.lines.section(&format!("{title}：变了 {count} 行"), &format!("{title}: {count} changed"));
            let mut table = TextTable::new([
                ("", Align::Left),
                ("", Align::Right),
                ("", Align::Right),
                ("", Align::Right),
            ]);
            let changes = total.changes.iter().take(MOST).map(|change| {
                let amounts =
                    (change.before.clone().unwrap_or_default(), change.after.clone().unwrap_or_default());
                (change.key.clone(), amounts)
            });
            let word = self.lines.pick("合计", "total").to_owned();
            // A value of the whole is its own total.
            let changes: Vec<_> = changes.filter(|(key, _)| !key.is_empty()).collect();
            for (name, (before, after)) in changes.into_iter().chain([(word, total.totals.clone())]) {
                if let Some((was, is, difference)) = shown_difference(&before, &after) {
                    table.row([name, was, is, signed(&difference)]);
                }
            }
            self.lines.table(&table, 2);
        }
    }

    /// What the parties of ledgers and allocations get.
    pub(super) fn shares(&mut self, answer: &Answer) {
        if answer.effect.shares.is_empty() {
            return;
        }
        self.lines.section("各方所得", "What each party gets");
        let mut table = TextTable::new([
            ("", Align::Left),
            ("", Align::Left),
            ("", Align::Right),
            ("", Align::Right),
            ("", Align::Right),
            ("", Align::Left),
        ]);
        for change in answer.effect.shares.iter().take(MOST) {
            let year = change.share.year.map(|year| format!("[{year}]")).unwrap_or_default();
            let [before, after, gap] = change.texts();
            let gap = gap.replace('-', "−");
            let source = format!("{}{year}", change.share.source);
            table.row([change.share.party.clone(), source, before, after, gap, change.unit.clone()]);
        }
        self.lines.table(&table, 2);
        if answer.effect.shares.len() > MOST {
            let rest = answer.effect.shares.len() - MOST;
            self.lines.sentence(&format!("另有 {rest} 项。"), &format!("{rest} more."));
        }
    }

    /// From which class to which.
    pub(super) fn matrix(&mut self, matrix: &TransitionMatrix) {
        let grade = &matrix.grade;
        self.lines.section(
            &format!("{grade}：从哪一档（行）到哪一档（列）"),
            &format!("{grade}: from which class (rows) to which (columns)"),
        );
        let names: Vec<String> = matrix.classes.iter().map(|one| class(one, self.language)).collect();
        let total = self.lines.pick("合计", "total").to_owned();
        let heads = std::iter::once((String::new(), Align::Left))
            .chain(names.iter().map(|name| (name.clone(), Align::Right)))
            .chain([(total.clone(), Align::Right)]);
        let mut table = TextTable::new(heads);
        for (before, name) in names.iter().enumerate() {
            let counts = (0..names.len()).map(|after| match matrix.count(before, after) {
                0 => "·".to_owned(),
                count => count.to_string(),
            });
            let row = std::iter::once(name.clone()).chain(counts);
            table.row(row.chain([matrix.totals(before).0.to_string()]));
        }
        let sums = (0..names.len()).map(|after| matrix.totals(after).1.to_string());
        let all: u64 = (0..names.len()).map(|class| matrix.totals(class).1).sum();
        table.row(std::iter::once(total).chain(sums).chain([all.to_string()]));
        self.lines.table(&table, 2);
    }

    /// Where nothing is graded, the rows of the results that are otherwise.
    pub(super) fn ungraded(&mut self, answer: &Answer) {
        let rows = &answer.effect.rows;
        if !answer.effect.transitions.is_empty() || !answer.effect.shares.is_empty() || rows.is_empty() {
            return;
        }
        self.lines.section(
            &format!("结果里变了的 {} 行", rows.len()),
            &format!("{} rows of the results changed", rows.len()),
        );
        for row in rows.iter().take(MOST) {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|(header, was, is)| {
                    let of = |cell| shown(cell, self.language);
                    format!("{header} {}", arrow(&of(was), &of(is)))
                })
                .collect();
            let told = format!("{} {}：{}", row.table, row.key, cells.join("，"));
            self.lines.sentence(&told, &told);
        }
        if rows.len() > MOST {
            self.lines.sentence(
                &format!("另有 {} 行，用 -o 文件 写出全部。", rows.len() - MOST),
                &format!("{} more; -o FILE writes all of them.", rows.len() - MOST),
            );
        }
    }
}
