//! What is wrong with the data: a listing by kind and column, the first of each kind in full, the rest counted.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::{Code, Language, Severity};
use heng_grammar::source::Source;
use heng_interp::table::fault::DataFault;
use heng_interp::table::{Place, column_letters};
use serde_json::{Value, json};

use super::fault_columns::{same, table_lines, visible};
use super::json::{message_json, severity_json};
use super::text::wrap;
use super::{severity_word, source_of};

/// How many of a kind are listed; the others are counted, and written to the file of `--faults`.
const LISTED: usize = 5;

/// How many pieces of advice stand under one listing.
const MOST_ADVICE: usize = 4;

/// Faults of one code in one column of one table.
struct Group<'a> {
    code: Code,
    table: &'a str,
    column: Option<&'a str>,
    faults: Vec<&'a DataFault>,
}

/// The kinds of faults: errors first, then warnings and notes, by code, table and column, each with its faults in the order of the data.
fn groups(faults: &[DataFault]) -> Vec<Group<'_>> {
    let rank = |severity| match severity {
        Severity::Error => 0_u8,
        Severity::Warning => 1,
        Severity::Note => 2,
    };
    let mut groups: BTreeMap<(u8, Code, &str, Option<&str>), Vec<&DataFault>> = BTreeMap::new();
    for fault in faults {
        let key =
            (rank(fault.complaint.severity), fault.code(), fault.table.as_str(), fault.column.as_deref());
        groups.entry(key).or_default().push(fault);
    }
    groups
        .into_iter()
        .map(|((_, code, table, column), faults)| Group { code, table, column, faults })
        .collect()
}

/// The listing for a person, without a last line break; empty where there is no fault.
pub fn listing(faults: &[DataFault], sources: &[Source], language: Language, width: usize) -> String {
    let mut lines = Vec::new();
    for group in groups(faults) {
        group.write(&mut lines, sources, language, width);
        lines.push(String::new());
    }
    lines.join("\n")
}

impl Group<'_> {
    fn write(&self, lines: &mut Vec<String>, sources: &[Source], language: Language, width: usize) {
        let Some(first) = self.faults.first() else { return };
        let zh = language == Language::Chinese;
        lines.extend(wrap(&self.heading(first, language), width));
        if let Some(file) = self.file() {
            lines.push(format!("  {file}"));
        }
        lines.extend(table_lines(&self.faults, LISTED, language, width.max(60)));
        let expected = first
            .complaint
            .expected
            .as_ref()
            .filter(|_| same(&self.faults, |fault| &fault.complaint.expected));
        let lead = if zh { "应为：" } else { "expected: " };
        lines.extend(expected.iter().flat_map(|text| led(lead, text.get(language), width)));
        let rest = self.faults.len().saturating_sub(LISTED);
        if rest > 0 {
            lines.push(if zh {
                format!("  另有 {rest} 处同样的问题（--faults 文件 可全部写出）")
            } else {
                format!("  and {rest} more of the same kind (--faults FILE writes them all)")
            });
        }
        let rule = self.rule_line(first, sources, language);
        lines.extend(rule.iter().flat_map(|text| led("", text, width)));
        let lead = if zh { "建议：" } else { "help: " };
        for help in self.advice(language) {
            lines.extend(led(lead, help, width));
        }
    }

    /// `[H0803] 错误：企业.实缴税金，20 处: 不是数`
    fn heading(&self, first: &DataFault, language: Language) -> String {
        let count = self.faults.len();
        let column = self.column.map(|column| format!(".{column}")).unwrap_or_default();
        let word = severity_word(first.complaint.severity, language);
        let title = visible(first.complaint.title.get(language));
        let (comma, colon) = if language == Language::Chinese { ("，", "：") } else { (", ", ": ") };
        let places = match language {
            Language::Chinese => format!("{count} 处"),
            Language::English => format!("{count} {}", if count == 1 { "place" } else { "places" }),
        };
        let more = match (same(&self.faults, |fault| &fault.complaint.title), language) {
            (true, _) => "",
            (false, Language::Chinese) => "等",
            (false, Language::English) => ", and others",
        };
        let tail = format!("{colon}{title}{more}");
        format!("[{}] {word}{colon}{}{column}{comma}{places}{tail}", self.code, self.table)
    }

    /// The file they are all in.
    fn file(&self) -> Option<&str> {
        let file = self.faults.first()?.place.file.as_deref()?;
        Some(file).filter(|file| self.faults.iter().all(|fault| fault.place.file.as_deref() == Some(file)))
    }

    /// What is advised for those that are listed, each piece once.
    fn advice(&self, language: Language) -> Vec<&str> {
        let mut pieces: Vec<&str> = Vec::new();
        for help in self.faults.iter().take(LISTED).flat_map(|fault| &fault.complaint.help) {
            let piece = help.get(language);
            if !pieces.contains(&piece) && pieces.len() < MOST_ADVICE {
                pieces.push(piece);
            }
        }
        pieces
    }

    /// Which entry of which script asks for it, and the articles behind it.
    fn rule_line(&self, first: &DataFault, sources: &[Source], language: Language) -> Option<String> {
        let span = first.rule?;
        let source = source_of(span, sources)?;
        let line = source.position(span.range().start).line;
        let zh = language == Language::Chinese;
        let at = format!("{}:{line}", source.name());
        let mut said = if zh { format!("规定见 {at}") } else { format!("asked for at {at}") };
        let between = if zh { "、" } else { ", " };
        let parts = [
            (first.citations.join(between), "，依据 ", ", after "),
            (first.needed_by.join(between), "，用于 ", ", needed by "),
        ];
        for (names, own, en) in parts.into_iter().filter(|(names, ..)| !names.is_empty()) {
            said.push_str(if zh { own } else { en });
            said.push_str(&names);
        }
        Some(said)
    }
}

/// `text` in lines, two blanks and `lead` before the first, the others below its beginning.
fn led(lead: &str, text: &str, cells: usize) -> Vec<String> {
    let indent = super::text::width(lead);
    let wrapped = wrap(text.trim_start(), cells.saturating_sub(2 + indent).max(20));
    let line = |(at, line): (usize, String)| match at {
        0 => format!("  {lead}{line}"),
        _ => format!("  {}{line}", " ".repeat(indent)),
    };
    wrapped.into_iter().enumerate().map(line).collect()
}

/// All faults for a program, in the order of the data.
pub fn faults_json(faults: &[DataFault]) -> Value {
    faults.iter().map(fault_json).collect()
}

fn fault_json(fault: &DataFault) -> Value {
    json!({
        "code": fault.code().to_string(),
        "severity": severity_json(fault.complaint.severity),
        "title": message_json(&fault.complaint.title),
        "table": fault.table,
        "column": fault.column,
        "key": fault.key,
        "name": fault.name,
        "place": place_json(&fault.place),
        "found": fault.complaint.found,
        "expected": fault.complaint.expected.as_ref().map(message_json),
        "instead": fault.complaint.instead,
        "other": fault.complaint.other.as_ref().map(place_json),
        "help": fault.complaint.help.iter().map(message_json).collect::<Vec<_>>(),
        "articles": fault.citations,
        "needed_by": fault.needed_by.as_ref(),
    })
}

fn place_json(place: &Place) -> Value {
    json!({
        "file": place.file.as_deref(),
        "sheet": place.sheet.as_deref(),
        "row": place.row,
        "column": place.column.map(column_letters),
        "header": place.header.as_deref(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use heng_interp::table::fault::Complaint;

    use super::*;

    fn fault(row: u32, found: &str) -> DataFault {
        let place =
            Place {
                file: Some(Arc::from("企业.csv")), row: Some(row), column: Some(2), ..Place::default()
            };
        Complaint::error(803, "不是数", "not a number")
            .found(found)
            .expected("数（万元）", "a number (万元)")
            .help("空着表示缺失。", "leave it blank where it is missing.")
            .at("企业", place, None, Some(format!("E{row}")))
    }

    #[test]
    fn faults_of_one_kind_are_listed_together_and_the_rest_counted() {
        let faults: Vec<_> = (2..9).map(|row| fault(row, "无")).collect();
        insta::assert_snapshot!("faults_zh", listing(&faults, &[], Language::Chinese, 80));
        insta::assert_snapshot!("faults_en", listing(&faults, &[], Language::English, 80));
    }

    #[test]
    fn a_program_is_given_every_one() {
        let faults: Vec<_> = (2..9).map(|row| fault(row, "无")).collect();
        let json = faults_json(&faults);
        assert_eq!(json.as_array().map(Vec::len), Some(7));
        assert_eq!(json[0]["place"]["row"], 2);
    }
}
