//! What a table's data must look like: plain data, made by the checker, read by whoever brings data.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::Comparator;

use crate::value::Value;

/// `表 企业 { 企业编号: 文本 主键；实缴税金: 万元 可缺 }`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// 企业
    pub name: String,
    /// Its columns in the order written.
    pub columns: Vec<ColumnRule>,
    /// 归并: its rows are made from another table, and no file has them
    pub made: bool,
    /// 取自 结果: its rows are results of the policy with this number or name, as a receipt proves
    pub results_of: Option<String>,
    /// Nothing that is written reads it, and a run needs no data for it.
    pub spare: bool,
    /// The header of the entry.
    pub span: Option<Span>,
}

/// `能耗总量: 吨标煤 可缺 零作缺失 列名 "综合能耗" > 0`
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnRule {
    /// 能耗总量
    pub name: String,
    /// 列名 …: the headers it may have in a file; its own name where empty. A bracketed unit may follow any of them.
    pub headers: Vec<String>,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// 主键; several make a key together
    pub key: bool,
    /// 可缺
    pub optional: bool,
    /// 零作缺失
    pub zero_is_missing: bool,
    /// 默认 …: what a blank cell is worth
    pub default: Option<Value>,
    /// `> 0`, in the column's own unit
    pub bounds: Vec<Bound>,
    /// 认定: the register of decisions fills it, not the table's file; a row without a decision takes the default, else is
    /// undecided
    pub decision: bool,
    /// 按年: the year whose values it holds, where the script's column has one a year
    pub year: Option<YearColumn>,
    /// Whether the program reads it; other columns are neither read nor required.
    pub used: bool,
    /// The whole entry.
    pub span: Option<Span>,
    /// The articles it carries out.
    pub citations: Vec<String>,
}

/// One year of a column that has a value a year: `地方税收收入: 万元 按年` is one column of a schema for each year that is needed. Its
/// `headers` are those of a wide file, `2024年地方税收收入`; in a long file all years stand under one header, and a column 年度 says which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearColumn {
    /// 地方税收收入: its name without the year
    pub name: String,
    /// 2024
    pub year: i32,
    /// The headers it may have in a long file, without the year.
    pub long_headers: Vec<String>,
    /// Data may have nothing of the year: the run does not report it. What the data have of it must be complete nonetheless.
    pub may_be_absent: bool,
}

/// What the cells of a column hold.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnKind {
    /// 万元
    Number(NumberRule),
    /// 文本
    Text,
    /// 是否
    YesNo,
    /// 日期
    Date,
    /// 年份
    Year,
    /// a `选项`
    Choice(ChoiceRule),
    /// `→ 企业`: the place of that table in the list given to [`link`](super::link)
    Reference(usize),
}

/// A number and its unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberRule {
    /// 万元; empty for a pure number
    pub unit: String,
    /// Amounts are whole: counts that are not 可小数
    pub whole: bool,
    /// Other units of the same dimension that a header or a cell might name. `元` of a column in 万元 has the factor 1/10000.
    pub spellings: Vec<UnitSpelling>,
}

/// Another unit of a column's dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitSpelling {
    /// 元
    pub label: String,
    /// How many of the column's unit one of these is.
    pub factor: RBig,
}

/// The members of a choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceRule {
    /// 区名
    pub name: String,
    /// Names by index, then their other names.
    pub members: Vec<Member>,
}

/// `南通经济技术开发区 别名 开发区`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// The name a result shows.
    pub name: String,
    /// Other names that data may use.
    pub aliases: Vec<String>,
}

/// `> 0`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// >
    pub comparator: Comparator,
    /// 0
    pub value: RBig,
}

impl ColumnRule {
    /// A required column that the program reads.
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            name: name.into(),
            headers: Vec::new(),
            kind,
            key: false,
            optional: false,
            zero_is_missing: false,
            default: None,
            bounds: Vec::new(),
            decision: false,
            year: None,
            used: true,
            span: None,
            citations: Vec::new(),
        }
    }

    /// A column that the register of decisions fills.
    pub fn decision(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self { decision: true, ..Self::new(name, kind) }
    }

    /// The headers a file may use: 列名, else the column's own name.
    pub fn accepted_headers(&self) -> impl Iterator<Item = &str> {
        let own = self.headers.is_empty().then_some(self.name.as_str());
        self.headers.iter().map(String::as_str).chain(own)
    }

    /// Whether a file without the column can be used.
    pub fn may_be_left_out(&self) -> bool {
        self.optional || self.default.is_some()
    }

    /// Whether a file that has nothing of the column's year can be used.
    pub fn may_lack_year(&self) -> bool {
        self.may_be_left_out() || self.year.as_ref().is_some_and(|year| year.may_be_absent)
    }
}

impl Schema {
    /// The places of the columns marked 主键.
    pub fn key_columns(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().filter(|(_, c)| c.key).map(|(i, _)| i)
    }

    /// Whether the column at `index` is read from data: it is used or part of the key, and no decision.
    pub fn reads(&self, index: usize) -> bool {
        self.columns.get(index).is_some_and(|c| (c.used || c.key) && !c.decision)
    }

    /// The places of the columns that decisions fill.
    pub fn decision_columns(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().filter(|(_, c)| c.decision).map(|(i, _)| i)
    }

    /// The place of the column that says what a row is called, if the program reads one and it is not the key.
    pub fn name_column(&self) -> Option<usize> {
        let names = |(index, column): &(usize, &ColumnRule)| {
            column.kind == ColumnKind::Text
                && !column.key
                && self.reads(*index)
                && names_rows(&column.name, &self.name)
        };
        self.columns.iter().enumerate().find(names).map(|(index, _)| index)
    }

    /// The place of the column called `name` in the script.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }
}

/// Whether a column with this header says what the rows of a table are called: 企业名称, 名称, 姓名, name.
pub fn names_rows(header: &str, table: &str) -> bool {
    let rest = header.strip_suffix("名称").map(|rest| rest.trim_end_matches('的'));
    let subject = |rest: &str| {
        rest.is_empty() || rest == table || ["企业", "单位", "公司", "项目", "机构", "法人"].contains(&rest)
    };
    rest.is_some_and(subject) || matches!(header, "姓名" | "名字" | "name" | "Name")
}

impl ChoiceRule {
    /// The member that `text` names, by its name or one of its other names.
    pub fn find(&self, text: &str) -> Option<u16> {
        let named = |m: &Member| m.name == text || m.aliases.iter().any(|a| a == text);
        self.members.iter().position(named).and_then(|i| u16::try_from(i).ok())
    }

    /// The name of a member.
    pub fn name_of(&self, member: u32) -> &str {
        self.members.get(member as usize).map_or("", |m| m.name.as_str())
    }
}

impl Bound {
    /// Whether `value` obeys it.
    pub fn admits(&self, value: &RBig) -> bool {
        match self.comparator {
            Comparator::Equal => *value == self.value,
            Comparator::NotEqual => *value != self.value,
            Comparator::Less => *value < self.value,
            Comparator::LessOrEqual => *value <= self.value,
            Comparator::Greater => *value > self.value,
            Comparator::GreaterOrEqual => *value >= self.value,
        }
    }

    /// `> 0`
    pub fn text(&self) -> String {
        let sign = match self.comparator {
            Comparator::Equal => "=",
            Comparator::NotEqual => "≠",
            Comparator::Less => "<",
            Comparator::LessOrEqual => "≤",
            Comparator::Greater => ">",
            Comparator::GreaterOrEqual => "≥",
        };
        format!("{sign} {}", super::number_text(&self.value))
    }
}
