//! What is taken in at once: entries that follow one another, or one question.

use std::ops::Range;

use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::{TypedKind, typed};

/// A part of a typed text that takes effect as a whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Whether it asks, and changes nothing.
    pub asks: bool,
    /// Where it stands, with the comments before it.
    pub range: Range<usize>,
}

/// The units of a typed text, in the order written; they cover all of it that says something.
pub fn units(text: &str) -> Vec<Unit> {
    let source = Source::new(SourceId(0), "", text);
    let mut units: Vec<Unit> = Vec::new();
    let mut end = 0;
    for part in typed(&source) {
        let range = part.span.range();
        let asks = part.kind == TypedKind::Question;
        match units.last_mut() {
            Some(unit) if !unit.asks && !asks => unit.range.end = range.end,
            _ => units.push(Unit { asks, range: end..range.end }),
        }
        end = range.end;
    }
    // What follows the last entry, such as a bracket too many, is for the reader to report.
    match units.last_mut() {
        Some(unit) => unit.range.end = text.len(),
        None if heng_grammar::token::lex(text).any(|token| !token.kind.is_trivia()) => {
            units.push(Unit { asks: false, range: 0..text.len() });
        }
        None => {}
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(bool, &str)> {
        units(text).into_iter().map(|unit| (unit.asks, text.get(unit.range).unwrap().trim())).collect()
    }

    #[test]
    fn entries_go_together_and_questions_alone() {
        let text = "线 = 5 万元\n宽 = 6 万元\n线 + 宽\n线 × 2\n删 最终等级.事故";
        assert_eq!(
            parts(text),
            [
                (false, "线 = 5 万元\n宽 = 6 万元"),
                (true, "线 + 宽"),
                (true, "线 × 2"),
                (false, "删 最终等级.事故")
            ]
        );
    }

    #[test]
    fn comments_go_with_what_follows_and_say_nothing_alone() {
        assert_eq!(
            parts("// 试一试\n线 = 5 万元 // 先这样\n"),
            [(false, "// 试一试\n线 = 5 万元 // 先这样")]
        );
        assert_eq!(parts("  // 只有注释\n"), []);
        assert_eq!(parts("}"), [(false, "}")]);
    }
}
