//! A report that is interrupted or cannot be written leaves nothing half-written, and an earlier one as it was: real processes, real
//! signals, a real limit on the size of files.

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    const SCRIPT: &str = "选项 等级 { A > B }\n表 企业 {\n  编号: 文本 主键\n  税收: 万元\n}\n对 企业 {\n  分档 等 依 税收 从高到低 {\n    A 前 20%\n    B 其余\n    \
                          并列 编号 从低到高\n    取整 不取整\n    基数 排名者\n  }\n}\n";

    /// A project of so many firms.
    fn project(firms: u32) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let rows: String = (0..firms).map(|at| format!("E{at:05},{}\n", at % 977)).collect();
        fs::write(folder.path().join("企业.csv"), format!("编号,税收\n{rows}")).expect("written");
        fs::write(folder.path().join("评价.heng"), SCRIPT).expect("written");
        folder
    }

    fn command(folder: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
        command.args(["report", "评价.heng", "-d", "企业.csv"]).args(words).current_dir(folder);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries =
            fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Waits until the process has begun to write sheets.
    fn wait_for_sheets(folder: &Path, child: &mut Child) {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            let writing = names(folder).into_iter().find(|name| name.ends_with(".tmp"));
            if writing.is_some_and(|name| folder.join(name).join("sheets").is_dir()) {
                return;
            }
            assert!(
                child.try_wait().expect("a process").is_none(),
                "it was done before it could be interrupted"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("nothing was written");
    }

    fn interrupt(signal: &str, child: &Child) {
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }

    #[test]
    fn an_interrupted_report_leaves_nothing_and_the_earlier_one_stays() {
        let folder = project(4000);
        let done = command(folder.path(), &["-o", "报告单", "--row", "E00001"]).status().expect("run");
        assert!(done.success());
        let before = fs::read(folder.path().join("报告单/index.html")).expect("written");
        for signal in ["-INT", "-TERM"] {
            let mut child = command(folder.path(), &["-o", "报告单"]).spawn().expect("started");
            wait_for_sheets(folder.path(), &mut child);
            interrupt(signal, &child);
            let ended = child.wait_with_output().expect("ended");
            assert_eq!(ended.status.code(), Some(130), "{}", String::from_utf8_lossy(&ended.stderr));
            assert!(String::from_utf8_lossy(&ended.stderr).contains("interrupted while writing"));
            assert_eq!(names(folder.path()), ["企业.csv", "报告单", "评价.heng"]);
            assert_eq!(fs::read(folder.path().join("报告单/index.html")).expect("there"), before);
        }
    }

    /// As on a full disk: the system refuses to write further half-way.
    #[test]
    fn a_report_that_cannot_be_written_leaves_nothing() {
        let folder = project(400);
        for output in ["报告单", "报告单.html"] {
            let limited = format!(
                "trap '' XFSZ; ulimit -f 40; exec {} report 评价.heng -d 企业.csv -o {output}",
                env!("CARGO_BIN_EXE_heng")
            );
            let ended =
                Command::new("sh").args(["-c", &limited]).current_dir(folder.path()).output().expect("run");
            let said = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert_eq!(ended.status.code(), Some(2), "{said}");
            assert!(said.contains("H0908"), "{said}");
            assert_eq!(names(folder.path()), ["企业.csv", "评价.heng"]);
        }
    }
}
