//! The script that amends the project: what was typed, written as one text.

use std::cmp::Ordering;
use std::ops::Range;

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::fold::fold;
use heng_grammar::source::Source;
use heng_grammar::span::{SourceId, Span};
use heng_grammar::token::{TokenKind, lex};
use heng_grammar::vocabulary::concepts;

use super::base::Base;
use super::state::{Chunk, Place, State, Verb};
use crate::project::Project;

/// The text, and where in it each of the entries stands.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// The whole script.
    pub text: String,
    /// Per entry that was typed its place: from its comments to its end.
    pub places: Vec<Written>,
}

/// Where an entry stands in the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// All of it, with a word that the session put there.
    pub range: Range<usize>,
    /// The word that the session put there; empty where it put none.
    pub word: Range<usize>,
}

/// What `引用` calls the project's script when it stands beside it.
pub fn path_of(project: &Project) -> String {
    let name = project.script.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(".md").unwrap_or(&name);
    fold(stem.strip_suffix(".heng").unwrap_or(stem)).into_owned()
}

impl Overlay {
    /// Writes what was typed on top of the project's script, in the vocabulary of that, else of what was typed first, else of `language`.
    pub fn new(state: &State, base: &Base, language: Language) -> Self {
        let mut overlay = Self::default();
        let typed = || state.typed.iter().find_map(|chunk| vocabulary(&chunk.text));
        let language = base.language.or_else(typed).unwrap_or(language);
        let path = base.script.as_deref();
        if let Some(path) = path {
            let word = pick(language, "引用", "use");
            overlay.text = format!("{word} {}\n", quoted(path));
        }
        let (mut open, mut long): (Option<&Place>, bool) = (None, false);
        for chunk in &state.typed {
            if open != Some(&chunk.place) {
                overlay.close(open);
                overlay.text.push('\n');
                overlay.open(&chunk.place, language);
                open = Some(&chunk.place);
            } else if chunk.place == Place::Script && (long || is_long(chunk)) {
                overlay.text.push('\n');
            }
            overlay.write(chunk, language);
            long = is_long(chunk);
        }
        overlay.close(open);
        overlay
    }

    fn open(&mut self, place: &Place, language: Language) {
        let header = match place {
            Place::Script => return,
            Place::Amendment => format!("{} {{\n", pick(language, "修改", "amend")),
            Place::Rows { table, yearly } => {
                let yearly = if *yearly { pick(language, " 按年", " yearly") } else { "" };
                format!("{} {}{yearly} {{\n", pick(language, "对", "for"), quoted(table))
            }
        };
        self.text.push_str(&header);
    }

    fn close(&mut self, place: Option<&Place>) {
        if place.is_some_and(|place| *place != Place::Script) {
            self.text.push_str("}\n");
        }
    }

    fn write(&mut self, chunk: &Chunk, language: Language) {
        let start = self.text.len();
        let (before, entry) = chunk.text.split_at_checked(chunk.begins).unwrap_or(("", &chunk.text));
        self.text.push_str(before);
        let word = self.text.len();
        match chunk.verb {
            None => {}
            Some(Verb::Replace) => self.text.push_str(pick(language, "换 ", "replace ")),
            Some(Verb::Bind) => self.text.push_str(pick(language, "定 ", "bind ")),
            Some(Verb::Take) => self.text.push_str(pick(language, "取 ", "take ")),
        }
        let word = word..self.text.len();
        self.text.push_str(entry);
        self.places.push(Written { range: start..self.text.len(), word });
        self.text.push('\n');
    }
}

/// Whether an entry has more than one line.
fn is_long(chunk: &Chunk) -> bool {
    chunk.text.trim().contains('\n')
}

/// The vocabulary that most words of a text are of; nothing where it holds none.
pub fn vocabulary(text: &str) -> Option<Language> {
    let words = lex(text).filter(|token| token.kind == TokenKind::Name).map(|token| token.text(text));
    let (zh, en): (Vec<&str>, Vec<&str>) =
        words.filter(|word| !concepts(word).is_empty()).partition(|word| !word.is_ascii());
    match zh.len().cmp(&en.len()) {
        Ordering::Greater => Some(Language::Chinese),
        Ordering::Less => Some(Language::English),
        Ordering::Equal => None,
    }
}

/// A name as it stands in a script: in 「」 where it is no word of its own.
pub fn quoted(name: &str) -> String {
    let mut tokens = lex(name);
    let word = tokens.next().is_some_and(|token| token.kind == TokenKind::Name);
    if word && tokens.next().is_none() && concepts(name).is_empty() {
        name.to_owned()
    } else {
        format!("「{name}」")
    }
}

fn pick<'w>(language: Language, zh: &'w str, en: &'w str) -> &'w str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// Where the entries of one typed text went, so that what is wrong with them is shown in what was typed.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Per entry its place among those of the state, and where its text begins in what was typed.
    pub entries: Vec<(usize, usize)>,
}

impl Origin {
    /// Notes where the entry that stands at `from` of what was typed went.
    pub fn put(&mut self, at: usize, from: usize) {
        self.entries.retain(|(other, _)| *other != at);
        self.entries.push((at, from));
    }

    /// Where the entry went that stands at `from` of what was typed.
    pub fn place_of(&self, from: usize) -> Option<usize> {
        self.entries.iter().find(|(_, other)| *other == from).map(|(at, _)| *at)
    }

    /// The reports with their places in the script moved to `typed`, where they stand in what was just typed.
    pub fn moved(&self, overlay: &Overlay, typed: &Source, reports: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let moved = |span: Span| self.place(overlay, span, typed.id()).unwrap_or(span);
        let mut reports = reports;
        for report in &mut reports {
            report.labels.iter_mut().for_each(|label| label.span = moved(label.span));
            let edits = report.mends.iter_mut().flat_map(|mend| &mut mend.edits);
            edits.for_each(|edit| edit.span = moved(edit.span));
        }
        reports
    }

    fn place(&self, overlay: &Overlay, span: Span, typed: SourceId) -> Option<Span> {
        if span.source != SourceId(0) {
            return None;
        }
        let range = span.range();
        let (written, from) = self.entries.iter().find_map(|(at, from)| {
            let written = overlay.places.get(*at)?;
            (written.range.start <= range.start && range.end <= written.range.end).then_some((written, *from))
        })?;
        let moved = |at: usize| {
            let inside = at - written.range.start;
            let word = written.word.start - written.range.start;
            let added = inside.saturating_sub(word).min(written.word.len());
            from + inside - added
        };
        Some(Span::new(typed, moved(range.start), moved(range.end)))
    }
}
