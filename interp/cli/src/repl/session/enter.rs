//! Taking in what was typed.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::fold::fold;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::token::{Token, TokenKind, lex};
use heng_grammar::tree::Name;
use heng_grammar::vocabulary::Concept;
use heng_grammar::{TypedKind, parse, typed};
use heng_interp::check::diagnostic::names::unknown_table;

use super::overlay::{Origin, Overlay};
use super::piece::{Beneath, Piece, pieces};
use super::state::{Place, State};
use super::unit::units;
use super::{Answer, Change, Entered, Evaluated, How, Refused, Session, Step};
use crate::Exit;
use crate::shell::Shell;

use std::rc::Rc;

/// The number of the text that is just being typed: after those of all others.
pub(super) const TYPED: SourceId = SourceId(u32::MAX);

/// What was typed, as the text that reports point into.
pub(super) fn typed_text(text: &str, shell: &Shell<'_>) -> Source {
    Source::new(TYPED, shell.pick("‹输入›", "‹input›"), text)
}

impl Session {
    /// Takes in what was typed: entries, or questions, or both in turn. Either all of it takes effect or nothing.
    ///
    /// # Errors
    /// Everything that is wrong with it; the session is as it was.
    pub fn submit(&mut self, text: &str, shell: &mut Shell<'_>) -> Result<Answer, Box<Refused>> {
        let before = Step { evaluated: Some(Rc::clone(&self.evaluated)), ..self.now.clone() };
        let (past, future) = (self.past.clone(), self.future.clone());
        let mut answers = Vec::new();
        for unit in units(text) {
            // Blank lines in the place of what was taken in already, so that reports name the right one.
            let done = text.get(..unit.range.start).unwrap_or_default().matches('\n').count();
            let own = text.get(unit.range).unwrap_or_default();
            let own = "\n".repeat(done) + own;
            let answer = match unit.asks {
                true => self.ask(&own, shell).map(|reply| Answer::Reply(Box::new(reply))),
                false => self.enter(&own, shell).map(|change| Answer::Changed(Box::new(change))),
            };
            match answer {
                Ok(answer) => answers.push(answer),
                Err(refused) => {
                    self.return_to(before);
                    (self.past, self.future) = (past, future);
                    return Err(refused);
                }
            }
        }
        // What was typed at once is taken back at once.
        if self.past.len() > past.len() + 1 {
            self.past = past;
            self.past.push(before);
        }
        Ok(match answers.len() {
            0 => Answer::Nothing,
            1 => answers.pop().unwrap_or(Answer::Nothing),
            _ => Answer::Several(answers),
        })
    }

    fn return_to(&mut self, step: Step) {
        if let Some(evaluated) = &step.evaluated {
            self.evaluated = Rc::clone(evaluated);
        }
        self.now = Step { evaluated: None, ..step };
    }

    fn enter(&mut self, text: &str, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let source = typed_text(text, shell);
        if let Some(table) = focus_of(&source) {
            return self.focus(table, &source);
        }
        refuse_unreadable(&source)?;
        let beneath = Beneath { documents: &self.evaluated.documents, state: &self.now.state };
        let pieces = pieces(&source, beneath);
        refuse_blocks(&pieces, &source)?;
        let mut state = self.now.state.clone();
        let mut origin = Origin::default();
        for piece in &pieces {
            origin.put(state.put(&piece.chunk), piece.from);
        }
        let homeless: Vec<usize> = pieces
            .iter()
            .filter(|piece| piece.homeless)
            .filter_map(|piece| origin.place_of(piece.from))
            .collect();
        let base = Rc::clone(&self.now.base);
        let (state, evaluated) =
            self.settle(&base, state, &homeless, shell).map_err(|(overlay, refused)| {
                let diagnostics = origin.moved(&overlay, &source, refused.diagnostics);
                let sources = with(refused.sources, &source);
                Box::new(Refused { diagnostics, sources, ..*refused })
            })?;
        self.refuse_broken(&evaluated, &source)?;
        let entered = pieces.into_iter().map(|piece| entered(piece, &origin, &state)).collect();
        let overlay: Overlay = evaluated.overlay.clone();
        let change = self.take(Step { base, state, evaluated: None }, Rc::new(evaluated));
        let diagnostics = origin.moved(&overlay, &source, change.diagnostics);
        Ok(Change { entered, diagnostics, sources: with(change.sources, &source), ..change })
    }

    /// What makes errors of data where there were none is not taken in. Where there are some already, one may go on mending.
    fn refuse_broken(&self, evaluated: &Evaluated, source: &Source) -> Result<(), Box<Refused>> {
        if !evaluated.is_broken() || self.evaluated.is_broken() {
            return Ok(());
        }
        Err(Box::new(Refused {
            diagnostics: Vec::new(),
            faults: evaluated.new_faults(&self.evaluated),
            sources: with(evaluated.done().sources.clone(), source),
            exit: Exit::Data,
        }))
    }

    fn focus(&mut self, table: Option<Name>, source: &Source) -> Result<Change, Box<Refused>> {
        if let Some(name) = table.as_ref().filter(|name| self.program().table(&name.text).is_none()) {
            let known = self.program().tables.iter().map(|schema| schema.name.as_str());
            let report = unknown_table(name, known);
            return Err(Refused::one(report, vec![source.clone()], Exit::Script));
        }
        let table = table.map(|name| name.text);
        let state = State { focus: table.clone(), ..self.now.state.clone() };
        let next = Step { state, ..self.now.clone() };
        let _unchanged = self.take(next, Rc::clone(&self.evaluated));
        Ok(Change {
            entered: vec![Entered { name: table.clone(), how: How::Focused(table) }],
            ..Change::default()
        })
    }
}

/// What an entry did, now that it has its place.
fn entered(piece: Piece, origin: &Origin, state: &State) -> Entered {
    let chunk = origin.place_of(piece.from).and_then(|at| state.typed.get(at));
    match (piece.entered.how, chunk.map(|chunk| &chunk.place)) {
        (How::Added(_), Some(Place::Rows { table, .. })) => {
            Entered { how: How::Added(Some(table.clone())), ..piece.entered }
        }
        (how, _) => Entered { how, ..piece.entered },
    }
}

/// Formulas that would take the place of whole blocks.
fn refuse_blocks(pieces: &[Piece], source: &Source) -> Result<(), Box<Refused>> {
    let diagnostics: Vec<Diagnostic> =
        pieces.iter().filter_map(|piece| piece.refused.as_deref().cloned()).collect();
    if diagnostics.is_empty() {
        return Ok(());
    }
    let sources = vec![source.clone()];
    Err(Box::new(Refused { diagnostics, faults: Vec::new(), sources, exit: Exit::Script }))
}

/// Brackets that do not fit, and whatever else keeps the entries of a text from being told apart.
fn refuse_unreadable(source: &Source) -> Result<(), Box<Refused>> {
    let (_, faults) = heng_grammar::skeleton::skeleton(source);
    if !faults.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let changes = typed(source).iter().any(|part| part.kind == TypedKind::Change);
    let diagnostics = if changes { faults } else { parse(source).diagnostics };
    Err(Box::new(Refused {
        diagnostics,
        faults: Vec::new(),
        sources: vec![source.clone()],
        exit: Exit::Script,
    }))
}

fn with(mut sources: Vec<Source>, source: &Source) -> Vec<Source> {
    sources.push(source.clone());
    sources
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
