//! Names that the language gives to parts of blocks and to columns of the ledger's entries: `初评等级.名次`.

use crate::diagnostic::Language;

/// Chinese and English, one pair a part.
pub const PARTS: &[(&str, &str)] = &[
    ("参评", "participating"),
    ("列入者", "listed"),
    ("排名者", "ranked"),
    ("群体", "group"),
    ("名次", "rank"),
    ("基数", "base"),
    ("未满足", "unmet"),
    ("份额", "portion"),
    ("来源", "source"),
    ("项", "line"),
    ("收款方", "party"),
    ("用途", "purpose"),
    ("条款", "article"),
    ("行", "row"),
    ("金额", "amount"),
];

/// Words of the grammar that a concept has besides its one word, Chinese and English.
pub const VARIANTS: &[(&str, &str)] = &[("位小数", "decimal_places")];

/// The name in `to` of the part that the other language calls `name`.
pub fn part_partner(name: &str, to: Language) -> Option<&'static str> {
    PARTS.iter().find_map(|(zh, en)| match to {
        Language::English => (*zh == name).then_some(*en),
        Language::Chinese => (*en == name).then_some(*zh),
    })
}
