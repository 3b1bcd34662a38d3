//! A page as it is printed.

use heng_grammar::diagnostic::Language;

use super::Page;
use crate::report::text::wrap;

/// How many lines of a file are printed; of longer ones, the first few.
const LINES: usize = 16;
const FIRST: usize = 5;

impl Page {
    /// The page in `language`, its prose in lines of at most `width` cells.
    pub fn text(&self, language: Language, width: usize) -> String {
        let pick =
            |zh: &str, en: &str| if language == Language::Chinese { zh.to_owned() } else { en.to_owned() };
        let heading = format!("{}  {}", self.code, self.title(language));
        let mut lines = wrap(&heading, width);
        lines.push(String::new());
        let meaning = pick(&self.meaning_zh, &self.meaning_en);
        lines.extend(wrap(meaning.trim_end(), width));
        section(&mut lines, &pick("这样写会出这个错：", "This causes it:"), &self.script);
        for (file, text) in &self.data {
            let title = match (file.contains('.'), text.is_empty()) {
                (true, _) => pick(&format!("文件 {file}："), &format!("With the file {file}:")),
                (false, false) => pick(&format!("表 {file} 的数据："), &format!("With the data of {file}:")),
                (false, true) => {
                    lines.push(String::new());
                    lines.push(pick(
                        &format!("表 {file} 的文件是空的。"),
                        &format!("The file of {file} is empty."),
                    ));
                    continue;
                }
            };
            section(&mut lines, &title, &shortened(text, language));
        }
        for (file, bytes) in &self.binary {
            lines.push(String::new());
            lines.push(pick(
                &format!("文件 {file} 不是文本，共 {} 字节，这里不印。", bytes.len()),
                &format!("The file {file} is no text ({} bytes) and is not shown here.", bytes.len()),
            ));
        }
        section(&mut lines, &pick("这样运行：", "Run so:"), &self.commands);
        section(&mut lines, &pick("改成：", "Mended:"), &self.mend);
        lines.push(String::new());
        lines.join("\n")
    }
}

/// A title and a text set in; nothing where the text is empty.
fn section(lines: &mut Vec<String>, title: &str, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    lines.extend([String::new(), title.to_owned(), String::new()]);
    lines.extend(text.lines().map(|line| format!("    {line}").trim_end().to_owned()));
}

/// A text of many lines by its first, and their number.
fn shortened(text: &str, language: Language) -> String {
    let count = text.lines().count();
    if count <= LINES {
        return text.to_owned();
    }
    let first: Vec<&str> = text.lines().take(FIRST).collect();
    let more = match language {
        Language::Chinese => format!("……（共 {count} 行）"),
        Language::English => format!("… ({count} lines)"),
    };
    format!("{}\n{more}", first.join("\n"))
}
