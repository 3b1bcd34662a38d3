//! Sessions of `heng repl` that are no terminal: scripts of entries and questions under `tests/repl`, with the whole of what is said.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use heng::shell::Shell;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What `heng repl` says in `folder` with these words and this input: its exit status, results and messages in turn.
fn repl(folder: &Path, words: &[&str], input: &str) -> (u8, String) {
    let said = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let (mut out, mut err) = (Both(said.clone()), Both(said.clone()));
    let mut input = input.as_bytes();
    let words: Vec<String> = ["heng"].iter().chain(words).map(|word| (*word).to_owned()).collect();
    let exit = heng::execute(&words, &mut Shell::quiet(folder, &mut out, &mut err, &mut input)).status();
    let said = said.borrow().clone();
    (exit, String::from_utf8(said).unwrap())
}

/// Results and messages in the order in which they are written.
struct Both(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

impl std::io::Write for Both {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs the script `tests/repl/NAME.repl` over a project in both languages: all that is said, and how it ends.
fn hold(name: &str, words: &[&str]) {
    let text = std::fs::read_to_string(folder("tests/repl").join(format!("{name}.repl"))).unwrap();
    hold_text(name, &text, words);
}

fn hold_text(name: &str, text: &str, words: &[&str]) {
    let mut shown = String::new();
    for language in ["zh", "en"] {
        let (exit, said) = repl(&folder("tests"), &[&["--lang", language, "repl"], words].concat(), text);
        let long = said.lines().find(|line| heng::report::text::width(line) > 80);
        assert_eq!(long, None, "{name}");
        let _ = writeln!(shown, "════ {language} （{exit}）\n{}", said.trim_end());
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/repl");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn a_session_that_begins_with_nothing() {
    hold("从空白开始", &[]);
}

#[test]
fn questions_of_the_whole_and_of_rows() {
    hold("提问", &["explore/如果"]);
}

#[test]
fn entries_are_new_or_take_the_place_of_others() {
    hold("定义", &["explore/如果"]);
}

#[test]
fn what_is_by_years_is_that_of_the_last_year_unless_a_year_is_said() {
    hold("按年", &["run/years_ledger"]);
}

#[test]
fn several_entries_at_once_refer_to_one_another() {
    hold("一次几条", &["explore/如果"]);
}

#[test]
fn commands_stand_among_entries() {
    hold("命令", &["explore/如果"]);
}

/// Each stops where it is, says the line, and ends with the status of what was wrong.
#[test]
fn what_is_wrong_ends_a_script() {
    for (name, text) in [
        ("错_没有这个名字", "线 = 5 万元\n\n编号，亩均睡收 当 得分 > 50 分\n线 × 2\n"),
        ("错_没有写完", "// 第一行\n对 企业 {\n  甲 = 实缴税金 / 100\n"),
        ("错_括号多了", "线 = 5 万元\n线 × (2 + 1))\n"),
        ("错_单位不合", "得分 + 1 万元\n"),
        ("错_除数可能是零", "比 = 占地面积 / 实缴税金\n"),
        ("错_换掉整块", "线 = 5\n等级 = D\n"),
        ("错_修改没有的", "修改 {\n  删 等级.没有这条\n}\n"),
        ("错_基准是零", "亩均税收基准 = 0 万元/亩\n"),
        ("错_两条里错一条", "甲 = 2\n乙 = 亩均睡收\n"),
    ] {
        hold_text(name, text, &["explore/如果"]);
    }
}

#[test]
fn commands_of_the_command_line_are_entered_instead_of_standard_input() {
    let (exit, said) = repl(
        &folder("tests/explore"),
        &["--lang", "zh", "repl", "如果", "-c", "线 = 500 万元", "-c", "线 × 2"],
        "不读这里",
    );
    assert_eq!((exit, said.as_str()), (0, "新增 线\n= 1000 万元   （数，万元）\n"));
    let (exit, _) = repl(&folder("tests/explore"), &["repl", "没有这个文件夹"], "");
    assert_eq!(exit, 2);
    let (exit, said) = repl(&folder("tests/explore"), &["repl", "如果", "-d", "企业=-"], "");
    assert_eq!(exit, 2, "{said}");
}
