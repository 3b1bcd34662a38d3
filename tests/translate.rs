//! The two vocabularies: each script of the repository goes into the other and back, to the byte, and means the same there.

use std::fs;
use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::Language::{self, Chinese, English};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::translate::{Declared, Translation, translate};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every script of the repository, by path.
fn scripts() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["tests", "examples", "stdlib", "interp"] {
        below(&root().join(folder), &mut found);
    }
    found.sort();
    assert!(found.len() > 600, "only {} scripts", found.len());
    found
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() && name != "target" {
            below(&path, found);
        } else if name.ends_with(".heng") || name.ends_with(".heng.md") {
            found.push(path);
        }
    }
}

fn source(path: &Path) -> Option<Source> {
    let text = String::from_utf8(fs::read(path).expect("a file")).ok()?;
    let name = path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned();
    Some(Source::new(SourceId(0), name, text))
}

fn into(source: &Source, to: Language) -> Translation {
    translate(source, to, &Declared::default())
}

fn again(source: &Source, text: &str) -> Source {
    Source::new(SourceId(0), source.name(), text)
}

/// Three readings a script: the words change, come back to the byte, and do not change twice.
#[test]
fn every_script_in_one_vocabulary_comes_back_to_the_byte() {
    let (mut wrong, mut there_and_back, mut mixed) = (Vec::new(), 0, Vec::new());
    for path in scripts() {
        let Some(source) = source(&path) else { continue };
        let (english, chinese) = (into(&source, English), into(&source, Chinese));
        match (english.words, chinese.words) {
            (0, 0) => assert_eq!(
                (&english.text, &chinese.text),
                (&source.text().to_owned(), &source.text().to_owned())
            ),
            (_, 0) => wrong.extend(comes_back(&source, &english, Chinese)),
            (0, _) => wrong.extend(comes_back(&source, &chinese, English)),
            _ => mixed.push(source.name().to_owned()),
        }
        there_and_back += usize::from((english.words == 0) != (chinese.words == 0));
    }
    assert!(wrong.is_empty(), "{} of {there_and_back}\n{}", wrong.len(), wrong.join("\n"));
    assert!(there_and_back > 700 && mixed.len() < 20, "{there_and_back}\n{}", mixed.join("\n"));
}

fn comes_back(source: &Source, there: &Translation, back: Language) -> Option<String> {
    let home = into(&again(source, &there.text), back);
    let line = source.text().lines().zip(home.text.lines()).find(|(a, b)| a != b);
    (home.text != source.text()).then(|| format!("{}: {line:?}", source.name()))
}
