//! One value: exactly, with its unit and its kind; why there is none, where there is none.

use dashu_ratio::RBig;
use heng_interp::eval::Outcome;
use heng_interp::number::print;
use heng_interp::program::{Core, Frame, Kind};
use heng_interp::value::Value;

use super::cells::{Cells, absence};
use super::kind::{kind_text, unit_text};
use super::paper::{Ink, Paper, Told};
use super::reason::reasons;

/// A fraction is written out where it is no longer than this.
const LONGEST_FRACTION: usize = 40;

/// The value of an expression at a row of its frame (0 of the whole): `= 12.5 万元/亩   （数，万元/亩）`.
pub fn value_told(outcome: &Outcome<'_>, core: &Core, (frame, row): (Frame, u32), paper: &Paper) -> Told {
    let program = outcome.program();
    let mut kind = paper.say(&kind_text(program, &core.ty.kind)).to_owned();
    let value = outcome.evaluate(core, frame, &[row]).value(0);
    if let Value::Absent(why) = value {
        let mut lines = put(absence(why, paper.language), &kind, paper);
        for reason in reasons(outcome, core, (frame, row)) {
            lines.extend(paper.wrapped(paper.say(&reason), 2));
        }
        return Told::lines(lines);
    }
    let text = match (&value, &core.ty.kind) {
        (Value::Number(number), of) => {
            let printed = print(number);
            if !printed.terminates {
                kind.push_str(&exactly(number, paper));
            }
            format!("{} {}", sign(printed.terminates), with_unit(&printed.text, &unit_text(program, of)))
        }
        (Value::Text(text), _) => format!("= 「{text}」"),
        (_, Kind::Choice(_)) | (_, _) => {
            let cells = Cells::of(outcome, (core, None), (frame, &[row]), paper.language);
            format!("= {}", cells.cells.first().map(|cell| cell.text().to_owned()).unwrap_or_default())
        }
    };
    Told::lines(put(&text, &kind, paper))
}

/// The value, and its kind behind it or on the next line.
fn put(text: &str, kind: &str, paper: &Paper) -> Vec<String> {
    let kind = paper.pick("（", "(").to_owned() + kind + paper.pick("）", ")");
    let painted = paper.paint(Ink::Value, text);
    let width = crate::report::text::width;
    if width(text) + 3 + width(&kind) <= paper.width {
        return vec![format!("{painted}   {}", paper.paint(Ink::Faint, &kind))];
    }
    let mut lines = if width(text) <= paper.width { vec![painted] } else { paper.wrapped(text, 0) };
    lines.extend(paper.wrapped(&kind, 2).iter().map(|line| paper.paint(Ink::Faint, line)));
    lines
}

/// `=` where the digits are all there are, else `≈`.
fn sign(terminates: bool) -> &'static str {
    if terminates { "=" } else { "≈" }
}

/// `12.5 万元/亩`, `40%`
pub fn with_unit(digits: &str, unit: &str) -> String {
    let gap = if unit.is_empty() || unit.starts_with(['%', '‰']) { "" } else { " " };
    format!("{digits}{gap}{unit}")
}

/// What a number that does not end is exactly.
fn exactly(number: &RBig, paper: &Paper) -> String {
    let fraction = format!("{}/{}", number.numerator(), number.denominator());
    match fraction.len() <= LONGEST_FRACTION {
        true => format!("{}{fraction}", paper.pick("；除不尽，确切是 ", "; does not terminate, exactly ")),
        false => {
            let digits = number.denominator().to_string().len();
            match paper.language {
                heng_grammar::diagnostic::Language::Chinese => {
                    format!("；除不尽，分母有 {digits} 位，只写 12 位有效数字")
                }
                heng_grammar::diagnostic::Language::English => {
                    format!("; does not terminate: shown to 12 digits, the denominator has {digits}")
                }
            }
        }
    }
}
