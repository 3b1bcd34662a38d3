//! Colours of what is typed: each class of the language has one, to be read on a dark ground and on a light one, as those of reports.

use heng_grammar::highlight::{Class, highlight};
use heng_grammar::skeleton::matching_bracket;

/// Grey, for what is offered and not yet typed.
const GREY: &str = "38;5;244";
/// The prompt, and the words of commands; the colour of advice in reports.
const OWN: &str = "1;38;5;36";
/// A bracket and its partner.
const PAIR: &str = "1;4";

/// `text` in the colour `code`.
fn painted(text: &str, code: &str) -> String {
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// `text` in grey.
pub fn grey(text: &str) -> String {
    painted(text, GREY)
}

/// `text` as prompts and the words of commands are.
pub fn own(text: &str) -> String {
    painted(text, OWN)
}

/// `text` as what is chosen in a menu.
pub fn chosen(text: &str) -> String {
    painted(text, "7")
}

/// The colour of a class; nothing where it has the terminal's own.
fn code(class: Class) -> Option<&'static str> {
    Some(match class {
        Class::Block => "1;38;5;32",
        Class::Entry | Class::Function => "38;5;32",
        Class::Keyword => "38;5;99",
        Class::Clause | Class::Type => "38;5;36",
        Class::Number | Class::Unit => "38;5;166",
        Class::Text => "38;5;34",
        Class::Comment | Class::Documentation => GREY,
        Class::Citation => "38;5;133",
        Class::Error => "31",
        Class::Name | Class::Operator | Class::Punctuation | Class::Blank => return None,
    })
}

/// How what is typed is painted.
#[derive(Clone, Copy, Debug)]
pub struct Painting {
    /// The bytes at the front that are the word of a command.
    pub command: usize,
    /// The blanks before each further line that stand below the prompt.
    pub margin: usize,
    /// Where the cursor is; nothing while no bracket is to be shown.
    pub cursor: Option<usize>,
}

/// `text` painted; what it takes on the screen stays the same.
pub fn paint(text: &str, painting: Painting) -> String {
    let (word, rest) = text.split_at_checked(painting.command).unwrap_or(("", text));
    let pair = painting.cursor.and_then(|cursor| pair(text, cursor));
    let mut painted_text = if word.is_empty() { String::new() } else { own(word) };
    let mut before = '\0';
    for piece in highlight(rest) {
        let words = rest.get(piece.start..piece.end).unwrap_or("");
        let at = piece.start + word.len();
        let blanks = " ".repeat(painting.margin);
        match words.strip_prefix(&blanks) {
            Some(deeper) if before == '\n' && piece.class == Class::Blank && !blanks.is_empty() => {
                painted_text.push_str(&grey(&format!("{}| ", " ".repeat(painting.margin.saturating_sub(2)))));
                painted_text.push_str(deeper);
            }
            _ if pair.is_some_and(|(one, other)| at == one || at == other) => {
                painted_text.push_str(&painted(words, PAIR));
            }
            _ => match code(piece.class) {
                Some(code) => painted_text.push_str(&painted(words, code)),
                None => painted_text.push_str(words),
            },
        }
        before = words.chars().last().unwrap_or(before);
    }
    painted_text
}

/// The bracket at the cursor, or just before it, and its partner.
fn pair(text: &str, cursor: usize) -> Option<(usize, usize)> {
    let under = matching_bracket(text, cursor).map(|partner| (cursor, partner.start));
    under.or_else(|| {
        let before = text.get(..cursor)?.char_indices().next_back()?.0;
        Some((before, matching_bracket(text, before)?.start))
    })
}

/// Whether a bracket with a partner stands at the cursor or just before it.
pub fn has_pair(text: &str, cursor: usize) -> bool {
    pair(text, cursor).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Painting, paint};

    const PLAIN: Painting = Painting { command: 0, margin: 0, cursor: None };

    fn bare(painted: &str) -> String {
        let mut bare = String::new();
        let mut rest = painted;
        while let Some((before, code)) = rest.split_once('\u{1b}') {
            bare.push_str(before);
            rest = code.split_once('m').unwrap().1;
        }
        bare + rest
    }

    #[test]
    fn painting_changes_no_character() {
        let text = "若 税收 ≥ 5 万元 则 \"热力\" // 注\n  对 企业 { @第三条";
        assert_eq!(bare(&paint(text, PLAIN)), text);
        assert!(paint(text, PLAIN).starts_with("\u{1b}[38;5;99m若\u{1b}[0m"));
    }

    #[test]
    fn brackets_at_the_cursor_are_shown_with_their_partner() {
        let text = "平均（税收）";
        let end = Painting { cursor: Some(text.len()), ..PLAIN };
        assert_eq!(paint(text, end).matches("\u{1b}[1;4m").count(), 2);
        assert_eq!(paint(text, PLAIN).matches("\u{1b}[1;4m").count(), 0);
    }

    #[test]
    fn further_lines_have_a_margin_of_the_same_width() {
        let painted = paint("对 企业 {\n      x = 1", Painting { margin: 4, ..PLAIN });
        assert_eq!(bare(&painted), "对 企业 {\n  |   x = 1");
    }

    #[test]
    fn the_word_of_a_command_has_its_colour() {
        let painted = paint(":为何 税收", Painting { command: ":为何".len(), ..PLAIN });
        assert!(painted.starts_with("\u{1b}[1;38;5;36m:为何\u{1b}[0m"), "{painted:?}");
    }
}
