use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::*;
use crate::compile::compile;
use crate::resolve::{NoLibrary, Options};

const RULES: &str = "选项 等级 { A > B > C > D }\n\
表 企业 { 编号: 文本 主键；税金: 万元 可缺；面积: 亩 > 0；小巨人: 是否 默认 否 }\n\
对 企业 {\n  亩均 = 税金 / 面积\n  达标 = (亩均 缺失时 0 万元/亩) ≥ 1 万元/亩\n  得分 = 若 小巨人 则 2 分 否则 1 分\n}\n";

fn verdict(example: &str) -> Verdict {
    let source = Source::new(SourceId(0), "例.heng", format!("{RULES}{example}"));
    let parsed = heng_grammar::parse(&source);
    assert!(parsed.diagnostics.is_empty(), "{:#?}", parsed.diagnostics);
    let options = Options { example: Some(0), ..Options::default() };
    let compiled = compile(&parsed.script, &NoLibrary, &options);
    let (program, example) = (compiled.program.as_ref(), compiled.example.as_ref());
    let (Some(program), Some(example)) = (program, example) else {
        panic!("{:#?}", compiled.diagnostics);
    };
    run_example(program, example, &[])
}

#[test]
fn what_follows_from_the_cells_said_comes_out_under_every_filling() {
    let verdict = verdict(
        "算例 \"不足一万不达标\" {\n  企业 { 编号 = \"E1\"，税金 = 8 万元，面积 = 10 亩，其余列 任意 }\n  应得 企业[\"E1\"].达标 = 否\n}\n",
    );
    assert!(verdict.passed(), "{verdict:#?}");
    assert_eq!(verdict.fillings, FILLINGS);
}

#[test]
fn an_example_that_says_all_runs_once() {
    let verdict = verdict(
        "算例 \"达标\" {\n  企业 { 编号 = \"E1\"，税金 = 20 万元，面积 = 10 亩 }\n  应得 企业[\"E1\"].亩均 = 2 万元/亩\n}\n",
    );
    assert!(verdict.passed(), "{verdict:#?}");
    assert_eq!(verdict.fillings, 1);
}

#[test]
fn a_wrong_expectation_tells_both_values() {
    let verdict = verdict(
        "算例 \"算错\" {\n  企业 { 编号 = \"E1\"，税金 = 20 万元，面积 = 8 亩 }\n  应得 企业[\"E1\"].亩均 = 2 万元/亩\n}\n",
    );
    let failure = verdict.failures.first().expect("a failure");
    assert_eq!((failure.found.as_str(), failure.expected.as_deref()), ("2.5 万元/亩", Some("2 万元/亩")));
    assert!(failure.cells.is_empty());
}

#[test]
fn what_hangs_on_a_cell_left_to_chance_fails_and_names_that_cell_alone() {
    let verdict = verdict(
        "算例 \"太宽\" {\n  企业 { 编号 = \"E1\"，税金 = 8 万元，面积 = 10 亩，其余列 任意 }\n  应得 企业[\"E1\"].得分 = 1 分\n}\n",
    );
    let failure = verdict.failures.first().expect("a failure");
    assert_eq!(failure.cells, [("企业.小巨人".to_owned(), "是".to_owned())]);
    assert_eq!(failure.found, "2 分");
}

#[test]
fn a_row_without_a_needed_cell_is_a_fault() {
    let verdict = verdict(
        "算例 \"缺面积\" {\n  企业 { 编号 = \"E1\"，税金 = 8 万元 }\n  应得 企业[\"E1\"].达标 = 否\n}\n",
    );
    assert_eq!(verdict.faults.len(), 1);
    assert_eq!(verdict.faults[0].column.as_deref(), Some("面积"));
}
