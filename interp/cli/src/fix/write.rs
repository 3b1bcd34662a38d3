//! Mended scripts into their files: each whole or not at all, and never over what somebody else wrote meanwhile.

use std::fs;
use std::io::Write;

use heng_data::{WriteError, write_whole};

use super::ChangedFile;

/// Gives the file its new text. It keeps its permissions.
///
/// # Errors
/// Where the file is no longer what was read, or the system refuses.
pub fn write(file: &ChangedFile) -> Result<(), WriteError> {
    let system = |error| WriteError::System(file.path.clone(), error);
    if fs::read(&file.path).map_err(system)? != file.before.as_bytes() {
        return Err(WriteError::Changed(file.path.clone()));
    }
    let permissions = fs::metadata(&file.path).map_err(system)?.permissions();
    write_whole(&file.path, &[], |out| out.write_all(file.after.as_bytes()))?;
    fs::set_permissions(&file.path, permissions).map_err(system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("甲.heng");
        fs::write(&path, "一").expect("a file");
        let (before, after) = ("一".to_owned(), "二".to_owned());
        let file = ChangedFile { path: path.clone(), name: "甲.heng".to_owned(), before, after };
        assert!(write(&file).is_ok());
        assert_eq!(fs::read_to_string(&path).expect("a file"), "二");
        assert!(write(&file).is_err());
        assert_eq!(fs::read_to_string(&path).expect("a file"), "二");
    }
}
