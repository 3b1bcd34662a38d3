use super::*;
use crate::skeleton::skeleton;
use crate::span::SourceId;

fn source(text: &str) -> Source {
    Source::new(SourceId(0), "指南.heng.md", text)
}

fn fences(text: &str) -> Vec<String> {
    let source = source(text);
    literate(&source).fences.iter().map(|range| text.get(range.clone()).unwrap().to_owned()).collect()
}

fn codes(text: &str) -> Vec<(u16, String)> {
    let faults = skeleton(&source(text)).1;
    faults.iter().map(|fault| (fault.code.0, fault.labels[0].span.text(text).to_owned())).collect()
}

#[test]
fn only_fences_that_say_heng_and_no_more_are_script() {
    let text = "说明\n\n```heng\nx = 1\n```\n\n```python\ny = 2\n```\n\n```heng 片段\nz = 3\n```\n\n> ```heng\n> w = 4\n> ```\n\n~~~heng\nv = 5\n~~~\n";
    assert_eq!(fences(text), ["x = 1\n", "v = 5\n"]);
}

#[test]
fn indented_fences_and_crlf_keep_the_offsets_of_the_file() {
    let text = "1. 第一条\r\n\r\n   ```heng\r\n   对 T {\r\n     a = 1\r\n   }\r\n   ```\r\n\r\n后文";
    let source = source(text);
    let (skeleton, faults) = skeleton(&source);
    assert!(faults.is_empty(), "{faults:?}");
    let entry = &skeleton.entries[0];
    assert_eq!(entry.header.text(text), "对 T");
    let inner = &entry.body.as_ref().unwrap().entries[0];
    assert_eq!(inner.header.text(text), "a = 1");
    assert_eq!(source.position(inner.header.range().start).line, 5);
}

#[test]
fn each_fence_is_read_alone_and_later_ones_go_on_with_blocks() {
    let text = "```heng\n调档 g 自 f {\n  保护 a 当 b 不低于 B\n```\n\n```heng\n续 g {\n  惩罚 c 当 d\n    调为 D\n}\n单位 标箱\n```\n";
    let (skeleton, faults) = skeleton(&source(text));
    assert_eq!(faults.iter().map(|f| f.code.0).collect::<Vec<_>>(), [133]);
    assert_eq!(skeleton.entries.len(), 3);
    assert_eq!(skeleton.entries[1].body.as_ref().unwrap().entries.len(), 1);
    assert_eq!(skeleton.units[0].text, "标箱");
}

#[test]
fn tables_of_the_prose_are_read_with_their_places() {
    let text = "| 级别 | 门槛 |\n|---|---|\n| 国家级 | 350 |\n| **其余** | 250 |\n\n```heng\nx = 1\n```\n\n| a |\n|---|\n| b |\n";
    let found = literate(&source(text));
    let words: Vec<Vec<&str>> =
        found.tables[0].rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(words, [["国家级", "350"], ["其余", "250"]]);
    assert_eq!(found.tables[0].header[1].text, "门槛");
    assert!(found.tables[0].rows[0][0].span.text(text).contains("国家级"));
    let next = found.table_after(found.fences[0].end).unwrap();
    assert_eq!(next.header[0].text, "a");
}

#[test]
fn a_cited_article_must_be_in_the_prose() {
    let prose = "## 第六条 指标\n\n（一）亩均税收。（二）科技创新：1. 专利\n\n**第十二条**　惩罚。\n\n(一) 低于平均的\n\n";
    let cite = |citation: &str| codes(&format!("{prose}```heng\nx = 1 {citation}\n```\n"));
    for found in [
        "@第六条",
        "@第六条（二）",
        "@第六条(一)",
        "@第十二条（一）",
        "@\"另一文件 第三页\"",
        "@第六条、第十二条",
        "@三（一）",
    ] {
        assert_eq!(cite(found), [], "{found}");
    }
    for missing in ["@第七条", "@第十二条（二）", "@第六条、第七条"] {
        assert_eq!(cite(missing), [(120, missing.to_owned())], "{missing}");
    }
}

#[test]
fn numbered_paragraphs_are_found_in_their_place() {
    let prose = "一、总则\n\n（一）目的\n\n三、分成\n\n（一）基数\n\n1．核定\n\n2、增量\n\n（二）范围\n\n";
    let cite = |citation: &str| codes(&format!("{prose}```heng\nx = 1 {citation}\n```\n")).len();
    assert_eq!(["@三（一）2", "@三（二）", "@一（一）"].map(cite), [0, 0, 0]);
    assert_eq!(["@一（二）", "@三（二）1", "@二", "@三（一）3"].map(cite), [1, 1, 1, 1]);
}

#[test]
fn prose_without_articles_is_not_asked() {
    assert_eq!(codes("用法说明\n\n```heng\nx = 1 @第七条\n```\n"), []);
}
