//! How long it takes to find what a misspelt name was meant to be, and to complete one, among 5,000.

#![allow(missing_docs, reason = "divan makes public items of its own")]

use divan::{Bencher, black_box};
use heng_grammar::suggest::{NameIndex, nearest};

const MEASURES: [&str; 25] = [
    "税收",
    "销售收入",
    "工业增加值",
    "能耗",
    "用水量",
    "用电量",
    "研发投入",
    "从业人员",
    "污染物排放",
    "固定资产投资",
    "利润总额",
    "出口额",
    "发明专利",
    "社保缴费",
    "实缴税金",
    "应税销售",
    "占地面积",
    "建筑面积",
    "贷款余额",
    "技改投入",
    "高技术产值",
    "新产品产值",
    "全员劳动生产率",
    "碳排放",
    "设备投资",
];
const PER: [&str; 20] = [
    "亩均", "单位", "人均", "户均", "地均", "规上", "规下", "累计", "当年", "上年", "本地", "全市", "全省",
    "行业", "园区", "重点", "新增", "存量", "应计", "核定",
];
const WHAT: [&str; 10] = ["", "增幅", "占比", "排名", "得分", "目标", "基准", "上限", "缺口", "贡献"];

/// 5,000 names as a library of a city would hold.
fn names() -> Vec<String> {
    let per = PER.iter().flat_map(|per| MEASURES.iter().map(move |measure| format!("{per}{measure}")));
    per.flat_map(|name| WHAT.iter().map(move |what| format!("{name}{what}"))).collect()
}

#[divan::bench(args = ["亩均睡收", "单位能号得分", "mujunshuishou", "没有这样的名称", "畝均稅收"])]
fn suggest_among_5000(bencher: Bencher, written: &str) {
    let names = names();
    bencher.bench_local(|| nearest(black_box(written), names.iter().map(String::as_str)).len());
}

#[divan::bench]
fn make_an_index_of_5000(bencher: Bencher) {
    let names = names();
    bencher.bench_local(|| NameIndex::new(black_box(&names).iter().map(String::as_str)));
}

#[divan::bench(args = ["亩均睡收", "mujunshuishou", "没有这样的名称"])]
fn suggest_of_an_index(bencher: Bencher, written: &str) {
    let names = names();
    let index = NameIndex::new(names.iter().map(String::as_str));
    bencher.bench_local(|| index.nearest(black_box(written)).len());
}

#[divan::bench(args = ["亩均", "mj", "mujunsh", "亩均ss", "zz", "收"])]
fn complete_of_an_index(bencher: Bencher, typed: &str) {
    let names = names();
    let index = NameIndex::new(names.iter().map(String::as_str));
    bencher.bench_local(|| index.complete(black_box(typed), 20).len());
}

fn main() {
    assert_eq!(names().len(), 5_000);
    divan::main();
}
