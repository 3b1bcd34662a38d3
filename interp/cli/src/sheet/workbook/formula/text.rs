//! Texts: in formulas, and as what rows are found by.

use heng_interp::program::{Builtin, Core, Frame, Node};
use heng_interp::value::{Absence, Value};

use super::super::book::Reason;
use super::super::words::Absences;
use super::expression::{Binding, Gives, Piece, is_absent};
use super::{Translator, as_test};

/// A text in a formula.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// What a spreadsheet sees when it compares a text without regard to capitals.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Whether a spreadsheet may take the text for another one that is written in other letters.
pub fn folds(text: &str) -> bool {
    text.to_lowercase() != text || text.to_uppercase() != text
}

/// Whether a text can be searched for as it is: no pattern, no comparison, nothing that reads as a number, a date or a truth.
pub fn is_criterion(text: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() && !"年月日时分秒点上下午".contains(c);
    let reads_otherwise = text.chars().any(|c| c.is_ascii_digit() || matches!(c, '*' | '?' | '~' | '"'))
        && !text.chars().any(|c| c > '\u{2e80}' && letter(c));
    let begins = text.chars().next().is_some_and(|c| matches!(c, '=' | '<' | '>'));
    let pattern = text.contains(['*', '?', '~']);
    let truth = matches!(fold(text).as_str(), "true" | "false");
    text.chars().any(letter) && text.trim() == text && !begins && !pattern && !reads_otherwise && !truth
}

impl Translator<'_, '_, '_> {
    /// Whether a text starts with another.
    pub(super) fn starts_with(&mut self, x: &Core, start: &Core, frame: Frame) -> Piece {
        let parts = [x, start].map(|core| (core, self.piece(core, frame)));
        let parts = parts.map(|(core, piece)| self.atom(piece, core, frame));
        let [x, start] = &parts;
        let test = format!("EXACT(LEFT({},LEN({1})),{1})", x.text, start.text);
        let absent = x.absent.or(start.absent);
        if absent.is_none() {
            return Piece::strict(test, Binding::Tight, &[]).test();
        }
        let words = self.book.words;
        let cells = [x, start].map(|cell| is_absent(&cell.text, cell.absent, words));
        let text = format!(
            "IF(OR({}),{},IF({test},\"是\",\"否\"))",
            cells.join(","),
            super::logic::why(&[x, start], words)
        );
        Piece::chosen(text, Gives::Word, absent)
    }

    /// The texts that are there, joined by `、`. Only where each is a constant that is there or not.
    pub(super) fn join_present(&mut self, parts: &[Core], frame: Frame) -> Result<Piece, Reason> {
        let mut joined = Vec::new();
        for part in parts {
            match part.node.as_ref() {
                Node::If(condition, there, absent) if is_text(there) && is_left_out(absent) => {
                    let test = self.piece(condition, frame);
                    let there = self.piece(there, frame);
                    if !test.absent.is_none() {
                        return Err(Reason::Function);
                    }
                    joined.push(format!("IF({},\"、\"&{},\"\")", as_test(test).text, there.text));
                }
                _ => {
                    let piece = self.piece(part, frame);
                    let cell = self.atom(piece, part, frame);
                    if cell.absent.has(Absence::Undecided) {
                        return Err(Reason::Function);
                    }
                    let there = format!("\"、\"&{}", cell.text);
                    let absent = is_absent(&cell.text, cell.absent, self.book.words);
                    joined.push(if cell.absent.is_none() {
                        there
                    } else {
                        format!("IF({absent},\"\",{there})")
                    });
                }
            }
        }
        let text = format!("MID({},2,32000)", joined.join("&"));
        Ok(Piece::chosen(text, Gives::Value, Absences::NONE))
    }

    /// Functions of a row's values.
    pub(super) fn call(
        &mut self,
        builtin: Builtin,
        arguments: &[Core],
        core: &Core,
        frame: Frame,
    ) -> Result<Piece, Reason> {
        match (builtin, arguments) {
            (Builtin::Larger | Builtin::Smaller | Builtin::Absolute | Builtin::Power, _) => {
                Ok(self.numeric_call(builtin, arguments, frame))
            }
            (Builtin::StartsWith, [x, start]) => Ok(self.starts_with(x, start, frame)),
            (Builtin::JoinPresent, _) => self.join_present(arguments, frame),
            _ => self.date_call(builtin, arguments, core, frame),
        }
    }
}

fn is_text(core: &Core) -> bool {
    matches!(core.node.as_ref(), Node::Constant(Value::Text(_)))
}

fn is_left_out(core: &Core) -> bool {
    matches!(core.node.as_ref(), Node::Constant(Value::Absent(Absence::Missing | Absence::NotApplicable)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_that_mean_themselves_are_searched_for() {
        for text in ["纺织业", "中国制造企业500强", "A", "「5星级上云企业」"] {
            assert!(is_criterion(text), "{text}");
        }
        for text in [
            "",
            "123",
            "913206001234567890",
            "1E5",
            "*",
            "a?",
            ">5",
            "2021年",
            " A",
            "TRUE",
            "2021-01-01",
            "5日",
        ] {
            assert!(!is_criterion(text), "{text}");
        }
    }
}
