//! `heng.toml`: which script a folder runs, with which data.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use serde::Deserialize;

use super::fault::{Trouble, unreadable, wrong_manifest};

/// The file's name.
pub const MANIFEST: &str = "heng.toml";

/// What `heng.toml` says.
///
/// ```toml
/// script = "海门.heng.md"
/// output = "结果/评价结果.csv"
/// decisions = "认定.csv"
/// appeals = "申诉.csv"
/// as-of = "2022-05-31"
/// vocabulary = "zh"
///
/// [data]
/// "企业" = "企业.xlsx#2021年"
///
/// [parameters]
/// "年度" = 2021
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// The script.
    pub script: String,
    /// Per table its file, with `#sheet` where it has sheets.
    #[serde(default)]
    pub data: BTreeMap<String, String>,
    /// Parameters, as `-p` gives them.
    #[serde(default)]
    pub parameters: BTreeMap<String, Setting>,
    /// The register of decisions.
    #[serde(default)]
    pub decisions: Option<String>,
    /// The register of appeals.
    #[serde(default)]
    pub appeals: Option<String>,
    /// Where the result goes when `-o` does not say.
    #[serde(default)]
    pub output: Option<String>,
    /// The accepted result that `heng test` compares with; `期望/` and the output's name where absent.
    #[serde(default)]
    pub expected: Option<String>,
    /// The date the result is made for, as `--as-of` gives it.
    #[serde(default)]
    pub as_of: Option<String>,
    /// The vocabulary that `heng check` insists on, where it does.
    #[serde(default)]
    pub vocabulary: Option<Vocabulary>,
}

/// A vocabulary: `"zh"` or `"en"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vocabulary {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// A parameter's value: `2021`, `"60 %"`, `true`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// A whole number.
    Whole(i64),
    /// 是 or 否.
    YesNo(bool),
    /// Anything else, as it would stand in a script; also numbers with decimals, which TOML would make inexact.
    Text(String),
}

impl Setting {
    /// As it would follow `-p name=`.
    pub fn text(&self) -> String {
        match self {
            Self::Whole(number) => number.to_string(),
            Self::YesNo(true) => "是".to_owned(),
            Self::YesNo(false) => "否".to_owned(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Manifest {
    /// The manifest of a script alone.
    pub fn of_script(script: &str) -> Self {
        Self { script: script.to_owned(), ..Self::default() }
    }
}

/// The manifest of `folder`, if it has one; `shown` is the folder as the user named it, with its `/`.
///
/// # Errors
/// Where it cannot be read or is wrong.
pub(super) fn read(folder: &Path, shown: &str) -> Result<Option<Manifest>, Trouble> {
    let path = folder.join(MANIFEST);
    if !path.is_file() {
        return Ok(None);
    }
    let name = format!("{shown}{MANIFEST}");
    let text = fs::read_to_string(&path).map_err(|error| Trouble::usage(unreadable(&name, &error)))?;
    parse(&name, text).map(Some)
}

fn parse(name: &str, text: String) -> Result<Manifest, Trouble> {
    let source = Source::new(SourceId(0), name, text);
    toml::from_str(source.text()).map_err(|error| {
        let report = wrong_manifest(&source, error.span(), error.message());
        Trouble::usage(report).within(source)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_script_data_and_parameters() {
        let text = "script = \"海门.heng\"\nas-of = \"2022-05-31\"\n[data]\n\"企业\" = \"企业.csv\"\n[parameters]\n\"年度\" = 2021\n\"起评线\" = \"500 万元\"\n";
        let manifest = parse("heng.toml", text.to_owned()).expect("a manifest");
        assert_eq!(manifest.data.get("企业").map(String::as_str), Some("企业.csv"));
        assert_eq!(manifest.parameters.get("年度").map(Setting::text).as_deref(), Some("2021"));
        assert_eq!(manifest.as_of.as_deref(), Some("2022-05-31"));
    }

    #[test]
    fn a_misspelt_field_is_a_fault_at_its_place() {
        let trouble =
            parse("heng.toml", "script = \"a.heng\"\nparametres = 1\n".to_owned()).expect_err("a fault");
        let report = &trouble.diagnostics[0];
        assert_eq!(report.code.to_string(), "H0903");
        assert_eq!(report.labels[0].span.text(trouble.sources[0].text()), "parametres");
        assert_eq!(report.labels[0].message.zh, "没有「parametres」这一项");
    }

    #[test]
    fn a_chinese_key_without_quotes_is_mended() {
        let trouble =
            parse("heng.toml", "script = \"a\"\n[data]\n企业 = \"a.csv\"\n".to_owned()).expect_err("a fault");
        let report = &trouble.diagnostics[0];
        assert_eq!(report.labels[0].message.zh, "中文的键要加引号");
        assert_eq!(report.mends[0].edits[0].replacement, "\"企业\"");
    }

    #[test]
    fn decimals_are_written_as_text() {
        assert!(parse("heng.toml", "script = \"a\"\n[parameters]\nx = 0.1\n".to_owned()).is_err());
    }
}
