//! What is wrong with data. One file a family: its constructors say what is wrong, this file says where.

mod code;
mod doubt;
mod key;
mod value;
mod year;

use std::sync::Arc;

use heng_grammar::diagnostic::{Code, Diagnostic, Message, Severity};
use heng_grammar::span::Span;

pub use code::*;
pub use doubt::*;
pub use key::*;
pub use value::*;
pub use year::*;

use super::{ColumnRule, Place};

/// What is wrong, before it is known where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// H08xx
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub title: Message,
    /// What stands there.
    pub found: Option<String>,
    /// What should.
    pub expected: Option<Message>,
    /// What to do.
    pub help: Vec<Message>,
    /// What to write there instead, where it can be worked out.
    pub instead: Option<String>,
    /// The other place, where two do not go together.
    pub other: Option<Place>,
}

/// One fault of the data, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFault {
    /// What is wrong.
    pub complaint: Complaint,
    /// The table, as the script names it.
    pub table: String,
    /// The file, sheet, row and column.
    pub place: Place,
    /// The row's key, as the data write it.
    pub key: Option<String>,
    /// What the row is called: the name of an enterprise, where the file has it.
    pub name: Option<String>,
    /// The column, as the script names it.
    pub column: Option<String>,
    /// Where the script says what the column holds; the table's entry where it is about no column.
    pub rule: Option<Span>,
    /// The articles the column carries out.
    pub citations: Vec<String>,
    /// The rules that need the column, with their articles.
    pub needed_by: Arc<[String]>,
}

/// A fault of ours, not of the script or the data: what the checks before it rule out has happened.
pub const BUG: u16 = 990;

impl Complaint {
    /// H0990: what the checks before it rule out has happened.
    pub fn bug(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::error(BUG, zh, en).help(
            "这是衡自己的错，不是脚本或数据的错：请把脚本、数据和这份报告发给我们",
            "this is a fault of Heng, not of the script or the data: send us all three, please",
        )
    }

    /// An error of `code`.
    pub fn error(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, Message::new(zh, en))
    }

    /// A warning of `code`.
    pub fn warning(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, Message::new(zh, en))
    }

    /// A note of `code`.
    pub fn note(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, Message::new(zh, en))
    }

    fn new(code: u16, severity: Severity, title: Message) -> Self {
        Self {
            code: Code(code),
            severity,
            title,
            found: None,
            expected: None,
            help: Vec::new(),
            instead: None,
            other: None,
        }
    }

    /// Adds what stands there.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = Some(text.into());
        self
    }

    /// Adds what should stand there.
    #[must_use]
    pub fn expected(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.expected = Some(Message::new(zh, en));
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help.push(Message::new(zh, en));
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn instead(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(text.into());
        self
    }

    /// Adds the other place.
    #[must_use]
    pub fn other(mut self, place: Place) -> Self {
        self.other = Some(place);
        self
    }

    /// The fault it is at `place`.
    pub fn at(
        self,
        table: &str,
        place: Place,
        column: Option<&ColumnRule>,
        key: Option<String>,
    ) -> DataFault {
        DataFault {
            complaint: self,
            table: table.to_owned(),
            place,
            key,
            name: None,
            column: column.map(|c| c.name.clone()),
            rule: column.and_then(|c| c.span),
            citations: column.map(|c| c.citations.clone()).unwrap_or_default(),
            needed_by: Arc::default(),
        }
    }
}

impl DataFault {
    /// Adds what the row is called.
    #[must_use]
    pub fn named(mut self, name: Option<&str>) -> Self {
        self.name = name.map(str::to_owned);
        self
    }

    /// H08xx
    pub fn code(&self) -> Code {
        self.complaint.code
    }

    /// Whether the data cannot be used as they are.
    pub fn is_error(&self) -> bool {
        self.complaint.severity == Severity::Error
    }

    /// The fault as a report: the place and the key open the title, the column's entry in the script is the label.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let place = self.place.name();
        let complaint = &self.complaint;
        let zh = join(&place.zh, self.key.as_deref().map(|k| format!("（{k}）")), "：", &complaint.title.zh);
        let en = join(&place.en, self.key.as_deref().map(|k| format!(" ({k})")), ": ", &complaint.title.en);
        let mut report = Diagnostic::new(complaint.code.0, complaint.severity, Message::new(zh, en));
        if let Some(span) = self.place.span {
            report = report.at(span, "在这一行", "in this row");
        }
        if let Some(span) = self.rule {
            let (zh, en) = self.rule_label();
            report = report.at(span, zh, en);
        }
        if let Some(expected) = &complaint.expected {
            report = report.help(format!("应为{}", expected.zh), format!("expected {}", expected.en));
        }
        if let Some(instead) = complaint.instead.as_ref().filter(|instead| !instead.is_empty()) {
            report = report.help(format!("可改为「{instead}」"), format!("`{instead}` may be meant"));
        }
        report.help.extend(complaint.help.iter().cloned());
        report
    }

    fn rule_label(&self) -> (String, String) {
        if self.citations.is_empty() {
            return ("这里规定了这一列".into(), "the column is declared here".into());
        }
        let articles = self.citations.join("、");
        (
            format!("这里规定了这一列，依据 {articles}"),
            format!("the column is declared here, after {articles}"),
        )
    }
}

fn join(place: &str, key: Option<String>, colon: &str, title: &str) -> String {
    let head = format!("{place}{}", key.unwrap_or_default());
    if head.is_empty() { title.to_owned() } else { format!("{}{colon}{title}", head.trim_start()) }
}
