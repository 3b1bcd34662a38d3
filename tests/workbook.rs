//! The workbook of `heng report`: its formulas and the values they have, and that a spreadsheet program computes the same values again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use heng_tests::command::heng_in_chinese;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs one command in `folder`; how it ended and all it wrote.
fn heng(folder: &Path, words: &[&str]) -> (heng::Exit, String) {
    let ran = heng_in_chinese(folder, words, "");
    (ran.exit, ran.said())
}

/// Writes the workbook of a project.
fn workbook(folder: &Path, file: &Path, rows: &[&str]) {
    let file = file.to_string_lossy();
    let mut words = vec!["report", ".", "-o", &file];
    if !rows.is_empty() {
        words.push("--row");
        words.extend(rows);
    }
    let (exit, said) = heng(folder, &words);
    assert_eq!(exit, heng::Exit::Done, "{}\n{said}", folder.display());
}

struct Book {
    names: Vec<String>,
    values: BTreeMap<String, Range<Data>>,
    formulas: BTreeMap<String, Range<String>>,
}

impl Book {
    /// The values alone: of what came back, no formula is looked at.
    fn values_of(file: &Path) -> Self {
        let mut book: Xlsx<_> = open_workbook(file).unwrap();
        let names = book.sheet_names();
        let values = names.iter().map(|name| (name.clone(), book.worksheet_range(name).unwrap())).collect();
        Self { names, values, formulas: BTreeMap::new() }
    }

    fn open(file: &Path) -> Self {
        let mut book: Xlsx<_> = open_workbook(file).unwrap();
        let names = book.sheet_names();
        let values = names.iter().map(|name| (name.clone(), book.worksheet_range(name).unwrap())).collect();
        let formulas =
            names.iter().map(|name| (name.clone(), book.worksheet_formula(name).unwrap())).collect();
        Self { names, values, formulas }
    }

    fn value(&self, sheet: &str, at: (u32, u32)) -> Cell {
        self.values.get(sheet).and_then(|range| range.get_value(at)).map_or(Cell::Nothing, Cell::of)
    }

    fn formula(&self, sheet: &str, at: (u32, u32)) -> &str {
        self.formulas.get(sheet).and_then(|range| range.get_value(at)).map_or("", String::as_str)
    }

    fn end(&self, sheet: &str) -> (u32, u32) {
        self.values.get(sheet).and_then(Range::end).unwrap_or_default()
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Number(f64),
    Text(String),
    Nothing,
}

impl Cell {
    fn of(data: &Data) -> Self {
        match data {
            Data::Int(n) => Self::Number(*n as f64),
            Data::Float(x) => Self::Number(*x),
            Data::DateTime(day) => Self::Number(day.as_f64()),
            Data::Bool(yes) => Self::Text(yes.to_string()),
            Data::String(text) if text.is_empty() => Self::Nothing,
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                Self::Text(text.clone())
            }
            Data::Error(error) => Self::Text(format!("{error:?}")),
            Data::Empty => Self::Nothing,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Number(x) => x.to_string(),
            Self::Text(text) => text.clone(),
            Self::Nothing => String::new(),
        }
    }

    /// The same at the 12 digits to which numbers that do not end are written.
    fn is_like(&self, other: &Self, slack: f64) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => (a - b).abs() <= 6e-12 * a.abs().max(b.abs()) + slack,
            _ => self == other,
        }
    }
}

fn snapshots(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/workbook");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter("SHA-256 [0-9a-f]{64}", "SHA-256 …");
    settings.add_filter("(?m)^软件 \\| .*$", "软件 | …");
    settings.add_filter("凭据号 [0-9a-f ]{19}", "凭据号 …");
    settings.bind(check);
}

/// The first line of each column of a calculation sheet: what it is called, its formula, its value.
fn columns(book: &Book, sheet: &str) -> String {
    let (_, right) = book.end(sheet);
    let line = |column: u32| {
        let formula = book.formula(sheet, (3, column));
        let formula = if formula.is_empty() { String::new() } else { format!("  ={formula}") };
        let (name, value) = (book.value(sheet, (2, column)).shown(), book.value(sheet, (3, column)).shown());
        format!("{name} | {value}{formula}\n")
    };
    (0..=right).map(line).collect()
}

/// A sheet as it is read, empty cells left out.
fn grid(book: &Book, sheet: &str) -> String {
    let (bottom, right) = book.end(sheet);
    let line = |row: u32| {
        let cells: Vec<String> = (0..=right)
            .map(|column| book.value(sheet, (row, column)).shown())
            .filter(|text| !text.is_empty())
            .collect();
        format!("{}\n", cells.join(" | "))
    };
    (0..=bottom).map(line).collect()
}

fn small() -> PathBuf {
    root().join("tests/explore/工作簿")
}

#[test]
fn every_construct_is_a_formula_or_says_why_not() {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("表.xlsx");
    workbook(&small(), &file, &[]);
    let book = Book::open(&file);
    snapshots(|| {
        insta::assert_snapshot!("计算·企业", columns(&book, "计算·企业"));
        insta::assert_snapshot!("计算·奖项", columns(&book, "计算·奖项"));
        let whole: String = (2..=book.end("全体").0)
            .map(|row| {
                let cells: Vec<String> =
                    (0..5).map(|column| book.value("全体", (row, column)).shown()).collect();
                format!("{}  ={}\n", cells.join(" | "), book.formula("全体", (row, 2)))
            })
            .collect();
        insta::assert_snapshot!("全体", whole);
        insta::assert_snapshot!("目录", grid(&book, "目录"));
        insta::assert_snapshot!("说明", grid(&book, "说明"));
        insta::assert_snapshot!("庚厂", grid(&book, "庚厂"));
    });
}

#[test]
fn a_text_is_never_a_formula_and_every_sheet_has_a_name() {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("表.xlsx");
    workbook(&small(), &file, &["E01", "E02", "E11"]);
    let book = Book::open(&file);
    assert_eq!(book.names.iter().rev().take(3).collect::<Vec<_>>(), ["@子厂", "乙厂", "=甲厂"]);
    let (bottom, right) = book.end("计算·企业");
    let texts: Vec<(u32, u32)> = (3..=bottom)
        .flat_map(|row| (0..=right).map(move |column| (row, column)))
        .filter(|at| book.value("计算·企业", *at).shown().starts_with(['=', '@']))
        .collect();
    assert!(texts.len() >= 4, "{texts:?}");
    assert!(texts.iter().all(|at| book.formula("计算·企业", *at).is_empty()));
}

/// What a reader sees who does not recalculate is what `heng run` writes.
#[test]
fn the_values_are_those_of_the_run() {
    let scratch = tempfile::tempdir().unwrap();
    let (file, table) = (scratch.path().join("表.xlsx"), scratch.path().join("表.csv"));
    workbook(&small(), &file, &[]);
    let (exit, said) = heng(&small(), &["run", ".", "-o", &table.to_string_lossy()]);
    assert_eq!(exit, heng::Exit::Done, "{said}");
    let written = std::fs::read_to_string(scratch.path().join("表-企业.csv")).unwrap();
    let mut lines = written.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heads = lines.next().unwrap();
    let book = Book::open(&file);
    let sheet = "计算·企业";
    let (bottom, right) = book.end(sheet);
    let row_of: BTreeMap<String, u32> =
        (3..=bottom).map(|row| (book.value(sheet, (row, 1)).shown(), row)).collect();
    let column_of: BTreeMap<String, u32> =
        (3..=right).map(|column| (book.value(sheet, (2, column)).shown(), column)).collect();
    let mut compared = 0;
    for line in lines {
        let row = row_of[line[0]];
        for (head, text) in heads.iter().zip(&line).skip(2) {
            let Some(column) = column_of.get(*head) else { continue };
            let found = book.value(sheet, (row, *column));
            let same = match &found {
                Cell::Text(word) if ["缺失", "不适用"].contains(&word.as_str()) => text.is_empty(),
                Cell::Number(x) => text.parse::<f64>().map_or(text.contains('-'), |y| (x - y).abs() < 1e-9),
                other => other.shown() == *text,
            };
            assert!(same, "{head} of {}: {found:?}, written {text}", line[0]);
            compared += 1;
        }
    }
    assert!(compared > 250, "{compared}");
}

/// A spreadsheet program computes every formula again, and each has the value that the interpreter gave it.
#[test]
fn recalculation_gives_the_same_values() {
    recalculated(&[
        ("tests/explore/工作簿", &[]),
        ("tests/explore/申诉", &[]),
        ("tests/run/rollup_project", &[]),
        ("tests/run/years_ledger", &[]),
        ("tests/run/target_run", &[]),
        ("examples/市区财政结算", &[]),
    ]);
}

/// The same for a county: each figure, place and class of 2,000 enterprises.
#[test]
fn a_county_recalculated_has_the_same_values() {
    recalculated(&[("examples/海门区", &["91320614XN00123470", "91320614XN6555553N"])]);
}

fn recalculated(projects: &[(&str, &[&str])]) {
    let Some(office) = office() else {
        eprintln!("no soffice on the PATH: nothing was recalculated, the values of formulas were only read");
        return;
    };
    let scratch = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (folder, rows) in projects {
        let file = scratch.path().join(format!("{}.xlsx", folder.rsplit('/').next().unwrap()));
        workbook(&root().join(folder), &file, rows);
        files.push(file);
    }
    let done = scratch.path().join("重算");
    recalculate(&office, scratch.path(), &files, &done);
    let mut sharper = 0;
    for file in &files {
        let again = Book::values_of(&done.join(file.file_name().unwrap()));
        let book = Book::open(file);
        let (formulas, more) = compare(&book, &again, &file.file_name().unwrap().to_string_lossy());
        println!("{}: {formulas} formulas", file.file_name().unwrap().to_string_lossy());
        sharper += more;
    }
    // Numbers that do not end have 12 digits here and 15 where they were computed again.
    assert!(sharper > 100, "the files came back as they were");
}

/// How many formulas there are, and how many gave more digits than were written.
fn compare(book: &Book, again: &Book, file: &str) -> (usize, usize) {
    let (mut formulas, mut sharper) = (0, 0);
    let mut wrong = Vec::new();
    for sheet in &book.names {
        let Some(range) = book.formulas.get(sheet) else { continue };
        let Some((top, left)) = range.start() else { continue };
        for (row, column, _) in range.used_cells() {
            let at = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            let (before, after) = (book.value(sheet, at), again.value(sheet, at));
            // What is left of numbers that are nearly the same has fewer digits: steps of rankings by remainders.
            let step = book.value(sheet, (2, at.1)).shown().contains("步骤");
            if !before.is_like(&after, if step { 1e-8 } else { 0.0 }) {
                wrong.push(format!(
                    "{sheet} {at:?} ={}: {before:?}, recalculated {after:?}",
                    book.formula(sheet, at)
                ));
            }
            formulas += 1;
            sharper += usize::from(before != after);
        }
    }
    assert!(
        wrong.is_empty(),
        "{file}: {} of {formulas} differ\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    assert!(formulas > 50, "{file}: {formulas} formulas");
    (formulas, sharper)
}

/// The spreadsheet program, where there is one.
fn office() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join("soffice")).find(|program| program.is_file())
}

/// Opens the files with a profile that recalculates on loading, and saves them to another folder.
fn recalculate(office: &Path, scratch: &Path, files: &[PathBuf], done: &Path) {
    const ALWAYS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    let profile = scratch.join("profile");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    std::fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS).unwrap();
    let mut running = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(done)
        .args(files)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while running.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(600) {
            running.kill().unwrap();
            panic!("the spreadsheet program does not end");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// A table of more rows than a spreadsheet program opens sheets: the list and the calculation sheets, and a word about it.
#[test]
fn of_thousands_of_rows_there_is_a_list_without_sheets() {
    let scratch = tempfile::tempdir().unwrap();
    let script = "政策 试 { 名称 \"试\" }\n表 企业 { 编号: 文本 主键；税金: 万元 }\n\
                  对 企业 { 评分 得分 满分 10 分 { 税金 10 基准 100 万元 上限 1 倍 下限 0 分 @第一条 } }\n";
    std::fs::write(scratch.path().join("政策.heng"), script).unwrap();
    let rows: String = (0..3001).map(|row| format!("E{row:04},{row}\n")).collect();
    std::fs::write(scratch.path().join("企业.csv"), format!("编号,税金\n{rows}")).unwrap();
    let words = ["report", "政策.heng", "-d", "企业.csv", "-o", "表.xlsx"];
    let (exit, said) = heng(scratch.path(), &words);
    assert_eq!(exit, heng::Exit::Done, "{said}");
    assert!(said.contains("没有逐户写报告单"), "{said}");
    let book = Book::open(&scratch.path().join("表.xlsx"));
    assert_eq!(book.names, ["目录", "说明", "全体", "计算·企业"]);
    assert_eq!(book.end("目录").0, 5 + 3000);
    let (exit, said) = heng(scratch.path(), &[&words[..], &["--row", "E0007"]].concat());
    assert_eq!(exit, heng::Exit::Done, "{said}");
    assert_eq!(Book::open(&scratch.path().join("表.xlsx")).names.last().unwrap(), "E0007");
}
