//! Characters that make another thing of a name: never what was meant instead.

/// Each word is characters of which one cannot stand for another: counting, order, direction, levels of government,
/// what is measured and how.
const SETS: &str = "0123456789一二三四五六七八九十百千万亿两零〇 甲乙丙丁戊己庚辛 上下中 左右 大小微 高低中 多少 增减 \
                    加减乘除 收支 进出 入出 初末中 前后 内外 有无 是否 新旧老 男女 正负 东西南北中 省市县区镇乡村国 \
                    工农商 年月日季旬 优良中差 升降 涨跌 借贷 应实 已未 非是 无有 免应 缺余 盈亏 投产 购销 买卖 \
                    额率量数值比度 分名 本上 国地 内外 总均 首末 奖罚 加扣 开停 税费 人户 早晚 较重特轻";

/// Characters that turn a name round where they are put in or left out.
const REVERSING: &str = "不无非未免除率比";

/// Those that make another measure of a name where a word is put in or left out.
const MEASURING: &str = "增减升降";

/// Whether one of the characters in place of the other makes another thing of a name.
pub(super) fn opposed(a: char, b: char) -> bool {
    a.is_ascii_digit() != b.is_ascii_digit()
        || SETS.split_whitespace().any(|set| set.contains(a) && set.contains(b))
}

/// Whether a character put in or left out makes another thing of a name.
pub(super) fn reverses(c: char) -> bool {
    c.is_ascii_digit() || REVERSING.contains(c)
}

/// Whether a word that holds the character makes another measure of a name.
pub(super) fn measures_otherwise(c: char) -> bool {
    REVERSING.contains(c) || MEASURING.contains(c)
}
