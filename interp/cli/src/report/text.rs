//! Text in columns: widths in terminal cells, where a Chinese character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many terminal cells `text` takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` with blanks after it up to `cells`.
pub fn pad_right(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// `text` with blanks before it up to `cells`.
pub fn pad_left(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(width(text))))
}

/// `text` cut to `cells`, with `…` where something was cut.
pub fn clip(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > cells {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// `text` in lines of at most `cells`. Breaks at blanks, and between Chinese characters; a closing mark never starts a
/// line and an opening one never ends it, a number keeps its unit, and short words of the language (between backticks)
/// stay together.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            if width(&line) + width(piece.trim_end()) > cells && !line.is_empty() {
                lines.push(line.trim_end().to_owned());
                line = String::new();
            }
            if !(line.is_empty() && piece.trim().is_empty()) {
                line.push_str(piece);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The longest words of the language, between backticks, that are never broken.
const UNBROKEN: usize = 30;

/// The smallest pieces that a line may hold without the next.
fn pieces(text: &str) -> Vec<&str> {
    let quoted = quoted(text);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous = ('\0', '\0');
    for (at, c) in text.char_indices() {
        let inside = quoted.iter().find(|span| span.start < at && at < span.end);
        let whole =
            inside.is_some_and(|span| text.get(span.clone()).is_some_and(|words| width(words) <= UNBROKEN));
        let edge = inside.is_some_and(|span| at == span.start + 1 || at + 1 == span.end);
        if at > 0 && !whole && !edge && !of_measure(previous, c) && may_break(previous.1, c) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        previous = (previous.1, c);
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

/// The bytes between each pair of backticks, with them.
fn quoted(text: &str) -> Vec<std::ops::Range<usize>> {
    let ticks: Vec<usize> = text.match_indices('`').map(|(at, _)| at).collect();
    ticks.chunks_exact(2).filter_map(|pair| Some(*pair.first()?..pair.last()? + 1)).collect()
}

/// Whether `after` is the unit of a number: `3 家`.
fn of_measure((number, blank): (char, char), after: char) -> bool {
    number.is_ascii_digit() && blank == ' ' && after.width() == Some(2) && !is_opening(after)
}

fn is_opening(c: char) -> bool {
    "（「『《【〔“‘([{".contains(c)
}

fn may_break(before: char, after: char) -> bool {
    let wide = |c: char| c.width() == Some(2);
    let closing = |c: char| "，。；：、？！）」』》】〕”’…%‰,.;:?!)]}".contains(c);
    if after.is_whitespace() || closing(after) || is_opening(before) {
        return false;
    }
    before.is_whitespace() || wide(before) || wide(after)
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Rows with a header, aligned. Columns are parted by two blanks; a row without cells is an empty line.
#[derive(Clone, Debug, Default)]
pub struct TextTable {
    header: Vec<String>,
    align: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl TextTable {
    /// A table with these columns; a table whose headers are all empty has no header line.
    pub fn new<S: Into<String>>(columns: impl IntoIterator<Item = (S, Align)>) -> Self {
        let (header, align) = columns.into_iter().map(|(name, align)| (name.into(), align)).unzip();
        Self { header, align, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How wide its lines would be if nothing gave way.
    pub fn width(&self) -> usize {
        let widths = self.widths(usize::MAX);
        widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)
    }

    /// The lines, each after `indent` blanks and at most `cells` wide; the widest column of words gives way.
    pub fn lines(&self, indent: usize, cells: usize) -> Vec<String> {
        let widths = self.widths(cells.saturating_sub(indent));
        let titled = self.header.iter().any(|title| !title.is_empty());
        let all = titled.then_some(&self.header).into_iter().chain(&self.rows);
        all.map(|row| self.line(row, &widths, indent)).collect()
    }

    fn line(&self, row: &[String], widths: &[usize], indent: usize) -> String {
        let cells = row.iter().zip(widths).zip(&self.align).map(|((cell, &width), align)| match align {
            Align::Left => pad_right(&clip(cell, width), width),
            Align::Right => pad_left(cell, width),
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        format!("{}{line}", " ".repeat(indent)).trim_end().to_owned()
    }

    fn widths(&self, cells: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = self.header.iter().map(|title| width(title)).collect();
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(cell));
            }
        }
        let blanks = 2 * widths.len().saturating_sub(1);
        let mut excess = (widths.iter().sum::<usize>() + blanks).saturating_sub(cells);
        while excess > 0 {
            let words = widths.iter_mut().zip(&self.align).filter(|(_, align)| **align == Align::Left);
            let Some((widest, _)) = words.max_by_key(|(width, _)| **width).filter(|(width, _)| **width > 8)
            else {
                break;
            };
            *widest -= 1;
            excess -= 1;
        }
        widths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_cells() {
        assert_eq!(pad_right("黑名单", 8), "黑名单  ");
        assert_eq!(pad_left("12", 4), "  12");
        assert_eq!(clip("资源集约利用", 7), "资源集…");
        assert_eq!(clip("资源", 4), "资源");
    }

    #[test]
    fn lines_break_between_characters_but_not_before_a_full_stop() {
        assert_eq!(wrap("亩均税收低于平均。", 16), ["亩均税收低于平", "均。"]);
        assert_eq!(wrap("（亩均）税收", 5), ["（亩", "均）", "税收"]);
        assert_eq!(wrap("a plain sentence", 9), ["a plain", "sentence"]);
        assert_eq!(wrap("第一行\n第二行", 80), ["第一行", "第二行"]);
        assert_eq!(wrap("进一给 2 家", 10), ["进一给", "2 家"]);
        assert_eq!(wrap("后面写 `按年 = x`。", 10), ["后面写", "`按年 = x`。"]);
    }

    #[test]
    fn tables_align_words_left_and_figures_right() {
        let mut table = TextTable::new([("等级", Align::Left), ("家数", Align::Right)]);
        table.row(["A", "1000"]);
        table.row(["不参评", "7"]);
        assert_eq!(table.lines(2, 80), ["  等级    家数", "  A       1000", "  不参评     7"]);
    }

    #[test]
    fn a_table_too_wide_cuts_its_widest_words() {
        let mut table = TextTable::new([("", Align::Left), ("", Align::Right)]);
        table.row(["一条很长很长很长很长的说明", "12"]);
        assert_eq!(table.lines(0, 20), ["一条很长很长很…   12"]);
    }
}
