//! `heng` as a command, run inside the test.

use std::path::Path;

use heng::Exit;
use heng::shell::Shell;

/// What a command left.
#[derive(Debug)]
pub struct Ran {
    /// How it ended.
    pub exit: Exit,
    /// The same as a number.
    pub status: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// All it wrote, standard output first.
    pub fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// Runs `heng` with these words in `folder`.
pub fn heng(folder: &Path, words: &[&str]) -> Ran {
    heng_reading(folder, words, "")
}

/// The same with something on standard input.
pub fn heng_reading(folder: &Path, words: &[&str], input: &str) -> Ran {
    heng_in(folder, words, input, |_| {})
}

/// The same in Chinese.
pub fn heng_in_chinese(folder: &Path, words: &[&str], input: &str) -> Ran {
    heng_reading(folder, &[&["--lang", "zh"], words].concat(), input)
}

/// The same in surroundings that a test settles.
pub fn heng_in(folder: &Path, words: &[&str], input: &str, settle: impl FnOnce(&mut Shell<'_>)) -> Ran {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), input.as_bytes());
    let words: Vec<String> =
        std::iter::once("heng").chain(words.iter().copied()).map(str::to_owned).collect();
    let mut shell = Shell::quiet(folder, &mut out, &mut err, &mut input);
    settle(&mut shell);
    let exit = heng::execute(&words, &mut shell);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran { exit, status: exit.status(), out: text(out), err: text(err) }
}
