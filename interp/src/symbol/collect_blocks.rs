//! The names inside blocks that have values.

use std::collections::BTreeSet;

use heng_grammar::span::Span;
use heng_grammar::tree::{
    AllocationBody, Band, BandClass, ChangeBody, ClassRule, Condition, ConditionBody, ConditionGroup,
    ItemKind, LedgerLine, LedgerLineKind, Move, ParticipationEntry, ScoreEntry, TallyEntry, TallyEntryKind,
};

use super::SymbolKind as Kind;
use super::collect::{Collector, Said};

impl Collector<'_, '_> {
    pub(super) fn value_block(&mut self, kind: &ItemKind, entry: Span, said: Said<'_>) {
        match kind {
            ItemKind::Chain(chain) => {
                self.declare(Kind::Chain, &chain.name, entry, said.typed(chain.ty.as_ref()));
            }
            ItemKind::Participation(participation) => {
                participation.entries.iter().for_each(|entry| self.participation(entry));
            }
            ItemKind::Tally(tally) => {
                self.block(Kind::Tally, &tally.name, entry, said, |this| this.tally_entries(&tally.entries));
            }
            ItemKind::Award(award) => {
                self.block(Kind::Award, &award.name, entry, said, |this| this.tally_entries(&award.entries));
            }
            ItemKind::Score(score) => {
                let entries = &score.entries;
                self.block(Kind::Score, &score.name, entry, said, |this| this.score_entries(entries));
            }
            ItemKind::Conditions(conditions) => {
                let body = &conditions.body;
                self.block(Kind::Conditions, &conditions.name, entry, said, |this| this.conditions(body));
            }
            ItemKind::Classify(classify) => {
                self.block(Kind::Classify, &classify.name, entry, said, |this| {
                    let rules = classify.rules.iter().chain(&classify.exceptions);
                    let mut seen = BTreeSet::new();
                    rules.filter(|rule| seen.insert(&rule.class.text)).for_each(|rule| this.class_rule(rule));
                });
            }
            ItemKind::Band(band) => self.band(band, entry, said),
            ItemKind::Adjust(adjust) => {
                self.block(Kind::Adjust, &adjust.name, entry, said, |this| {
                    adjust.moves.iter().for_each(|entry| this.grade_move(entry));
                });
            }
            ItemKind::Ledger(ledger) => {
                self.block(Kind::Ledger, &ledger.name, entry, said, |this| {
                    ledger.lines.iter().for_each(|line| this.ledger_line(line));
                    for inner in &ledger.readings {
                        this.reading(&inner.reading, inner.span, Said::noted(&inner.notes));
                    }
                });
            }
            ItemKind::Allocation(allocation) => {
                let body = &allocation.body;
                let among = allocation.among.as_ref();
                let table = among.and_then(|among| self.names.table_named(self.space, &among.table.text));
                self.of_table(table, |this| {
                    this.block(Kind::Allocation, &allocation.name, entry, said, |this| this.factors(body));
                });
            }
            _ => {}
        }
    }

    /// What a change puts into a block.
    pub(super) fn changed_part(&mut self, body: &ChangeBody) {
        match body {
            ChangeBody::Move(made) => self.grade_move(made),
            ChangeBody::ScoreEntry(made) => self.score_entries(std::slice::from_ref(made)),
            ChangeBody::TallyEntry(made) => self.tally_entries(std::slice::from_ref(made)),
            ChangeBody::BandClass(made) => self.band_class(made),
            ChangeBody::Condition(made) => self.condition(made),
            ChangeBody::Participation(made) => self.participation(made),
            ChangeBody::Column(_) | ChangeBody::Item(_) => {}
        }
    }

    fn participation(&mut self, entry: &ParticipationEntry) {
        self.declare(Kind::Participation, &entry.name, entry.span, Said::noted(&entry.notes));
    }

    fn tally_entries(&mut self, entries: &[TallyEntry]) {
        for entry in entries {
            let said = Said::noted(&entry.notes);
            match &entry.kind {
                TallyEntryKind::Item { name, .. } => self.declare(Kind::Item, name, entry.span, said),
                TallyEntryKind::Group { name, entries, .. } => {
                    self.block(Kind::Group, name, entry.span, said, |this| this.tally_entries(entries));
                }
                TallyEntryKind::Reading(reading) => self.reading(reading, entry.span, said),
            }
        }
    }

    fn score_entries(&mut self, entries: &[ScoreEntry]) {
        for entry in entries {
            let said = Said::noted(&entry.notes);
            match &entry.entries {
                None => self.declare(Kind::Item, &entry.name, entry.span, said),
                Some(inner) => {
                    self.block(Kind::Group, &entry.name, entry.span, said, |this| this.score_entries(inner));
                }
            }
        }
    }

    fn conditions(&mut self, group: &ConditionGroup) {
        group.entries.iter().for_each(|condition| self.condition(condition));
    }

    fn condition(&mut self, condition: &Condition) {
        let said = Said::noted(&condition.notes);
        match &condition.body {
            ConditionBody::Test(_) => self.declare(Kind::Item, &condition.name, condition.span, said),
            ConditionBody::Group(group) => {
                self.block(Kind::Group, &condition.name, condition.span, said, |this| this.conditions(group));
            }
        }
    }

    fn class_rule(&mut self, rule: &ClassRule) {
        self.declare(Kind::Class, &rule.class, rule.span, Said::noted(&rule.notes));
    }

    fn band(&mut self, band: &Band, entry: Span, said: Said<'_>) {
        self.block(Kind::Band, &band.name, entry, said, |this| {
            band.classes.iter().for_each(|class| this.band_class(class));
        });
    }

    fn band_class(&mut self, class: &BandClass) {
        self.declare(Kind::Class, &class.class, class.span, Said::noted(&class.notes));
    }

    fn grade_move(&mut self, made: &Move) {
        self.declare(Kind::Move, &made.name, made.span, Said::noted(&made.notes));
    }

    fn ledger_line(&mut self, line: &LedgerLine) {
        let said = Said::noted(&line.notes);
        let name = match &line.kind {
            LedgerLineKind::Share { name, .. } | LedgerLineKind::Step { name, .. } => name.as_ref(),
            LedgerLineKind::Balance { .. } => None,
        };
        let inside = |this: &mut Self| {
            line.parts.iter().for_each(|part| this.ledger_line(part));
            if let Some(among) = &line.among {
                this.factors(&among.body);
            }
        };
        match name {
            Some(name) => self.block(Kind::Line, name, line.span, said, inside),
            None => inside(self),
        }
    }

    fn factors(&mut self, body: &AllocationBody) {
        for factor in &body.factors {
            self.declare(Kind::Factor, &factor.name, factor.span, Said::noted(&factor.notes));
        }
    }
}
