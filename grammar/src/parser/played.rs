//! Which words of a text play which part, as the grammar read them: for translation.

use super::Rule;
use super::node::Node;
use crate::fold::fold;
use crate::span::Span;
use crate::vocabulary::{Concept, Tier, UnitPlace, concepts, find};
use std::collections::BTreeSet;

/// What a word does at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A keyword of the grammar.
    Keyword,
    /// A word that follows a number which is no quantity. `保留 2 位`
    Measure(UnitPlace),
    /// What is called, or combines rows.
    Function,
    /// A type behind `:`.
    Type,
    /// A name that stands for a value, or begins a path.
    Value,
    /// A name behind a `.`.
    Member,
    /// A name behind `台账.`.
    LedgerColumn,
    /// A name that stands for a value where the entries of 台账 are added up.
    LedgerValue,
    /// The whole value of an arm of a reading, which may be a word that an option takes.
    Arm,
    /// The name of a unit.
    Unit(UnitPlace),
    /// `，` or `,` between clauses.
    Comma,
    /// `（` or `(` of a clause.
    Open,
    /// `）` or `)` of a clause.
    Close,
}

/// A word or a mark and its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Played {
    /// Where.
    pub span: Span,
    /// What it does there.
    pub part: Part,
}

/// Everything that a text says in words of the language, and the names it declares.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// In no order, and perhaps several times.
    pub played: Vec<Played>,
    /// Names that stand where a script declares or mentions its own things, folded.
    pub names: BTreeSet<String>,
    /// Names that can be called: those of lookups.
    pub callable: BTreeSet<String>,
    /// How many brackets are open.
    depth: usize,
    /// How many calls around a word go through 台账.
    ledgers: usize,
}

impl Record {
    /// Takes in what `node` holds.
    pub(crate) fn add(&mut self, node: &Node) {
        self.node(node);
    }

    /// A keyword that was read by itself.
    pub(crate) fn keyword(&mut self, span: Span) {
        self.play(span, Part::Keyword);
    }

    fn play(&mut self, span: Span, part: Part) {
        self.played.push(Played { span, part });
    }

    fn node(&mut self, node: &Node) {
        if is_keyword(node.rule) {
            return self.play(node.span, Part::Keyword);
        }
        match node.rule {
            Rule::call => self.call(node),
            Rule::postfix => self.postfix(node),
            Rule::combiner => self.combiner(node),
            Rule::type_expr => return self.type_expr(node),
            Rule::number => return self.number(node),
            Rule::indicator_unit => return self.units(node, UnitPlace::Many),
            Rule::declared_unit => return,
            Rule::version_by | Rule::party | Rule::bind_header => self.paths(node),
            Rule::lookup_key => return self.lookup_key(node),
            Rule::lookup_header => {
                self.callable.extend(node.child(Rule::name).map(folded));
                self.own_names(node);
            }
            Rule::reading_arm => self.arm(node),
            // The words of an output are the headers of the result.
            Rule::own_path | Rule::path | Rule::field | Rule::option_name | Rule::output_column => {}
            _ => self.own_names(node),
        }
        self.marks(node);
        let inside = usize::from(node.has(Rule::lparen) || node.has(Rule::lbracket));
        self.depth += inside;
        let ledger = usize::from(node.rule == Rule::arguments && is_ledger(first_word(node.text)));
        self.ledgers += ledger;
        let mut number = None;
        for child in &node.children {
            match number.replace(child) {
                Some(digits) if digits.rule == Rule::integer && is_keyword(child.rule) => {
                    self.play(child.span, Part::Measure(place_after(digits)));
                }
                _ => self.node(child),
            }
        }
        self.depth -= inside;
        self.ledgers -= ledger;
    }

    /// Names directly inside an entry or a clause are the script's own.
    fn own_names(&mut self, node: &Node) {
        self.names.extend(node.all(Rule::name).map(folded));
    }

    fn call(&mut self, node: &Node) {
        if let Some(name) = node.child(Rule::name) {
            self.play(name.span, Part::Function);
        }
    }

    fn combiner(&mut self, node: &Node) {
        self.call(node);
    }

    fn postfix(&mut self, node: &Node) {
        if let Some(name) = node.first().filter(|first| first.rule == Rule::name) {
            self.play(name.span, if self.ledgers > 0 { Part::LedgerValue } else { Part::Value });
        }
        let of_ledger = node.first().is_some_and(|first| is_ledger(first.text));
        let part = if of_ledger { Part::LedgerColumn } else { Part::Member };
        for name in node.all(Rule::field).filter_map(Node::first_name) {
            self.play(name.span, part);
        }
    }

    /// `以 评价日 定版`, `定 年度 = …`, `归 本行`.
    fn paths(&mut self, node: &Node) {
        for path in node.all(Rule::path) {
            for (at, name) in path.all(Rule::name).enumerate() {
                self.play(name.span, if at == 0 { Part::Value } else { Part::Member });
            }
        }
    }

    /// 年度 as a key is the year of the run, not a name of the script's own.
    fn lookup_key(&mut self, node: &Node) {
        for name in node.all(Rule::name) {
            match find(name.text, Tier::Name) {
                Some(_) => self.play(name.span, Part::Value),
                None => drop(self.names.insert(folded(name))),
            }
        }
        node.children.iter().filter(|child| child.rule != Rule::name).for_each(|child| self.node(child));
    }

    fn arm(&mut self, node: &Node) {
        self.own_names(node);
        let alone = node.child(Rule::expression).and_then(only_name);
        if let Some(name) = alone {
            self.play(name.span, Part::Arm);
        }
    }

    fn type_expr(&mut self, node: &Node) {
        let Some(unit) = node.child(Rule::unit) else { return };
        match unit.children.as_slice() {
            [only] if is_type(only.text) => self.play(only.span, Part::Type),
            _ => self.units(node, UnitPlace::Many),
        }
    }

    fn number(&mut self, node: &Node) {
        let place = node.child(Rule::digits).map_or(UnitPlace::Many, place_after);
        self.units(node, place);
    }

    fn units(&mut self, node: &Node, first: UnitPlace) {
        for unit in node.all(Rule::unit) {
            for (at, word) in unit.all(Rule::unit_word).enumerate() {
                let place = if at == 0 { first } else { UnitPlace::Each };
                self.play(word.span, Part::Unit(place));
            }
        }
    }

    /// Commas between clauses, and the brackets of clauses; what stands inside brackets, and the brackets of expressions, are
    /// written alike in both languages.
    fn marks(&mut self, node: &Node) {
        let of_expression = matches!(
            node.rule,
            Rule::arguments
                | Rule::index
                | Rule::list
                | Rule::bracketed
                | Rule::lookup_keys
                | Rule::cell_years
        );
        if of_expression {
            return;
        }
        for child in &node.children {
            match child.rule {
                Rule::any_comma | Rule::comma if self.depth == 0 && !child.text.starts_with('、') => {
                    self.play(child.span, Part::Comma);
                }
                Rule::lparen => self.play(child.span, Part::Open),
                Rule::rparen => self.play(child.span, Part::Close),
                _ => {}
            }
        }
    }
}

impl<'t> Node<'t> {
    fn first_name(&self) -> Option<&Node<'t>> {
        self.child(Rule::name)
    }
}

fn place_after(digits: &Node) -> UnitPlace {
    if fold(digits.text) == "1" { UnitPlace::One } else { UnitPlace::Many }
}

fn is_keyword(rule: Rule) -> bool {
    format!("{rule:?}").starts_with("kw_")
}

fn is_type(word: &str) -> bool {
    concepts(word).iter().any(|concept| concept.word().tier == Tier::Type)
}

/// The word that the arguments of a call begin with.
fn first_word(arguments: &str) -> &str {
    let inside = arguments.trim_start_matches(|c: char| c.is_whitespace() || "(（".contains(c));
    inside.split(|c: char| !unicode_ident::is_xid_continue(c)).next().unwrap_or_default()
}

/// `台账`, `台账来源`
fn is_ledger(name: &str) -> bool {
    Concept::LedgerEntries.is(name) || Concept::LedgerSources.is(name)
}

/// The name that is all of an expression.
fn only_name<'n, 't>(node: &'n Node<'t>) -> Option<&'n Node<'t>> {
    match node.children.as_slice() {
        _ if node.rule == Rule::name => Some(node),
        [only] => only_name(only),
        _ => None,
    }
}

/// A name as the tree has it: without its quotes, folded.
fn folded(node: &Node) -> String {
    let bare = node.text.strip_prefix(['「', '『']).and_then(|rest| rest.strip_suffix(['」', '』']));
    fold(bare.unwrap_or(node.text)).into_owned()
}
