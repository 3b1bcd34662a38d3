//! Threads and batches change nothing: whatever a command writes and says is the same bytes for any number of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use heng_interp::eval::Options;
use heng_tests::command::heng_in;
use proptest::prelude::*;

/// All that a command left.
#[derive(Debug, PartialEq)]
struct Left {
    status: u8,
    said: String,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

/// Threads and rows a batch; the first one is what the others are held against.
const WAYS: [(usize, usize); 6] = [(1, 4096), (2, 4096), (3, 512), (7, 37), (2, 5), (3, 1 << 20)];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `heng` with these words in a folder that `fill` fills; every file that is there in the end.
fn heng(words: &[&str], (threads, batch): (usize, usize), fill: impl Fn(&Path)) -> Left {
    let folder = tempfile::tempdir().expect("a folder");
    fill(folder.path());
    let ran = heng_in(folder.path(), &[&["--lang", "zh"], words].concat(), "", |shell| {
        shell.evaluation = Options { threads, batch, ..shell.evaluation };
    });
    let mut files = BTreeMap::new();
    collect(folder.path(), folder.path(), &mut files);
    Left { status: ran.status, said: ran.said(), files }
}

fn collect(folder: &Path, top: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            collect(&entry, top, files);
        } else {
            let name = entry.strip_prefix(top).expect("a file of the folder").to_owned();
            files.insert(name, fs::read(&entry).expect("a file"));
        }
    }
}

/// The files of a folder, copied.
fn copied(from: &Path) -> impl Fn(&Path) + use<> {
    let mut files = BTreeMap::new();
    collect(from, from, &mut files);
    move |folder| {
        for (name, bytes) in &files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }
}

/// Runs in all ways; what all of them left.
fn the_same(words: &[&str], fill: impl Fn(&Path)) -> Left {
    let first = heng(words, WAYS[0], &fill);
    for way in &WAYS[1..] {
        let other = heng(words, *way, &fill);
        let same = other == first;
        assert!(same, "{words:?} with {way:?} (threads, rows a batch)\n{}\n{}", first.said, other.said);
    }
    first
}

#[test]
fn a_county_is_graded_the_same() {
    let left = the_same(&["run", "-o", "结果.csv"], copied(&root().join("examples/海门区")));
    assert_eq!(left.status, 0, "{}", left.said);
    assert!(left.files.contains_key(Path::new("结果.csv.receipt.json")));
}

#[test]
fn the_reference_job_is_done_the_same() {
    let left = the_same(&["run", "-o", "结果.csv"], copied(&root().join("examples/基准")));
    assert_eq!(left.status, 0, "{}", left.said);
    let expected = fs::read(root().join("examples/基准/期望/结果.csv")).expect("the answer");
    assert_eq!(left.files.get(Path::new("结果.csv")), Some(&expected));
    let told =
        the_same(&["run", "-o", "结果.json", "--format", "json"], copied(&root().join("examples/基准")));
    assert_eq!(told.status, 0, "{}", told.said);
}

#[test]
fn the_command_line_says_how_many_threads() {
    let fill = copied(&root().join("examples/基准"));
    let [one, three] = ["1", "3"].map(|n| heng(&["run", "-o", "结果.csv", "--threads", n], (2, 4096), &fill));
    assert_eq!((one.status, &one), (0, &three), "{}", one.said);
    for wrong in ["0", "很多"] {
        let refused = heng(&["run", "--threads", wrong], (1, 1), &fill);
        assert_eq!((refused.status, refused.said.contains("--threads")), (2, true), "{}", refused.said);
    }
}

#[test]
fn a_settlement_is_made_the_same() {
    let words = ["run", "-p", "年度=2024", "-o", "结算"];
    let left = the_same(&words, copied(&root().join("examples/市区财政结算")));
    assert_eq!(left.status, 0, "{}", left.said);
}

#[test]
fn faults_are_the_same_and_in_the_same_order() {
    for folder in ["examples/海门区/坏数据", "tests/explore/申诉"] {
        let left = the_same(
            &["check", "--data", "--faults", "问题.csv", "--format", "json"],
            copied(&root().join(folder)),
        );
        assert!(left.said.contains("heng.diagnostics/2"), "{}", left.said);
    }
}

const POLICY: &str = "选项 等级 { A > B > C > D }
表 企业 { 编号: 文本 主键；行业: 文本；税: 万元 可缺；地: 亩 可缺 零作缺失 }
对 企业 {
  亩均 = 税 / 地
  份额 = 税 / (合计(税 按 行业) 零作缺失)
  评分 总分 满分 100 分 {
    每项 上限 1.5 倍 下限 0 分 缺失 0 分
    亩均 60 基准 2 × 平均(亩均)
    份额 40 基准 1/3
    保留 1 位
  }
  分档 初评 依 总分 从高到低 {
    A 前 10%
    B 至 40%
    C 至 90%
    D 其余
    并列 亩均 从高到低（缺失 最后），编号 从低到高
    取整 四舍五入
    基数 排名者
  }
  低 = (亩均 缺失时 0 万元/亩) < 中位(亩均 按 行业)
}
输出 企业 依 初评.名次 { 编号；份额 公布 6 位；总分；名次 = 初评.名次；初评；低 }
";

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_full_of_ties_and_gaps_give_the_same(
        rows in proptest::collection::vec((0_u8..4, -3_i32..40, 0_i32..8, 0_u8..60), 1..90),
    ) {
        // Amounts repeat, quotients meet in many spellings; now and then a cell is blank, or is no number at all.
        let cell = |number: i32, odd: bool| if odd { String::new() } else { number.to_string() };
        let lines = rows.iter().enumerate().map(|(at, (industry, tax, land, odd))| {
            let area = if *odd == 59 { "两亩".to_owned() } else { cell(land * 3, *odd == 1) };
            format!("E{at},行业{industry},{},{area}\n", cell(tax * 2, *odd == 0))
        });
        let table: String = std::iter::once("编号,行业,税,地\n".to_owned()).chain(lines).collect();
        let left = the_same(&["run", "评价.heng", "-d", "企业.csv", "-o", "结果.csv"], |folder| {
            fs::write(folder.join("评价.heng"), POLICY).expect("a script");
            fs::write(folder.join("企业.csv"), &table).expect("a table");
        });
        prop_assert_eq!(left.status, if table.contains("两亩") { 3 } else { 0 }, "{}", left.said);
    }
}
