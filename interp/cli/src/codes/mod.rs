//! What error codes mean: one small Markdown page a code, embedded. Each has the smallest script that causes it; a test
//! runs them all.

mod list;

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
/// fence ```` ```csv 企业 ```` as well, the file given for the table; codes of runs a fence ```` ```sh ```` with the
/// commands.
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

impl Page {
    /// What is wrong, in `language`.
    pub fn title(&self, language: Language) -> &'static str {
        if language == Language::Chinese { self.title_zh } else { self.title_en }
    }

    /// The page as it is printed.
    pub fn text(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let meaning = if chinese { &self.meaning_zh } else { &self.meaning_en };
        let mut text = format!("{}  {}\n\n{}\n", self.code, self.title(language), meaning.trim_end());
        let mut part = |zh: &str, en: &str, body: &str| {
            if !body.trim().is_empty() {
                let title = if chinese { zh } else { en };
                let lines: String =
                    body.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect();
                text.push_str(&format!("\n{title}\n\n{lines}"));
            }
        };
        part("这样写会出这个错：", "This causes it:", &self.script);
        for (table, csv) in &self.data {
            let (zh, en) = match table.contains('.') {
                true => (format!("文件 {table}："), format!("with the file {table}:")),
                false => (format!("表 {table} 的数据："), format!("with the data of {table}:")),
            };
            part(&zh, &en, csv);
        }
        part("这样运行：", "run so:", &self.commands);
        part("改成：", "Mended:", &self.mend);
        text
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
    };
    let mut fence: Option<(usize, &'static str)> = None;
    let mut english = false;
    for line in rest.lines() {
        let info = line.trim_start_matches('`');
        let ticks = line.len() - info.len();
        match fence {
            None if ticks >= 3 => {
                fence = Some((ticks, info));
                if let Some(table) = info.strip_prefix("csv ") {
                    page.data.push((table.trim(), String::new()));
                }
            }
            None if line == "---" => english = true,
            None => page.push_prose(line.trim_end(), english),
            Some((opened, _)) if ticks == opened && info.is_empty() => fence = None,
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
            _ => match self.data.last_mut() {
                Some((_, body)) => body,
                None => return,
            },
        };
        body.push_str(line);
        body.push('\n');
    }

    fn push_prose(&mut self, line: &str, english: bool) {
        let body = if english { &mut self.meaning_en } else { &mut self.meaning_zh };
        if !(body.is_empty() && line.is_empty()) {
            body.push_str(line);
            body.push('\n');
        }
    }
}

#[cfg(test)]
mod held;
#[cfg(test)]
mod tests;
