//! Rollups and results of another policy, from files to files: no order of rows shows, and no result is taken without its receipt.

use std::fs;
use std::path::Path;

use heng_tests::command::heng_in_chinese;
use proptest::prelude::*;

/// Runs `heng` with these words in `folder`: its exit status, and all it said.
fn heng(folder: &Path, words: &[&str]) -> (u8, String) {
    let ran = heng_in_chinese(folder, words, "");
    (ran.status, ran.said())
}

const PARCELS: &str = "选项 等级 { A > B > C }
表 企业 { 编号: 文本 主键；租用: 是否 默认 否；宗地: 文本 可缺；税: 万元 可缺；地: 亩 > 0；登记: 日期；名: 文本 }
归并 单元 自 企业 按 (若 租用 则 宗地 否则 编号) { 税 合计；地 合计；名 首个 依 登记，编号；户数 = 计数(名下 企业) }
对 单元 {
  亩均 = 税 / 地
  分档 档 依 (亩均 缺失时 0 万元/亩) 从高到低 { A 前 20%；B 至 70%；C 其余；并列 编号 从低到高；取整 四舍五入；基数 排名者 }
}
对 企业 { 等级 = 单元.档；户数 = 单元.户数 }
输出 单元 { 编号；税；地；名；户数；亩均 公布 4 位；档 }
输出 企业 依 编号 { 编号；等级；户数 }
";

/// A row of the base: whether it rents, its parcel, its tax, its land.
type Firm = (bool, u8, Option<u16>, u16);

fn table(firms: &[(usize, Firm)]) -> String {
    let row = |(code, (rents, parcel, tax, land)): &(usize, Firm)| {
        let tax = tax.map(|tax| format!("{}.{:02}", tax / 100, tax % 100)).unwrap_or_default();
        let (day, rents) = (1 + code % 28, if *rents { "是" } else { "否" });
        format!("E{code:02},{rents},地{parcel},{tax},{land},2020-01-{day:02},名{code}\n")
    };
    let rows: String = firms.iter().map(row).collect();
    format!("编号,租用,宗地,税,地,登记,名\n{rows}")
}

fn results(firms: &[(usize, Firm)]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("政策.heng"), PARCELS).unwrap();
    fs::write(folder.path().join("企业.csv"), table(firms)).unwrap();
    let (status, said) = heng(folder.path(), &["run", "政策.heng", "-d", "企业.csv", "-o", "出.csv"]);
    assert_eq!(status, 0, "{said}");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    (read("出-单元.csv"), read("出-企业.csv"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_rows_never_shows_in_a_rollup(
        (firms, shuffled) in proptest::collection::vec(
            (any::<bool>(), 0..4_u8, proptest::option::of(0..5000_u16), 1..50_u16), 1..14
        ).prop_flat_map(|firms| {
            let firms: Vec<(usize, Firm)> = firms.into_iter().enumerate().collect();
            (Just(firms.clone()), Just(firms).prop_shuffle())
        })
    ) {
        prop_assert_eq!(results(&firms), results(&shuffled));
    }
}

const GRADES: &str = "政策 亩均评价 { 文号 示例〔2022〕1号 }
选项 等级 { A > B > C > D }
表 企业 { 企业编号: 文本 主键；亩均: 万元/亩 }
对 企业 { 最终等级 = 若 亩均 ≥ 20 万元/亩 则 A 否则 若 亩均 ≥ 10 万元/亩 则 B 否则 若 亩均 ≥ 1 万元/亩 则 C 否则 D }
";

const PAYOUT: &str = "政策 奖补兑付 { 文号 示例〔2022〕2号 }
选项 等级 { A > B > C > D }
表 上年评价 取自 结果 示例〔2022〕1号 { 企业编号: 文本 主键；最终等级: 等级 }
表 项目 { 编号: 文本 主键；企业编号: 文本；核定奖励: 万元 }
查表 兑付比例(等级) → % { A、B、C、D 分别 → 110%、100%、80%、0% }
对 项目 {
  等级 = 上年评价[企业编号].最终等级
  兑付 = 核定奖励 × (若 有值(等级) 则 兑付比例(等级) 否则 100%)
}
";

/// A folder with the grades of a run, their receipt, and a payout that takes them.
fn graded() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("评价.heng", GRADES);
    write("兑付.heng", PAYOUT);
    write("企业.csv", "企业编号,亩均\nE1,30\nE2,5\nE3,0.5\n");
    write("项目.csv", "编号,企业编号,核定奖励\n1,E1,200\n2,E2,200\n3,E3,200\n4,E9,200\n");
    let (status, said) = heng(folder.path(), &["run", "评价.heng", "-d", "企业.csv", "-o", "等级.csv"]);
    assert_eq!(status, 0, "{said}");
    folder
}

fn pay(folder: &Path, grades: &str) -> (u8, String) {
    let grades = format!("上年评价={grades}");
    heng(folder, &["run", "兑付.heng", "-d", "项目=项目.csv", "-d", &grades, "-o", "兑付.csv"])
}

#[test]
fn results_of_another_policy_are_taken_with_their_receipt_and_cited() {
    let folder = graded();
    let expected = "编号,等级,兑付\n1,A,220\n2,C,160\n3,D,0\n4,,200\n";
    for grades in ["等级.csv", "等级.csv.receipt.json"] {
        let (status, said) = pay(folder.path(), grades);
        assert_eq!(status, 0, "{said}");
        assert_eq!(fs::read_to_string(folder.path().join("兑付.csv")).unwrap(), expected);
    }
    let receipt = fs::read_to_string(folder.path().join("兑付.csv.receipt.json")).unwrap();
    let receipt: serde_json::Value = serde_json::from_str(&receipt).unwrap();
    let data = receipt["data"].as_array().unwrap();
    let grades = data.iter().find(|file| file["table"] == "上年评价").unwrap();
    assert_eq!(grades["results_of"]["policy"]["number"], "示例〔2022〕1号");
    assert_eq!(grades["results_of"]["receipt"], "等级.csv.receipt.json");
}

#[test]
fn results_that_were_touched_are_refused_with_both_digests() {
    let folder = graded();
    let path = folder.path().join("等级.csv");
    let touched = fs::read_to_string(&path).unwrap().replace("E3,D", "E3,A");
    fs::write(&path, touched).unwrap();
    let (status, said) = pay(folder.path(), "等级.csv");
    assert_eq!(status, 3, "{said}");
    assert!(
        said.contains("H0781") && said.matches("SHA-256").count() == 1 && said.contains("收据上的"),
        "{said}"
    );
}

#[test]
fn results_without_a_receipt_or_of_another_policy_are_refused() {
    let folder = graded();
    let (status, said) = pay(folder.path(), "项目.csv");
    assert_eq!((status, said.contains("H0780")), (3, true), "{said}");
    let other = PAYOUT.replace("示例〔2022〕1号", "示例〔2022〕9号");
    fs::write(folder.path().join("兑付.heng"), other).unwrap();
    let (status, said) = pay(folder.path(), "等级.csv");
    assert_eq!((status, said.contains("H0782")), (3, true), "{said}");
}
