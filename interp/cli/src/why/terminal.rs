//! The outline for a terminal: a tree that keeps within the width.

use super::outline::{Entry, Line, Outline, Style};
use crate::report::text::{TextTable, wrap};

/// The lines of an outline. Without `drawn` nothing is drawn: levels are shown by blanks alone, for screen readers and logs.
pub fn lines(outline: &Outline, width: usize, drawn: bool, colour: bool) -> Vec<String> {
    let mut all = Vec::new();
    if !outline.title.is_empty() {
        all.extend(wrap(&outline.title, width));
    }
    for line in &outline.subtitle {
        all.extend(wrap(line, width));
    }
    let mut writer = Writer { lines: Vec::new(), width, drawn, colour };
    for entry in &outline.entries {
        writer.lines.push(String::new());
        writer.entry(entry, "", "");
    }
    all.extend(writer.lines);
    if !outline.legend.is_empty() {
        all.push(String::new());
    }
    all.extend(outline.legend.iter().flat_map(|line| wrap(line, width)));
    all
}

struct Writer {
    lines: Vec<String>,
    width: usize,
    drawn: bool,
    colour: bool,
}

impl Writer {
    /// An entry: `first` stands before its first line, `rest` before all others.
    fn entry(&mut self, entry: &Entry, first: &str, rest: &str) {
        self.line(&entry.head, first, rest, "  ");
        let has_below = !entry.entries.is_empty();
        let inside = match (self.drawn, has_below) {
            (true, true) => format!("{rest}│ "),
            (_, _) => format!("{rest}  "),
        };
        for line in &entry.lines {
            self.line(line, &inside, &inside, "  ");
        }
        if let Some(grid) = &entry.grid {
            let mut table = TextTable::new(grid.header.iter().map(|(name, align)| (name.as_str(), *align)));
            grid.rows.iter().for_each(|row| table.row(row.clone()));
            let room = self.width.saturating_sub(crate::report::text::width(&inside));
            for line in table.lines(0, room) {
                self.lines.push(format!("{inside}{line}").trim_end().to_owned());
            }
        }
        let last = entry.entries.len().saturating_sub(1);
        for (at, below) in entry.entries.iter().enumerate() {
            let (branch, stem) = match (self.drawn, at == last) {
                (true, false) => ("├─ ", "│  "),
                (true, true) => ("└─ ", "   "),
                (false, _) => ("  ", "  "),
            };
            self.entry(below, &format!("{rest}{branch}"), &format!("{rest}{stem}"));
        }
    }

    /// A line in as many lines as it needs.
    fn line(&mut self, line: &Line, first: &str, rest: &str, hang: &str) {
        let used = crate::report::text::width(rest) + crate::report::text::width(hang);
        let room = self.width.saturating_sub(used).max(20);
        let text = line.text();
        let wrapped = wrap(&text, room);
        let styled = if self.colour && wrapped.len() == 1 { Some(coloured(line)) } else { None };
        for (at, piece) in wrapped.iter().enumerate() {
            let piece = styled.as_ref().unwrap_or(piece);
            let start = if at == 0 { first.to_owned() } else { format!("{rest}{hang}") };
            self.lines.push(format!("{start}{piece}").trim_end().to_owned());
        }
    }
}

/// The line with colours.
fn coloured(line: &Line) -> String {
    let paint = |style: Style| match style {
        Style::Plain => ("", ""),
        Style::Name => ("\u{1b}[1m", "\u{1b}[0m"),
        Style::Value => ("\u{1b}[1;36m", "\u{1b}[0m"),
        Style::Code => ("\u{1b}[35m", "\u{1b}[0m"),
        Style::Faint => ("\u{1b}[2m", "\u{1b}[0m"),
        Style::Yes => ("\u{1b}[32m", "\u{1b}[0m"),
        Style::No => ("\u{1b}[33m", "\u{1b}[0m"),
    };
    let runs = line.runs.iter().map(|run| {
        let (on, off) = paint(run.style);
        format!("{on}{}{off}", run.text)
    });
    runs.collect()
}
