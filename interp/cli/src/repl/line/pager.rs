//! Long output, page by page: through `PAGER`, else with three keys. What fits on the screen is simply written.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use heng_grammar::diagnostic::Language;
use rustyline::history::DefaultHistory;
use rustyline::{
    Cmd, ConditionalEventHandler, Editor, Event, EventContext, EventHandler, KeyCode, KeyEvent, Modifiers,
    RepeatCount,
};

use super::screen;
use crate::report::text::width;

/// Something long to be read.
#[derive(Clone, Copy, Debug)]
pub struct Pages<'t> {
    /// Repeated above each page: the heads of a table.
    pub head: &'t [String],
    /// The lines.
    pub body: &'t [String],
    /// How many lines of the body belong together.
    pub tall: usize,
    /// Below the last page.
    pub foot: &'t [String],
}

impl Pages<'_> {
    fn all(&self) -> impl Iterator<Item = &String> {
        self.head.iter().chain(self.body).chain(self.foot)
    }

    /// How many rows of a screen of so many cells all of it takes.
    fn rows(&self, cells: usize) -> usize {
        self.all().map(|line| rows_of(line, cells)).sum()
    }
}

/// What the reader wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A page more.
    Page,
    /// A line more.
    Line,
    /// All of the rest.
    Rest,
    /// Nothing more.
    Stop,
}

/// Writes it: at once where it fits, else through the user's pager, else page by page.
///
/// # Errors
/// Where it cannot be written.
pub fn show(pages: Pages<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let (cells, rows) = screen();
    if pages.rows(cells) < rows {
        return write_lines(pages.all(), out);
    }
    match pager(&|name| std::env::var(name).ok()) {
        Pager::None => write_lines(pages.all(), out),
        Pager::Program(words) if through(&words, pages).is_ok() => Ok(()),
        _ => {
            let mut keys = Keys::open()?;
            turn(pages, (cells, rows), out, &mut |left| keys.ask(left, cells, language))
        }
    }
}

fn write_lines<'l>(lines: impl Iterator<Item = &'l String>, out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

/// Writes page after page, asking before each but the first how to go on; `ask` is told how many lines are left.
fn turn(
    pages: Pages<'_>,
    (cells, rows): (usize, usize),
    out: &mut dyn Write,
    ask: &mut dyn FnMut(usize) -> io::Result<Wish>,
) -> io::Result<()> {
    let height = |lines: &[String]| lines.iter().map(|line| rows_of(line, cells)).sum::<usize>();
    let page = rows.saturating_sub(height(pages.head) + 1).max(1);
    let mut groups = pages.body.chunks(pages.tall.max(1)).peekable();
    let mut left = pages.body.len() + pages.foot.len();
    let mut wish = Wish::Page;
    loop {
        if wish == Wish::Page {
            write_lines(pages.head.iter(), out)?;
        }
        let mut room = match wish {
            Wish::Page => page,
            Wish::Line | Wish::Stop => 1,
            Wish::Rest => usize::MAX,
        };
        // One at least, however high it is.
        while let Some(group) = groups.next() {
            write_lines(group.iter(), out)?;
            left -= group.len();
            room = room.saturating_sub(height(group));
            if groups.peek().is_none_or(|next| height(next) > room) {
                break;
            }
        }
        if groups.peek().is_none() {
            return write_lines(pages.foot.iter(), out);
        }
        wish = ask(left)?;
        if wish == Wish::Stop {
            return Ok(());
        }
    }
}

/// The rows a line takes on a screen of so many cells. Colours take none.
fn rows_of(line: &str, cells: usize) -> usize {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, code)) = rest.split_once("\u{1b}[") {
        bare.push_str(before);
        rest = code.split_once('m').map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    width(&bare).div_ceil(cells.max(1)).max(1)
}

/// How long output is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pager {
    /// With the keys of this page.
    Own,
    /// Not in pages.
    None,
    /// Through a program.
    Program(Vec<String>),
}

/// `HENG_PAGER`, else `PAGER`, else our own; one that is empty or `cat` pages nothing.
fn pager(read: &dyn Fn(&str) -> Option<String>) -> Pager {
    let Some(asked) = read("HENG_PAGER").or_else(|| read("PAGER")) else { return Pager::Own };
    let words: Vec<String> = asked.split_whitespace().map(str::to_owned).collect();
    match words.first().map(String::as_str) {
        None | Some("cat") => Pager::None,
        // These know nothing of Chinese or of colours.
        Some("more" | "more.com") => Pager::Own,
        Some(_) => Pager::Program(words),
    }
}

/// Through the user's program, which shows colours as they are and leaves what fits on the screen.
fn through(words: &[String], pages: Pages<'_>) -> io::Result<()> {
    let Some((program, arguments)) = words.split_first() else { return Ok(()) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped());
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8")] {
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A reader that has seen enough closes its end.
        let _ = write_lines(pages.all(), &mut input);
    }
    child.wait().map(drop)
}

/// The keys between pages. Rustyline reads them: it knows the terminals of every system.
struct Keys {
    editor: Editor<(), DefaultHistory>,
    pressed: Arc<AtomicU8>,
}

impl Keys {
    fn open() -> io::Result<Self> {
        let mut editor = Editor::<(), DefaultHistory>::new().map_err(super::said)?;
        let pressed = Arc::new(AtomicU8::new(0));
        let handler = AnyKey(Arc::clone(&pressed));
        editor.bind_sequence(Event::Any, EventHandler::Conditional(Box::new(handler)));
        Ok(Self { editor, pressed })
    }

    /// Asks how to go on; `left` lines are. The question is taken off the screen again.
    fn ask(&mut self, left: usize, cells: usize, language: Language) -> io::Result<Wish> {
        let question = question(left, cells, language);
        self.pressed.store(0, Ordering::SeqCst);
        // Whatever ends the reading (a key, Ctrl-C, a terminal that went away), the key tells.
        let _ = self.editor.readline(&question);
        let mut out = io::stdout();
        write!(out, "\u{1b}[1A\r\u{1b}[J")?;
        out.flush()?;
        Ok(match self.pressed.load(Ordering::SeqCst) {
            b' ' => Wish::Page,
            b'\n' => Wish::Line,
            b'a' => Wish::Rest,
            _ => Wish::Stop,
        })
    }
}

fn question(left: usize, cells: usize, language: Language) -> String {
    let (long, short) = match language {
        Language::Chinese => (
            format!("—— 还有 {left} 行：空格 下一页，回车 下一行，a 全部，q 不看了 ——"),
            format!("还有 {left} 行 空格/回车/a 全部/q 停"),
        ),
        Language::English => (
            format!("-- {left} more lines: Space a page, Enter a line, a all, q enough --"),
            format!("{left} more: Space/Enter/a all/q quit"),
        ),
    };
    if width(&long) < cells { long } else { short }
}

/// Ends the reading on any key, and notes which one it was.
struct AnyKey(Arc<AtomicU8>);

impl ConditionalEventHandler for AnyKey {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        let key = match event.get(0)? {
            KeyEvent(KeyCode::Char(' ' | '\u{3000}'), Modifiers::NONE) | KeyEvent(KeyCode::PageDown, _) => {
                b' '
            }
            KeyEvent(KeyCode::Enter | KeyCode::Down, _) | KeyEvent(KeyCode::Char('J'), Modifiers::CTRL) => {
                b'\n'
            }
            KeyEvent(KeyCode::Char('a' | 'A' | 'ａ'), Modifiers::NONE) | KeyEvent(KeyCode::End, _) => b'a',
            KeyEvent(KeyCode::Char('q' | 'Q' | 'ｑ'), Modifiers::NONE) | KeyEvent(KeyCode::Esc, _) => b'q',
            KeyEvent(KeyCode::Char('C' | 'D'), Modifiers::CTRL) => b'q',
            _ => return Some(Cmd::Noop),
        };
        self.0.store(key, Ordering::SeqCst);
        Some(Cmd::AcceptLine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize, word: &str) -> Vec<String> {
        (0..count).map(|at| format!("{word}{at}")).collect()
    }

    fn turned(wishes: &[Wish], rows: usize, tall: usize) -> (Vec<String>, Vec<usize>) {
        let (head, body, foot) = (lines(1, "头"), lines(12, "行"), lines(1, "尾"));
        let pages = Pages { head: &head, body: &body, tall, foot: &foot };
        let (mut out, mut asked, mut wishes) = (Vec::new(), Vec::new(), wishes.iter());
        turn(pages, (40, rows), &mut out, &mut |left| {
            asked.push(left);
            Ok(wishes.next().copied().unwrap_or(Wish::Stop))
        })
        .unwrap();
        (String::from_utf8(out).unwrap().lines().map(str::to_owned).collect(), asked)
    }

    #[test]
    fn pages_repeat_the_head_and_the_last_has_the_foot() {
        let (written, asked) = turned(&[Wish::Page, Wish::Page], 7, 1);
        assert_eq!(asked, [8, 3]);
        assert_eq!(written.first().map(String::as_str), Some("头0"));
        assert_eq!(written.iter().filter(|line| *line == "头0").count(), 3);
        assert_eq!(written.last().map(String::as_str), Some("尾0"));
        assert_eq!(written.len(), 3 + 12 + 1);
    }

    #[test]
    fn a_line_more_has_no_head_and_stopping_writes_no_more() {
        let (written, asked) = turned(&[Wish::Line, Wish::Stop], 7, 1);
        assert_eq!(asked, [8, 7]);
        assert_eq!(written.last().map(String::as_str), Some("行5"));
        assert_eq!(turned(&[Wish::Rest], 7, 1).0.len(), 1 + 12 + 1);
    }

    #[test]
    fn what_belongs_together_is_not_parted() {
        assert_eq!(turned(&[], 7, 3).1, [10]);
        assert_eq!(turned(&[Wish::Line], 7, 3).1, [10, 7]);
        // Higher than the screen: one at a time all the same.
        assert_eq!(turned(&[], 3, 4).1, [9]);
    }

    #[test]
    fn the_pager_is_asked_of_the_environment() {
        let of = |heng: Option<&str>, own: Option<&str>| {
            pager(&|name| if name == "PAGER" { own } else { heng }.map(str::to_owned))
        };
        assert_eq!(of(None, None), Pager::Own);
        assert_eq!(of(None, Some("less -R")), Pager::Program(vec!["less".into(), "-R".into()]));
        assert_eq!(of(Some(""), Some("less")), Pager::None);
        assert_eq!(of(None, Some("more")), Pager::Own);
    }

    #[test]
    fn a_wide_line_takes_more_rows() {
        assert_eq!(rows_of("资源集约利用", 5), 3);
        assert_eq!(rows_of("\u{1b}[1m资源\u{1b}[0m", 4), 1);
        assert_eq!(rows_of("", 4), 1);
    }
}
