//! The facts about a name or a word: what an editor shows beside it, and `说明` at the prompt.

use std::collections::BTreeSet;

use heng_grammar::diagnostic::{Language, Message};
use heng_grammar::span::Span;
use heng_grammar::vocabulary::{Concept, Tier, concepts, sample};

use super::{Names, Symbol, SymbolId, SymbolKind};

/// The facts about a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// `企业.综合得分.集约发展`: with its table before it.
    pub title: String,
    /// What it is.
    pub kind: Message,
    /// Its unit or type as a script writes it; `1` for a plain number.
    pub ty: Option<String>,
    /// 按年: one value a year
    pub yearly: bool,
    /// Its entry on one line; a block in braces is `{ … }`.
    pub formula: String,
    /// What 定 or 取 makes of it.
    pub settled: Option<String>,
    /// Lines of `///`.
    pub doc: Vec<String>,
    /// The articles it carries out; those of the block around where it has none.
    pub articles: Vec<String>,
    /// The names whose entries use it, dotted, in the order of the texts.
    pub used_by: Vec<String>,
    /// Where it is declared.
    pub place: Span,
}

/// The facts about a word of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordDescription {
    /// What it stands for.
    pub concept: Concept,
    /// The word in both vocabularies.
    pub words: Message,
    /// What it is for.
    pub help: Message,
    /// A line of a script that holds it, in Chinese.
    pub sample: Option<&'static str>,
}

impl Names {
    /// The facts about a symbol.
    ///
    /// ```
    /// use heng_grammar::{parse, source::Source, span::SourceId};
    /// use heng_interp::symbol::{Names, Text};
    /// let source = Source::new(SourceId(0), "例.heng", "表 企业 { 税: 万元 }\n对 企业 { 双倍 = 2 × 税 }");
    /// let names = Names::new(&[Text { source: &source, script: &parse(&source).script, path: "" }]);
    /// let tax = names.describe(names.named("税")[0]).unwrap();
    /// assert_eq!((tax.title.as_str(), tax.used_by), ("企业.税", vec!["企业.双倍".to_owned()]));
    /// ```
    pub fn describe(&self, id: SymbolId) -> Option<Description> {
        let symbol = self.get(id)?;
        let mut articles = symbol.articles.clone();
        let mut around = symbol.parent;
        while let (true, Some(block)) = (articles.is_empty(), around.and_then(|parent| self.get(parent))) {
            articles.clone_from(&block.articles);
            around = block.parent;
        }
        Some(Description {
            title: self.full_name(symbol),
            kind: symbol.kind.words(),
            ty: symbol.ty.clone(),
            yearly: symbol.yearly,
            formula: symbol.formula.clone(),
            settled: symbol.settled.clone(),
            doc: symbol.doc.clone(),
            articles,
            used_by: self
                .users(id)
                .into_iter()
                .filter_map(|id| Some(self.full_name(self.get(id)?)))
                .collect(),
            place: symbol.name,
        })
    }

    /// `企业.综合得分`: the path of a symbol with its table before it.
    pub fn full_name(&self, symbol: &Symbol) -> String {
        match self.table_of(symbol).filter(|_| symbol.kind != SymbolKind::RowSet) {
            Some(table) => format!("{table}.{}", symbol.dotted()),
            None => symbol.dotted(),
        }
    }

    /// The symbols whose entries use a symbol: the innermost around each use.
    pub fn users(&self, id: SymbolId) -> Vec<SymbolId> {
        let mut seen = BTreeSet::new();
        let uses = self.places(id).filter(|place| !place.declares);
        let users = uses.filter_map(|place| self.around(place.span)).filter(|user| *user != id);
        users.filter(|user| seen.insert(*user)).collect()
    }

    /// The symbol whose entry a place stands in: the innermost.
    pub fn around(&self, place: Span) -> Option<SymbolId> {
        let holds = |symbol: &Symbol| {
            let entry = symbol.entry;
            entry.source == place.source && entry.start <= place.start && place.end <= entry.end
        };
        let inside = self.entries().filter(|(_, symbol)| holds(symbol));
        inside.min_by_key(|(id, symbol)| (symbol.entry.end - symbol.entry.start, *id)).map(|(id, _)| id)
    }
}

/// The facts about a word of the language, whichever vocabulary it is of; all that it can stand for.
pub fn describe_word(word: &str) -> Vec<WordDescription> {
    let described = |concept: &Concept| WordDescription {
        concept: *concept,
        words: Message::new(concept.text(Language::Chinese), concept.text(Language::English)),
        help: concept.help(),
        sample: sample(*concept),
    };
    let mut found: Vec<WordDescription> = concepts(word).iter().map(described).collect();
    found.sort_by_key(|of| of.concept.word().tier == Tier::Name);
    found
}
