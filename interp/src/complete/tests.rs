use heng_grammar::span::SourceId;
use heng_grammar::{parse, source::Source};

use super::{Candidate, CandidateKind, Input, MOST, complete};
use crate::symbol::{Names, Text};

fn at(text: &str) -> Vec<Candidate> {
    let cursor = text.find('‸').unwrap();
    let source = Source::new(SourceId(0), "例.heng", text.replace('‸', ""));
    let names = Names::new(&[Text { source: &source, script: &parse(&source).script, path: "" }]);
    complete(Input { source: &source, cursor, prompt: false }, &names).candidates
}

fn inserts(text: &str) -> Vec<String> {
    at(text).into_iter().map(|candidate| candidate.insert).collect()
}

#[test]
fn nothing_stands_in_comments_texts_numbers_and_where_names_are_made() {
    for text in ["// pf‸", "/// pf‸", "x = \"pf‸\"", "x = \"pf‸", "x = 10‸0", "表 pf‸"] {
        assert!(at(text).is_empty(), "{text}");
    }
    assert_eq!(inserts("pf‸").first().map(String::as_str), Some("评分"));
    assert!(inserts("‸").contains(&"表".to_owned()));
}

#[test]
fn what_must_stand_in_quotes_is_put_in_quotes() {
    let text = "表 企业 { 「单位GDP能耗（当量）」: 当量 }\n对 企业 { x = dwgdp‸ }";
    assert_eq!(inserts(text), ["「单位GDP能耗（当量）」"]);
    assert_eq!(inserts("表 企业 { 税收: 万元 }\n对 企业 { x = 「税‸」 }"), ["税收"]);
}

#[test]
fn a_word_stuck_to_what_is_typed_is_parted_from_it() {
    assert_eq!(inserts("表 企业 { 税收: 万元 }\n对 企业 { x = 若ss‸ }"), [" 税收"]);
}

#[test]
fn among_5000_names_those_that_begin_so_come_first() {
    let mut text = "表 企业 {\n".to_owned();
    for number in 0..2500 {
        text.push_str(&format!("  亩均税收{number}: 万元\n  单位亩均税收{number}: 万元\n"));
    }
    let source = Source::new(SourceId(0), "例.heng", text + "}\n");
    let names = Names::new(&[Text { source: &source, script: &parse(&source).script, path: "" }]);
    let typed = |typed: &str| {
        let source = Source::new(SourceId(1), "‹输入›", typed);
        let found = complete(Input { source: &source, cursor: typed.len(), prompt: true }, &names);
        (found.candidates.into_iter().map(|candidate| candidate.insert).collect::<Vec<_>>(), found.more)
    };
    let (found, more) = typed("亩均税收");
    assert_eq!((found.len(), more, found[0].as_str()), (MOST, true, "亩均税收0"));
    assert!(found.iter().all(|name| name.starts_with("亩均税收")));
    assert_eq!(typed("mjss249").0[..2], ["亩均税收249", "亩均税收2490"]);
}

#[test]
fn articles_come_from_the_prose_with_their_words() {
    let text =
        "第一条 总则。\n\n第二条 分值：\n（一）亩均税收；\n（二）其他。\n\n```heng\nx = 1 @第二‸\n```\n";
    let cursor = text.find('‸').unwrap();
    let source = Source::new(SourceId(0), "例.heng.md", text.replace('‸', ""));
    let names = Names::new(&[Text { source: &source, script: &parse(&source).script, path: "" }]);
    let found = complete(Input { source: &source, cursor, prompt: false }, &names).candidates;
    let shown: Vec<(&str, &str)> = found.iter().map(|c| (c.insert.as_str(), c.detail.zh.as_str())).collect();
    assert_eq!(
        shown,
        [("第二条", "第二条 分值："), ("第二条（一）", "（一）亩均税收；"), ("第二条（二）", "（二）其他。")]
    );
}

#[test]
fn parts_that_the_language_gives_are_offered_with_those_that_are_written() {
    let text = "选项 等级 { A > B }\n表 企业 { 编号: 文本 主键；税: 万元 }\n对 企业 {\n分档 初评 依 税 从高到低 { A 前 1 名；B 其余 }\nx = 初评.‸\n}";
    let found = at(text);
    let kinds: Vec<CandidateKind> = found.iter().take(2).map(|candidate| candidate.kind).collect();
    assert_eq!(kinds, [CandidateKind::Part, CandidateKind::Part]);
    assert_eq!(found[0].insert, "名次");
}

#[test]
fn the_current_grade_takes_the_classes_of_the_grade_it_started_from() {
    let text = "选项 等级 { A > B }\n表 企业 { 编号: 文本 主键；税: 万元 }\n对 企业 {\n分档 初评 依 税 从高到低 { A 前 1 名；B 其余 }\n调档 最终 自 初评 次序 自上而下 不补位 {\n惩罚 甲 当 当前等级 = ‸\n}\n}";
    assert_eq!(inserts(text)[..2], ["A", "B"]);
}
