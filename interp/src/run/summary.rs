//! What a run did, counted.

use heng_grammar::tree::ParticipationKind;

use super::grades::{GradeSummary, grades, rows, yes};
use super::ledger::{LedgerSummary, ledgers};
use crate::eval::Outcome;
use crate::number::print;
use crate::program::{AggregateFunction, Block, Kind, ParticipationBlock, Program, TableId, Type};
use crate::value::{Absence, Date, Value};

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The document's name, or its number where it has one.
    pub policy: Option<String>,
    /// 文号
    pub number: Option<String>,
    /// The years reported, and those that the policy speaks of.
    pub years: Option<YearsSummary>,
    /// The tables read.
    pub tables: Vec<TableSummary>,
    /// Who is listed, scored, ranked.
    pub participation: Vec<ParticipationSummary>,
    /// Classes and moves.
    pub grades: Vec<GradeSummary>,
    /// What ledgers and allocations parted.
    pub ledgers: Vec<LedgerSummary>,
    /// Targets and their states.
    pub targets: Vec<super::TargetSummary>,
    /// The readings in force.
    pub readings: Vec<ReadingSummary>,
    /// What the run set: name and value, or that it is undecided.
    pub parameters: Vec<(String, String)>,
    /// Aggregates that left rows out because they have no value.
    pub skipped: Vec<SkipSummary>,
    /// 校验, in the order of the program.
    pub checks: Vec<CheckSummary>,
}

/// Whether a check holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckSummary {
    /// What it says.
    pub title: String,
    /// Of which year, where it is by years.
    pub year: Option<i32>,
    /// Whether it holds.
    pub holds: bool,
}

/// The years of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearsSummary {
    /// The first and the last year reported.
    pub reported: (i32, i32),
    /// The first and the last year of the axis.
    pub axis: (i32, i32),
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSummary {
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// From which file, and sheet.
    pub file: Option<String>,
    /// Where it is made from another table: which one, and how many of its rows went into it.
    pub made_of: Option<(String, u64)>,
}

/// 参评
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParticipationSummary {
    /// Whose rows.
    pub table: String,
    /// All of them.
    pub rows: u64,
    /// In the list.
    pub listed: u64,
    /// Scored.
    pub scored: u64,
    /// Ranked.
    pub ranked: u64,
    /// Per entry how many rows it sorted out.
    pub entries: Vec<(ParticipationKind, String, Vec<String>, u64)>,
}

/// 读法
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingSummary {
    /// Its name.
    pub name: String,
    /// The question.
    pub question: Option<String>,
    /// The arm taken.
    pub taken: String,
    /// All arms.
    pub arms: Vec<String>,
    /// Its articles.
    pub articles: Vec<String>,
    /// The articles of another document, or another entry, that took it; none where the reading's own choice holds.
    pub taken_by: Option<Vec<String>>,
}

/// An aggregate that left rows out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkipSummary {
    /// The definition it stands in.
    pub name: String,
    /// 平均
    pub function: &'static str,
    /// Rows used.
    pub used: u64,
    /// Rows without a value.
    pub skipped: u64,
}

impl Summary {
    /// What the run with this outcome did.
    pub fn of(outcome: &Outcome<'_>) -> Self {
        let program = outcome.program();
        let policy = program.policy.as_ref();
        Self {
            policy: policy.map(|p| p.title.clone().unwrap_or_else(|| p.name.clone())),
            number: policy.and_then(|p| p.number.clone()),
            years: years(program),
            tables: tables(outcome),
            participation: participation(outcome),
            grades: grades(outcome),
            ledgers: ledgers(outcome),
            targets: super::targets::summaries(outcome),
            readings: readings(program),
            parameters: parameters(outcome),
            skipped: skipped(outcome),
            checks: checks(outcome),
        }
    }
}

fn years(program: &Program) -> Option<YearsSummary> {
    let axis = program.axis.map(|axis| (axis.first, axis.last))?;
    Some(YearsSummary { reported: program.reported.unwrap_or(axis), axis })
}

fn tables(outcome: &Outcome<'_>) -> Vec<TableSummary> {
    let ids = (0..outcome.inputs().tables.len()).filter_map(|at| u32::try_from(at).ok()).map(TableId);
    let tables = ids.filter_map(|id| Some((id, outcome.table(id)?)));
    tables
        .map(|(id, table)| {
            let origin = table.origin();
            let sheet = origin.sheet.as_deref().map(|sheet| format!("#{sheet}")).unwrap_or_default();
            TableSummary {
                name: table.schema().name.clone(),
                rows: u64::from(table.rows()),
                file: origin.file.as_deref().map(|file| format!("{file}{sheet}")),
                made_of: made_of(outcome, id),
            }
        })
        .collect()
}

fn made_of(outcome: &Outcome<'_>, made: TableId) -> Option<(String, u64)> {
    let rollup = outcome.program().rollup(made)?;
    let base = outcome.program().tables.get(rollup.from.index())?;
    let members = outcome.units(made).iter().filter(|unit| unit.is_ok()).count();
    Some((base.name.clone(), members as u64))
}

fn participation(outcome: &Outcome<'_>) -> Vec<ParticipationSummary> {
    let program = outcome.program();
    let summary = |block: &ParticipationBlock| ParticipationSummary {
        table: table_of_year(program, block),
        rows: rows(outcome, block.table),
        listed: yes(outcome, block.listed),
        scored: yes(outcome, block.scored),
        ranked: yes(outcome, block.ranked),
        entries: block
            .entries
            .iter()
            .map(|(kind, part)| {
                let articles = part.citations.iter().map(|c| c.article.clone()).collect();
                (*kind, part.name.clone(), articles, yes(outcome, part.definition))
            })
            .collect(),
    };
    let reported = |definition: &crate::program::Definition| program.reports(definition.year);
    let blocks = program.blocks.iter();
    blocks
        .filter_map(|block| match block {
            Block::Participation(block) if program.definition(block.listed).is_some_and(reported) => {
                Some(summary(block))
            }
            _ => None,
        })
        .collect()
}

/// `企业`, and `企业[2024]` where each year has a 参评 of its own.
fn table_of_year(program: &Program, block: &ParticipationBlock) -> String {
    let name = program.tables.get(block.table.index()).map(|t| t.name.clone()).unwrap_or_default();
    let year = program.definition(block.listed).and_then(|definition| definition.year);
    year.map_or_else(|| name.clone(), |year| format!("{name}[{year}]"))
}

fn readings(program: &Program) -> Vec<ReadingSummary> {
    let blocks = program.blocks.iter();
    let readings = blocks.filter_map(|block| match block {
        Block::Reading(block) => Some(ReadingSummary {
            name: block.name.clone(),
            question: block.question.clone(),
            taken: block.taken.and_then(|taken| block.arms.get(taken)).cloned().unwrap_or_default(),
            arms: block.arms.clone(),
            articles: block.citations.iter().map(|c| c.article.clone()).collect(),
            taken_by: block.taken_by.as_ref().map(|by| by.iter().map(|c| c.article.clone()).collect()),
        }),
        _ => None,
    });
    // One that is by years is a block for each year and is told once.
    let mut told: Vec<ReadingSummary> = Vec::new();
    for reading in readings {
        if !told.contains(&reading) {
            told.push(reading);
        }
    }
    told
}

fn parameters(outcome: &Outcome<'_>) -> Vec<(String, String)> {
    let program = outcome.program();
    let set = &outcome.inputs().parameters;
    let notes = program.parameters.iter().enumerate();
    notes
        .filter_map(|(at, note)| {
            let value = set.get(at).and_then(Option::as_ref).or(note.default.as_ref())?;
            Some((note.name.clone(), value_text(program, value, &note.ty)))
        })
        .collect()
}

fn skipped(outcome: &Outcome<'_>) -> Vec<SkipSummary> {
    let program = outcome.program();
    let reported = |id: Option<crate::program::DefinitionId>| {
        id.and_then(|id| program.definition(id)).is_none_or(|definition| program.reports(definition.year))
    };
    let counts = outcome.counts().into_iter().filter(|count| count.skipped > 0 && reported(count.definition));
    counts
        .map(|count| SkipSummary {
            name: count
                .definition
                .and_then(|id| outcome.program().definition(id))
                .map(shown_path)
                .unwrap_or_default(),
            function: function_name(&count.function),
            used: count.used,
            skipped: count.skipped,
        })
        .collect()
}

/// The path of a definition without the last name of one that lowering made.
pub(crate) fn shown_path(definition: &crate::program::Definition) -> String {
    let hidden = usize::from(definition.role == crate::program::Role::Hidden);
    let shown = definition.path.len().saturating_sub(hidden).max(1);
    let path = definition.path.iter().take(shown).map(String::as_str).collect::<Vec<_>>().join(".");
    definition.year.map_or_else(|| path.clone(), |year| format!("{path}[{year}]"))
}

fn function_name(function: &AggregateFunction) -> &'static str {
    match function {
        AggregateFunction::Sum => "合计",
        AggregateFunction::Mean => "平均",
        AggregateFunction::Maximum => "最大",
        AggregateFunction::Minimum => "最小",
        AggregateFunction::Median => "中位",
        AggregateFunction::Quantile(_) => "分位",
        AggregateFunction::Count => "计数",
        AggregateFunction::Any => "存在",
        AggregateFunction::All => "全部",
        AggregateFunction::Latest => "最近",
        AggregateFunction::Same => "同值",
    }
}

/// Whether each 校验 holds, in the order of the program.
pub fn checks(outcome: &Outcome<'_>) -> Vec<CheckSummary> {
    let checks = outcome.program().checks.iter();
    checks
        .map(|check| {
            let values = outcome.evaluate(&check.condition, crate::program::Frame::Whole, &[0]);
            let holds = values.yes_no(0) == Ok(true);
            CheckSummary { title: check.title.clone(), year: check.year, holds }
        })
        .collect()
}

/// A value as a person writes it, with its unit.
pub fn value_text(program: &Program, value: &Value, ty: &Type) -> String {
    match value {
        Value::Number(number) => {
            let digits = print(number).text;
            match &ty.kind {
                Kind::Number(of) => {
                    let unit = program.units.text(&of.unit);
                    let blank = if unit.is_empty() || unit.starts_with('%') { "" } else { " " };
                    format!("{digits}{blank}{unit}")
                }
                _ => digits,
            }
        }
        Value::Text(text) => format!("「{text}」"),
        Value::YesNo(true) => "是".to_owned(),
        Value::YesNo(false) => "否".to_owned(),
        Value::Date(days) => Date::from_days(*days).map(|d| d.to_string()).unwrap_or_default(),
        Value::Year(year) => format!("{year}年"),
        Value::Choice(member) => match &ty.kind {
            Kind::Choice(choice) => {
                let choice = program.choice(*choice);
                choice.and_then(|c| c.members.get(*member as usize)).cloned().unwrap_or_default()
            }
            _ => member.to_string(),
        },
        Value::Reference(row) => format!("#{}", row + 1),
        Value::Absent(Absence::Missing) => "缺失".to_owned(),
        Value::Absent(Absence::NotApplicable) => "不适用".to_owned(),
        Value::Absent(Absence::Undecided) => "未定".to_owned(),
    }
}
