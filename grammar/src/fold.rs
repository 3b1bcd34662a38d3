//! Full-width and half-width forms are the same thing; they are compared folded, and never rewritten.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// `text` in its compatibility form (NFKC): `Ａ１` and `A1`, `（` and `(`, `㎡` and `m2` become equal.
///
/// For names, keywords, units, headers and citations; the values of texts are left alone.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// ASCII and the unified ideographs of the first block: their own compatibility form, whatever stands beside them. Nearly every word
/// is made of them, and asking the tables for each character would cost a tenth of the reading of a script.
fn is_plain(c: char) -> bool {
    c.is_ascii() || ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// `text` with its brackets in the full-width form that documents print: `第十二条(二)` becomes `第十二条（二）`.
pub fn widen_brackets(text: &str) -> String {
    fold(text)
        .chars()
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_fold() {
        assert_eq!(fold("Ｒ＆Ｄ（１）"), "R&D(1)");
        assert_eq!(fold("亩均税收"), "亩均税收");
        assert_eq!(widen_brackets("第十二条(二)"), "第十二条（二）");
    }

    #[test]
    fn plain_characters_are_their_own_form() {
        let plain: String =
            (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|&c| is_plain(c)).collect();
        assert_eq!(plain.nfkc().collect::<String>(), plain);
    }
}
