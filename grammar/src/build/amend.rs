//! `修改`.

use super::declaration::path_if_any;
use super::{Builder, notes};
use crate::parser::{Node, Rule, change_verb, head_of};
use crate::skeleton::Entry;
use crate::tree::{
    Amend, Change, ChangeBody, ChangeVerb, Item, ItemKind, Name, Notes, Path, Place, TallyEntry,
};

impl<'t> Builder<'t> {
    /// `修改 { 增 …；删 …；换 … }`
    pub(super) fn amend(&mut self, entry: &Entry) -> Option<Amend> {
        let header = self.header(Rule::amend_header, entry);
        self.forbid_tail(entry);
        let mut changes = Vec::new();
        for inner in self.body(entry) {
            changes.extend(self.whole_block(inner).or_else(|| self.change(inner)));
        }
        Some(Amend { target: path_if_any(&header), changes })
    }

    /// `换 条件 可获奖补 全部 { … }`: a verb and then a whole entry of a script.
    fn whole_block(&mut self, entry: &Entry) -> Option<Change> {
        let (verb, rest) = change_verb(self.text, entry.header)?;
        head_of(self.text, rest)?;
        let mut bare = entry.clone();
        bare.header = rest;
        let item = self.item(&bare)?;
        let target = named(&item)?;
        Some(Change {
            verb: verb_of(verb),
            target: Path { span: target.span, names: vec![target] },
            body: Some(ChangeBody::Item(Box::new(item))),
            place: None,
            notes: notes(entry),
            span: entry.span,
        })
    }

    fn change(&mut self, entry: &Entry) -> Option<Change> {
        if change_verb(self.text, entry.header).is_some_and(|(_, rest)| head_of(self.text, rest).is_some()) {
            return None;
        }
        let node = self.leaf(Rule::amend_entry, entry)?;
        let line = node.first()?;
        let target = self.path_in(line);
        let verb = line.first().map_or(ChangeVerb::Strike, |word| verb_of(word.rule));
        let place = line.child(Rule::place).map(|place| self.place(place));
        let name = target.names.last().cloned()?;
        let body = match line.children.iter().find(|child| is_body(child.rule)) {
            Some(body) => Some(self.change_body(body, name, entry)?),
            None => None,
        };
        Some(Change { verb, target, body, place, notes: notes(entry), span: entry.span })
    }

    fn place(&mut self, node: &Node) -> Place {
        Place { anchor: self.name_in(node), after: node.has(Rule::kw_after) }
    }

    fn change_body(&mut self, node: &Node<'t>, name: Name, entry: &Entry) -> Option<ChangeBody> {
        // The citations stand on the change; a second copy inside would be listed twice.
        let (none, span) = (Notes::default(), entry.span);
        Some(match node.rule {
            Rule::change_participation => {
                ChangeBody::Participation(self.participation_entry(node, name, none, span))
            }
            Rule::change_move => ChangeBody::Move(self.adjust_move(node, name, none, span)?),
            Rule::change_column => {
                let mut column = self.column(node, none, span);
                column.name = name;
                ChangeBody::Column(column)
            }
            Rule::change_condition => ChangeBody::Condition(self.condition(node, name, none, span)),
            Rule::change_class => ChangeBody::BandClass(self.band_class(node, name, none, span)?),
            Rule::change_score => ChangeBody::ScoreEntry(self.score_entry(node, name, none, span)),
            Rule::change_tally => {
                let kind = self.tally_item(node, name);
                ChangeBody::TallyEntry(TallyEntry { kind, notes: none, span })
            }
            _ => {
                let mut definition = self.definition(node);
                definition.name = name;
                let yearly = node.has(Rule::kw_yearly);
                let kind = ItemKind::Definition(definition);
                ChangeBody::Item(Box::new(Item { notes: none, kind, yearly, span, header: entry.header }))
            }
        })
    }
}

fn verb_of(verb: Rule) -> ChangeVerb {
    match verb {
        Rule::kw_add => ChangeVerb::Add,
        Rule::kw_replace => ChangeVerb::Replace,
        _ => ChangeVerb::Strike,
    }
}

fn is_body(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::change_participation
            | Rule::change_move
            | Rule::change_definition
            | Rule::change_column
            | Rule::change_condition
            | Rule::change_class
            | Rule::change_score
            | Rule::change_tally
    )
}

/// The name a whole entry declares.
fn named(item: &Item) -> Option<Name> {
    Some(match &item.kind {
        ItemKind::Policy(made) => &made.name,
        ItemKind::Choice(made) => &made.name,
        ItemKind::Set(made) => &made.name,
        ItemKind::Unit(made) => &made.name,
        ItemKind::Table(made) => &made.name,
        ItemKind::RowSet(made) => &made.name,
        ItemKind::Chain(made) => &made.name,
        ItemKind::For(made) => &made.table,
        ItemKind::Rollup(made) => &made.name,
        ItemKind::Definition(made) => &made.name,
        ItemKind::Tally(made) => &made.name,
        ItemKind::Score(made) => &made.name,
        ItemKind::Conditions(made) => &made.name,
        ItemKind::Classify(made) => &made.name,
        ItemKind::Band(made) => &made.name,
        ItemKind::Adjust(made) => &made.name,
        ItemKind::Lookup(made) => &made.name,
        ItemKind::Open(made) => &made.name,
        ItemKind::Reading(made) => &made.name,
        ItemKind::Decision(made) => &made.name,
        ItemKind::Parameter(made) => &made.name,
        ItemKind::Target(made) => &made.name,
        _ => return None,
    })
    .cloned()
}
