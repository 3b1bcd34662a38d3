//! What the server offers and explains while a word is being typed.

use super::county::{CITY, SCRIPT, SMALL, alone, county};
use super::editor::Editor;
use serde_json::Value;

/// What is offered at the end of a word: label, kind and detail; the letters it is filtered by.
fn offered(editor: &mut Editor, name: &str, word: &str, most: usize) -> String {
    let place = editor.place(name, word, word.chars().count());
    let answer = editor.ask("textDocument/completion", place);
    assert_eq!(answer["isIncomplete"], true);
    let items = answer["items"].as_array().expect("items").clone();
    let line = |item: &Value| {
        let said = |field: &Value| field.as_str().unwrap_or("-").to_owned();
        let (label, kind, detail) =
            (said(&item["label"]), said(&item["labelDetails"]["description"]), said(&item["detail"]));
        let edit = item["textEdit"]["newText"].as_str().expect("words");
        format!(
            "{label} [{kind}] {detail} ← {} {} {edit}",
            said(&item["filterText"]),
            said(&item["sortText"])
        )
    };
    items.iter().take(most).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn names_are_completed_by_their_pinyin() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    editor.type_over(SCRIPT, "县定扣分 = ", "县定扣分 = mjss ");
    insta::assert_snapshot!(offered(&mut editor, SCRIPT, "县定扣分 = mjss", 4), @r#"
亩均税收 [定义] 企业的定义 · 万元/亩 · 亩均税收 = 实缴税金 / 实际占地面积 ← mjss 0000 亩均税收
亩均税收基准 [待定值] 待定值 · 万元/亩 · 待定 亩均税收基准: 万元/亩 ← mjss 0001 亩均税收基准
亩均税收平均值 [读法] 读法 · 万元/亩 · 读法 亩均税收平均值 "属地企业的平均值：各家亩均的平均，还是税收合计除以面积合计" { … } ← mjss 0002 亩均税收平均值
亩均税收最高值 [定义] 定义 · 万元/亩 · 亩均税收最高值 = 最大(企业.亩均税收 当 参评) ← mjss 0003 亩均税收最高值
"#);
    editor.type_over(SCRIPT, "= mjss ", "= mjss.");
    editor.type_over(SCRIPT, "= mjss.", "= 综合得分. ");
    insta::assert_snapshot!(offered(&mut editor, SCRIPT, "县定扣分 = 综合得分.", 3), @r#"
集约发展 [一组项] 综合得分的一组项 · 分 · 集约发展 65 { … } ← - 0000 集约发展
亩均税收 [项] 集约发展的项 · 分 · 亩均税收 45 基准 亩均税收基准 ← - 0001 亩均税收
亩均销售 [项] 集约发展的项 · 分 · 亩均销售 20 基准 亩均销售基准 ← - 0002 亩均销售
"#);
    let place = editor.place(SCRIPT, "县定扣分 = 综合得分.", 12);
    let item = editor.ask("textDocument/completion", place)["items"][0].clone();
    let whole = editor.ask("completionItem/resolve", item);
    insta::assert_snapshot!(whole["documentation"]["value"].as_str().expect("words"), @r#"
**企业.综合得分.集约发展** — 一组项 · `分`

```heng
集约发展 65 { … }
```

@第六条（一）

> （一）集约发展指标主要评价企业资源集约利用水平，分为两个二级指标：亩均税收权重分值为 45 分、亩均销售权重分值为 20 分。

*stdlib/南通/工业企业资源集约利用综合评价.heng.md*
"#);
    editor.leave();
}

#[test]
fn a_text_that_was_just_opened_is_completed_too() {
    let (_folder, mut editor, _) = alone(SMALL);
    editor.type_over("例.heng", "税收 / 面积", "税收 / mj");
    insta::assert_snapshot!(offered(&mut editor, "例.heng", "税收 / mj", 2), @r#"
面积 [列] 企业的列 · 亩 · 面积: 亩 > 0 ← mj 0000 面积
亩均税收 [定义] 企业的定义 · 万元/亩 · 亩均税收 = 税收 / 面积 ← mj 0001 亩均税收
"#);
    editor.type_over("例.heng", "税收 / mj", "税收 / 2");
    editor.type_over("例.heng", "}\n对", "}\npf\n对");
    insta::assert_snapshot!(offered(&mut editor, "例.heng", "}\npf", 2), @"评分 [词] 按权重计算的得分 ← pf 0000 评分");
    editor.leave();
}

/// What is said at the first place of a word.
fn said(editor: &mut Editor, name: &str, word: &str, further: usize) -> String {
    let place = editor.place(name, word, further);
    let answer = editor.ask("textDocument/hover", place);
    answer["contents"]["value"].as_str().unwrap_or("-").to_owned()
}

#[test]
fn words_units_and_articles_are_explained() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    insta::assert_snapshot!(said(&mut editor, SCRIPT, "计分 县定加分", 0), @r#"
**计分** `tally` — 按条件累加的分

```heng
计分 科技创新计分 上限 20 分
```
"#);
    insta::assert_snapshot!(said(&mut editor, SCRIPT, "取小(环保处罚", 1), @"**取小** `smaller` — 几个值中最小的");
    insta::assert_snapshot!(said(&mut editor, SCRIPT, "500 万元/亩", 5), @"**万元** — 单位 = 10000 元");
    editor.open(CITY);
    insta::assert_snapshot!(said(&mut editor, CITY, "@第十一条", 2), @r#"
@第十一条（一）

> （一）中国企业 500 强企业、专精特新“小巨人”企业、制造业单项冠军企业、近两年承担国家级项目科研和建设的企业、拥有国家级研发中心的企业，原则上不评为C、D类。
"#);
    editor.leave();
}
