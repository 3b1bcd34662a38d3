//! What is written on: the language, the width, and what the terminal can show.

use heng_grammar::diagnostic::{Language, Message};

use crate::report::text::wrap;
use crate::shell::{Format, Shell};

/// In which language lines are written, how wide they may be, and what may be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The language of everything but names.
    pub language: Language,
    /// Terminal cells in a line.
    pub width: usize,
    /// Whether colours are shown.
    pub colour: bool,
    /// Whether bars may be drawn with block characters; else with letters that every terminal and screen reader has.
    pub drawn: bool,
}

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The head of a column, a title.
    Head,
    /// The value that was asked for.
    Value,
    /// A type, a unit, a remark.
    Faint,
    /// Something that deserves a look.
    Mark,
}

impl Paper {
    /// As the shell has it. Blocks are drawn unless plain text is asked for.
    pub fn of(shell: &Shell<'_>) -> Self {
        Self {
            language: shell.language,
            width: shell.width,
            colour: shell.out_colour,
            drawn: shell.format != Format::Plain,
        }
    }

    /// The one of two in the language.
    pub fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// A message in the language.
    pub fn say<'m>(&self, message: &'m Message) -> &'m str {
        message.get(self.language)
    }

    /// The text in its colour, where colours are shown. Blanks at either end stay without.
    pub fn paint(&self, ink: Ink, text: &str) -> String {
        let bare = text.trim();
        if !self.colour || bare.is_empty() {
            return text.to_owned();
        }
        let on = match ink {
            Ink::Head => "\u{1b}[1m",
            Ink::Value => "\u{1b}[1;36m",
            Ink::Faint => "\u{1b}[2m",
            Ink::Mark => "\u{1b}[33m",
        };
        text.replacen(bare, &format!("{on}{bare}\u{1b}[0m"), 1)
    }

    /// A sentence in as many lines as it needs, so many blanks in; what follows stands two further in.
    pub fn sentence(&self, zh: &str, en: &str, indent: usize) -> Vec<String> {
        self.wrapped(self.pick(zh, en), indent)
    }

    /// The same of text that has no translation.
    pub fn wrapped(&self, text: &str, indent: usize) -> Vec<String> {
        let room = self.width.saturating_sub(indent + 2).max(16);
        let lines = wrap(text, room).into_iter().enumerate();
        lines
            .map(|(at, line)| format!("{}{line}", " ".repeat(if at == 0 { indent } else { indent + 2 })))
            .collect()
    }

    /// `「a」` in Chinese, `` `a` `` in English.
    pub fn quoted(&self, name: &str) -> String {
        match self.language {
            Language::Chinese => format!("「{name}」"),
            Language::English => format!("`{name}`"),
        }
    }

    /// `12 行`, `12 rows`, `1 row`
    pub fn rows(&self, count: usize) -> String {
        match (self.language, count) {
            (Language::Chinese, count) => format!("{count} 行"),
            (Language::English, 1) => "1 row".to_owned(),
            (Language::English, count) => format!("{count} rows"),
        }
    }
}

/// What is told, ready to be written or paged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The heads of a table's columns: a pager repeats them above each page.
    pub head: Vec<String>,
    /// The lines under the head; all there is, where there is no table.
    pub body: Vec<String>,
    /// How many lines of the body belong together: a row that is folded is not to be parted.
    pub tall: usize,
    /// What stands behind the body, on the last page.
    pub foot: Vec<String>,
}

impl Told {
    /// Lines without a table.
    pub fn lines(body: Vec<String>) -> Self {
        Self { body, tall: 1, ..Self::default() }
    }

    /// All lines in order.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.head.iter().chain(&self.body).chain(&self.foot).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(colour: bool) -> Paper {
        Paper { language: Language::Chinese, width: 20, colour, drawn: true }
    }

    #[test]
    fn colour_leaves_blanks_alone() {
        assert_eq!(paper(false).paint(Ink::Head, " 得分 "), " 得分 ");
        assert_eq!(paper(true).paint(Ink::Head, "  得分"), "  \u{1b}[1m得分\u{1b}[0m");
    }

    #[test]
    fn sentences_go_on_two_further_in() {
        let lines = paper(false).sentence("没有值的有十二行，都是缺失", "", 2);
        assert_eq!(lines, ["  没有值的有十二", "    行，都是缺失"]);
    }
}
