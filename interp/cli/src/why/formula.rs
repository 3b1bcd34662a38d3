//! Formulas in words: as written, with the numbers put in, which branch was taken, what was counted.

use heng_grammar::span::Span;
use heng_interp::explain::{Account, Aggregation, Cases, Fact, Form, Member, Term};
use heng_interp::program::AggregateFunction;

use super::outline::{Entry, Line, Style};
use super::tell::Teller;

impl Teller<'_> {
    /// The formula as written, and with the numbers put in. Where somebody else has set the value (定), what was set.
    pub(super) fn formula(&self, fact: &Fact, term: &Term, entry: &mut Entry) {
        if matches!(term.form, Form::Constant) && fact.span.is_some_and(|span| within(term.span, span)) {
            return;
        }
        entry.lines.extend(self.as_written(fact, term));
        self.put_in(term, entry);
    }

    /// The entry of the script, or what was set for it elsewhere.
    pub(super) fn as_written(&self, fact: &Fact, term: &Term) -> Option<Line> {
        let span = fact.span?;
        let elsewhere = !within(term.span, span) && term.span.start < term.span.end;
        match self.words.written(term.span).filter(|_| elsewhere) {
            Some(set) => {
                let place = self.words.place(term.span, &self.files).unwrap_or_default();
                let said = format!("{}{} = {set}", self.words.pick("定 ", "set "), fact.name);
                Some(Line::new().and(said, Style::Code).and(format!("  {place}"), Style::Faint))
            }
            None => self.words.written(span).map(|written| Line::new().and(written, Style::Code)),
        }
    }

    /// The numbers put in, where that says more than the value; which branch was taken; what an aggregate counted.
    pub(super) fn put_in(&self, term: &Term, entry: &mut Entry) {
        match &term.form {
            Form::Cases(cases) => self.taken(cases, entry),
            _ => self.equation(term, entry),
        }
        self.aggregates(term, entry);
    }

    /// Which branch was taken, down to a value. That the row takes part at all is not said again, nor what lowering asks of
    /// itself (whether there is a row to sum).
    fn taken(&self, cases: &Cases, entry: &mut Entry) {
        let of_participation = |held: &Term| match &held.form {
            Form::Name(id) => {
                let account = self.words.explanation.fact(*id).map(|fact| &fact.account);
                matches!(account, Some(Account::Participation(_)))
            }
            _ => false,
        };
        let asked = match (&cases.held, &cases.result) {
            (Some(held), Some(result)) => held.span != result.span && !of_participation(held),
            _ => true,
        };
        if asked {
            entry.lines.extend(self.branch(cases));
        }
        match cases.result.as_ref().map(|result| (&result.form, result)) {
            Some((Form::Cases(inner), _)) => self.taken(inner, entry),
            Some((_, result)) => self.equation(result, entry),
            None => {}
        }
    }

    /// The branch alone that was taken, where what chose it is of no interest: lowering put the choice there.
    pub(super) fn put_in_taken(&self, term: &Term, entry: &mut Entry) {
        match &term.form {
            Form::Cases(cases) => cases.result.iter().for_each(|result| self.put_in_taken(result, entry)),
            _ => self.equation(term, entry),
        }
    }

    /// `= 128.73 万元 ÷ 21.07 亩 = ≈6.1096 万元/亩`; of a yes/no its parts with their numbers; then how it was rounded.
    fn equation(&self, term: &Term, entry: &mut Entry) {
        let (inner, rounding) = match &term.form {
            Form::Rounded { of, quantum, mode } => (&**of, Some((quantum, *mode))),
            _ => (term, None),
        };
        if !is_simple(inner) {
            let value = self.words.value(&inner.value);
            entry.lines.push(match inner.value.yes_no() {
                Some(_) => Line::plain(self.words.named(inner)),
                None => Line::plain(format!("= {} = {value}", self.words.numbers(inner))),
            });
        }
        let changed = rounding.filter(|_| inner.value != term.value && inner.value.figure().is_some());
        if let Some((quantum, mode)) = changed {
            entry.lines.push(self.rounding_line(quantum, mode, &term.value));
        }
    }

    /// `精确到 0.01，四舍五入：20.23 分`
    pub(super) fn rounding_line(
        &self,
        quantum: &str,
        mode: heng_interp::program::RoundingMode,
        value: &heng_interp::explain::Stated,
    ) -> Line {
        let (how, value) = (self.words.rounding(quantum, mode), self.words.value(value));
        Line::plain(format!("{how}{}{value}", self.words.pick("：", ": ")))
    }

    fn branch(&self, cases: &Cases) -> Option<Line> {
        let counted = |term: &Term| matches!(term.form, Form::Aggregate(_));
        Some(match (&cases.held, &cases.result) {
            (Some(held), Some(_)) if counted(held) => {
                Line::new().and(self.words.pick("成立", "holds"), Style::Yes)
            }
            (Some(held), Some(_)) => Line::new()
                .and(self.words.pick("成立：", "holds: "), Style::Yes)
                .and(self.words.named(held), Style::Plain),
            (Some(held), None) => Line::new()
                .and(self.words.pick("无法判断：", "no answer: "), Style::No)
                .and(self.words.named(held), Style::Plain),
            (None, _) if cases.failed.iter().all(counted) => {
                Line::new().and(self.words.pick("不成立", "not met"), Style::No)
            }
            (None, _) => {
                let failed: Vec<String> = cases.failed.iter().map(|term| self.words.named(term)).collect();
                let word = match failed.len() {
                    1 => self.words.pick("不成立：", "not met: "),
                    _ => self.words.pick("都不成立：", "none is met: "),
                };
                Line::new().and(word, Style::No).and(failed.join(self.words.pick("；", "; ")), Style::Plain)
            }
        })
    }

    /// How many rows went into each aggregate of a formula; the same rows are listed once.
    pub(super) fn aggregates(&self, term: &Term, entry: &mut Entry) {
        if let Form::Aggregate(aggregation) = &term.form {
            let mut said =
                Entry { lines: self.counted(aggregation).into_iter().collect(), ..Entry::default() };
            self.members(aggregation, &mut said);
            let known = said.lines.iter().all(|line| entry.lines.contains(line));
            if !known {
                entry.lines.extend(said.lines);
            }
        }
        term.parts().into_iter().for_each(|part| self.aggregates(part, entry));
    }

    fn counted(&self, aggregation: &Aggregation) -> Option<Line> {
        let of = self.words.population(&aggregation.of, &aggregation.table);
        let used = aggregation.used?;
        let skipped = aggregation.skipped.unwrap_or_default();
        let text = match (self.words.pick("zh", "en"), skipped) {
            ("zh", 0) => format!("{of}，计入 {used} 个"),
            ("zh", _) => format!("{of}，计入 {used} 个；{skipped} 个没有数据，不计入"),
            (_, 0) => format!("{of}: {used} counted"),
            _ => format!("{of}: {used} counted, {skipped} without a value left out"),
        };
        Some(Line::new().and(text, Style::Faint))
    }

    /// The rows under the row: those that count one by one, the others by their number.
    fn members(&self, aggregation: &Aggregation, entry: &mut Entry) {
        let told = |member: &&Member| self.full || member.counts != Some(false);
        entry
            .lines
            .extend(aggregation.members.iter().filter(told).map(|member| self.member(aggregation, member)));
        let others = aggregation.members.iter().filter(|member| !told(member)).count();
        if others == 0 {
            return;
        }
        let table = &aggregation.table;
        let all = others == aggregation.members.len();
        let text = match (self.words.pick("zh", "en"), all) {
            ("zh", true) => format!("名下{table} {others} 条，都不符合"),
            ("zh", false) => format!("另有名下{table} {others} 条，不符合"),
            (_, true) => format!("none of its {others} rows of {table} fits"),
            (_, false) => format!("{others} more of its rows of {table} do not fit"),
        };
        entry.lines.push(Line::new().and(text, Style::Faint));
    }

    fn member(&self, aggregation: &Aggregation, member: &Member) -> Line {
        let mut cells: Vec<String> = member
            .cells
            .iter()
            .map(|(column, value)| format!("{column} {}", self.words.value(value)))
            .collect();
        let counted = matches!(aggregation.function, AggregateFunction::Count | AggregateFunction::Any);
        if let (Some(value), false, true) = (&member.value, counted, member.cells.len() != 1) {
            cells.push(self.words.value(value));
        }
        if cells.is_empty() {
            cells.push(member.row.text());
        }
        let place = self.cell_place(&member.place);
        let (sign, style) = match member.counts {
            Some(true) => (self.words.pick("计入　", "counts  "), Style::Yes),
            Some(false) => (self.words.pick("不计　", "not     "), Style::No),
            None => (self.words.pick("未定　", "open    "), Style::No),
        };
        let said = cells.join(self.words.pick("，", ", "));
        Line::new().and(sign, style).and(said, Style::Plain).and(format!("  {place}"), Style::Faint)
    }
}

/// A formula whose value says all: to put the numbers in would only repeat it.
fn is_simple(term: &Term) -> bool {
    match &term.form {
        Form::Constant | Form::Name(_) | Form::Aggregate(_) | Form::Rank | Form::Cases(_) => true,
        Form::Elsewhere { value: Some(value), .. } => is_simple(value),
        Form::Converted(inner) | Form::Rounded { of: inner, .. } => is_simple(inner),
        _ => false,
    }
}

/// Whether a place lies within another.
fn within(inner: Span, outer: Span) -> bool {
    inner.source == outer.source && outer.start <= inner.start && inner.end <= outer.end
}
