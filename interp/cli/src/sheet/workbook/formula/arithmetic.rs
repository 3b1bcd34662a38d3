//! `+ − × ÷`, units, rounding, functions of numbers.

use dashu_ratio::RBig;
use heng_interp::number::print;
use heng_interp::program::{Builtin, Core, Frame, Kind, Node, Number, Operator, RoundingMode, Type};
use heng_interp::value::Absence;

use super::super::book::Reason;
use super::super::words::Absences;
use super::expression::{Binding, Piece, is_absent};
use super::{Translator, is_whole};

/// How many digits of a number a spreadsheet keeps.
pub const DIGITS: usize = 15;
/// So many decimals more than asked for are kept when the errors of binary arithmetic are taken away before rounding.
const GUARD: i64 = 8;

/// A number in a formula: in decimal digits, else as a fraction; nothing where it has more digits than a spreadsheet keeps.
pub fn literal(number: &RBig) -> Option<Piece> {
    let printed = print(number);
    if printed.terminates && significant(&printed.text) <= DIGITS {
        let binding = if printed.text.starts_with('-') { Binding::Sum } else { Binding::Tight };
        return Some(Piece { binding, ..Piece::constant(printed.text) });
    }
    let parts = [number.numerator().to_string(), number.denominator().to_string()];
    if parts.iter().any(|part| significant(part) > DIGITS) {
        return None;
    }
    let text = parts.join("/");
    let binding = if text.starts_with('-') { Binding::Sum } else { Binding::Product };
    Some(Piece { binding, atom: false, sharp: false, ..Piece::constant(text) })
}

/// How many digits of a number say something.
pub fn significant(digits: &str) -> usize {
    let figures = digits.trim_start_matches('-').trim_start_matches(['0', '.']);
    let figures = if figures.contains('.') { figures } else { figures.trim_end_matches('0') };
    figures.bytes().filter(u8::is_ascii_digit).count()
}

impl Translator<'_, '_, '_> {
    /// `-x`
    pub(super) fn negate(&mut self, x: &Core, frame: Frame) -> Piece {
        let piece = self.piece(x, frame);
        let text = format!("-{}", piece.within(Binding::Tight));
        Piece::strict(text, Binding::Sum, &[&piece]).sharp(piece.sharp)
    }

    /// `a + b`; a divisor of zero gives an error, which is *missing*.
    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        a: &Core,
        b: &Core,
        core: &Core,
        frame: Frame,
    ) -> Piece {
        let parts = self.together(&[a, b], frame);
        let [x, y] = parts.as_slice() else { return Piece::constant("0") };
        let (sign, left, right) = match operator {
            Operator::Add => ("+", Binding::Sum, Binding::Sum),
            Operator::Subtract => ("-", Binding::Sum, Binding::Product),
            Operator::Multiply => ("*", Binding::Product, Binding::Product),
            Operator::Divide => ("/", Binding::Product, Binding::Power),
        };
        let right = if y.text.starts_with('-') { Binding::Tight } else { right };
        let text = format!("{}{sign}{}", x.within(left), y.within(right));
        let done = Piece::strict(text, left, &[x, y]).sharp(is_whole(core));
        if operator == Operator::Divide && core.ty.optional { done.or_missing() } else { done }
    }

    /// Figures times a factor.
    pub(super) fn scale(&mut self, x: &Core, factor: &RBig, frame: Frame) -> Piece {
        let piece = self.piece(x, frame);
        let (numerator, denominator) = (factor.numerator().to_string(), factor.denominator().to_string());
        let text = match (numerator.as_str(), denominator.as_str()) {
            (_, "1") => format!("{}*{numerator}", piece.within(Binding::Product)),
            ("1", _) => format!("{}/{denominator}", piece.within(Binding::Product)),
            _ => format!("{}*{numerator}/{denominator}", piece.within(Binding::Product)),
        };
        Piece::strict(text, Binding::Product, &[&piece])
    }

    /// `保留 2 位`
    pub(super) fn round(&mut self, x: &Core, quantum: &RBig, mode: RoundingMode, frame: Frame) -> Piece {
        let piece = self.piece(x, frame);
        let (forced, sharp) = (piece.forced(), piece.sharp || is_whole(x));
        let text = match (decimals(quantum), literal(quantum)) {
            (Some(places), _) if mode != RoundingMode::HalfToEven => {
                let clean = if sharp { forced } else { format!("ROUND({forced},{})", places + GUARD) };
                format!("{}({clean},{places})", function(mode))
            }
            (_, Some(step)) if mode == RoundingMode::HalfToEven => {
                return self.half_to_even(x, quantum, &step.within(Binding::Tight), frame);
            }
            (_, Some(step)) => {
                let step = step.within(Binding::Tight);
                let count = format!("ROUND({}/{step},{GUARD})", bracketed(&forced));
                let text = format!("{}({count},0)*{step}", function(mode));
                return Piece::strict(text, Binding::Product, &[&piece]).sharp(true);
            }
            (_, None) => return self.value_cell(x, frame, Reason::Digits),
        };
        Piece::strict(text, Binding::Tight, &[&piece]).sharp(true)
    }

    /// 四舍六入: a half goes to the even multiple. How many multiples there are stands in a cell of its own.
    fn half_to_even(&mut self, x: &Core, quantum: &RBig, step: &str, frame: Frame) -> Piece {
        let plain =
            |node| Core::new(node, Type { kind: Kind::Number(Number::default()), ..x.ty.clone() }, x.span);
        let counted = plain(Node::Scale(x.clone(), RBig::ONE / quantum));
        let fine = RBig::from_parts(1.into(), heng_interp::number::power_of_ten(8));
        let counted = plain(Node::Round(counted, fine, RoundingMode::HalfAwayFromZero));
        let piece = self.piece(&counted, frame);
        let cell = self.atom(piece, &counted, frame);
        let text = format!("IF(ABS({0}-TRUNC({0}))=0.5,2*ROUND({0}/2,0),ROUND({0},0))*{step}", cell.text);
        Piece::strict(text, Binding::Product, &[&cell]).sharp(true)
    }

    /// 取大, 取小, 绝对值, powers.
    pub(super) fn numeric_call(&mut self, builtin: Builtin, arguments: &[Core], frame: Frame) -> Piece {
        let parts = self.together(&arguments.iter().collect::<Vec<_>>(), frame);
        let all: Vec<&Piece> = parts.iter().collect();
        let sharp = parts.iter().all(|part| part.sharp);
        let listed = |name: &str| {
            let texts: Vec<String> = parts.iter().map(Piece::forced).collect();
            format!("{name}({})", texts.join(","))
        };
        match (builtin, parts.as_slice()) {
            (Builtin::Larger, _) => Piece::strict(listed("MAX"), Binding::Tight, &all).sharp(sharp),
            (Builtin::Smaller, _) => Piece::strict(listed("MIN"), Binding::Tight, &all).sharp(sharp),
            (Builtin::Power, [x, n]) => {
                let base =
                    if x.text.starts_with('-') { format!("({})", x.text) } else { x.within(Binding::Tight) };
                Piece::strict(format!("{base}^{}", n.within(Binding::Tight)), Binding::Power, &all)
            }
            _ => Piece::strict(listed("ABS"), Binding::Tight, &all).sharp(sharp),
        }
    }

    /// `x 零作缺失`
    pub(super) fn zero_is_missing(&mut self, x: &Core, frame: Frame) -> Piece {
        let piece = self.piece(x, frame);
        let piece = self.atom(piece, x, frame);
        let words = self.book.words;
        let text = format!("IF({0}=0,{1},{0})", piece.text, words.quoted(Absence::Missing));
        let absent = piece.absent.or(Absences::one(Absence::Missing));
        let text = if piece.absent.is_none() {
            text
        } else {
            format!("IF({},{},{text})", is_absent(&piece.text, piece.absent, words), piece.text)
        };
        Piece { sharp: piece.sharp, ..Piece::chosen(text, super::Gives::Value, absent) }
    }
}

/// How many decimals a quantum like 0.01 stands for; −1 for 10.
fn decimals(quantum: &RBig) -> Option<i64> {
    let (numerator, denominator) = (quantum.numerator().to_string(), quantum.denominator().to_string());
    let zeros = |digits: &str| {
        let rest = digits.strip_prefix('1')?;
        rest.bytes().all(|b| b == b'0').then(|| i64::try_from(rest.len()).ok())?
    };
    match (numerator.as_str(), denominator.as_str()) {
        ("1", below) => zeros(below),
        (above, "1") => zeros(above).map(|count| -count),
        _ => None,
    }
}

fn function(mode: RoundingMode) -> &'static str {
    match mode {
        RoundingMode::TowardZero => "ROUNDDOWN",
        RoundingMode::AwayFromZero => "ROUNDUP",
        RoundingMode::HalfAwayFromZero | RoundingMode::HalfToEven => "ROUND",
    }
}

fn bracketed(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) { text.to_owned() } else { format!("({text})") }
}
