//! What the server tells of the county's script and of small ones.

use std::fs;
use std::path::Path;
use std::time::Instant;

use super::editor::{Editor, apply, words};
use serde_json::{Value, json};

pub const SCRIPT: &str = "评价.heng";
pub const CITY: &str = "stdlib/南通/工业企业资源集约利用综合评价.heng.md";

/// A folder with the county's script and its `heng.toml`, and the city's document beside it.
pub fn county() -> tempfile::TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("stdlib/南通")).expect("a folder");
    for (from, to) in [
        ("examples/海门区/评价.heng".to_owned(), SCRIPT),
        ("examples/海门区/heng.toml".to_owned(), "heng.toml"),
        (CITY.to_owned(), CITY),
    ] {
        fs::copy(root.join(from), folder.path().join(to)).expect("copied");
    }
    folder
}

/// A folder with one script, and an editor that has opened it.
pub fn alone(text: &str) -> (tempfile::TempDir, Editor, Vec<Value>) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("例.heng"), text).expect("written");
    let mut editor = Editor::start(folder.path());
    let found = editor.open("例.heng");
    (folder, editor, found)
}

pub const SMALL: &str =
    "表 企业 {\n  编号: 文本 主键\n  税收: 万元\n  面积: 亩 > 0\n}\n对 企业 {\n  亩均税收 = 税收 / 面积\n}\n";

/// Code, words at the place, first line of the message; a line each.
fn told(editor: &Editor, name: &str, found: &[Value]) -> String {
    let text = &editor.texts[name].text;
    let line = |d: &Value| {
        let message = d["message"].as_str().expect("a message").lines().next().unwrap_or_default();
        let place = words(text, &d["range"]).replace('\u{200B}', "·");
        format!("{} 「{place}」 {message}\n", d["code"].as_str().expect("a code"))
    };
    found.iter().map(line).collect()
}

#[test]
fn an_error_is_told_where_it_is_and_cleared_when_it_is_mended() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    let found = editor.open(SCRIPT);
    assert!(found.is_empty(), "{found:?}");

    let found = editor.change(SCRIPT, "取小(环保处罚", "取小(环保处法");
    insta::assert_snapshot!(told(&editor, SCRIPT, &found), @"H0301 「环保处法」 没有叫「环保处法」的列、定义或选项");

    let begun = Instant::now();
    let found = editor.change(SCRIPT, "环保处法", "环保处罚");
    println!("from a change to what is wrong: {} ms", begun.elapsed().as_millis());
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn han_and_emoji_are_counted_as_the_editor_counts() {
    let text = format!("// 🏭🏭 工厂\n{}", SMALL.replace("税收 / 面积", "税收 / 面🏭积 + 面机"));
    let (_folder, mut editor, found) = alone(&text);
    assert_eq!(editor.abilities["positionEncoding"], "utf-16");
    insta::assert_snapshot!(told(&editor, "例.heng", &found), @"H0103 「🏭」 脚本里不能用「🏭」");
    let found = editor.change("例.heng", "面🏭积 + ", "");
    insta::assert_snapshot!(told(&editor, "例.heng", &found), @"H0301 「面机」 没有叫「面机」的列、定义或选项");
    editor.leave();
}

#[test]
fn columns_are_bytes_where_the_editor_offers_that() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = SMALL.replace("税收 / 面积", "税收 / 面机");
    fs::write(folder.path().join("例.heng"), &text).expect("written");
    let general = json!({ "positionEncodings": ["utf-16", "utf-8"] });
    let mut editor = Editor::start_with(folder.path(), json!({ "language": "en" }), general);
    assert_eq!(editor.abilities["positionEncoding"], "utf-8");
    let found = editor.open("例.heng");
    let line = text.lines().position(|line| line.contains("面机")).expect("a line");
    let column = text.lines().nth(line).and_then(|line| line.find("面机")).expect("a column");
    assert_eq!(found[0]["range"]["start"], json!({ "line": line, "character": column }));
    assert_eq!(found[0]["range"]["end"]["character"], column + "面机".len());
    insta::assert_snapshot!(found[0]["message"].as_str().expect("a message"), @r#"
there is no column, definition or member called `面机`
this name is not declared
did you mean `面积`?
"#);
    editor.leave();
}

#[test]
fn the_newest_text_is_what_is_told() {
    let (_folder, mut editor, _) = alone(SMALL);
    for number in 0..30 {
        editor.type_over("例.heng", "亩均税收 =", &format!("错{number} = 没有{number}\n  亩均税收 ="));
    }
    let found = editor.change("例.heng", "  错0 = 没有0\n", "");
    assert_eq!(found.len(), 29, "{found:?}");
    editor.replace("例.heng", SMALL);
    assert!(editor.diagnostics("例.heng").is_empty());
    editor.leave();
}

#[test]
fn what_is_no_message_is_answered_and_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = Editor::start(folder.path());
    editor.send_raw(b"Content-Length: 9\r\n\r\n{\"id\": 1,");
    let error = editor.hear_until(|message| message.get("error").cloned());
    assert_eq!(error["code"], -32700);
    let error = editor.refused("textDocument/brew", json!({}));
    assert_eq!(error["code"], -32601);
    let error = editor.refused("textDocument/foldingRange", json!({ "textDocument": 7 }));
    assert_eq!(error["code"], -32602);
    let error = editor
        .refused("textDocument/foldingRange", json!({ "textDocument": { "uri": "file:///nowhere.heng" } }));
    assert_eq!(error["code"], -32602);
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "file:///nowhere.heng", "version": 2 }, "contentChanges": [] }),
    );
    editor.tell("$/unheard", json!({}));
    assert!(editor.open_text("新.heng", SMALL).is_empty(), "a text that was never saved is read too");
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn an_editor_that_goes_without_a_word_leaves_no_server() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(Editor::start(folder.path()).vanish(), Some(1));
    let mut editor = Editor::start(folder.path());
    editor.tell("exit", Value::Null);
    assert_eq!(editor.vanish(), Some(1));
}

/// Tokens as words and what they are.
fn tokens(editor: &mut Editor, name: &str) -> String {
    let legend = editor.abilities["semanticTokensProvider"]["legend"].clone();
    let uri = editor.texts[name].uri.clone();
    let answer = editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
    let data: Vec<u64> = answer["data"].as_array().expect("data").iter().filter_map(Value::as_u64).collect();
    let text = &editor.texts[name].text;
    let (mut line, mut column, mut made) = (0, 0, String::new());
    for token in data.chunks(5) {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0];
        let place = |character: u64| json!({ "line": line, "character": character });
        let there = json!({ "start": place(column), "end": place(column + token[2]) });
        let ty = legend["tokenTypes"][token[3] as usize].as_str().expect("a type");
        let modifiers = legend["tokenModifiers"].as_array().expect("modifiers").iter().enumerate();
        let modifiers = modifiers.filter(|(at, _)| token[4] >> at & 1 == 1).filter_map(|(_, m)| m.as_str());
        let kind: Vec<&str> = std::iter::once(ty).chain(modifiers).collect();
        made.push_str(&format!("{} {}\n", words(text, &there), kind.join(".")));
    }
    made
}

#[test]
fn tokens_are_coloured_also_in_the_fences_of_a_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = Editor::start(folder.path());
    let text = "# 第一条 亩均税收不低于 1 万元\n\n```heng\n表 企业 { 编号: 文本 主键；税收: 万元 }  // 🏭 表\n```\n\n```heng\n对 企业 { 够 = 税收 ≥ 1 万元 @第一条 }\n```\n";
    editor.open_text("例.heng.md", text);
    insta::assert_snapshot!(tokens(&mut editor, "例.heng.md"), @r#"
表 keyword.block
企业 struct.declaration
编号 property.declaration
文本 type.defaultLibrary
主键 keyword.clause
税收 property.declaration
万元 type.unit
// 🏭 表 comment
对 keyword.block
企业 struct
够 variable.declaration
= operator
税收 property
≥ operator
1 number
万元 type.unit
@第一条 decorator
"#);
    let uri = editor.texts["例.heng.md"].uri.clone();
    let folds = editor.ask("textDocument/foldingRange", json!({ "textDocument": { "uri": uri } }));
    let folds: Vec<String> = folds
        .as_array()
        .expect("folds")
        .iter()
        .map(|f| format!("{}-{}", f["startLine"], f["endLine"]))
        .collect();
    insta::assert_snapshot!(folds.join(" "), @"0-8 2-3 6-7");
    editor.leave();
}

#[test]
fn a_selection_grows_from_the_word_to_the_text() {
    let (_folder, mut editor, _) = alone(SMALL);
    let place = editor.place("例.heng", "税收 / 面积", 1);
    let asked = json!({ "textDocument": place["textDocument"], "positions": [place["position"]] });
    let answer = editor.ask("textDocument/selectionRange", asked);
    let (mut range, mut grown) = (&answer[0], Vec::new());
    while range.is_object() {
        grown.push(words(SMALL, &range["range"]).replace('\n', "⏎"));
        range = &range["parent"];
    }
    insta::assert_snapshot!(grown.join("\n"), @r#"
税收
亩均税收 = 税收 / 面积
⏎  亩均税收 = 税收 / 面积⏎
对 企业 {⏎  亩均税收 = 税收 / 面积⏎}
表 企业 {⏎  编号: 文本 主键⏎  税收: 万元⏎  面积: 亩 > 0⏎}⏎对 企业 {⏎  亩均税收 = 税收 / 面积⏎}⏎
"#);
    editor.leave();
}

/// The actions offered at the first place of a word.
fn actions(editor: &mut Editor, name: &str, word: &str, only: Option<&str>) -> Vec<Value> {
    let place = editor.place(name, word, 0);
    let range = json!({ "start": place["position"], "end": place["position"] });
    let context = json!({ "diagnostics": [], "only": only.map(|only| vec![only]) });
    let asked = json!({ "textDocument": place["textDocument"], "range": range, "context": context });
    editor.ask("textDocument/codeAction", asked).as_array().expect("actions").clone()
}

#[test]
fn a_change_that_is_offered_mends_the_text() {
    let (_folder, mut editor, found) = alone(&SMALL.replace("税收 / 面积", "税收 / 面机 ～ 2"));
    insta::assert_snapshot!(told(&editor, "例.heng", &found), @"H0105 「～」 不能用「～」表示范围");
    editor.change("例.heng", " ～ 2", "");
    let offered = actions(&mut editor, "例.heng", "面机", None);
    let titles: Vec<String> =
        offered.iter().map(|a| format!("{} {} {}", a["kind"], a["title"], a["isPreferred"])).collect();
    insta::assert_snapshot!(titles.join("\n"), @r#""quickfix" "改为「面积」" false"#);
    editor.carry_out(&offered[0]["edit"]);
    assert!(editor.diagnostics("例.heng").is_empty());
    assert_eq!(editor.texts["例.heng"].text, SMALL);
    editor.leave();
}

#[test]
fn all_that_is_safe_is_mended_at_once() {
    let text = SMALL
        .replace("税收 / 面积", "税收 / 面积 《 3 万元／亩")
        .replace("面积: 亩 > 0", "面\u{200B}积: 亩 > 0");
    let (_folder, mut editor, found) = alone(&text);
    insta::assert_snapshot!(told(&editor, "例.heng", &found), @r#"
H0107 「面·积」 名称里夹着看不见的字符
H0108 「《」 「《」不是比较符号
"#);
    let offered = actions(&mut editor, "例.heng", "表", Some("source.fixAll"));
    for action in &offered {
        editor.carry_out(&action["edit"]);
    }
    let found = editor.diagnostics("例.heng");
    insta::assert_snapshot!(told(&editor, "例.heng", &found), @"");
    editor.leave();
}

/// The lenses of a text: the line and the words of each.
fn lenses(editor: &mut Editor, name: &str) -> Vec<Value> {
    let uri = editor.texts[name].uri.clone();
    editor
        .ask("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }))
        .as_array()
        .expect("lenses")
        .clone()
}

fn titles(lenses: &[Value]) -> String {
    let line = |lens: &Value| format!("{} {}", lens["range"]["start"]["line"], lens["command"]["title"]);
    lenses.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn examples_are_run_from_their_lenses() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    let offered = lenses(&mut editor, SCRIPT);
    insta::assert_snapshot!(titles(&offered), @r#"
56 "▷ 运行算例"
56 "▷ 运行全部 2 个算例"
70 "▷ 运行算例"
"#);
    let answer = editor.ask("workspace/executeCommand", offered[0]["command"].clone());
    insta::assert_snapshot!(answer, @r#"{"ran":1,"passed":true,"examples":[{"title":"亩均税收不足一万元的直接为D类，小巨人企业也不例外","passed":true}]}"#);

    editor.change(SCRIPT, "= -2 分", "= -3 分");
    let last = lenses(&mut editor, SCRIPT).pop().expect("a lens");
    editor.ask("workspace/executeCommand", last["command"].clone());
    let note = editor.notes.pop_back().expect("a message");
    insta::assert_snapshot!(note["params"]["message"].as_str().expect("a message"), @"算例「两起环保处罚：扣2分，再下调一类」没有通过，原因标在脚本里。");
    insta::assert_snapshot!(titles(&lenses(&mut editor, SCRIPT)), @r#"
56 "▷ 运行算例"
56 "▷ 运行全部 2 个算例"
70 "✗ 没有通过 · 再运行"
"#);
    let uri = editor.texts[SCRIPT].uri.clone();
    let (_, found) = editor.told[&uri].clone();
    insta::assert_snapshot!(told(&editor, SCRIPT, &found), @r#"H0920 「应得 企业["E1"].客观因素调整分 = -3 分」 算例「两起环保处罚：扣2分，再下调一类」没有通过"#);
    insta::assert_snapshot!(found[0]["message"].as_str().expect("a message"), @r#"
算例「两起环保处罚：扣2分，再下调一类」没有通过
应得 -3 分，算出的是 -2 分
"#);
    assert!(editor.change(SCRIPT, "= -3 分", "= -2 分").is_empty(), "a text that changed has not been tried");

    editor.change(SCRIPT, "= 2021年", "= 没有");
    let first = lenses(&mut editor, SCRIPT).swap_remove(0);
    editor.ask("workspace/executeCommand", first["command"].clone());
    let note = editor.notes.pop_back().expect("a message");
    insta::assert_snapshot!(note["params"]["message"].as_str().expect("a message"), @"算例「亩均税收不足一万元的直接为D类，小巨人企业也不例外」没有通过，原因标在脚本里。");
    let error = editor.refused("workspace/executeCommand", json!({ "command": "heng.brew" }));
    assert_eq!(error["code"], -32602);
    editor.leave();
}

#[test]
fn a_wrong_manifest_is_told_at_the_manifest() {
    let folder = county();
    fs::write(folder.path().join("heng.toml"), "script = \"评价.heng\"\nscirpt = 1\n").expect("written");
    let mut editor = Editor::start(folder.path());
    assert!(editor.open(SCRIPT).is_empty(), "the script is read all the same");
    let (_, found) = editor.told[&editor.uri("heng.toml")].clone();
    let said: Vec<&str> = found[0]["message"].as_str().expect("a message").lines().take(3).collect();
    insta::assert_snapshot!(format!("{} {}", found[0]["range"]["end"], said.join(" ")), @r#"{"line":1,"character":6} heng.toml 写错了 没有「scirpt」这一项 是不是「script」？"#);
    editor.leave();
}

#[test]
fn a_fault_of_a_text_that_is_not_open_is_told_there() {
    let folder = county();
    let city = fs::read_to_string(folder.path().join(CITY)).expect("a text");
    fs::write(folder.path().join(CITY), apply(&city, &json!([]))).expect("written");
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    assert!(!editor.told.contains_key(&editor.uri(CITY)));
    fs::write(folder.path().join(CITY), city.replacen("评分 综合得分", "评分 综合得分 没有", 1))
        .expect("written");
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let uri = editor.uri(CITY);
    let found = editor.hear_until(|message| {
        (message["params"]["uri"] == uri.as_str()).then(|| message["params"]["diagnostics"].clone())
    });
    insta::assert_snapshot!(found[0]["message"].as_str().expect("a message"), @r#"
「没有」不能写在这里
这里应是`群体`或`满分`
"#);
    fs::write(folder.path().join(CITY), city).expect("written");
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.hear_until(|message| {
        (message["params"]["uri"] == uri.as_str() && message["params"]["diagnostics"] == json!([]))
            .then_some(())
    });
    editor.leave();
}

#[test]
fn the_outline_holds_what_an_entry_holds() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    let uri = editor.texts[SCRIPT].uri.clone();
    let outline = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    fn lines(symbols: &Value, depth: usize, made: &mut String) {
        for symbol in symbols.as_array().into_iter().flatten() {
            made.push_str(&format!("{}{} {}\n", "  ".repeat(depth), symbol["name"], symbol["detail"]));
            lines(&symbol["children"], depth + 1, made);
        }
    }
    let mut made = String::new();
    lines(&outline, 0, &mut made);
    insta::assert_snapshot!(made, @r#"
"海门区工业企业资源集约利用综合评价" "政策"
"新升规企业" "列 是否"
"环保处罚" "列 起"
"县定加分" "计分 分"
  "新升规企业" "项 分"
"县定扣分" "定义 分"
"环保处罚" "调档规则"
"亩均税收得分" "输出列"
"亩均销售得分" "输出列"
"科技创新得分" "输出列"
"绿色安全得分" "输出列"
"名次" "输出列"
"亩均税收不足一万元的直接为D类，小巨人企业也不例外" "算例"
"两起环保处罚：扣2分，再下调一类" "算例"
"#);
    let found = editor.ask("workspace/symbol", json!({ "query": "hbcf" }));
    let found: Vec<String> = found
        .as_array()
        .expect("symbols")
        .iter()
        .map(|s| format!("{} {}", s["name"], editor.name(s["location"]["uri"].as_str().expect("an address"))))
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
"环保处罚" 评价.heng
"环保处罚" 评价.heng
"#);
    editor.leave();
}

#[test]
fn a_text_gets_its_form_by_changes_of_lines() {
    let text = SMALL
        .replace("亩均税收 = 税收 / 面积", "亩均税收=税收/面积")
        .replace("  面积: 亩 > 0", "  面积:亩>0");
    let (_folder, mut editor, found) = alone(&text);
    assert!(found.is_empty(), "{found:?}");
    let there = editor.texts["例.heng"].clone();
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let all = editor
        .ask("textDocument/formatting", json!({ "textDocument": { "uri": there.uri }, "options": options }));
    insta::assert_snapshot!(apply(&text, &all), @r#"
表 企业 {
  编号:  文本  主键
  税收:  万元
  面积:  亩    > 0
}
对 企业 {
  亩均税收 = 税收 / 面积
}
"#);
    let place = editor.place("例.heng", "亩均税收=", 0)["position"].clone();
    let asked = json!({ "textDocument": { "uri": there.uri }, "options": options, "range": { "start": place, "end": place } });
    let some = editor.ask("textDocument/rangeFormatting", asked);
    insta::assert_snapshot!(apply(&text, &some), @r#"
表 企业 {
  编号: 文本 主键
  税收: 万元
  面积:亩>0
}
对 企业 {
  亩均税收 = 税收 / 面积
}
"#);
    editor.replace("例.heng", &apply(&text, &all));
    let none = editor
        .ask("textDocument/formatting", json!({ "textDocument": { "uri": there.uri }, "options": options }));
    assert_eq!(none, json!([]));
    editor.leave();
}

#[test]
fn the_language_of_messages_follows_the_settings() {
    let (_folder, mut editor, found) = alone(&SMALL.replace("税收 / 面积", "税收 / 面机"));
    assert!(found[0]["message"].as_str().is_some_and(|said| said.starts_with("没有叫")), "{found:?}");
    editor.tell("workspace/didChangeConfiguration", json!({ "settings": { "heng": { "language": "en" } } }));
    let uri = editor.texts["例.heng"].uri.clone();
    let said = editor.hear_until(|message| {
        (message["params"]["uri"] == uri.as_str())
            .then(|| message["params"]["diagnostics"][0]["message"].clone())
    });
    assert!(said.as_str().is_some_and(|said| said.starts_with("there is no")), "{said}");
    editor.leave();
}

#[test]
fn a_text_is_put_into_the_words_of_the_other_language_and_back() {
    let (_folder, mut editor, _) = alone(SMALL);
    for words in ["英文", "中文"] {
        let offered = actions(&mut editor, "例.heng", "企业", Some("refactor"));
        assert_eq!(offered[0]["title"], format!("换成{words}词汇"));
        editor.carry_out(&offered[0]["edit"]);
        assert!(editor.diagnostics("例.heng").is_empty());
        if words == "英文" {
            insta::assert_snapshot!(editor.texts["例.heng"].text, @r#"
table 企业 {
  编号: text key
  税收: wan_yuan
  面积: mu > 0
}
for 企业 {
  亩均税收 = 税收 / 面积
}
"#);
        }
    }
    assert_eq!(editor.texts["例.heng"].text, SMALL);
    editor.leave();
}

#[test]
fn a_request_that_waits_can_be_called_off() {
    let folder = county();
    let mut editor = Editor::start(folder.path());
    editor.open(SCRIPT);
    editor.type_over(SCRIPT, "县定扣分 = ", "县定扣分  = ");
    let place = editor.place(SCRIPT, "县定扣分  =", 1);
    let id = editor.begin("textDocument/definition", place);
    editor.tell("$/cancelRequest", json!({ "id": id }));
    let error = editor.answer(id).expect_err("a refusal");
    assert_eq!(error["code"], -32800);
    editor.leave();
}

#[test]
fn the_vocabulary_of_the_project_is_insisted_on() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("heng.toml"), "script = \"例.heng\"\nvocabulary = \"zh\"\n")
        .expect("written");
    fs::write(folder.path().join("例.heng"), SMALL.replace("主键", "key")).expect("written");
    let mut editor = Editor::start(folder.path());
    let found = editor.open("例.heng");
    insta::assert_snapshot!(told(&editor, "例.heng", &found), @"H1035 「key」 「key」是英文词汇，写成「主键」");
    let offered = actions(&mut editor, "例.heng", "key", Some("source.fixAll"));
    editor.carry_out(&offered[0]["edit"]);
    assert!(editor.diagnostics("例.heng").is_empty());
    assert_eq!(editor.texts["例.heng"].text, SMALL);
    editor.leave();
}
