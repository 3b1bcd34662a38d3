//! The two vocabularies: each script of the repository goes into the other and back, to the byte, and means the same there.

use std::fs;
use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::Language::{self, Chinese, English};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::translate::{Declared, Translation, translate};
use heng_tests::command::heng_reading;
use heng_tests::generated::{Wanted, Words, generated};
use heng_tests::outline::outline;

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
    let lost = (home.text != source.text()).then(|| format!("{}: {line:?}", source.name()));
    lost.or_else(|| means_the_same(source, &again(source, &there.text)))
}

/// A word of an outline in Chinese, so that trees of both vocabularies can be compared.
fn in_chinese(word: &str) -> String {
    use heng_grammar::vocabulary::{
        UnitPlace, Units, concepts, ledger_column_partner, part_partner, unit_partner,
    };
    let units = Units::default();
    let places = [UnitPlace::Many, UnitPlace::One, UnitPlace::Each];
    let unit = |word: &str| places.iter().find_map(|place| unit_partner(word, *place, Chinese, &units));
    let one = |word: &str| {
        let concept = concepts(word).first().map(|concept| concept.word().zh.to_owned());
        let part = || {
            part_partner(word, Chinese).or_else(|| ledger_column_partner(word, Chinese)).map(str::to_owned)
        };
        unit(word).or(concept).or_else(part).unwrap_or_else(|| word.to_owned())
    };
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let parts: Vec<String> = digits.split(['/', '·', '.']).map(one).collect();
    format!("{}{}", word.strip_suffix(digits).unwrap_or_default(), parts.join("/"))
}

/// What a tree says, without places and in Chinese.
fn meaning(source: &Source) -> Vec<String> {
    let parsed = heng_grammar::parse(source);
    let tree = outline(&parsed.script.items);
    let cut = |c: char| c.is_whitespace() || "()[]=,\"".contains(c);
    // A flag stands as `=true` where its line was long.
    let words = tree.split(cut).filter(|word| !word.is_empty() && *word != "true");
    words.map(|word| in_chinese(word.split("0:").next().unwrap_or(word))).collect()
}

fn means_the_same(source: &Source, there: &Source) -> Option<String> {
    let (before, after) = (meaning(source), meaning(there));
    let other = before.iter().zip(&after).find(|(one, other)| alike(one) != alike(other));
    let differs = before.len() != after.len() || other.is_some();
    differs.then(|| format!("{}: {other:?}, {} and {} words", source.name(), before.len(), after.len()))
}

/// The two names of months change places with where they stand; `year` is a unit and a type, `line` a unit and a column of 台账.
fn alike(word: &str) -> String {
    word.replace("个月", "月").replace("年份", "年").replace('条', "项")
}

fn generated_ones(seeds: std::ops::Range<u64>) {
    let (mut tried, mut read) = (0, 0);
    for seed in seeds {
        let words = if seed.is_multiple_of(2) { Words::Chinese } else { Words::English };
        let (to, back) = if words == Words::Chinese { (English, Chinese) } else { (Chinese, English) };
        // Scripts that hold faults come back as well.
        let text = generated(seed, Wanted { words, noise: !seed.is_multiple_of(4), readable: false });
        let source = Source::new(SourceId(0), format!("{seed}.heng"), text);
        let there = into(&source, to);
        tried += usize::from(there.before == 0 && there.words > 0);
        if there.before > 0 {
            continue;
        }
        let home = into(&again(&source, &there.text), back);
        assert!(
            home.text == source.text(),
            "seed {seed}\n{}\n----\n{}\n----\n{}",
            source.text(),
            there.text,
            home.text
        );
        if there.faults.is_empty() {
            read += 1;
            let wrong = means_the_same(&source, &again(&source, &there.text));
            assert!(wrong.is_none(), "seed {seed} {wrong:?}\n{}\n----\n{}", source.text(), there.text);
        }
    }
    assert!(tried > 10 && read > 10, "{tried} tried, {read} read");
}

/// How many scripts each of the two tests below tries.
const GENERATED: u64 = 5_000;

#[test]
fn generated_scripts_come_back_and_mean_the_same_1() {
    generated_ones(0..GENERATED);
}

#[test]
fn generated_scripts_come_back_and_mean_the_same_2() {
    generated_ones(1_000_000..1_000_000 + GENERATED);
}

/// A copy of a folder with its scripts translated as the tool does it.
fn translated_copy(folder: &str, to: &str) -> tempfile::TempDir {
    let made = tempfile::tempdir().expect("a folder");
    copy(&root().join(folder), made.path());
    heng(made.path(), &["translate", "--write", "--to", to, "."], "");
    made
}

fn copy(folder: &Path, copied: &Path) {
    fs::create_dir_all(copied).expect("a folder");
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = copied.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &to),
            false => drop(fs::copy(&path, &to).expect("a copy")),
        }
    }
}

/// Runs the tool in `folder`: how it ended, its output and what it said.
fn heng(folder: &Path, words: &[&str], input: &str) -> (heng::Exit, String, String) {
    let ran = heng_reading(folder, words, input);
    (ran.exit, ran.out, ran.err)
}

/// Code, script and line of everything that is wrong in a folder.
fn found_in(folder: &Path) -> Vec<String> {
    let (_, out, _) = heng(folder, &["check", ".", "--format", "json"], "");
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let reports = document["diagnostics"].as_array().expect("reports").iter();
    let mut found: Vec<String> = reports
        .map(|report| {
            let place = &report["labels"][0]["place"];
            format!("{}:{} {}", place["file"].as_str().unwrap_or("-"), place["line"], report["code"])
        })
        .collect();
    found.sort();
    found
}

/// What is wrong is wrong at the same lines in the other vocabulary, and what is right gives the same results.
#[test]
fn scripts_are_checked_alike_in_both_vocabularies() {
    let copy = translated_copy("tests/check", "en");
    let (before, after) = (found_in(&root().join("tests/check")), found_in(copy.path()));
    let only =
        |a: &[String], b: &[String]| a.iter().filter(|one| !b.contains(one)).cloned().collect::<Vec<_>>();
    let (lost, new) = (only(&before, &after), only(&after, &before));
    assert!(lost.is_empty() && new.is_empty(), "lost {lost:#?}\nnew {new:#?}");
}

#[test]
fn worked_examples_come_out_alike_in_both_vocabularies() {
    let copy = translated_copy("tests/run", "en");
    let (exit, out, err) = heng(copy.path(), &["--lang", "zh", "test", "."], "");
    assert_eq!(exit, heng::Exit::Done, "{out}{err}");
    let english = fs::read_to_string(copy.path().join("project/评价.heng")).expect("a script");
    assert!(english.contains("table "), "{english}");
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/translate");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The city's guide and a county's rules, read as an English reader would.
#[test]
fn library_and_example_in_english() {
    for (name, path) in [
        ("guide", "stdlib/南通/工业企业资源集约利用综合评价.heng.md"),
        ("county", "examples/海门区/评价.heng"),
        ("settlement", "stdlib/南通/市对区财政管理体制.heng.md"),
    ] {
        let source = source(&root().join(path)).expect("a script");
        snapshot(name, &fences_only(&source, &into(&source, English).text));
    }
}

/// A literate script's fences, since its prose does not change.
fn fences_only(source: &Source, text: &str) -> String {
    if !source.is_literate() {
        return text.to_owned();
    }
    let translated = again(source, text);
    let fences = heng_grammar::literate::literate(&translated).fences;
    fences.into_iter().filter_map(|range| text.get(range)).collect::<Vec<_>>().join("\n")
}

const SCRIPT: &str = "// 税收\n表 企业 { 编号: 文本 主键；税金: 万元；用地: 亩 > 0 }\n对 企业 { 达标 = 税金 / 用地 ≥ 20 万元/亩 }\n";

#[test]
fn one_script_is_printed_and_several_are_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("甲.heng");
    fs::write(&path, SCRIPT).expect("a script");
    let (exit, out, err) = heng(folder.path(), &["translate", "--to", "en", "甲.heng"], "");
    assert_eq!(exit, heng::Exit::Done);
    snapshot("printed", &format!("{out}----\n{err}"));
    assert_eq!(fs::read_to_string(&path).expect("a script"), SCRIPT);

    let (_, back, _) = heng(folder.path(), &["translate", "--to", "zh", "-"], &out);
    assert_eq!(back, SCRIPT);

    fs::write(folder.path().join("乙.heng"), "if 甲 (\n定 x = 是\n").expect("a script");
    let (exit, _, err) = heng(folder.path(), &["translate", "--to", "en", "."], "");
    assert_eq!(exit, heng::Exit::Usage);
    assert!(err.contains("H1036"), "{err}");
    let (exit, out, err) =
        heng(folder.path(), &["--lang", "zh", "translate", "--write", "--to", "en", "."], "");
    assert_eq!((exit, out.as_str()), (heng::Exit::Script, ""));
    snapshot("written", &err);
    let (exit, _, err) =
        heng(folder.path(), &["--lang", "zh", "translate", "-w", "--to", "en", "甲.heng"], "");
    assert_eq!((exit, err.as_str()), (heng::Exit::Done, "甲.heng：已经是英文词汇，没有改动。\n"));
}

#[test]
fn a_script_that_mixes_is_translated_wholly() {
    let text = "table 企业 { 编号: 文本 key；税: 万元 可缺 }\n";
    let folder = tempfile::tempdir().expect("a folder");
    let (_, out, err) = heng(folder.path(), &["--lang", "zh", "translate", "--to", "zh", "-"], text);
    assert_eq!(out, "表 企业 { 编号: 文本 主键；税: 万元 可缺 }\n");
    snapshot("mixed", &err);
}

#[test]
fn check_insists_on_one_vocabulary() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("甲.heng");
    let mixed = "表 企业 { 编号: 文本 主键；税金: 万元；用地: mu > 0；score: 分 可缺 }\n对 企业 { 达标 = 税金 / 用地 ≥ 20 万元/mu and 税金 > 0 万元 }\n";
    fs::write(&script, mixed).expect("a script");
    let (exit, _, err) = heng(folder.path(), &["check", "甲.heng"], "");
    assert!(exit == heng::Exit::Done && !err.contains("H1035"), "{err}");

    fs::write(folder.path().join("heng.toml"), "script = \"甲.heng\"\nvocabulary = \"zh\"\n")
        .expect("a file");
    let (_, _, err) = heng(folder.path(), &["--lang", "zh", "check"], "");
    snapshot("insists", &err);
    let (_, out, err) = heng(folder.path(), &["--lang", "zh", "check", "--fix", "--yes"], "");
    snapshot("insists_and_mends", &format!("{out}----\n{err}"));
    let (_, _, err) = heng(folder.path(), &["check", "--vocabulary", "en"], "");
    assert!(err.contains("`表` is not of the English vocabulary; write `table`"), "{err}");

    fs::write(folder.path().join("heng.toml"), "script = \"甲.heng\"\nvocabulary = \"中文\"\n")
        .expect("a file");
    let (_, _, err) = heng(folder.path(), &["--lang", "zh", "check"], "");
    assert!(err.contains("不能是「中文」，可以写 zh、en"), "{err}");
}
