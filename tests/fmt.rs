//! `heng fmt`: one form for every script, and no script means anything else for it.

use std::fs;
use std::path::{Path, PathBuf};

use heng_grammar::format::{Formatted, format};
use heng_grammar::literate::literate;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::token::{TokenKind, lex};
use heng_tests::command::heng_in_chinese as heng;
use heng_tests::generated::{generated_script, reads};
use heng_tests::outline::outline;

/// All scripts below the folders of the repository, the wrong ones too.
fn scripts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["stdlib", "examples", "tests"].map(|folder| root.join(folder)).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".heng") || name.ends_with(".heng.md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The scripts of the fences of the reference, each by itself.
fn samples() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("grammar/REFERENCE.md")).unwrap();
    let fences = text.split("\n```").filter_map(|part| part.strip_prefix("heng"));
    fences.filter_map(|part| part.split_once('\n')).map(|(_, script)| format!("{script}\n")).collect()
}

fn source(name: &str, text: &str) -> Source {
    Source::new(SourceId(0), name, text)
}

/// What a tree says apart from where it says it.
fn meaning(source: &Source) -> String {
    let parsed = heng_grammar::parse(source);
    let tree =
        outline(&parsed.script.items) + &outline(&parsed.script.prose) + &outline(&parsed.script.waivers);
    // The outline leaves out places that have a name of their own; those of pairs it shows as `0:12..34`.
    let words = tree
        .split(' ')
        .map(|word| if word.starts_with("0:") { word.trim_start_matches(place) } else { word });
    words.collect::<Vec<_>>().join(" ")
}

fn place(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ':' | '.')
}

fn comments(text: &str) -> Vec<String> {
    let comments = lex(text).filter(|token| matches!(token.kind, TokenKind::Comment | TokenKind::DocComment));
    comments.map(|token| token.text(text).trim_end().to_owned()).collect()
}

fn prose(source: &Source) -> Vec<&str> {
    let prose = literate(source).prose;
    prose.into_iter().map(|range| source.text().get(range).unwrap()).collect()
}

/// The laws: the same meaning, the same comments, the same prose, and nothing more to do.
fn check(name: &str, text: &str) -> Formatted {
    let before = source(name, text);
    let made = format(&before);
    let after = source(name, &made.text);
    assert_eq!(format(&after).text, made.text, "{name}: formatted twice\n{text}");
    if made.text != text {
        let (left, right) = (meaning(&before), meaning(&after));
        let other = left.lines().zip(right.lines()).find(|(left, right)| left != right);
        assert!(left == right, "{name}: the meaning, {other:?}\n{text}\n----\n{}", made.text);
        assert_eq!(comments(&made.text), comments(text), "{name}: the comments");
        if before.is_literate() {
            assert_eq!(prose(&after), prose(&before), "{name}: the prose");
        }
    }
    made
}

#[test]
fn every_script_of_the_repository_means_the_same() {
    for path in scripts() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let made = check(&path.to_string_lossy(), &text);
        assert!(!made.refused || !made.faults.is_empty(), "{}: refused without a fault", path.display());
    }
    for sample in samples() {
        let made = check("样例.heng", &sample);
        assert!(!made.refused || !made.faults.is_empty(), "refused without a fault\n{sample}");
    }
}

/// The law over the scripts of `seeds`.
fn generated_ones(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let text = generated_script(seed);
        let made = format(&source("例.heng", &text));
        assert!(!made.refused || !made.faults.is_empty(), "seed {seed}: refused without a fault\n{text}");
        let again = format(&source("例.heng", &made.text));
        assert_eq!(again.text, made.text, "seed {seed}: formatted twice\n{text}");
        // Formatting itself compares derivations; now and then the trees are compared as well.
        if seed.is_multiple_of(25) {
            check("例.heng", &text);
        }
    }
}

#[test]
fn most_generated_scripts_have_nothing_wrong() {
    let scripts: Vec<String> = (0..100).map(generated_script).collect();
    let good = scripts.iter().filter(|script| reads(script)).count();
    assert!(good * 100 >= scripts.len() * 90, "{good} of {}", scripts.len());
}

/// One law each, so that they run beside one another: 10,000 scripts in all.
macro_rules! generated {
    ($($name:ident $seeds:expr;)*) => {
        $(#[test]
        fn $name() {
            generated_ones($seeds);
        })*
    };
}

generated! {
    generated_scripts_keep_their_form_1 0..2500;
    generated_scripts_keep_their_form_2 2500..5000;
    generated_scripts_keep_their_form_3 5000..7500;
    generated_scripts_keep_their_form_4 7500..10_000;
}

const UNTIDY: &str = "表 企业{编号：文本 主键；税收：万元}\n对 企业 {\n    达标=税收>=20万元\n}\n";
const TIDY: &str = "表 企业 { 编号: 文本 主键；税收: 万元 }\n对 企业 {\n  达标 = 税收 ≥ 20 万元\n}\n";

#[test]
fn files_are_written_and_what_was_done_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("里")).unwrap();
    for name in ["甲.heng", "里/乙.heng"] {
        fs::write(folder.path().join(name), UNTIDY).unwrap();
    }
    let check = heng(folder.path(), &["fmt", "--check"], "");
    assert_eq!(check.status, 4);
    assert!(check.out.contains("-    达标=税收>=20万元\n+  达标 = 税收 ≥ 20 万元\n"), "{}", check.out);
    assert_eq!(
        check.err,
        "  甲.heng\n  里/乙.heng\n2 份脚本里有 2 份没有排好；去掉 --check 就排好并写进文件。\n"
    );
    assert_eq!(fs::read_to_string(folder.path().join("甲.heng")).unwrap(), UNTIDY);
    let done = heng(folder.path(), &["fmt", "甲.heng"], "");
    assert_eq!((done.status, done.err.as_str()), (0, "  甲.heng\n1 份脚本，排好了 1 份。\n"));
    assert_eq!(fs::read_to_string(folder.path().join("甲.heng")).unwrap(), TIDY);
    let rest = heng(folder.path(), &["fmt"], "");
    assert_eq!(rest.err, "  里/乙.heng\n2 份脚本，排好了 1 份。\n");
    assert_eq!(heng(folder.path(), &["fmt", "--check"], "").err, "2 份脚本都是排好的。\n");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let ran = heng(folder.path(), &["fmt", "-"], UNTIDY);
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, TIDY, ""));
}

#[test]
fn entries_with_faults_stay_and_lost_braces_stop_all() {
    let folder = tempfile::tempdir().unwrap();
    let faulty = "x=1\n  y =  当  2\nz=3\n";
    let ran = heng(folder.path(), &["fmt", "-"], faulty);
    assert_eq!((ran.status, ran.out.as_str()), (1, "x = 1\n  y =  当  2\nz = 3\n"));
    assert!(ran.err.contains("上面有错误的几条没有动"), "{}", ran.err);
    let broken = "对 企业 {\n x=1\n";
    let ran = heng(folder.path(), &["fmt", "-"], broken);
    assert_eq!((ran.status, ran.out.as_str()), (1, broken));
    assert!(ran.err.contains("整篇没有动"), "{}", ran.err);
}

/// Each of `tests/fmt` in its one form: what was decided, to be read.
#[test]
fn the_form_is_as_accepted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fmt");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let made = check(&name, &text);
        insta::with_settings!({ snapshot_path => "snapshots/fmt", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.split('.').next().unwrap(), made.text);
        });
    }
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    assert_eq!(check("a.heng", "\u{FEFF}x=1\r\ny=2").text, "\u{FEFF}x = 1\r\ny = 2\r\n");
    assert_eq!(check("a.heng", "x=1\ny=2\r\n").text, "x = 1\ny = 2\n");
    assert_eq!(check("a.heng", "\n\n").text, "");
}

#[test]
fn the_library_and_the_examples_are_in_form() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = heng(root, &["fmt", "--check", "stdlib", "examples"], "");
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
}
