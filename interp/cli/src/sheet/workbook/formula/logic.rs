//! Yes, no and no value; what is chosen by them.

use heng_interp::program::{Core, Frame, Kind};
use heng_interp::value::Absence;

use super::super::words::{Absences, NO, YES};
use super::expression::{Binding, Gives, Piece, all_of, any_of, worst};
use super::{Translator, as_test};

impl Translator<'_, '_, '_> {
    /// `非 x`
    pub(super) fn not(&mut self, x: &Core, frame: Frame) -> Piece {
        let piece = self.piece(x, frame);
        if piece.gives == Gives::Word {
            if piece.absent.is_none() {
                return negated(&piece);
            }
            let cell = self.atom(piece, x, frame);
            let text = format!("IF({0}=\"{YES}\",\"{NO}\",IF({0}=\"{NO}\",\"{YES}\",{0}))", cell.text);
            return Piece::chosen(text, Gives::Word, cell.absent);
        }
        let text = format!("NOT({})", piece.text);
        Piece {
            wordy: piece.wordy,
            leaves: piece.leaves.clone(),
            ..Piece::strict(text, Binding::Tight, &[&piece])
        }
        .test()
    }

    /// `a 且 b` (decided by a no), `a 或 b` (decided by a yes).
    pub(super) fn junction(&mut self, parts: &[Core], decisive: bool, frame: Frame) -> Piece {
        let pieces: Vec<Piece> = parts.iter().map(|part| self.piece(part, frame)).collect();
        let absent = pieces.iter().fold(Absences::NONE, |all, piece| all.or(piece.absent));
        if absent.is_none() {
            let tests: Vec<String> = pieces.into_iter().map(|piece| as_test(piece).text).collect();
            let text = if decisive { any_of(&tests) } else { all_of(&tests) };
            let binding = if tests.len() == 1 { Binding::Comparison } else { Binding::Tight };
            return Piece::strict(text, binding, &[]).test();
        }
        let mut decided = Vec::new();
        let mut leaves = Vec::new();
        for (piece, core) in pieces.into_iter().zip(parts) {
            if piece.absent.is_none() {
                decided.push(if decisive { as_test(piece).text } else { negated(&piece).text });
                continue;
            }
            let cell = self.atom(piece, core, frame);
            decided.push(format!("{}=\"{}\"", cell.text, if decisive { YES } else { NO }));
            leaves.push((cell.text, cell.absent));
        }
        let (word, other) = if decisive { (YES, NO) } else { (NO, YES) };
        let open = open_word(&leaves, absent, other, self.book.words);
        let text = format!("IF({},\"{word}\",{open})", any_of(&decided));
        Piece::chosen(text, Gives::Word, absent)
    }

    /// `若 c 则 a 否则 b`
    pub(super) fn choose(&mut self, c: &Core, a: &Core, b: &Core, frame: Frame) -> Piece {
        let condition = self.piece(c, frame);
        let branches = [self.piece(a, frame), self.piece(b, frame)];
        let [x, y] = &branches;
        let of_branches = x.absent.or(y.absent);
        let absent = of_branches.or(condition.absent);
        let logical = a.ty.kind == Kind::YesNo || b.ty.kind == Kind::YesNo;
        let sharp = x.sharp && y.sharp;
        if absent.is_none() && logical {
            let [x, y] = branches.map(|piece| as_test(piece).text);
            return tests_chosen(&as_test(condition).text, &x, &y);
        }
        let gives = if logical { Gives::Word } else { Gives::Value };
        if condition.absent.is_none() {
            // One kind of absence may stay an error until the cell is done; several are said at once.
            let one = !logical && absent.single().is_some() && !(x.wordy && y.wordy);
            let text = |piece: &Piece| if one { piece.text.clone() } else { piece.in_cell(self.book.words) };
            let text = format!("IF({},{},{})", as_test(condition).text, text(x), text(y));
            return Piece { wordy: !one, sharp, ..Piece::chosen(text, gives, absent) };
        }
        let words = self.book.words;
        let (x, y) = (x.in_cell(words), y.in_cell(words));
        let cell = self.atom(condition, c, frame);
        let text = format!("IF({0}=\"{YES}\",{x},IF({0}=\"{NO}\",{y},{0}))", cell.text);
        Piece { sharp, ..Piece::chosen(text, gives, absent) }
    }
}

/// A choice between tests.
fn tests_chosen(condition: &str, x: &str, y: &str) -> Piece {
    let text = match (x, y) {
        ("TRUE", "FALSE") => condition.to_owned(),
        (_, "FALSE") => format!("AND({condition},{x})"),
        ("TRUE", _) => format!("OR({condition},{y})"),
        _ => format!("IF({condition},{x},{y})"),
    };
    let binding = if text == condition { Binding::Comparison } else { Binding::Tight };
    Piece::strict(text, binding, &[]).test()
}

/// The word where no operand decides: that of the weightiest absence, else what all say.
fn open_word(
    leaves: &[(String, Absences)],
    absent: Absences,
    other: &str,
    words: super::super::words::Words,
) -> String {
    let kinds: Vec<Absence> = absent.iter().collect();
    kinds.into_iter().fold(format!("\"{other}\""), |otherwise, kind| {
        let cells = leaves.iter().filter(|(_, may)| may.has(kind));
        let tests: Vec<String> = cells.map(|(cell, _)| format!("{cell}={}", words.quoted(kind))).collect();
        format!("IF({},{},{otherwise})", any_of(&tests), words.quoted(kind))
    })
}

/// The contrary of something that is always there.
pub(super) fn negated(piece: &Piece) -> Piece {
    let text = match piece.gives {
        Gives::Word => format!("{}=\"{NO}\"", piece.text),
        _ => format!("NOT({})", piece.text),
    };
    let binding = if piece.gives == Gives::Word { Binding::Comparison } else { Binding::Tight };
    Piece::strict(text, binding, &[]).test()
}

/// The word of the absence of strict pieces.
pub(super) fn why(pieces: &[&Piece], words: super::super::words::Words) -> String {
    let absent = pieces.iter().fold(Absences::NONE, |all, piece| all.or(piece.absent));
    let leaves: Vec<(String, Absences)> =
        pieces.iter().filter_map(|piece| piece.leaves.clone()).flatten().collect();
    worst(&leaves, absent, words)
}
