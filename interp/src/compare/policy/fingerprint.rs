//! Whether two trees say the same: their structure without places, documentation and citations.

use std::fmt::Debug;

/// What a tree says, as a text: the same for two trees exactly where they differ in nothing but places and notes.
///
/// Trees are compared by how they print themselves for debugging, of which the places (`3:10..24`) and the notes are left
/// out: that covers every kind of node there is or will be.
pub(super) fn fingerprint(tree: &impl Debug) -> String {
    let printed = format!("{tree:?}");
    let mut said = String::with_capacity(printed.len() / 2);
    let mut rest = printed.as_str();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => quoted(rest),
            'N' if rest.starts_with("Notes {") && !ends_in_word(&said) => {
                rest = rest.get(braced(rest)..).unwrap_or_default();
                continue;
            }
            '0'..='9' if !ends_in_word(&said) => match place(rest) {
                0 => first.len_utf8(),
                length => {
                    rest = rest.get(length..).unwrap_or_default();
                    continue;
                }
            },
            _ => first.len_utf8(),
        };
        let (taken, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
        said.push_str(taken);
        rest = left;
    }
    said
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric)
}

/// The length of the quoted text that `text` begins with.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of what ends with the brace that closes the first one.
fn braced(text: &str) -> usize {
    let (mut depth, mut at) = (0_u32, 0);
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match letter {
            '"' => {
                at += quoted(text.get(at..).unwrap_or_default());
                continue;
            }
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += letter.len_utf8();
    }
    text.len()
}

/// The length of the place `3:10..24` that `text` begins with; 0 where it does not.
fn place(text: &str) -> usize {
    let digits = |from: usize| text.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let source = digits(0);
    if !text.get(source..).is_some_and(|rest| rest.starts_with(':')) {
        return 0;
    }
    let start = source + 1 + digits(source + 1);
    if start == source + 1 || !text.get(start..).is_some_and(|rest| rest.starts_with("..")) {
        return 0;
    }
    let end = digits(start + 2);
    if end == 0 { 0 } else { start + 2 + end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heng_grammar::source::Source;
    use heng_grammar::span::SourceId;

    fn said(text: &str) -> String {
        fingerprint(&heng_grammar::parse(&Source::new(SourceId(7), "x.heng", text)).script.items)
    }

    #[test]
    fn layout_comments_and_citations_say_nothing() {
        let one = said("对 企业 {\n  亩均 = 税 / 地   @第一条\n}\n");
        assert_eq!(one, said("// 说明\n对 企业 { /// 每亩\n 亩均=税/地 @第二条（一）\n}\n"));
    }

    #[test]
    fn every_word_and_every_digit_counts() {
        let one = said("甲 = 10 万元");
        assert_ne!(one, said("甲 = 11 万元"));
        assert_ne!(one, said("甲 = 10 元"));
        assert_ne!(said("甲 = \"1:2..3\""), said("甲 = \"1:2..4\""));
        assert_ne!(said("参数 甲: 万元 默认 12 万元"), said("参数 甲: 万元 默认 13 万元"));
    }
}
