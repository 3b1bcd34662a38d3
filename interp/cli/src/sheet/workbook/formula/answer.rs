//! What stands in the place of no value.

use heng_interp::program::{Core, Frame, Kind};

use super::super::words::{Absences, NO, YES};
use super::expression::{Binding, Gives, Piece, any_of, is_absent};
use super::{Translator, as_test, is_figure};

impl Translator<'_, '_, '_> {
    /// y where x has no value of a kind that is asked for.
    pub(super) fn answered(&mut self, x: &Core, y: &Core, asked: Absences, frame: Frame) -> Piece {
        let piece = self.piece(x, frame);
        let met = piece.absent.and(asked);
        if met.is_none() {
            return piece;
        }
        let answer = self.piece(y, frame);
        if piece.absent.without(asked).is_none() {
            if x.ty.kind == Kind::YesNo && answer.absent.is_none() {
                return self.yes_no_answered(piece, answer);
            }
            if is_figure(&x.ty.kind) {
                let text = format!("IFERROR({},{})", piece.forced(), answer.text);
                let (wordy, sharp) = (answer.wordy, piece.sharp && answer.sharp);
                let absent = answer.absent;
                let leaves = if absent.is_none() { Some(Vec::new()) } else { None };
                return Piece { wordy, sharp, leaves, ..Piece::chosen(text, Gives::Value, absent) };
            }
        }
        let words = self.book.words;
        let cell = self.atom(piece, x, frame);
        let text =
            format!("IF({},{},{})", is_absent(&cell.text, met, words), answer.in_cell(words), cell.text);
        let gives = if x.ty.kind == Kind::YesNo { Gives::Word } else { Gives::Value };
        let absent = cell.absent.without(asked).or(answer.absent);
        Piece { sharp: cell.sharp && answer.sharp, ..Piece::chosen(text, gives, absent) }
    }

    /// A yes/no of which every absence is answered with one that is there.
    fn yes_no_answered(&mut self, piece: Piece, answer: Piece) -> Piece {
        let answer = as_test(answer).text;
        let (text, binding) = match (piece.gives, answer.as_str()) {
            (Gives::Word, "FALSE") => (format!("{}=\"{YES}\"", piece.text), Binding::Comparison),
            (Gives::Word, "TRUE") => (format!("{}<>\"{NO}\"", piece.text), Binding::Comparison),
            _ => (format!("IFERROR({},{answer})", as_test(piece).text), Binding::Tight),
        };
        Piece::strict(text, binding, &[]).test()
    }

    /// `有值(x)`
    pub(super) fn present(&mut self, x: &Core, frame: Frame) -> Piece {
        let piece = self.piece(x, frame);
        if piece.absent.is_none() {
            return Piece::constant("TRUE").test();
        }
        if is_figure(&x.ty.kind) {
            return Piece::strict(format!("ISNUMBER({})", piece.text), Binding::Tight, &[]).test();
        }
        let cell = self.atom(piece, x, frame);
        let words = self.book.words;
        let tests: Vec<String> =
            cell.absent.iter().map(|kind| format!("{}={}", cell.text, words.quoted(kind))).collect();
        Piece::strict(format!("NOT({})", any_of(&tests)), Binding::Tight, &[]).test()
    }
}
