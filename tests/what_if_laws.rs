//! The law of `heng what-if`: what it says is otherwise is exactly what two full runs have otherwise, over the data as they are and over
//! the data with the change in their files — every cell of every row that is written, and every fault of the data.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use heng::shell::Shell;
use heng_tests::command;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// A firm as its file has it; `None` is a blank cell.
#[derive(Clone, Debug)]
struct Firm {
    tax: Option<i32>,
    area: i32,
    energy: Option<i32>,
    patents: Option<i32>,
    barred: Option<bool>,
    town: usize,
}

/// An accident of a firm, known by its number.
#[derive(Clone, Debug)]
struct Accident {
    firm: usize,
    count: i32,
}

/// The data of a run.
#[derive(Clone, Debug)]
struct Data {
    firms: Vec<(String, Firm)>,
    accidents: Vec<(String, Accident)>,
}

/// How the policy is written.
#[derive(Clone, Debug)]
struct Policy {
    /// How places are made of shares.
    rounding: &'static str,
    /// What a missing tax per area does to the score.
    missing: &'static str,
    /// Which mean is the baseline.
    mean: &'static str,
    /// The order of the moves.
    order: &'static str,
    /// Whether places that a move frees are filled.
    refill: &'static str,
    /// The digits that the score is rounded to.
    digits: u8,
}

/// One change, as a person asks it and as the files have it then.
#[derive(Clone, Debug)]
enum Change {
    Cell { firm: usize, column: &'static str, value: String },
    Accident { accident: usize, column: &'static str, value: String },
    Without(usize),
    Add { firm: usize, count: i32 },
}

const TOWNS: [&str; 2] = ["东镇", "西镇"];

fn script(policy: &Policy) -> String {
    let Policy { rounding, missing, mean, order, refill, digits } = policy;
    format!(
        r#"
选项 等级 {{ A > B > C > D；不参评 }}
表 镇 {{ 名称: 文本 主键；园区: 是否 默认 否 }}
表 企业 {{
  编号: 文本 主键；税: 万元 可缺；地: 亩 > 0；能耗: 吨标煤 可缺 零作缺失；专利: 件 默认 0 件；黑名单: 是否 默认 否
  属地: → 镇
}}
表 事故 {{ 号: 文本 主键；企业: → 企业；起数: 起 ≥ 0 起 }}
基准税 = 2 × {mean}
对 企业 {{
  参评 {{ 不评 微小 当 税 < 5 万元 缺失 不适用 记 不参评 }}
  亩税 = 税 / 地
  耗税 = 税 / 能耗
  起数 = 合计(名下 事故.起数)
  评分 分 满分 100 分 {{
    每项 上限 1.5 倍 下限 0 分
    税 70 指标 亩税 基准 基准税 缺失 {missing}
    耗 20 指标 耗税 基准 8 万元/吨标煤 缺失 同项平均
    专利 10 指标 专利 × 1 分/件 基准 5 分
    另加 (若 属地.园区 则 1 分 否则 0 分)
    保留 {digits} 位
  }}
  分档 初评 依 分 从高到低 {{
    A 前 20%；B 至 50%；C 至 80%；D 其余
    并列 亩税 从高到低（缺失 最后），编号 从低到高；取整 {rounding}；基数 排名者
  }}
  调档 终评 自 初评 次序 {order} {refill} {{
    每条 缺失 不适用
    保护 专利多 当 专利 ≥ 5 件 不低于 B
    惩罚 低于平均 当 初评 = A 且 亩税 < 平均(亩税) 调为 B
    惩罚 事故 当 起数 ≥ 2 起 下调 1 档
    惩罚 黑名单 当 黑名单 调为 D
  }}
  镇内税 = 合计(税 按 属地)
  名 = 名次(亩税 从高到低，编号 从低到高 按 属地)
}}
"#
    )
}

fn blank<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn write_data(folder: &Path, data: &Data) {
    let mut firms = "编号,税,地,能耗,专利,黑名单,属地\n".to_owned();
    for (key, firm) in &data.firms {
        let barred = firm.barred.map(|barred| if barred { "是" } else { "否" });
        let (tax, energy, patents) = (blank(firm.tax), blank(firm.energy), blank(firm.patents));
        writeln!(
            firms,
            "{key},{tax},{},{energy},{patents},{},{}",
            firm.area,
            blank(barred),
            TOWNS[firm.town]
        )
        .unwrap();
    }
    let mut accidents = "号,企业,起数\n".to_owned();
    for (key, accident) in &data.accidents {
        writeln!(accidents, "{key},E{},{}", accident.firm, accident.count).unwrap();
    }
    std::fs::write(folder.join("企业.csv"), firms).unwrap();
    std::fs::write(folder.join("事故.csv"), accidents).unwrap();
    std::fs::write(folder.join("镇.csv"), "名称,园区\n东镇,是\n西镇,\n").unwrap();
}

/// The data with the change in them, and the words that ask for it.
fn changed(data: &Data, change: &Change) -> (Data, Vec<String>) {
    let mut data = data.clone();
    let number = |value: &str| value.parse::<i32>().ok();
    let words = match change {
        Change::Cell { firm, column, value } => {
            let at = firm % data.firms.len();
            let (key, firm) = &mut data.firms[at];
            match *column {
                "税" => firm.tax = number(value),
                "地" => firm.area = number(value).unwrap_or(1),
                "能耗" => firm.energy = number(value),
                "专利" => firm.patents = number(value),
                "黑名单" => {
                    firm.barred =
                        [("是", true), ("否", false)].iter().find(|(w, _)| w == value).map(|(_, b)| *b)
                }
                _ => firm.town = usize::from(value == TOWNS[1]),
            }
            vec!["--row".to_owned(), format!("{key}.{column}={value}")]
        }
        Change::Accident { accident, column, value } => {
            let count = data.firms.len();
            let Some(at) = accident.checked_rem(data.accidents.len()) else { return (data, Vec::new()) };
            let (key, accident) = &mut data.accidents[at];
            let mut value = value.clone();
            if *column == "起数" {
                accident.count = number(&value).unwrap_or(0);
            } else {
                accident.firm = number(&value).unwrap_or(0).unsigned_abs() as usize % count;
                value = format!("E{}", accident.firm);
            }
            vec!["--row".to_owned(), format!("事故/{key}.{column}={value}")]
        }
        Change::Without(firm) => {
            let at = firm % data.firms.len();
            let key = data.firms[at].0.clone();
            data.firms.remove(at);
            data.accidents.retain(|(_, accident)| format!("E{}", accident.firm) != key);
            vec!["--without".to_owned(), format!("企业/{key}")]
        }
        Change::Add { firm, count } => {
            let firm = firm % data.firms.len();
            data.accidents.push(("X9".to_owned(), Accident { firm, count: *count }));
            vec!["--add".to_owned(), format!("事故: 号=X9，企业=E{firm}，起数={count}")]
        }
    };
    (data, words)
}

/// What a command says in a folder: its exit status, standard output, standard error.
fn heng(folder: &Path, words: &[String]) -> (u8, String, String) {
    let ran = command::heng(folder, &words.iter().map(String::as_str).collect::<Vec<_>>());
    (ran.status, ran.out, ran.err)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The cells of a result: by table, key and column.
type Place = (String, String, String);
type Cells = BTreeMap<Place, String>;

/// Every cell that a full run writes; else the faults of the data, each with its row and column.
fn full_run(folder: &Path) -> Result<Cells, Vec<String>> {
    let run = "--format json run 办法.heng -d 企业=企业.csv -d 事故=事故.csv -d 镇=镇.csv -o 结果.csv";
    let (exit, out, err) = heng(folder, &words(run));
    if exit != 0 {
        return Err(faults(exit, &out, &err));
    }
    let rows = cells_of(folder, "企业", |line| line[0].clone());
    Ok(rows.into_iter().chain(cells_of(folder, "结果", |_| String::new())).collect())
}

fn cells_of(folder: &Path, table: &str, key: impl Fn(&[String]) -> String) -> Cells {
    let text = std::fs::read_to_string(folder.join(format!("结果-{table}.csv"))).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let headers = lines.next().unwrap();
    let mut cells = Cells::new();
    for line in lines {
        let key = key(&line);
        for (header, cell) in headers.iter().zip(line) {
            cells.insert((table.to_owned(), key.clone(), header.clone()), cell);
        }
    }
    cells
}

fn faults(exit: u8, out: &str, err: &str) -> Vec<String> {
    let document: serde_json::Value =
        serde_json::from_str(out).unwrap_or_else(|error| panic!("{exit} {error}\n{out}\n{err}"));
    let list = |part: &str| document[part].as_array().cloned().unwrap_or_default();
    let faults = list("faults").into_iter().chain(list("diagnostics"));
    let errors = faults.filter(|fault| fault["severity"] == "error");
    let mut told: Vec<String> =
        errors.map(|fault| format!("{} {} {}", fault["code"], fault["key"], fault["column"])).collect();
    told.sort();
    assert!(!told.is_empty(), "{exit}\n{out}\n{err}");
    told
}

/// What `heng what-if` says is otherwise: before and after.
fn asked(folder: &Path, change: &[String]) -> Result<BTreeMap<Place, (String, String)>, Vec<String>> {
    let what_if =
        "--format json what-if 办法.heng -d 企业=企业.csv -d 事故=事故.csv -d 镇=镇.csv -o 变动.csv";
    let (exit, out, err) = heng(folder, &[&words(what_if)[..], change].concat());
    if exit != 0 {
        return Err(faults(exit, &out, &err));
    }
    let text = std::fs::read_to_string(folder.join("变动.csv")).unwrap();
    let lines = text.trim_start_matches('\u{feff}').lines().skip(1);
    let cells = lines.map(|line| {
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        let place = (cells[0].clone(), cells[1].clone(), cells[2].clone());
        (place, (cells[3].clone(), cells[4].clone()))
    });
    Ok(cells.collect())
}

/// What came of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// The data are faulty before the change.
    Nothing,
    /// They are faulty after it, and the what-if says so.
    Faults,
    /// Cells are otherwise, and the what-if says which.
    Cells,
    /// No cell is.
    Same,
}

/// A change says exactly what two full runs do.
fn holds(policy: &Policy, data: &Data, change: &Change) -> Came {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("办法.heng"), script(policy)).unwrap();
    let (after, words) = changed(data, change);
    if words.is_empty() {
        return Came::Nothing;
    }
    write_data(folder.path(), data);
    let Ok(old) = full_run(folder.path()) else { return Came::Nothing };
    let told = asked(folder.path(), &words);
    write_data(folder.path(), &after);
    match (full_run(folder.path()), told) {
        (Err(faults), told) => {
            assert_eq!(told, Err(faults), "{change:?}");
            Came::Faults
        }
        (Ok(new), told) => {
            let keys: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).cloned().collect();
            let cell = |cells: &Cells, key: &Place| cells.get(key).cloned().unwrap_or_default();
            let differs = keys.into_iter().map(|key| (key.clone(), (cell(&old, &key), cell(&new, &key))));
            let differs: BTreeMap<_, _> = differs.filter(|(_, (was, is))| was != is).collect();
            let came = if differs.is_empty() { Came::Same } else { Came::Cells };
            assert_eq!(told, Ok(differs), "{change:?}");
            came
        }
    }
}

fn some_number(greatest: i32) -> impl Strategy<Value = Option<i32>> {
    prop_oneof![1 => Just(None), 1 => Just(Some(0)), 6 => (1..=greatest).prop_map(Some)]
}

fn firm() -> impl Strategy<Value = Firm> {
    // Few values, so that rows tie.
    let barred = prop_oneof![3 => Just(None), 1 => any::<bool>().prop_map(Some)];
    (some_number(60), 1..6_i32, some_number(9), some_number(6), barred, 0..2_usize).prop_map(
        |(tax, area, energy, patents, barred, town)| Firm { tax, area, energy, patents, barred, town },
    )
}

fn data() -> impl Strategy<Value = Data> {
    (prop::collection::vec(firm(), 2..14), prop::collection::vec((0..14_usize, 0..3_i32), 0..5)).prop_map(
        |(firms, accidents)| {
            let count = firms.len();
            let firms = firms.into_iter().enumerate().map(|(at, firm)| (format!("E{at}"), firm)).collect();
            let accidents = accidents
                .into_iter()
                .enumerate()
                .map(|(at, (firm, count_of))| {
                    (format!("S{at}"), Accident { firm: firm % count, count: count_of })
                })
                .collect();
            Data { firms, accidents }
        },
    )
}

fn policy() -> impl Strategy<Value = Policy> {
    (
        prop::sample::select(vec!["四舍五入", "舍去", "进一"]),
        prop::sample::select(vec!["0 分", "同项平均", "(若 有值(能耗) 则 5 分 否则 0 分)"]),
        prop::sample::select(vec![
            "平均(企业.亩税 当 参评)",
            "最大(企业.亩税 当 参评)",
            "中位(企业.亩税 当 参评)",
        ]),
        prop::sample::select(vec!["自上而下"]),
        prop::sample::select(vec!["不补位"]),
        0..3_u8,
    )
        .prop_map(|(rounding, missing, mean, order, refill, digits)| Policy {
            rounding,
            missing,
            mean,
            order,
            refill,
            digits,
        })
}

fn change() -> impl Strategy<Value = Change> {
    let number = prop_oneof![
        1 => Just(String::new()),
        1 => Just("0".to_owned()),
        1 => Just("-3".to_owned()),
        6 => (1..90_i32).prop_map(|n| n.to_string()),
    ];
    let column = prop::sample::select(vec!["税", "地", "能耗", "专利"]);
    let cell = (0..14_usize, column, number.clone())
        .prop_filter("a blank area is a fault of its own", |(_, column, value)| {
            *column != "地" || !value.is_empty()
        })
        .prop_map(|(firm, column, value)| Change::Cell { firm, column, value });
    let word = prop_oneof![
        (0..14_usize, prop::sample::select(vec!["是", "否", ""])).prop_map(|(firm, value)| {
            Change::Cell { firm, column: "黑名单", value: value.to_owned() }
        }),
        (0..14_usize, prop::sample::select(TOWNS.to_vec())).prop_map(|(firm, value)| Change::Cell {
            firm,
            column: "属地",
            value: value.to_owned()
        }),
    ];
    let accident = (0..5_usize, prop::sample::select(vec!["企业", "起数"]), -1..14_i32).prop_map(
        |(accident, column, value)| Change::Accident { accident, column, value: value.to_string() },
    );
    prop_oneof![
        6 => cell,
        2 => word,
        2 => accident,
        1 => (0..14_usize).prop_map(Change::Without),
        1 => (0..14_usize, -1..3_i32).prop_map(|(firm, count)| Change::Add { firm, count }),
    ]
}

/// The same cases in every run: what is said of how many were compared holds of all runs or of none.
fn runner(config: ProptestConfig) -> TestRunner {
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn a_what_if_is_a_full_run_on_the_changed_data() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let came = std::cell::RefCell::new(BTreeMap::new());
    let run = runner(config).run(&(policy(), data(), change()), |(policy, data, change)| {
        *came.borrow_mut().entry(holds(&policy, &data, &change)).or_insert(0) += 1;
        Ok(())
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
    let came = came.into_inner();
    let count = |what| came.get(&what).copied().unwrap_or(0_u32);
    assert!(count(Came::Cells) * 3 > cases && count(Came::Faults) > 0, "few were compared: {came:?}");
}

/// The class of a firm, read off an evaluation of the data with another value in one of its cells; none where the data are faulty.
fn class_with(prepared: &mut heng::run::Prepared, (key, column, value): (&str, &str, i64)) -> Option<u32> {
    use heng_interp::value::Value;
    let id = prepared.program.table("企业").unwrap();
    let grade = prepared.program.find(&["终评"]).unwrap();
    let table = &mut prepared.inputs.tables[id.index()];
    let (row, column) = (table.find_written(key).unwrap(), table.schema().position(column).unwrap());
    let held = table.value(row, column);
    let rule = table.schema().columns[column].clone();
    let value = Value::Number(value.into());
    let fits = rule.check(&value).is_none();
    let value = if value.is_zero() && rule.zero_is_missing {
        Value::Absent(heng_interp::value::Absence::Missing)
    } else {
        value
    };
    if !fits {
        return None;
    }
    table.replace(column, vec![(row, value)]);
    let (outcome, faults) = prepared.evaluate();
    let class = outcome.value(grade, row);
    drop(outcome);
    prepared.inputs.tables[id.index()].replace(column, vec![(row, held)]);
    match class {
        Value::Choice(class) if !faults.iter().any(|fault| fault.is_error()) => Some(class),
        _ => None,
    }
}

/// What lifts a firm does so in a full evaluation, its neighbour does not, and where every value is tried none is nearer.
fn lifts(policy: &Policy, data: &Data, firm: usize) -> bool {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("办法.heng"), script(policy)).unwrap();
    write_data(folder.path(), data);
    let files = "办法.heng -d 企业=企业.csv -d 事故=事故.csv -d 镇=镇.csv";
    let key = format!("E{}", firm % data.firms.len());
    let lift = format!("--format json what-if {files} --lift {key} --by 税 --by 专利 --by 能耗");
    let (_, out, _) = heng(folder.path(), &words(&lift));
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    let Some(columns) = answer["columns"].as_array() else { return false };
    let classes = ["A", "B", "C", "D"];
    let wanted = classes.iter().position(|class| answer["class"] == **class).unwrap() as u32;
    let mut prepared = prepared(folder.path());
    for column in columns {
        let name = column["column"].as_str().unwrap();
        let number = |field: &str| column[field].as_str().and_then(|digits| digits.parse::<i64>().ok());
        let mut reaches = |value| {
            class_with(&mut prepared, (&key, name, value)).is_some_and(|class| class <= wanted && class < 4)
        };
        let (from, lowest, highest) =
            (number("now"), number("tried_from").unwrap(), number("tried_to").unwrap());
        let start = from.unwrap_or(lowest - 1);
        if let Some(needed) = number("needed") {
            assert!(reaches(needed), "{key} {name} {column}");
            if let Some(before) = number("not_yet") {
                assert_eq!((needed - before).abs(), 1, "{key} {name} {column}");
                assert!(!reaches(before), "{key} {name} {column}");
            }
        }
        if column["tried_every_value"] == true {
            let nearest =
                (lowest..=highest).filter(|value| Some(*value) != from).filter(|value| reaches(*value));
            let nearest = nearest.map(|value| (value - start).abs()).min();
            assert_eq!(
                number("needed").map(|needed| (needed - start).abs()),
                nearest,
                "{key} {name} {column}"
            );
        }
    }
    true
}

fn prepared(folder: &Path) -> heng::run::Prepared {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = std::io::empty();
    let mut shell = Shell::quiet(folder, &mut out, &mut err, &mut input);
    let project = heng::project::Project::open(folder, "办法.heng").unwrap();
    let data = ["企业=企业.csv", "事故=事故.csv", "镇=镇.csv"].map(str::to_owned).to_vec();
    let request = heng::run::Request { data, ..heng::run::Request::default() };
    heng::run::prepare(&project, &request, &heng::run::Variant::default(), &mut shell).unwrap()
}

#[test]
fn the_smallest_change_lifts_and_its_neighbour_does_not() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(30);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let lifted = std::cell::Cell::new(0_u32);
    let run = runner(config).run(&(policy(), data(), 0..14_usize), |(policy, data, firm)| {
        lifted.set(lifted.get() + u32::from(lifts(&policy, &data, firm)));
        Ok(())
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(lifted.get() * 4 > cases, "few could be asked: {}", lifted.get());
}
