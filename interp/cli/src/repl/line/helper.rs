//! What the prompt asks while a line is typed: colours, the menu, what may follow, whether the entry is at its end.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heng_grammar::diagnostic::Language;
use rustyline::Context;
use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};

use super::colour::{self, Painting};
use super::entry::{Ending, command_word, ending};
use super::menu::{Menu, Offer, Room};
use super::reflow::{Drawn, breaks_anew};
use super::rest;

/// What the session tells the prompt while a line is typed.
pub trait Known {
    /// What the word before `cursor` can be completed to.
    fn offer(&self, text: &str, cursor: usize) -> Offer;

    /// What the command in `text` still wants, in a word or two.
    fn wanted(&self, text: &str) -> Option<String>;
}

/// A session of which nothing is known yet.
#[derive(Debug, Default)]
pub struct Nothing;

impl Known for Nothing {
    fn offer(&self, _: &str, cursor: usize) -> Offer {
        Offer { start: cursor, candidates: Vec::new() }
    }

    fn wanted(&self, _: &str) -> Option<String> {
        None
    }
}

/// How the prompt looks.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    /// The language of its words.
    pub language: Language,
    /// Whether it may be coloured.
    pub colour: bool,
}

impl Face {
    /// `衡> `
    pub fn prompt(self) -> &'static str {
        match self.language {
            Language::Chinese => "衡> ",
            Language::English => "heng> ",
        }
    }

    /// The cells that the prompt takes.
    pub fn margin(self) -> usize {
        crate::report::text::width(self.prompt())
    }
}

/// The menu, which the keys work too.
pub type SharedMenu = Arc<Mutex<Menu>>;

/// The menu, whatever became of who held it last: nothing in it can be half done.
pub fn held(menu: &SharedMenu) -> MutexGuard<'_, Menu> {
    menu.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What rustyline asks.
pub struct Helper {
    /// What the session tells.
    pub known: Box<dyn Known>,
    /// How the prompt looks.
    pub face: Face,
    /// What Tab is choosing from.
    pub menu: SharedMenu,
    /// Whether the line is drawn for the last time, as it stays on the screen.
    leaving: Cell<bool>,
    /// The text that was refused for a quotation mark; a second Enter hands it over.
    refused: RefCell<String>,
    /// How wide the window was when the line was last drawn, and what was shown after it.
    drawn: RefCell<Option<(usize, String)>>,
}

impl Helper {
    /// A helper that knows nothing yet.
    pub fn new(face: Face) -> Self {
        Self {
            known: Box::new(Nothing),
            face,
            menu: SharedMenu::default(),
            leaving: Cell::new(false),
            refused: RefCell::default(),
            drawn: RefCell::default(),
        }
    }

    /// A new line is begun: nothing of it stands on the screen.
    pub fn begin(&self) {
        self.drawn.take();
    }

    /// The line is about to be drawn: what the window did to the last drawing is made up for.
    fn redraw(&self, line: &str, cursor: usize, shown: &str) {
        let width = super::screen().0;
        let last = self.drawn.replace(Some((width, shown.to_owned())));
        let Some((width_then, shown_then)) = last.filter(|(width_then, _)| *width_then != width) else {
            return;
        };
        let (before, after) = line.split_at_checked(cursor).unwrap_or((line, ""));
        let drawn = Drawn {
            width: width_then,
            before: format!("{}{before}", self.face.prompt()),
            after: format!("{after}{shown_then}"),
        };
        if let Some(mended) = drawn.mended(width, breaks_anew()) {
            let mut out = std::io::stdout();
            // What cannot be written here cannot be written by rustyline either, which says so.
            let _ = out.write_all(mended.as_bytes()).and_then(|()| out.flush());
        }
    }

    fn room(&self, line: &str) -> Room {
        let (width, rows) = super::screen();
        let above = line.split('\n').map(|line| crate::report::text::width(line) / width.max(1) + 1).sum();
        let chinese = self.face.language == Language::Chinese;
        Room { width, rows: rows.saturating_sub(above), colour: self.face.colour, chinese }
    }
}

impl rustyline::Helper for Helper {}

impl Completer for Helper {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let offer = self.known.offer(line, cursor);
        let start = offer.start;
        let menu = Menu::new(line, cursor, offer);
        let steps = menu.steps();
        *held(&self.menu) = menu;
        Ok((start, steps))
    }
}

/// What is shown after the line without being typed.
pub struct Shown {
    display: String,
    completion: Option<String>,
}

impl Hint for Shown {
    fn display(&self) -> &str {
        &self.display
    }

    fn completion(&self) -> Option<&str> {
        self.completion.as_deref()
    }
}

impl Hinter for Helper {
    type Hint = Shown;

    fn hint(&self, line: &str, cursor: usize, context: &Context<'_>) -> Option<Shown> {
        let shown = self.shown(line, cursor, context);
        self.redraw(line, cursor, shown.as_ref().map_or("", |shown| &shown.display));
        shown
    }
}

impl Helper {
    fn shown(&self, line: &str, cursor: usize, context: &Context<'_>) -> Option<Shown> {
        let menu = held(&self.menu);
        if menu.is_open(line, cursor) {
            let display = menu.draw(line, cursor, self.room(line));
            return Some(Shown { display, completion: None });
        }
        let rest = (cursor == line.len()).then(|| rest::rest(line, self.known.as_ref(), context))??;
        Some(Shown { display: rest.shown, completion: rest.taken })
    }
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, cursor: usize) -> Cow<'l, str> {
        let cursor = (!self.leaving.get()).then_some(cursor);
        let painting = Painting { command: command_word(line), margin: self.face.margin(), cursor };
        Cow::Owned(colour::paint(line, painting))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, default: bool) -> Cow<'b, str> {
        if default { Cow::Owned(colour::own(prompt)) } else { searching(prompt, self.face.language) }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        // The menu brings its own colours.
        if hint.starts_with('\n') { Cow::Borrowed(hint) } else { Cow::Owned(colour::grey(hint)) }
    }

    fn highlight_char(&self, line: &str, cursor: usize, kind: CmdKind) -> bool {
        self.leaving.set(kind == CmdKind::ForcedRefresh);
        match kind {
            // A character more can change the colour of the whole word.
            CmdKind::Other => true,
            CmdKind::MoveCursor => colour::has_pair(line, cursor),
            CmdKind::ForcedRefresh => false,
        }
    }
}

/// The prompt while history is searched, in the language spoken: what is put in its place takes as many cells.
fn searching(prompt: &str, language: Language) -> Cow<'_, str> {
    if language == Language::English {
        return Cow::Borrowed(prompt);
    }
    let chinese = prompt.replacen("(reverse-i-search)", "（查找以前的输入）", 1).replacen(
        "(failed reverse-i-search)",
        "（以前的输入里没有找到） ",
        1,
    );
    Cow::Owned(chinese)
}

impl Validator for Helper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        let refused = self.refused.replace(String::new());
        Ok(match ending(text) {
            Ending::Open => ValidationResult::Incomplete,
            Ending::Unquoted(closing) if refused != text => {
                text.clone_into(&mut self.refused.borrow_mut());
                ValidationResult::Invalid(Some(match self.face.language {
                    Language::Chinese => format!("\n  还差一个 {closing}；补上它，或再按一次回车照此执行"),
                    Language::English => {
                        format!("\n  a {closing} is still missing; write it, or press Enter again")
                    }
                }))
            }
            Ending::Whole | Ending::Unquoted(_) => ValidationResult::Valid(None),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::searching;
    use crate::report::text::width;
    use heng_grammar::diagnostic::Language;

    #[test]
    fn the_search_prompt_is_as_wide_in_chinese() {
        for prompt in ["(reverse-i-search)`税': ", "(failed reverse-i-search)`税': "] {
            let chinese = searching(prompt, Language::Chinese);
            assert!(!chinese.contains("search"));
            assert_eq!(width(&chinese), width(prompt));
        }
    }
}
