//! Characters that are taken for each other because they look alike.

use std::sync::LazyLock;

/// Each word is characters that look alike. Those that also sound alike need not be here.
const ALIKE: &str = "0o 1li 己已巳 未末 帐账胀 象像 份分 侯候 即既 入人 土士 干千于 天夫 日曰 贷货 拆折析 拨拔 戊戌戍 \
                     壹壶 待侍 税锐悦说 埋理 赢嬴 睛晴 券卷 微徵徽 籍藉 薄簿 沾粘 大太 问间 今令 免兔 刺剌 毫豪 \
                     没设 治冶 准淮 住往 仿彷 亳毫 宜宣 坏环 根跟 极级 洁浩 氏氐 折拆 收攸 亩宙 面画 缴激 额颔 \
                     期斯 企仝 销消锁 积枳 供洪 绩债 率卒";

/// Every character of the table with the word it stands in, by character: thousands of keys are looked through.
static WORDS: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let mut words: Vec<(char, &str)> =
        ALIKE.split_whitespace().flat_map(|word| word.chars().map(move |letter| (letter, word))).collect();
    words.sort_unstable();
    words
});

/// Whether two characters look alike.
pub(super) fn look_alike(a: char, b: char) -> bool {
    let first = WORDS.partition_point(|(letter, _)| *letter < a);
    WORDS.iter().skip(first).take_while(|(letter, _)| *letter == a).any(|(_, word)| word.contains(b))
}
