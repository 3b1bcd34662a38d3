//! What a person or a program is told of each faulty case of the corpus: through the command line, as text for a terminal
//! of 80 columns, as plain text and as JSON, in Chinese and in English.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use heng_tests::command::heng_in;
use serde_json::Value;

fn corpus(phase: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(phase)
}

/// The faulty scripts of a phase, by name.
fn cases(phase: &str) -> Vec<String> {
    let entries = std::fs::read_dir(corpus(phase)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let faulty =
        |name: &String| name.starts_with("err_") && (name.ends_with(".heng") || name.ends_with(".heng.md"));
    let mut names: Vec<String> = names.filter(faulty).collect();
    names.sort();
    assert!(!names.is_empty(), "no case in tests/{phase}");
    names
}

/// What `heng` says with these words and columns: results and messages together, as on a terminal.
fn heng(folder: &Path, words: &[&str], width: usize) -> String {
    let ran = heng_in(folder, words, "", |shell| shell.width = width);
    assert!(ran.status <= 5, "exit {}: {}", ran.status, ran.err);
    ran.said()
}

/// The words of the command that shows a case: those after `// heng` in its first line, else `check` and its name.
fn command(folder: &Path, case: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join(case)).unwrap();
    let first = text.lines().next().and_then(|line| line.strip_prefix("// heng "));
    let words = first.map_or_else(|| format!("check {case}"), str::to_owned);
    words.split_whitespace().map(str::to_owned).collect()
}

const FACES: [(&str, [&str; 4]); 4] = [
    ("终端", ["--lang", "zh", "--format", "text"]),
    ("terminal", ["--lang", "en", "--format", "text"]),
    ("朗读", ["--lang", "zh", "--format", "plain"]),
    ("plain", ["--lang", "en", "--format", "plain"]),
];

/// Per case of `tests/data` its files. A case is named by what stands before the first point, and has
///
/// - `err_X.csv` (or `.xlsx`, `.xls`, `.ods`, `.json`): the data of the first table of the script,
/// - `err_X.heng`: the script that reads them; without it, `default.heng`; its first line may say the whole command,
/// - `err_X.表.csv`: the data of another table, named between the points; 认定 there is the register of decisions.
fn data_cases() -> BTreeMap<String, Vec<String>> {
    let mut cases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in std::fs::read_dir(corpus("data")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some((stem, _)) = name.split_once('.').filter(|_| name.starts_with("err_")) {
            cases.entry(stem.to_owned()).or_default().push(name);
        }
    }
    cases.values_mut().for_each(|files| files.sort());
    cases
}

/// The words of the command that checks a case of `tests/data`.
fn data_command(folder: &Path, stem: &str, files: &[String]) -> Vec<String> {
    let own = format!("{stem}.heng");
    let script = if files.contains(&own) { own } else { "default.heng".to_owned() };
    let text = std::fs::read_to_string(folder.join(&script)).unwrap();
    if text.starts_with("// heng ") {
        return command(folder, &script);
    }
    let first_table = text.lines().find_map(|line| line.strip_prefix("表 ")).unwrap();
    let first_table = first_table.split([' ', '{']).next().unwrap();
    let mut words = vec!["check".to_owned(), script];
    for file in files.iter().filter(|file| !file.ends_with(".heng")) {
        let middle: Vec<&str> = file.split('.').skip(1).collect();
        match middle.as_slice() {
            ["认定", _] => words.extend(["--decisions".to_owned(), file.clone()]),
            [table, _] => words.extend(["-d".to_owned(), format!("{table}={file}")]),
            _ => words.extend(["-d".to_owned(), format!("{first_table}={file}")]),
        }
    }
    words
}

/// A case in every face, one below the other.
fn faces(folder: &Path, case: &str) -> String {
    shown_as(folder, case, &command(folder, case))
}

fn shown_as(folder: &Path, case: &str, command: &[String]) -> String {
    let words: Vec<&str> = command.iter().map(String::as_str).collect();
    let mut shown = String::new();
    for (title, options) in FACES {
        let said = heng(folder, &[&words[..], &options].concat(), 80);
        assert!(
            said.lines().all(|line| line == line.trim_end()),
            "{case} {title}: blanks at the end of a line"
        );
        writeln!(shown, "════ {title}\n{}", said.trim_end()).unwrap();
    }
    let json = heng(folder, &[&words[..], &["--format", "json"]].concat(), 80);
    writeln!(shown, "════ JSON\n{}", outlined(&serde_json::from_str(&json).unwrap())).unwrap();
    shown
}

/// How many reports of one code are shown of a JSON document.
const OF_A_CODE: usize = 10;

/// A JSON document with its schema and a line for each label, piece of advice and mend of each report in it.
fn outlined(document: &Value) -> String {
    let mut lines = vec![document["schema"].as_str().unwrap().to_owned()];
    let projects = document["projects"].as_array().into_iter().flatten();
    let parts = std::iter::once(document).chain(projects);
    let reports = parts.flat_map(|part| ["diagnostics", "faults"].map(|list| (list, &part[list])));
    let reports =
        reports.flat_map(|(list, all)| all.as_array().into_iter().flatten().map(move |one| (list, one)));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (list, report) in reports {
        let count = counts.entry(report["code"].as_str().unwrap()).or_default();
        *count += 1;
        if *count > OF_A_CODE {
            continue;
        }
        lines.push(list.trim_end_matches('s').to_owned());
        for (field, value) in report.as_object().unwrap() {
            match value.as_array() {
                Some(parts) => lines.extend(parts.iter().map(|part| format!("  {field}: {part}"))),
                None => lines.push(format!("  {field}: {value}")),
            }
        }
    }
    let many = counts.iter().filter(|(_, count)| **count > OF_A_CODE);
    lines.extend(many.map(|(code, count)| format!("{code}: {count} in all")));
    lines.join("\n")
}

fn hold(folder: &str, case: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("snapshots/reports/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = case.split('.').next().unwrap();
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

/// A copy of the corpus of a phase, with the documents of its `library` beside the scripts.
fn with_library(phase: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for from in [corpus(phase), corpus(phase).join("library")] {
        for file in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
            if file.is_file() {
                std::fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
            }
        }
    }
    folder
}

/// Holds the reports of half of the scripts of the checker, so that two threads share the work.
fn hold_checked(half: usize) {
    let folder = with_library("check");
    for case in cases("check").iter().skip(half).step_by(2) {
        hold("check", case, &faces(folder.path(), case));
    }
}

#[test]
fn scripts_that_cannot_be_meant() {
    hold_checked(0);
}

#[test]
fn scripts_that_cannot_be_meant_the_other_half() {
    hold_checked(1);
}

/// Cases with several labels, several files, long lines and long notes, in a terminal of 120 columns and in a narrow one.
const WIDE: [&str; 10] = [
    "err_adjust_duplicate_move",
    "err_amend_block_as_a_whole",
    "err_amend_running",
    "err_award_highest_of_instalments",
    "err_band_value_missing",
    "err_definition_hides_column",
    "err_rollup_not_as_declared",
    "err_score_groups_do_not_add",
    "err_target_implied",
    "err_waiver_unused",
];

#[test]
fn reports_follow_the_width_of_the_terminal() {
    let folder = with_library("check");
    for case in WIDE {
        let script = format!("{case}.heng");
        let mut shown = String::new();
        for (width, (title, options)) in [(120, FACES[0]), (120, FACES[1]), (72, FACES[0]), (72, FACES[1])] {
            let words = [&["check", script.as_str()], &options[..]].concat();
            let said = heng(folder.path(), &words, width);
            // A place at the edge of a narrow terminal leaves its message a few cells all the same.
            let most = if width < 80 { width + 12 } else { width };
            let long = |line: &&str| heng::report::text::width(line) > most;
            assert_eq!(said.lines().find(long), None, "{case} in {width} columns");
            writeln!(shown, "════ {title} {width}\n{}", said.trim_end()).unwrap();
        }
        hold("wide", case, &shown);
    }
}

#[test]
fn scripts_that_cannot_be_read() {
    let folder = corpus("parse");
    for case in cases("parse") {
        hold("parse", &case, &faces(&folder, &case));
    }
}

#[test]
fn data_that_cannot_be_used() {
    let folder = corpus("data");
    let cases = data_cases();
    assert!(cases.len() > 10, "the corpus was not found");
    for (stem, files) in cases {
        let shown = shown_as(&folder, &stem, &data_command(&folder, &stem, &files));
        assert!(shown.contains("[H"), "{stem} is not reported");
        hold("data", &stem, &shown);
    }
}

/// The codes of runs and of data have no script that shows them by itself: the pages of `heng explain-code` say what to
/// run, and what is reported then is held.
#[test]
fn what_the_pages_of_codes_run_is_reported() {
    for page in heng::codes::pages().into_iter().filter(|page| !page.commands.is_empty()) {
        let mut shown = String::new();
        for (title, options) in FACES {
            let said = said_of(&page, &options);
            writeln!(shown, "════ {title}\n{}", said.trim_end()).unwrap();
        }
        let json = said_of(&page, &["--format", "json"]);
        let reports: Vec<String> = documents(&json).iter().map(outlined).collect();
        writeln!(shown, "════ JSON\n{}", reports.join("\n")).unwrap();
        assert!(shown.contains(&format!("code: \"{}\"", page.code)), "{} is not reported", page.code);
        hold("pages", page.code, &shown);
    }
}

/// The file that a page shows as text, or the spreadsheet, whose sheets begin with `[name]`.
fn bytes_of(name: &str, text: &str) -> Vec<u8> {
    if !name.ends_with(".xlsx") {
        return text.as_bytes().to_vec();
    }
    let sheets = text.split('[').skip(1).map(|sheet| {
        let (name, rows) = sheet.split_once("]\n").unwrap();
        let mut rows = rows.lines().map(|row| row.split(',').map(str::to_owned).collect::<Vec<_>>());
        let headers = rows.next().unwrap();
        let rows = rows.map(|row| row.into_iter().map(heng_data::Printed::Text).collect());
        heng_data::Sheet::of_rows(name.to_owned(), headers, rows)
    });
    let mut out = std::io::Cursor::new(Vec::new());
    heng_data::write_xlsx(&mut out, sheets.collect(), heng_data::YesNoWords::CHINESE).unwrap();
    out.into_inner()
}

/// What the commands of a page say, in a folder with its script and its files.
fn said_of(page: &heng::codes::Page, options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let script = if page.script.contains("```heng") { "政策.heng.md" } else { "政策.heng" };
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    if !page.script.is_empty() {
        put(script, page.script.as_bytes());
    }
    for (name, text) in &page.data {
        let name = if name.contains('.') { (*name).to_owned() } else { format!("{name}.csv") };
        put(&name, &bytes_of(&name, text));
    }
    for (name, bytes) in &page.binary {
        put(name, bytes);
    }
    let commands = page.commands.lines().map(|line| line.split_whitespace().skip(1).collect::<Vec<_>>());
    commands.map(|words| heng(folder.path(), &[&words[..], options].concat(), 80)).collect()
}

/// The JSON documents that commands wrote one after the other.
fn documents(json: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(json).into_iter().map(Result::unwrap).collect()
}
