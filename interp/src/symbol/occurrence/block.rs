//! Blocks that give values: what their items speak of.

use heng_grammar::tree::{
    Adjust, Amount, AwardTerms, Band, BandBound, BandClass, Classify, Condition, ConditionBody,
    ConditionGroup, Expr, ItemClauses, ItemKind, Move, MoveAction, Name, ParticipationEntry, Score,
    ScoreEntry, TallyEntry, TallyEntryKind, Ties,
};

use super::{Resolver, Scope, Ty};
use crate::symbol::SymbolKind as Kind;

impl Resolver<'_> {
    pub(super) fn value_block(&mut self, kind: &ItemKind, scope: &Scope) {
        match kind {
            ItemKind::Chain(chain) => {
                let written = chain.ty.as_ref().map(|ty| self.type_written(ty, scope));
                for step in &chain.steps {
                    let ty = self.expression(&step.value, scope, written.unwrap_or_default());
                    self.give(&chain.name, written.unwrap_or(ty));
                    self.rounding(step.rounding.as_ref(), scope);
                    self.missing(step.missing.as_ref(), scope, ty);
                }
            }
            ItemKind::Participation(block) => {
                block.entries.iter().for_each(|entry| self.participation(entry, scope));
            }
            ItemKind::Tally(tally) => {
                self.plain_if(tally.cap.as_ref(), scope);
                self.missing(tally.missing.as_ref(), scope, Ty::Unknown);
                self.give(&tally.name, Ty::Plain);
                self.tally_entries(&tally.entries, std::slice::from_ref(&tally.name.text), scope);
            }
            ItemKind::Award(award) => {
                for value in [&award.item_cap, &award.cap].into_iter().flatten() {
                    self.plain(value, scope);
                }
                self.plain_if(award.yearly_cap.as_ref().map(|cap| &cap.limit), scope);
                self.rounding(award.rounding.as_ref(), scope);
                self.missing(award.missing.as_ref(), scope, Ty::Unknown);
                if let Some(record) = award.once.as_ref().and_then(|once| once.record.as_ref()) {
                    self.refer_table(record, scope.space);
                }
                self.give(&award.name, Ty::Plain);
                self.tally_entries(&award.entries, std::slice::from_ref(&award.name.text), scope);
            }
            ItemKind::Score(score) => self.score(score, scope),
            ItemKind::Conditions(conditions) => {
                self.give(&conditions.name, Ty::Plain);
                self.conditions(&conditions.body, scope);
            }
            ItemKind::Classify(classify) => self.classify(classify, scope),
            ItemKind::Band(band) => self.band(band, scope),
            ItemKind::Adjust(adjust) => self.adjust(adjust, scope),
            ItemKind::Ledger(ledger) => self.ledger(ledger, scope),
            ItemKind::Allocation(allocation) => self.allocation(allocation, scope),
            _ => {}
        }
    }

    pub(super) fn participation(&mut self, entry: &ParticipationEntry, scope: &Scope) {
        self.plain_if(entry.condition.as_ref(), scope);
        self.missing(entry.missing.as_ref(), scope, Ty::Unknown);
        if let Some(class) = &entry.recorded_as {
            let choice = self.choice_of_bands(class, scope);
            self.member(class, scope.space, choice);
        }
    }

    /// The choice of the bands of these rows that has a class.
    fn choice_of_bands(&self, class: &Name, scope: &Scope) -> Ty {
        let graded = |kind: Kind| matches!(kind, Kind::Band | Kind::Adjust | Kind::Classify);
        let bands = self.names.entries().filter(|(_, s)| graded(s.kind) && s.table == scope.table);
        let types = bands.map(|(id, _)| self.type_of(id));
        let mut choices = types.filter(|ty| match ty {
            Ty::Choice(choice) => self.member_of(*choice, class, scope.space).is_some(),
            _ => false,
        });
        choices.next().unwrap_or_default()
    }

    pub(super) fn tally_entries(&mut self, entries: &[TallyEntry], path: &[String], scope: &Scope) {
        for entry in entries {
            match &entry.kind {
                TallyEntryKind::Item { name, condition, amount, missing, terms, .. } => {
                    self.plain_if(condition.as_ref(), scope);
                    self.amount(amount, scope);
                    let counted = matches!(amount, Amount::Per { of: None, .. });
                    let tested = condition.is_none() && !matches!(amount, Amount::Per { .. });
                    if counted || tested {
                        self.path(&[name], scope, Ty::Unknown);
                    }
                    self.give(name, Ty::Plain);
                    self.missing(missing.as_ref(), scope, Ty::Unknown);
                    if let Some(terms) = terms {
                        self.terms(terms, scope);
                    }
                }
                TallyEntryKind::Group { name, cap, entries, .. } => {
                    self.plain_if(cap.as_ref(), scope);
                    let inner: Vec<String> = path.iter().chain([&name.text]).cloned().collect();
                    self.give(name, Ty::Plain);
                    self.tally_entries(entries, &inner, scope);
                }
                TallyEntryKind::Reading(reading) => self.reading(reading, &scope.inside(path)),
            }
        }
    }

    fn amount(&mut self, amount: &Amount, scope: &Scope) {
        match amount {
            Amount::Fixed(value) => _ = self.plain(value, scope),
            Amount::Per { quantum, amount, of, .. } => {
                self.plain(quantum, scope);
                self.plain(amount, scope);
                self.plain_if(of.as_ref(), scope);
            }
        }
    }

    fn terms(&mut self, terms: &AwardTerms, scope: &Scope) {
        for value in [&terms.unless, &terms.cap, &terms.continues].into_iter().flatten() {
            self.plain(value, scope);
        }
        if let Some(instalments) = &terms.instalments {
            self.number(&instalments.years);
            instalments.shares.iter().for_each(|share| _ = self.plain(share, scope));
        }
        if let Some(record) = terms.once.as_ref().and_then(|once| once.record.as_ref()) {
            self.refer_table(record, scope.space);
        }
        self.rounding(terms.rounding.as_ref(), scope);
    }

    fn score(&mut self, score: &Score, scope: &Scope) {
        if let Some(group) = &score.group {
            let groups = self.names.entries().filter(|(_, s)| s.kind == Kind::Participation);
            let mut called = groups.filter(|(_, s)| s.table == scope.table && s.own_name() == group.text);
            if let Some((found, _)) = called.next() {
                self.refer(group, found);
            }
        }
        self.plain_if(score.out_of.as_ref(), scope);
        self.clauses(&score.each, scope);
        self.give(&score.name, Ty::Plain);
        self.score_entries(&score.entries, scope);
        for extra in &score.extras {
            self.plain(&extra.value, scope);
            self.missing(extra.missing.as_ref(), scope, Ty::Unknown);
        }
        self.rounding(score.rounding.as_ref(), scope);
    }

    pub(super) fn score_entries(&mut self, entries: &[ScoreEntry], scope: &Scope) {
        for entry in entries {
            self.plain_if(entry.weight.as_ref(), scope);
            self.clauses(&entry.clauses, scope);
            self.give(&entry.name, Ty::Plain);
            match &entry.entries {
                Some(inner) => self.score_entries(inner, scope),
                None if entry.clauses.value.is_none() => _ = self.path(&[&entry.name], scope, Ty::Unknown),
                None => {}
            }
        }
    }

    fn clauses(&mut self, clauses: &ItemClauses, scope: &Scope) {
        let ItemClauses { value, baseline, points, cap, floor, missing } = clauses;
        for value in [value, baseline, points, cap, floor].into_iter().flatten() {
            self.plain(value, scope);
        }
        self.missing(missing.as_ref(), scope, Ty::Unknown);
    }

    fn conditions(&mut self, group: &ConditionGroup, scope: &Scope) {
        self.missing(group.missing.as_ref(), scope, Ty::Unknown);
        group.entries.iter().for_each(|condition| self.condition(condition, scope));
    }

    pub(super) fn condition(&mut self, condition: &Condition, scope: &Scope) {
        match &condition.body {
            ConditionBody::Test(test) => _ = self.plain(test, scope),
            ConditionBody::Group(group) => self.conditions(group, scope),
        }
        self.give(&condition.name, Ty::Plain);
        self.plain_if(condition.unless.as_ref(), scope);
        self.missing(condition.missing.as_ref(), scope, Ty::Unknown);
    }

    fn classify(&mut self, classify: &Classify, scope: &Scope) {
        let named = classify.choice.as_ref().and_then(|name| {
            let choice = self.names.choice_named(scope.space, &name.text)?;
            self.refer(name, choice);
            Some(choice)
        });
        let own = self.declared.get(&classify.name.span).copied();
        let Some(choice) = named.or(own) else { return };
        self.give(&classify.name, Ty::Choice(choice));
        self.missing(classify.missing.as_ref(), scope, Ty::Choice(choice));
        for rule in classify.rules.iter().chain(&classify.exceptions) {
            self.member(&rule.class, scope.space, Ty::Choice(choice));
            // The class is also called as a part of the block.
            let part =
                own.and_then(|own| self.names.of_parent(own).find(|(_, s)| s.own_name() == rule.class.text));
            if let Some((part, _)) = part {
                self.refer(&rule.class, part);
            }
            self.plain_if(rule.condition.as_ref(), scope);
            self.missing(rule.missing.as_ref(), scope, Ty::Unknown);
        }
    }

    fn band(&mut self, band: &Band, scope: &Scope) {
        let classes: Vec<&str> = band.classes.iter().map(|class| class.class.text.as_str()).collect();
        let choices = self.choices_with(scope.space, &classes);
        let ty = choices.first().map_or(Ty::Unknown, |choice| Ty::Choice(*choice));
        self.give(&band.name, ty);
        self.plain(&band.by, scope);
        band.group.iter().for_each(|key| _ = self.plain(key, scope));
        band.classes.iter().for_each(|class| self.band_class(class, scope, ty));
        if let Some(Ties::Keys(keys, _)) = &band.ties {
            keys.iter().for_each(|key| self.order_key(key, scope));
        }
        band.rounding.iter().for_each(|stated| self.stated(stated, scope));
        band.base.iter().for_each(|stated| self.stated(stated, scope));
        self.missing(band.missing.as_ref(), scope, ty);
    }

    pub(super) fn band_class(&mut self, class: &BandClass, scope: &Scope, ty: Ty) {
        self.member(&class.class, scope.space, ty);
        let ends: Vec<&Expr> = match &class.bound {
            BandBound::Top(limit) | BandBound::To { limit, .. } | BandBound::Bottom(limit) => vec![limit],
            BandBound::Threshold { lower, upper } => lower.iter().chain(upper).map(|(end, _)| end).collect(),
            BandBound::Rest => Vec::new(),
        };
        ends.into_iter().for_each(|end| _ = self.plain(end, scope));
    }

    fn adjust(&mut self, adjust: &Adjust, scope: &Scope) {
        let ty = self.expression(&adjust.from, scope, Ty::Unknown);
        self.give(&adjust.name, ty);
        self.missing(adjust.missing.as_ref(), scope, ty);
        adjust.moves.iter().for_each(|made| self.grade_move(made, scope, ty));
    }

    pub(super) fn grade_move(&mut self, made: &Move, scope: &Scope, ty: Ty) {
        let scope = &Scope { grade: ty, ..scope.clone() };
        self.plain(&made.condition, scope);
        self.plain_if(made.unless.as_ref(), scope);
        self.missing(made.missing.as_ref(), scope, Ty::Unknown);
        if let MoveAction::Set(class) | MoveAction::AtLeast(class) | MoveAction::AtMost(class) = &made.action
        {
            self.member(class, scope.space, ty);
        }
    }
}
