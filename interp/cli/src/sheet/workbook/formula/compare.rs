//! `= ≠ < ≤ > ≥`, membership.

use heng_interp::program::{Comparison, Core, Frame, Kind, Node};
use heng_interp::value::Value;

use super::super::book::Reason;
use super::super::words::{Absences, NO, YES};
use super::expression::{Binding, Gives, Piece, any_of, is_absent};
use super::logic::why;
use super::text::{folds, quoted};
use super::{Translator, as_test, is_figure, is_whole};

/// Numbers that differ by less than this share of the second are the same: what binary arithmetic makes of equal numbers.
const TOLERANCE: &str = "1E-12";

impl Translator<'_, '_, '_> {
    /// `a < b`
    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        a: &Core,
        b: &Core,
        frame: Frame,
    ) -> Result<Piece, Reason> {
        match (&a.ty.kind, &b.ty.kind) {
            (x, y) if is_figure(x) && is_figure(y) => Ok(self.compare_figures(comparison, a, b, frame)),
            (Kind::Choice(choice), Kind::Choice(_)) if !is_equality(comparison) => {
                Ok(self.compare_members(comparison, (a, b), *choice, frame))
            }
            (Kind::Text, _) if !is_equality(comparison) => Err(Reason::TextOrder),
            _ if is_equality(comparison) => Ok(self.compare_words(comparison, a, b, frame)),
            _ => Err(Reason::Function),
        }
    }

    fn compare_figures(&mut self, comparison: Comparison, a: &Core, b: &Core, frame: Frame) -> Piece {
        let parts = self.together(&[a, b], frame);
        let [x, y] = parts.as_slice() else { return Piece::constant("FALSE").test() };
        let sharp = (x.sharp || is_whole(a)) && (y.sharp || is_whole(b));
        let absent = x.absent.or(y.absent);
        if sharp && absent.is_none() {
            let text = format!("{}{}{}", x.within(Binding::Sum), sign(comparison), y.within(Binding::Sum));
            return Piece::strict(text, Binding::Comparison, &[x, y]).test();
        }
        let zero = y.text == "0";
        let difference = match zero {
            true => x.forced(),
            false => format!("{}-{}", x.within(Binding::Sum), y.within(Binding::Product)),
        };
        let text = match (sharp, edge(b)) {
            (true, _) => format!("{difference}{}0", sign(comparison)),
            (false, Some(edge)) => near(comparison, &difference, &edge),
            (false, None) => {
                let limit = self.atom(y.clone(), b, frame);
                near(comparison, &difference, &format!("{TOLERANCE}*ABS({})", limit.text))
            }
        };
        Piece::strict(text, Binding::Comparison, &[x, y]).test()
    }

    fn compare_members(
        &mut self,
        comparison: Comparison,
        (a, b): (&Core, &Core),
        choice: heng_interp::program::ChoiceId,
        frame: Frame,
    ) -> Piece {
        let parts = self.together(&[a, b], frame);
        let [x, y] = parts.as_slice() else { return Piece::constant("FALSE").test() };
        // The first member is the greatest.
        let position = |piece: &Piece, core: &Core| match core.node.as_ref() {
            Node::Constant(Value::Choice(member)) => (member + 1).to_string(),
            _ => self.position(&piece.text, choice),
        };
        let text = format!("{}{}{}", position(x, a), sign(comparison.turned()), position(y, b));
        Piece::strict(text, Binding::Comparison, &[x, y]).test()
    }

    /// Texts, members, yes/no: only whether they are the same.
    fn compare_words(&mut self, comparison: Comparison, a: &Core, b: &Core, frame: Frame) -> Piece {
        let exact = self.needs_exact(a) || self.needs_exact(b);
        let pieces = [(a, self.piece(a, frame)), (b, self.piece(b, frame))];
        let pieces = pieces.map(|(core, piece)| self.as_word(piece, core, frame));
        let [x, y] = &pieces;
        let same = match (exact, comparison) {
            (false, Comparison::Equal) => format!("{}={}", x.text, y.text),
            (false, _) => format!("{}<>{}", x.text, y.text),
            (true, Comparison::Equal) => format!("EXACT({},{})", x.text, y.text),
            (true, _) => format!("NOT(EXACT({},{}))", x.text, y.text),
        };
        self.unless_absent(same, &[x, y])
    }

    /// A test on cells that has no value where one of them has none.
    fn unless_absent(&self, test: String, cells: &[&Piece]) -> Piece {
        let words = self.book.words;
        let may: Vec<String> = cells
            .iter()
            .filter(|cell| !cell.absent.is_none())
            .map(|cell| is_absent(&cell.text, cell.absent, words))
            .collect();
        if may.is_empty() {
            return Piece::strict(test, Binding::Comparison, &[]).test();
        }
        let absent = cells.iter().fold(Absences::NONE, |all, cell| all.or(cell.absent));
        let text = format!("IF({},{},IF({test},\"{YES}\",\"{NO}\"))", any_of(&may), why(cells, words));
        Piece::chosen(text, Gives::Word, absent)
    }

    /// A cell or a constant that holds a word.
    fn as_word(&mut self, piece: Piece, core: &Core, frame: Frame) -> Piece {
        if piece.gives != Gives::Test {
            return if piece.absent.is_none() && piece.atom { piece } else { self.atom(piece, core, frame) };
        }
        match piece.text.as_str() {
            "TRUE" => Piece::constant(quoted(YES)),
            "FALSE" => Piece::constant(quoted(NO)),
            _ => self.atom(piece, core, frame),
        }
    }

    /// Whether two texts may be the same to a spreadsheet though they are not.
    fn needs_exact(&self, core: &Core) -> bool {
        match (&core.ty.kind, core.node.as_ref()) {
            (_, Node::Constant(Value::Text(text))) => folds(text),
            (Kind::Text, _) => true,
            (Kind::Choice(choice), _) => !self.members_differ(*choice),
            _ => false,
        }
    }

    /// `行业 属于 ["电力", "热力"]`
    pub(super) fn one_of(&mut self, x: &Core, values: &[Value], frame: Frame) -> Result<Piece, Reason> {
        let piece = self.piece(x, frame);
        let constants: Result<Vec<Piece>, Reason> =
            values.iter().map(|value| self.constant(value, x)).collect();
        let constants = constants?;
        if x.ty.kind == Kind::YesNo {
            let cell = self.as_word(piece, x, frame);
            let tests: Vec<String> = constants
                .into_iter()
                .map(|constant| {
                    format!("{}=\"{}\"", cell.text, if as_test(constant).text == "TRUE" { YES } else { NO })
                })
                .collect();
            return Ok(self.unless_absent(any_of(&tests), &[&cell]));
        }
        let exact = matches!(x.ty.kind, Kind::Text | Kind::Choice(_))
            && (values.iter().any(|v| matches!(v, Value::Text(text) if folds(text))) || self.choice_folds(x));
        let sharp = !matches!(x.ty.kind, Kind::Number(_)) || piece.sharp || is_whole(x);
        let cell = self.atom(piece, x, frame);
        let test = |constant: &Piece| match (exact, sharp) {
            (true, _) => format!("EXACT({},{})", cell.text, constant.text),
            (false, true) => format!("{}={}", cell.text, constant.text),
            (false, false) => {
                format!("ABS({0}-{1})<={TOLERANCE}*ABS({1})", cell.text, constant.within(Binding::Tight))
            }
        };
        let tests: Vec<String> = constants.iter().map(test).collect();
        Ok(self.unless_absent(any_of(&tests), &[&cell]))
    }

    fn choice_folds(&self, core: &Core) -> bool {
        matches!(core.ty.kind, Kind::Choice(choice) if !self.members_differ(choice))
    }
}

fn is_equality(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Equal | Comparison::NotEqual)
}

/// The sign of a comparison.
pub(super) fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// A difference compared with nothing, where less than `edge` is nothing.
fn near(comparison: Comparison, difference: &str, edge: &str) -> String {
    match comparison {
        Comparison::Equal => format!("ABS({difference})<={edge}"),
        Comparison::NotEqual => format!("ABS({difference})>{edge}"),
        Comparison::Less => format!("{difference}<-{edge}"),
        Comparison::LessOrEqual => format!("{difference}<={edge}"),
        Comparison::Greater => format!("{difference}>{edge}"),
        Comparison::GreaterOrEqual => format!("{difference}>=-{edge}"),
    }
}

/// What is nothing beside a constant: a thousand-billionth of its order of magnitude.
fn edge(limit: &Core) -> Option<String> {
    let Node::Constant(Value::Number(number)) = limit.node.as_ref() else { return None };
    if number.is_zero() {
        return Some(TOLERANCE.to_owned());
    }
    let digits = heng_interp::number::print(number).text;
    let whole = digits.trim_start_matches('-').split('.').next().unwrap_or_default().trim_start_matches('0');
    let below = digits
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len() - decimals.trim_start_matches('0').len());
    let magnitude = match whole.len() {
        0 => -i64::try_from(below).unwrap_or(0) - 1,
        len => i64::try_from(len).unwrap_or(1) - 1,
    };
    Some(format!("1E{}", magnitude - 12))
}
