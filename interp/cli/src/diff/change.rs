//! In what two sides differ.

use heng_grammar::source::Source;
use heng_grammar::span::Span;
use heng_interp::compare::{PolicyChange, policy_changes};

use super::Side;

/// The name of the register among the files of a run.
pub const REGISTER: &str = "认定";
/// The name of the register of appeals among them.
pub const APPEALS: &str = "申诉";
/// The name of the day among the settings of a run.
pub const DAY: &str = "评价日";

/// One difference, which can be made alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A rule.
    Rule(PolicyChange),
    /// What the run is set to: the name, before and after.
    Setting(String, Option<String>, Option<String>),
    /// The day the run is made for, as far as it is not a change of the text.
    Day(Option<String>, Option<String>),
    /// The register of decisions.
    Decisions,
    /// The register of appeals.
    Appeals,
    /// The data of tables, and the registers with them: their rows refer to one another, so that they are one change.
    Data(Vec<String>),
}

/// All differences: those of the rules first, in the order of the later policy.
pub fn changes(before: &Side, after: &Side) -> Vec<Change> {
    let mut changes: Vec<Change> =
        policy_changes(&before.documents, &after.documents).into_iter().map(Change::Rule).collect();
    let value = |side: &Side, name: &str| {
        side.set.iter().find(|setting| setting.name == name).map(|setting| setting.value.clone())
    };
    let mut names: Vec<&str> = Vec::new();
    for setting in before.set.iter().chain(&after.set) {
        if !names.contains(&setting.name.as_str()) {
            names.push(&setting.name);
        }
    }
    for name in names {
        let (old, new) = (value(before, name), value(after, name));
        if old != new {
            changes.push(match name {
                DAY => Change::Day(old, new),
                _ => Change::Setting(name.to_owned(), old, new),
            });
        }
    }
    let mut tables: Vec<&str> = Vec::new();
    for file in before.files.iter().chain(&after.files) {
        if !tables.contains(&file.table.as_str()) {
            tables.push(&file.table);
        }
    }
    let is_other = |table: &&str| match (before.digest(table), after.digest(table)) {
        (old, new) if old == new => false,
        // A table that only one of the policies has is no other data; a register is.
        (Some(_), Some(_)) => true,
        _ => [REGISTER, APPEALS].contains(table),
    };
    let other: Vec<String> = tables.into_iter().filter(is_other).map(str::to_owned).collect();
    let is_register = |table: &String| [REGISTER, APPEALS].contains(&table.as_str());
    if other.iter().all(is_register) {
        changes.extend(
            other.iter().map(|table| if table == REGISTER { Change::Decisions } else { Change::Appeals }),
        );
    } else {
        changes.push(Change::Data(other));
    }
    changes
}

impl Change {
    /// What is done, in one word: (Chinese, English).
    pub fn verb(&self) -> (&'static str, &'static str) {
        match self {
            Self::Rule(change) => change.kind.words(),
            Self::Setting(..) | Self::Day(..) => ("设", "set"),
            Self::Decisions | Self::Appeals | Self::Data(_) => ("换", "other"),
        }
    }

    /// What it is done to: (Chinese, English).
    pub fn subject(&self) -> (String, String) {
        let both = |text: &str| (text.to_owned(), text.to_owned());
        match self {
            Self::Rule(change) => both(&change.path),
            Self::Setting(name, ..) => both(name),
            Self::Day(..) => (DAY.to_owned(), "the day".to_owned()),
            Self::Decisions => ("认定登记册".to_owned(), "the register of decisions".to_owned()),
            Self::Appeals => ("申诉登记册".to_owned(), "the register of appeals".to_owned()),
            Self::Data(tables) => {
                (format!("「{}」的数据", tables.join("」「")), format!("the data of {}", tables.join(", ")))
            }
        }
    }

    /// The tables and registers whose data are other.
    pub fn data(&self) -> &[String] {
        match self {
            Self::Data(tables) => tables,
            _ => &[],
        }
    }

    /// `第六条`, else what is changed: what a table calls it. (Chinese, English)
    pub fn short(&self) -> (String, String) {
        match (self.articles(), self) {
            ([], Self::Rule(change)) => {
                let last = change.path.rsplit('.').next().unwrap_or(&change.path).to_owned();
                (last.clone(), last)
            }
            ([], _) => self.subject(),
            (articles, _) => (articles.join("、"), articles.join(", ")),
        }
    }

    /// The articles.
    pub fn articles(&self) -> &[String] {
        match self {
            Self::Rule(change) => &change.articles,
            _ => &[],
        }
    }

    /// The text before and after: entries as written, values as set; nothing where the whole of a file is other.
    pub fn texts(&self, before: &Side, after: &Side) -> (Option<String>, Option<String>) {
        match self {
            Self::Rule(change) => (
                change.before.and_then(|span| text(span, &before.sources)),
                change.after.and_then(|span| text(span, &after.sources)),
            ),
            Self::Setting(_, old, new) | Self::Day(old, new) => (old.clone(), new.clone()),
            Self::Decisions | Self::Appeals | Self::Data(_) => (None, None),
        }
    }

    /// Where it was written: file and line, in the later policy if it is there.
    pub fn place(&self, before: &Side, after: &Side) -> Option<(String, usize)> {
        let Self::Rule(change) = self else { return None };
        let (span, sources) =
            change.after.map(|s| (s, &after.sources)).or(change.before.map(|s| (s, &before.sources)))?;
        let source = sources.iter().find(|source| source.id() == span.source)?;
        Some((source.name().to_owned(), source.position(span.range().start).line))
    }
}

fn text(span: Span, sources: &[Source]) -> Option<String> {
    let source = sources.iter().find(|source| source.id() == span.source)?;
    Some(span.text(source.text()).to_owned())
}
