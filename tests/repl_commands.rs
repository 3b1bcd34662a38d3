//! What the prompt prints and what its commands do, as transcripts: at 80 and at 40 columns, in Chinese and in English.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use heng::project::Project;
use heng::repl::command::Command;
use heng::repl::print::answer;
use heng::repl::session::Session;
use heng::report::text::width;
use heng::run::Request;
use heng::shell::{Format, Shell};
use heng_grammar::diagnostic::Language;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A terminal: its language, its cells, whether bars are drawn.
#[derive(Clone, Copy)]
struct Face {
    language: Language,
    cells: usize,
    format: Format,
}

/// Messages, to be read while others are still written.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What one session says to some lines, each below what was typed, on one terminal after the other.
fn sessions(folder: &Path, faces: &[Face], entries: &[&str]) -> Vec<String> {
    let kept = Kept::default();
    let (mut out, mut err) = (std::io::sink(), kept.clone());
    let mut input = std::io::empty();
    let mut shell = Shell::quiet(folder, &mut out, &mut err, &mut input);
    let project = Project::open(folder, ".").unwrap();
    let open = Session::open(Some(project), Request::default(), &mut shell);
    let mut open = open.unwrap_or_else(|refused| panic!("{:?}", refused.diagnostics));
    let mut all = Vec::new();
    for face in faces {
        (shell.width, shell.language, shell.format) = (face.cells, face.language, face.format);
        open.speak(face.language);
        let mut text = String::new();
        for entry in entries {
            let told = match answer(&mut open, entry, Some(12), &mut shell) {
                Ok(told) => told.all().fold(String::new(), |text, line| text + line + "\n"),
                Err(refused) => {
                    assert_ne!(refused.write(&mut shell).unwrap(), heng::Exit::Done);
                    String::new()
                }
            };
            let said = String::from_utf8(kept.0.take()).unwrap();
            for line in said.trim_end().lines().chain(told.lines()) {
                assert!(width(line) <= face.cells, "{} > {}: {line}", width(line), face.cells);
            }
            let said = if said.is_empty() { said } else { format!("{}\n", said.trim_end()) };
            let _ = write!(text, "» {entry}\n{said}{told}");
        }
        all.push(text);
    }
    all
}

fn session(folder: &Path, face: Face, entries: &[&str]) -> String {
    sessions(folder, &[face], entries).concat()
}

const ZH: Face = Face { language: Language::Chinese, cells: 80, format: Format::Text };
const EN: Face = Face { language: Language::English, cells: 80, format: Format::Text };

/// The same lines in both languages, at 80 and at 40 columns.
fn everywhere(folder: &str, entries: &[&str]) -> String {
    let folder = root().join(folder);
    let names = ["中文，80", "中文，40", "English, 80", "English, 40"];
    let said = sessions(&folder, &[ZH, narrow(ZH), EN, narrow(EN)], entries);
    let said = names.iter().zip(said).map(|(called, said)| format!("════ {called} ════\n{said}"));
    said.collect::<Vec<_>>().join("\n")
}

fn narrow(face: Face) -> Face {
    Face { cells: 40, ..face }
}

fn hold(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/repl_commands");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

const TOWN: &str = "tests/explore/如果";

#[test]
fn values_are_exact_and_say_what_they_are() {
    let entries = [
        "亩均税收基准",
        "1 / 3",
        "计数(企业 当 等级 = D)",
        "企业[\"E5\"].单位能耗税收",
        "企业[\"E9\"].得分",
        "企业[\"E1\"].等级，企业[\"E1\"].名称",
        "平均(企业.得分 当 参评 且 得分 > 200 分)",
    ];
    hold("values", &everywhere(TOWN, &entries));
}

#[test]
fn rows_stand_in_columns_and_fold() {
    let entries = [
        "亩均税收",
        "编号，得分 从高到低 当 等级 = D",
        "亩均税收，单位能耗税收，等级",
        "黑名单",
        "事故.起数",
    ];
    hold("rows", &everywhere(TOWN, &entries));
}

#[test]
fn the_first_and_the_last_tell_of_ties() {
    let entries = [":前 3 得分", ":后 2 亩均税收，等级 当 亩均税收 > 5 万元/亩", ":前 2 奖励", ":top 1 专利"];
    hold("ends", &everywhere(TOWN, &entries));
}

#[test]
fn histograms_and_classes() {
    hold("classes", &everywhere(TOWN, &[":直方图 得分", ":直方图 亩均税收 当 参评 4", ":等级"]));
    let plain = Face { format: Format::Plain, ..narrow(ZH) };
    hold("classes_plain", &session(&root().join(TOWN), plain, &[":直方图 得分", ":等级 初评"]));
}

#[test]
fn a_county_in_the_terminal() {
    let entries = [":前 5 综合得分", ":直方图 综合得分", ":等级 最终等级", ":后 3 综合得分，属地，最终等级"];
    let folder = root().join("examples/海门区");
    let said = sessions(&folder, &[ZH, narrow(ZH), EN], &entries);
    hold("county", &said.join("\n════\n"));
}

#[test]
fn where_a_value_comes_from() {
    let entries = [":为何 E5 等级.事故", ":why 小桥 亩均税收", ":为何 亩均税收基准", ":为何 E99", ":为何"];
    hold("why", &everywhere(TOWN, &entries));
}

#[test]
fn changes_are_tried_and_the_session_stays_as_it_is() {
    let entries = [
        ":假如 E5.能耗=100 E5",
        "企业[\"E5\"].能耗",
        ":假如 亩均税收基准=\"10 万元/亩\" 事故数=次数",
        ":假如 调整分[E2]=3",
        ":假如 没有这个=1",
        ":比较",
        "亩均税收基准 = 10 万元/亩",
        "取 事故数 = 次数",
        ":已改",
        ":比较",
        ":撤销 2",
        ":已改",
        ":重做",
        ":撤销 5",
    ];
    let folder = root().join(TOWN);
    hold("changes", &[session(&folder, ZH, &entries), session(&folder, EN, &entries)].join("\n════\n"));
}

#[test]
fn names_docs_and_articles() {
    let entries = [
        ":名称",
        ":名称 ss",
        ":说明 亩均税收",
        ":说明 得分",
        ":说明 实缴税金",
        ":说明 企业",
        ":说明 选项",
        ":说明 等级",
        ":doc at_least",
        ":出处",
        ":出处 6",
        ":cite 等级",
    ];
    hold("names", &everywhere(TOWN, &entries));
}

#[test]
fn units_convert() {
    let entries =
        [":单位", ":单位 公顷", ":单位 12.5 万元/亩", ":单位 ３.5 亿元 转 万元", ":units 亩 to 平方米"];
    hold("units", &everywhere(TOWN, &entries));
}

#[test]
fn what_is_open_and_the_language() {
    let entries = [":数据", ":语言 en", ":data", ":语言", ":重读", ":载入"];
    hold("files", &session(&root().join(TOWN), ZH, &entries));
}

#[test]
fn what_was_typed_is_saved_and_loaded_again() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["heng.toml", "评价.heng", "企业.csv", "事故.csv", "认定.csv"] {
        std::fs::copy(root().join(TOWN).join(file), folder.path().join(file)).unwrap();
    }
    let entries = [
        ":保存 试算",
        "亩均税收基准 = 10 万元/亩",
        "取 事故数 = 次数",
        ":保存 试算",
        ":保存 试算",
        ":保存! 试算",
        ":载入 试算.heng",
        "亩均税收基准",
        ":撤销",
        ":数据 企业=没有.csv",
        ":载入 没有",
        ":退出",
    ];
    hold("saved", &sessions(folder.path(), &[ZH], &entries).concat());
}

#[test]
fn every_command_explains_itself() {
    let each: Vec<String> =
        Command::ALL.iter().map(|command| format!(":帮助 {}", command.row().zh)).collect();
    let each: Vec<&str> = each.iter().map(String::as_str).collect();
    let all = everywhere(TOWN, &[":帮助"]);
    let folder = root().join(TOWN);
    hold("help", &[all, session(&folder, ZH, &each), session(&folder, EN, &each)].join("\n"));
}

#[test]
fn what_is_wrong_with_a_command_is_said_kindly() {
    let entries = [
        ":",
        ":前面",
        ":直方土 得分",
        ":un",
        ":q1",
        ":前",
        ":前 亩均税收基准",
        ":前 名称",
        ":前 没有",
        ":直方图 等级",
        ":等级 初级",
        ":说明 不底于",
        ":说明 亩均睡收",
        ":名称 没有的",
        ":出处 第六十条",
        ":单位 公斤力",
        ":单位 亩 转 元",
        ":保存",
        ":撤销 x",
        ":语言 fr",
        ":假如",
    ];
    let folder = root().join(TOWN);
    hold("refused", &[session(&folder, ZH, &entries), session(&folder, EN, &entries)].join("\n════\n"));
}
