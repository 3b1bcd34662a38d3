//! The leaders' summary that `heng report --what summary` writes: the page of a small project as it reads, its pictures, and the figures of a
//! county against those of `heng run`.

use std::fs;
use std::path::PathBuf;

use heng_tests::command;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn heng(words: &[&str]) -> (u8, String) {
    let ran = command::heng(&root(), words);
    (ran.status, ran.said())
}

/// The summary page of a project.
fn page(project: &str, language: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("摘要.html");
    let written = file.to_str().unwrap();
    let (status, said) = heng(&["--lang", language, "report", project, "-o", written, "--what", "summary"]);
    assert_eq!(status, 0, "{said}");
    fs::read_to_string(&file).unwrap()
}

/// What a page says: a line for each block, cells apart by `|`; pictures by their title and description alone.
fn words(page: &str) -> String {
    let body = page.split("<main").nth(1).unwrap_or_default();
    let mut text = String::new();
    let mut rest = body.split_once('>').map_or("", |(_, rest)| rest);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = after;
        match tag.split_whitespace().next().unwrap_or_default() {
            "svg" if tag.contains("class=\"chart\"") => {
                let (picture, after) = rest.split_once("</svg>").unwrap_or_default();
                let part = |tag: &str| {
                    picture.split(tag).nth(1).and_then(|text| text.split('<').next()).unwrap_or_default()
                };
                text.push_str(&format!("\n[picture: {} — {}]\n", part("<title>"), part("<desc>")));
                rest = after;
            }
            "svg" => rest = rest.split_once("</svg>").map_or("", |(_, after)| after),
            "/td" | "/th" => text.push_str(" | "),
            "/li" | "/p" | "/tr" | "/h1" | "/h2" | "/h3" | "/div" | "/figcaption" | "/summary" | "/ul" => {
                text.push('\n')
            }
            "h2" => text.push_str("\n## "),
            "h3" => text.push_str("### "),
            _ => {}
        }
    }
    let unescaped =
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", "\"");
    let lines = unescaped.lines().map(str::trim_end).collect::<Vec<_>>();
    let mut kept: Vec<&str> = Vec::new();
    for line in lines {
        if !(line.trim().is_empty() && kept.last().is_none_or(|last| last.is_empty())) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/snapshots/summary_page"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter("[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}", "[proof]");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_page_of_a_small_project_reads_in_both_languages() {
    snapshot("words_zh", &words(&page("tests/explore/summary", "zh")));
    snapshot("words_en", &words(&page("tests/explore/summary", "en")));
}

#[test]
fn pictures_are_drawn_in_the_page_and_fetch_nothing() {
    let page = page("tests/explore/summary", "zh");
    for outside in ["http://", "https://", "url(//", "@import", "<img", "<link"] {
        let found = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!found.contains(outside), "{outside} is in the page");
    }
    let pictures: Vec<&str> =
        page.split("<svg class=\"chart\"").skip(1).filter_map(|rest| rest.split("</svg>").next()).collect();
    assert!(pictures.len() >= 5, "{} pictures", pictures.len());
    assert!(pictures.iter().all(|picture| picture.contains("<title>") && picture.contains("<desc>")));
    let broken: Vec<String> = pictures.iter().map(|picture| picture.replace("><", ">\n<")).collect();
    snapshot("pictures", &broken.join("\n\n"));
}

/// The cells of the row of a table that begins with these cells.
fn row(page: &str, first: &[&str]) -> Vec<String> {
    let rows = page.split("<tr").map(|row| row.split("</tr>").next().unwrap_or_default());
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split("</t").filter_map(|cell| cell.rsplit_once('>'));
        cells.map(|(_, text)| text.to_owned()).filter(|text| !text.is_empty()).collect()
    };
    let mut found = rows
        .map(cells)
        .filter(|cells| first.iter().zip(cells).all(|(a, b)| a == b) && cells.len() > first.len());
    found.next().unwrap_or_else(|| panic!("no row {first:?}"))
}

#[test]
fn the_figures_of_a_county_are_those_of_its_run() {
    let page = page("examples/海门区", "zh");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("结果.csv");
    let (status, said) = heng(&["--format", "json", "run", "examples/海门区", "-o", out.to_str().unwrap()]);
    assert_eq!(status, 0, "{said}");
    let run: Value = serde_json::from_str(&said).unwrap();
    let grade = &run["summary"]["grades"][0];
    let counts = |class: &Value| [class["before"].to_string(), class["after"].to_string()];
    for class in grade["classes"].as_array().unwrap() {
        let name = class["class"].as_str().unwrap();
        let told = row(&page, &[name]);
        let [before, after] = counts(class);
        assert!(told.contains(&before) && told.contains(&after), "{name}: {told:?} is not {before}, {after}");
    }
    for part in grade["moves"].as_array().unwrap().iter().filter(|part| part["held"] != 0) {
        let kind = if part["kind"] == "protect" { "保护" } else { "惩罚" };
        let name = format!("{kind} {}", part["name"].as_str().unwrap());
        let told = row(&page, &[&name]);
        assert_eq!([&told[2], &told[3]], [&part["held"].to_string(), &part["changed"].to_string()], "{name}");
    }
    let scope = &run["summary"]["participation"][0];
    let sentence =
        format!("共 {} 家，列入 {} 家，其中评分 {} 家。", scope["rows"], scope["listed"], scope["scored"]);
    assert!(page.contains(&sentence), "{sentence}");
    // The total of each breakdown is the whole.
    let classes: Vec<String> =
        grade["classes"].as_array().unwrap().iter().map(|class| class["after"].to_string()).collect();
    let total = row(&page, &["合计", &scope["listed"].to_string(), &scope["scored"].to_string()]);
    assert_eq!(total[3..3 + classes.len()], classes);
    // Equal scores at a boundary are told by both.
    let ties = grade["ties"].as_array().unwrap();
    let told = words(&page);
    let tied = told.lines().filter(|line| line.starts_with("线上最后") && line.contains("两家得分相同"));
    assert_eq!(ties.len(), tied.count());
    assert!(page.contains(&format!("得分相同的有 {} 家", grade["tied"])));
}

#[test]
fn a_settlement_has_a_summary_of_who_gets_how_much() {
    let page = words(&page("examples/市区财政结算", "zh"));
    let (lead, _) = page.split_once("[picture").unwrap();
    snapshot("settlement_lead", lead);
    for part in ["## 各方所得", "### 土地出让（万元）", "## 分配", "## 待定的数与参数", "校验 6 条，全部成立"]
    {
        assert!(page.contains(part), "{part} is not in the page");
    }
}

#[test]
fn targets_are_drawn_against_the_line_of_completion() {
    let page = words(&page("tests/run/target_run", "zh"));
    assert!(page.contains("[picture: 指标进度 — ") && page.contains("## 指标"), "{page}");
}
