//! `分账`.

use super::clause::rounding_mode;
use super::word::{name, path};
use super::{Builder, notes};
use crate::parser::{Node, Rule, head_of, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{
    Expr, ExprKind, Ledger, LedgerLine, LedgerLineKind, LedgerReading, LedgerRounding, LineAmong, Party, Path,
};

impl Builder<'_> {
    /// `分账 土地出让 来自 经营性用地出让毛收入 { … }`
    pub(super) fn ledger(&mut self, entry: &Entry) -> Option<Ledger> {
        let header = self.header(Rule::ledger_header, entry);
        self.forbid_tail(entry);
        let mut ledger = Ledger {
            name: self.name_in(&header),
            source: header.child(Rule::ledger_source).map_or_else(
                || Expr::new(ExprKind::Error, header.span),
                |source| self.expression_in(source, Rule::sum),
            ),
            lines: Vec::new(),
            readings: Vec::new(),
            rounding: None,
            remainder: None,
            incomplete: false,
        };
        for inner in self.body(entry) {
            self.ledger_entry(&mut ledger, inner);
        }
        Some(ledger)
    }

    fn ledger_entry(&mut self, ledger: &mut Ledger, entry: &Entry) {
        if entry.body.is_some() && head_of(self.text, entry.header) == Some(Rule::kw_reading) {
            let read = self.whole(|builder| builder.reading(entry));
            ledger.incomplete |= read.is_none();
            let span = entry.header;
            ledger.readings.extend(read.map(|reading| LedgerReading { reading, notes: notes(entry), span }));
            return;
        }
        let Some(node) = self.read(Rule::ledger_entry, entry.header) else {
            ledger.incomplete = true;
            return;
        };
        let Some(line) = node.first() else { return };
        match line.rule {
            Rule::ledger_rounding => {
                self.forbid_body(entry);
                self.forbid_tail(entry);
                self.ledger_rounding(ledger, line);
            }
            Rule::ledger_part => {
                self.report(structure::part_without_line(line.span));
                ledger.incomplete = true;
            }
            _ => ledger.lines.extend(self.ledger_line(line, entry, &mut ledger.incomplete)),
        }
    }

    fn ledger_rounding(&mut self, ledger: &mut Ledger, node: &Node) {
        if node.has(Rule::kw_to_nearest) {
            let nearest = self.number_in(node);
            let mode = node.child(Rule::rounding_mode).map(rounding_mode).unwrap_or_default();
            self.once(&mut ledger.rounding, LedgerRounding { nearest, mode, span: node.span }, node.span);
        }
        if let Some(clause) = node.child(Rule::remainder_to) {
            self.once(&mut ledger.remainder, party_in(clause), clause.span);
        }
    }

    fn ledger_line(&mut self, node: &Node, entry: &Entry, incomplete: &mut bool) -> Option<LedgerLine> {
        self.forbid_tail(entry);
        let (mut condition, mut missing, mut rows) = (None, None, None);
        for clause in &node.children {
            match clause.rule {
                Rule::among => {
                    let value = self.among(clause);
                    self.once(&mut rows, value, clause.span);
                }
                Rule::filter => {
                    let value = self.expression_in(clause, Rule::expression);
                    self.once(&mut condition, value, clause.span);
                }
                Rule::missing => {
                    let value = self.missing(clause);
                    self.once(&mut missing, value, clause.span);
                }
                _ => {}
            }
        }
        let kind = match node.rule {
            Rule::ledger_balance => Some(self.ledger_balance(node)),
            Rule::ledger_step => self.ledger_step(node),
            _ => self.ledger_share(node),
        };
        let mut parts = Vec::new();
        let among = rows.map(|rows| LineAmong { rows, body: self.allocation_body(entry) });
        let inner = entry.body.iter().filter(|_| among.is_none()).flat_map(|body| &body.entries);
        for inner in inner {
            parts.extend(self.ledger_inner(inner, incomplete));
        }
        *incomplete |= among.as_ref().is_some_and(|among| among.body.incomplete);
        let Some(kind) = kind else {
            *incomplete = true;
            return None;
        };
        Some(LedgerLine { kind, condition, missing, among, parts, notes: notes(entry), span: entry.header })
    }

    /// `其中 上缴省 20% 占 计入增量 归 省`
    fn ledger_inner(&mut self, entry: &Entry, incomplete: &mut bool) -> Option<LedgerLine> {
        let made = self.read(Rule::ledger_entry, entry.header).and_then(|node| {
            let line = node.first()?;
            if line.rule == Rule::ledger_part {
                return self.ledger_line(line, entry, incomplete);
            }
            self.report(structure::only_parts_in_line(line.span));
            None
        });
        *incomplete |= made.is_none();
        made
    }

    fn ledger_share(&mut self, node: &Node) -> Option<LedgerLineKind> {
        let (mut base, mut party) = (None, None);
        for clause in &node.children {
            match clause.rule {
                Rule::share_of => {
                    let value = self.expression_in(clause, Rule::sum);
                    self.once(&mut base, value, clause.span);
                }
                Rule::to_party => self.once(&mut party, party_in(clause), clause.span),
                Rule::among => self.once(&mut party, party_of_rows(clause), clause.span),
                _ => {}
            }
        }
        let name = node.child(Rule::name).is_some().then(|| self.item_name(node));
        let amount = self.expression_in(node, Rule::sum);
        let Some(party) = party else {
            self.report(structure::party_missing(node.span));
            return None;
        };
        Some(LedgerLineKind::Share { name, amount, base, party })
    }

    fn ledger_step(&mut self, node: &Node) -> Option<LedgerLineKind> {
        let name = node.child(Rule::name).is_some().then(|| self.item_name(node));
        let limit = self.expression_in(node, Rule::sum);
        let rows = node.child(Rule::among).map(party_of_rows);
        let Some(party) = node.child(Rule::to_party).map(party_in).or(rows) else {
            self.report(structure::party_missing(node.span));
            return None;
        };
        Some(LedgerLineKind::Step { name, limit, party })
    }

    fn ledger_balance(&mut self, node: &Node) -> LedgerLineKind {
        let rest = node.has(Rule::kw_rest);
        let shares = match node.child(Rule::party_ratio) {
            Some(ratio) => {
                let parties: Vec<Party> = ratio.all(Rule::party).map(party).collect();
                let figures: Vec<_> = ratio.all(Rule::number).map(|figure| self.number(figure)).collect();
                parties.into_iter().zip(figures.into_iter().map(Some)).collect()
            }
            None => {
                let rows = node.child(Rule::among).map(party_of_rows);
                vec![(rows.unwrap_or_else(|| party_in(node)), None)]
            }
        };
        LedgerLineKind::Balance { rest, shares }
    }
}

fn party(node: &Node) -> Party {
    let empty = |span: Span| Path { names: Vec::new(), span };
    Party { path: node.child(Rule::path).map_or_else(|| empty(node.span), path) }
}

/// The rows of `给 县` as one party: a line parted among them has their table for its party.
fn party_of_rows(among: &Node) -> Party {
    let names = among.child(Rule::name).map(name).into_iter().collect();
    Party { path: Path { names, span: among.span } }
}

/// The party inside `node`; the grammar promises one.
fn party_in(node: &Node) -> Party {
    node.child(Rule::party).map_or_else(|| party(node), party)
}
