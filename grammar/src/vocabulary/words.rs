//! The table: one row a concept. Everything that knows a word of the language takes it from here.

use super::{Role, Tier, Word};
use crate::diagnostic::Message;

/// Makes the enumeration of concepts and their rows from the table below.
macro_rules! words {
    ($($concept:ident $zh:literal $en:literal $tier:ident $role:ident $help_zh:literal $help_en:literal;)*) => {
        /// What a word of the language stands for. Each has one word in Chinese and one in English.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Concept {
            $(#[doc = concat!($zh, " `", $en, "`: ", $help_en)] $concept,)*
        }

        impl Concept {
            /// All of them, in the order of the table.
            pub const ALL: &[Concept] = &[$(Concept::$concept,)*];

            /// Its row.
            pub const fn word(self) -> Word {
                match self {
                    $(Concept::$concept => Word { concept: self, zh: $zh, en: $en, tier: Tier::$tier, role: Role::$role },)*
                }
            }

            /// One line on what it is for.
            pub fn help(self) -> Message {
                match self {
                    $(Concept::$concept => Message::new($help_zh, $help_en),)*
                }
            }
        }
    };
}

words! {
    // Documents.
    Policy "政策" "policy" Context Block "一份文件对应的脚本" "the document a script encodes";
    Title "名称" "title" Context Entry "文件标题" "the document's title";
    Number "文号" "number" Context Entry "发文字号" "the document's number";
    Effective "施行" "effective" Context Entry "自何日起施行、施行到何日" "from and until when it is in force";
    FromDocument "出自" "from_document" Context Clause "待定的值由哪份文件给出" "which document an open value is to come from";
    Use "引用" "use" Context Block "引用另一份脚本或它的结果" "brings in another script, or its results";
    As "为" "as" Context Clause "引用时另取的名字" "the name something is used under";
    FiscalYear "年度" "fiscal_year" Name Block "评价年度；写在最外层时划定年份范围" "the year of the run; at the top level, the range of years";
    // Names, sets, units.
    Choice "选项" "choice" Context Block "一组固定取值，用 > 表示高低" "a closed set of values, ordered by `>` or not";
    Set "集合" "set" Context Block "给一组取值起名" "a named set of values";
    Alias "别名" "alias" Context Block "同一事物的另一个名字" "another name for the same thing";
    Unit "单位" "unit" Context Block "新的计量单位" "a new unit of measure";
    Whole "整数" "whole" Context Clause "该单位的量必须是整数" "amounts of the unit are whole";
    Rows "行集" "rows" Context Block "表中一部分行，另起名字" "a named subset of rows";
    // Tables.
    Table "表" "table" Context Block "一张表的列" "what a row of data holds";
    Key "主键" "key" Context Clause "各行不得重复的列" "the column that tells rows apart";
    Optional "可缺" "optional" Context Clause "该列可以没有值" "the column may have no value";
    ZeroIsMissing "零作缺失" "zero_is_missing" Context Clause "填 0 等于没有数据" "a recorded zero is no data";
    Default "默认" "default" Context Clause "没有填写时的值" "the value where none is given";
    Header "列名" "header" Context Clause "数据文件里该列的表头" "the headers the column may have in files";
    Yearly "按年" "yearly" Context Clause "每年一个值" "one value a year";
    Fractional "可小数" "fractional" Context Clause "个数可以带小数" "a count that need not be whole";
    For "对" "for" Context Block "对表中每一行作的定义" "definitions for each row of a table";
    Rollup "归并" "rollup" Context Block "由一张表并成另一张表" "a table made from another";
    SameValue "同值" "same_value" Context Value "各行都相同的那个值" "the one value that all rows share";
    FirstBy "首个" "first_by" Context Value "按次序排在最前的一行的值" "the value of the row that comes first";
    TakenFrom "取自" "taken_from" Context Clause "数据由哪里来" "where the rows come from";
    Results "结果" "results" Context Value "另一份政策算出的结果" "what another policy gave";
    From "自" "from" Context Clause "由哪张表、哪个等级而来" "the table or grade it starts from";
    By "按" "by" Context Clause "分组依据" "what to group by";
    // Participation.
    Participation "参评" "participation" Context Block "哪些行列入、评分、排名" "which rows are listed, scored and ranked";
    Unlisted "不列" "unlisted" Context Entry "不列入名单" "not in the list";
    Unscored "不评" "unscored" Context Entry "列入名单但不评分" "listed, not scored";
    Unranked "不排" "unranked" Context Entry "评分但不排名" "scored, not ranked";
    Assigned "直列" "assigned" Context Entry "不评分，直接列为某档" "graded without a score";
    Group "群体" "group" Context Entry "分开排名的一类对象" "a population ranked apart";
    RecordedAs "记" "recorded_as" Context Clause "在结果中记作哪一类" "the class shown in the result";
    // Scores.
    Score "评分" "score" Context Block "按权重计算的得分" "weighted items";
    OutOf "满分" "out_of" Context Clause "各项权重之和" "what the weights add up to";
    Each "每项" "each" Context Entry "各项没有另写时的规定" "what holds for each item that does not say otherwise";
    EachRule "每条" "each_rule" Context Entry "各条没有另写时的规定" "what holds for each rule that does not say otherwise";
    Value "指标" "value" Context Clause "本项取哪个值来评" "the value an item scores";
    Baseline "基准" "baseline" Context Clause "与之相比得分的基准值" "what the value is measured against";
    ComputedAs "计" "computed_as" Context Clause "直接用算式计分" "the points, by a formula";
    Cap "上限" "cap" Context Clause "最多得多少" "at most this much";
    Floor "下限" "floor" Context Clause "最少得多少" "at least this much";
    Missing "缺失" "missing" Context Clause "没有值时怎么办" "what to do where there is no value";
    ItemMean "同项平均" "item_mean" Context Value "取该项有值各行的平均" "the mean of the item over the rows that have it";
    Weight "权重" "weight" Context Clause "所占权重" "the weight";
    Plus "另加" "plus" Context Entry "另外加上的分" "points added on top";
    Minus "另减" "minus" Context Entry "另外减去的分" "points taken off";
    Round "保留" "round" Context Clause "保留几位小数，值随之改变" "rounds the value itself to so many decimals";
    Decimals "位" "decimals" Context Measure "小数位数" "digits after the point";
    Show "公布" "show" Context Clause "只改变公布的位数，值不变" "how many decimals are shown; the value stays";
    ToNearest "精确到" "to_nearest" Context Clause "精确到多少，值随之改变" "rounds the value itself to a multiple";
    HalfUp "四舍五入" "half_up" Context Value "逢五进一" "halves away from zero";
    Truncate "舍去" "truncate" Context Value "多余的舍去" "toward zero";
    RoundUp "进一" "round_up" Context Value "有余数就进一" "away from zero";
    HalfEven "四舍六入" "half_even" Context Value "逢五取偶" "halves to the even neighbour";
    Proportional "按比例" "proportional" Context Value "不足的部分按比例计" "a started quantum counts in proportion";
    ItemValue "本项值" "item_value" Name Name "本项的指标值" "the item's value";
    ItemBaseline "本项基准" "item_baseline" Name Name "本项的基准值" "the item's baseline";
    ItemWeight "本项权重" "item_weight" Name Name "本项的权重" "the item's weight";
    This "本" "this" Name Name "外层的这一行" "the outer row";
    // Tallies and rewards.
    Tally "计分" "tally" Context Block "按条件累加的分" "conditional points";
    Award "奖励" "award" Context Block "按条件给予的奖补" "conditional money";
    Highest "取最高" "highest" Context Clause "几项中只取最高的一项" "only the highest of these counts";
    Deduct "扣" "deduct" Context Clause "扣多少" "takes points off";
    Per "每" "per" Context Clause "每多少计多少" "so much for each so many";
    Partial "不足" "partial" Context Clause "不足一份的怎么算" "what a started quantum gives";
    HighestOnly "就高不重复" "highest_only" Context Clause "几项奖励只给最高的一项" "only the highest of these awards is paid";
    YearlyCap "年度上限" "yearly_cap" Context Clause "一年最多给多少" "at most this much in a year";
    Instalments "分期" "in_instalments" Context Clause "分几年给" "paid over several years";
    EveryYear "每年" "every_year" Context Clause "每一年" "in each year";
    ContinueIf "续发" "continue_if" Context Clause "以后各期继续给的条件" "on what later instalments depend";
    Once "一次性" "once" Context Clause "只给一次" "paid only once";
    Against "凭" "against" Context Clause "凭哪张台账认定" "the record it is checked against";
    PerFull "每满" "per_full" Context Clause "每满多少计多少，不满的不计" "so much for each full so many";
    PerGrowth "每增长" "per_growth" Context Clause "每增长多少计多少" "so much for each so much of growth";
    DueThisYear "当年额" "due_this_year" Context Value "当年应给的数额" "what is due this year";
    ItemCap "单项上限" "item_cap" Context Clause "每一项最多给多少" "at most this much for one item";
    Excess "超出" "excess" Context Clause "超出年度上限的部分怎么办" "what becomes of the part above a yearly cap";
    Lost "不结转" "lost" Context Value "超出的部分不再给" "the part above is not paid";
    CarriedOver "结转" "carried_over" Context Value "超出的部分转到下一年" "the part above is due next year";
    AfterBreak "断后" "after_break" Context Clause "有一年没有续发，以后怎么办" "what follows a year that was not paid";
    Ends "不续" "ends" Context Value "以后各年都不再给" "nothing more is paid";
    Resumes "仍续" "resumes" Context Value "以后各年各看各年" "each later year stands for itself";
    MadeUp "补发" "made_up" Context Value "恢复时补上没给的部分" "what was not paid is paid when it resumes";
    FirstYear "首年" "first_year" Context Value "分期的第一年" "the first year of the instalments";
    FinalYear "末年" "final_year" Context Value "分期的最后一年" "the last year of the instalments";
    // Conditions and classes.
    Conditions "条件" "conditions" Context Block "一组有名字的条件" "named conditions with a yes/no result";
    All "全部" "all" Context Clause "各条都要满足" "all must hold";
    Any "任一" "any" Context Clause "满足一条即可" "one is enough";
    None "全不" "none" Context Clause "一条都不得出现" "none may hold";
    AtLeast "至少" "at_least" Context Clause "至少满足几项" "so many must hold";
    Items "项" "items" Context Measure "条件的个数" "how many conditions";
    Unless "除非" "unless" Context Clause "例外情形" "where it does not apply";
    InPrinciple "原则上" "in_principle" Context Clause "可由认定破例" "a recorded decision may set it aside";
    Original "原文" "original" Context Clause "文件原来的写法" "the document's own words";
    Classify "分类" "classify" Context Block "按条件归类" "sorts rows into classes";
    Except "例外" "except" Context Entry "归类的例外" "an exception to the rule";
    // Bands.
    Band "分档" "band" Context Block "按名次或分数分档" "classes by rank or threshold";
    ByOrder "依" "order_by" Context Clause "排序依据" "what to order by";
    Descending "从高到低" "descending" Context Value "大的在前" "the largest first";
    Ascending "从低到高" "ascending" Context Value "小的在前" "the smallest first";
    EachGroup "各群体" "each_group" Context Clause "各群体分开排" "each population apart";
    Top "前" "top" Context Clause "排在前面的" "from the top";
    Bottom "后" "bottom" Context Clause "排在后面的" "from the bottom";
    To "至" "to" Context Clause "到哪里为止" "up to";
    Onward "起" "onward" Context Measure "从某年某日起" "from then on";
    Exclusive "不含" "exclusive" Context Value "不含本数" "the end itself is left out";
    Ties "并列" "ties" Context Entry "分数相同时怎么排" "how equal values are ranked";
    SameClass "同档" "same_class" Context Value "分数相同的同档" "equal values share a class";
    Rounding "取整" "rounding" Context Entry "名额不是整数时怎么办" "what becomes of a number of places that is not whole";
    NoRounding "不取整" "no_rounding" Context Value "按比例直接比较，不取整" "compares shares as they are";
    Base "基数" "base" Context Entry "按多少个对象计算比例" "who is counted in the whole";
    Ranked "排名者" "ranked" Context Value "参加排名的" "the rows that are ranked";
    Scored "参评者" "scored" Context Value "参加评分的" "the rows that are scored";
    Listed "列入者" "listed" Context Value "列入名单的" "the rows that are listed";
    FirstPlace "最前" "first_place" Context Value "排在最前" "before all others";
    LastPlace "最后" "last_place" Context Value "排在最后" "after all others";
    // Moves.
    Adjust "调档" "adjust" Context Block "对等级逐条调整" "moves on a grade";
    Order "次序" "order" Context Clause "各条依什么次序" "in which order the moves act";
    TopDown "自上而下" "top_down" Context Value "从第一条到最后一条" "from the first to the last";
    Refill "补位" "refill" Context Clause "空出的名额由后面的补上" "places left empty are filled";
    NoRefill "不补位" "no_refill" Context Clause "空出的名额不补" "places left empty stay empty";
    Protect "保护" "protect" Context Entry "使等级不降的规定" "a move in the row's favour";
    Punish "惩罚" "punish" Context Entry "使等级下降的规定" "a move against the row";
    SetTo "调为" "set_to" Context Clause "直接调为某档" "sets the grade";
    NoLowerThan "不低于" "no_lower_than" Context Clause "低的提到该档，高的不动" "raises to this grade, never lowers";
    NoHigherThan "不高于" "no_higher_than" Context Clause "高的降到该档，低的不动" "lowers to this grade, never raises";
    Up "上调" "up" Context Clause "上调几档" "raises by so many grades";
    Down "下调" "down" Context Clause "下调几档" "lowers by so many grades";
    Grades "档" "grades" Context Measure "等级的档数" "how many grades";
    CurrentGrade "当前等级" "current_grade" Name Name "前面各条调整后的等级" "the grade as it stands";
    // Lookups.
    Lookup "查表" "lookup" Context Block "由条件查出数值" "keys to values";
    Respectively "分别" "respectively" Context Clause "与前面各项一一对应" "pairs a list of values with the list of keys";
    Same "同上" "same" Context Value "与上一行相同" "as in the row above";
    YearStart "年初" "year_start" Context Value "以每年1月1日为准" "as it is on the first day of the year";
    YearEnd "年末" "year_end" Context Value "以每年12月31日为准" "as it is on the last day of the year";
    ByDay "按天" "by_day" Context Value "一年之内有变动的，按天数折算" "in proportion to the days of the year";
    OnlyListed "仅限所列" "only_listed" Context Value "“等”不含没有列出的" "an open list holds no more than what it lists";
    Overlap "重叠" "overlap" Context Clause "两行都符合时怎么办" "what to do where two rows match";
    Marginal "累进" "marginal" Context Clause "分段累加" "each bracket counts its own part";
    SeeTable "见下表" "see_table" Context Clause "内容在正文的下一张表里" "the rows are the next table of the document";
    // Ledgers and allocations.
    Ledger "分账" "ledger" Context Block "一笔收入分给各方" "a source divided into shares";
    Of "来自" "of" Context Clause "分的是哪一笔" "the source that is divided";
    ToParty "归" "given_to" Context Clause "归哪一方" "who receives it";
    ShareOf "占" "share_of" Context Clause "按什么的比例" "what a ratio is taken of";
    Balance "余额" "balance" Context Entry "分到最后剩下的" "what is left";
    Including "其中" "including" Context Entry "上一项里包含的部分" "a part of the line above";
    First "先" "first" Context Entry "先分的部分" "what is served first";
    Next "再" "next" Context Entry "然后分的部分" "what is served next";
    RemainderTo "余数归" "remainder_to" Context Clause "尾差归哪一方" "who takes the rounding difference";
    Allocate "分配" "allocate" Context Block "按因素分配总额" "a total divided by weighted factors";
    Total "总额" "total" Context Clause "分配多少" "how much is divided";
    Among "给" "among" Context Clause "分给谁" "among whom";
    Normalise "归一" "normalise" Context Clause "因素怎样化成份额" "how a factor is made into shares";
    Share "占比" "share" Context Value "各自占合计的比例" "each one's part of the sum";
    InverseShare "倒数占比" "inverse_share" Context Value "倒数占倒数合计的比例" "the part of the sum of reciprocals";
    MinMax "极差" "min_max" Context Value "按最大最小值化成 0 至 1" "from 0 at the least to 1 at the greatest";
    MaxLess "最大减" "max_less" Context Value "最大值减本值，再占合计的比例" "how far below the greatest, as a part of the sum";
    Negative "负值" "negative" Context Clause "负值怎么算" "what a negative value counts as";
    CountsAs "作" "counts_as" Context Clause "当作多少" "as if it were this much";
    AsZero "作零" "as_zero" Context Value "负值当作 0" "a negative value counts as 0";
    AsIs "照算" "as_is" Context Value "负值照样参加计算" "a negative value counts as it is";
    Remainder "余数" "remainder" Context Clause "尾差怎么处理" "what becomes of the rounding difference";
    LargestRemainder "最大余数" "largest_remainder" Context Value "尾差给余数最大的" "the difference goes to the largest remainders";
    EqualRemainders "同余" "equal_remainders" Context Clause "余数相同时依什么" "what decides between equal remainders";
    Portion "份额" "portion" Context Entry "各行份额精确到多少" "to what the shares themselves are rounded";
    Purpose "用途" "purpose" Context Entry "这笔钱用来做什么" "what the money is earmarked for";
    // Years.
    Chain "逐年" "chain" Context Block "由上年推出今年" "a value that follows from last year's";
    Thereafter "以后" "thereafter" Context Entry "以后各年" "every later year";
    LastYear "上年" "last_year" Name Name "上一年" "the year before";
    NextYear "次年" "next_year" Name Name "下一年" "the year after";
    Last "近" "last" Context Clause "最近几年" "the most recent years";
    // What the text leaves open.
    Open "待定" "open" Context Block "留待别的文件确定的值" "a value another document must bind";
    Bind "定" "bind" Context Block "确定一个待定的值" "binds an open value";
    Reading "读法" "reading" Context Block "原文有几种理解" "an ambiguity and its readings";
    Take "取" "take" Context Block "采用哪一种读法" "the reading that is taken";
    Decision "认定" "decision" Context Block "由主管部门认定的值" "a value an authority decides";
    Parameter "参数" "parameter" Context Block "运行时可以改的值" "a value a run may set";
    // Amendments.
    Amend "修改" "amend" Context Block "后来的文件对前面的修改" "a later document changes an earlier one";
    Add "增" "add" Context Entry "增加一条" "adds an entry";
    Strike "删" "strike" Context Entry "删去一条" "removes an entry";
    Replace "换" "replace" Context Entry "换掉一条" "puts another entry in its place";
    Rename "改名" "rename" Context Entry "原文中的名字一律改掉" "renames in the base text";
    ReassignColumn "换列" "reassign_column" Context Entry "改用另一列数据" "takes another column";
    Rephrase "改字" "rephrase" Context Entry "改动原文字句" "changes the wording";
    Exactly "恰" "exactly" Context Clause "恰好几处" "in exactly so many places";
    Occurrences "处" "occurrences" Context Measure "几处" "how many places";
    Placed "置于" "placed" Context Clause "放在哪一条的前后" "where an added entry goes";
    Before "之前" "before" Context Clause "在它前面" "ahead of it";
    After "之后" "after" Context Clause "在它后面" "behind it";
    Transition "过渡" "transition" Context Entry "新旧衔接" "how the old gives way to the new";
    Repeal "停止执行" "repeal" Context Entry "不再执行" "is no longer in force";
    Using "以" "using" Context Entry "以哪个日期确定版本" "the date that selects the version";
    VersionBy "定版" "version_by" Context Clause "确定适用哪一版" "decides which version applies";
    OldVersion "旧版" "old_version" Context Value "修改前的规定" "the text before the change";
    NewVersion "新版" "new_version" Context Value "修改后的规定" "the text after the change";
    // Targets.
    Target "目标" "target" Context Block "各年要达到的指标" "what is to be reached in each year";
    Period "期" "period" Context Clause "从哪年到哪年" "from which year to which";
    Data "数据" "data" Context Clause "各年的数在哪张表里" "the table that holds the figures";
    BasePeriod "基期" "base_period" Context Clause "起算的数" "the figure it starts from";
    Cumulative "累计" "cumulative" Context Clause "各年加在一起" "all years together";
    RisingYearly "逐年上升" "rising_yearly" Context Clause "一年比一年高" "higher each year";
    FallingYearly "逐年下降" "falling_yearly" Context Clause "一年比一年低" "lower each year";
    Precision "精度" "precision" Context Clause "按几位小数比较" "to how many decimals values are compared";
    YearlyAverage "年均" "yearly_average" Context Clause "各年平均；后接增幅、增速时按复合计算" "on average each year; growth is compounded";
    Growth "增幅" "growth" Context Clause "比上年或基期增长的百分比，由两年的数算出" "the relative change between two years' figures";
    GrowthRate "增速" "growth_rate" Context Clause "数据本身就是各年的增长率，连乘" "the figures are themselves yearly rates, and are compounded";
    Increase "增量" "increase" Context Clause "比上年或基期多多少" "the difference between two years' figures";
    GrownBy "增长" "grown_by" Context Clause "增长 2 倍：是基期的 3 倍" "grown by 2 x is 3 times the base";
    Doubled "翻一番" "doubled" Context Clause "是基期的 2 倍" "twice the base";
    Quadrupled "翻两番" "quadrupled" Context Clause "是基期的 4 倍" "four times the base";
    NestedTargets "逐级" "nested" Context Clause "前一项包含在后一项里" "each is part of the next";
    About "左右" "about" Context Clause "大约" "roughly";
    Tolerance "容差" "tolerance" Context Clause "允许相差多少" "how far off is still met";
    Binding "约束性" "binding" Context Clause "必须完成" "must be met";
    Expected "预期性" "expected" Context Clause "力争完成" "is aimed at";
    IssuedBy "由" "issued_by" Context Clause "由谁下达" "who issues it";
    TheRows "各行" "the_rows" Context Value "以各行之和为准" "the sum of the rows counts";
    DiffersFrom "异于" "differs_from" Context Clause "印出的合计与各行之和不同" "the printed total is not the sum of the rows";
    Because "因" "because" Context Clause "为什么" "the reason";
    // Checks, examples, output.
    Check "校验" "check" Context Block "必须成立的等式或不等式" "what must hold of the data";
    Example "算例" "example" Context Block "给定数据应得的结果" "rows in, expected values out";
    Expect "应得" "expect" Context Entry "应得的结果" "what must come out";
    OtherColumns "其余列" "other_columns" Context Clause "没有写到的列" "the columns not written";
    Anything "任意" "anything" Context Value "不论是什么" "whatever it is";
    Output "输出" "output" Context Block "结果表的列和次序" "columns and order of the result";
    Continue "续" "continue" Context Block "接着写前面的一块" "goes on with a block begun earlier";
    // Expressions.
    If "若" "if" Hard Operator "若 条件 则 一个值 否则 另一个值" "if a condition holds then one value else another";
    Then "则" "then" Hard Operator "条件成立时的值" "the value where the condition holds";
    Else "否则" "else" Hard Operator "条件不成立时的值" "the value where it does not";
    And "且" "and" Hard Operator "两边都成立" "both hold";
    Or "或" "or" Hard Operator "至少一边成立" "at least one holds";
    Not "非" "not" Hard Operator "不成立" "does not hold";
    In "属于" "in" Hard Operator "是其中之一" "is one of";
    NotIn "不属于" "not_in" Hard Operator "不是其中之一" "is none of";
    When "当" "when" Hard Operator "在什么条件下" "on what condition";
    Yes "是" "yes" Hard Value "成立" "it holds";
    No "否" "no" Hard Value "不成立" "it does not hold";
    Rest "其余" "rest" Hard Value "以上都不符合的" "whatever none above covers";
    Within "在" "within" Hard Operator "日期在某年、某段时间之内" "a date lies in a year or a range";
    Present "有值" "present" Hard Function "有没有值" "whether there is a value";
    IfMissing "缺失时" "if_missing" Hard Operator "没有值时用的值" "the value to use where there is none";
    Applies "适用" "applies" Hard Value "当作符合" "as if the rule reached the row";
    NotApplicable "不适用" "not_applicable" Hard Value "规定不及于此" "the rule does not reach the row";
    Etc "等" "etc" Context Value "名单没有列完" "the list is open";
    // Types.
    TextType "文本" "text" Type Type "文字" "words";
    YesNoType "是否" "yesno" Type Type "是或否" "yes or no";
    DateType "日期" "date" Type Type "某年某月某日" "a day";
    YearType "年份" "year" Type Type "某一年" "a year";
    // Functions.
    Sum "合计" "sum" Function Function "各行相加" "adds up the rows";
    Mean "平均" "mean" Function Function "算术平均，精确" "the exact arithmetic mean";
    Max "最大" "max" Function Function "各行中最大的" "the greatest of the rows";
    Min "最小" "min" Function Function "各行中最小的" "the least of the rows";
    Count "计数" "count" Function Function "有几行" "how many rows";
    Exists "存在" "exists" Function Function "是否有这样的行" "whether some row holds";
    Every "全部" "every" Function Function "是否每一行都成立" "whether every row holds";
    Median "中位" "median" Function Function "中位数" "the middle value";
    Quantile "分位" "quantile" Function Function "分位数" "the value at a share of the rows";
    Latest "最近" "latest" Function Function "最近一行的值" "the value of the latest row";
    Rank "名次" "rank" Function Function "排第几" "the place in an order";
    AttainableMax "理论最高" "attainable_max" Function Function "最多能得多少" "the most a block can give";
    Larger "取大" "larger" Function Function "几个值中最大的" "the larger of values";
    Smaller "取小" "smaller" Function Function "几个值中最小的" "the smaller of values";
    Clamp "限于" "clamp" Function Function "限制在两数之间" "kept between two bounds";
    Power "乘方" "power" Function Function "自乘若干次" "multiplied by itself so many times";
    Abs "绝对值" "abs" Function Function "绝对值" "without its sign";
    YearsBetween "年数" "years_between" Function Function "两日之间满几年" "full years between two days";
    MonthsBetween "月数" "months_between" Function Function "两日之间满几个月" "full months between two days";
    DaysBetween "天数" "days_between" Function Function "两日之间有几天" "days between two days";
    MonthEnd "月底" "month_end" Function Function "当月最后一天" "the last day of the month";
    AfterWorkdays "工作日后" "after_workdays" Function Function "若干个工作日之后" "so many working days later";
    AverageGrowth "年均增长" "average_growth" Function Function "年均增长率" "compound growth a year";
    StartsWith "开头是" "starts_with" Function Function "文字以什么开头" "whether a text begins with another";
    // Names that are always there.
    Own "名下" "own" Name Operator "指向本行的那些行" "the rows that point at this one";
    LedgerEntries "台账" "ledger_entries" Name Name "各笔分账的明细" "every posting of the ledgers";
    LedgerSources "台账来源" "ledger_sources" Name Name "各笔分账的来源" "the sources that the ledgers divide";
    ThisRow "本行" "this_row" Name Name "归本行的一方" "the row itself as the one that receives";
    AsOf "评价日" "as_of" Name Name "以哪一天为准" "the day the run is made for";
}
