//! What surrounds a command: streams, folder, language, width. Tests make their own and read what was written.

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::{Language, Message};
use heng_interp::eval;
use indicatif::ProgressDrawTarget;

/// How what is wrong, and what came out, is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a person at a terminal: the place underlined, tables aligned.
    #[default]
    Text,
    /// For a screen reader or a log: sentences, nothing drawn.
    Plain,
    /// For a program: one JSON document on standard output, with a versioned schema.
    Json,
    /// For a document: Markdown. Only explanations are written so.
    Md,
    /// For a browser: a page of HTML. Only explanations are written so.
    Html,
}

/// The environment variables that matter, read once.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `HENG_LANG`
    pub heng_lang: Option<String>,
    /// The first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set.
    pub locale: Option<String>,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `COLUMNS`
    pub columns: Option<usize>,
}

impl Environment {
    /// As the process has it.
    pub fn of_process() -> Self {
        let read = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            heng_lang: read("HENG_LANG"),
            locale: read("LC_ALL").or_else(|| read("LC_MESSAGES")).or_else(|| read("LANG")),
            no_color: read("NO_COLOR").is_some(),
            columns: read("COLUMNS").and_then(|columns| columns.parse().ok()),
        }
    }

    /// The language asked for on the command line, else by `HENG_LANG`, else by the locale, else English.
    pub fn language(&self, asked: Option<Language>) -> Language {
        let spoken = |name: &String| {
            let name = name.to_ascii_lowercase();
            if name.starts_with("zh") { Language::Chinese } else { Language::English }
        };
        asked
            .or_else(|| self.heng_lang.as_ref().map(spoken))
            .or_else(|| self.locale.as_ref().map(spoken))
            .unwrap_or(Language::English)
    }
}

/// The surroundings of one command.
pub struct Shell<'a> {
    /// Results: summaries, listings, JSON.
    pub out: &'a mut dyn Write,
    /// What is wrong, and progress.
    pub err: &'a mut dyn Write,
    /// Standard input, for `-`.
    pub input: &'a mut dyn Read,
    /// Paths of the command line are relative to it.
    pub folder: PathBuf,
    /// The environment.
    pub environment: Environment,
    /// Whether `out` may be coloured.
    pub out_colour: bool,
    /// Whether `err` may be coloured.
    pub err_colour: bool,
    /// What progress is drawn on, where it is drawn.
    pub progress: Option<fn() -> ProgressDrawTarget>,
    /// Whether somebody is there to answer a question: input and standard error are a terminal.
    pub interactive: bool,
    /// Columns to write in: `COLUMNS`, else those of the terminal, else 80.
    pub width: usize,
    /// The language of messages; settled once the command line is read.
    pub language: Language,
    /// How messages are written; settled once the command line is read.
    pub format: Format,
    /// How programs are evaluated, and on how many threads everything else is done: on one a core, until the command line says
    /// otherwise. Nothing here changes a result.
    pub evaluation: eval::Options,
}

/// One thread a core.
fn on_all_cores() -> eval::Options {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    eval::Options { threads, ..eval::Options::default() }
}

impl<'a> Shell<'a> {
    /// A shell without a terminal, in `folder`: no colour, 80 columns, nothing of the environment.
    pub fn quiet(
        folder: impl Into<PathBuf>,
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
        input: &'a mut dyn Read,
    ) -> Self {
        Self {
            out,
            err,
            input,
            folder: folder.into(),
            environment: Environment::default(),
            out_colour: false,
            err_colour: false,
            progress: None,
            interactive: false,
            width: 80,
            language: Language::English,
            format: Format::Text,
            evaluation: on_all_cores(),
        }
    }

    /// Takes the width that the terminal has now: it may have been changed since the last line was written.
    pub fn measure(&mut self) {
        if let Some(width) =
            terminal_width().filter(|_| self.interactive && self.environment.columns.is_none())
        {
            self.width = width.clamp(NARROWEST, WIDEST);
        }
    }

    /// A path of the command line as the file system wants it.
    pub fn path(&self, written: impl AsRef<Path>) -> PathBuf {
        self.folder.join(written)
    }

    /// `message` in the language of the run.
    pub fn say<'m>(&self, message: &'m Message) -> &'m str {
        message.get(self.language)
    }

    /// The one of two sentences that is in the language of the run.
    pub fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }
}

/// Reports keep within these: narrower than the one nothing can be drawn, wider than the other nothing is easily read.
const NARROWEST: usize = 40;
const WIDEST: usize = 120;

/// The columns of the terminal that messages go to, where they go to one.
fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0))
}

/// Runs `body` in a shell made of the process's own streams.
pub fn with_process_shell<T>(body: impl FnOnce(&mut Shell<'_>) -> T) -> T {
    let environment = Environment::of_process();
    let (out_terminal, err_terminal) = (io::stdout().is_terminal(), io::stderr().is_terminal());
    let width = environment.columns.or_else(terminal_width).unwrap_or(80);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut err = io::BufWriter::new(io::stderr());
    let mut input = io::stdin();
    let colour = !environment.no_color;
    let mut shell = Shell {
        out: &mut out,
        err: &mut err,
        input: &mut input,
        folder: std::env::current_dir().unwrap_or_default(),
        language: environment.language(None),
        environment,
        out_colour: colour && out_terminal,
        err_colour: colour && err_terminal,
        progress: err_terminal.then_some(ProgressDrawTarget::stderr),
        interactive: err_terminal && io::stdin().is_terminal(),
        width: width.clamp(NARROWEST, WIDEST),
        format: Format::Text,
        evaluation: on_all_cores(),
    };
    let result = body(&mut shell);
    // A reader that went away (`heng run … | head`) is no fault of the run.
    let _ = (shell.out.flush(), shell.err.flush());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_follows_option_then_variable_then_locale() {
        let mut environment = Environment::default();
        assert_eq!(environment.language(None), Language::English);
        environment.locale = Some("zh_CN.UTF-8".into());
        assert_eq!(environment.language(None), Language::Chinese);
        environment.heng_lang = Some("en".into());
        assert_eq!(environment.language(None), Language::English);
        assert_eq!(environment.language(Some(Language::Chinese)), Language::Chinese);
    }
}
