//! What was typed, as a script that amends the project's.

use std::io::Write;
use std::path::{Path, PathBuf};

use heng_data::{WriteError, write_whole};
use heng_grammar::format::format;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::{Refused, Session, fault};
use crate::Exit;
use crate::project::{find_used, plain};
use crate::run::unwritable;
use crate::shell::Shell;

/// A script that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// As the user named it.
    pub shown: String,
    /// How many entries it holds.
    pub entries: usize,
    /// How to run it: what the session was set to besides, as the command line says it.
    pub command: String,
}

impl Session {
    /// Writes what was typed as a script that amends the project's, so that running it over the same data gives what the session shows.
    /// A file that is there already is written over only if `over` says so, one that the session reads never.
    ///
    /// # Errors
    /// H1000 where nothing was typed, H1001 for a file that is there, H1002 where the script could not find the project's from there.
    pub fn save(&mut self, written: &str, over: bool, shell: &Shell<'_>) -> Result<Saved, Box<Refused>> {
        let refuse = |report| Refused::one(report, Vec::new(), Exit::Usage);
        let entries = self.now.state.typed.len();
        if entries == 0 {
            return Err(refuse(fault::nothing_to_save()));
        }
        let shown = self.beside_script(with_ending(written.trim()));
        let path = shell.path(&shown);
        if path.exists() && !over {
            return Err(refuse(fault::there_already(&shown)));
        }
        self.refuse_unreachable(&path, &shown)?;
        let inputs: Vec<PathBuf> = self.files_read();
        let text = format(&Source::new(SourceId(0), &shown, self.evaluated.overlay.text.clone())).text;
        write_whole(&path, &inputs, |out| out.write_all(text.as_bytes()))
            .map_err(|error: WriteError| Box::<Refused>::from(unwritable(&error, &shown)))?;
        self.saved = Some(self.now.state.typed.clone());
        Ok(Saved { command: self.command(&shown), shown, entries })
    }

    /// A name without a folder is that of a file beside the script.
    fn beside_script(&self, written: String) -> String {
        let bare = !written.contains(['/', '\\']) && self.has_script();
        if bare { self.project().shown(&written) } else { written }
    }

    /// Every file that the session was made of.
    fn files_read(&self) -> Vec<PathBuf> {
        let texts = self.evaluated.texts.files.iter().flatten().cloned();
        texts.chain(self.evaluated.prepared().files.iter().map(|file| file.path.clone())).collect()
    }

    /// `引用 评价` finds the script beside it, or in a folder above.
    fn refuse_unreachable(&self, path: &Path, shown: &str) -> Result<(), Box<Refused>> {
        let (Some(script), Some(used)) = (self.now.base.file(), &self.now.base.script) else { return Ok(()) };
        let folder = path.parent().unwrap_or(Path::new(""));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let found = find_used(used, Some(&folder)).0;
        if found.is_some_and(|found| plain(&found) == plain(&script)) {
            return Ok(());
        }
        let name = &self.now.base.project.script_name;
        Err(Refused::one(fault::out_of_reach(shown, name), Vec::new(), Exit::Usage))
    }

    /// The command that runs the saved script as the session ran it.
    fn command(&self, shown: &str) -> String {
        let state = &self.now.state;
        let mut words = vec!["heng".to_owned(), "run".to_owned(), shell_word(shown)];
        let mut say = |option: &str, value: &str| words.extend([option.to_owned(), shell_word(value)]);
        let read = self.evaluated.prepared();
        for file in read.files.iter().filter(|file| file.kind == crate::run::ReadAs::Table) {
            let sheet = file.sheet.as_ref().map(|sheet| format!("#{sheet}")).unwrap_or_default();
            say("-d", &format!("{}={}{sheet}", file.table, file.shown));
        }
        for setting in read.set.iter().filter(|setting| setting.name != crate::run::AS_OF) {
            say("-p", &format!("{}={}", setting.name, setting.value));
        }
        let manifest = &self.now.base.project.manifest;
        for (option, own, lent) in [
            ("--as-of", &state.as_of, manifest.as_of.clone()),
            ("--decisions", &state.decisions, manifest.decisions.as_ref().map(|f| self.project().shown(f))),
            ("--appeals", &state.appeals, manifest.appeals.as_ref().map(|f| self.project().shown(f))),
        ] {
            if let Some(value) = own.clone().or(lent) {
                say(option, &value);
            }
        }
        words.join(" ")
    }
}

/// A name without an ending is that of a script.
fn with_ending(written: &str) -> String {
    let named = written.ends_with(".heng") || written.ends_with(".heng.md");
    if named { written.to_owned() } else { format!("{written}.heng") }
}

/// A word of a command line, in quotes where it has blanks or signs that a shell reads.
fn shell_word(text: &str) -> String {
    let plain = |c: char| {
        c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '=' | '#' | ':' | '%' | '〔' | '〕')
    };
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
