//! Laws of whole runs: the order of rows and columns changes nothing, and what is equal is never taken for less or more.

use std::fs;
use std::path::Path;

use heng_tests::command::heng_in_chinese;
use proptest::prelude::*;

/// Runs one command in `folder`; how it ended and all it wrote.
fn heng(folder: &Path, words: &[&str]) -> (heng::Exit, String) {
    let ran = heng_in_chinese(folder, words, "");
    (ran.exit, ran.said())
}

/// A CSV file without quotes, as rows of cells.
fn cells(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).expect("a table");
    assert!(!text.contains('"'), "{} has quoted cells", path.display());
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// The same table with its rows and columns in the order that the random numbers give.
fn shuffled(table: &[Vec<String>], rows: &[u32], columns: &[u32]) -> String {
    let (head, body) = table.split_first().expect("a header");
    let mut columns: Vec<(u32, usize)> =
        (0..head.len()).map(|at| (columns[at % columns.len()], at)).collect();
    columns.sort_unstable();
    let mut body: Vec<(u32, &Vec<String>)> = body
        .iter()
        .enumerate()
        .map(|(at, row)| (rows[at % rows.len()].wrapping_mul(at as u32 + 1), row))
        .collect();
    body.sort_unstable_by_key(|(at, _)| *at);
    let line = |row: &Vec<String>| {
        columns.iter().map(|(_, at)| row[*at].as_str()).collect::<Vec<_>>().join(",") + "\n"
    };
    std::iter::once(line(head)).chain(body.iter().map(|(_, row)| line(row))).collect()
}

fn graded(folder: &Path, firms: &Path, accidents: &Path, out: &str) -> Vec<u8> {
    let county = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/海门区");
    let (firms, accidents) = (format!("企业={}", firms.display()), format!("事故={}", accidents.display()));
    let out = folder.join(out);
    let words = [
        "run",
        county.to_str().expect("a path"),
        "-d",
        &firms,
        "-d",
        &accidents,
        "-o",
        out.to_str().expect("a path"),
    ];
    let (exit, said) = heng(folder, &words);
    assert_eq!(exit, heng::Exit::Done, "{said}");
    fs::read(out).expect("the result")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_and_columns_changes_nothing(
        rows in proptest::collection::vec(any::<u32>(), 97),
        columns in proptest::collection::vec(any::<u32>(), 31),
    ) {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/海门区/数据");
        let (firms, accidents) = (data.join("企业.csv"), data.join("事故.csv"));
        let folder = tempfile::tempdir().expect("a folder");
        let as_given = graded(folder.path(), &firms, &accidents, "原样.csv");
        let (other_firms, other_accidents) = (folder.path().join("企业.csv"), folder.path().join("事故.csv"));
        fs::write(&other_firms, shuffled(&cells(&firms), &rows, &columns)).expect("a table");
        fs::write(&other_accidents, shuffled(&cells(&accidents), &rows, &columns)).expect("a table");
        prop_assert!(graded(folder.path(), &other_firms, &other_accidents, "换序.csv") == as_given);
    }
}

#[test]
fn ten_thousand_equal_rows_are_neither_below_nor_above_their_mean() {
    let script = "选项 等级 { A > B > C }\n表 企业 { 编号: 文本 主键；税: 万元；地: 亩 > 0；初评: 等级 }\n\
        对 企业 {\n  亩均 = 税 / 地\n  调档 终 自 初评 次序 自上而下 不补位 {\n\
        \x20   惩罚 低 当 亩均 < 平均(亩均) 调为 C @一\n    保护 高 当 亩均 > 平均(亩均) 不低于 A @二\n  }\n}\n\
        输出 企业 依 编号 { 编号；终 }\n";
    for numerator in [1, 2] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("评价.heng"), script).expect("a script");
        // 2/3, 4/6, 6/9 …: equal values in ten thousand spellings.
        let rows = (1..=10_000).map(|k| format!("E{k:05},{},{},B\n", numerator * k, 3 * k));
        let table: String = std::iter::once("编号,税,地,初评\n".to_owned()).chain(rows).collect();
        fs::write(folder.path().join("企业.csv"), table).expect("a table");
        let (exit, said) = heng(folder.path(), &["run", "评价.heng", "-d", "企业.csv", "-o", "结果.csv"]);
        assert_eq!(exit, heng::Exit::Done, "{said}");
        let result = fs::read_to_string(folder.path().join("结果.csv")).expect("the result");
        assert_eq!(result.lines().skip(1).filter(|line| line.ends_with(",B")).count(), 10_000);
    }
}
