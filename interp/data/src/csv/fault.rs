//! Text files that cannot be read.

use std::io;

use heng_interp::table::fault::Complaint;

/// Nothing in the file.
pub fn empty() -> Complaint {
    Complaint::error(801, "文件是空的", "the file is empty")
}

/// Neither UTF-8 nor GB18030.
pub fn no_encoding(utf8_line: usize, gb_line: usize) -> Complaint {
    Complaint::error(
        802,
        "文件的编码无法辨认，既不是 UTF-8，也不是 GB18030（GBK）",
        "the encoding is neither UTF-8 nor GB18030 (GBK)",
    )
    .help(
        format!(
            "按 UTF-8 读到第 {utf8_line} 行出错，按 GB18030 读到第 {gb_line} 行出错；请重新另存为“CSV UTF-8”"
        ),
        format!(
            "as UTF-8 it breaks in line {utf8_line}, as GB18030 in line {gb_line}; save it again as CSV UTF-8"
        ),
    )
}

/// Written in one encoding, read in another and saved so.
pub fn garbled(found: &str, meant: &str, own: &str, taken: &str) -> Complaint {
    Complaint::error(
        869,
        format!("文件里的字是乱码：「{found}」本来是「{meant}」"),
        format!("the text is garbled: `{found}` was `{meant}`"),
    )
    .found(found)
    .instead(meant)
    .help(
        format!("{own} 的文件曾被当作 {taken} 打开，又保存了；找到原来的文件，用 Excel 的“数据—自文本”或记事本按 {own} 打开，另存为“CSV UTF-8”"),
        format!("a file in {own} was opened as {taken} and saved: take the original, open it as {own}, and save it as CSV UTF-8"),
    )
}

/// Characters that no encoding brings back.
pub fn lost(found: &str) -> Complaint {
    let start: String = found.chars().take(12).collect();
    Complaint::error(
        869,
        format!("文件里的字是乱码（{start}），原来的字已经丢失"),
        format!("the text is garbled (`{start}`), and what it said is lost"),
    )
    .found(start)
    .help(
        "从原系统重新导出，另存为“CSV UTF-8”或 .xlsx",
        "export it again from where it came, as CSV UTF-8 or .xlsx",
    )
}

/// Traditional Chinese in its own encoding.
pub fn big5() -> Complaint {
    Complaint::error(
        869,
        "文件像是 Big5（繁体中文）编码，衡不读这种编码",
        "the file seems to be in Big5 (traditional Chinese), which is not read",
    )
    .help("用记事本或 Excel 按 Big5 打开，另存为“CSV UTF-8”", "open it as Big5 and save it as CSV UTF-8")
}

/// Read in another encoding than UTF-8.
pub fn not_utf8(encoding: &str) -> Complaint {
    Complaint::note(
        803,
        format!("文件不是 UTF-8，按 {encoding} 读取"),
        format!("the file is not UTF-8 and was read as {encoding}"),
    )
}

/// A quotation mark opens a cell and none closes it.
pub fn unclosed_quote(row: u32) -> Complaint {
    Complaint::error(
        804,
        format!("第 {row} 行有个单元格以双引号开头，直到文件末尾都没有结束的双引号"),
        format!("a cell in row {row} opens with a quotation mark that is never closed"),
    )
    .help(
        "补上结束的双引号；单元格里的双引号要写两个",
        "close it; a quotation mark within a cell is written twice",
    )
}

/// The system refused.
pub fn unreadable(error: &io::Error) -> Complaint {
    Complaint::error(806, format!("读不出文件：{error}"), format!("the file cannot be read: {error}"))
}
