//! What another width of the window does to the line that is being typed.
//!
//! Most terminals break their lines anew when the window changes, so that the line takes more or fewer rows than rustyline believes.
//! Clearing those it believes in would take away what was answered above, or leave some of the line there. Here the rows are made to
//! be as many again. Of a terminal that is not known to break lines anew, only the first is guarded against: nothing is lost then,
//! though some of the line may be seen twice.

use unicode_width::UnicodeWidthChar;

/// What stands on the screen since the line was last drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The cells of a row then.
    pub width: usize,
    /// The prompt and the line up to the cursor.
    pub before: String,
    /// The line behind the cursor, and what is shown after it.
    pub after: String,
}

impl Drawn {
    /// The row of the cursor and the last row, below that of the prompt, in rows of so many cells.
    fn rows(&self, width: usize) -> (usize, usize) {
        let cursor = place(&self.before, (0, 0), width);
        (cursor.0, place(&self.after, cursor, width).0)
    }

    /// What puts the cursor where rustyline believes it to be, over rows it may clear, now that the window is so wide; nothing where it
    /// is there already, or where that cannot be known because the terminal may leave its lines as they are.
    pub fn mended(&self, width: usize, breaks_anew: bool) -> Option<String> {
        if width == self.width || width < self.width && !breaks_anew {
            return None;
        }
        let (cursor, end) = self.rows(self.width);
        let now = self.rows(width).0;
        let up = |rows: usize| if rows == 0 { String::new() } else { format!("\u{1b}[{rows}A") };
        (self.rows(width) != (cursor, end))
            .then(|| format!("{}\r\u{1b}[J{}{}", up(now), "\n".repeat(end), up(end - cursor)))
    }
}

/// Whether the terminal is one that is known to break its lines anew when its width changes.
pub fn breaks_anew() -> bool {
    let known = [
        "TMUX",
        "VTE_VERSION",
        "WT_SESSION",
        "KITTY_WINDOW_ID",
        "KONSOLE_VERSION",
        "ALACRITTY_WINDOW_ID",
        "TERM_PROGRAM",
    ];
    known.iter().any(|name| std::env::var_os(name).is_some())
}

/// Row and column after `text`, as rustyline counts them: a wide character is never parted, a full row leads to the next.
fn place(text: &str, from: (usize, usize), width: usize) -> (usize, usize) {
    let (mut row, mut column) = from;
    let mut coloured = false;
    for c in text.chars() {
        if coloured || c == '\u{1b}' {
            coloured = c != 'm';
            continue;
        }
        if c == '\n' {
            (row, column) = (row + 1, 0);
            continue;
        }
        let cells = c.width().unwrap_or(0);
        column += cells;
        if column > width {
            (row, column) = (row + 1, cells);
        }
    }
    if column == width { (row + 1, 0) } else { (row, column) }
}

#[cfg(test)]
mod tests {
    use super::{Drawn, place};

    #[test]
    fn places_are_counted_in_cells() {
        assert_eq!(place("衡> 一二", (0, 0), 40), (0, 8));
        assert_eq!(place("一二三", (0, 0), 5), (1, 2));
        assert_eq!(place("一二", (0, 0), 4), (1, 0));
        assert_eq!(place("a\n\u{1b}[38;5;244m一\u{1b}[0m", (0, 0), 40), (1, 2));
    }

    #[test]
    fn rows_are_made_up_for_where_the_terminal_breaks_lines_anew() {
        let drawn = Drawn { width: 10, before: "衡> 一二三四".into(), after: "\n> 税收".into() };
        assert_eq!(drawn.rows(10), (1, 2));
        assert_eq!(drawn.mended(40, false).as_deref(), Some("\r\u{1b}[J\n\n\u{1b}[1A"));
        assert_eq!(drawn.mended(10, true), None);
        assert_eq!(drawn.mended(5, false), None);
        assert_eq!(drawn.mended(5, true).as_deref(), Some("\u{1b}[2A\r\u{1b}[J\n\n\u{1b}[1A"));
        let short = Drawn { width: 40, before: "衡> 一".into(), after: String::new() };
        assert_eq!(short.mended(80, true), None);
    }
}
