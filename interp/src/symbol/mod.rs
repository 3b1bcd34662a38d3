//! What every name of a project is and where it stands: what the prompt and the editors share.
//!
//! Made from the trees as they were written, so that it is there for a text that does not compile; a program that compiled
//! adds what only it can tell ([`Names::enrich`]): the types of definitions that do not say theirs.

mod collect;
mod collect_blocks;
mod describe;
mod enrich;
mod kind;
mod line;
mod occurrence;
mod rename;
mod scope;
mod space;
#[cfg(test)]
mod tests;

pub use describe::{Description, WordDescription, describe_word};
pub use kind::SymbolKind;
pub use occurrence::Occurrence;
pub(crate) use scope::Base;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_grammar::span::{SourceId, Span};
use heng_grammar::suggest::NameIndex;
use heng_grammar::tree::Script;

use crate::complete::most;
use space::Space;

/// A document as it was written, before amendments are carried out.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    /// Its text.
    pub source: &'t Source,
    /// Its tree.
    pub script: &'t Script,
    /// What `引用` calls it; empty for the main one.
    pub path: &'t str,
}

/// A symbol of some [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub u32);

impl SymbolId {
    /// As a position in the list of symbols.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The names of one group of documents that share theirs; a position in the order in which they are first seen, the main
/// ones first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpaceIndex(pub usize);

/// A name that some text declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it names.
    pub kind: SymbolKind,
    /// `["综合得分", "集约发展", "亩均税收"]`, without the prefix of its space and without its table; never empty.
    pub path: Vec<String>,
    /// The documents it is a name of.
    pub space: SpaceIndex,
    /// The table of whose rows it is said: of columns and of what stands in `对`.
    pub table: Option<SymbolId>,
    /// What it is a part of: the choice of a member, the block of an item.
    pub parent: Option<SymbolId>,
    /// Its unit or type as written after `:`, else as the program found it.
    pub ty: Option<String>,
    /// 按年: one value a year
    pub yearly: bool,
    /// Lines of `///`.
    pub doc: Vec<String>,
    /// Its entry on one line, without citations and comments; what stands in braces is `{ … }`.
    pub formula: String,
    /// The articles it carries out.
    pub articles: Vec<String>,
    /// Its own name as it was written, with its 「」 and its width.
    pub spelling: String,
    /// Where its name stands, with its 「」.
    pub name: Span,
    /// Its whole entry, with its block.
    pub entry: Span,
    /// 定 and 取 that say what it is: the formula of the strongest, as written.
    pub settled: Option<String>,
}

impl Symbol {
    /// Its own name.
    pub fn own_name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// Its path joined by dots.
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }
}

/// All names of some documents.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub(crate) list: Vec<Symbol>,
    pub(crate) spaces: Vec<Space>,
    pub(crate) documents: BTreeMap<SourceId, SpaceIndex>,
    /// The symbols by the first name of their path.
    by_first: BTreeMap<String, Vec<SymbolId>>,
    /// What each is made of: the members of a choice, the parts of a block.
    children: BTreeMap<SymbolId, Vec<SymbolId>>,
    /// The choices, and the classifications whose classes make one.
    choices: Vec<SymbolId>,
    /// What values are: which choice, which table's rows.
    types: BTreeMap<SymbolId, occurrence::Ty>,
    /// Every place where a name stands, in the order of the texts.
    occurrences: Vec<Occurrence>,
    /// The vocabulary of the main text.
    language: Language,
    /// The vocabulary of each text that has one.
    languages: BTreeMap<SourceId, Language>,
    /// What 引用 may name.
    library: BTreeSet<String>,
    /// The names as they are typed; made when something is first completed.
    typed: OnceLock<NameIndex>,
}

impl Names {
    /// The names of `texts`, of which the main one is first.
    ///
    /// ```
    /// use heng_grammar::{parse, source::Source, span::SourceId};
    /// use heng_interp::symbol::{Names, SymbolKind, Text};
    /// let source = Source::new(SourceId(0), "例.heng", "表 企业 { 税: 万元 }\n对 企业 { 双倍 = 2 × 税 @第三条 }");
    /// let parsed = parse(&source);
    /// let names = Names::new(&[Text { source: &source, script: &parsed.script, path: "" }]);
    /// let double = names.symbols().find(|symbol| symbol.own_name() == "双倍").unwrap();
    /// assert_eq!((double.kind, double.formula.as_str()), (SymbolKind::Definition, "双倍 = 2 × 税"));
    /// assert_eq!(double.articles, ["第三条"]);
    /// ```
    pub fn new(texts: &[Text<'_>]) -> Self {
        let (spaces, documents) = space::spaces(texts);
        let languages: BTreeMap<SourceId, Language> =
            texts.iter().filter_map(|text| Some((text.source.id(), most(text.source.text())?))).collect();
        let main = texts.first().and_then(|main| languages.get(&main.source.id()).copied());
        let language = main.unwrap_or(Language::Chinese);
        let library = texts.iter().map(|text| text.path.to_owned()).filter(|path| !path.is_empty()).collect();
        let mut names = Self { spaces, documents, language, languages, library, ..Self::default() };
        collect::collect(&mut names, texts);
        occurrence::resolve(&mut names, texts);
        names
    }

    /// All of them: documents in the order given, each in the order of its text, but tables first.
    pub fn symbols(&self) -> impl ExactSizeIterator<Item = &Symbol> {
        self.list.iter()
    }

    /// All of them with their numbers.
    pub fn entries(&self) -> impl Iterator<Item = (SymbolId, &Symbol)> {
        (0_u32..).map(SymbolId).zip(&self.list)
    }

    /// How well what was typed fits each name it can be the beginning of, in characters, pinyin or first letters; 0 is best.
    pub(crate) fn fitting(&self, typed: &str) -> BTreeMap<&str, u8> {
        let index = self.typed.get_or_init(|| NameIndex::new(self.list.iter().map(Symbol::own_name)));
        index.fitting(typed).into_iter().map(|(rank, name)| (name, rank)).collect()
    }

    /// The vocabulary that most of the main text is written in; Chinese where it has no words of the language.
    pub fn vocabulary(&self) -> Language {
        self.language
    }

    /// The vocabulary of one of the documents; none where it is none of them, or has no words of the language.
    pub(crate) fn written_in(&self, source: SourceId) -> Option<Language> {
        self.languages.get(&source).copied()
    }

    /// Adds documents that 引用 may name though none does yet: those of the library.
    pub fn know_documents(&mut self, paths: impl IntoIterator<Item = String>) {
        self.library.extend(paths.into_iter().filter(|path| !path.is_empty()));
    }

    /// The documents that 引用 may name.
    pub fn library(&self) -> impl Iterator<Item = &str> {
        self.library.iter().map(String::as_str)
    }

    /// Whether a text declares a unit of this name.
    pub(crate) fn is_unit(&self, name: &str) -> bool {
        self.list.iter().any(|symbol| symbol.kind == SymbolKind::Unit && symbol.own_name() == name)
    }

    /// The symbol with this number.
    pub fn get(&self, id: SymbolId) -> Option<&Symbol> {
        self.list.get(id.index())
    }

    /// The name of the table of whose rows a symbol is said.
    pub fn table_of(&self, symbol: &Symbol) -> Option<&str> {
        symbol.table.and_then(|table| self.get(table)).map(Symbol::own_name)
    }

    /// The space of the names that a text sees; that of the main one where the text is none of the documents.
    pub fn space_of(&self, source: SourceId) -> SpaceIndex {
        self.documents.get(&source).copied().unwrap_or_default()
    }

    /// The symbols whose entries begin in a text, for its outline: in the order of the text.
    pub fn outline(&self, source: SourceId) -> Vec<(SymbolId, &Symbol)> {
        let mut there: Vec<_> = self.entries().filter(|(_, s)| s.name.source == source).collect();
        there.sort_by_key(|(_, symbol)| (symbol.name.start, symbol.name.end));
        there
    }

    /// The symbol whose dotted path, after its table where that is written too, is `path`: 企业.亩均税收, 综合得分.亩均税收.
    pub fn named(&self, path: &str) -> Vec<SymbolId> {
        let is = |symbol: &Symbol| {
            let dotted = symbol.dotted();
            dotted == path
                || self.table_of(symbol).is_some_and(|table| {
                    path.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')) == Some(&dotted)
                })
        };
        self.entries().filter(|(_, symbol)| is(symbol)).map(|(id, _)| id).collect()
    }

    /// The table that a name means in a space: declared, made, a set of its rows, another name of it, or one of the
    /// documents used under a prefix (`评价.企业`).
    pub fn table_named(&self, space: SpaceIndex, name: &str) -> Option<SymbolId> {
        if let Some((prefix, rest)) = name.split_once('.') {
            let inner = *self.spaces.get(space.0)?.inner.get(prefix)?;
            return self.table_named(inner, rest);
        }
        self.called(space, name).find_map(|(id, symbol)| match symbol.kind {
            kind if kind.is_table() => Some(id),
            SymbolKind::RowSet => symbol.table,
            _ => None,
        })
    }

    /// The symbols of a space whose path begins with a name.
    pub(crate) fn beginning<'n>(
        &'n self,
        space: SpaceIndex,
        first: &str,
    ) -> impl Iterator<Item = (SymbolId, &'n Symbol)> + Clone {
        let ids = self.by_first.get(first).map_or(&[][..], Vec::as_slice);
        let all = ids.iter().filter_map(|id| Some((*id, self.get(*id)?)));
        all.filter(move |(_, symbol)| symbol.space == space)
    }

    /// The symbols of a space that have this name and stand in no block.
    pub(crate) fn called<'n>(
        &'n self,
        space: SpaceIndex,
        name: &str,
    ) -> impl Iterator<Item = (SymbolId, &'n Symbol)> + Clone {
        self.beginning(space, name).filter(|(_, symbol)| symbol.path.len() == 1)
    }

    /// Adds a symbol.
    fn push(&mut self, symbol: Symbol) -> SymbolId {
        let id = SymbolId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        if let Some(first) = symbol.path.first() {
            self.by_first.entry(first.clone()).or_default().push(id);
        }
        if let Some(parent) = symbol.parent {
            self.children.entry(parent).or_default().push(id);
        }
        if matches!(symbol.kind, SymbolKind::Choice | SymbolKind::Classify) {
            self.choices.push(id);
        }
        self.list.push(symbol);
        id
    }

    /// The parts of a block, the members of a choice, in the order written.
    pub fn of_parent(&self, parent: SymbolId) -> impl Iterator<Item = (SymbolId, &Symbol)> {
        let ids = self.children.get(&parent).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| Some((*id, self.get(*id)?)))
    }

    /// The symbol whose name is declared at a place.
    pub fn declared_at(&self, name: Span) -> Option<SymbolId> {
        self.entries().find(|(_, symbol)| symbol.name == name).map(|(id, _)| id)
    }
}
