//! Entries: where what was typed goes, and whether the session can be as it says.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::fold::fold;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::token::{Token, TokenKind, lex};
use heng_grammar::tree::{ExprKind, Item, ItemKind, Name};
use heng_grammar::vocabulary::Concept;
use heng_grammar::{Typed, TypedKind, parse, typed};
use heng_interp::amend::name_of;
use heng_interp::check::diagnostic::names::unknown_table;

use super::evaluated::Evaluated;
use super::known::{Known, known};
use super::overlay::Origin;
use super::state::{Chunk, Key, Place, State, Verb};
use super::{Answer, Change, Refused, Session, Step};
use crate::Exit;
use crate::shell::Shell;

use std::rc::Rc;

/// An entry that the session took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// What it is called, where it has a name.
    pub name: Option<String>,
    /// What was done.
    pub how: How,
}

/// What an entry did to the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It is there now; of each row of a table, or of the whole.
    Added(Option<String>),
    /// It stands in the place of what the documents say.
    Replaced,
    /// It stands in the place of what was typed before.
    Retyped,
    /// An open value or a parameter has a value.
    Bound,
    /// A reading was taken.
    Taken,
    /// The documents are amended.
    Amended,
    /// From now on, expressions are tried in this table first; in none where it is empty.
    Focused(Option<String>),
}

/// An entry on its way into the state.
struct Piece {
    chunk: Chunk,
    entered: Entered,
    /// Where its text begins in what was typed.
    from: usize,
    /// Whether the session has to find out where it stands.
    homeless: bool,
}

impl Session {
    /// Takes in what was typed: entries, or questions, or both in turn. Either all of it takes effect or nothing.
    ///
    /// # Errors
    /// Everything that is wrong with it; the session is as it was.
    pub fn submit(&mut self, text: &str, shell: &mut Shell<'_>) -> Result<Answer, Box<Refused>> {
        let (now, past, future) = (self.now.clone(), self.past.len(), self.future.clone());
        let mut answers = Vec::new();
        for unit in units(text) {
            let answer = match unit.kind {
                TypedKind::Question => self.ask(unit.text, shell).map(|reply| Answer::Reply(Box::new(reply))),
                TypedKind::Entry | TypedKind::Change => self.enter(unit.text, shell).map(Answer::Changed),
            };
            match answer {
                Ok(answer) => answers.push(answer),
                Err(refused) => {
                    (self.now, self.future) = (now, future);
                    self.past.truncate(past);
                    return Err(refused);
                }
            }
        }
        // What was typed at once is taken back at once.
        if self.past.len() > past + 1 {
            self.past.truncate(past);
            self.past.push(now);
        }
        Ok(match answers.len() {
            0 => Answer::Nothing,
            1 => answers.pop().unwrap_or(Answer::Nothing),
            _ => Answer::Several(answers),
        })
    }

    fn enter(&mut self, text: &str, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let name = shell.pick("‹输入›", "‹input›").to_owned();
        let number = u32::try_from(self.sources().len()).unwrap_or(u32::MAX);
        let source = Source::new(SourceId(number), name, text);
        if let Some(focus) = focus_of(&source) {
            return self.focus(focus, &source);
        }
        let pieces = self.pieces(&source)?;
        let mut state = self.now.state.clone();
        let mut placed: Vec<Piece> = Vec::new();
        let mut origin = Origin::default();
        for piece in pieces {
            let at = state.take(&piece);
            origin.entries.retain(|(other, _)| *other != at);
            origin.entries.push((at, piece.from));
            placed.push(piece);
        }
        let homeless: Vec<usize> =
            origin.entries.iter().zip(&placed).filter(|(_, p)| p.homeless).map(|((at, _), _)| *at).collect();
        let (state, evaluated) = self.settle(state, &homeless, (&origin, &source), shell)?;
        let before = &self.now.evaluated;
        if evaluated.is_broken() && !before.is_broken() {
            let refused = Refused {
                diagnostics: Vec::new(),
                faults: evaluated.new_faults(before),
                sources: self.with(&source, &evaluated),
                exit: Exit::Data,
            };
            return Err(Box::new(refused));
        }
        let entered = placed.into_iter().zip(&origin.entries).map(|(piece, (at, _))| {
            let how = match (piece.entered.how, state.typed.get(*at).map(|chunk| &chunk.place)) {
                (How::Added(_), Some(Place::Rows { table, .. })) => How::Added(Some(table.clone())),
                (how, _) => how,
            };
            Entered { how, ..piece.entered }
        });
        let change = Change {
            entered: entered.collect(),
            diagnostics: origin.moved(&evaluated.overlay, &source, evaluated.new_diagnostics(before)),
            faults: evaluated.new_faults(before),
            sources: self.with(&source, &evaluated),
        };
        let next = Step { state, evaluated: Rc::new(evaluated) };
        self.past.push(std::mem::replace(&mut self.now, next));
        self.future.clear();
        Ok(change)
    }

    /// Compiles the state; entries without a place are tried in each table in turn, until nothing is wrong with them.
    fn settle(
        &mut self,
        mut state: State,
        homeless: &[usize],
        (origin, source): (&Origin, &Source),
        shell: &mut Shell<'_>,
    ) -> Result<(State, Evaluated), Box<Refused>> {
        let tables = self.tables_to_try();
        let mut tried: Vec<Vec<usize>> = homeless.iter().map(|_| Vec::new()).collect();
        loop {
            let refused = match self.evaluate(&state, shell) {
                Ok(evaluated) => return Ok((state, evaluated)),
                Err(refused) => refused,
            };
            let overlay = super::Overlay::new(&state, self.script.as_deref(), self.language);
            let mut moved = false;
            for (at, errors) in homeless.iter().zip(&mut tried) {
                let here = errors_in(&refused.diagnostics, &overlay, *at);
                if here == 0 || errors.len() > tables.len() {
                    continue;
                }
                errors.push(here);
                let next = errors.len() - 1;
                let best = || errors.iter().enumerate().min_by_key(|(_, count)| **count).map(|(n, _)| n);
                let place = match tables.get(next) {
                    Some(table) => rows(table),
                    None => best()
                        .and_then(|n| n.checked_sub(1))
                        .and_then(|n| tables.get(n))
                        .map_or(Place::Script, |t| rows(t)),
                };
                if let Some(chunk) = state.typed.get_mut(*at) {
                    moved |= chunk.place != place;
                    chunk.place = place;
                }
            }
            if !moved {
                let mut refused = refused;
                refused.diagnostics = origin.moved(&overlay, source, refused.diagnostics);
                refused.sources.push(source.clone());
                return Err(refused);
            }
        }
    }

    fn evaluate(&mut self, state: &State, shell: &mut Shell<'_>) -> Result<Evaluated, Box<Refused>> {
        let context = (self.language, &mut self.remembered);
        Evaluated::new(&self.project, self.script.as_deref(), state, context, shell)
    }

    /// The tables whose rows a new definition may be of: that of the focus, those that results are written for, the others.
    fn tables_to_try(&self) -> Vec<String> {
        let program = self.program();
        let written = program.outputs.iter().filter_map(|output| match output.frame {
            heng_interp::program::Frame::Rows(table) => program.tables.get(table.index()),
            heng_interp::program::Frame::Whole => None,
        });
        let names = written.chain(&program.tables).map(|schema| schema.name.clone());
        let mut tables: Vec<String> = Vec::new();
        for name in self.now.state.focus.iter().cloned().chain(names) {
            if !tables.contains(&name) {
                tables.push(name);
            }
        }
        tables
    }

    fn with(&self, source: &Source, evaluated: &Evaluated) -> Vec<Source> {
        let mut sources = evaluated.done().sources.clone();
        sources.push(source.clone());
        sources
    }

    fn focus(&mut self, table: Option<Name>, source: &Source) -> Result<Change, Box<Refused>> {
        if let Some(name) = table.as_ref().filter(|name| self.program().table(&name.text).is_none()) {
            let known = self.program().tables.iter().map(|schema| schema.name.as_str());
            let report = unknown_table(name, known);
            return Err(Refused::one(report, vec![source.clone()], Exit::Script));
        }
        let table = table.map(|name| name.text);
        let state = State { focus: table.clone(), ..self.now.state.clone() };
        let next = Step { state, evaluated: Rc::clone(&self.now.evaluated) };
        self.past.push(std::mem::replace(&mut self.now, next));
        self.future.clear();
        let entered = vec![Entered { name: table.clone(), how: How::Focused(table) }];
        Ok(Change { entered, ..Change::default() })
    }

    /// What was typed, entry by entry.
    fn pieces(&self, source: &Source) -> Result<Vec<Piece>, Box<Refused>> {
        let mut pieces = Vec::new();
        let mut end = 0;
        for part in typed(source) {
            let range = part.span.range();
            let text = source.text().get(end..range.end).unwrap_or_default();
            let blank = text.len() - text.trim_start_matches(['\n', '\r', '；', ';', '。']).len();
            let (from, begins) = (end + blank, range.start - end - blank);
            end = range.end;
            let own = text.get(blank..).unwrap_or_default();
            match part.kind {
                TypedKind::Change => {
                    pieces.push(Piece::new(own, begins, from, Place::Amendment, How::Amended));
                }
                _ => self.entry(own, begins, from, &mut pieces),
            }
        }
        Ok(pieces)
    }

    fn entry(&self, text: &str, begins: usize, from: usize, pieces: &mut Vec<Piece>) {
        let source = Source::new(SourceId(0), "", text);
        let items = parse(&source).script.items;
        let mut piece = Piece::new(text, begins, from, Place::Script, How::Added(None));
        if let [item] = items.as_slice() {
            if let ItemKind::For(block) = &item.kind {
                let place = Place::Rows { table: block.table.text.clone(), yearly: item.yearly };
                return self.entries_of_rows(&source, item, (from, &place), pieces);
            }
            self.find_place(&mut piece, item);
        }
        pieces.push(piece);
    }

    /// `对 企业 { … }`: each of its entries goes its own way.
    fn entries_of_rows(
        &self,
        source: &Source,
        of: &Item,
        (from, place): (usize, &Place),
        pieces: &mut Vec<Piece>,
    ) {
        let ItemKind::For(block) = &of.kind else { return };
        let text = source.text();
        let mut end = text
            .get(of.header.range().end..)
            .and_then(|rest| rest.find('{'))
            .map_or(0, |at| of.header.range().end + at + 1);
        for item in &block.items {
            let range = item.span.range();
            let own = text.get(end..range.end).unwrap_or_default();
            let blank = own.len() - own.trim_start_matches(['\n', '\r', '；', ';', '。']).len();
            let begins = range.start - end - blank;
            let mut piece = Piece::new(
                own.get(blank..).unwrap_or_default(),
                begins,
                from + end + blank,
                place.clone(),
                How::Added(None),
            );
            end = range.end;
            self.find_place(&mut piece, item);
            piece.homeless = false;
            pieces.push(piece);
        }
    }

    /// What an entry says something of, and with which word.
    fn find_place(&self, piece: &mut Piece, item: &Item) {
        let in_rows = piece.chunk.place != Place::Script;
        match &item.kind {
            ItemKind::Take(take) => piece.sets(&take.target.dotted(), How::Taken),
            ItemKind::Bind(bind) => piece.sets(&bind.target.dotted(), How::Bound),
            ItemKind::Output(output) => {
                let table = output.table.as_ref().map(|table| table.text.clone()).unwrap_or_default();
                piece.key(Key::Output(table));
            }
            ItemKind::Example(example) => piece.key(Key::Title(example.title.clone())),
            ItemKind::Check(check) => piece.key(Key::Title(check.title.clone())),
            ItemKind::Amend(_) => piece.entered.how = How::Amended,
            _ => {}
        }
        let Some(name) = name_of(item) else { return };
        piece.entered.name = Some(name.to_owned());
        let key = Key::Name(name.to_owned());
        let before = self.now.state.typed_of(&key).and_then(|at| self.now.state.typed.get(at));
        piece.chunk.key = Some(key);
        if let Some(before) = before {
            let settable = matches!(item.kind, ItemKind::Definition(_))
                && before.verb.is_none()
                && is_open(&before.text);
            if settable {
                return piece.becomes(Verb::Bind, name);
            }
            piece.entered.how = How::Retyped;
            piece.chunk.verb = before.verb;
            piece.chunk.place = if in_rows && before.place != Place::Amendment {
                piece.chunk.place.clone()
            } else {
                before.place.clone()
            };
            piece.homeless = !in_rows && before.verb.is_none();
            return;
        }
        match (known(&self.now.evaluated.documents, name), &item.kind) {
            (Some(Known::Settable), ItemKind::Definition(definition))
                if definition.ty.is_none() && definition.rounding.is_none() && !item.yearly =>
            {
                piece.becomes(Verb::Bind, name);
            }
            (Some(Known::Reading), ItemKind::Definition(definition))
                if matches!(&*definition.value.kind, ExprKind::Name(_)) =>
            {
                piece.becomes(Verb::Take, name);
            }
            (Some(_), _) => {
                piece.entered.how = How::Replaced;
                piece.chunk.verb = Some(Verb::Replace);
                piece.chunk.place = Place::Amendment;
            }
            (None, _) => piece.homeless = !in_rows && stands_in_rows(&item.kind),
        }
    }
}

impl Piece {
    fn new(text: &str, begins: usize, from: usize, place: Place, how: How) -> Self {
        let chunk = Chunk { text: text.to_owned(), begins, verb: None, place, key: None };
        Self { chunk, entered: Entered { name: None, how }, from, homeless: false }
    }

    fn key(&mut self, key: Key) {
        self.chunk.key = Some(key);
    }

    fn sets(&mut self, path: &str, how: How) {
        self.entered = Entered { name: Some(path.to_owned()), how };
        self.chunk.key = Some(Key::Set(path.to_owned()));
    }

    fn becomes(&mut self, verb: Verb, name: &str) {
        self.sets(name, if verb == Verb::Take { How::Taken } else { How::Bound });
        self.chunk.verb = Some(verb);
        self.chunk.place = Place::Script;
    }
}

impl State {
    /// Takes an entry in, in the place of what says something of the same; gives its place.
    fn take(&mut self, piece: &Piece) -> usize {
        let chunk = piece.chunk.clone();
        match chunk.key.as_ref().and_then(|key| self.typed_of(key)) {
            Some(at) => {
                if let Some(slot) = self.typed.get_mut(at) {
                    *slot = chunk;
                }
                at
            }
            None => {
                self.typed.push(chunk);
                self.typed.len() - 1
            }
        }
    }
}

fn rows(table: &str) -> Place {
    Place::Rows { table: table.to_owned(), yearly: false }
}

/// How many errors begin in an entry.
fn errors_in(reports: &[Diagnostic], overlay: &super::Overlay, at: usize) -> usize {
    let Some(written) = overlay.places.get(at) else { return 0 };
    let place = |report: &&Diagnostic| {
        report.labels.first().is_some_and(|label| {
            label.span.source == SourceId(0) && written.range.contains(&label.span.range().start)
        })
    };
    reports.iter().filter(|report| report.is_error()).filter(place).count()
}

/// Whether an entry can be said of each row of a table.
fn stands_in_rows(kind: &ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Participation(_)
            | ItemKind::Definition(_)
            | ItemKind::Chain(_)
            | ItemKind::Tally(_)
            | ItemKind::Award(_)
            | ItemKind::Score(_)
            | ItemKind::Conditions(_)
            | ItemKind::Classify(_)
            | ItemKind::Band(_)
            | ItemKind::Adjust(_)
            | ItemKind::Ledger(_)
            | ItemKind::Reading(_)
            | ItemKind::Decision(_)
    )
}

/// Whether a text typed before declares a 待定 or a 参数.
fn is_open(text: &str) -> bool {
    let source = Source::new(SourceId(0), "", text);
    let items = parse(&source).script.items;
    matches!(items.as_slice(), [Item { kind: ItemKind::Open(_) | ItemKind::Parameter(_), .. }])
}

/// `对 企业` alone, or `对` alone: the table that is looked at from now on.
fn focus_of(source: &Source) -> Option<Option<Name>> {
    let tokens: Vec<Token> = lex(source.text()).filter(|token| !token.kind.is_trivia()).collect();
    let (first, rest) = tokens.split_first()?;
    if !Concept::For.is(first.text(source.text())) {
        return None;
    }
    match rest {
        [] => Some(None),
        [table] if matches!(table.kind, TokenKind::Name | TokenKind::QuotedName) => {
            let text = fold(table.text(source.text()).trim_matches(['「', '」'])).into_owned();
            Some(Some(Name { text, span: source.span(table.start, table.end) }))
        }
        _ => None,
    }
}

/// What is taken in at once: entries that follow one another, or one question.
struct Unit<'t> {
    kind: TypedKind,
    text: &'t str,
}

/// The units of a typed text.
fn units(text: &str) -> Vec<Unit<'_>> {
    let source = Source::new(SourceId(0), "", text);
    let parts: Vec<Typed> = typed(&source);
    let is_question = |part: &Typed| part.kind == TypedKind::Question;
    let mut units: Vec<(TypedKind, usize, usize)> = Vec::new();
    let mut end = 0;
    for part in &parts {
        let range = part.span.range();
        match units.last_mut() {
            Some((kind, _, last)) if *kind != TypedKind::Question && !is_question(part) => *last = range.end,
            _ => units.push((part.kind, if is_question(part) { range.start } else { end }, range.end)),
        }
        end = range.end;
    }
    // What follows the last entry, such as a bracket too many, is for the reader to report.
    if let Some((_, _, last)) = units.last_mut() {
        *last = text.len();
    }
    units
        .into_iter()
        .filter_map(|(kind, start, end)| Some(Unit { kind, text: text.get(start..end)? }))
        .collect()
}
