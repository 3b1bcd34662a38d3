//! Traditional characters. The pairs are those of the comparison table in the annex to the national table of standard
//! characters (《通用规范汉字表》附件 1, 2013), as far as two free tables of them agree (OpenCC's and simplet2s's).

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Each word is a simplified character and then the traditional ones it stands for.
const TABLE: &str = include_str!("traditional.txt");

static PAIRS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let words = TABLE.split_whitespace().map(|word| {
        let mut word = word.chars();
        (word.next(), word)
    });
    let known = words.filter_map(|(first, rest)| Some((first?, rest)));
    known.flat_map(|(simple, rest)| rest.map(move |traditional| (traditional, simple))).collect()
});

/// The simplified form of a character; itself, where it has no other.
pub fn simplified(character: char) -> char {
    if character < '\u{3400}' { character } else { PAIRS.get(&character).copied().unwrap_or(character) }
}

#[cfg(test)]
mod tests {
    use super::simplified;

    #[test]
    fn characters_of_forms_and_headers_are_known() {
        let text: String =
            "評滿當則餘稅畝額總積實繳銷售產業規級標準臺賬歸給據檔調換發".chars().map(simplified).collect();
        assert_eq!(text, "评满当则余税亩额总积实缴销售产业规级标准台账归给据档调换发");
    }
}
