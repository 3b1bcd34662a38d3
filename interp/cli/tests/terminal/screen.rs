//! A terminal with `heng repl` in it.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take to be seen.
const LIMIT: Duration = Duration::from_secs(60);

/// The keys that are not characters, as terminals send them.
pub mod key {
    pub const ENTER: &str = "\r";
    pub const TAB: &str = "\t";
    pub const BACK_TAB: &str = "\x1b[Z";
    pub const BACKSPACE: &str = "\x7f";
    pub const ESCAPE: &str = "\x1b";
    pub const UP: &str = "\x1b[A";
    pub const DOWN: &str = "\x1b[B";
    pub const RIGHT: &str = "\x1b[C";
    pub const LEFT: &str = "\x1b[D";
    pub const HOME: &str = "\x1b[H";
    pub const END: &str = "\x1b[F";
    pub const ALT_ENTER: &str = "\x1b\r";
    pub const CTRL_C: &str = "\x03";
    pub const CTRL_D: &str = "\x04";
    pub const CTRL_L: &str = "\x0c";
    pub const CTRL_R: &str = "\x12";
}

/// What the script of the tests says.
const SCRIPT: &str = "\
政策 亩均评价 { 名称 \"亩均效益评价办法\" }
选项 等级 { A > B > C }
表 企业 {
  编号: 文本 主键
  名称: 文本
  实缴税金: 万元
  应税销售: 万元
  用地面积: 亩 > 0
}
对 企业 {
  /// 每亩缴多少税
  亩均税收 = 实缴税金 / 用地面积 @第五条
  亩均销售 = 应税销售 / 用地面积 @第六条
  分档 等次 依 亩均税收 从高到低 {
    A 前 20%
    B 至 70%
    C 其余
    并列 编号 从低到高
    取整 四舍五入
    基数 排名者
  }
}
";

/// A folder with a script and so many firms.
pub fn project(firms: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: String = (1..=firms)
        .map(|at| format!("E{at},第{at}化工厂,{},{},{}\n", at * 37 % 101 + 1, at * 53 % 997, at % 7 + 1))
        .collect();
    let data = format!("编号,名称,实缴税金,应税销售,用地面积\n{rows}");
    fs::write(folder.path().join("企业.csv"), data).expect("written");
    fs::write(folder.path().join("评价.heng"), SCRIPT).expect("written");
    folder
}

/// What the reader of the terminal has made of what was written to it.
type Shared = Arc<(Mutex<Display>, Condvar)>;

/// The screen, and whether it is being drawn: what is drawn in one go is looked at when it is there.
struct Display {
    parser: vt100::Parser,
    drawing: bool,
    /// The end of what was read, in which a mark may be cut in two.
    end: Vec<u8>,
}

/// Before and after what is drawn in one go.
const MARKS: [(&[u8], bool); 2] = [(b"\x1b[?2026h", true), (b"\x1b[?2026l", false)];

impl Display {
    fn read(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.end.extend_from_slice(bytes);
        let last = |mark: &[u8]| self.end.windows(mark.len()).rposition(|part| part == mark);
        let found = MARKS.iter().filter_map(|(mark, drawing)| Some((last(mark)?, *drawing)));
        self.drawing = found.max().map_or(self.drawing, |(_, drawing)| drawing);
        let kept = self.end.len().saturating_sub(MARKS[0].0.len() - 1);
        self.end.drain(..kept);
    }

    fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }
}

/// A terminal with a program in it.
pub struct Terminal {
    shared: Shared,
    keys: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

/// How a terminal is opened.
pub struct Opening<'p> {
    folder: &'p Path,
    columns: u16,
    rows: u16,
    language: &'p str,
    variables: Vec<(&'p str, String)>,
    words: Vec<&'p str>,
}

impl<'p> Opening<'p> {
    /// 80 columns, Chinese, the project of `folder`.
    pub fn of(folder: &'p Path) -> Self {
        Self {
            folder,
            columns: 80,
            rows: 24,
            language: "zh",
            variables: Vec::new(),
            words: vec!["评价.heng", "-d", "企业.csv"],
        }
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    pub fn language(mut self, language: &'p str) -> Self {
        self.language = language;
        self
    }

    pub fn variable(mut self, name: &'p str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    pub fn start(self) -> Terminal {
        let size = PtySize { rows: self.rows, cols: self.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_heng"));
        command.env_clear();
        command.args(["--lang", self.language, "repl"]);
        command.args(&self.words);
        command.cwd(self.folder);
        command.env("TERM", "xterm-256color");
        command.env("HENG_HISTORY", self.folder.join("history"));
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("started");
        let reader = pair.master.try_clone_reader().expect("a reader");
        let parser = vt100::Parser::new(cells(self.rows), cells(self.columns), 0);
        let display = Display { parser, drawing: false, end: Vec::new() };
        let shared: Shared = Arc::new((Mutex::new(display), Condvar::new()));
        follow(reader, Arc::clone(&shared));
        let keys = pair.master.take_writer().expect("a writer");
        Terminal { shared, keys, master: pair.master, child }
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a size")
}

/// Reads what is written to the terminal until the program is gone.
fn follow(mut reader: Box<dyn Read + Send>, shared: Shared) {
    std::thread::spawn(move || {
        let mut bytes = [0_u8; 4096];
        while let Ok(count) = reader.read(&mut bytes) {
            if count == 0 {
                break;
            }
            shared.0.lock().expect("the screen").read(&bytes[..count]);
            shared.1.notify_all();
        }
    });
}

impl Terminal {
    /// Sends keys.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).expect("sent");
        self.keys.flush().expect("sent");
        self
    }

    /// Sends keys one after another, waiting for nothing between them.
    pub fn send_all(&mut self, keys: &[&str]) -> &mut Self {
        self.send(&keys.concat())
    }

    /// Waits until the line of the cursor, with the cursor as `█`, is `line`.
    pub fn at(&mut self, line: &str) -> &mut Self {
        self.wait(&format!("the cursor in {line:?}"), |screen| cursor_line(screen) == line);
        self
    }

    /// Types `text`, waits until it is there, presses Enter, and waits until the next entry is asked for. Keys that are sent sooner would
    /// be answered by a screen that shows nothing of them yet.
    pub fn enter(&mut self, text: &str) -> &mut Self {
        self.send(text);
        self.wait(&format!("{text:?}"), |screen| cursor_line(screen).contains(&format!("{text}█")));
        let prompt = if self.look(|screen| cursor_line(screen).starts_with("heng")) {
            "heng> █"
        } else {
            "衡> █"
        };
        self.send(key::ENTER).at(prompt)
    }

    /// Waits until the screen shows `text`.
    pub fn shows(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("{text:?}"), |screen| screen.contents().contains(text));
        self
    }

    /// Waits until `seen`.
    pub fn wait(&self, what: &str, seen: impl Fn(&vt100::Screen) -> bool) {
        let started = Instant::now();
        let mut display = self.shared.0.lock().expect("the screen");
        while display.drawing || !seen(display.screen()) {
            let waited = started.elapsed();
            assert!(waited < LIMIT, "{what} was not seen:\n{}", drawn(display.screen()));
            display = self.shared.1.wait_timeout(display, LIMIT - waited).expect("the screen").0;
        }
    }

    /// The screen as it is, with the cursor as `█`.
    pub fn screen(&self) -> String {
        drawn(self.shared.0.lock().expect("the screen").screen())
    }

    /// Something of the screen.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shared.0.lock().expect("the screen").screen())
    }

    /// The window is made another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.shared.0.lock().expect("the screen").parser.screen_mut().set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("resized");
    }

    /// Waits until the program is gone; its status.
    pub fn ended(&mut self) -> u32 {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a process") {
                return status.exit_code();
            }
            assert!(started.elapsed() < LIMIT, "it goes on:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The text of a row, with the cursor as `█` where it stands there.
fn row_text(screen: &vt100::Screen, row: u16) -> String {
    let (cursor_row, cursor_column) = screen.cursor_position();
    let columns = screen.size().1.get();
    let mut text = String::new();
    for column in 0..=columns {
        if row == cursor_row && column == cursor_column {
            text.push('█');
        }
        match screen.cell(row, column) {
            Some(cell) if cell.has_contents() => text.push_str(cell.contents()),
            Some(cell) if !cell.is_wide_continuation() => text.push(' '),
            _ => {}
        }
    }
    text.trim_end().to_owned()
}

fn cursor_line(screen: &vt100::Screen) -> String {
    row_text(screen, screen.cursor_position().0)
}

/// All rows down to the last that shows something.
fn drawn(screen: &vt100::Screen) -> String {
    let rows = (0..screen.size().0.get()).map(|row| row_text(screen, row));
    let all: Vec<String> = rows.collect();
    let last = all.iter().rposition(|row| !row.is_empty()).map_or(0, |at| at + 1);
    all[..last].join("\n")
}
