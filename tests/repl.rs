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

/// Runs the script `tests/repl/NAME.repl` over a project in both languages. Each part of it is run as a session grows: what is said
/// stands below what was entered.
fn hold(name: &str, project: Option<&str>) {
    let text = std::fs::read_to_string(folder("tests/repl").join(format!("{name}.repl"))).unwrap();
    let mut shown = String::new();
    for language in ["zh", "en"] {
        let words: Vec<&str> = ["--lang", language, "repl"].into_iter().chain(project).collect();
        let (exit, said) = repl(&folder("tests/explore"), &words, &text);
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
    hold("从空白开始", None);
}

#[test]
fn questions_of_the_whole_and_of_rows() {
    hold("提问", Some("如果"));
}

#[test]
fn entries_are_new_or_take_the_place_of_others() {
    hold("定义", Some("如果"));
}
