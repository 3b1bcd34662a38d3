//! Readings, ledgers, allocations and targets in words.

use heng_interp::explain::{Allocation, Fact, Form, Ledger, Reading, Target, Term};

use super::outline::{Entry, Grid, Line, Style};
use super::tell::Teller;
use crate::report::text::Align;

impl<'e> Teller<'e> {
    /// 读法: the question, the arm taken and the others.
    pub(super) fn reading(&self, reading: &Reading, entry: &mut Entry) {
        if let Some(question) = &reading.question {
            let text = format!("{}{question}", self.words.pick("读法：", "reading: "));
            entry.lines.push(Line::new().and(text, Style::Faint));
        }
        let taken = reading.taken.and_then(|at| reading.arms.get(at));
        let others: Vec<&str> =
            reading.arms.iter().filter(|arm| Some(*arm) != taken).map(String::as_str).collect();
        let place = self.words.place(reading.taken_at, &self.files).unwrap_or_default();
        let text = match (self.words.pick("zh", "en"), taken) {
            ("zh", Some(taken)) => format!("取「{taken}」（{place}），不取{}", others.join("、")),
            ("zh", None) => format!("还没有取哪一种：{}", others.join("、")),
            (_, Some(taken)) => format!("「{taken}」 is taken ({place}), not {}", others.join(", ")),
            (_, None) => format!("not decided between {}", others.join(", ")),
        };
        entry.lines.push(Line::plain(text));
        self.put_in(&reading.term, entry);
    }

    /// 分账: the line, or the source with all lines.
    pub(super) fn ledger(&mut self, fact: &'e Fact, ledger: &'e Ledger, level: usize, entry: &mut Entry) {
        entry.lines.extend(self.as_written(fact, &ledger.term));
        self.put_in_taken(&ledger.term, entry);
        if ledger.line.is_none() {
            let header = [
                (self.words.pick("去向", "line"), Align::Left),
                (self.words.pick("金额", "amount"), Align::Right),
                (self.words.pick("归", "to"), Align::Left),
            ];
            let explanation = self.words.explanation;
            let rows = ledger.lines.iter().filter_map(|line| {
                let fact = explanation.fact(line.fact)?;
                let indent = "　".repeat(line.depth as usize);
                let party = line.party.clone().unwrap_or_default();
                let to = match &line.purpose {
                    Some(purpose) => format!("{party}（{purpose}）"),
                    None => party,
                };
                Some(vec![format!("{indent}{}", fact.label()), self.words.value(&fact.value), to])
            });
            entry.grid = Some(Grid {
                header: header.into_iter().map(|(name, align)| (name.to_owned(), align)).collect(),
                rows: rows.collect(),
                here: None,
            });
        }
        let taken = taken(&ledger.term);
        entry.entries.extend(self.below(taken, level));
        if ledger.line.is_none() {
            let lines: Vec<_> =
                ledger.lines.iter().filter(|line| line.depth == 0).map(|line| line.fact).collect();
            entry.entries.extend(self.entries(&lines, level + 1));
        }
    }

    /// 分配: the total, the share, the factors.
    pub(super) fn allocation(&mut self, allocation: &'e Allocation, level: usize, entry: &mut Entry) {
        if !allocation.takes_part {
            let said = self.words.pick("不参加分配", "takes no part");
            entry.lines.push(Line::new().and(said, Style::No));
        }
        self.put_in_taken(&allocation.term, entry);
        entry.entries.extend(self.entries(&[allocation.total, allocation.portion], level + 1));
        entry.entries.extend(self.entries(&allocation.factors, level + 1));
    }

    /// 目标: what was wanted and what was reached.
    pub(super) fn target(&mut self, target: &'e Target, level: usize, entry: &mut Entry) {
        let header = [
            (self.words.pick("年度", "year"), Align::Left),
            (self.words.pick("要求", "test"), Align::Left),
            (self.words.pick("应达到", "wanted"), Align::Right),
            (self.words.pick("实际", "reached"), Align::Right),
            (self.words.pick("进度", "progress"), Align::Right),
            (self.words.pick("还差", "lacking"), Align::Right),
            (self.words.pick("结果", "state"), Align::Left),
        ];
        let rows = target.tests.iter().map(|test| {
            let said = [&test.wanted, &test.actual, &test.progress, &test.shortfall, &test.state];
            let mut row = vec![test.year.to_string(), test.said.clone()];
            row.extend(said.into_iter().map(|value| self.words.value(value)));
            row
        });
        let rows = rows.collect();
        let header = header.into_iter().map(|(name, align)| (name.to_owned(), align)).collect();
        entry.grid = Some(Grid { header, rows, here: None });
        entry.entries.extend(target.actual.and_then(|id| self.entry(id, level + 1)));
    }
}

/// The branch that was taken; what chose it was put there by lowering.
fn taken(term: &Term) -> &Term {
    match &term.form {
        Form::Cases(cases) => cases.result.as_ref().map_or(term, taken),
        _ => term,
    }
}
