//! The inputs of a receipt, found again.

use std::fs;
use std::path::{Path, PathBuf};

use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::find::{Finder, Wanted};
use super::receipt::{DataPart, ScriptPart};
use super::{Found, InputCheck, OutputCheck, Receipt, Role};
use crate::project::{Texts, find_used};
use crate::run::digest;

/// What was found of a receipt's inputs.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    /// Every input, in the order of the receipt.
    pub inputs: Vec<InputCheck>,
    /// The texts that could be read.
    pub texts: Texts,
    /// Per file of the receipt's data where it is now, and the receipt that proves it.
    pub data: Vec<(Option<PathBuf>, Option<PathBuf>)>,
}

/// Finds every input of a receipt.
pub(super) fn gather(receipt: &Receipt, finder: &mut Finder) -> Gathered {
    let mut gathered = Gathered::default();
    let mut home: Option<PathBuf> = None;
    for script in &receipt.parts.scripts {
        let (found, text) = find_script(script, finder, home.as_deref());
        if let (None, Found::Same(path) | Found::Moved(path) | Found::Changed { path: Some(path), .. }) =
            (&home, &found)
        {
            home = path.parent().map(Path::to_path_buf);
        }
        gathered.add_text(script, text.unwrap_or_default());
        let role = if script.library { Role::Library } else { Role::Script };
        gathered.add(role, &script.file, &script.sha256, found);
    }
    for part in &receipt.parts.data {
        gathered.add_data(part, finder);
    }
    gathered
}

impl Gathered {
    fn add(&mut self, role: Role, file: &str, sha256: &str, found: Found) {
        let (file, sha256) = (file.to_owned(), sha256.to_owned());
        self.inputs.push(InputCheck { role, file, sha256, found });
    }

    fn add_text(&mut self, script: &ScriptPart, text: String) {
        let place = self.texts.sources.len();
        let id = SourceId(u32::try_from(place).unwrap_or(u32::MAX));
        self.texts.sources.push(Source::new(id, script.file.clone(), text));
        self.texts.files.push(None);
        if let Some(used_as) = &script.used_as {
            self.texts.paths.push((used_as.clone(), place));
        }
    }

    fn add_data(&mut self, part: &DataPart, finder: &mut Finder) {
        let wanted = Wanted { file: &part.file, bytes: part.bytes, sha256: &part.sha256 };
        let found = finder.find(&wanted, &[]);
        let place = place(&found);
        let role = match part.kind.as_str() {
            "decisions" => Role::Decisions,
            "appeals" => Role::Appeals,
            _ => Role::Table(part.table.clone()),
        };
        self.add(role, &part.file, &part.sha256, found);
        let cited = part.results_of.as_ref();
        let proof = cited.and_then(|cited| {
            let wanted = Wanted { file: &cited.receipt, bytes: None, sha256: &cited.sha256 };
            let found = finder.find(&wanted, &[]);
            let place = self::place(&found);
            self.add(Role::Proof, &cited.receipt, &cited.sha256, found);
            place
        });
        self.data.push((place, proof));
    }
}

/// Where a file is, whatever became of it.
fn place(found: &Found) -> Option<PathBuf> {
    match found {
        Found::Same(path) | Found::Moved(path) | Found::Changed { path: Some(path), .. } => {
            Some(path.clone())
        }
        Found::Embedded | Found::Missing | Found::Changed { path: None, .. } => None,
    }
}

/// A text of the receipt: a file, or a document of this engine's library; `home` is the folder of the script itself.
fn find_script(script: &ScriptPart, finder: &mut Finder, home: Option<&Path>) -> (Found, Option<String>) {
    let (file, embedded) = script.used_as.as_deref().map(|path| find_used(path, home)).unwrap_or_default();
    let of_engine = embedded.map(|text| (text, digest(&mut text.as_bytes()).unwrap_or_default()));
    if let Some((text, sha256)) = &of_engine
        && *sha256 == script.sha256
    {
        return (Found::Embedded, Some((*text).to_owned()));
    }
    let wanted = Wanted { file: &script.file, bytes: script.bytes, sha256: &script.sha256 };
    let found = finder.find(&wanted, &Vec::from_iter(file));
    let read = |path: &PathBuf| fs::read_to_string(path).ok();
    match (&found, of_engine) {
        (Found::Missing, Some((text, sha256))) => {
            (Found::Changed { path: None, sha256 }, Some(text.to_owned()))
        }
        _ => {
            let text = place(&found).as_ref().and_then(read);
            (if text.is_none() { Found::Missing } else { found }, text)
        }
    }
}

/// The published results, where they are there.
pub(super) fn published(receipt: &Receipt, finder: &mut Finder) -> Vec<OutputCheck> {
    let check = |part: &super::receipt::WrittenPart| {
        let wanted = Wanted { file: &part.file, bytes: part.bytes, sha256: &part.sha256 };
        OutputCheck {
            file: part.file.clone(),
            sha256: part.sha256.clone(),
            rows: part.rows.values().filter_map(serde_json::Value::as_u64).sum(),
            published: finder.published(&wanted),
            ..OutputCheck::default()
        }
    };
    receipt.parts.outputs.iter().map(check).collect()
}
