//! Entries of a script and of `对`: which block each opens.

use super::{Builder, notes};
use crate::parser::{Node, Rule, head, head_of};
use crate::skeleton::Entry;
use crate::tree::{Definition, Item, ItemKind, Missing, Rounding};

impl<'t> Builder<'t> {
    /// The items `entries` make; what could not be read has been reported and is left out.
    pub(crate) fn items(&mut self, entries: &[Entry]) -> Vec<Item> {
        entries.iter().filter_map(|entry| self.item(entry)).collect()
    }

    /// One item.
    pub(crate) fn item(&mut self, entry: &Entry) -> Option<Item> {
        let Some(opener) = head_of(self.text, entry.header) else {
            return self.definition_item(entry);
        };
        let outer = std::mem::take(&mut self.yearly);
        let kind = self.whole(|builder| builder.block(opener, entry));
        let yearly = std::mem::replace(&mut self.yearly, outer);
        Some(Item { notes: notes(entry), kind: kind?, yearly, span: entry.span, header: entry.header })
    }

    fn block(&mut self, opener: Rule, entry: &Entry) -> Option<ItemKind> {
        Some(match opener {
            Rule::kw_policy => ItemKind::Policy(self.policy(entry)?),
            Rule::kw_use => ItemKind::Use(self.use_entry(entry)?),
            Rule::kw_choice => ItemKind::Choice(self.choice(entry)?),
            Rule::kw_set => ItemKind::Set(self.set(entry)?),
            Rule::kw_alias => ItemKind::Alias(self.alias(entry)?),
            Rule::kw_unit => ItemKind::Unit(self.unit_declaration(entry)?),
            Rule::kw_fiscal_year => ItemKind::Axis(self.axis(entry)?),
            Rule::kw_row_set => ItemKind::RowSet(self.row_set(entry)?),
            Rule::kw_chain => ItemKind::Chain(self.chain(entry)?),
            Rule::kw_table => ItemKind::Table(self.table(entry)?),
            Rule::kw_for => ItemKind::For(self.for_block(entry)?),
            Rule::kw_rollup => ItemKind::Rollup(self.rollup(entry)?),
            Rule::kw_participation => ItemKind::Participation(self.participation(entry)?),
            Rule::kw_tally => ItemKind::Tally(self.tally(entry)?),
            Rule::kw_award => ItemKind::Award(self.award(entry)?),
            Rule::kw_score => ItemKind::Score(self.score(entry)?),
            Rule::kw_conditions => ItemKind::Conditions(self.conditions(entry)?),
            Rule::kw_classify => ItemKind::Classify(self.classify(entry)?),
            Rule::kw_band => ItemKind::Band(self.band(entry)?),
            Rule::kw_adjust => ItemKind::Adjust(self.adjust(entry)?),
            Rule::kw_lookup => ItemKind::Lookup(self.lookup(entry)?),
            Rule::kw_ledger => ItemKind::Ledger(self.ledger(entry)?),
            Rule::kw_allocate => ItemKind::Allocation(Box::new(self.allocation(entry)?)),
            Rule::kw_open => ItemKind::Open(self.open(entry)?),
            Rule::kw_bind => ItemKind::Bind(self.bind(entry)?),
            Rule::kw_reading => ItemKind::Reading(self.reading(entry)?),
            Rule::kw_take => ItemKind::Take(self.take(entry)?),
            Rule::kw_decision => ItemKind::Decision(self.decision(entry)?),
            Rule::kw_parameter => ItemKind::Parameter(self.parameter(entry)?),
            Rule::kw_amend => ItemKind::Amend(self.amend(entry)?),
            Rule::kw_example => ItemKind::Example(self.example(entry)?),
            Rule::kw_check => ItemKind::Check(self.check(entry)?),
            Rule::kw_output => ItemKind::Output(self.output(entry)?),
            Rule::kw_target => ItemKind::Target(self.target(entry)?),
            _ => return None,
        })
    }

    fn definition_item(&mut self, entry: &Entry) -> Option<Item> {
        if let Some(fault) = head::explain(self.text, self.words, entry) {
            self.report(fault);
            return None;
        }
        let outer = self.yearly;
        let node = self.leaf(Rule::definition, entry)?;
        let kind = ItemKind::Definition(self.definition(&node));
        self.yearly = outer;
        let yearly = node.has(Rule::kw_yearly);
        Some(Item { notes: notes(entry), kind, yearly, span: entry.span, header: entry.header })
    }

    /// `亩均税收: 万元/亩 = 实缴税金 / 实际占地面积 保留 2 位`
    pub(super) fn definition(&mut self, node: &Node<'t>) -> Definition {
        let mut made = Definition {
            name: self.name_in(node),
            ty: self.type_in(node),
            value: self.expression_in(node, Rule::expression),
            rounding: None,
            shown: None,
            missing: None,
        };
        self.clauses_of_value(node, (&mut made.rounding, &mut made.shown, &mut made.missing));
        made
    }

    /// 保留, 公布 and 缺失 behind the value of a definition or of a step of a chain.
    pub(super) fn clauses_of_value(
        &mut self,
        node: &Node<'t>,
        (rounding, shown, missing): (&mut Option<Rounding>, &mut Option<u32>, &mut Option<Missing>),
    ) {
        for clause in &node.children {
            match clause.rule {
                Rule::rounding => {
                    let read = self.rounding(clause);
                    self.once(rounding, read, clause.span);
                }
                Rule::shown => {
                    let places = self.integer_in(clause);
                    self.once(shown, places, clause.span);
                }
                Rule::missing => {
                    let read = self.missing(clause);
                    self.once(missing, read, clause.span);
                }
                _ => {}
            }
        }
    }
}
