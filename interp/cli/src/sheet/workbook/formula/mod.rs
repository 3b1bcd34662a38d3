//! Expressions of the checked program as formulas of a spreadsheet, on the cells of a line.
//!
//! A formula gives what the interpreter gives, no value included; what a spreadsheet cannot carry stands in a cell of its own as a
//! value, and the formulas around it go on being formulas. Binary arithmetic makes errors in the 16th digit: they are taken away
//! before a number is rounded or compared, where it is computed and could lie on the very edge.

mod aggregate;
mod answer;
mod arithmetic;
mod choice;
mod compare;
mod criteria;
mod date;
mod expression;
mod logic;
mod lookup;
mod many;
mod order;
mod text;

pub use aggregate::link_column;
pub use arithmetic::{DIGITS, significant};
pub use date::serial;
pub use expression::{Gives, Piece, ROW};

use std::collections::BTreeMap;

use heng_interp::program::{Core, DefinitionId, Frame, Kind, Node};
use heng_interp::value::{Absence, Value};

use super::book::{Book, Column, Content, Reason, Subject};
use super::words::{Absences, NO, YES};

/// The longest formula that spreadsheets take, with room for the numbers of rows.
const LONGEST: usize = 7000;
/// The longest text inside a formula.
const LONGEST_TEXT: usize = 250;

/// Translates one definition after the other into a book.
pub struct Translator<'b, 'o, 'a> {
    /// Where the cells are.
    pub book: &'b mut Book<'o, 'a>,
    definition: DefinitionId,
    steps: BTreeMap<DefinitionId, u32>,
    /// The steps there are already, by their formula.
    known: BTreeMap<(Frame, String), u32>,
}

impl<'b, 'o, 'a> Translator<'b, 'o, 'a> {
    /// For the cells of a book.
    pub fn new(book: &'b mut Book<'o, 'a>) -> Self {
        Self { book, definition: DefinitionId(0), steps: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// Says how a definition is computed. Those it needs have been translated.
    pub fn define(&mut self, id: DefinitionId) {
        let Some(definition) = self.book.outcome.program().definition(id) else { return };
        self.definition = id;
        let frame = definition.frame;
        let settled = match self.unsupported(&definition.body, frame) {
            Some(why) => self.valued(Subject::Definition(id), frame, &definition.body, None, why),
            None => {
                let piece = self.piece(&definition.body, frame);
                self.formula(Subject::Definition(id), frame, &definition.body, &piece, None)
            }
        };
        self.book.settle(frame, &Subject::Definition(id), settled);
    }

    /// A piece of a formula on a line of `frame`.
    fn piece(&mut self, core: &Core, frame: Frame) -> Piece {
        let made = match self.unsupported(core, frame) {
            Some(why) => Err(why),
            None => self.of_node(core, frame),
        };
        let piece = made.unwrap_or_else(|why| self.value_cell(core, frame, why));
        // The checker has shown that what is not optional is never missing.
        if core.ty.optional { piece } else { piece.never(Absence::Missing) }
    }

    fn of_node(&mut self, core: &Core, frame: Frame) -> Result<Piece, Reason> {
        match core.node.as_ref() {
            Node::Constant(value) => self.constant(value, core),
            Node::Column(column) => Ok(self.data(*column, frame)),
            Node::Definition(id) => Ok(self.defined(*id, frame)),
            Node::Parameter(id) => Ok(self.parameter(*id, frame)),
            Node::Negate(x) => Ok(self.negate(x, frame)),
            Node::Arithmetic(operator, a, b) => Ok(self.arithmetic(*operator, a, b, core, frame)),
            Node::Scale(x, factor) => Ok(self.scale(x, factor, frame)),
            Node::Round(x, quantum, mode) => Ok(self.round(x, quantum, *mode, frame)),
            Node::Call(builtin, arguments) => self.call(*builtin, arguments, core, frame),
            Node::Not(x) => Ok(self.not(x, frame)),
            Node::And(parts) => Ok(self.junction(parts, false, frame)),
            Node::Or(parts) => Ok(self.junction(parts, true, frame)),
            Node::If(c, a, b) => Ok(self.choose(c, a, b, frame)),
            Node::Present(x) => Ok(self.present(x, frame)),
            Node::IfMissing(x, y) => Ok(self.answered(x, y, Absences::one(Absence::Missing), frame)),
            Node::IfNotApplicable(x, y) => {
                Ok(self.answered(x, y, Absences::one(Absence::NotApplicable), frame))
            }
            Node::IfAbsent(x, y) => Ok(self.answered(x, y, Absences::any(), frame)),
            Node::ZeroIsMissing(x) => Ok(self.zero_is_missing(x, frame)),
            Node::Require(x, _) => Ok(self.piece(x, frame)),
            Node::Compare(comparison, a, b) => self.compare(*comparison, a, b, frame),
            Node::OneOf(x, values) => self.one_of(x, values, frame),
            Node::ToChoice(x) => self.member_at(x, core, frame),
            Node::FromChoice(x) => Ok(self.place_of_member(x, frame)),
            Node::Aggregate(aggregate) => self.aggregate(aggregate, core, frame),
            Node::Rank(ranking) => self.rank(ranking, frame),
            Node::Find(table, key) => self.find(*table, key, frame),
            Node::Follow { table, reference, value } => Ok(self.follow(*table, reference, value, frame)),
            Node::UnitOf(_) => Err(Reason::Unit),
            Node::Outer(_) => Err(Reason::AskingRow),
        }
    }

    /// What is known beforehand not to go: nothing is put into the book for it.
    fn unsupported(&self, core: &Core, frame: Frame) -> Option<Reason> {
        match core.node.as_ref() {
            Node::Aggregate(aggregate) => self.aggregate_refused(aggregate),
            Node::Rank(ranking) => self.rank_refused(ranking, frame),
            _ => None,
        }
    }

    /// A cell of its own with the values of an expression.
    fn value_cell(&mut self, core: &Core, frame: Frame, why: Reason) -> Piece {
        // What belongs to which unit is asked for by every aggregate over 名下.
        let known = (frame, format!("{core:?}"));
        let same = self.known.get(&known).filter(|_| why == Reason::Unit);
        if let Some(cell) = same.and_then(|at| self.book.cell(frame, frame, *at)) {
            return cell;
        }
        let subject = self.next_step();
        let column = self.valued(subject, frame, core, Some(Box::new(core.clone())), why);
        let cell = self.put(frame, column);
        if let Some((_, at)) = cell.place.filter(|_| why == Reason::Unit) {
            self.known.insert(known, at);
        }
        cell
    }

    fn valued(
        &self,
        subject: Subject,
        frame: Frame,
        core: &Core,
        own: Option<Box<Core>>,
        why: Reason,
    ) -> Column {
        let absent = super::absent::possible(self.book.outcome, core, frame);
        Column {
            subject,
            kind: core.ty.kind.clone(),
            absent,
            content: Content::Value { core: own, why },
            sharp: false,
        }
    }

    /// The column of a piece; only the value where the formula is too long.
    fn formula(
        &self,
        subject: Subject,
        frame: Frame,
        core: &Core,
        piece: &Piece,
        own: Option<Box<Core>>,
    ) -> Column {
        let text = piece.in_cell(self.book.words);
        if text.len() > LONGEST {
            return self.valued(
                subject,
                frame,
                core,
                own.or_else(|| Some(Box::new(core.clone()))),
                Reason::Length,
            );
        }
        let piece = if core.ty.optional { piece.clone() } else { piece.clone().never(Absence::Missing) };
        let (kind, absent, sharp) = (core.ty.kind.clone(), piece.absent, piece.sharp || is_whole(core));
        Column { subject, kind, absent, content: Content::Formula { formula: text, core: own }, sharp }
    }

    /// The piece as a cell or a constant, which may stand several times in a formula.
    fn atom(&mut self, piece: Piece, core: &Core, frame: Frame) -> Piece {
        if piece.atom && (piece.gives != Gives::Test || piece.absent.is_none()) {
            return piece;
        }
        match self.step(&piece, core, frame) {
            Some(at) => self.book.cell(frame, frame, at).unwrap_or(piece),
            None => piece,
        }
    }

    /// The column of an expression, for functions of many rows.
    fn stands(&mut self, core: &Core, frame: Frame) -> Option<u32> {
        let own = match core.node.as_ref() {
            Node::Column(column) => self.book.column(frame, &Subject::Data(*column)).map(|(at, _)| at),
            Node::Definition(id) => self.book.column(frame, &Subject::Definition(*id)).map(|(at, _)| at),
            _ => None,
        };
        if own.is_some() {
            return own;
        }
        let piece = self.piece(core, frame);
        self.step(&piece, core, frame)
    }

    /// A column for a piece: the one there is already with this formula, else a new one.
    fn step(&mut self, piece: &Piece, core: &Core, frame: Frame) -> Option<u32> {
        if let Some((_, at)) = piece.place.filter(|(own, _)| *own == frame) {
            return Some(at);
        }
        let key = (frame, piece.in_cell(self.book.words));
        if let Some(at) = self.known.get(&key) {
            return Some(*at);
        }
        let subject = self.next_step();
        let column = self.formula(subject, frame, core, piece, Some(Box::new(core.clone())));
        let at = self.book.put(frame, column)?;
        self.known.insert(key, at);
        Some(at)
    }

    fn next_step(&mut self) -> Subject {
        let count = self.steps.entry(self.definition).or_insert(0);
        let subject = Subject::Step(self.definition, *count);
        *count += 1;
        subject
    }

    fn put(&mut self, frame: Frame, column: Column) -> Piece {
        let at = self.book.put(frame, column);
        let cell = at.and_then(|at| self.book.cell(frame, frame, at));
        cell.unwrap_or_else(|| Piece::constant(self.book.words.quoted(Absence::Missing)))
    }

    /// Pieces of which the kind of an absence can be told together: where there are several kinds, each that chooses inside is a cell.
    fn together(&mut self, parts: &[&Core], frame: Frame) -> Vec<Piece> {
        let pieces: Vec<Piece> = parts.iter().map(|part| self.piece(part, frame)).collect();
        let all = pieces.iter().fold(Absences::NONE, |all, piece| all.or(piece.absent));
        if all.is_none() || all.single().is_some() {
            return pieces;
        }
        let made = pieces.into_iter().zip(parts);
        made.map(|(piece, core)| if piece.leaves.is_some() { piece } else { self.atom(piece, core, frame) })
            .collect()
    }

    fn constant(&mut self, value: &Value, core: &Core) -> Result<Piece, Reason> {
        let text = match value {
            Value::Number(number) => return arithmetic::literal(number).ok_or(Reason::Digits),
            Value::Text(text) if text.chars().count() <= LONGEST_TEXT => text::quoted(text),
            Value::Text(_) => return Err(Reason::Length),
            Value::YesNo(yes) => {
                return Ok(Piece::constant(if *yes { "TRUE" } else { "FALSE" }).test());
            }
            Value::Date(days) => date::serial(*days).ok_or(Reason::Digits)?.to_string(),
            Value::Year(year) => year.to_string(),
            Value::Choice(member) => match core.ty.kind {
                Kind::Choice(choice) => text::quoted(self.member(choice, *member)),
                _ => return Err(Reason::Function),
            },
            Value::Reference(row) => match core.ty.kind {
                Kind::Reference(table) => self.line_of(table, *row).to_string(),
                _ => return Err(Reason::Function),
            },
            Value::Absent(why) => {
                let (words, absent) = (self.book.words, Absences::one(*why));
                let gives = if core.ty.kind == Kind::YesNo { Gives::Word } else { Gives::Value };
                return Ok(Piece { leaves: None, ..Piece::of_cell(words.quoted(*why), gives, absent) });
            }
        };
        Ok(Piece::constant(text))
    }
}

/// Whether a number is always whole.
fn is_whole(core: &Core) -> bool {
    match &core.ty.kind {
        Kind::Number(number) => number.whole,
        Kind::Date | Kind::Year | Kind::Reference(_) => true,
        Kind::Text | Kind::YesNo | Kind::Choice(_) | Kind::Unknown => false,
    }
}

/// Whether a kind of value is a number to a spreadsheet.
fn is_figure(kind: &Kind) -> bool {
    matches!(kind, Kind::Number(_) | Kind::Date | Kind::Year | Kind::Reference(_))
}

/// A piece that gives 是 or 否 as TRUE or FALSE; one that may have no value gives an error there.
fn as_test(piece: Piece) -> Piece {
    if piece.gives != Gives::Word {
        return piece;
    }
    let text = if piece.absent.is_none() {
        format!("{}=\"{YES}\"", piece.text)
    } else {
        format!("IF({0}=\"{YES}\",TRUE,IF({0}=\"{NO}\",FALSE,NA()))", piece.text)
    };
    let binding =
        if piece.absent.is_none() { expression::Binding::Comparison } else { expression::Binding::Tight };
    Piece {
        text,
        binding,
        gives: Gives::Test,
        wordy: piece.absent.is_none(),
        atom: false,
        place: None,
        ..piece
    }
}
