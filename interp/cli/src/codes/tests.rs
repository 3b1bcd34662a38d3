use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::shell::Shell;

const PAGE: &str = "# H0203 缺少权重 | a weight is missing\n\n每一项都要写权重。\n\n---\n\nEach item says its weight, such as `权重 20`.\n\n```heng\n评分 x\n```\n\n```csv 企业\n编号\nE1\n```\n\n```mend\n评分 y\n```\n";

#[test]
fn a_page_has_two_languages_a_script_and_a_mend() {
    let page = parse(PAGE).expect("a page");
    assert_eq!((page.code, page.title_zh, page.title_en), ("H0203", "缺少权重", "a weight is missing"));
    assert_eq!(page.meaning_zh, "每一项都要写权重。");
    assert_eq!(page.meaning_en, "Each item says its weight, such as `权重 20`.");
    assert_eq!((page.script.as_str(), page.mend.as_str()), ("评分 x\n", "评分 y\n"));
    assert_eq!(page.data, [("企业", "编号\nE1\n".to_owned())]);
}

#[test]
fn a_page_prints_in_the_language_asked_for() {
    let page = parse(PAGE).expect("a page");
    let text = page.text(Language::Chinese, 80);
    assert!(
        text.starts_with("H0203  缺少权重\n\n每一项都要写权重。\n\n这样写会出这个错：\n\n    评分 x\n"),
        "{text}"
    );
    assert!(!text.contains("Each item"));
    assert!(page.text(Language::English, 80).contains("Mended:\n\n    评分 y\n"));
}

#[test]
fn every_page_is_listed_parses_and_is_named_by_its_code() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/codes/pages");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of pages")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
        .collect();
    files.sort();
    let listed: Vec<_> = pages().iter().map(|page| page.code.to_owned()).collect();
    assert_eq!(listed, files, "codes/list.rs and codes/pages differ");
    for page in pages() {
        assert!(!page.meaning_zh.is_empty() && !page.meaning_en.is_empty(), "{} lacks a language", page.code);
        let shown = !page.script.is_empty() || !page.commands.is_empty();
        assert!(shown || page.code == OURS, "{} lacks a script", page.code);
    }
}

#[test]
fn codes_are_found_however_they_are_written() {
    let Some(first) = pages().into_iter().next() else { return };
    let number = first.code.trim_start_matches(['H', '0']);
    assert_eq!(find(&format!("h{number}")).map(|page| page.code), Some(first.code));
    assert_eq!(find("H9999"), None);
    assert_eq!(find("水"), None);
}

/// The code of faults of ours, which no script and no data are known to cause.
const OURS: &str = "H0990";

/// What `heng` writes as JSON in `folder`.
fn heng(folder: &Path, words: &str) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = std::io::empty();
    let words: Vec<String> =
        words.split_whitespace().chain(["--format", "json"]).map(str::to_owned).collect();
    let mut shell = Shell::quiet(folder, &mut out, &mut err, &mut input);
    crate::execute(&words, &mut shell);
    String::from_utf8(out).expect("JSON")
}

/// What the page's script and commands lead to.
fn outcome(page: &Page) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let script = if page.script.contains("```heng") { "政策.heng.md" } else { "政策.heng" };
    if !page.script.is_empty() {
        fs::write(folder.path().join(script), &page.script).expect("a script");
    }
    for (name, text) in &page.data {
        let name = if name.contains('.') { (*name).to_owned() } else { format!("{name}.csv") };
        fs::write(folder.path().join(name), text).expect("a file");
    }
    for (name, bytes) in &page.binary {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    if page.commands.is_empty() {
        return heng(folder.path(), &format!("heng check {script}"));
    }
    page.commands.lines().map(|command| heng(folder.path(), command)).collect()
}

#[test]
fn every_page_causes_its_code_and_its_mend_does_not() {
    let mut wrong = Vec::new();
    for page in pages().into_iter().filter(|page| page.code != OURS) {
        let code = format!("\"code\": \"{}\"", page.code);
        if !outcome(&page).contains(&code) {
            wrong.push(format!("{}: its script does not cause it", page.code));
        }
        let mended = Page { script: page.mend.clone(), ..page.clone() };
        if !page.mend.is_empty() && outcome(&mended).contains(&code) {
            wrong.push(format!("{}: its mend does not mend it", page.code));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_code_has_a_page() {
    let paged: BTreeSet<u16> = pages().iter().filter_map(|page| page.code.get(1..)?.parse().ok()).collect();
    let used = codes_of_the_sources();
    assert!(used.len() > 300, "only {} codes were found", used.len());
    let missing: Vec<_> = used.iter().filter(|code| !paged.contains(code)).collect();
    assert!(missing.is_empty(), "without a page: {missing:?}");
}

#[test]
fn a_file_is_written_in_bytes_or_by_its_last_line() {
    let text = PAGE.replace("```csv 企业\n", "```hex 企业.xls\nd0 cf\n11\n```\n\n```csv 企业 4\n");
    let page = parse(Box::leak(text.into_boxed_str())).expect("a page");
    assert_eq!(page.binary, [("企业.xls", vec![0xd0, 0xcf, 0x11])]);
    assert_eq!(page.data, [("企业", "编号\nE1\nE1\nE1\n".to_owned())]);
}

#[test]
fn a_family_or_what_is_near_is_offered() {
    assert!(family("H02").iter().all(|page| page.code.starts_with("H02")));
    assert!(family("6").iter().any(|page| page.code == "H0601"));
    assert!(family("H0203").is_empty() && family("水").is_empty());
    assert!(near("H0299").iter().any(|page| page.code == "H0209"));
    assert!(near("权重").iter().any(|page| page.code == "H0603"));
}

/// The numbers given to diagnostics and complaints, read from where they are made.
fn codes_of_the_sources() -> BTreeSet<u16> {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut codes = BTreeSet::new();
    for folder in ["grammar/src", "interp/src", "interp/data/src", "interp/cli/src"] {
        let mut files = Vec::new();
        sources(&house.join(folder), &mut files);
        for file in files {
            let text = fs::read_to_string(file).expect("a source");
            for made in ["Diagnostic::", "Complaint::"] {
                codes.extend(text.split(made).skip(1).filter_map(code_after));
            }
        }
    }
    codes
}

/// `error(\n    203, …`: the number.
fn code_after(text: &str) -> Option<u16> {
    let made = ["error(", "warning(", "note(", "new("].iter().find_map(|name| text.strip_prefix(name))?;
    let digits: String = made.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|code| *code >= 100)
}

/// The sources below a folder, without tests.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if entry.is_dir() && name != "tests" {
            sources(&entry, found);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            found.push(entry);
        }
    }
}
