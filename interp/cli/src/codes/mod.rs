//! What error codes mean: one small Markdown page a code, embedded. Each has the smallest script that causes it; a test
//! runs them all.

mod list;
mod text;

use heng_grammar::diagnostic::Language;

/// One code's page.
///
/// ````markdown
/// # H0203 中文标题 | English title
///
/// 中文说明。
///
/// ---
///
/// What it means.
///
/// ```heng
/// the smallest script that causes it
/// ```
///
/// ```mend
/// the same, mended
/// ```
/// ````
///
/// A script with prose stands in fences of four backticks, so that its own fences can stand inside. Codes of data have a
/// fence ```` ```csv 企业 ```` as well, the file given for the table (```` ```csv 企业 10001 ````: its last line again and
/// again up to so many), or ```` ```hex 企业.xlsx ```` with the bytes of a file that is no text; codes of runs a fence
/// ```` ```sh ```` with the commands. The page of a fault of ours has neither script nor commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// `H0203`
    pub code: &'static str,
    /// What is wrong.
    pub title_zh: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// Why it is wrong and what to do.
    pub meaning_zh: String,
    /// The same in English.
    pub meaning_en: String,
    /// The smallest script that causes it.
    pub script: String,
    /// The commands that cause it, where a run of the script alone does not.
    pub commands: String,
    /// The script, mended; empty where the data are mended instead.
    pub mend: String,
    /// Tables and the text of their files, for codes of data.
    pub data: Vec<(&'static str, String)>,
    /// Files that are no text, and their bytes.
    pub binary: Vec<(&'static str, Vec<u8>)>,
}

/// All pages by code.
pub fn pages() -> Vec<Page> {
    list::TEXTS.iter().filter_map(|text| parse(text)).collect()
}

/// The page of a code, written `H0203`, `h203` or `203`.
pub fn find(written: &str) -> Option<Page> {
    let digits = written.trim().trim_start_matches(['H', 'h']);
    let number: u16 = digits.parse().ok()?;
    let code = format!("H{number:04}");
    pages().into_iter().find(|page| page.code == code)
}

/// The pages whose codes begin so: `H06`, `h06`, `6`.
pub fn family(written: &str) -> Vec<Page> {
    let digits = written.trim().trim_start_matches(['H', 'h']);
    let start = match digits.len() {
        1 => format!("H0{digits}"),
        2 | 3 => format!("H{digits}"),
        _ => return Vec::new(),
    };
    pages().into_iter().filter(|page| page.code.starts_with(&start)).collect()
}

/// At most five pages for what is no code: those that differ by one digit, or else those whose titles have the words.
pub fn near(written: &str) -> Vec<Page> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let code = format!("H{digits:0>4}");
    let one_off = |page: &Page| {
        page.code.len() == code.len()
            && page.code.chars().zip(code.chars()).filter(|(a, b)| a != b).count() == 1
    };
    let word = written.trim().to_lowercase();
    let titled = |page: &Page| page.title_zh.contains(&word) || page.title_en.to_lowercase().contains(&word);
    let fits = |page: &Page| if digits.is_empty() { !word.is_empty() && titled(page) } else { one_off(page) };
    pages().into_iter().filter(fits).take(5).collect()
}

impl Page {
    /// What is wrong, in `language`.
    pub fn title(&self, language: Language) -> &'static str {
        if language == Language::Chinese { self.title_zh } else { self.title_en }
    }
}

/// A page; nothing where its first line is no heading of the form `# CODE zh | en`.
fn parse(text: &'static str) -> Option<Page> {
    let (heading, rest) = text.split_once('\n')?;
    let (code, titles) = heading.strip_prefix("# ")?.split_once(' ')?;
    let (title_zh, title_en) = titles.split_once(" | ")?;
    let mut page = Page {
        code,
        title_zh: title_zh.trim(),
        title_en: title_en.trim(),
        meaning_zh: String::new(),
        meaning_en: String::new(),
        script: String::new(),
        commands: String::new(),
        mend: String::new(),
        data: Vec::new(),
        binary: Vec::new(),
    };
    let mut lines = 0;
    let mut fence: Option<(usize, &'static str)> = None;
    let mut english = false;
    for line in rest.lines() {
        let info = line.trim_start_matches('`');
        let ticks = line.len() - info.len();
        match fence {
            None if ticks >= 3 => {
                fence = Some((ticks, info));
                if let Some(table) = info.strip_prefix("csv ") {
                    let (table, count) = table.trim().split_once(' ').unwrap_or((table.trim(), ""));
                    lines = count.parse().unwrap_or(0);
                    page.data.push((table, String::new()));
                } else if let Some(file) = info.strip_prefix("hex ") {
                    page.binary.push((file.trim(), Vec::new()));
                }
            }
            None if line == "---" => english = true,
            None => page.push_prose(line.trim_end(), english),
            Some((opened, _)) if ticks == opened && info.is_empty() => {
                page.repeat_last(std::mem::take(&mut lines));
                fence = None;
            }
            Some((_, info)) => page.push_fenced(info, line),
        }
    }
    for meaning in [&mut page.meaning_zh, &mut page.meaning_en] {
        meaning.truncate(meaning.trim_end().len());
    }
    Some(page)
}

impl Page {
    fn push_fenced(&mut self, info: &str, line: &str) {
        let body = match info {
            "mend" => &mut self.mend,
            "heng" => &mut self.script,
            "sh" => &mut self.commands,
            _ if info.starts_with("hex ") => {
                return self.binary.last_mut().map_or((), |(_, bytes)| bytes.extend(bytes_of(line)));
            }
            _ => match self.data.last_mut() {
                Some((_, body)) => body,
                None => return,
            },
        };
        body.push_str(line);
        body.push('\n');
    }

    /// The last line of the last table again, until the table has `lines`.
    fn repeat_last(&mut self, lines: usize) {
        let Some((_, text)) = self.data.last_mut() else { return };
        let last = text.lines().last().map(|line| format!("{line}\n")).unwrap_or_default();
        text.push_str(&last.repeat(lines.saturating_sub(text.lines().count())));
    }

    fn push_prose(&mut self, line: &str, english: bool) {
        let body = if english { &mut self.meaning_en } else { &mut self.meaning_zh };
        if !(body.is_empty() && line.is_empty()) {
            body.push_str(line);
            body.push('\n');
        }
    }
}

/// The bytes that a line of digits to the base of sixteen stands for.
fn bytes_of(line: &str) -> impl Iterator<Item = u8> {
    let digits: Vec<u8> = line.chars().filter_map(|c| c.to_digit(16)?.try_into().ok()).collect();
    let pairs = digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + digit));
    pairs.collect::<Vec<u8>>().into_iter()
}

#[cfg(test)]
mod held;
#[cfg(test)]
mod tests;
