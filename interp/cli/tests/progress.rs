//! What is said of the work while it goes on: on a terminal the bytes that are read, the steps, and the lines that are written; on a
//! pipe nothing.

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use heng::shell::Shell;
    use heng_grammar::diagnostic::Language;
    use indicatif::{ProgressDrawTarget, TermLike};

    /// What was drawn, one line after the other.
    static DRAWN: Mutex<Vec<String>> = Mutex::new(Vec::new());

    fn drawn() -> MutexGuard<'static, Vec<String>> {
        DRAWN.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A terminal that remembers what is written on it.
    #[derive(Debug)]
    struct Paper;

    impl TermLike for Paper {
        fn width(&self) -> u16 {
            120
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write_str(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            drawn().push(text.to_owned());
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    fn paper() -> ProgressDrawTarget {
        ProgressDrawTarget::term_like(Box::new(Paper))
    }

    /// The reference job over its own table.
    fn job() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/基准")
    }

    fn words(output: &Path) -> Vec<String> {
        let (script, data) = (job().join("评价.heng"), format!("企业={}", job().join("企业.csv").display()));
        let words = ["heng", "run", script.to_str().expect("a path"), "-d", &data, "-o"];
        words.iter().map(|word| (*word).to_owned()).chain([output.display().to_string()]).collect()
    }

    /// Runs the job on a terminal; gives what was drawn, and how many lines were written.
    fn run(language: Language) -> (Vec<String>, usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let output = folder.path().join("结果.csv");
        let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), io::empty());
        let mut shell = Shell::quiet(folder.path(), &mut out, &mut err, &mut input);
        shell.progress = Some(paper);
        shell.environment.heng_lang =
            Some(if language == Language::Chinese { "zh" } else { "en" }.to_owned());
        drawn().clear();
        let status = heng::execute(&words(&output), &mut shell).status();
        assert_eq!(status, 0, "{}", String::from_utf8_lossy(&err));
        let written = std::fs::read_to_string(output).expect("written").lines().count() - 1;
        (std::mem::take(&mut drawn()), written)
    }

    #[test]
    fn a_terminal_shows_the_bytes_read_the_steps_and_the_lines_written() {
        for (language, evaluating, writing) in
            [(Language::Chinese, "计算", "写出结果"), (Language::English, "evaluating", "writing")]
        {
            let (drawn, lines) = run(language);
            let size = std::fs::metadata(job().join("企业.csv")).expect("a file").len();
            let size = indicatif::BinaryBytes(size).to_string();
            let wanted = [
                format!("0 B/{size} "),
                format!("{size}/{size} "),
                format!("1/3 {evaluating}"),
                format!("0/{lines} {writing}"),
                format!("{lines}/{lines} {writing}"),
            ];
            let mut rest = drawn.iter();
            for wanted in wanted {
                assert!(
                    rest.any(|line| line.contains(&wanted)),
                    "「{wanted}」 is not in its place in {drawn:#?}"
                );
            }
        }
    }

    #[test]
    fn a_pipe_is_told_nothing_of_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let words = words(&folder.path().join("结果.csv"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
        command.args(words.iter().skip(1)).env("HENG_LANG", "zh");
        let done = command.output().expect("a process");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
        let told = ["KiB", "计算", "写出结果", "\r", "\u{1b}"];
        assert!(told.iter().all(|sign| !said.contains(sign)), "{said}");
    }
}
