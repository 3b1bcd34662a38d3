//! The library that `heng new` makes: a county's rules over the city's guide, with data, decisions and an accepted result.

use heng_grammar::diagnostic::Language;
use heng_grammar::token::{TokenKind, lex};
use heng_grammar::vocabulary::hard;

/// A file to write: its path below the folder, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// With `/` between folders.
    pub path: &'static str,
    /// The text, with the county's name put in.
    pub text: String,
}

const CHINESE: &[(&str, &str)] = &[
    ("heng.toml", include_str!("zh/heng.toml")),
    ("评价.heng", include_str!("zh/评价.heng")),
    ("认定.csv", include_str!("zh/认定.csv")),
    ("数据/企业.csv", include_str!("zh/企业.csv")),
    ("数据/事故.csv", include_str!("zh/事故.csv")),
    ("数据/荣誉.csv", include_str!("zh/荣誉.csv")),
    ("期望/评价结果.csv", include_str!("zh/评价结果.csv")),
    ("README.md", include_str!("zh/README.md")),
    (".gitattributes", include_str!("zh/gitattributes")),
    (".gitignore", "结果/\n"),
];

const ENGLISH: &[(&str, &str)] = &[
    ("heng.toml", include_str!("en/heng.toml")),
    ("rules.heng", include_str!("en/rules.heng")),
    ("decisions.csv", include_str!("en/decisions.csv")),
    ("data/enterprises.csv", include_str!("en/enterprises.csv")),
    ("data/accidents.csv", include_str!("en/accidents.csv")),
    ("data/honours.csv", include_str!("en/honours.csv")),
    ("expected/results.csv", include_str!("en/results.csv")),
    ("README.md", include_str!("en/README.md")),
    (".gitattributes", include_str!("en/gitattributes")),
    (".gitignore", "results/\n"),
];

/// The county's name where none is given.
pub fn default_name(language: Language) -> &'static str {
    match language {
        Language::Chinese => "某县",
        Language::English => "Sample County",
    }
}

/// Whether a county can be called so: not blank, on one line, without quotes, brackets or `@`.
pub fn is_name(name: &str) -> bool {
    let wrong = |c: char| c.is_control() || "\"“”「」『』{}@\\".contains(c);
    !name.trim().is_empty() && !name.contains(wrong)
}

/// The files of a library for the county called `name`, in the order they are told.
pub fn files(name: &str, language: Language) -> Vec<NewFile> {
    let (templates, policy) = match language {
        Language::Chinese => (CHINESE, format!("{name}工业企业资源集约利用综合评价")),
        Language::English => (ENGLISH, format!("{name} grading of industrial enterprises")),
    };
    let policy = quoted(policy);
    let fill = |text: &str| text.replace("@POLICY@", &policy).replace("@NAME@", name);
    templates.iter().map(|(path, text)| NewFile { path, text: fill(text) }).collect()
}

/// `name` as a script writes it: in 「」 where it is not one word.
fn quoted(name: String) -> String {
    let kinds: Vec<TokenKind> = lex(&name).map(|token| token.kind).collect();
    let plain = kinds == [TokenKind::Name] && hard(&name).is_none();
    if plain { name } else { format!("「{name}」") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_word_are_quoted() {
        let script = |name| files(name, Language::Chinese).remove(1).text;
        assert!(script("某县").contains("政策 某县工业企业资源集约利用综合评价 {"));
        assert!(script("A & B 县").contains("政策 「A & B 县工业企业资源集约利用综合评价」 {"));
        assert!(is_name("某县") && !is_name(" ") && !is_name("某\"县") && !is_name("某\n县"));
    }
}
