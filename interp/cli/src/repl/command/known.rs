//! The names of a session, and how they are called.

use heng_grammar::source::Source;
use heng_grammar::span::{SourceId, Span};
use heng_grammar::suggest::NameIndex;
use heng_interp::symbol::{Names, Symbol, SymbolId, Text};

use super::sample::outdented;
use crate::repl::print::Paper;
use crate::repl::session::Evaluated;

/// The names of all texts of a session, what was typed first.
pub struct KnownNames<'s> {
    /// The names.
    pub names: Names,
    sources: &'s [Source],
}

impl<'s> KnownNames<'s> {
    /// Those of what was evaluated.
    pub fn of(evaluated: &'s Evaluated) -> Self {
        let texts = &evaluated.texts;
        let scripts: Vec<_> = texts.sources.iter().map(|source| heng_grammar::parse(source).script).collect();
        let path = |at: usize| {
            let own = texts.paths.iter().find(|(_, place)| *place == at).map(|(path, _)| path.as_str());
            own.filter(|_| at > 0).unwrap_or_default()
        };
        let all = texts.sources.iter().zip(&scripts).enumerate();
        let all: Vec<Text<'_>> =
            all.map(|(at, (source, script))| Text { source, script, path: path(at) }).collect();
        let mut names = Names::new(&all);
        names.enrich(evaluated.program());
        Self { names, sources: &texts.sources }
    }

    /// All symbols in the order of the texts.
    pub fn in_order(&self) -> Vec<&Symbol> {
        let mut all: Vec<&Symbol> = self.names.symbols().collect();
        all.sort_by_key(|symbol| (symbol.name.source, symbol.name.start, symbol.name.end));
        all
    }

    /// What stands in the text of an entry, as it is written, its lines as far to the left as they can be.
    pub fn written(&self, symbol: &Symbol) -> String {
        let source = self.sources.iter().find(|source| source.id() == symbol.entry.source);
        source.map(|source| outdented(source, symbol.entry)).unwrap_or_default()
    }

    /// The symbols that a word names: by their path, else by their own name, else by what was typed of it, in characters or pinyin.
    pub fn meant(&self, word: &str) -> Vec<SymbolId> {
        let by_path = self.names.named(word);
        if !by_path.is_empty() {
            return by_path;
        }
        let own = |word: &str| -> Vec<SymbolId> {
            self.names.entries().filter(|(_, symbol)| symbol.own_name() == word).map(|(id, _)| id).collect()
        };
        let by_name = own(word);
        if !by_name.is_empty() {
            return by_name;
        }
        let index = NameIndex::new(self.names.symbols().map(Symbol::own_name));
        index.complete(word, 1).first().map(|name| own(name)).unwrap_or_default()
    }

    /// What a document is called.
    pub fn document(&self, id: SourceId) -> Option<&str> {
        self.sources.iter().find(|source| source.id() == id).map(Source::name)
    }

    /// `评价.heng 第 12 行`
    pub fn place(&self, span: Span, paper: &Paper) -> Option<String> {
        let source = self.sources.iter().find(|source| source.id() == span.source)?;
        let line = source.position(span.range().start).line;
        let name = source.name();
        Some(match paper.language {
            heng_grammar::diagnostic::Language::Chinese => format!("{name} 第 {line} 行"),
            heng_grammar::diagnostic::Language::English => format!("{name} line {line}"),
        })
    }
}
