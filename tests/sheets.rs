//! What `heng report` writes: the sheets of enterprises, their list, the receipt; and what refuses it.

use std::fs;
use std::path::Path;

use heng_tests::command::heng;
use serde_json::Value;

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The small project in a folder of its own.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(root("tests/explore/sheets")).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// All files below a folder, in order.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let name = entry.file_name().into_string().unwrap();
        match entry.path().is_dir() {
            true => found.extend(files(&entry.path()).iter().map(|inner| format!("{name}/{inner}"))),
            false => found.push(name),
        }
    }
    found.sort();
    found
}

/// A page without its style, an element a line; the digits of the proof, which hang on the engine, are left out.
fn body(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    let mut text = format!("{before}{after}");
    for element in [
        "<head", "<body", "<main", "<article", "<section", "<h1", "<h2", "<p", "<div", "<dl", "<table",
        "<caption", "<thead", "<tbody", "<tr", "<td", "<th ", "<details", "<footer", "<script",
    ] {
        text = text.replace(element, &format!("\n{element}"));
    }
    without_proof(&text)
}

/// A page as a person reads it, a line of a table a line.
fn reading(page: &str) -> String {
    let (_, rest) = page.split_once("<main").unwrap();
    let rest = rest.split_once('>').unwrap().1;
    let breaks = ["</h1>", "</h2>", "</p>", "</tr>", "</caption>", "</summary>", "</dd>", "</div>"];
    let mut text = rest.to_owned();
    for end in breaks {
        text = text.replace(end, &format!("{end}\n"));
    }
    text = text.replace("</dt>", "：").replace("</span><span>", "　").replace("</span><b", "：<b");
    for end in ["</td>", "</th>"] {
        text = text.replace(end, &format!("{end} | "));
    }
    let mut plain = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    let lines = plain.lines().map(|line| line.trim_end_matches([' ', '|'])).filter(|line| !line.is_empty());
    without_proof(&lines.collect::<Vec<_>>().join("\n"))
}

fn without_proof(text: &str) -> String {
    let mut parts = text.split("凭据号 ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("凭据号 …");
        out.extend(part.chars().skip(19));
    }
    out
}

fn hold(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/sheets");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn a_report_is_a_list_and_a_sheet_for_every_row() {
    let folder = project();
    let ran = heng(folder.path(), &["--lang", "zh", "report", "-o", "报告单", "--what", "sheets"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let report = folder.path().join("报告单");
    hold("small_written", &format!("{}\n{}", ran.out, files(&report).join("\n")));
    hold("small_index", &body(&read(&report, "index.html")));
    hold("small_sheet", &body(&read(&report, "sheets/E1.html")));
    for (name, file) in [
        ("small_decided", "E4"),
        ("small_punished", "E3"),
        ("small_unscored", "E6"),
        ("small_pending", "甲_乙~26270ecf"),
    ] {
        hold(name, &reading(&read(&report, &format!("sheets/{file}.html"))));
    }
}

#[test]
fn a_sheet_in_english_keeps_the_names_of_the_document() {
    let folder = project();
    let ran = heng(
        folder.path(),
        &["--lang", "en", "report", "-o", "r.html", "--row", "E1", "E4", "--what", "sheets"],
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    let page = read(folder.path(), "r.html");
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    let shown = reading(&page);
    let proof = shown.split("Proof ").next().unwrap();
    assert!(proof.contains("Preliminary"), "{shown}");
    hold(
        "small_english",
        &shown.lines().filter(|line| !line.contains("; proof ")).collect::<Vec<_>>().join("\n"),
    );
}

#[test]
fn pages_fetch_nothing_and_escape_everything() {
    let folder = project();
    heng(folder.path(), &["--lang", "zh", "report", "-o", "报告单"]);
    for file in files(&folder.path().join("报告单")).iter().filter(|file| file.ends_with(".html")) {
        // The name of a language of drawings is no address that anything is fetched from.
        let page = read(&folder.path().join("报告单"), file)
            .replace("http://www.w3.org/2000/svg", "")
            .replace("url(#", "");
        for outside in ["http:", "https:", "src=", "@import", "url(", "<link"] {
            assert!(!page.contains(outside), "{file} has {outside}");
        }
        assert!(!page.contains("<一分厂>"), "{file}");
        assert!(page.contains("<html lang=\"zh-CN\">") && page.contains("name=\"viewport\""), "{file}");
    }
}

#[test]
fn the_receipt_lists_every_page_and_ties_them_to_the_run() {
    let folder = project();
    heng(folder.path(), &["report", "-o", "报告单"]);
    heng(folder.path(), &["run", "-o", "结果.csv"]);
    let receipt: Value = serde_json::from_str(&read(folder.path(), "报告单/report.receipt.json")).unwrap();
    assert_eq!(receipt["schema"], "heng.receipt/1");
    assert_eq!(receipt["preliminary"], true);
    let listed: Vec<&str> =
        receipt["outputs"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    let mut written = files(&folder.path().join("报告单"));
    written.retain(|file| !file.ends_with(".json"));
    let mut sorted: Vec<String> = listed.iter().map(|file| file.replace("报告单/", "")).collect();
    sorted.sort();
    assert_eq!(sorted, written);
    let run: Value = serde_json::from_str(&read(folder.path(), "结果.csv.receipt.json")).unwrap();
    assert_eq!(run["basis"], receipt["basis"], "the proof of a sheet is that of the list");
    let sheet = read(folder.path(), "报告单/sheets/E1.html");
    let short: String = receipt["basis"].as_str().unwrap().chars().take(4).collect();
    assert!(sheet.contains(&format!("; proof {short} ")), "{short}");
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let folder = project();
    heng(folder.path(), &["report", "-o", "一"]);
    let rows = read(folder.path(), "企业.csv");
    heng(folder.path(), &["report", "-o", "二"]);
    for file in files(&folder.path().join("一")).iter().filter(|file| file.ends_with(".html")) {
        assert_eq!(read(&folder.path().join("一"), file), read(&folder.path().join("二"), file), "{file}");
    }
    // The list does not depend on how the rows stand in their file.
    let mut lines: Vec<&str> = rows.lines().collect();
    lines[1..].reverse();
    fs::write(folder.path().join("企业.csv"), lines.join("\n")).unwrap();
    heng(folder.path(), &["report", "-o", "三"]);
    let list = |report: &str| {
        let page = read(folder.path(), &format!("{report}/index.html"));
        page.split_once("<tbody>").unwrap().1.to_owned()
    };
    assert_eq!(list("一"), list("三"));
}

#[test]
fn an_earlier_report_is_replaced_and_nothing_else_is() {
    let folder = project();
    let place = folder.path().join("报告单");
    assert_eq!(heng(folder.path(), &["report", "-o", "报告单/"]).status, 0);
    assert_eq!(heng(folder.path(), &["report", "-o", "报告单", "--row", "E1"]).status, 0);
    assert_eq!(files(&place), ["index.html", "report.receipt.json", "sheets/E1.html", "summary.html"]);
    fs::write(place.join("sheets/批注.txt"), "一份批注").unwrap();
    let refused = heng(folder.path(), &["--lang", "zh", "report", "-o", "报告单"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("H0940") && refused.err.contains("批注.txt"), "{}", refused.err);
    assert!(place.join("sheets/E1.html").is_file());
    // A folder that holds what the run reads is never replaced.
    let over = heng(folder.path(), &["--lang", "zh", "report", "-o", "."]);
    assert!(over.status == 2 && over.err.contains("H0907"), "{}", over.err);
    let over = heng(folder.path(), &["--lang", "zh", "report", "-d", "企业=企业.csv", "-o", "企业.csv"]);
    assert!(over.err.contains("H0941"), "{}", over.err);
}

#[test]
fn rows_are_chosen_by_key_or_by_name() {
    let folder = project();
    let ran = heng(folder.path(), &["report", "-o", "甲", "--row", "甲/乙", "乙厂", "E2"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(files(&folder.path().join("甲/sheets")), ["E2.html", "甲_乙~26270ecf.html"]);
    let ran = heng(folder.path(), &["--lang", "zh", "report", "-o", "乙", "--row", "E9", "无此厂"]);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err.matches("H0942").count(), 2, "{}", ran.err);
    assert!(!folder.path().join("乙").exists());
    let ran = heng(folder.path(), &["--lang", "zh", "report", "-o", "乙", "--table", "荣誉"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let ran = heng(folder.path(), &["--lang", "zh", "report", "-o", "乙", "--table", "企叶"]);
    assert!(ran.err.contains("H0904") && ran.err.contains("企业"), "{}", ran.err);
}

#[test]
fn faults_pending_decisions_and_open_values_are_as_in_a_run() {
    let folder = project();
    let last = heng(folder.path(), &["--lang", "zh", "report", "-o", "报告单", "--final"]);
    assert!(last.status == 5 && last.err.contains("H0910"), "{}", last.err);
    let register = read(folder.path(), "认定.csv").replace("甲/乙,,", "甲/乙,否,");
    fs::write(folder.path().join("认定.csv"), register).unwrap();
    let last = heng(folder.path(), &["--lang", "zh", "report", "-o", "报告单", "--final"]);
    assert_eq!(last.status, 0, "{}", last.err);
    let sheet = read(folder.path(), "报告单/sheets/E1.html");
    assert!(sheet.contains("正式结果") && !sheet.contains("预评价"), "{sheet}");
    let rows = read(folder.path(), "企业.csv").replace("200,12", "二百,0");
    fs::write(folder.path().join("企业.csv"), rows).unwrap();
    let wrong = heng(folder.path(), &["--lang", "zh", "report", "-o", "报告单"]);
    assert!(wrong.status == 3 && wrong.err.contains("没有写出结果"), "{}", wrong.err);
    assert_eq!(sheet, read(folder.path(), "报告单/sheets/E1.html"), "the earlier report stays");
}

/// Firms of 海门区: one in each class, one protected, one punished, one without data, one set aside by a decision, one not scored and
/// one that is not in the list.
#[test]
fn sheets_of_a_county_read_well() {
    const FIRMS: [(&str, &str); 9] = [
        ("county_a", "91320614XN8901261K"),
        ("county_b", "91320614XN8037207B"),
        ("county_c", "91320614XN9518694W"),
        ("county_d", "91320614XN1987891N"),
        ("county_protected", "91320614XN519758X7"),
        ("county_punished", "91320614XN59384805"),
        ("county_without_data", "91320614XN64321310"),
        ("county_set_aside", "91320614XN50742564"),
        ("county_unlisted", "91320614XN507407X2"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("报告单").to_string_lossy().into_owned();
    let mut words =
        vec!["--lang", "zh", "report", "examples/海门区", "-o", &place, "--what", "sheets", "--row"];
    words.extend(FIRMS.map(|(_, key)| key));
    let ran = heng(&root(""), &words);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for (name, key) in FIRMS {
        hold(name, &reading(&read(Path::new(&place), &format!("sheets/{key}.html"))));
    }
}

/// Policies that grade nobody have sheets too: ledgers, allocations, targets, years, tables made from others.
#[test]
fn policies_without_grades_have_sheets_too() {
    let projects = [
        ("run/years_ledger", "崇川区"),
        ("run/target_run", "如皋市"),
        ("run/rollup_project", "甲地"),
        ("explore/award", "B"),
    ];
    for (project, row) in projects {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("r.html").to_string_lossy().into_owned();
        let words = [
            "--lang",
            "zh",
            "report",
            &format!("tests/{project}"),
            "-o",
            &place,
            "--what",
            "sheets",
            "--row",
            row,
        ];
        let ran = heng(&root(""), &words);
        assert_eq!(ran.status, 0, "{}", ran.err);
        hold(&project.replace('/', "_"), &reading(&fs::read_to_string(&place).unwrap()));
    }
}
