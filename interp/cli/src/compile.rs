//! Texts to a checked program.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::{Diagnostic, Severity};
use heng_grammar::skeleton::Skeleton;
use heng_grammar::source::Source;
use heng_grammar::tree::{ItemKind, Script};
use heng_interp::compile::{Compiled, compile};
use heng_interp::program::Program;
use heng_interp::resolve::{Loader, Options};
use heng_interp::symbol::{Names, Text};

use crate::project::Texts;
use crate::unread::Unread;

/// The texts of a run, parsed.
pub struct Parsed {
    main: Script,
    by_path: BTreeMap<String, Script>,
    /// Those laid over the project.
    laid: Vec<Script>,
    diagnostics: Vec<Diagnostic>,
    /// The entries of each of the texts.
    entries: Vec<Skeleton>,
    /// What could not be read in each of the texts.
    unread: Vec<Unread>,
    /// What is wrong with reading each of the texts.
    unreadable: Vec<Vec<Diagnostic>>,
}

/// Texts that were parsed, to be taken again where they have not changed.
#[derive(Debug, Default)]
pub struct Remembered {
    known: Vec<(Source, heng_grammar::Parsed)>,
}

impl Remembered {
    /// The text, parsed; that of the same number takes the place of one that has changed.
    pub fn parse(&mut self, source: &Source) -> heng_grammar::Parsed {
        let same = |other: &Source| other.name() == source.name() && other.text() == source.text();
        if let Some((_, parsed)) = self.known.iter().find(|(o, _)| o.id() == source.id() && same(o)) {
            return parsed.clone();
        }
        let parsed = heng_grammar::parse(source);
        self.known.retain(|(other, _)| other.id() != source.id());
        self.known.push((source.clone(), parsed.clone()));
        parsed
    }
}

impl Parsed {
    /// Parses the texts.
    pub fn new(texts: &Texts) -> Self {
        Self::with(texts, heng_grammar::parse)
    }

    /// Parses those of the texts that are not remembered.
    pub fn again(texts: &Texts, remembered: &mut Remembered) -> Self {
        Self::with(texts, |source| remembered.parse(source))
    }

    fn with(texts: &Texts, mut parse: impl FnMut(&Source) -> heng_grammar::Parsed) -> Self {
        let mut scripts = Vec::new();
        let mut diagnostics = Vec::new();
        let (mut unread, mut entries, mut unreadable) = (Vec::new(), Vec::new(), Vec::new());
        for source in &texts.sources {
            let parsed = parse(source);
            unread.push(Unread::new(source, &parsed));
            unreadable.push(parsed.diagnostics.clone());
            diagnostics.extend(parsed.diagnostics);
            entries.push(parsed.skeleton);
            scripts.push(parsed.script);
        }
        let by_path = texts
            .paths
            .iter()
            .filter_map(|(path, id)| Some((path.clone(), scripts.get(*id)?.clone())))
            .collect();
        let laid = scripts.iter().filter(|script| texts.laid.contains(&script.source)).cloned().collect();
        Self {
            laid,
            main: scripts.into_iter().next().unwrap_or_default(),
            by_path,
            diagnostics,
            entries,
            unread,
            unreadable,
        }
    }

    /// Compiles them. The diagnostics are those of parsing and checking; notes on the library are its authors' business.
    pub fn compile(&self, texts: &Texts, options: &Options) -> Compiled {
        let mut options = options.clone();
        for item in self.laid.iter().flat_map(|script| &script.items) {
            match &item.kind {
                ItemKind::Take(take) => options.takes.push(take.clone()),
                ItemKind::Bind(bind) => options.binds.push(bind.clone()),
                _ => {}
            }
        }
        let mut compiled = compile(&self.main, self, &options);
        let mut all = self.diagnostics.clone();
        let lost = texts
            .sources
            .iter()
            .zip(&self.entries)
            .map(|(source, entries)| Unread::without_tables(source, entries, &compiled.diagnostics));
        let lost: Vec<Unread> = lost.collect();
        let follows = |fault: &Diagnostic| {
            let mut of_text = texts.sources.iter().zip(self.unread.iter().zip(&lost));
            of_text.any(|(source, (unread, lost))| {
                unread.explains(source.text(), fault) || lost.explains(source.text(), fault)
            })
        };
        let mut meant: Vec<Diagnostic> =
            compiled.diagnostics.into_iter().filter(|fault| !follows(fault)).collect();
        for (source, unread) in texts.sources.iter().zip(&self.unreadable) {
            heng_grammar::keep_readable(source, unread, &mut meant);
        }
        all.extend(meant);
        let own = |fault: &Diagnostic| {
            fault.labels.first().is_none_or(|label| texts.own.contains(&label.span.source))
        };
        all.retain(|fault| fault.severity != Severity::Note || own(fault));
        if all.iter().any(Diagnostic::is_error) {
            compiled.program = None;
        }
        compiled.diagnostics = all;
        compiled
    }
}

impl Parsed {
    /// The names of the texts, with the types that a program found.
    pub fn names(&self, texts: &Texts, program: Option<&Program>) -> Names {
        let used = texts.paths.iter().filter_map(|(path, id)| {
            let (source, script) = (texts.sources.get(*id)?, self.by_path.get(path)?);
            Some(Text { source, script, path })
        });
        let main = texts.sources.first().map(|source| Text { source, script: &self.main, path: "" });
        let mut names = Names::new(&main.into_iter().chain(used).collect::<Vec<_>>());
        names.know_documents(self.paths());
        if let Some(program) = program {
            names.enrich(program);
        }
        names
    }

    /// The documents of the run with their amendments carried out.
    pub fn documents(&self, as_of: Option<heng_interp::value::Date>) -> heng_interp::resolve::Documents {
        heng_interp::resolve::load(&self.main, self, as_of)
    }
}

impl Loader for Parsed {
    fn load(&self, path: &str) -> Option<Script> {
        self.by_path.get(path).cloned()
    }

    fn paths(&self) -> Vec<String> {
        let library = heng_stdlib::DOCUMENTS.iter().map(|document| document.path.to_owned());
        self.by_path.keys().cloned().chain(library).collect()
    }
}

/// Everything that is wrong with the texts of a run made for a day.
pub fn diagnostics(texts: &Texts, as_of: Option<heng_interp::value::Date>) -> Vec<Diagnostic> {
    Parsed::new(texts).compile(texts, &Options { as_of, ..Options::default() }).diagnostics
}
