//! What is offered of what is expected.

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::diagnostic::{Language, Message};
use heng_grammar::literate::{Articles, literate};
use heng_grammar::skeleton::BlockContext;
use heng_grammar::source::Source;
use heng_grammar::suggest::{NameIndex, spelt};
use heng_grammar::vocabulary::{Concept, Tier, UNITS, UnitPlace, Units, of_tier, unit_partner};

use super::expect::Wanted;
use super::place::Place;
use super::typed::Typed;
use super::words;
use super::{Candidate, CandidateKind};
use crate::symbol::{Base, Names, Symbol, SymbolId, SymbolKind as Kind};

/// How well a candidate fits, less is better: what stands likeliest there, how it is like what was typed, its length; in
/// the order of the text and of the table of words where nothing is typed.
type Fit = (usize, u8, usize);

/// The candidates, the best first.
pub(super) fn offer(
    (place, expected): (&Place, &[Wanted]),
    typed: &Typed,
    names: &Names,
    (source, language): (&Source, Language),
) -> Vec<Candidate> {
    let mut offers = Offers {
        place,
        source,
        table: place.table_here(names),
        names,
        language,
        typed: &typed.text,
        words: words::fitting(&typed.text),
        fitting: names.fitting(&typed.text),
        found: Vec::new(),
    };
    for (fit, wanted) in expected.iter().enumerate() {
        offers.add(fit, wanted);
    }
    offers.finish()
}

struct Offers<'a> {
    place: &'a Place,
    source: &'a Source,
    /// The table whose rows are spoken of.
    table: Option<SymbolId>,
    names: &'a Names,
    language: Language,
    typed: &'a str,
    words: BTreeMap<&'static str, u8>,
    fitting: BTreeMap<&'a str, u8>,
    found: Vec<(Fit, Candidate)>,
}

impl Offers<'_> {
    fn add(&mut self, fit: usize, wanted: &Wanted) {
        match wanted {
            Wanted::Words(words) => {
                words.iter().for_each(|word| self.word(fit, *word, CandidateKind::Keyword));
            }
            Wanted::Values => self.symbols(fit, Self::is_seen),
            Wanted::OwnValues => self.symbols(fit, |this, symbol| {
                this.is_seen(symbol) && (symbol.table.is_some() || this.table.is_none())
            }),
            Wanted::Functions => {
                of_tier(Tier::Function).for_each(|word| self.word(fit, word, CandidateKind::Function));
            }
            Wanted::Members(choice) => self.symbols(fit, |_, symbol| symbol.parent == Some(*choice)),
            Wanted::AnyMembers => self
                .symbols(fit, |this, symbol| symbol.kind == Kind::Member && symbol.space == this.place.space),
            Wanted::Tables => self.symbols(fit, |this, symbol| {
                (symbol.kind.is_table() || symbol.kind == Kind::RowSet) && symbol.space == this.place.space
            }),
            Wanted::Sets => {
                self.symbols(fit, |this, symbol| {
                    symbol.kind == Kind::Set && symbol.space == this.place.space
                });
            }
            Wanted::Types => self.types(fit),
            Wanted::Units => self.units(fit),
            Wanted::Unit(unit) => self.unit(fit, unit),
            Wanted::Readings => self.symbols(fit, |_, symbol| symbol.kind == Kind::Reading),
            Wanted::Arms(reading) => {
                let wanted = reading.rsplit('.').next().unwrap_or_default().to_owned();
                self.symbols(fit, move |this, symbol| {
                    let of = symbol.parent.and_then(|parent| this.names.get(parent));
                    symbol.kind == Kind::Arm && of.is_some_and(|reading| reading.own_name() == wanted)
                });
            }
            Wanted::Settable => {
                self.symbols(fit, |_, symbol| matches!(symbol.kind, Kind::Open | Kind::Parameter));
            }
            Wanted::Amendable => self.symbols(fit, |this, symbol| {
                symbol.path.len() == 1 && symbol.kind != Kind::Unit && symbol.space == this.place.space
            }),
            Wanted::Parts(base) => self.parts(fit, base),
            Wanted::Articles => self.articles(fit),
            Wanted::Documents => self.documents(fit),
            Wanted::Elsewhere => self.elsewhere(fit),
        }
    }

    /// Whether a value is seen here by its name alone.
    fn is_seen(&self, symbol: &Symbol) -> bool {
        let value = symbol.kind.is_value() || symbol.kind == Kind::Lookup;
        // At a prompt an expression is tried for the rows of each table.
        let anywhere = self.place.prompt && self.place.table.is_none() && !self.place.in_brackets();
        let rows = symbol.table.is_none() || symbol.table == self.table || anywhere;
        let own = self.place.defines() == Some(symbol.own_name());
        value && rows && !own && symbol.path.len() == 1 && symbol.space == self.place.space
    }

    fn rank(&self, name: &str) -> Option<u8> {
        if self.typed.is_empty() { Some(0) } else { self.fitting.get(name).copied() }
    }

    fn symbols(&mut self, fit: usize, fits: impl Fn(&Self, &Symbol) -> bool) {
        let names = self.names;
        for symbol in names.symbols() {
            let Some(rank) = self.rank(symbol.own_name()).filter(|_| fits(self, symbol)) else { continue };
            self.symbol(fit, rank, symbol);
        }
    }

    fn symbol(&mut self, fit: usize, rank: u8, symbol: &Symbol) {
        let insert = symbol.spelling.clone();
        let call = symbol.kind == Kind::Lookup && !symbol.formula.is_empty() && has_keys(self.names, symbol);
        let candidate = Candidate {
            insert: if call { format!("{insert}(") } else { insert },
            label: symbol.own_name().to_owned(),
            kind: CandidateKind::Name(symbol.kind),
            detail: detail(symbol, self.names),
        };
        self.push(fit, rank, candidate);
    }

    fn push(&mut self, fit: usize, rank: u8, candidate: Candidate) {
        let length = if self.typed.is_empty() { self.found.len() } else { candidate.label.chars().count() };
        self.found.push(((fit, rank, length), candidate));
    }

    fn word(&mut self, fit: usize, concept: Concept, kind: CandidateKind) {
        let word = concept.word();
        let text = concept.text(self.language);
        let rank = match self.typed.is_empty() {
            true => Some(0),
            false => [word.zh, word.en].iter().filter_map(|text| self.words.get(text)).min().copied(),
        };
        let Some(rank) = rank else { return };
        let call = kind == CandidateKind::Function || concept == Concept::Present;
        let insert = if call { format!("{text}(") } else { text.to_owned() };
        let kind = if call { CandidateKind::Function } else { kind };
        self.push(fit, rank, Candidate { insert, label: text.to_owned(), kind, detail: concept.help() });
    }

    fn types(&mut self, fit: usize) {
        of_tier(Tier::Type).for_each(|word| self.word(fit, word, CandidateKind::Type));
        self.symbols(fit, |this, symbol| symbol.kind == Kind::Choice && symbol.space == this.place.space);
        self.units(fit);
    }

    /// The unit of what a number is compared with.
    fn unit(&mut self, fit: usize, unit: &str) {
        let rank = match self.typed.is_empty() {
            true => Some(0),
            false => NameIndex::new([unit]).fitting(self.typed).first().map(|(rank, _)| *rank),
        };
        let Some(rank) = rank else { return };
        let detail = Message::new("与之相比的值的单位", "the unit of what it is compared with");
        let (insert, label) = (unit.to_owned(), unit.to_owned());
        self.push(fit, rank, Candidate { insert, label, kind: CandidateKind::Unit, detail });
    }

    fn units(&mut self, fit: usize) {
        self.symbols(fit, |_, symbol| symbol.kind == Kind::Unit);
        for unit in UNITS {
            let others = unit.others.iter().filter_map(|other| self.words.get(other));
            let rank = match self.typed.is_empty() {
                true => Some(0),
                false => self.words.get(unit.name).into_iter().chain(others).min().copied(),
            };
            let Some(rank) = rank else { continue };
            let partner = unit_partner(unit.name, UnitPlace::Many, Language::English, &Units::default());
            let english = partner.filter(|_| self.language == Language::English);
            let name = english.unwrap_or_else(|| unit.name.to_owned());
            let detail = match unit.whole {
                true => Message::new("计数单位，须为整数", "a count, in whole numbers"),
                false => Message::new("计量单位", "a unit of measure"),
            };
            let (insert, label) = (name.clone(), name);
            self.push(fit, rank, Candidate { insert, label, kind: CandidateKind::Unit, detail });
        }
    }

    /// What is inside `综合得分.`, `企业.`, `评价.`.
    fn parts(&mut self, fit: usize, base: &Base) {
        let parts =
            self.names.parts(self.place.space, self.table, base, self.place.block == BlockContext::Amend);
        let given = words::parts_given(
            self.names.value_of(self.place.space, self.table, base).and_then(|id| self.names.get(id)),
        );
        for (zh, en, help) in given {
            let text = if self.language == Language::English { *en } else { *zh };
            let rank = match self.typed.is_empty() {
                true => Some(0),
                false => NameIndex::new([*zh, *en]).fitting(self.typed).iter().map(|(rank, _)| *rank).min(),
            };
            let Some(rank) = rank else { continue };
            let (insert, label) = (text.to_owned(), text.to_owned());
            let detail = Message::new(help.0, help.1);
            self.push(fit, rank, Candidate { insert, label, kind: CandidateKind::Part, detail });
        }
        let mut seen = BTreeSet::new();
        for id in parts {
            let Some(symbol) = self.names.get(id) else { continue };
            let Some(rank) = self.rank(symbol.own_name()).filter(|_| seen.insert(symbol.own_name())) else {
                continue;
            };
            self.symbol(fit, rank, symbol);
        }
    }

    /// The articles of the document's own text, with how they begin; else those that are cited.
    fn articles(&mut self, fit: usize) {
        let mut all: Vec<(String, Message)> = Vec::new();
        if self.source.is_literate() {
            let articles = Articles::of(self.source, &literate(self.source));
            let listed = articles.citations(self.source).into_iter();
            all.extend(listed.map(|(article, words)| (article, Message::new(words.clone(), words))));
        }
        for symbol in self.names.symbols() {
            for article in symbol.articles.iter().filter(|article| *article != self.typed) {
                let name = symbol.own_name();
                let detail = Message::new(format!("「{name}」引用的条款"), format!("cited by `{name}`"));
                all.push((article.clone(), detail));
            }
        }
        for (article, detail) in all {
            let begins = match (article.starts_with(self.typed), article.contains(self.typed)) {
                (true, _) => 0,
                (false, true) => 1,
                (false, false) => continue,
            };
            let (insert, label) = (article.clone(), article);
            let candidate = Candidate { insert, label, kind: CandidateKind::Article, detail };
            // In the order of the document.
            let at = self.found.len();
            self.found.push(((fit, begins, at), candidate));
        }
    }

    fn documents(&mut self, fit: usize) {
        let index = NameIndex::new(self.names.library());
        let fitting: Vec<(u8, &str)> = match self.typed.is_empty() {
            true => self.names.library().map(|path| (0, path)).collect(),
            false => index.fitting(self.typed),
        };
        for (rank, path) in fitting {
            let parts: Vec<String> = path.split('.').map(|name| spelt(name).into_owned()).collect();
            let detail = Message::new("可以引用的文件", "a document that can be used");
            let (insert, label) = (parts.join("."), path.to_owned());
            self.push(fit, rank, Candidate { insert, label, kind: CandidateKind::Document, detail });
        }
    }

    /// Values of other tables and of documents under a prefix, written in full.
    fn elsewhere(&mut self, fit: usize) {
        if self.typed.is_empty() {
            return;
        }
        let names = self.names;
        for symbol in names.symbols().filter(|symbol| symbol.kind.is_value()) {
            let rank = self.rank(symbol.own_name()).filter(|_| !self.is_seen(symbol));
            let Some(rank) = rank else { continue };
            let Some(full) = names.written_from(symbol, self.place.space, self.table) else { continue };
            let mut insert: Vec<String> = full.iter().map(|name| spelt(name).into_owned()).collect();
            insert.pop();
            insert.push(symbol.spelling.clone());
            let candidate = Candidate {
                insert: insert.join("."),
                label: full.join("."),
                kind: CandidateKind::Name(symbol.kind),
                detail: detail(symbol, names),
            };
            self.push(fit, rank, candidate);
        }
    }

    fn finish(mut self) -> Vec<Candidate> {
        self.found.sort_by(|(a, first), (b, second)| a.cmp(b).then_with(|| first.label.cmp(&second.label)));
        let mut seen = BTreeSet::new();
        self.found.retain(|(_, candidate)| seen.insert(candidate.insert.clone()));
        self.found.into_iter().map(|(_, candidate)| candidate).collect()
    }
}

fn has_keys(names: &Names, lookup: &Symbol) -> bool {
    let of = names.declared_at(lookup.name);
    names.symbols().any(|symbol| symbol.kind == Kind::LookupKey && symbol.parent == of)
}

/// One line about a name: its unit or type, and its documentation or what it is made of.
pub(super) fn detail(symbol: &Symbol, names: &Names) -> Message {
    let block = symbol.parent.filter(|_| symbol.kind.is_part()).and_then(|parent| names.get(parent));
    let table = names.table_of(symbol).filter(|_| symbol.kind != Kind::RowSet);
    let table = block.map(Symbol::own_name).or(table);
    let kind = symbol.kind.words();
    let of = |word: &str, en: bool| match (table, en) {
        (Some(table), false) => format!("{table}的{word}"),
        (Some(table), true) => format!("{word} of {table}"),
        (None, _) => word.to_owned(),
    };
    let ty = symbol.ty.as_deref().filter(|ty| *ty != "1");
    let formula = Some(symbol.formula.as_str()).filter(|formula| *formula != symbol.own_name());
    let says = symbol.doc.first().map(String::as_str).or(formula);
    let line = |kind: String| {
        let parts = [Some(kind.as_str()), ty, says];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    Message::new(line(of(&kind.zh, false)), line(of(&kind.en, true)))
}
