//! Scores and tallies in words.

use heng_interp::explain::{Bound, FactId, Form, Score, ScoreGroup, ScoreItem, ScoreLine, Tally, Term};

use super::outline::{Entry, Line, Style};
use super::tell::Teller;

impl<'e> Teller<'e> {
    /// 评分
    pub(super) fn score(&mut self, score: &'e Score, level: usize, entry: &mut Entry) {
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
                ("zh", Some(most)) if most != own => format!("满分 {own}（连同加分、封顶以上最高 {most}）"),
                ("zh", _) => format!("满分 {own}"),
                (_, Some(most)) if most != own => {
                    format!("out of {own} (at most {most} with caps and extras)")
                }
                _ => format!("out of {own}"),
            };
            entry.lines.push(Line::new().and(text, Style::Faint));
        }
        entry.lines.push(self.sum(&score.lines, &score.extras));
        if let Some(rounding) = &score.rounded {
            let how = self.words.rounding(&rounding.quantum, rounding.mode);
            let before = self.words.value(&rounding.before);
            entry.lines.push(Line::plain(format!("{before}{}{how}", self.words.pick("，", ", "))));
        }
        entry.entries.extend(self.lines_of(&score.lines, level));
        for extra in &score.extras {
            entry.entries.extend(self.below(extra, level));
        }
    }

    /// `= 27.41 分 + 3.2 分 + 0 分`
    fn sum(&self, lines: &[ScoreLine], extras: &[Term]) -> Line {
        let own = lines.iter().filter(|line| line.depth == 0);
        let parts = own.filter_map(|line| self.words.explanation.fact(line.fact));
        let mut parts: Vec<String> =
            parts.map(|fact| format!("{} {}", fact.label(), self.words.value(&fact.value))).collect();
        parts.extend(extras.iter().map(|extra| self.words.named(extra)));
        Line::plain(format!("= {}", parts.join(" + ")))
    }

    fn lines_of(&mut self, lines: &'e [ScoreLine], level: usize) -> Vec<Entry> {
        let own: Vec<FactId> = lines.iter().filter(|line| line.depth == 0).map(|line| line.fact).collect();
        self.entries(&own, level + 1)
    }

    /// A group of items.
    pub(super) fn score_group(&mut self, group: &'e ScoreGroup, level: usize, entry: &mut Entry) {
        entry.lines.push(self.sum(&group.lines, &[]));
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
            .map(heng_interp::explain::Fact::label)
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
