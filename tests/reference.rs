//! The language reference is true: each of its scripts passes its own examples, and each that must be refused is
//! refused with the code it names, in Chinese and in English. The English ones are made from the Chinese ones.

use std::fs;
use std::path::Path;

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::translate::{Declared, translate};
use heng_tests::command::heng_in_chinese;

const REFERENCE: &str = "grammar/REFERENCE.md";

/// What stands around a sample in English.
const OPEN: &str = "<details><summary>English</summary>\n\n";
const CLOSE: &str = "\n</details>\n";

/// One fence of the reference.
struct Fence {
    /// What follows `heng`: nothing, a code, or the name of a file that other scripts use.
    note: String,
    /// Whether it is a sample in English.
    english: bool,
    line: usize,
    text: String,
}

impl Fence {
    /// The name of the file it is for.
    fn name(&self) -> &str {
        if self.note.ends_with(".heng") { &self.note } else { "本页.heng" }
    }
}

fn fences(markdown: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    for (number, line) in markdown.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let note = info.strip_prefix("heng").unwrap_or("-").trim();
                let english = note == "en" || note.starts_with("en ");
                let note = note.strip_prefix("en").filter(|_| english).unwrap_or(note).trim().to_owned();
                open = Some(Fence { note, english, line: number + 1, text: String::new() });
            }
            (Some(_), Some(_)) => fences.extend(open.take()),
            (Some(fence), None) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (None, None) => {}
        }
    }
    fences
}

/// The page with each sample in English after it, made anew.
fn in_both(markdown: &str) -> String {
    let mut page = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once(OPEN) {
        page.push_str(before.strip_suffix('\n').unwrap_or(before));
        rest = after.split_once(CLOSE).expect("the end of a sample in English").1;
    }
    page.push_str(rest);
    let mut names = Declared::default();
    let mut made = String::new();
    let mut fence: Option<(String, String)> = None;
    for line in page.lines() {
        made.push_str(line);
        made.push('\n');
        fence = match (fence, line.strip_prefix("```")) {
            (None, Some(info)) => Some((info.to_owned(), String::new())),
            (None, None) => None,
            (Some((info, text)), Some(_)) => {
                made.push_str(&sample_in_english(&info, &text, &mut names));
                None
            }
            (Some((info, text)), None) => Some((info, format!("{text}{line}\n"))),
        };
    }
    made
}

/// What follows a fence of the language; `names` are those of the files that samples use.
fn sample_in_english(info: &str, text: &str, names: &mut Declared) -> String {
    let Some(note) = info.strip_prefix("heng") else { return String::new() };
    let source = Source::new(SourceId(0), "本页.heng", text);
    let english = translate(&source, Language::English, names).text;
    if note.ends_with(".heng") {
        names.add(&Declared::of(&source));
    }
    format!("\n{OPEN}```heng en{note}\n{english}```\n{CLOSE}")
}

/// Runs one command in `folder`; how it ended and all it wrote.
fn heng(folder: &Path, words: &[&str]) -> (heng::Exit, String) {
    let ran = heng_in_chinese(folder, words, "");
    (ran.exit, ran.said())
}

#[test]
fn every_script_of_the_reference_does_what_the_page_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let markdown = fs::read_to_string(root.join(REFERENCE)).expect("the reference");
    let (chinese, english) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for fence in fences(&markdown).into_iter().filter(|fence| fence.note != "-") {
        let folder = if fence.english { english.path() } else { chinese.path() };
        let path = folder.join(fence.name());
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, &fence.text).expect("a script");
        let refused = fence.note.starts_with('H');
        let (exit, said) = heng(folder, &[if refused { "check" } else { "test" }, fence.name()]);
        tried += 1;
        let example = if fence.english { "example " } else { "算例" };
        let right = match fence.note.as_str() {
            code if refused => exit == heng::Exit::Script && said.contains(&format!("[{code}]")),
            "" => exit == heng::Exit::Done && fence.text.contains(example),
            _ => exit == heng::Exit::Done,
        };
        if !right {
            wrong.push(format!("{REFERENCE}:{} {} {exit:?}\n{said}", fence.line, fence.note));
        }
    }
    assert!(tried > 50, "only {tried} scripts were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// `HENG_WRITE=1 cargo test --test reference` writes the samples in English anew.
#[test]
fn the_reference_shows_every_sample_in_both_vocabularies() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(REFERENCE);
    let markdown = fs::read_to_string(&path).expect("the reference");
    let made = in_both(&markdown);
    assert_eq!(in_both(&made), made, "made twice");
    if std::env::var_os("HENG_WRITE").is_some() {
        return fs::write(&path, made).expect("the reference");
    }
    let stale = markdown.lines().zip(made.lines()).position(|(one, other)| one != other);
    assert!(
        markdown == made,
        "{REFERENCE}:{} is stale; `HENG_WRITE=1 cargo test --test reference` writes it anew",
        stale.unwrap_or_default() + 1
    );
}
