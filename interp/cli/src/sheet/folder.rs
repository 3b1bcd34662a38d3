//! A folder of pages appears whole or not at all, and takes the place of an earlier report only.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use heng_data::WriteError;

use crate::interrupt::Watch;
use crate::run::is_receipt;

/// The receipt of a report in its folder; a folder with one is a report.
pub const RECEIPT: &str = "report.receipt.json";

/// Why a folder was not written.
#[derive(Debug)]
pub enum FolderError {
    /// It holds something that no report wrote: what.
    Foreign(String),
    /// An input of the run lies in it, or the system refused.
    Write(WriteError),
}

/// A folder being written under another name beside its place.
#[derive(Debug)]
pub struct Draft<'w> {
    temporary: PathBuf,
    watch: &'w Watch,
    /// The files so far, relative to the folder.
    pub files: Vec<String>,
}

impl Draft<'_> {
    /// Writes one file; its folders are made.
    ///
    /// # Errors
    /// Where the system refuses or the process was interrupted.
    pub fn file(&mut self, name: &str, content: &str) -> io::Result<()> {
        self.watch.check()?;
        let path = self.temporary.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create_new(&path)?;
        file.write_all(content.as_bytes())?;
        self.files.push(name.to_owned());
        Ok(())
    }

    /// Where a file is while the folder is being written.
    pub fn path(&self, name: &str) -> PathBuf {
        self.temporary.join(name)
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        // Nothing can be done about a folder that cannot be removed; after the move there is none.
        drop(fs::remove_dir_all(&self.temporary));
    }
}

/// Lets `write` fill a folder and gives it the name `place` when all is written. Whatever goes wrong, no part of it is left, and an
/// earlier report at `place` stays as it was. Between two renames of an earlier report a process that is killed outright leaves it
/// beside its place, under a name that ends in `.old`.
///
/// # Errors
/// Where `place` holds what no report wrote or an input, where the system or `write` refuses, where the process was interrupted.
pub fn write_folder<E: From<FolderError> + From<io::Error>>(
    place: &Path,
    inputs: &[PathBuf],
    watch: &Watch,
    write: impl FnOnce(&mut Draft<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let system = |error| FolderError::Write(WriteError::System(place.to_owned(), error));
    may_replace(place, inputs)?;
    let beside = |end: &str| {
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        place.with_file_name(format!(".{name}.{}.{end}", std::process::id()))
    };
    let temporary = beside("tmp");
    fs::create_dir_all(&temporary).map_err(system)?;
    let mut draft = Draft { temporary, watch, files: Vec::new() };
    write(&mut draft)?;
    watch.check()?;
    if !place.exists() {
        return Ok(fs::rename(&draft.temporary, place).map_err(system)?);
    }
    let old = beside("old");
    fs::rename(place, &old).map_err(system)?;
    if let Err(error) = fs::rename(&draft.temporary, place) {
        drop(fs::rename(&old, place));
        return Err(system(error).into());
    }
    Ok(fs::remove_dir_all(&old).map_err(system)?)
}

/// A place may be taken where nothing is, an empty folder, or an earlier report into which nobody has put anything.
fn may_replace(place: &Path, inputs: &[PathBuf]) -> Result<(), FolderError> {
    let system = |error| FolderError::Write(WriteError::System(place.to_owned(), error));
    if !place.exists() {
        return Ok(());
    }
    let whole = place.canonicalize().map_err(system)?;
    let inside = |input: &&PathBuf| input.canonicalize().is_ok_and(|input| input.starts_with(&whole));
    if inputs.iter().any(|input| inside(&input)) {
        return Err(FolderError::Write(WriteError::IsInput(place.to_owned())));
    }
    if !place.is_dir() {
        return Err(FolderError::Foreign(String::new()));
    }
    let mut found = Vec::new();
    files_in(place, "", &mut found).map_err(system)?;
    if found.is_empty() {
        return Ok(());
    }
    let written = written_by(&place.join(RECEIPT)).map_err(system)?;
    match found.into_iter().find(|name| name != RECEIPT && !written.contains(last(name))) {
        Some(foreign) => Err(FolderError::Foreign(foreign)),
        None => Ok(()),
    }
}

/// The last names of the files that a receipt lists; none where there is no receipt.
fn written_by(receipt: &Path) -> io::Result<BTreeSet<String>> {
    let bytes = match fs::read(receipt) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        bytes => bytes?,
    };
    let receipt: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let outputs =
        receipt.get("outputs").and_then(serde_json::Value::as_array).filter(|_| is_receipt(&receipt));
    let names = outputs.into_iter().flatten().filter_map(|output| output.get("file")?.as_str());
    Ok(names.map(|name| last(name).to_owned()).collect())
}

fn last(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// All files below a folder, relative to it, in order.
fn files_in(folder: &Path, before: &str, found: &mut Vec<String>) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files_in(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

impl From<io::Error> for FolderError {
    fn from(error: io::Error) -> Self {
        Self::Write(WriteError::System(PathBuf::new(), error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        files_in(folder, "", &mut found).expect("a folder");
        found
    }

    fn report(place: &Path, text: &str) -> Result<(), FolderError> {
        write_folder(place, &[], &Watch::begin(), |draft| {
            draft.file("index.html", text)?;
            draft.file("sheets/甲.html", text)?;
            let outputs = draft.files.iter().map(|file| serde_json::json!({ "file": file }));
            let outputs: Vec<_> = outputs.collect();
            let receipt = serde_json::json!({ "schema": "heng.receipt/1", "outputs": outputs }).to_string();
            Ok(draft.file(RECEIPT, &receipt)?)
        })
    }

    #[test]
    fn an_earlier_report_is_replaced_whole_or_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("报告");
        report(&place, "一").expect("written");
        report(&place, "二").expect("written");
        let refused = write_folder(&place, &[], &Watch::begin(), |draft| {
            draft.file("index.html", "三")?;
            Err::<(), FolderError>(io::Error::other("the disk is full").into())
        });
        assert!(matches!(refused, Err(FolderError::Write(WriteError::System(..)))));
        assert_eq!(fs::read_to_string(place.join("index.html")).expect("there"), "二");
        assert_eq!(
            names(folder.path()),
            ["报告/index.html", "报告/report.receipt.json", "报告/sheets/甲.html"]
        );
    }

    #[test]
    fn what_no_report_wrote_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("报告");
        fs::create_dir(&place).expect("made");
        report(&place, "一").expect("an empty folder may be taken");
        fs::write(place.join("sheets/批注.docx"), "x").expect("written");
        let refused = report(&place, "二");
        assert!(
            matches!(&refused, Err(FolderError::Foreign(name)) if name == "sheets/批注.docx"),
            "{refused:?}"
        );
        let file = folder.path().join("文件");
        fs::write(&file, "x").expect("written");
        assert!(matches!(report(&file, "一"), Err(FolderError::Foreign(_))));
    }

    #[test]
    fn a_folder_with_an_input_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("报告");
        report(&place, "一").expect("written");
        let input = [place.join("index.html")];
        let refused = write_folder(&place, &input, &Watch::begin(), |_| Ok::<(), FolderError>(()));
        assert!(matches!(refused, Err(FolderError::Write(WriteError::IsInput(_)))));
    }
}
