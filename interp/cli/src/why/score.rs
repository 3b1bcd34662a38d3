//! Scores and tallies in words.

use heng_interp::explain::{
    Bound, Fact, FactId, Form, Score, ScoreGroup, ScoreItem, ScoreLine, Stated, Tally, Term,
};

use super::outline::{Entry, Line, Style};
use super::tell::Teller;

impl<'e> Teller<'e> {
    /// 评分
    pub(super) fn score(&mut self, fact: &'e Fact, score: &'e Score, level: usize, entry: &mut Entry) {
        if !score.scored {
            let said = self.words.pick("不参评，没有得分", "not scored");
            entry.lines.push(Line::new().and(said, Style::No));
            entry.entries.extend(score.reach.and_then(|id| self.entry(id, level + 1)));
            return;
        }
        if let Some(out_of) = &score.out_of {
            let (own, most) =
                (self.words.value(out_of), score.attainable.as_ref().map(|most| self.words.value(most)));
            let text = match (self.words.pick("zh", "en"), most) {
                ("zh", Some(most)) if most != own => format!("满分 {own}（各项都到上限时最高 {most}）"),
                ("zh", _) => format!("满分 {own}"),
                (_, Some(most)) if most != own => {
                    format!("out of {own} (at most {most}, with every item at its cap)")
                }
                _ => format!("out of {own}"),
            };
            entry.lines.push(Line::new().and(text, Style::Faint));
        }
        let before = score.rounded.as_ref().map_or(&fact.value, |rounding| &rounding.before);
        entry.lines.push(self.sum(&score.lines, &score.extras, before));
        if let Some(rounding) = score.rounded.as_ref().filter(|rounding| rounding.before != fact.value) {
            entry.lines.push(self.rounding_line(&rounding.quantum, rounding.mode, &fact.value));
        }
        entry.entries.extend(self.lines_of(&score.lines, level));
        for extra in &score.extras {
            entry.entries.extend(self.below(extra, level));
        }
    }

    /// `= 集约发展 ≈14.1019 分 + 科技创新 0 分 + 客观因素调整分 0 分 = ≈20.2328 分`
    fn sum(&self, lines: &[ScoreLine], extras: &[Term], total: &Stated) -> Line {
        let explanation = self.words.explanation;
        let own = lines.iter().filter(|line| line.depth == 0);
        let said = |id: FactId, value: &Stated| {
            let label = explanation.fact(id).map(Fact::label).unwrap_or_default();
            format!("{label} {}", self.words.value(value))
        };
        let parts = own.filter_map(|line| Some(said(line.fact, &explanation.fact(line.fact)?.value)));
        let parts: Vec<String> = parts.collect();
        let word = |term: &Term| match &term.form {
            Form::Name(id) => said(*id, &term.value),
            _ => self.words.named(term),
        };
        let mut sum = parts.join(" + ");
        for extra in extras {
            let (sign, added) = match &extra.form {
                Form::Negate(taken_off) => ("-", word(taken_off)),
                _ => ("+", word(extra)),
            };
            sum = format!("{sum} {sign} {added}");
        }
        Line::plain(format!("= {sum} = {}", self.words.value(total)))
    }

    fn lines_of(&mut self, lines: &'e [ScoreLine], level: usize) -> Vec<Entry> {
        let own: Vec<FactId> = lines.iter().filter(|line| line.depth == 0).map(|line| line.fact).collect();
        self.entries(&own, level + 1)
    }

    /// A group of items.
    pub(super) fn score_group(
        &mut self,
        fact: &'e Fact,
        group: &'e ScoreGroup,
        level: usize,
        entry: &mut Entry,
    ) {
        entry.lines.push(self.sum(&group.lines, &[], &fact.value));
        entry.entries.extend(self.lines_of(&group.lines, level));
    }

    /// An item.
    pub(super) fn score_item(&mut self, item: &'e ScoreItem, level: usize, entry: &mut Entry) {
        let Some(raw) = &item.raw else {
            let said = self.words.pick("不参评，没有得分", "not scored");
            entry.lines.push(Line::new().and(said, Style::No));
            return;
        };
        match &item.answered {
            Some(answer) => {
                let (numbers, value) = (self.words.numbers(raw), self.words.value(&answer.value));
                let zh = format!("没有数据（{numbers}），按「缺失」的规定计 {value}");
                let en = format!("no data ({numbers}): {value} for a missing value");
                entry.lines.push(Line::new().and(self.words.pick(&zh, &en), Style::No));
            }
            None if matches!(raw.form, Form::Name(_) | Form::Constant) => {}
            None => {
                let (numbers, value) = (self.words.numbers(raw), self.words.value(&raw.value));
                entry.lines.push(Line::plain(format!("= {numbers} = {value}")));
            }
        }
        entry.lines.extend(self.bound(item));
        if let Some(baseline) = &item.baseline {
            self.baseline(baseline, entry);
        }
        item.answered.iter().for_each(|answer| self.aggregates(answer, entry));
        let mut terms: Vec<&Term> = item.subject.iter().chain(&item.baseline).collect();
        if item.subject.is_none() || item.baseline.is_none() {
            terms.push(raw);
        }
        terms.extend(&item.answered);
        let mut ids: Vec<FactId> = Vec::new();
        for id in terms.into_iter().flat_map(Term::facts) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        entry.entries.extend(self.entries(&ids, level + 1));
    }

    /// A baseline that has no name of its own: what was written, and how many rows it looked at.
    fn baseline(&self, baseline: &Term, entry: &mut Entry) {
        if matches!(baseline.form, Form::Name(_) | Form::Constant) {
            return;
        }
        let written = self.words.written(baseline.span).unwrap_or_default();
        let text = format!(
            "{}{written} = {}",
            self.words.pick("基准 ", "baseline "),
            self.words.value(&baseline.value)
        );
        entry.lines.push(Line::plain(text));
        self.aggregates(baseline, entry);
    }

    fn bound(&self, item: &ScoreItem) -> Option<Line> {
        let (limit, zh, en) = match item.bound {
            Bound::Within => return None,
            Bound::Cap => (item.cap.as_ref()?, "超过上限，按", "above the cap: "),
            Bound::Floor => (item.floor.as_ref()?, "低于下限，按", "below the floor: "),
        };
        let value = self.words.value(&limit.value);
        let said = match self.words.pick("zh", "en") {
            "zh" => format!("{zh} {value}计"),
            _ => format!("{en}{value}"),
        };
        Some(Line::new().and(said, Style::Yes))
    }

    /// 计分: the items that count; those that do not are named in one line.
    pub(super) fn tally(&mut self, tally: &'e Tally, level: usize, entry: &mut Entry) {
        let explanation = self.words.explanation;
        let nothing: Vec<&str> = tally
            .parts
            .iter()
            .filter(|part| !part.counts)
            .filter_map(|part| explanation.fact(part.fact))
            .filter(|fact| fact.value.figure().is_none_or(|figure| figure.full == "0"))
            .map(Fact::label)
            .collect();
        if tally.highest {
            entry.lines.push(Line::plain(self.words.pick("只计最高的一项", "only the highest counts")));
        }
        if let (Some(cap), Some(before), true) = (&tally.cap, &tally.before_cap, tally.capped) {
            let (cap, before) = (self.words.value(&cap.value), self.words.value(before));
            let zh = format!("合计 {before}，超过上限，按 {cap}计");
            let en = format!("{before} in all, above the cap: {cap}");
            entry.lines.push(Line::new().and(self.words.pick(&zh, &en), Style::Yes));
        }
        if !self.full {
            let worthless = tally.parts.iter().map(|part| part.fact).filter(|id| !self.is_something(*id));
            self.quiet.extend(worthless.collect::<Vec<_>>());
        }
        let telling: Vec<FactId> = tally
            .parts
            .iter()
            .filter(|part| self.full || part.counts || self.is_something(part.fact))
            .map(|part| part.fact)
            .collect();
        entry.entries.extend(self.entries(&telling, level + 1));
        if !nothing.is_empty() && !self.full {
            let names = nothing.join(self.words.pick("、", ", "));
            let zh = format!("没有得分：{names}");
            let en = format!("nothing for {names}");
            entry.lines.push(Line::new().and(self.words.pick(&zh, &en), Style::Faint));
        }
    }

    fn is_something(&self, id: FactId) -> bool {
        let figure = self.words.explanation.fact(id).and_then(|fact| fact.value.figure());
        figure.is_some_and(|figure| figure.full != "0")
    }
}
