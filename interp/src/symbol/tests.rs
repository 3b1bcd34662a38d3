use heng_grammar::span::SourceId;
use heng_grammar::{parse, source::Source};

use super::{Names, SymbolId, SymbolKind, Text, describe_word};

const TEXT: &str = "\
选项 等级 { A > B；不参评 }
表 区 { 名称: 文本 主键 }
表 企业 { 编号: 文本 主键；所属: → 区；税: 万元；地: 亩 > 0；去年: 等级 可缺 }
/// 县里定
待定 起评线: 万元/亩   @第三条
读法 口径 \"含不含\" { 含 起评线；不含 2 × 起评线；取 含 }
对 企业 {
  亩均 = 税 / 地   @第二条
  评分 得分 满分 100 分 {   @第五条
    亩均 100 基准 起评线
  }
  分档 初评 依 得分 从高到低 { A 前 10%；B 其余；并列 同档；取整 四舍五入；基数 列入者 }
  好 = 初评 = A 且 去年 = A
  同区 = 平均(企业.亩均 当 企业.所属 = 本.所属)
}
定 起评线 = 20 万元/亩
";

fn source() -> Source {
    Source::new(SourceId(0), "例.heng", TEXT)
}

fn names(source: &Source) -> Names {
    Names::new(&[Text { source, script: &parse(source).script, path: "" }])
}

fn only(names: &Names, path: &str) -> SymbolId {
    let found = names.named(path);
    assert_eq!(found.len(), 1, "{path}: {found:?}");
    found[0]
}

/// The lines, from 1, on which a symbol stands.
fn lines(names: &Names, source: &Source, path: &str) -> Vec<usize> {
    let of = |span: heng_grammar::span::Span| source.line_of(span.range().start) + 1;
    names.places(only(names, path)).map(|place| of(place.span)).collect()
}

#[test]
fn places_of_all_kinds_of_names_are_known() {
    let source = source();
    let names = names(&source);
    assert_eq!(lines(&names, &source, "企业.税"), [3, 8]);
    assert_eq!(lines(&names, &source, "企业.亩均"), [8, 10, 14]);
    assert_eq!(lines(&names, &source, "起评线"), [5, 6, 6, 10, 16]);
    assert_eq!(lines(&names, &source, "等级.A"), [1, 12, 13, 13]);
    assert_eq!(lines(&names, &source, "口径.含"), [6, 6]);
    assert_eq!(lines(&names, &source, "企业.所属"), [3, 14, 14]);
    assert_eq!(lines(&names, &source, "等级"), [1, 3]);
    assert_eq!(lines(&names, &source, "区"), [2, 3]);
}

#[test]
fn an_item_is_named_with_what_it_scores() {
    let source = source();
    let names = names(&source);
    let together = names.named_together(only(&names, "企业.亩均"));
    let kinds: Vec<SymbolKind> = together.iter().map(|id| names.get(*id).unwrap().kind).collect();
    assert_eq!(kinds, [SymbolKind::Definition, SymbolKind::Item]);
}

#[test]
fn what_is_known_of_a_name_is_told() {
    let source = source();
    let names = names(&source);
    let open = names.describe(only(&names, "起评线")).unwrap();
    assert_eq!((open.ty.as_deref(), open.settled.as_deref()), (Some("万元/亩"), Some("20 万元/亩")));
    assert_eq!((open.doc, open.articles), (vec!["县里定".to_owned()], vec!["第三条".to_owned()]));
    assert_eq!(open.used_by, ["口径.含", "口径.不含", "企业.得分.亩均"]);
    // An item carries out the article of its block.
    let item = names.describe(only(&names, "企业.得分.亩均")).unwrap();
    assert_eq!((item.title.as_str(), item.articles), ("企业.得分.亩均", vec!["第五条".to_owned()]));
    assert_eq!(names.get(only(&names, "口径")).unwrap().settled.as_deref(), Some("含"));
}

#[test]
fn a_renamed_column_keeps_its_header_and_a_member_its_data() {
    let source = source();
    let names = names(&source);
    let renamed = |path: &str, to: &str| {
        let edits = names.rename(only(&names, path), to, &[&source]).unwrap();
        let mut text = TEXT.to_owned();
        edits.iter().rev().for_each(|edit| text.replace_range(edit.span.range(), &edit.replacement));
        text
    };
    let text = renamed("企业.税", "实缴 税金");
    assert!(text.contains("「实缴 税金」: 万元 列名 \"税\"；"), "{text}");
    assert!(text.contains("亩均 = 「实缴 税金」 / 地"), "{text}");
    let text = renamed("等级.A", "甲");
    assert!(text.contains("选项 等级 { 甲 别名 A > B；"), "{text}");
    assert!(text.contains("初评 = 甲 且 去年 = 甲"), "{text}");
}

#[test]
fn a_name_that_is_taken_is_not_given() {
    let source = source();
    let names = names(&source);
    let refused = names.rename(only(&names, "企业.税"), "地", &[&source]).unwrap_err();
    assert_eq!(
        (refused.zh.as_str(), refused.en.as_str()),
        ("已经有列叫「地」", "there is a column called `地` already")
    );
    assert!(names.rename(only(&names, "企业.税"), "a.b", &[&source]).is_err());
}

#[test]
fn names_of_a_text_that_does_not_compile_are_known() {
    let text = "表 企业 { 税: 万元；地 }\n对 企业 { 亩均 = 税 / ；好 = 亩均 ≥ 起评 }\n对 无此表 { x = 1 }\n";
    let source = Source::new(SourceId(0), "例.heng", text);
    let names = names(&source);
    assert_eq!(lines(&names, &source, "企业.税"), [1]);
    assert!(names.named("企业.好").len() == 1 && names.named("x").len() == 1);
}

#[test]
fn words_of_both_vocabularies_are_described() {
    let [score] = describe_word("score").try_into().unwrap();
    assert_eq!(
        (score.words.zh.as_str(), score.sample),
        ("评分", Some("评分 综合得分 群体 规上 满分 100 分"))
    );
    assert!(describe_word("亩均税收").is_empty());
}
