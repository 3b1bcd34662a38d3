//! From facts to an outline: what is worth saying of each, in which order, and what has been said already.

use std::collections::BTreeSet;

use heng_grammar::span::Span;
use heng_interp::explain::{Account, Aggregation, CellState, Fact, FactId, Form, Stated, Term};
use heng_interp::program::ParameterSource;
use heng_interp::table::Place;

use super::files::Files;
use super::outline::{Entry, Line, Style};
use super::words::Words;

/// Tells of one explanation.
pub struct Teller<'e> {
    /// In words.
    pub words: Words<'e>,
    /// How many levels are told.
    pub depth: usize,
    /// Whether rules that did not hold are told as fully as those that did.
    pub full: bool,
    told: BTreeSet<FactId>,
    /// The values above the one that is told, by their names: their parts are called by their last name.
    above: Vec<String>,
    /// What a grade is ranked by is told after its moves.
    pub(super) put_off: Option<Vec<FactId>>,
    pub(super) files: Files,
}

impl<'e> Teller<'e> {
    /// Who tells, as deep as `depth`.
    pub fn new(words: Words<'e>, depth: usize, full: bool) -> Self {
        let files = Files::of(words.explanation, words.sources);
        Self { words, depth, full, told: BTreeSet::new(), above: Vec::new(), put_off: None, files }
    }

    /// What was asked for.
    pub fn roots(&mut self) -> Vec<Entry> {
        let roots = self.words.explanation.roots.clone();
        roots.into_iter().filter_map(|id| self.entry(id, 0)).collect()
    }

    /// The files that cells and formulas are from: what each is called here, and its path where that is longer.
    pub fn files(&self) -> Vec<(String, String)> {
        self.files.renamed()
    }

    /// One fact. One that was told before is only named again; a cell that was told stands in the formula.
    pub fn entry(&mut self, id: FactId, level: usize) -> Option<Entry> {
        let fact = self.words.explanation.fact(id)?;
        let known = !self.told.insert(id);
        if is_source(fact) {
            return (!known || level == 0).then(|| Entry { head: self.source(fact), ..Entry::default() });
        }
        let mut entry = Entry { head: self.head(fact), ..Entry::default() };
        if known && !self.is_plain(fact) {
            entry.head = entry.head.and(self.words.pick("（见上）", " (see above)"), Style::Faint);
            return Some(entry);
        }
        if level < self.depth {
            self.above.push(fact.name.clone());
            self.documentation(fact, &mut entry);
            self.account(fact, level, &mut entry);
            self.above.pop();
        }
        Some(entry)
    }

    /// The entries of some facts.
    pub fn entries(&mut self, ids: &[FactId], level: usize) -> Vec<Entry> {
        ids.iter().filter_map(|id| self.entry(*id, level)).collect()
    }

    /// The last name alone where the value stands below the one whose part it is.
    fn short_name<'n>(&self, name: &'n str) -> &'n str {
        let part = self.above.last().and_then(|above| name.strip_prefix(above.as_str())?.strip_prefix('.'));
        part.unwrap_or(name)
    }

    /// A value that is said in full by its first line.
    fn is_plain(&self, fact: &Fact) -> bool {
        matches!(&fact.account, Account::Formula(Term { form: Form::Constant, .. }))
    }

    fn head(&self, fact: &Fact) -> Line {
        let mut line = Line::new();
        if let Some(row) = &fact.elsewhere {
            line = line.and(format!("{} ", row.text()), Style::Faint);
        }
        line = line
            .and(self.short_name(&fact.name), Style::Name)
            .and(" = ", Style::Plain)
            .and(self.words.value(&fact.value), Style::Value);
        if let Some(published) = fact.published.as_ref().filter(|p| self.differs(&fact.value, p)) {
            line = line
                .and(format!("{}{published}", self.words.pick("，公布 ", ", published as ")), Style::Plain);
        }
        self.with_articles(line, &fact.articles)
    }

    fn differs(&self, value: &Stated, published: &str) -> bool {
        value.figure().is_some_and(|figure| !figure.is_exact() || figure.short != published)
    }

    /// With the articles at its end.
    pub fn with_articles(&self, line: Line, articles: &[String]) -> Line {
        if articles.is_empty() {
            return line;
        }
        let articles: Vec<String> = articles.iter().map(|article| format!("@{article}")).collect();
        line.and(format!("  {}", articles.join(" ")), Style::Faint)
    }

    fn documentation(&self, fact: &Fact, entry: &mut Entry) {
        entry.lines.extend(
            fact.doc
                .iter()
                .filter(|line| !line.trim().is_empty())
                .map(|line| Line::new().and(line.trim(), Style::Faint)),
        );
    }

    fn account(&mut self, fact: &'e Fact, level: usize, entry: &mut Entry) {
        match &fact.account {
            Account::Cell(_) | Account::Decision(_) | Account::Parameter(_) => {}
            Account::Formula(term) => {
                self.formula(fact, term, entry);
                entry.entries.extend(self.below(term, level));
            }
            Account::Score(score) => self.score(score, level, entry),
            Account::ScoreGroup(group) => self.score_group(group, level, entry),
            Account::ScoreItem(item) => self.score_item(item, level, entry),
            Account::Tally(tally) => self.tally(tally, level, entry),
            Account::Conditions(conditions) => {
                let own = conditions.items.iter().filter(|(depth, _)| *depth == 0);
                let own: Vec<FactId> = own.map(|(_, id)| *id).collect();
                entry.entries.extend(self.entries(&own, level + 1));
            }
            Account::Band(band) => self.band(band, level, entry),
            Account::Threshold(threshold) => {
                self.formula(fact, &threshold.choice, entry);
                entry.entries.extend(self.below(&threshold.by, level));
            }
            Account::Adjust(adjust) => self.adjust(adjust, level, entry),
            Account::Participation(participation) => self.participation(participation, level, entry),
            Account::Reading(reading) => {
                self.reading(reading, entry);
                entry.entries.extend(self.below(&reading.term, level));
            }
            Account::Ledger(ledger) => self.ledger(fact, ledger, level, entry),
            Account::Allocation(allocation) => self.allocation(allocation, level, entry),
            Account::Target(target) => self.target(target, level, entry),
        }
    }

    /// The formula as written, and with the numbers put in. Where somebody else has set the value (定), what was set.
    pub fn formula(&self, fact: &Fact, term: &Term, entry: &mut Entry) {
        if matches!(term.form, Form::Constant) && fact.span.is_some_and(|span| within(term.span, span)) {
            return;
        }
        if let Some(span) = fact.span {
            let set = self
                .words
                .written(term.span)
                .filter(|_| !within(term.span, span) && term.span.start < term.span.end);
            let line = match set {
                Some(set) => {
                    let place = self.words.place(term.span, &self.files).unwrap_or_default();
                    let said = format!("{}{} = {set}", self.words.pick("定 ", "set "), fact.name);
                    Some(Line::new().and(said, Style::Code).and(format!("  {place}"), Style::Faint))
                }
                None => self.words.written(span).map(|written| Line::new().and(written, Style::Code)),
            };
            entry.lines.extend(line);
        }
        self.put_in(term, entry);
    }

    /// The numbers put in, where that says more than the value; which branch was taken; what an aggregate counted.
    pub fn put_in(&self, term: &Term, entry: &mut Entry) {
        if let Form::Cases(cases) = &term.form {
            self.branch(cases, entry);
        }
        let worth = !matches!(
            term.form,
            Form::Constant | Form::Name(_) | Form::Aggregate(_) | Form::Rank | Form::Cases(_)
        );
        if worth {
            let said =
                if term.value.yes_no().is_some() { self.words.named(term) } else { self.words.numbers(term) };
            let value = self.words.value(&term.value);
            let line = match term.value.yes_no() {
                Some(_) => Line::plain(said),
                None => Line::plain(format!("= {said}")).and(format!(" = {value}"), Style::Plain),
            };
            entry.lines.push(line);
        }
        self.rounded(term, entry);
        self.aggregates(term, entry);
    }

    fn branch(&self, cases: &heng_interp::explain::Cases, entry: &mut Entry) {
        let said = match (&cases.held, &cases.result) {
            (Some(held), Some(_)) if matches!(held.form, Form::Aggregate(_)) => {
                Line::new().and(self.words.pick("成立", "holds"), Style::Yes)
            }
            (Some(held), Some(_)) => Line::new()
                .and(self.words.pick("成立：", "holds: "), Style::Yes)
                .and(self.words.named(held), Style::Plain),
            (Some(held), None) => Line::new()
                .and(self.words.pick("无法判断：", "no answer: "), Style::No)
                .and(self.words.named(held), Style::Plain),
            (None, _) => {
                let failed: Vec<String> = cases.failed.iter().map(|term| self.words.named(term)).collect();
                Line::new()
                    .and(self.words.pick("以上都不成立：", "none holds: "), Style::No)
                    .and(failed.join(self.words.pick("；", "; ")), Style::Plain)
            }
        };
        entry.lines.push(said);
        if let Some(result) = &cases.result
            && !matches!(result.form, Form::Constant | Form::Name(_))
        {
            let (numbers, value) = (self.words.numbers(result), self.words.value(&result.value));
            entry.lines.push(Line::plain(format!("= {numbers} = {value}")));
        }
    }

    fn rounded(&self, term: &Term, entry: &mut Entry) {
        if let Form::Rounded { of, quantum, mode } = &term.form {
            let (before, how) = (self.words.value(&of.value), self.words.rounding(quantum, *mode));
            entry.lines.push(Line::plain(match self.words.pick("zh", "en") {
                "zh" => format!("{before}，{how}"),
                _ => format!("{before}, {how}"),
            }));
        }
    }

    /// How many rows went into each aggregate of a formula.
    fn aggregates(&self, term: &Term, entry: &mut Entry) {
        if let Form::Aggregate(aggregation) = &term.form {
            entry.lines.extend(self.counted(aggregation));
            self.members(aggregation, entry);
        }
        term.parts().into_iter().for_each(|part| self.aggregates(part, entry));
    }

    fn counted(&self, aggregation: &Aggregation) -> Option<Line> {
        let of = self.words.population(&aggregation.of, &aggregation.table);
        let used = aggregation.used?;
        let skipped = aggregation.skipped.unwrap_or_default();
        let text = match (self.words.pick("zh", "en"), skipped) {
            ("zh", 0) => format!("{of}，计入 {used} 户"),
            ("zh", _) => format!("{of}，计入 {used} 户；{skipped} 户没有数据，不计入"),
            (_, 0) => format!("{of}: {used} counted"),
            _ => format!("{of}: {used} counted, {skipped} without a value left out"),
        };
        Some(Line::new().and(text, Style::Faint))
    }

    /// The rows under the row: those that count, and those that do not.
    fn members(&self, aggregation: &Aggregation, entry: &mut Entry) {
        for member in &aggregation.members {
            let cells: Vec<String> = member
                .cells
                .iter()
                .map(|(column, value)| format!("{column} {}", self.words.value(value)))
                .collect();
            let place = self.cell_place(&member.place);
            let (sign, style) = match member.counts {
                Some(true) => (self.words.pick("计入　", "counts  "), Style::Yes),
                Some(false) => (self.words.pick("不计　", "not     "), Style::No),
                None => (self.words.pick("未定　", "open    "), Style::No),
            };
            let said = cells.join(self.words.pick("，", ", "));
            entry.lines.push(
                Line::new().and(sign, style).and(said, Style::Plain).and(format!("  {place}"), Style::Faint),
            );
        }
    }

    /// What a formula speaks of; of a yes/no only what decides it.
    pub fn below(&mut self, term: &Term, level: usize) -> Vec<Entry> {
        let ids: Vec<FactId> = if term.value.yes_no().is_some() && !self.full {
            let mut ids = Vec::new();
            for id in term.deciding().into_iter().flat_map(Term::facts) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            ids
        } else {
            term.facts()
        };
        self.entries(&ids, level + 1)
    }

    /// A cell, a decision, a parameter: its value and where it is from.
    fn source(&self, fact: &Fact) -> Line {
        let mut line = Line::new();
        if let Some(row) = &fact.elsewhere {
            line = line.and(format!("{} ", row.text()), Style::Faint);
        }
        line = line
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
    fn cell_place(&self, place: &Place) -> String {
        let mut place = place.clone();
        place.file = place.file.map(|file| self.files.short(&file).into());
        let name = place.name();
        self.words.pick(&name.zh, &name.en).to_owned()
    }

    fn decision(&self, decided: &heng_interp::explain::Decided) -> String {
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

/// Whether a place lies within another.
fn within(inner: Span, outer: Span) -> bool {
    inner.source == outer.source && outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a value comes from outside, so that a line says all of it.
fn is_source(fact: &Fact) -> bool {
    matches!(fact.account, Account::Cell(_) | Account::Decision(_) | Account::Parameter(_))
}
