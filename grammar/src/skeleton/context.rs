//! The blocks an entry can stand in.

/// The block an entry stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockContext {
    /// Outside all braces.
    #[default]
    TopLevel,
    /// `政策 … { 文号 … }`
    Policy,
    /// `选项 等级 { A > B；不参评 }`
    Choice,
    /// `集合 体制区 { 2022年 [崇川区] }`
    Set,
    /// `表 企业 { 企业编号: 文本 }`
    Table,
    /// `对 企业 { … }`
    For,
    /// `归并 评价单元 自 企业 按 宗地号 { … }`
    Rollup,
    /// `参评 { … }`
    Participation,
    /// `计分 …`, `奖励 …` and the groups inside them
    Tally,
    /// `评分 …` and the groups inside it
    Score,
    /// `条件 …` and the groups inside it
    Conditions,
    /// `分类 …`
    Classify,
    /// `分档 …`
    Band,
    /// `调档 …`
    Adjust,
    /// `查表 …`
    Lookup,
    /// `分账 …` and the lines inside a line
    Ledger,
    /// `分配 …`
    Allocate,
    /// `逐年 …`
    Chain,
    /// `读法 …`
    Reading,
    /// `修改 …`
    Amend,
    /// `目标 …`
    Target,
    /// `算例 …`
    Example,
    /// `企业 { 企业编号 = "E1"，… }` inside `算例`
    ExampleRow,
    /// `输出 …`
    Output,
    /// A block whose header is not known; its entries are read all the same.
    Unknown,
}

impl BlockContext {
    /// All of them.
    pub const ALL: &[BlockContext] = &[
        Self::TopLevel,
        Self::Policy,
        Self::Choice,
        Self::Set,
        Self::Table,
        Self::For,
        Self::Rollup,
        Self::Participation,
        Self::Tally,
        Self::Score,
        Self::Conditions,
        Self::Classify,
        Self::Band,
        Self::Adjust,
        Self::Lookup,
        Self::Ledger,
        Self::Allocate,
        Self::Chain,
        Self::Reading,
        Self::Amend,
        Self::Target,
        Self::Example,
        Self::ExampleRow,
        Self::Output,
        Self::Unknown,
    ];
}
