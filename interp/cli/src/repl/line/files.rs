//! Completion of paths: by characters, pinyin and initials, with quotes where a name holds blanks.

use std::path::Path;

use heng_grammar::diagnostic::Language;
use heng_grammar::suggest::NameIndex;

use super::menu::{Candidate, Offer};

/// Which files are offered; folders always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `.heng`, `.heng.md`
    Scripts,
    /// `.csv`, `.xlsx`, `.ods`
    Data,
}

impl Wanted {
    fn wants(self, name: &str) -> bool {
        let endings: &[&str] = match self {
            Self::Scripts => &[".heng", ".heng.md"],
            Self::Data => &[".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"],
        };
        let name = name.to_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    }

    fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Scripts, Language::Chinese) => "脚本",
            (Self::Scripts, Language::English) => "script",
            (Self::Data, Language::Chinese) => "数据",
            (Self::Data, Language::English) => "data",
        }
    }
}

/// What is offered at most.
const MOST: usize = 200;

/// The files below `folder` that the path at the end of `text` can be the beginning of.
pub fn offer(folder: &Path, text: &str, wanted: Wanted, language: Language) -> Offer {
    let start = path_start(text, wanted == Wanted::Data);
    let typed = text.get(start..).unwrap_or("").trim_start_matches(['"', '“']);
    let (above, begun) = match typed.rfind(std::path::is_separator).map(|at| typed.split_at_checked(at + 1)) {
        Some(Some((above, begun))) => (above, begun),
        _ => ("", typed),
    };
    let names = listed(&folder.join(above), wanted, begun.starts_with('.'));
    let fitting = fitting(&names, begun);
    let candidates = fitting.into_iter().map(|(name, is_folder)| {
        let path = format!("{above}{name}{}", if is_folder { "/" } else { "" });
        let quoted = path.contains(char::is_whitespace);
        let insert = match (quoted, is_folder) {
            (false, _) => path.clone(),
            // What is in the folder comes before the quote is closed.
            (true, true) => format!("\"{path}"),
            (true, false) => format!("\"{path}\""),
        };
        let folder_word = if language == Language::Chinese { "文件夹" } else { "folder" };
        let detail = if is_folder { folder_word } else { wanted.words(language) };
        Candidate { insert, label: path, detail: detail.to_owned() }
    });
    Offer { start, candidates: candidates.collect() }
}

/// Where the last path of `text` begins, with its quote: after the last blank outside quotes, and after `表=`.
fn path_start(text: &str, of_table: bool) -> usize {
    let (mut start, mut closing) = (0, None);
    for (at, c) in text.char_indices() {
        match (closing, c) {
            (Some(end), c) if c == end => closing = None,
            (Some(_), _) => {}
            (None, '"') => closing = Some('"'),
            (None, '“') => closing = Some('”'),
            (None, '=' | '＝') if of_table => start = at + c.len_utf8(),
            (None, c) if c.is_whitespace() => start = at + c.len_utf8(),
            (None, _) => {}
        }
    }
    start
}

/// The folders, and the files that are wanted, in order of their names.
fn listed(folder: &Path, wanted: Wanted, hidden: bool) -> Vec<(String, bool)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<(String, bool)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.path().is_dir();
            let shown = hidden || !name.starts_with('.');
            (shown && (is_folder || wanted.wants(&name))).then_some((name, is_folder))
        })
        .collect();
    names.sort();
    names
}

/// Those that begin so, else those whose pinyin or initials do.
fn fitting(names: &[(String, bool)], begun: &str) -> Vec<(String, bool)> {
    let begin = names.iter().filter(|(name, _)| name.starts_with(begun));
    let found: Vec<(String, bool)> = begin.take(MOST).cloned().collect();
    if !found.is_empty() || begun.is_empty() {
        return found;
    }
    let index = NameIndex::new(names.iter().map(|(name, _)| name.as_str()));
    let known = |name: &str| names.iter().find(|(known, _)| known == name).cloned();
    index.complete(begun, MOST).into_iter().filter_map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(text: &str, wanted: Wanted) -> (usize, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["企业.csv", "企业 2023.xlsx", "评价.heng", "说明.txt", ".藏.csv"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("海门 区")).unwrap();
        std::fs::write(folder.path().join("海门 区/规则.heng"), "").unwrap();
        let offer = offer(folder.path(), text, wanted, Language::Chinese);
        (offer.start, offer.candidates.into_iter().map(|candidate| candidate.insert).collect())
    }

    #[test]
    fn paths_complete_with_quotes_where_they_hold_blanks() {
        assert_eq!(
            offered("企业=企", Wanted::Data),
            (7, vec!["\"企业 2023.xlsx\"".into(), "企业.csv".into()])
        );
        assert_eq!(offered("海", Wanted::Scripts), (0, vec!["\"海门 区/".into()]));
        assert_eq!(offered("\"海门 区/", Wanted::Scripts), (0, vec!["\"海门 区/规则.heng\"".into()]));
        assert_eq!(offered("pj", Wanted::Scripts), (0, vec!["评价.heng".into()]));
        assert_eq!(offered("a.csv qiye", Wanted::Data).1.len(), 2);
        assert_eq!(offered("没有/", Wanted::Data), (0, vec![]));
    }
}
