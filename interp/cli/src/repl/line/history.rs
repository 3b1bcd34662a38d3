//! Where entries are remembered from one session to the next.

use std::ffi::OsString;
use std::path::PathBuf;

/// How many entries are remembered.
pub const LENGTH: usize = 2000;

/// The file of the history: `HENG_HISTORY`, else in the user's folder for data. Nothing where `HENG_HISTORY` is empty or no such
/// folder is known; entries are then remembered for the session alone.
pub fn file() -> Option<PathBuf> {
    file_of(&|name| std::env::var_os(name))
}

fn file_of(read: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| read(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(asked) = read("HENG_HISTORY") {
        return (!asked.is_empty()).then(|| PathBuf::from(asked));
    }
    let data = if cfg!(windows) {
        folder("APPDATA")
    } else {
        folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")))
    };
    Some(data?.join("heng").join("history"))
}

#[cfg(test)]
mod tests {
    use super::file_of;
    use std::ffi::OsString;
    use std::path::Path;

    fn file(variables: &[(&str, &str)]) -> Option<std::path::PathBuf> {
        file_of(&|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(*value))
        })
    }

    #[test]
    #[cfg(unix)]
    fn the_variable_wins_then_the_folder_for_data_then_home() {
        let home = ("HOME", "/home/a");
        assert_eq!(file(&[home]).as_deref(), Some(Path::new("/home/a/.local/share/heng/history")));
        assert_eq!(file(&[home, ("XDG_DATA_HOME", "/d")]).as_deref(), Some(Path::new("/d/heng/history")));
        assert_eq!(file(&[home, ("HENG_HISTORY", "/h")]).as_deref(), Some(Path::new("/h")));
        assert_eq!(file(&[home, ("HENG_HISTORY", "")]), None);
        assert_eq!(file(&[]), None);
    }
}
