//! What the blocks were, for summaries, reports and explanations: names and the definitions that hold their values.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
pub use heng_grammar::tree::TargetNature;
use heng_grammar::tree::{Citation, MoveKind, ParticipationKind};

use super::{ChoiceId, DefinitionId, Frame, TableId};

/// One block of the script, after lowering.
#[derive(Clone, Debug)]
pub enum Block {
    /// 参评
    Participation(ParticipationBlock),
    /// 评分
    Score(ScoreBlock),
    /// 计分
    Tally(TallyBlock),
    /// 条件
    Conditions(ConditionsBlock),
    /// 分类
    Classify(ClassBlock),
    /// 分档
    Band(BandBlock),
    /// 调档
    Adjust(AdjustBlock),
    /// 分账
    Ledger(LedgerBlock),
    /// 分配
    Allocation(AllocationBlock),
    /// 读法
    Reading(ReadingBlock),
    /// 目标
    Target(TargetBlock),
}

/// A named part: its name, its value, its articles, its place.
#[derive(Clone, Debug)]
pub struct Part {
    /// The last name of its path.
    pub name: String,
    /// The definition that holds its value.
    pub definition: DefinitionId,
    /// Its articles.
    pub citations: Vec<Citation>,
    /// Where it was written.
    pub span: Span,
}

/// 参评: who is listed, scored, ranked.
#[derive(Clone, Debug)]
pub struct ParticipationBlock {
    /// Whose rows.
    pub table: TableId,
    /// Its entries; each holds a yes/no: the row was sorted by this entry.
    pub entries: Vec<(ParticipationKind, Part)>,
    /// Yes/no for each row: in the list.
    pub listed: DefinitionId,
    /// Yes/no for each row: scored (`参评`).
    pub scored: DefinitionId,
    /// Yes/no for each row: ranked.
    pub ranked: DefinitionId,
}

/// 评分
#[derive(Clone, Debug)]
pub struct ScoreBlock {
    /// The total.
    pub total: Part,
    /// The total of this block; the same as that of `total` but where several blocks share a name, one for each group.
    pub points: DefinitionId,
    /// Whose rows.
    pub table: TableId,
    /// 满分
    pub out_of: Option<RBig>,
    /// The highest total there can be, where it can be known.
    pub attainable: Option<RBig>,
    /// Items and groups, depth first.
    pub items: Vec<ScoreItem>,
}

/// An item or a group of a score.
#[derive(Clone, Debug)]
pub struct ScoreItem {
    /// Its score.
    pub part: Part,
    /// Its score in this block; the same as that of `part` but where several blocks share a name, one for each group.
    pub points: DefinitionId,
    /// How deep it is nested; 0 for those of the block itself.
    pub depth: u32,
    /// Its weight.
    pub weight: Option<RBig>,
    /// What is scored, for a ratio item.
    pub value: Option<DefinitionId>,
    /// Its baseline, for a ratio item.
    pub baseline: Option<DefinitionId>,
    /// Whether its points have a 下限, a 上限: of the item, its group or its block.
    pub limits: [bool; 2],
}

/// 计分
#[derive(Clone, Debug)]
pub struct TallyBlock {
    /// The sum.
    pub total: Part,
    /// For each row of what.
    pub frame: Frame,
    /// The highest sum there can be (理论最高), where it can be known.
    pub attainable: Option<RBig>,
    /// Items and groups, depth first, with their depth.
    pub items: Vec<(u32, Part)>,
}

/// 条件
#[derive(Clone, Debug)]
pub struct ConditionsBlock {
    /// The yes/no.
    pub result: Part,
    /// Its conditions, depth first, with their depth.
    pub items: Vec<(u32, Part)>,
}

/// 分类
#[derive(Clone, Debug)]
pub struct ClassBlock {
    /// The class.
    pub result: Part,
    /// The choice its classes belong to.
    pub choice: ChoiceId,
}

/// 分档
#[derive(Clone, Debug)]
pub struct BandBlock {
    /// The class.
    pub result: Part,
    /// Whose rows.
    pub table: TableId,
    /// The choice its classes belong to.
    pub choice: ChoiceId,
    /// The value it ranks by.
    pub by: DefinitionId,
    /// `.名次`, where it ranks
    pub rank: Option<DefinitionId>,
    /// Whether another row has the same value and a tie key decided, where it ranks.
    pub tied: Option<DefinitionId>,
    /// The last place of each class, for each row's population, where it ranks: class (position in the choice), cut.
    pub cuts: Vec<(u32, DefinitionId)>,
    /// How many are counted.
    pub base: Option<DefinitionId>,
}

/// 调档
#[derive(Clone, Debug)]
pub struct AdjustBlock {
    /// The grade after all moves.
    pub result: Part,
    /// Whose rows.
    pub table: TableId,
    /// The choice of the grades.
    pub choice: ChoiceId,
    /// The grade before the moves.
    pub from: DefinitionId,
    /// The moves in order.
    pub moves: Vec<MovePart>,
}

/// One move.
#[derive(Clone, Debug)]
pub struct MovePart {
    /// 保护 or 惩罚.
    pub kind: MoveKind,
    /// Yes/no: the condition held (after answers for missing values and recorded decisions).
    pub held: Part,
    /// The grade after this move.
    pub after: DefinitionId,
    /// 原则上
    pub in_principle: bool,
    /// What it does to a grade; none where its grade is unknown.
    pub(crate) effect: Option<crate::check::moves::Effect>,
}

/// 分账, of one year where it is by years
#[derive(Clone, Debug)]
pub struct LedgerBlock {
    /// What it parts.
    pub source: Part,
    /// For each row of what.
    pub frame: Frame,
    /// Of which year.
    pub year: Option<i32>,
    /// Lines and their parts, depth first, with their depth; the balance last.
    pub lines: Vec<(u32, Part)>,
}

/// 分配
#[derive(Clone, Debug)]
pub struct AllocationBlock {
    /// The amount of each row.
    pub amount: Part,
    /// Of which year of the axis, where it has one.
    pub year: Option<i32>,
    /// Whose rows.
    pub table: TableId,
    /// What is parted, one value for the whole.
    pub total: DefinitionId,
    /// Yes/no for each row: takes part.
    pub peers: DefinitionId,
    /// `.份额`: the share of each row.
    pub portion: DefinitionId,
    /// The factors: the normalised share of each row.
    pub factors: Vec<Part>,
}

/// 读法
#[derive(Clone, Debug)]
pub struct ReadingBlock {
    /// Its name.
    pub name: String,
    /// Its name as the main document writes it, part by part.
    pub path: Vec<String>,
    /// The question the text leaves open.
    pub question: Option<String>,
    /// The names of the arms.
    pub arms: Vec<String>,
    /// Which arm is taken; none where a county must say, and the value is then undecided.
    pub taken: Option<usize>,
    /// Who took it: a span of 取, in the reading itself or in another document.
    pub span: Span,
    /// The articles of the 取 of another entry that took it; none where the reading's own holds.
    pub taken_by: Option<Vec<Citation>>,
    /// The definition that holds its value.
    pub definition: DefinitionId,
    /// Its articles.
    pub citations: Vec<Citation>,
}

/// 目标
#[derive(Clone, Debug)]
pub struct TargetBlock {
    /// Its name.
    pub name: String,
    /// The first and the last year.
    pub years: (i32, i32),
    /// For each row of what.
    pub frame: Frame,
    /// The choice of the states.
    pub choice: ChoiceId,
    /// Its indicators in the order written; sums over the rows of a grid stand after them.
    pub records: Vec<TargetRecord>,
    /// The header of the entry.
    pub span: Span,
}

/// One indicator of a block of targets.
#[derive(Clone, Debug)]
pub struct TargetRecord {
    /// Its name and its state.
    pub part: Part,
    /// Its unit, as written.
    pub unit: String,
    /// 约束性, 预期性
    pub nature: Option<TargetNature>,
    /// What was reached.
    pub actual: DefinitionId,
    /// Each of its tests.
    pub tests: Vec<TargetTestRecord>,
}

/// One test of an indicator.
#[derive(Clone, Debug)]
pub struct TargetTestRecord {
    /// `累计 ≥ 150`
    pub said: String,
    /// The year in which it is to be met.
    pub year: i32,
    /// What is to be reached.
    pub wanted: DefinitionId,
    /// What was reached.
    pub actual: DefinitionId,
    /// As a share.
    pub progress: DefinitionId,
    /// What is lacking.
    pub shortfall: DefinitionId,
    /// 达成 …
    pub state: DefinitionId,
}

impl Block {
    /// Where it was written.
    pub fn place(&self) -> Span {
        match self {
            Self::Participation(block) => {
                block.entries.first().map(|(_, part)| part.span).unwrap_or_default()
            }
            Self::Score(block) => block.total.span,
            Self::Tally(block) => block.total.span,
            Self::Conditions(block) => block.result.span,
            Self::Classify(block) => block.result.span,
            Self::Band(block) => block.result.span,
            Self::Adjust(block) => block.result.span,
            Self::Ledger(block) => block.source.span,
            Self::Allocation(block) => block.amount.span,
            Self::Reading(block) => block.span,
            Self::Target(block) => block.span,
        }
    }
}
