//! What a name names.

use heng_grammar::diagnostic::Message;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolKind {
    /// 政策
    Policy,
    /// 引用 … 为 X
    Prefix,
    /// 表
    Table,
    /// A table that 归并 makes.
    Rollup,
    /// 行集
    RowSet,
    /// A column of a table.
    Column,
    /// `x = …`
    Definition,
    /// 逐年
    Chain,
    /// 计分
    Tally,
    /// 奖励
    Award,
    /// 评分
    Score,
    /// 条件
    Conditions,
    /// 分类
    Classify,
    /// 分档
    Band,
    /// 调档
    Adjust,
    /// 分账
    Ledger,
    /// 分配
    Allocation,
    /// 目标
    Target,
    /// A group of items.
    Group,
    /// An item of a score, a tally, an award, a list of conditions.
    Item,
    /// 不列, 不评 …: an entry of 参评
    Participation,
    /// A class of 分档 or 分类.
    Class,
    /// 保护, 惩罚
    Move,
    /// A line of 分账.
    Line,
    /// A factor of 分配.
    Factor,
    /// An indicator of 目标.
    Indicator,
    /// 查表
    Lookup,
    /// A key of 查表.
    LookupKey,
    /// An output of 查表.
    LookupOutput,
    /// 选项
    Choice,
    /// A member of 选项.
    Member,
    /// 集合
    Set,
    /// 单位
    Unit,
    /// 别名, or another name of a member.
    Alias,
    /// 待定
    Open,
    /// 认定
    Decision,
    /// 参数
    Parameter,
    /// 读法
    Reading,
    /// A reading of 读法.
    Arm,
    /// A column of 输出 with a name of its own.
    OutputColumn,
    /// 校验
    Check,
    /// 算例
    Example,
}

impl SymbolKind {
    /// The kind in words.
    pub fn words(self) -> Message {
        let (zh, en) = match self {
            Self::Policy => ("政策", "policy"),
            Self::Prefix => ("引用的文件", "document in use"),
            Self::Table => ("表", "table"),
            Self::Rollup => ("归并成的表", "rolled-up table"),
            Self::RowSet => ("行集", "set of rows"),
            Self::Column => ("列", "column"),
            Self::Definition => ("定义", "definition"),
            Self::Chain => ("逐年值", "year-by-year value"),
            Self::Tally => ("计分", "tally"),
            Self::Award => ("奖励", "award"),
            Self::Score => ("评分", "score"),
            Self::Conditions => ("条件", "conditions"),
            Self::Classify => ("分类", "classification"),
            Self::Band => ("分档", "band"),
            Self::Adjust => ("调档", "adjustment"),
            Self::Ledger => ("分账", "ledger"),
            Self::Allocation => ("分配", "allocation"),
            Self::Target => ("目标", "target"),
            Self::Group => ("一组项", "group of items"),
            Self::Item => ("项", "item"),
            Self::Participation => ("参评规则", "participation rule"),
            Self::Class => ("档次", "class"),
            Self::Move => ("调档规则", "grade move"),
            Self::Line => ("分账行", "ledger line"),
            Self::Factor => ("因素", "factor"),
            Self::Indicator => ("指标", "indicator"),
            Self::Lookup => ("查表", "lookup"),
            Self::LookupKey => ("查表的键", "key of a lookup"),
            Self::LookupOutput => ("查表的结果", "output of a lookup"),
            Self::Choice => ("选项", "choice"),
            Self::Member => ("取值", "member"),
            Self::Set => ("集合", "set"),
            Self::Unit => ("单位", "unit"),
            Self::Alias => ("别名", "alias"),
            Self::Open => ("待定值", "open value"),
            Self::Decision => ("认定", "decision"),
            Self::Parameter => ("参数", "parameter"),
            Self::Reading => ("读法", "reading"),
            Self::Arm => ("一种读法", "one reading"),
            Self::OutputColumn => ("输出列", "output column"),
            Self::Check => ("校验", "check"),
            Self::Example => ("算例", "example"),
        };
        Message::new(zh, en)
    }

    /// Whether it is a table: what `对` and `名下` take.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Table | Self::Rollup)
    }

    /// Whether it has a value that an expression may use by its name alone or under its block.
    pub fn is_value(self) -> bool {
        self.is_block_value()
            || matches!(
                self,
                Self::Column
                    | Self::Definition
                    | Self::Chain
                    | Self::Open
                    | Self::Decision
                    | Self::Parameter
                    | Self::Reading
                    | Self::Group
                    | Self::Item
            )
    }

    /// Whether it is a block that has a value.
    pub fn is_block_value(self) -> bool {
        matches!(
            self,
            Self::Tally
                | Self::Award
                | Self::Score
                | Self::Conditions
                | Self::Classify
                | Self::Band
                | Self::Adjust
                | Self::Ledger
                | Self::Allocation
                | Self::Target
        )
    }

    /// Whether it is a part of a block, seen under the block's name.
    pub fn is_part(self) -> bool {
        matches!(
            self,
            Self::Group
                | Self::Item
                | Self::Participation
                | Self::Class
                | Self::Move
                | Self::Line
                | Self::Factor
                | Self::Indicator
                | Self::LookupKey
                | Self::LookupOutput
                | Self::Member
                | Self::Arm
        )
    }
}
