//! Names across texts: where they are declared and used, what they are, and calling them otherwise.

use std::fs;

use serde_json::{Value, json};

use super::county::{CITY, SCRIPT, county};
use super::editor::{Editor, words};

/// Places as file, words there and line.
fn places(editor: &Editor, found: &Value) -> String {
    let line = |place: &Value| {
        let name = editor.name(place["uri"].as_str().expect("an address"));
        let text = match editor.texts.get(&name) {
            Some(open) => open.text.clone(),
            None => fs::read_to_string(editor.folder.join(&name)).expect("a text"),
        };
        let number = place["range"]["start"]["line"].as_u64().expect("a line");
        let there = text.lines().nth(number as usize).unwrap_or_default();
        format!("{name} 「{}」 {}", words(&text, &place["range"]), there.trim())
    };
    found.as_array().into_iter().flatten().map(line).collect::<Vec<_>>().join("\n")
}

fn ask(editor: &mut Editor, method: &str, word: &str, further: usize) -> Value {
    let mut place = editor.place(SCRIPT, word, further);
    place["context"] = json!({ "includeDeclaration": true });
    editor.ask(method, place)
}

#[test]
fn a_name_leads_to_its_declaration_also_in_the_document_in_use() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    let found = ask(&mut editor, "textDocument/definition", "取小(环保处罚", 4);
    insta::assert_snapshot!(places(&editor, &found), @r#"评价.heng 「环保处罚」 增 企业.环保处罚:    起    默认 0 起  列名 "环保处罚（起）" | "环保处罚""#);
    let found = ask(&mut editor, "textDocument/definition", "综合得分.亩均税收", 6);
    insta::assert_snapshot!(places(&editor, &found), @"stdlib/南通/工业企业资源集约利用综合评价.heng.md 「亩均税收」 亩均税收  45  基准 亩均税收基准");
    let found = ask(&mut editor, "textDocument/definition", "定 亩均税收基准 ", 3);
    insta::assert_snapshot!(places(&editor, &found), @"stdlib/南通/工业企业资源集约利用综合评价.heng.md 「亩均税收基准」 待定 亩均税收基准:           万元/亩                                            @第八条");
    let found = ask(&mut editor, "textDocument/definition", "引用 南通.工业", 5);
    insta::assert_snapshot!(places(&editor, &found), @"stdlib/南通/工业企业资源集约利用综合评价.heng.md 「」 # 南通市工业企业资源集约利用综合评价");
    let found = ask(&mut editor, "textDocument/definition", "每起扣", 1);
    assert_eq!(found, Value::Null, "a comment leads nowhere");
    editor.open(CITY);
    let place = editor.place(CITY, "@第十一条", 2);
    let found = editor.ask("textDocument/definition", place);
    insta::assert_snapshot!(places(&editor, &found), @"stdlib/南通/工业企业资源集约利用综合评价.heng.md 「」 （一）中国企业 500 强企业、专精特新“小巨人”企业、制造业单项冠军企业、近两年承担国家级项目科研和建设的企业、拥有国家级研发中心的企业，原则上不评为C、D类。");
    editor.leave();
}

#[test]
fn the_embedded_library_is_read_where_it_has_no_file() {
    let folder = county();
    fs::remove_dir_all(folder.path().join("stdlib")).expect("removed");
    let options = json!({ "language": "zh", "virtualDocuments": true });
    let mut editor = Editor::start_with(folder.path(), options, json!({}));
    assert!(editor.open(SCRIPT).is_empty());
    let found = ask(&mut editor, "textDocument/definition", "综合得分.亩均税收", 1);
    let uri = found[0]["uri"].clone();
    assert!(uri.as_str().is_some_and(|uri| uri.starts_with("heng:/")), "{uri}");
    let text = editor.ask("heng/text", json!({ "uri": uri }));
    let text = text.as_str().expect("a text").to_owned();
    assert_eq!(words(&text, &found[0]["range"]), "综合得分");
    let page = editor.ask("heng/text", json!({ "uri": "heng:/H0301.md" }));
    assert!(page.as_str().is_some_and(|page| page.starts_with("# H0301")), "{page}");
    let item = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
    editor.tell("textDocument/didOpen", json!({ "textDocument": item }));
    let found = editor.hear_until(|message| {
        (message["params"]["uri"] == uri).then(|| message["params"]["diagnostics"].clone())
    });
    assert_eq!(found, json!([]));
    editor.leave();

    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    let found = ask(&mut editor, "textDocument/definition", "综合得分.亩均税收", 1);
    let file = found[0]["uri"].as_str().and_then(|uri| uri.strip_prefix("file://")).expect("a file");
    assert!(file.contains("heng-library-"), "{file}");
    editor.leave();
}

#[test]
fn the_places_of_a_name_are_found_in_all_texts() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    let found = ask(&mut editor, "textDocument/references", "增 企业.环保处罚", 6);
    insta::assert_snapshot!(places(&editor, &found), @r#"
评价.heng 「环保处罚」 增 企业.环保处罚:    起    默认 0 起  列名 "环保处罚（起）" | "环保处罚"
评价.heng 「环保处罚」 县定扣分 = 取小(环保处罚 × 1 分/起, 3 分)                             @第五条
评价.heng 「环保处罚」 增 最终等级.环保处罚  惩罚  当 环保处罚 ≥ 2 起  下调 1 档  置于 事故直降 之后  @第六条
评价.heng 「环保处罚」 企业 { 统一社会信用代码 = "E1"，行业 = "纺织业"，应税销售 = 900 万元，上年应税销售 = 900 万元，实缴税金 = 120 万元，实际占地面积 = 10 亩，环保处罚 = 2 起 }
"#);
    let found = ask(&mut editor, "textDocument/references", "取 引领作用", 3);
    insta::assert_snapshot!(places(&editor, &found), @r#"
评价.heng 「引领作用」 取 引领作用   = 同时                                                    @第四条
stdlib/南通/工业企业资源集约利用综合评价.heng.md 「引领作用」 读法 引领作用 "投入与税收是任一满足还是同时满足" {                            @第十一条（二）
stdlib/南通/工业企业资源集约利用综合评价.heng.md 「引领作用」 保护  引领作用  当 引领作用 或 其他引领性企业  原则上  不低于 B               @第十一条（二）
stdlib/南通/工业企业资源集约利用综合评价.heng.md 「引领作用」 或 引领作用 或 其他引领性企业 或 优质企业) 缺失时 否                      @第十一条
"#);
    let found = ask(&mut editor, "textDocument/documentHighlight", "县定扣分 = ", 1);
    let kinds: Vec<String> = found
        .as_array()
        .expect("places")
        .iter()
        .map(|h| format!("{} {}", h["range"]["start"], h["kind"]))
        .collect();
    insta::assert_snapshot!(kinds.join("\n"), @r#"
{"line":30,"character":2} 3
{"line":32,"character":17} 2
"#);
    editor.leave();
}

#[test]
fn a_name_is_explained() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    let mut about = |word, further| {
        let about = ask(&mut editor, "textDocument/hover", word, further);
        about["contents"]["value"].as_str().expect("words").to_owned()
    };
    insta::assert_snapshot!(about("综合得分.亩均税收", 6), @r#"
**企业.综合得分.集约发展.亩均税收** — 项 · `分`

```heng
亩均税收 45 基准 亩均税收基准
```

@第六条（一）

> （一）集约发展指标主要评价企业资源集约利用水平，分为两个二级指标：亩均税收权重分值为 45 分、亩均销售权重分值为 20 分。

用于 企业.亩均税收得分

*stdlib/南通/工业企业资源集约利用综合评价.heng.md*
"#);
    insta::assert_snapshot!(about("定 亩均税收基准 ", 3), @r#"
**亩均税收基准** — 待定值 · `万元/亩`

```heng
待定 亩均税收基准: 万元/亩
```

现为 `亩均税收平均值2倍`

@第八条

> **第八条**　各单项指标评价值根据实际情况，按公式计算计分。各单项指标基准值由各县（市、区）按评价实际情况分别确定。例如：亩均税收、亩均销售指标基准值可取属地企业的最高值或平均值 2 倍，科技创新、绿色安全指标基准值可取理论最高值或企业实际最高值。单位主要污染物税收指标最高得分不超过基本分，有主要污染物当量数据的企业，按评价值除以基准值再乘以基本分确定，没有主要污染物当量数据的企业，有税收数据的得基本分，没有税收数据的得零分。

用于 企业.综合得分.集约发展.亩均税收

*stdlib/南通/工业企业资源集约利用综合评价.heng.md*
"#);
    insta::assert_snapshot!(about("取小(环保处罚", 4), @r#"
**企业.环保处罚** — 列 · `起`

```heng
增 企业.环保处罚: 起 默认 0 起 列名 "环保处罚（起）" | "环保处罚"
```

用于 企业.县定扣分、企业.最终等级.环保处罚
"#);
    editor.leave();
}

#[test]
fn a_name_is_called_otherwise_and_the_script_stays_right() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    let place = editor.place(SCRIPT, "县定扣分 = ", 1);
    let offered = editor.ask("textDocument/prepareRename", place.clone());
    assert_eq!(offered["placeholder"], "县定扣分");
    let mut asked = place.clone();
    asked["newName"] = json!("500强扣分");
    let edit = editor.ask("textDocument/rename", asked);
    let names = editor.carry_out(&edit);
    assert_eq!(names, [SCRIPT]);
    assert!(editor.diagnostics(SCRIPT).is_empty());
    let text = editor.texts[SCRIPT].text.clone();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("扣分")).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
  「500强扣分」 = 取小(环保处罚 × 1 分/起, 3 分)                             @第五条
定 县定调整分 = 县定加分 - 「500强扣分」                                     @第五条
"#);

    let mut asked = editor.place(SCRIPT, "计分 县定加分", 3);
    asked["newName"] = json!("500强扣分");
    insta::assert_snapshot!(editor.refused("textDocument/rename", asked)["message"].as_str().expect("words"), @"已经有定义叫「500强扣分」");
    let place = editor.place(SCRIPT, "综合得分.亩均税收", 1);
    insta::assert_snapshot!(editor.refused("textDocument/prepareRename", place)["message"].as_str().expect("words"), @"「综合得分」是所引用的 工业企业资源集约利用综合评价.heng.md 里的名称，要改请到那份文件里改");
    let place = editor.place(SCRIPT, "计分 县定加分", 0);
    insta::assert_snapshot!(editor.refused("textDocument/prepareRename", place)["message"].as_str().expect("words"), @"「计分」是语言里的词，不能改名");
    editor.leave();
}

#[test]
fn a_name_of_the_city_is_called_otherwise_in_both_texts() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    editor.open(CITY);
    let mut asked = editor.place(CITY, "读法 引领作用", 3);
    asked["newName"] = json!("带头作用");
    let edit = editor.ask("textDocument/rename", asked);
    let mut names = editor.carry_out(&edit);
    names.sort();
    assert_eq!(names, [CITY, SCRIPT]);
    assert!(editor.diagnostics(SCRIPT).is_empty());
    assert!(editor.diagnostics(CITY).is_empty());
    assert!(editor.texts[SCRIPT].text.contains("取 带头作用   = 同时"));
    editor.leave();
}

#[test]
fn units_are_shown_behind_definitions() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    let uri = editor.texts[SCRIPT].uri.clone();
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 999, "character": 0 } });
    let hints =
        editor.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": range }));
    let hints: Vec<String> = hints
        .as_array()
        .expect("hints")
        .iter()
        .map(|h| format!("{} {}", h["position"], h["label"]))
        .collect();
    insta::assert_snapshot!(hints.join("\n"), @r#"{"line":30,"character":6} ": 分""#);
    editor.leave();
}

#[test]
fn scripts_that_are_not_open_follow_a_name_they_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    write("stdlib/市.heng", "待定 基准: 万元 @第一条\n两倍 = 2 × 基准\n");
    write("甲/评价.heng", "引用 市\n定 基准 = 20 万元\n");
    write("甲/heng.toml", "script = \"评价.heng\"\n");
    write("乙.heng", "引用 市\n定 基准 = 30 万元\n三倍 = 3 × 基准\n");
    write("丙.heng", "待定 基准: 万元\n");
    let mut editor = Editor::start(folder.path());
    editor.open("stdlib/市.heng");
    let mut asked = editor.place("stdlib/市.heng", "基准", 1);
    asked["newName"] = json!("起点");
    let edit = editor.ask("textDocument/rename", asked);
    let mut names = editor.carry_out(&edit);
    names.sort();
    assert_eq!(names, ["stdlib/市.heng", "乙.heng", "甲/评价.heng"]);
    assert!(editor.diagnostics("stdlib/市.heng").is_empty());
    assert!(editor.open("乙.heng").is_empty());
    assert_eq!(editor.texts["乙.heng"].text, "引用 市\n定 起点 = 30 万元\n三倍 = 3 × 起点\n");
    editor.leave();
}
