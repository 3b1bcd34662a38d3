//! What Enter does: whether an entry is at its end, and how its further lines are indented.

use heng_grammar::skeleton::{Unfinished, unfinished};
use heng_grammar::token::{TokenKind, lex};

/// What is to be done with a text on Enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is handed over.
    Whole,
    /// A further line belongs to it.
    Open,
    /// Its last line lacks the partner of a quotation mark, which no further line can bring.
    Unquoted(&'static str),
}

/// What is to be done with `text` on Enter. A command is one line; an empty line ends everything.
pub fn ending(text: &str) -> Ending {
    let last = text.rsplit('\n').next().unwrap_or("");
    if command_word(text) > 0 || text.contains('\n') && last.trim().is_empty() {
        return Ending::Whole;
    }
    match unfinished(text) {
        None => Ending::Whole,
        Some(Unfinished::Quotation(token)) => Ending::Unquoted(match token.text(text).chars().next() {
            Some('「') => "」",
            Some('“') => "”",
            Some('＂') => "＂",
            _ => "\"",
        }),
        Some(_) => Ending::Open,
    }
}

/// How many bytes at the front of `text` are the word of a command, with its colon; 0 where it is none.
pub fn command_word(text: &str) -> usize {
    let Some(rest) = text.trim_start().strip_prefix([':', '：']) else { return 0 };
    let word = rest.split(|c: char| c.is_whitespace()).next().unwrap_or("");
    text.len() - rest.len() + word.len()
}

/// The blanks that a line after `before` begins with: below the prompt of `margin` cells, two more for each open block.
pub fn indentation(before: &str, margin: usize) -> String {
    let mut depth = 0_usize;
    for token in lex(before) {
        match token.kind {
            TokenKind::OpenBrace => depth += 1,
            TokenKind::CloseBrace => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    " ".repeat(margin + 2 * depth)
}

/// The text as it would stand in a file: its further lines without the `margin`, and the `}` of a block two less in than its entries.
pub fn flush(text: &str, margin: usize) -> String {
    let mut flushed = String::new();
    let mut above = 0;
    for line in text.split('\n') {
        let first = above == 0;
        let before = text.get(..above).unwrap_or("");
        let own = line.len() - line.trim_start_matches(' ').len();
        let ends = line.trim_start().starts_with(['}', '｝']) && own == indentation(before, margin).len();
        let fewer = if ends { margin + 2 } else { margin };
        if first {
            flushed.push_str(line);
        } else {
            flushed.push('\n');
            flushed.push_str(line.get(fewer.min(own)..).unwrap_or(line));
        }
        above += line.len() + 1;
    }
    flushed
}

#[cfg(test)]
mod tests {
    use super::{Ending, command_word, ending, flush, indentation};

    #[test]
    fn enter_hands_over_what_is_whole() {
        assert_eq!(ending("x = 1"), Ending::Whole);
        assert_eq!(ending("对 企业 {"), Ending::Open);
        assert_eq!(ending("对 企业 {\n  x = 1\n}"), Ending::Whole);
        assert_eq!(ending("a +\n"), Ending::Whole);
        assert_eq!(ending(":为何 (a"), Ending::Whole);
        assert_eq!(ending("x = “热力"), Ending::Unquoted("”"));
        assert_eq!(ending("「单位"), Ending::Unquoted("」"));
    }

    #[test]
    fn commands_are_known_by_their_colon() {
        assert_eq!(command_word("：为何 税收"), "：为何".len());
        assert_eq!(command_word(":q"), 2);
        assert_eq!(command_word("x: 万元"), 0);
    }

    #[test]
    fn further_lines_stand_below_the_prompt_and_go_without_it() {
        assert_eq!(indentation("对 企业 {", 4), "      ");
        assert_eq!(indentation("a +", 4), "    ");
        assert_eq!(flush("对 企业 {\n      x = 1\n    }", 4), "对 企业 {\n  x = 1\n}");
        assert_eq!(flush("对 企业 {\n      x = 1\n      }", 4), "对 企业 {\n  x = 1\n}");
        assert_eq!(flush("a\nb\n", 4), "a\nb\n");
    }
}
