//! Lines of an answer, within the width of the terminal.

use heng_grammar::diagnostic::{Language, Message};

use crate::report::text::{TextTable, wrap};

/// Lines that are being written.
pub(super) struct Lines {
    all: Vec<String>,
    language: Language,
    width: usize,
}

impl Lines {
    /// None yet.
    pub fn new(language: Language, width: usize) -> Self {
        Self { all: Vec::new(), language, width }
    }

    /// The one of two in the language of the run.
    pub fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        if self.language == Language::Chinese { zh } else { en }
    }

    /// Whether the language of the run is Chinese.
    pub fn is_chinese(&self) -> bool {
        self.language == Language::Chinese
    }

    /// A title, after an empty line where something stands before it.
    pub fn section(&mut self, zh: &str, en: &str) {
        if !self.all.is_empty() {
            self.all.push(String::new());
        }
        let lines = wrap(self.pick(zh, en), self.width);
        self.all.extend(lines);
    }

    /// That the results are preliminary, where they are.
    pub fn banner(&mut self, banner: Option<&Message>) {
        if let Some(banner) = banner {
            self.section(&banner.zh, &banner.en);
        }
    }

    /// A sentence, two blanks in; what does not fit goes on below it, two further in.
    pub fn sentence(&mut self, zh: &str, en: &str) {
        let lines = wrap(self.pick(zh, en), self.width.saturating_sub(4));
        for (at, line) in lines.into_iter().enumerate() {
            self.all.push(format!("{}{line}", if at == 0 { "  " } else { "    " }));
        }
    }

    /// A table, so many blanks in.
    pub fn table(&mut self, table: &TextTable, indent: usize) {
        self.all.extend(table.lines(indent, self.width));
    }

    /// A table with a sentence below each row.
    pub fn explained(&mut self, table: &TextTable, below: &[String], indent: usize) {
        for (line, sentence) in table.lines(indent, self.width).into_iter().zip(below) {
            self.all.push(line);
            let lines = wrap(sentence, self.width.saturating_sub(indent + 2));
            let lines = lines.into_iter().filter(|line| !line.is_empty());
            self.all.extend(lines.map(|line| format!("{}{line}", " ".repeat(indent + 2))));
        }
    }

    /// What was written.
    pub fn done(self) -> Vec<String> {
        self.all
    }
}
