//! The prompt at a terminal. The one folder that knows rustyline.

mod colour;
mod commands;
mod entry;
mod files;
mod greeting;
mod helper;
mod history;
mod keys;
mod knowledge;
mod menu;
pub mod pager;
mod reflow;
mod rest;
mod rows;

use std::io;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use heng_grammar::diagnostic::Language;
use rustyline::config::{BellStyle, CompletionType, Config};
use rustyline::error::ReadlineError;
use rustyline::history::{DefaultHistory, History};
use rustyline::{ColorMode, Editor};

pub use greeting::{greet, keys_told};
pub use helper::{Face, Known};
pub use knowledge::Knowledge;
pub use menu::{Candidate, Offer};

use helper::Helper;
use keys::Margin;

/// What came of the prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// An entry, of one line or several.
    Entry(String),
    /// Ctrl-C where nothing was typed.
    Cleared,
    /// Ctrl-D, or the terminal went away.
    End,
}

/// The prompt.
pub struct Line {
    editor: Editor<Helper, DefaultHistory>,
    margin: Margin,
    history: Option<PathBuf>,
    first: bool,
    /// The last entry as it stood on the screen.
    last: String,
}

impl Line {
    /// A prompt at the terminal of the process, with the entries of earlier sessions. A history that cannot be read is an empty one.
    ///
    /// # Errors
    /// Where the terminal cannot be used.
    pub fn open(face: Face) -> io::Result<Self> {
        let config = Config::builder()
            .completion_type(CompletionType::Circular)
            .bell_style(BellStyle::None)
            .color_mode(if face.colour { ColorMode::Enabled } else { ColorMode::Disabled })
            .history_ignore_space(false)
            .max_history_size(history::LENGTH)
            .map_err(said)?
            .build();
        let mut editor = Editor::with_config(config).map_err(said)?;
        let (helper, margin) = (Helper::new(face), Margin::default());
        margin.store(face.margin(), Ordering::Relaxed);
        keys::bind(&mut editor, &helper.menu, &margin);
        editor.set_helper(Some(helper));
        let history = history::file();
        let first = history.as_ref().is_some_and(|file| !file.exists());
        if let Some(file) = history.as_ref().filter(|_| !first) {
            let _ = editor.load_history(file);
        }
        Ok(Self { editor, margin, history, first, last: String::new() })
    }

    /// Whether nothing has ever been typed here.
    pub fn is_first(&self) -> bool {
        self.first
    }

    /// What the session knows from now on.
    pub fn know(&mut self, known: Box<dyn Known>) {
        if let Some(helper) = self.editor.helper_mut() {
            helper.known = known;
        }
    }

    /// The language from now on.
    pub fn speak(&mut self, language: Language) {
        if let Some(helper) = self.editor.helper_mut() {
            helper.face.language = language;
            self.margin.store(helper.face.margin(), Ordering::Relaxed);
        }
    }

    /// Asks for the next entry.
    ///
    /// # Errors
    /// Where the terminal cannot be read.
    pub fn read(&mut self) -> io::Result<Typed> {
        let prompt = self.editor.helper().map_or("> ", |helper| helper.face.prompt());
        if let Some(helper) = self.editor.helper() {
            helper.begin();
        }
        match self.editor.readline(prompt) {
            Ok(text) => {
                self.last = text;
                Ok(Typed::Entry(entry::flush(&self.last, self.margin.load(Ordering::Relaxed))))
            }
            Err(ReadlineError::Interrupted) => Ok(Typed::Cleared),
            Err(ReadlineError::Eof) => Ok(Typed::End),
            Err(error) => Err(said(error)),
        }
    }

    /// Remembers the last entry as it stood on the screen, in the file too. What cannot be written is remembered for the session.
    pub fn remember(&mut self) {
        let text = self.last.trim_end();
        if text.is_empty() || !self.editor.history_mut().add(text).unwrap_or(false) {
            return;
        }
        if let Some(file) = &self.history {
            let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
            let _ = folder.is_ok().then(|| self.editor.append_history(file));
        }
    }
}

fn said(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// The cells and rows of the terminal; 80 and 24 where they are not known.
pub fn screen() -> (usize, usize) {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map_or((80, 24), |(width, rows)| (usize::from(width.0), usize::from(rows.0)))
}
