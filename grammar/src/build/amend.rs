//! `修改`.

use super::word::{name, path, text};
use super::{Builder, notes};
use crate::parser::{Node, Rule, change_verb, head_of, match_rule};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{
    Amend, AmendTarget, Change, ChangeBody, ChangeVerb, Item, ItemKind, Name, Notes, PassageChange, Path,
    Place, Renaming, Repeal, Rephrasing, TallyEntry, Transition, VersionBy,
};

impl<'t> Builder<'t> {
    /// `修改 { 增 …；删 …；换 … }`
    pub(super) fn amend(&mut self, entry: &Entry) -> Option<Amend> {
        let header = self.header(Rule::amend_header, entry);
        self.forbid_tail(entry);
        let mut made = Amend { target: header.child(Rule::amend_target).map(target), ..Amend::default() };
        if let Some(clause) = header.child(Rule::policy_effective) {
            (made.effective_from, made.effective_to) = self.effective_days(clause);
        }
        for inner in self.body(entry) {
            self.amend_entry(&mut made, inner);
        }
        Some(made)
    }

    fn amend_entry(&mut self, made: &mut Amend, entry: &Entry) {
        if entry.body.is_some() && match_rule(Rule::renaming_header, self.text, entry.header).is_ok() {
            return self.renamings(made, entry);
        }
        if let Some(change) = self.whole_block(entry) {
            return made.changes.push(change);
        }
        if change_verb(self.text, entry.header).is_some_and(|(_, rest)| head_of(self.text, rest).is_some()) {
            return;
        }
        let Some(node) = self.leaf(Rule::amend_entry, entry) else { return };
        let Some(line) = node.first() else { return };
        let (notes, span) = (notes(entry), entry.span);
        match line.rule {
            Rule::renaming => {
                made.renamings.extend(renamed(line, line.has(Rule::kw_reassign_column), &notes));
            }
            Rule::rephrasing => made.rephrasings.push(self.rephrasing(line, notes, entry)),
            Rule::passage_change => made.passages.push(passage_change(line, notes, entry)),
            Rule::repeal => {
                made.repeals.push(Repeal { target: line.child(Rule::path).map(path), notes, span });
            }
            Rule::transition => {
                let old = line.has(Rule::kw_old_version);
                made.transitions.push(Transition { who: self.name_in(line), old, notes, span });
            }
            Rule::version_by => {
                let year_end = match line.has(Rule::kw_year_start) {
                    true => Some(false),
                    false => line.has(Rule::kw_year_end).then_some(true),
                };
                let version = VersionBy { date: self.path_in(line), year_end, notes, span };
                self.once(&mut made.version_by, version, entry.header);
            }
            _ => made.changes.extend(self.change(line, entry)),
        }
    }

    /// `改名 { A → B，C → D }`
    fn renamings(&mut self, made: &mut Amend, entry: &Entry) {
        let header = match_rule(Rule::renaming_header, self.text, entry.header).ok();
        header.iter().for_each(|header| self.remember(header));
        let reassigns = header.is_some_and(|header| header.has(Rule::kw_reassign_column));
        self.forbid_tail(entry);
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::renamed_entry, inner) else { continue };
            let mut own = notes(inner);
            if own.citations.is_empty() {
                own.citations.clone_from(&entry.citations);
            }
            made.renamings.extend(renamed(&node, reassigns, &own));
        }
    }

    fn rephrasing(&mut self, line: &Node, notes: Notes, entry: &Entry) -> Rephrasing {
        let mut texts = line.all(Rule::text).map(text);
        let (from, to) = (texts.next().unwrap_or_default(), texts.next().unwrap_or_default());
        Rephrasing { from, to, times: self.integer_in(line), notes, span: entry.span }
    }

    /// `换 条件 可获奖补 全部 { … }`: a verb and then a whole entry of a script.
    fn whole_block(&mut self, entry: &Entry) -> Option<Change> {
        let (verb, rest) = change_verb(self.text, entry.header)?;
        head_of(self.text, rest)?;
        self.remember_verb(entry.header, rest);
        let mut bare = entry.clone();
        bare.header = rest;
        let tail = entry.tail.and_then(|tail| match_rule(Rule::place_tail, self.text, tail).ok());
        tail.iter().for_each(|tail| self.remember(tail));
        let place = tail.as_ref().and_then(|tail| tail.child(Rule::place)).map(|place| self.place(place));
        if place.is_some() {
            bare.tail = None;
        }
        let item = self.item(&bare)?;
        let target = named(&item)?;
        Some(Change {
            verb: verb_of(verb),
            target: Path { span: target.span, names: vec![target] },
            body: Some(ChangeBody::Item(Box::new(item))),
            place,
            notes: notes(entry),
            span: entry.span,
        })
    }

    /// The verb before a whole block was read apart from it.
    fn remember_verb(&mut self, header: Span, rest: Span) {
        let words = Span { end: rest.start, ..header };
        let end = words.range().start + words.text(self.text).trim_end().len();
        if let Some(record) = &mut self.record {
            record.keyword(Span::new(header.source, words.range().start, end));
        }
    }

    fn change(&mut self, line: &Node<'t>, entry: &Entry) -> Option<Change> {
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

/// `通政规〔2020〕4号`, `南通.资源集约评价`
fn target(node: &Node) -> AmendTarget {
    match node.first() {
        Some(found) if found.rule == Rule::path => AmendTarget::Named(path(found)),
        Some(found) if found.rule == Rule::text => {
            AmendTarget::Number(Name { text: text(found), span: found.span })
        }
        _ => AmendTarget::Number(Name { text: node.text.to_owned(), span: node.span }),
    }
}

fn renamed(node: &Node, reassigns: bool, notes: &Notes) -> Vec<Renaming> {
    let pairs = node.all(Rule::renamed);
    pairs
        .filter_map(|pair| {
            let mut names = pair.all(Rule::name).map(name);
            let (from, to) = (names.next()?, names.next()?);
            Some(Renaming { from, to, reassigns, notes: notes.clone(), span: pair.span })
        })
        .collect()
}

fn passage_change(line: &Node, notes: Notes, entry: &Entry) -> PassageChange {
    let mut texts = line.all(Rule::text).map(text);
    let first = texts.next().unwrap_or_default();
    let verb = line.first().map_or(ChangeVerb::Strike, |word| verb_of(word.rule));
    let place = line.child(Rule::passage_place);
    let after = place.is_some_and(|place| place.has(Rule::kw_after));
    let (anchor, text) = match place.and_then(|place| place.child(Rule::text)) {
        Some(beside) => (text(beside), first),
        None => (first, texts.next().unwrap_or_default()),
    };
    PassageChange { verb, anchor, after, text, notes, span: entry.span }
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

/// The name a whole entry declares; a 参评, of which a table has one, is called by its word.
fn named(item: &Item) -> Option<Name> {
    Some(match &item.kind {
        ItemKind::Participation(_) => return Some(Name { text: "参评".to_owned(), span: item.header }),
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
        ItemKind::Award(made) => &made.name,
        ItemKind::Score(made) => &made.name,
        ItemKind::Conditions(made) => &made.name,
        ItemKind::Classify(made) => &made.name,
        ItemKind::Band(made) => &made.name,
        ItemKind::Adjust(made) => &made.name,
        ItemKind::Lookup(made) => &made.name,
        ItemKind::Ledger(made) => &made.name,
        ItemKind::Allocation(made) => &made.name,
        ItemKind::Open(made) => &made.name,
        ItemKind::Reading(made) => &made.name,
        ItemKind::Decision(made) => &made.name,
        ItemKind::Parameter(made) => &made.name,
        ItemKind::Target(made) => &made.name,
        _ => return None,
    })
    .cloned()
}
