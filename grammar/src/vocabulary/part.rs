//! Names that the language gives to parts of blocks (`初评等级.名次`) and to columns of 台账 (`台账.金额`).

use crate::diagnostic::Language;

/// Parts that blocks always have: Chinese and English.
pub const PARTS: &[(&str, &str)] = &[
    ("参评", "participating"),
    ("列入者", "listed"),
    ("排名者", "ranked"),
    ("群体", "group"),
    ("名次", "rank"),
    ("基数", "base"),
    ("未满足", "unmet"),
    ("份额", "portion"),
];

/// Columns of the entries of 台账 and 台账来源: Chinese and English.
pub const LEDGER_COLUMNS: &[(&str, &str)] = &[
    ("年度", "fiscal_year"),
    ("来源", "source"),
    ("项", "line"),
    ("收款方", "party"),
    ("用途", "purpose"),
    ("条款", "article"),
    ("行", "row"),
    ("金额", "amount"),
];

/// What follows a number that is no quantity: Chinese, English after 1, English after other numbers. 位小数 is how people say 位.
const MEASURES: &[(&str, &str, &str)] = &[
    ("位", "decimal", "decimals"),
    ("位小数", "decimal_place", "decimal_places"),
    ("项", "item", "items"),
    ("档", "grade", "grades"),
    ("处", "occurrence", "occurrences"),
];

/// Whether the grammar reads `english` for the Chinese `word` after a number.
pub fn is_measure(word: &str, english: &str) -> bool {
    MEASURES.iter().any(|(zh, one, many)| *zh == word && (*one == english || *many == english))
}

/// The word in `to` for the one of the other language that follows a number; `one` where that is 1.
pub fn measure_partner(word: &str, one: bool, to: Language) -> Option<&'static str> {
    MEASURES.iter().find_map(|(zh, single, many)| {
        let en = if one { single } else { many };
        match to {
            Language::English => (*zh == word).then_some(*en),
            Language::Chinese => (*en == word).then_some(*zh),
        }
    })
}

/// The name in `to` of the part that the other language calls `name`.
pub fn part_partner(name: &str, to: Language) -> Option<&'static str> {
    partner(PARTS, name, to)
}

/// The name in `to` of the column of 台账 that the other language calls `name`.
pub fn ledger_column_partner(name: &str, to: Language) -> Option<&'static str> {
    partner(LEDGER_COLUMNS, name, to)
}

fn partner(pairs: &[(&'static str, &'static str)], name: &str, to: Language) -> Option<&'static str> {
    pairs.iter().find_map(|(zh, en)| match to {
        Language::English => (*zh == name).then_some(*en),
        Language::Chinese => (*en == name).then_some(*zh),
    })
}
