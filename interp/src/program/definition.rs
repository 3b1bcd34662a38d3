//! The program.

use heng_grammar::diagnostic::Message;
use heng_grammar::span::Span;
use heng_grammar::tree::Citation;

use super::{
    Block, ChoiceId, Core, DefinitionId, ParameterId, PostedSource, Posting, Rollup, TableId, Type, UnitId,
};
use crate::table::Schema;
use crate::unit::Units;
use crate::value::Value;

/// A checked program. Everything is in the order written, so that results do not depend on names.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The document's name and numbers.
    pub policy: Option<PolicyNote>,
    /// The documents whose rules it carries out: those it uses under no other name, then itself.
    pub carries_out: Vec<PolicyNote>,
    /// Declared and built-in units.
    pub units: Units,
    /// 年度: the years that the policy speaks of, if it says
    pub axis: Option<Axis>,
    /// The first and the last year that a run reports: those of the axis, or what `-p 年度=…` leaves of them.
    pub reported: Option<(i32, i32)>,
    /// The choices.
    pub choices: Vec<ChoiceType>,
    /// The tables and what their files must hold; decision columns stand after the file's own.
    pub tables: Vec<Schema>,
    /// Open values (待定) that a document binds (定), in the order declared.
    pub bindings: Vec<Binding>,
    /// How the tables that are made from others are made.
    pub rollups: Vec<Rollup>,
    /// What the run sets.
    pub parameters: Vec<ParameterNote>,
    /// The definitions in the order written.
    pub definitions: Vec<Definition>,
    /// The definitions in an order in which each comes after those it needs; holds each once.
    pub order: Vec<DefinitionId>,
    /// What the blocks were.
    pub blocks: Vec<Block>,
    /// What the ledgers post, in the order declared.
    pub postings: Vec<Posting>,
    /// What the ledgers part, in the order declared.
    pub posted_sources: Vec<PostedSource>,
    /// 输出
    pub outputs: Vec<Output>,
    /// 校验
    pub checks: Vec<Check>,
    /// What the data must meet, beyond the tables' own rules.
    pub requirements: Vec<Requirement>,
}

/// `年度 2022 至 2027`: the years for which everything 按年 is computed. There is no frame of years: each value by years is a
/// definition for every year, and reads the definitions of other years where it says so (`x[上年]`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// 2022
    pub first: i32,
    /// 2027
    pub last: i32,
    /// Where it was declared.
    pub span: Span,
}

impl Axis {
    /// The years in order.
    pub fn years(self) -> impl DoubleEndedIterator<Item = i32> {
        self.first..=self.last
    }

    /// Whether a year is one of them.
    pub fn holds(self, year: i32) -> bool {
        (self.first..=self.last).contains(&year)
    }
}

/// What `政策` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyNote {
    /// Its name.
    pub name: String,
    /// 名称
    pub title: Option<String>,
    /// 文号
    pub number: Option<String>,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceType {
    /// 等级
    pub name: String,
    /// Ordered members first, the greatest first, then those outside the order.
    pub members: Vec<String>,
    /// How many of them are ordered.
    pub ordered: usize,
}

/// A value that the run sets.
#[derive(Clone, Debug)]
pub struct ParameterNote {
    /// 年度
    pub name: String,
    /// Of which year, where it is by years (按年).
    pub year: Option<i32>,
    /// Its type.
    pub ty: Type,
    /// Its value where the run sets none; without one, a run that needs it is refused.
    pub default: Option<Value>,
    /// Whether it is a decision (`认定`) on the whole, a `待定` or a plain parameter.
    pub source: ParameterSource,
    /// Where it was declared, if in a script.
    pub span: Option<Span>,
    /// Its articles.
    pub citations: Vec<Citation>,
}

/// An open value (待定) that a document binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The definition that holds its value.
    pub definition: DefinitionId,
    /// The articles that leave it open.
    pub left_open_by: Vec<Citation>,
    /// The articles that bind it.
    pub bound_by: Vec<Citation>,
    /// Where what it is bound to was written.
    pub written: Span,
}

/// Where a parameter's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterSource {
    /// `-p 年度=2021`, `--as-of`
    Run,
    /// A decision from the register; pending where it has none.
    Decision,
    /// A `待定` nobody has bound; a run that needs it is refused.
    Open,
}

/// Once for the whole, or for each row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frame {
    /// One value.
    Whole,
    /// One value a row.
    Rows(TableId),
}

/// A named value.
#[derive(Clone, Debug)]
pub struct Definition {
    /// `["综合得分", "集约发展", "亩均税收"]`
    pub path: Vec<String>,
    /// For each row of what.
    pub frame: Frame,
    /// Of which year, where it is by years (按年); its path is the same every year.
    pub year: Option<i32>,
    /// How it is computed.
    pub body: Core,
    /// 公布: decimals shown
    pub shown: Option<u32>,
    /// What it was in the script.
    pub role: Role,
    /// Where it was written: the entry up to its block.
    pub span: Span,
    /// Its articles.
    pub citations: Vec<Citation>,
    /// Its documentation.
    pub doc: Vec<String>,
}

impl Definition {
    /// A named value of which no more is known than how it is computed.
    pub fn named(name: &str, frame: Frame, body: Core) -> Self {
        Self {
            path: vec![name.to_owned()],
            frame,
            year: None,
            body,
            shown: None,
            role: Role::Named,
            span: Span::default(),
            citations: Vec::new(),
            doc: Vec::new(),
        }
    }

    /// What a message calls it: `综合得分.集约发展`, `增量[2024]` where it is by years.
    pub fn name(&self) -> String {
        let year = self.year.map(|year| format!("[{year}]")).unwrap_or_default();
        format!("{}{year}", self.path.join("."))
    }
}

/// What a definition was in the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `亩均税收 = …`, and the value of a block: shown among the results
    Named,
    /// A part of a block with a name: an item's score, a move that fired, a rank
    Part,
    /// Made by lowering and never shown by itself: an item before its missing answer
    Hidden,
}

/// `校验 "…" c`
#[derive(Clone, Debug)]
pub struct Check {
    /// What it says.
    pub title: String,
    /// Of which year, where it is by years.
    pub year: Option<i32>,
    /// In the frame of the whole.
    pub condition: Core,
    /// Where.
    pub span: Span,
    /// Its articles.
    pub citations: Vec<Citation>,
}

/// `输出 企业 依 … { … }`: lines of a table that is written. What is 按年 gives one such a year; those of one table become its lines.
#[derive(Clone, Debug)]
pub struct Output {
    /// The table that is written: outputs with the same name and number are one.
    pub name: String,
    /// Tells tables of one name apart.
    pub number: u32,
    /// Lines of one table stand by their section, then by their row, then in the order of the outputs.
    pub section: u32,
    /// For each row of what.
    pub frame: Frame,
    /// Of which year, where it is written by years; then there is one such output a year.
    pub year: Option<i32>,
    /// Which rows are written.
    pub filter: Option<Core>,
    /// In which order; the order of the table where empty.
    pub order: Vec<super::OrderKey>,
    /// The columns.
    pub columns: Vec<OutputColumn>,
}

/// One column of an output.
#[derive(Clone, Debug)]
pub struct OutputColumn {
    /// The header.
    pub name: String,
    /// The value.
    pub value: Core,
    /// 公布: decimals shown, half away from zero
    pub shown: Option<u32>,
}

/// What the data must meet.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// What must hold of the value.
    pub test: RequirementTest,
    /// The code of the fault.
    pub code: u16,
    /// What to say; the value and the row are added.
    pub message: Message,
    /// Where it was written.
    pub span: Span,
    /// Its articles.
    pub citations: Vec<Citation>,
}

/// What must hold of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequirementTest {
    /// A number above zero (a baseline).
    Positive,
    /// There is a value.
    Present,
    /// A number that is not negative.
    NonNegative,
    /// A number that is zero (what should not be left over).
    Zero,
}

impl Program {
    /// Whether what is of `year` is among the results of a run; what has no year always is.
    pub fn reports(&self, year: Option<i32>) -> bool {
        let (Some(year), Some(axis)) = (year, self.axis) else { return true };
        let (first, last) = self.reported.unwrap_or((axis.first, axis.last));
        (first..=last).contains(&year)
    }
}

impl Output {
    /// Whether it is some lines of a table, of which others are in other outputs: those of a year, or of a posting.
    pub fn is_part(&self) -> bool {
        self.year.is_some() || self.section > 0
    }
}

impl Program {
    /// The definition with this id.
    pub fn definition(&self, id: DefinitionId) -> Option<&Definition> {
        self.definitions.get(id.index())
    }

    /// The definition with this path, in this frame.
    pub fn find(&self, path: &[&str]) -> Option<DefinitionId> {
        let position = self
            .definitions
            .iter()
            .position(|d| d.path.iter().map(String::as_str).eq(path.iter().copied()))?;
        Some(DefinitionId(u32::try_from(position).ok()?))
    }

    /// The table with this name.
    pub fn table(&self, name: &str) -> Option<TableId> {
        let position = self.tables.iter().position(|t| t.name == name)?;
        Some(TableId(u32::try_from(position).ok()?))
    }

    /// The choice with this id.
    pub fn choice(&self, id: ChoiceId) -> Option<&ChoiceType> {
        self.choices.get(id.index())
    }

    /// The parameter with this name.
    pub fn parameter(&self, name: &str) -> Option<ParameterId> {
        let position = self.parameters.iter().position(|p| p.name == name)?;
        Some(ParameterId(u32::try_from(position).ok()?))
    }

    /// The name of a unit.
    pub fn unit_name(&self, id: UnitId) -> &str {
        self.units.name(id)
    }
}
