//! Grades in words: the place and the cuts, the moves, who takes part.

use heng_grammar::tree::{MoveKind, ParticipationKind};
use heng_interp::explain::{Account, Action, Adjust, Band, BandClass, Edge, Move, Participation, Verdict};

use super::outline::{Entry, Grid, Line, Style};
use super::tell::Teller;
use crate::report::text::Align;

impl<'e> Teller<'e> {
    /// 调档: the grade before, every move, then what the grade before is ranked by.
    pub(super) fn adjust(&mut self, adjust: &'e Adjust, level: usize, entry: &mut Entry) {
        let outer = self.put_off.replace(Vec::new());
        entry.entries.extend(self.below(&adjust.from, level));
        entry.entries.push(self.moves(adjust, level));
        let later = std::mem::replace(&mut self.put_off, outer).unwrap_or_default();
        entry.entries.extend(self.entries(&later, level + 1));
    }

    fn moves(&mut self, adjust: &'e Adjust, level: usize) -> Entry {
        let count = adjust.moves.len();
        if let Some(first) = adjust
            .moves
            .first()
            .filter(|_| adjust.moves.iter().all(|one| one.verdict == Verdict::NoGrade) && !self.full)
        {
            let grade = self.words.value(&first.before);
            let zh = format!("调档：{count} 条都不适用，因为初评为「{grade}」，没有可调的等级");
            let en = format!("moves: none of {count} applies, as the grade {grade} cannot be moved");
            return Entry {
                head: Line::new().and(self.words.pick(&zh, &en), Style::Name),
                ..Entry::default()
            };
        }
        let moved = adjust.moves.iter().filter(|m| m.verdict == Verdict::Moved).count();
        let held = adjust.moves.iter().filter(|m| m.verdict == Verdict::HeldWithoutEffect).count();
        let text = match (self.words.pick("zh", "en"), moved, held) {
            ("zh", 0, 0) => format!("调档：按次序试过 {count} 条，没有一条成立"),
            ("zh", _, _) => {
                format!("调档：按次序试过 {count} 条，{} 条成立，{moved} 条改变了等级", moved + held)
            }
            (_, 0, 0) => format!("moves: {count} tried in order, none held"),
            _ => format!("moves: {count} tried in order, {} held, {moved} changed the grade", moved + held),
        };
        let mut moves = Entry { head: Line::new().and(text, Style::Name), ..Entry::default() };
        for one in &adjust.moves {
            moves.entries.push(self.one_move(one, level + 1));
        }
        moves
    }

    /// One that did not hold is a line: what it does, and what failed.
    fn one_move(&mut self, one: &'e Move, level: usize) -> Entry {
        let (sign, style) = match one.verdict {
            Verdict::Moved | Verdict::HeldWithoutEffect => ("✓ ", Style::Yes),
            Verdict::NotMet | Verdict::NoGrade => ("✗ ", Style::No),
            Verdict::Waived | Verdict::Undecided => ("○ ", Style::No),
        };
        let kind = match one.kind {
            MoveKind::Protect => self.words.pick("保护 ", "protect "),
            MoveKind::Punish => self.words.pick("惩罚 ", "punish "),
        };
        let head = Line::new()
            .and(sign, style)
            .and(kind, Style::Faint)
            .and(&one.name, Style::Name)
            .and(self.bracketed(&self.action(&one.action)), Style::Plain)
            .and(self.verdict(one), style);
        let mut entry = Entry::default();
        let brief = one.verdict == Verdict::NotMet && !self.full;
        if brief {
            let head =
                head.and(self.words.pick("：", ": "), Style::Plain).and(self.condition(one), Style::Plain);
            entry.head = self.with_articles(head, &one.articles);
        } else {
            entry.head = self.with_articles(head, &one.articles);
            if one.verdict != Verdict::NoGrade {
                entry.lines.push(Line::plain(self.condition(one)));
            }
            entry.entries.extend(one.waiver.and_then(|id| self.entry(id, level + 1)));
            entry.entries.extend(self.below(&one.condition, level));
        }
        if one.verdict != Verdict::NoGrade {
            entry.lines.extend(self.answer(one));
        }
        entry
    }

    /// One move that was asked for by its name.
    pub(super) fn move_alone(&mut self, one: &'e Move, level: usize, entry: &mut Entry) {
        let text =
            format!("{}{}{}", self.action(&one.action), self.words.pick("：", ": "), self.verdict(one));
        entry.lines.push(Line::plain(text));
        entry.lines.push(Line::plain(self.condition(one)));
        entry.lines.extend(self.answer(one));
        entry.entries.extend(one.waiver.and_then(|id| self.entry(id, level + 1)));
        entry.entries.extend(self.below(&one.condition, level));
    }

    fn bracketed(&self, text: &str) -> String {
        match self.words.pick("zh", "en") {
            "zh" => format!("（{text}）"),
            _ => format!(" ({text}) "),
        }
    }

    /// What decided the condition, with its numbers.
    fn condition(&self, one: &Move) -> String {
        let deciding = one.condition.deciding();
        let said: Vec<String> = deciding.into_iter().map(|term| self.words.named(term)).collect();
        said.join(self.words.pick("；", "; "))
    }

    fn answer(&self, one: &Move) -> Option<Line> {
        let zh = if one.answered? {
            "没有数据，按适用处理"
        } else {
            "没有数据，按不适用处理"
        };
        let en = if one.answered? { "no data: taken to apply" } else { "no data: taken not to apply" };
        Some(Line::plain(self.words.pick(zh, en)))
    }

    fn verdict(&self, one: &Move) -> String {
        let (before, after) = (self.words.value(&one.before), self.words.value(&one.after));
        match (self.words.pick("zh", "en"), one.verdict) {
            ("zh", Verdict::Moved) => format!("成立，{before} → {after}"),
            ("zh", Verdict::HeldWithoutEffect) => format!("成立，等级已是 {before}，不变"),
            ("zh", Verdict::NotMet) => "不成立".to_owned(),
            ("zh", Verdict::Waived) => "条件成立，但经认定不适用".to_owned(),
            ("zh", Verdict::NoGrade) => format!("等级为 {before}，不参加调档"),
            ("zh", Verdict::Undecided) => "有认定未作出，暂不能定".to_owned(),
            (_, Verdict::Moved) => format!("held, {before} → {after}"),
            (_, Verdict::HeldWithoutEffect) => format!("held, but the grade was {before} already"),
            (_, Verdict::NotMet) => "not met".to_owned(),
            (_, Verdict::Waived) => "met, but set aside by a decision".to_owned(),
            (_, Verdict::NoGrade) => format!("the grade {before} is not moved"),
            (_, Verdict::Undecided) => "awaits a decision".to_owned(),
        }
    }

    fn action(&self, action: &Action) -> String {
        match (self.words.pick("zh", "en"), action) {
            ("zh", Action::Set(to)) => format!("调为 {to}"),
            ("zh", Action::AtLeast(to)) => format!("不低于 {to}"),
            ("zh", Action::AtMost(to)) => format!("不高于 {to}"),
            ("zh", Action::Up(steps)) => format!("上调 {steps} 档"),
            ("zh", Action::Down(steps)) => format!("下调 {steps} 档"),
            (_, Action::Set(to)) => format!("set to {to}"),
            (_, Action::AtLeast(to)) => format!("at least {to}"),
            (_, Action::AtMost(to)) => format!("at most {to}"),
            (_, Action::Up(steps)) => format!("up by {steps}"),
            (_, Action::Down(steps)) => format!("down by {steps}"),
            (_, Action::Unknown) => String::new(),
        }
    }

    /// 分档
    pub(super) fn band(&mut self, band: &'e Band, level: usize, entry: &mut Entry) {
        match (band.place, band.base) {
            (Some(place), Some(base)) => {
                let own: Vec<String> = band.population.iter().map(|key| self.words.value(key)).collect();
                let (apart, among) = match own.is_empty() {
                    true => (String::new(), String::new()),
                    false => (format!("在「{}」中", own.join("、")), format!(" among {}", own.join(", "))),
                };
                let zh = format!("{apart}第 {place} 名，共 {base} 名");
                let en = format!("place {place} of {base}{among}");
                entry.lines.push(Line::new().and(self.words.pick(&zh, &en), Style::Value));
                entry.grid = Some(self.classes(&band.classes));
            }
            _ => entry.lines.push(Line::new().and(self.not_ranked(band), Style::No)),
        }
        if band.tied {
            let said = self.words.pick(
                "与别家数值相同，名次按并列规则定",
                "others have the same value; the tie rule decided the place",
            );
            entry.lines.push(Line::plain(said));
        }
        entry.lines.extend(self.ties(band));
        match (&band.unranked, &mut self.put_off) {
            (Some(term), _) => entry.entries.extend(self.below(term, level)),
            (None, Some(later)) => later.extend(band.by.facts()),
            (None, None) => entry.entries.extend(self.below(&band.by, level)),
        }
    }

    /// Not in the list, not scored, or only not ranked.
    fn not_ranked(&self, band: &Band) -> &'static str {
        let facts = band.unranked.iter().flat_map(heng_interp::explain::Term::facts);
        let sorted =
            facts.filter_map(|id| self.words.explanation.fact(id)).find_map(|fact| match &fact.account {
                Account::Participation(participation) => Some(participation),
                _ => None,
            });
        let (zh, en) = match sorted {
            Some(one) if !one.listed => ("不在评价名单之内", "not in the list"),
            Some(one) if assigned(one) => {
                ("不打分、不排名，直接列入等级", "neither scored nor ranked: graded directly")
            }
            Some(one) if !one.scored => {
                ("在名单之内，但不打分、不排名", "listed, but neither scored nor ranked")
            }
            Some(_) | None => ("不参加排名", "not ranked"),
        };
        match self.words.language {
            heng_grammar::diagnostic::Language::Chinese => zh,
            heng_grammar::diagnostic::Language::English => en,
        }
    }

    /// The classes with their places, the values at their edges and how far the row is from them.
    fn classes(&self, classes: &[BandClass]) -> Grid {
        let header = [
            (self.words.pick("档", "class"), Align::Left),
            (self.words.pick("名次", "places"), Align::Right),
            (self.words.pick("首名", "first"), Align::Right),
            (self.words.pick("末名", "last"), Align::Right),
            (self.words.pick("相距", "distance"), Align::Left),
        ];
        let here = classes.iter().position(|class| class.here);
        let rows = classes.iter().enumerate().map(|(at, class)| {
            let places = class.places.map(|(first, last)| format!("{first}–{last}")).unwrap_or_default();
            let value = |edge: &Option<Edge>| {
                edge.as_ref().and_then(|e| e.value.figure()).map(|f| f.short.clone()).unwrap_or_default()
            };
            let stand = match here {
                Some(own) if own == at => self.words.pick("在此档", "here").to_owned(),
                Some(own) if at < own => self.apart(class.bottom.as_ref()),
                _ => self.apart(class.top.as_ref()),
            };
            vec![class.name.clone(), places, value(&class.top), value(&class.bottom), stand]
        });
        Grid {
            header: header.into_iter().map(|(name, align)| (name.to_owned(), align)).collect(),
            rows: rows.collect(),
            here,
        }
    }

    /// How far the row is from an edge: in places and in what is ranked by.
    fn apart(&self, edge: Option<&Edge>) -> String {
        let Some((edge, places)) = edge.and_then(|edge| Some((edge, edge.places?))) else {
            return String::new();
        };
        let distance = edge.distance.as_ref().and_then(|d| d.figure());
        let figure = distance.map(|figure| {
            let digits = figure.short.trim_start_matches('-');
            let unit = if figure.unit.is_empty() { String::new() } else { format!(" {}", figure.unit) };
            (figure.short.starts_with('-'), format!("{digits}{unit}"))
        });
        let apart = places.abs();
        match (self.words.pick("zh", "en"), figure) {
            ("zh", _) if edge.tie.is_some() => format!("同分，差 {apart} 名"),
            (_, _) if edge.tie.is_some() => format!("the same value, {apart} places"),
            ("zh", Some((true, by))) => format!("差 {by}，{apart} 名"),
            ("zh", Some((false, by))) => format!("高 {by}，{apart} 名"),
            ("zh", None) => format!("相隔 {apart} 名"),
            (_, Some((true, by))) => format!("short by {by}, {apart} places"),
            (_, Some((false, by))) => format!("ahead by {by}, {apart} places"),
            (_, None) => format!("{apart} places away"),
        }
    }

    /// What put the row before or after one of the same value at a cut.
    fn ties(&self, band: &Band) -> Vec<Line> {
        let here = band.classes.iter().position(|class| class.here);
        let mut lines = Vec::new();
        for (at, class) in band.classes.iter().enumerate() {
            let edge = match here {
                Some(own) if at < own => class.bottom.as_ref(),
                Some(own) if at > own => class.top.as_ref(),
                _ => None,
            };
            let Some((edge, tie)) = edge.and_then(|edge| Some((edge, edge.tie.as_ref()?))) else { continue };
            let key = tie.key.and_then(|span| self.words.written(span)).unwrap_or_default();
            let own = self.words.value(&tie.own);
            let other = tie.other.as_ref().map(|other| self.words.value(other));
            let place = edge.place;
            let text = match (self.words.pick("zh", "en"), other) {
                ("zh", Some(other)) => {
                    format!(
                        "与第 {place} 名（{} 档）同分，比「{key}」定先后：本户 {own}，对方 {other}",
                        class.name
                    )
                }
                ("zh", None) => format!("与第 {place} 名（{} 档）同分，依「{key}」定先后", class.name),
                (_, Some(other)) => {
                    format!(
                        "level with place {place} ({}); `{key}` decides: {own} here, {other} there",
                        class.name
                    )
                }
                (_, None) => format!("level with place {place} ({}); `{key}` decides", class.name),
            };
            lines.push(Line::plain(text));
        }
        lines
    }

    /// 参评
    pub(super) fn participation(
        &mut self,
        participation: &'e Participation,
        level: usize,
        entry: &mut Entry,
    ) {
        for one in &participation.entries {
            let Some(condition) = &one.condition else { continue };
            if !one.held && !one.waived && !self.full && participation.sorted_by.is_some() {
                continue;
            }
            let (sign, style) = if one.held { ("✓ ", Style::Yes) } else { ("✗ ", Style::No) };
            let kind = match one.kind {
                ParticipationKind::Unlisted => self.words.pick("不列 ", "not listed "),
                ParticipationKind::Unscored => self.words.pick("不评 ", "not scored "),
                ParticipationKind::Unranked => self.words.pick("不排 ", "not ranked "),
                ParticipationKind::Assigned => self.words.pick("直列 ", "graded directly "),
                ParticipationKind::Group => self.words.pick("群体 ", "group "),
            };
            let said = match (one.held, one.waived) {
                (true, _) => self.words.pick("成立", "holds"),
                (false, true) => {
                    self.words.pick("条件成立，但经认定不适用", "met, but set aside by a decision")
                }
                (false, false) => self.words.pick("不成立", "not met"),
            };
            let head = Line::new()
                .and(sign, style)
                .and(kind, Style::Faint)
                .and(&one.name, Style::Name)
                .and(self.words.pick("：", ": "), Style::Plain)
                .and(said, style);
            let mut told = Entry { head: self.with_articles(head, &one.articles), ..Entry::default() };
            let deciding: Vec<String> =
                condition.deciding().into_iter().map(|term| self.words.named(term)).collect();
            told.lines.push(Line::plain(deciding.join(self.words.pick("；", "; "))));
            if one.held || self.full {
                told.entries.extend(self.below(condition, level));
            }
            entry.entries.push(told);
        }
    }
}

/// 直列: whether the row was graded without a score.
fn assigned(participation: &Participation) -> bool {
    let entry = participation.sorted_by.and_then(|at| participation.entries.get(at));
    entry.is_some_and(|entry| entry.kind == ParticipationKind::Assigned)
}
