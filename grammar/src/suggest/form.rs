//! A name as it is compared: in one width, one case, simplified characters, without marks that name nothing.

use super::sound::{Sounds, sounds};
use super::traditional::simplified;
use crate::fold::fold;

/// A character of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// The character.
    pub char: char,
    /// How it is read, where it is a Han character.
    pub sounds: Sounds,
}

/// A name as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// Its characters.
    pub letters: Vec<Letter>,
    /// Whether one of them is a Han character.
    pub han: bool,
}

impl Form {
    /// How `name` is compared.
    pub(super) fn new(name: &str) -> Self {
        let letter = |char| Letter { char, sounds: sounds(char) };
        let letters: Vec<Letter> = characters(name).map(letter).collect();
        let han = letters.iter().any(|letter| letter.sounds.is_han());
        Self { letters, han }
    }

    /// Its characters.
    pub(super) fn chars(&self) -> impl Iterator<Item = char> + Clone + '_ {
        self.letters.iter().map(|letter| letter.char)
    }
}

/// `name` as names are compared: half-width, lower case, simplified, without blanks, quotation marks and underscores;
/// `（` is `(`.
pub fn comparable(name: &str) -> String {
    characters(name).collect()
}

fn characters(name: &str) -> impl Iterator<Item = char> {
    let folded: Vec<char> = fold(name).chars().filter(|c| names_something(*c)).collect();
    folded.into_iter().flat_map(char::to_lowercase).map(|c| match c {
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        other => simplified(other),
    })
}

fn names_something(c: char) -> bool {
    let mark =
        matches!(c, '「' | '」' | '『' | '』' | '“' | '”' | '‘' | '’' | '"' | '\'' | '`' | '《' | '》');
    let invisible = matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}');
    !mark && !invisible && !c.is_whitespace() && !matches!(c, '_' | '·' | '•' | '、')
}
