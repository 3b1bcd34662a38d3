//! `计分`.

use super::clause::rounding_mode;
use super::{Builder, notes};
use crate::parser::{Node, Rule, head_of, structure};
use crate::skeleton::Entry;
use crate::tree::{
    Amount, AwardTerms, Expr, ExprKind, Missing, Name, PerRemainder, RoundingMode, Tally, TallyEntry,
    TallyEntryKind,
};

impl Builder<'_> {
    /// `计分 科技创新计分 上限 20 分 { … }`
    pub(super) fn tally(&mut self, entry: &Entry) -> Option<Tally> {
        let header = self.header(Rule::tally_header, entry);
        self.forbid_tail(entry);
        let cap = header.child(Rule::cap).map(|cap| self.expression_in(cap, Rule::sum));
        let mut tally = Tally { name: self.name_in(&header), cap, missing: None, entries: Vec::new() };
        for inner in self.body(entry) {
            if inner.body.is_some() {
                tally.entries.extend(self.tally_block(inner));
                continue;
            }
            let Some(node) = self.leaf(Rule::tally_entry, inner) else { continue };
            let Some(line) = node.first() else { continue };
            match line.rule {
                Rule::tally_cap => self.tally_cap(&mut tally.cap, line),
                Rule::each_missing => {
                    if let Some(missing) = self.missing_in(line) {
                        self.once(&mut tally.missing, missing, line.span);
                    }
                }
                _ => {
                    let kind = self.tally_line(line);
                    tally.entries.push(TallyEntry { kind, notes: notes(inner), span: inner.span });
                }
            }
        }
        Some(tally)
    }

    fn tally_cap(&mut self, slot: &mut Option<Expr>, line: &Node) {
        if let Some(cap) = line.child(Rule::cap) {
            let value = self.expression_in(cap, Rule::sum);
            self.once(slot, value, line.span);
        }
    }

    fn tally_line(&mut self, node: &Node) -> TallyEntryKind {
        let name = self.item_name(node);
        self.tally_item(node, name)
    }

    /// An entry with a block: a group or a reading.
    pub(super) fn tally_block(&mut self, entry: &Entry) -> Option<TallyEntry> {
        let reads = head_of(self.text, entry.header) == Some(Rule::kw_reading);
        let kind = self.whole(|builder| {
            if reads {
                builder.reading(entry).map(TallyEntryKind::Reading)
            } else {
                builder.tally_group(entry)
            }
        })?;
        Some(TallyEntry { kind, notes: notes(entry), span: entry.span })
    }

    /// `规模能级 取最高 上限 2 分 { … }`
    fn tally_group(&mut self, entry: &Entry) -> Option<TallyEntryKind> {
        let header = self.header(Rule::tally_group, entry);
        self.forbid_tail(entry);
        let mut cap = header.child(Rule::cap).map(|cap| self.expression_in(cap, Rule::sum));
        let mut entries = Vec::new();
        let mut misplaced = None;
        for inner in self.body(entry) {
            if inner.body.is_some() {
                entries.extend(self.tally_block(inner));
                continue;
            }
            let Some(node) = self.leaf(Rule::tally_entry, inner) else { continue };
            match node.first() {
                Some(line) if line.rule == Rule::tally_cap => self.tally_cap(&mut cap, line),
                Some(line) if line.rule == Rule::tally_item => {
                    let kind = self.tally_line(line);
                    entries.push(TallyEntry { kind, notes: notes(inner), span: inner.span });
                }
                line => {
                    self.report(structure::each_in_group(node.span));
                    misplaced = line.and_then(|line| self.missing_in(line)).or(misplaced);
                }
            }
        }
        if let Some(missing) = misplaced {
            answer_items(&mut entries, &missing);
        }
        let name = self.name_in(&header);
        let highest = header.has(Rule::kw_highest);
        Some(TallyEntryKind::Group { name, highest, highest_by: None, cap, entries })
    }

    /// `专利 当 发明专利 ≥ 3 件 2 分`
    pub(super) fn tally_item(&mut self, node: &Node, name: Name) -> TallyEntryKind {
        let (mut condition, mut missing, mut of) = (None, None, None);
        for clause in &node.children {
            match clause.rule {
                Rule::filter => {
                    let value = self.expression_in(clause, Rule::expression);
                    self.once(&mut condition, value, clause.span);
                }
                Rule::missing => {
                    let value = self.missing(clause);
                    self.once(&mut missing, value, clause.span);
                }
                Rule::tally_of => {
                    let value = self.expression_in(clause, Rule::sum);
                    self.once(&mut of, value, clause.span);
                }
                _ => {}
            }
        }
        let amount = match node.child(Rule::per_quantum) {
            Some(per) => self.per_quantum(per, of),
            None => {
                if let Some(counted) = &of {
                    self.report(structure::counted_without_per(counted.span));
                    // Else the name would be asked for as a yes/no value.
                    condition.get_or_insert_with(|| Expr::new(ExprKind::Error, node.span));
                }
                Amount::Fixed(self.amount(node))
            }
        };
        let terms =
            Some(self.award_terms(node)).filter(|terms| *terms != AwardTerms::default()).map(Box::new);
        TallyEntryKind::Item { name, condition, deduct: node.has(Rule::kw_deduct), amount, missing, terms }
    }

    /// `每 3 件 2 分（不足 舍去）`, `每满 1 吨 5 万元`
    fn per_quantum(&mut self, per: &Node, of: Option<Expr>) -> Amount {
        let written = per.child(Rule::partial).map(per_remainder);
        let down = PerRemainder::Rounded(RoundingMode::TowardZero);
        let full = per.has(Rule::kw_every_full);
        if full && written.is_some_and(|remainder| remainder != down) {
            self.report(structure::full_and_partial(per.span));
        }
        Amount::Per {
            quantum: self.expression_in(per, Rule::number),
            amount: self.expression_in(per, Rule::sum),
            of,
            remainder: if full { Some(down) } else { written },
        }
    }

    fn amount(&mut self, node: &Node) -> Expr {
        match node.child(Rule::amount) {
            Some(amount) => {
                let value = self.expression_in(amount, Rule::sum);
                if let ExprKind::Negate(positive) = value.kind.as_ref() {
                    self.report(structure::negative_amount(value.span, positive.span, self.text));
                }
                value
            }
            None => Expr::new(ExprKind::Error, node.span),
        }
    }
}

/// Items without an answer take `missing`, which stands in their group by mistake: that has been reported once, and what it
/// answers is not asked again.
pub(super) fn answer_items(entries: &mut [TallyEntry], missing: &Missing) {
    for entry in entries {
        if let TallyEntryKind::Item { missing: answer, .. } = &mut entry.kind {
            answer.get_or_insert_with(|| missing.clone());
        }
    }
}

/// `（不足 舍去）`
pub(super) fn per_remainder(node: &Node) -> PerRemainder {
    node.child(Rule::rounding_mode)
        .map_or(PerRemainder::Proportional, |mode| PerRemainder::Rounded(rounding_mode(mode)))
}
