//! `奖励`.

use super::tally::answer_items;
use super::{Builder, notes};
use crate::parser::{Node, Rule, head_of, structure};
use crate::skeleton::Entry;
use crate::tree::{
    AfterBreak, Award, AwardTerms, Excess, Expr, HighestBy, InstalmentRemainder, Instalments, Missing,
    Number, Once, TallyEntry, TallyEntryKind, YearlyCap,
};

impl Builder<'_> {
    /// `奖励 入库补助 就高不重复 单项上限 500 万元 { … }`
    pub(super) fn award(&mut self, entry: &Entry) -> Option<Award> {
        let header = self.header(Rule::award_header, entry);
        self.forbid_tail(entry);
        let mut award = Award {
            name: self.name_in(&header),
            highest: false,
            highest_by: None,
            item_cap: None,
            cap: None,
            yearly_cap: None,
            once: None,
            rounding: None,
            remainder: None,
            missing: None,
            entries: Vec::new(),
        };
        self.award_settings(&mut award, &header);
        for inner in self.body(entry) {
            if inner.body.is_some() {
                award.entries.extend(self.award_block(inner));
                continue;
            }
            let Some(node) = self.leaf(Rule::award_entry, inner) else { continue };
            let Some(line) = node.first() else { continue };
            match line.rule {
                Rule::award_setting_entry => self.award_settings(&mut award, line),
                Rule::each_missing => {
                    if let Some(missing) = self.missing_in(line) {
                        self.once(&mut award.missing, missing, line.span);
                    }
                }
                _ => award.entries.push(self.award_line(line, inner)),
            }
        }
        Some(award)
    }

    fn award_line(&mut self, line: &Node, entry: &Entry) -> TallyEntry {
        let name = self.item_name(line);
        let kind = self.tally_item(line, name);
        TallyEntry { kind, notes: notes(entry), span: entry.span }
    }

    /// An entry with a block: a group or a reading.
    fn award_block(&mut self, entry: &Entry) -> Option<TallyEntry> {
        let reads = head_of(self.text, entry.header) == Some(Rule::kw_reading);
        let kind = self.whole(|builder| {
            if reads {
                builder.reading(entry).map(TallyEntryKind::Reading)
            } else {
                builder.award_group(entry)
            }
        })?;
        Some(TallyEntry { kind, notes: notes(entry), span: entry.span })
    }

    /// `上市 就高不重复 { 境内 … ；境外 … }`
    fn award_group(&mut self, entry: &Entry) -> Option<TallyEntryKind> {
        let header = self.header(Rule::award_group, entry);
        self.forbid_tail(entry);
        let cap = header.child(Rule::cap).map(|cap| self.expression_in(cap, Rule::sum));
        let only = header.child(Rule::highest_only);
        let (highest, highest_by) = (only.is_some(), only.and_then(highest_by));
        let (entries, misplaced) = self.award_group_entries(entry);
        let mut entries = entries;
        if let Some(missing) = misplaced {
            answer_items(&mut entries, &missing);
        }
        Some(TallyEntryKind::Group { name: self.name_in(&header), highest, highest_by, cap, entries })
    }

    /// The entries of a group; what says something for all of them is reported, and an answer among it is given back.
    fn award_group_entries(&mut self, entry: &Entry) -> (Vec<TallyEntry>, Option<Missing>) {
        let (mut entries, mut misplaced) = (Vec::new(), None);
        for inner in self.body(entry) {
            if inner.body.is_some() {
                entries.extend(self.award_block(inner));
                continue;
            }
            let Some(node) = self.leaf(Rule::award_entry, inner) else { continue };
            match node.first() {
                Some(line) if line.rule == Rule::award_item => entries.push(self.award_line(line, inner)),
                line => {
                    self.report(structure::each_in_group(node.span));
                    misplaced = line.and_then(|line| self.missing_in(line)).or(misplaced);
                }
            }
        }
        (entries, misplaced)
    }

    /// The settings of a header, or of an entry that is nothing else.
    fn award_settings(&mut self, award: &mut Award, node: &Node) {
        for clause in &node.children {
            match clause.rule {
                Rule::highest_only => {
                    award.highest = true;
                    award.highest_by = highest_by(clause).or(award.highest_by);
                }
                Rule::item_cap => self.put_sum(&mut award.item_cap, clause),
                Rule::cap => self.put_sum(&mut award.cap, clause),
                Rule::yearly_cap => {
                    let cap = self.yearly_cap(clause);
                    self.once(&mut award.yearly_cap, cap, clause.span);
                }
                Rule::once => {
                    let once = once(self, clause);
                    self.once(&mut award.once, once, clause.span);
                }
                Rule::rounding => {
                    let rounding = self.rounding(clause);
                    self.once(&mut award.rounding, rounding, clause.span);
                }
                Rule::instalment_remainder => {
                    self.once(&mut award.remainder, instalment_remainder(clause), clause.span);
                }
                _ => {}
            }
        }
    }

    fn put_sum(&mut self, slot: &mut Option<Expr>, clause: &Node) {
        let value = self.expression_in(clause, Rule::sum);
        self.once(slot, value, clause.span);
    }

    fn yearly_cap(&mut self, clause: &Node) -> YearlyCap {
        let excess = clause
            .child(Rule::excess)
            .map(|excess| if excess.has(Rule::kw_lost) { Excess::Lost } else { Excess::CarriedOver });
        YearlyCap { limit: self.expression_in(clause, Rule::sum), excess, span: clause.span }
    }

    /// What an item says beside its condition and amount; nothing in a `计分`.
    pub(super) fn award_terms(&mut self, node: &Node) -> AwardTerms {
        let mut terms = AwardTerms::default();
        for clause in &node.children {
            match clause.rule {
                Rule::unless => {
                    let value = self.expression_in(clause, Rule::expression);
                    self.once(&mut terms.unless, value, clause.span);
                }
                Rule::cap => self.put_sum(&mut terms.cap, clause),
                Rule::instalments => {
                    let instalments = self.instalments(clause);
                    self.once(&mut terms.instalments, instalments, clause.span);
                }
                Rule::continue_if => {
                    if let Some(filter) = clause.child(Rule::filter) {
                        let value = self.expression_in(filter, Rule::expression);
                        self.once(&mut terms.continues, value, clause.span);
                    }
                }
                Rule::after_break => {
                    self.once(&mut terms.after_break, (after_break(clause), clause.span), clause.span);
                }
                Rule::once => {
                    let once = once(self, clause);
                    self.once(&mut terms.once, once, clause.span);
                }
                Rule::rounding => {
                    let rounding = self.rounding(clause);
                    self.once(&mut terms.rounding, rounding, clause.span);
                }
                Rule::instalment_remainder => {
                    self.once(&mut terms.remainder, instalment_remainder(clause), clause.span);
                }
                _ => {}
            }
        }
        terms
    }

    fn instalments(&mut self, clause: &Node) -> Instalments {
        let years = match clause.child(Rule::number) {
            Some(number) => self.number(number),
            None => Number { digits: "0".to_owned(), unit: None, span: clause.span },
        };
        Instalments { years, shares: self.expressions(clause, Rule::sum), span: clause.span }
    }
}

fn highest_by(clause: &Node) -> Option<HighestBy> {
    if clause.has(Rule::kw_total) {
        return Some(HighestBy::Total);
    }
    clause.has(Rule::kw_due_this_year).then_some(HighestBy::DueThisYear)
}

fn after_break(clause: &Node) -> AfterBreak {
    match clause.children.iter().map(|word| word.rule).next_back() {
        Some(Rule::kw_resumes) => AfterBreak::Resumes,
        Some(Rule::kw_made_up) => AfterBreak::MadeUp,
        _ => AfterBreak::Ends,
    }
}

fn once(builder: &mut Builder<'_>, clause: &Node) -> Once {
    let record = clause.has(Rule::name).then(|| builder.name_in(clause));
    Once { record, span: clause.span }
}

fn instalment_remainder(clause: &Node) -> InstalmentRemainder {
    if clause.has(Rule::kw_first_year) {
        InstalmentRemainder::FirstYear
    } else {
        InstalmentRemainder::FinalYear
    }
}
