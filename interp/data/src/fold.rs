//! Full-width and half-width forms are the same thing.

use std::borrow::Cow;

/// The text with full-width letters, digits, signs and blanks as half-width ones, without invisible characters and
/// without blanks at its ends.
pub fn fold(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let folded: String = text.chars().filter_map(fold_char).collect();
    Cow::Owned(folded.trim().to_owned())
}

/// What headers and names are compared by: folded, without blanks, in lower case.
pub fn comparable(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for c in text.trim().chars().filter_map(fold_char).filter(|c| !c.is_whitespace()) {
        match c {
            // Most headers are of these, which have no case.
            '\u{4e00}'..='\u{9fff}' => made.push(c),
            _ => made.extend(c.to_lowercase()),
        }
    }
    made
}

/// A character as a half-width one; nothing for one that cannot be seen.
pub fn fold_char(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        '\u{3000}' | '\u{a0}' => Some(' '),
        '￥' => Some('¥'),
        '−' | '﹣' => Some('-'),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_and_invisible_characters_do_not_count() {
        assert_eq!(fold("　１，２３４．５％ "), "1,234.5%");
        assert_eq!(fold("\u{feff}企业 编号"), "企业 编号");
        assert_eq!(comparable("实缴税金（万元）\n"), "实缴税金(万元)");
        assert_eq!(comparable("单位ＧＤＰ 能耗"), "单位gdp能耗");
    }
}
