//! The command line from end to end: every command runs in this process, in a folder of its own.

use std::fs;
use std::path::Path;

use heng_tests::command::{heng, heng_reading};
use serde_json::Value;

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A snapshot under tests/snapshots/cli.
fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/cli");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"heng \d+\.\d+\.\d+", "heng VERSION");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

const POLICY: &str = r#"政策 小县评价 { 名称 "小县工业企业资源集约利用综合评价办法"；文号 小政发〔2022〕1号 }
选项 等级 { A > B > C > D；不参评 }
表 企业 {
  企业编号: 文本 主键
  实缴税金: 万元 可缺 列名 "实缴税金（万元）"
  实际占地面积: 亩 > 0
  应税销售: 万元 默认 0
  小巨人: 是否 默认 否
  黑名单: 是否 默认 否
}
对 企业 {
  参评 { 不列 规模以下 当 应税销售 < 500 万元 @第三条 }
  亩均税收 = 实缴税金 / 实际占地面积 @第四条
  评分 综合得分 满分 100 分 {
    每项 上限 1.5 倍 下限 0 分 缺失 0 分
    亩均税收 100 基准 20 万元/亩 @第五条
    保留 2 位
  }
  分档 初评等级 依 综合得分 从高到低 {
    A 前 25%
    B 至 50%
    C 其余
    并列 企业编号 从低到高
    取整 四舍五入
    基数 排名者
  }
  读法 引领 "是否要同时" { 任一 小巨人；同时 小巨人 且 非 黑名单；取 同时 } @第六条
  调档 最终等级 自 初评等级 次序 自上而下 不补位 {
    保护 小巨人 当 引领 不低于 B @第六条
    惩罚 黑名单 当 黑名单 调为 D @第七条
  }
}
输出 企业 依 初评等级.名次 { 企业编号；亩均税收；综合得分；名次 = 初评等级.名次；最终等级 }
"#;

const FIRMS: &str = "企业编号,实缴税金（万元）,实际占地面积,应税销售,小巨人,黑名单\n\
E1,300,10,9000,否,否\nE2,100,10,8000,否,是\nE3,50,30,7000,是,否\nE4,,10,6000,否,否\nE5,10,10,400,否,否\nE6,50,30,700,否,否\n";

fn county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "评价.heng", POLICY);
    write(folder.path(), "企业.csv", FIRMS);
    folder
}

#[test]
fn the_result_is_written_with_a_summary_in_either_language() {
    let folder = county();
    let words = ["run", "评价.heng", "-d", "企业.csv", "-o", "结果.csv", "--lang"];
    let zh = heng(folder.path(), &[&words[..], &["zh"]].concat());
    assert_eq!(zh.status, 0, "{}", zh.err);
    let table = fs::read_to_string(folder.path().join("结果.csv")).unwrap();
    let en = heng(folder.path(), &[&words[..], &["en"]].concat());
    assert_eq!(
        table,
        fs::read_to_string(folder.path().join("结果.csv")).unwrap(),
        "the language changed the result"
    );
    assert!(zh.out.lines().all(|line| heng::report::text::width(line) <= 80));
    snapshot("run_table", &table);
    snapshot("run_summary_zh", &zh.out);
    snapshot("run_summary_en", &en.out);
    assert_eq!(names(folder.path()), ["企业.csv", "结果.csv", "结果.csv.receipt.json", "评价.heng"]);
}

#[test]
fn the_receipt_names_everything_and_tells_no_time() {
    let folder = county();
    let words = ["run", "评价.heng", "-d", "企业.csv", "-o", "结果.csv"];
    assert_eq!(heng(folder.path(), &words).status, 0);
    let first = fs::read(folder.path().join("结果.csv.receipt.json")).unwrap();
    assert_eq!(heng(folder.path(), &words).status, 0);
    assert_eq!(first, fs::read(folder.path().join("结果.csv.receipt.json")).unwrap());
    let receipt: Value = serde_json::from_slice(&first).unwrap();
    assert_eq!(receipt["schema"], "heng.receipt/1");
    for digest in
        [&receipt["scripts"][0], &receipt["data"][0], &receipt["outputs"][0]].map(|one| &one["sha256"])
    {
        assert_eq!(digest.as_str().unwrap().len(), 64);
    }
    assert_eq!(receipt["outputs"][0]["rows"]["企业"], 5);
    assert_eq!(receipt["cut"][0]["column"], "亩均税收");
}

#[test]
fn rows_and_columns_may_stand_in_any_order() {
    let folder = county();
    let words = ["run", "评价.heng", "-d", "企业.csv", "-o", "结果.csv"];
    heng(folder.path(), &words);
    let expected = fs::read(folder.path().join("结果.csv")).unwrap();
    let rows: Vec<Vec<&str>> = FIRMS.lines().map(|line| line.split(',').collect()).collect();
    for turn in 1..6 {
        let mut body: Vec<_> = rows[1..].to_vec();
        body.rotate_left(turn);
        if turn % 2 == 0 {
            body.reverse();
        }
        let shuffled: String = std::iter::once(&rows[0])
            .chain(&body)
            .map(|row| {
                let mut cells = row.clone();
                cells.rotate_left(turn);
                cells.join(",") + "\n"
            })
            .collect();
        write(folder.path(), "企业.csv", &shuffled);
        assert_eq!(heng(folder.path(), &words).status, 0);
        assert_eq!(
            expected,
            fs::read(folder.path().join("结果.csv")).unwrap(),
            "order {turn} changed the result"
        );
    }
}

#[test]
fn wrong_data_are_all_listed_and_nothing_is_written() {
    let folder = county();
    let bad = "企业编号,实缴税金（万元）,实际占地面积,应税销售,小巨人,黑名单\nE1,三百,10,9000,否,否\nE1,100,0,8000,也许,是\nE3,50,,7000,是,否\n";
    write(folder.path(), "企业.csv", bad);
    let words = ["run", "评价.heng", "-d", "企业.csv", "-o", "结果.csv", "--faults", "问题.csv", "--lang"];
    let zh = heng(folder.path(), &[&words[..], &["zh"]].concat());
    assert_eq!(zh.status, 3, "{}", zh.err);
    snapshot("data_faults_zh", &zh.err);
    snapshot("data_faults_en", &heng(folder.path(), &[&words[..], &["en"]].concat()).err);
    assert_eq!(names(folder.path()), ["企业.csv", "评价.heng", "问题.csv"]);
    let listed = fs::read_to_string(folder.path().join("问题.csv")).unwrap();
    assert_eq!(listed.lines().count(), 6, "{listed}");
    let checked = heng(folder.path(), &["check", "评价.heng", "-d", "企业.csv", "--format", "json"]);
    assert_eq!(checked.status, 3);
    let json: Value = serde_json::from_str(&checked.out).unwrap();
    assert_eq!(json["faults"].as_array().unwrap().len(), 5);
    assert_eq!(json["faults"][0]["place"]["file"], "企业.csv");
}

#[test]
fn a_result_is_never_written_over_an_input() {
    let folder = county();
    for target in ["企业.csv", "./评价.heng"] {
        let target = if target.ends_with("heng") { "评价.heng" } else { target };
        let ran = heng(folder.path(), &["run", "评价.heng", "-d", "企业.csv", "-o", target]);
        assert_eq!(ran.status, 2, "{}", ran.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("企业.csv")).unwrap(), FIRMS);
    assert_eq!(names(folder.path()), ["企业.csv", "评价.heng"]);
}

#[test]
fn data_may_come_from_standard_input_and_results_go_to_other_kinds_of_files() {
    let folder = county();
    let ran = heng_reading(folder.path(), &["run", "评价.heng", "-d", "-", "-o", "结果.json"], FIRMS);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let rows: Value = serde_json::from_slice(&fs::read(folder.path().join("结果.json")).unwrap()).unwrap();
    assert_eq!(rows[0]["企业编号"], "E1");
    assert_eq!(heng(folder.path(), &["run", "评价.heng", "-d", "企业.csv", "-o", "a.xlsx"]).status, 0);
    assert_eq!(heng(folder.path(), &["run", "评价.heng", "-d", "企业.csv", "-o", "a.doc"]).status, 2);
}

/// Ten entries, each with one fault, and the lines of the faults.
const TEN: &str = "表 企业 { 编号: 文本 主键；税金: 万元；面积: 亩 > 0 }\n\
对 企业 {\n  甲 = 税金 / \n  乙 = 税金 + 面积\n  丙 = 税斤 / 面积\n  丁 == 3\n  戊 = 若 税金 > 1 万元 则 2\n  己 = (税金\n  庚 = 税金 ≥ 1,000 万元\n  辛 = 取大(税金)\n  壬 = 平均(编号)\n  癸 = 税金 且 面积\n}\n";

#[test]
fn ten_faults_in_ten_entries_are_ten_reports_at_the_right_lines() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "十.heng", TEN);
    for lang in ["zh", "en"] {
        let ran = heng(folder.path(), &["check", "十.heng", "--format", "json", "--lang", lang]);
        assert_eq!(ran.status, 1);
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        let errors = json["diagnostics"].as_array().unwrap().iter().filter(|d| d["severity"] == "error");
        let mut lines: Vec<u64> = errors.map(|d| d["labels"][0]["place"]["line"].as_u64().unwrap()).collect();
        lines.dedup();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "{}", ran.out);
    }
}

#[test]
fn a_fault_is_drawn_told_and_given_as_data() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "错.heng",
        "表 企业 { 编号: 文本 主键；税金: 万元；面积: 亩 > 0 }\n对 企业 { 亩均 = 税斤 / 面积 }\n",
    );
    for (format, lang) in [("text", "zh"), ("text", "en"), ("plain", "zh"), ("plain", "en")] {
        let ran = heng(folder.path(), &["check", "错.heng", "--format", format, "--lang", lang]);
        assert_eq!(ran.status, 1);
        snapshot(&format!("fault_{format}_{lang}"), &ran.err);
    }
    snapshot("fault_json", &heng(folder.path(), &["check", "错.heng", "--format", "json"]).out);
}

#[test]
fn an_open_value_refuses_the_run_and_names_its_article() {
    let folder = county();
    let open =
        "表 企业 { 编号: 文本 主键；税金: 万元 }\n待定 起点: 万元 @第八条\n对 企业 { 超过 = 税金 - 起点 }\n";
    write(folder.path(), "待定.heng", open);
    write(folder.path(), "税.csv", "编号,税金\nE1,3\n");
    let words = ["run", "待定.heng", "-d", "税.csv", "-o", "结果.csv", "--lang", "zh"];
    let ran = heng(folder.path(), &words);
    assert_eq!(ran.status, 5, "{}", ran.err);
    assert!(ran.err.contains("[H0909]") && ran.err.contains("第八条"), "{}", ran.err);
    assert!(!folder.path().join("结果.csv").exists());
    let bound = heng(folder.path(), &[&words[..], &["-p", "起点=1.5"]].concat());
    assert_eq!(bound.status, 0, "{}", bound.err);
    assert_eq!(fs::read_to_string(folder.path().join("结果.csv")).unwrap(), "编号,超过\nE1,1.5\n");
}

#[test]
fn a_pending_decision_marks_the_run_and_refuses_a_final_one() {
    let folder = tempfile::tempdir().unwrap();
    let script = "表 企业 { 编号: 文本 主键；税金: 万元 }\n认定 调整: 万元 按 企业 @第九条\n对 企业 { 合计数 = 税金 + 调整 }\n";
    write(folder.path(), "评价.heng", script);
    write(folder.path(), "企业.csv", "编号,税金\nE1,3\nE2,4\n");
    let register = "名称,对象,值,文号,日期,经办,理由\n调整,E1,1.5,小政发〔2022〕2号,2022-03-01,工信局,受灾\n";
    write(folder.path(), "认定.csv", register);
    let words =
        ["run", "评价.heng", "-d", "企业.csv", "--decisions", "认定.csv", "-o", "结果.csv", "--lang", "zh"];
    let ran = heng(folder.path(), &words);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("预评价"), "{}", ran.out);
    assert_eq!(fs::read_to_string(folder.path().join("结果.csv")).unwrap(), "编号,合计数\nE1,4.5\nE2,未定\n");
    let last = heng(folder.path(), &[&words[..], &["--final"]].concat());
    assert_eq!(last.status, 5, "{}", last.err);
    assert!(last.err.contains("[H0910]"), "{}", last.err);
}

#[test]
fn money_that_does_not_end_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "分.heng",
        "表 企业 { 编号: 文本 主键；税金: 万元 }\n对 企业 { 三分之一 = 税金 / 3 }\n",
    );
    write(folder.path(), "企业.csv", "编号,税金\nE1,1\n");
    let ran = heng(folder.path(), &["run", "分.heng", "-d", "企业.csv", "-o", "结果.csv"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.err.contains("[H0912]"), "{}", ran.err);
    assert!(!folder.path().join("结果.csv").exists());
}

#[test]
fn wrong_command_lines_end_with_2() {
    let folder = county();
    let wrong: [&[&str]; 8] = [
        &["walk"],
        &["run", "没有.heng"],
        &["run", "评价.heng"],
        &["run", "评价.heng", "-d", "没有.csv"],
        &["run", "评价.heng", "-d", "园区=企业.csv"],
        &["run", "评价.heng", "-d", "企业.csv", "-p", "年度"],
        &["run", "评价.heng", "-d", "企业.csv", "-p", "没有=1"],
        &["explain-code", "H9999"],
    ];
    for words in wrong {
        for lang in ["zh", "en"] {
            let ran = heng(folder.path(), &[words, &["--lang", lang]].concat());
            assert_eq!(ran.status, 2, "{words:?}\n{}{}", ran.out, ran.err);
            assert!(!ran.err.is_empty());
        }
    }
}

#[test]
fn help_of_each_verb_ends_with_two_examples() {
    let folder = tempfile::tempdir().unwrap();
    for verb in ["check", "run", "test", "explain-code"] {
        for (lang, title) in [("zh", "例："), ("en", "Examples:")] {
            let ran = heng(folder.path(), &[verb, "--help", "--lang", lang]);
            assert_eq!(ran.status, 0);
            let examples = ran.out.split(title).nth(1).unwrap_or_default();
            assert_eq!(
                examples.lines().filter(|line| line.trim_start().starts_with("heng ")).count(),
                2,
                "{}",
                ran.out
            );
            snapshot(&format!("help_{verb}_{lang}"), &ran.out);
        }
    }
}

#[test]
fn examples_pass_or_fail_and_results_are_accepted() {
    let folder = county();
    let example = "算例 \"黑名单直接为D\" {\n  企业 { 企业编号 = \"E1\"，实际占地面积 = 10 亩，应税销售 = 900 万元，黑名单 = 是，其余列 任意 }\n  应得 企业[\"E1\"].最终等级 = D\n}\n算例 \"小巨人总是B\" {\n  企业 { 企业编号 = \"E1\"，实际占地面积 = 10 亩，应税销售 = 900 万元，小巨人 = 是，其余列 任意 }\n  应得 企业[\"E1\"].最终等级 = B\n}\n";
    write(folder.path(), "评价.heng", &format!("{POLICY}{example}"));
    write(folder.path(), "heng.toml", "script = \"评价.heng\"\n[data]\n\"企业\" = \"企业.csv\"\n");
    let ran = heng(folder.path(), &["test", "--lang", "zh"]);
    assert_eq!(ran.status, 4, "{}{}", ran.out, ran.err);
    snapshot("test_out_zh", &ran.out);
    assert!(ran.err.contains("黑名单 = 是") || ran.err.contains("实缴税金"), "{}", ran.err);
    write(folder.path(), "评价.heng", POLICY);
    assert_eq!(heng(folder.path(), &["test", "--accept"]).status, 0);
    assert_eq!(heng(folder.path(), &["test"]).status, 0);
    write(folder.path(), "企业.csv", &FIRMS.replace("E1,300", "E1,299"));
    let changed = heng(folder.path(), &["test", "--lang", "en"]);
    assert_eq!(changed.status, 4, "{}", changed.out);
    assert!(changed.out.contains("DIFFER"), "{}", changed.out);
}

#[test]
fn deviations_lists_each_change_with_its_article() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let county = heng(root, &["deviations", "examples/海门区", "--lang", "zh"]);
    assert_eq!(county.status, 0, "{}", county.err);
    let decision = heng(
        root,
        &[
            "deviations",
            "stdlib/南通/修改支持科技创新型企业发展.heng.md",
            "--as-of",
            "2024-12-31",
            "--lang",
            "zh",
        ],
    );
    assert_eq!(decision.status, 0, "{}", decision.err);
    snapshot("deviations", &format!("{}{}\n{}{}", county.out, county.err, decision.out, decision.err));

    let json = heng(root, &["deviations", "examples/海门区", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["schema"], "heng.deviations/1");
    let all = json["deviations"].as_array().unwrap();
    assert!(all.iter().all(|each| each["line"].as_u64().is_some_and(|line| line > 0)), "{all:#?}");
}

#[test]
fn the_day_chooses_the_text_and_a_run_without_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(
        folder,
        "办法.heng",
        "政策 办法 { 文号 小政规〔2020〕4号；施行 2020-08-16 起 至 2024-12-31 }\n表 企业 { 编号: 文本 主键；收入: 万元 }\n对 企业 { 够大 = 收入 ≥ 500 万元 @第二条 }\n",
    );
    write(
        folder,
        "县.heng",
        "引用 办法\n修改 小政规〔2020〕4号 施行 2022-12-28 起 至 2023-12-31 { @第一条\n  换 够大 = 收入 ≥ 800 万元\n}\n",
    );
    write(folder, "企业.csv", "编号,收入\nE1,600\n");
    let run = |day: &str| {
        let mut words = vec!["run", "县.heng", "-d", "企业=企业.csv", "-o", "结果.csv"];
        if !day.is_empty() {
            words.extend(["--as-of", day]);
        }
        let ran = heng(folder, &words);
        let table = fs::read_to_string(folder.join("结果.csv")).unwrap_or_default();
        let _ = fs::remove_file(folder.join("结果.csv"));
        (ran.status, table.lines().last().unwrap_or_default().to_owned(), ran.err)
    };
    for (day, expected) in [
        ("2020-08-16", "E1,是"),
        ("2022-12-27", "E1,是"),
        ("2022-12-28", "E1,否"),
        ("2023-12-31", "E1,否"),
        ("2024-01-01", "E1,是"),
        ("2024-12-31", "E1,是"),
    ] {
        let (status, row, err) = run(day);
        assert_eq!((status, row.as_str()), (0, expected), "{day}: {err}");
    }
    for (day, code, exit) in
        [("2020-08-15", "H0731", 1), ("2025-01-01", "H0732", 1), ("", "H0914", 2), ("昨天", "H0906", 2)]
    {
        let (status, row, err) = run(day);
        assert_eq!((status, row.as_str()), (exit, ""), "{day}: {err}");
        assert!(err.contains(code), "{day}: {err}");
    }
}
