//! The tree of a script: what was written, in the order it was written, with its place. No meaning yet.

mod adjust;
mod allocate;
mod amend;
mod award;
mod band;
mod condition;
mod declaration;
mod example;
mod expression;
mod ledger;
mod lookup;
mod option;
mod parts;
mod question;
mod rollup;
mod row;
mod score;
mod table;
mod tally;
mod target;
mod year;

pub use adjust::*;
pub use allocate::*;
pub use amend::*;
pub use award::*;
pub use band::*;
pub use condition::*;
pub use declaration::*;
pub use example::*;
pub use expression::*;
pub use ledger::*;
pub use lookup::*;
pub use option::*;
pub use parts::{Part, Parts};
pub use question::*;
pub use rollup::*;
pub use row::*;
pub use score::*;
pub use table::*;
pub use tally::*;
pub use target::*;
pub use year::*;

use crate::span::{SourceId, Span};

/// One text, parsed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// The text it was parsed from.
    pub source: SourceId,
    /// Its entries in the order written; reopened blocks (`续`) are merged into the block they reopen.
    pub items: Vec<Item>,
    /// The paragraphs of a literate script outside its fences.
    pub prose: Vec<Passage>,
    /// The findings that its entries set aside.
    pub waivers: Vec<Waiver>,
}

/// `@已核（H0641：第十二条写明惩罚在后）`: warnings and notes of these codes about the entry are not reported, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The codes set aside, never empty.
    pub codes: Vec<u16>,
    /// Why, never empty.
    pub reason: String,
    /// The entry it is written on, with its block.
    pub within: Span,
    /// Where it was written.
    pub span: Span,
}

/// A paragraph of the document's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its words, with their markup.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

/// A name as the author wrote it, folded to half width (NFKC), without its 「」.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The folded name.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

/// `最终等级.失信`: names joined by dots, outermost first; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The names.
    pub names: Vec<Name>,
    /// The whole path.
    pub span: Span,
}

impl Path {
    /// Its names joined by dots.
    pub fn dotted(&self) -> String {
        self.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
    }
}

/// `@第十二条（二）`: the article a rule carries out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The article, without `@` and quotes, brackets folded to full width as documents print them.
    pub article: String,
    /// Where it was written.
    pub span: Span,
}

/// What any entry may carry around its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Lines of `///` before the entry.
    pub doc: Vec<String>,
    /// Citations in the order written.
    pub citations: Vec<Citation>,
}

/// One entry of a script or of a `对` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its documentation and citations.
    pub notes: Notes,
    /// What it says.
    pub kind: ItemKind,
    /// 按年: one value a year
    pub yearly: bool,
    /// The whole entry, with its block.
    pub span: Span,
    /// The entry up to its block: what a report underlines.
    pub header: Span,
}

/// The kinds of entries. Which may stand where is for the checker to say.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// `政策 资源集约评价 { 文号 通政办发〔2022〕4号 }`
    Policy(Policy),
    /// `引用 南通.资源集约评价`
    Use(Use),
    /// `选项 等级 { A > B > C > D；不参评 }`
    Choice(Choice),
    /// `集合 内圈区 = [崇川区, 南通创新区]`
    Set(SetOf),
    /// `别名 开发区 = 南通经济技术开发区`
    Alias(Alias),
    /// `单位 亿元 = 10000 万元`
    Unit(UnitDeclaration),
    /// `年度 2022 至 2027`
    Axis(YearAxis),
    /// `行集 体制区 = 区 当 名称 属于 市对区名单`
    RowSet(RowSet),
    /// `逐年 补助总额: 元 { 2022 补助总额基数；以后 补助总额[上年] × 1.05 }`
    Chain(Chain),
    /// `表 企业 { 企业编号: 文本 主键 }`
    Table(Table),
    /// `对 企业 { 亩均税收 = 实缴税金 / 实际占地面积 }`
    For(For),
    /// `归并 评价单元 自 企业 按 宗地号 { 实缴税金 合计 }`
    Rollup(Rollup),
    /// `参评 { 不列 规模以下 当 应税销售 < 500 万元 }`
    Participation(Participation),
    /// `亩均税收 = 实缴税金 / 实际占地面积`
    Definition(Definition),
    /// `计分 科技创新计分 { 专利 当 发明专利 ≥ 3 件 2 分 }`
    Tally(Tally),
    /// `奖励 入库补助 { 雏鹰 当 类别 = 雏鹰企业 60 万元 }`
    Award(Award),
    /// `评分 综合得分 满分 100 分 { 亩均税收 100 基准 20 万元/亩 }`
    Score(Score),
    /// `条件 可获奖补 全部 { 减排达标: 年减排量 ≥ 1 吨 }`
    Conditions(Conditions),
    /// `分类 级次 { 市级 当 行业 属于 市级行业；区级 其余 }`
    Classify(Classify),
    /// `分档 初评等级 依 综合得分 从高到低 { A 前 10%；B 其余 }`
    Band(Band),
    /// `调档 最终等级 自 初评等级 次序 自上而下 不补位 { 惩罚 黑名单 当 黑名单 调为 D }`
    Adjust(Adjust),
    /// `查表 兑付比例(等级) → % { A → 110% }`
    Lookup(Lookup),
    /// `分账 土地出让 来自 毛收入 { 轨道交通 15% 归 市；余额 归 区 }`
    Ledger(Ledger),
    /// `分配 补助 总额 补助总额 给 区 { 常住人口 100%；精确到 1 元 余数 最大余数 同余 依 名称 }`
    Allocation(Box<Allocation>),
    /// `待定 亩均税收基准: 万元/亩`
    Open(Open),
    /// `定 亩均税收基准 = 20 万元/亩`
    Bind(Bind),
    /// `读法 引领作用 "…" { 任一 x 或 y；同时 x 且 y；取 任一 }`
    Reading(Reading),
    /// `取 引领作用 = 同时`
    Take(Take),
    /// `认定 客观因素调整分: 分 按 企业 默认 0`
    Decision(Decision),
    /// `参数 起评线: 万元 默认 500 万元`
    Parameter(Parameter),
    /// `修改 { 增 企业.严重失信: 是否 默认 否 }`
    Amend(Amend),
    /// `算例 "…" { 企业 { 企业编号 = "E1" } 应得 企业["E1"].最终等级 = D }`
    Example(Example),
    /// `校验 "权重合计" 合计(企业.权重) = 100`
    Check(Check),
    /// `输出 企业 依 初评等级.名次 { 企业编号；综合得分 公布 2 位 }`
    Output(Output),
    /// `目标 数字经济发展 期 2021 至 2025 { 一网通办率 % 2025年 ≥ 90 约束性 }`
    Target(Target),
}
