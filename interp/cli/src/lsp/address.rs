//! Addresses of texts: files, and the texts of the embedded library, which are no files.
//!
//! An editor that can show texts of a scheme of ours is given `heng:/南通/….heng.md` and asks for the text with `heng/text`.
//! For any other, the text is written to a read-only file in the folder for temporary files when something leads there.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;

/// The scheme of texts that are no files.
pub(super) const SCHEME: &str = "heng";

/// The file that an address names, absolute; for a text that was never saved (`untitled:…`), a file of its name in `folder`.
pub(super) fn path(uri: &Uri, folder: &Path) -> PathBuf {
    let decoded = decode(uri.path().as_str());
    match uri.scheme().map(|scheme| scheme.as_str().to_ascii_lowercase()).as_deref() {
        Some("file") | None => PathBuf::from(without_drive_slash(&decoded)),
        Some(SCHEME) => library_folder().join(decoded.trim_start_matches('/')),
        Some(_) => folder.join(decoded.trim_start_matches('/')),
    }
}

/// `/c:/…` is `c:/…` where drives have letters.
fn without_drive_slash(path: &str) -> &str {
    let bytes = path.as_bytes();
    let drive = bytes.get(1).is_some_and(u8::is_ascii_alphabetic) && bytes.get(2) == Some(&b':');
    if drive { path.trim_start_matches('/') } else { path }
}

/// The address of a file.
pub(super) fn of_file(file: &Path) -> Option<Uri> {
    let written = written(file);
    let slash = if written.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", encode(&written))).ok()
}

/// A path with the slashes of addresses, without the mark that Windows puts before paths in one spelling.
fn written(file: &Path) -> String {
    let path = file.to_string_lossy();
    if !cfg!(windows) {
        return path.into_owned();
    }
    path.strip_prefix(r"\\?\").unwrap_or(&path).replace('\\', "/")
}

/// The address of a text of ours, `南通/评价.heng.md` or `H0203.md`: of our scheme where the editor can show it.
pub(super) fn of_own(name: &str, text: &str, shows_scheme: bool) -> Option<Uri> {
    if shows_scheme {
        return Uri::from_str(&format!("{SCHEME}:/{}", encode(name))).ok();
    }
    let file = library_folder().join(name);
    if fs::read_to_string(&file).ok().as_deref() != Some(text) {
        write_read_only(&file, text).ok()?;
    }
    of_file(&file)
}

/// Where texts of ours are written for editors that show nothing but files.
pub(super) fn library_folder() -> PathBuf {
    std::env::temp_dir().join(concat!("heng-library-", env!("CARGO_PKG_VERSION")))
}

fn write_read_only(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    if file.exists() {
        fs::remove_file(file)?;
    }
    fs::write(file, text)?;
    let mut permissions = fs::metadata(file)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(file, permissions)
}

/// The text of ours at an address of our scheme.
pub(super) fn own_text(uri: &Uri) -> Option<String> {
    if uri.scheme().is_none_or(|scheme| scheme.as_str() != SCHEME) {
        return None;
    }
    let name = decode(uri.path().as_str());
    let name = name.trim_start_matches('/');
    let document = heng_stdlib::DOCUMENTS.iter().find(|document| document.file == name);
    document.map(|document| document.text.to_owned())
}

fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn encode(path: &str) -> String {
    let mut made = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                made.push(char::from(byte));
            }
            _ => made.push_str(&format!("%{byte:02X}")),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_there_and_back() {
        for name in ["/评价 稿/海门区#1.heng.md", "/a%20b/c.heng"] {
            let uri = of_file(Path::new(name)).expect("an address");
            assert_eq!(path(&uri, Path::new("/")), Path::new(name));
        }
    }

    #[test]
    fn other_ways_to_write_an_address_are_read() {
        let read = |uri: &str| path(&Uri::from_str(uri).expect("an address"), Path::new("/家"));
        assert_eq!(read("file:///c%3A/%e8%af%84%e4%bb%b7.heng"), Path::new("c:/评价.heng"));
        assert_eq!(read("untitled:Untitled-1"), Path::new("/家/Untitled-1"));
    }

    #[test]
    fn the_library_is_found_under_our_scheme() {
        let document = heng_stdlib::DOCUMENTS.first().expect("a document");
        let uri = of_own(document.file, document.text, true).expect("an address");
        assert_eq!(own_text(&uri).as_deref(), Some(document.text));
    }
}
