//! How far a citation goes.

use unicode_ident::is_xid_continue;

/// How many bytes after a `@` belong to the citation: 0 where nothing citable follows.
///
/// `@"…"` goes to the closing quote. Otherwise a run without blanks of word characters, `（）`, `〔〕`, `《》` and `「」`
/// in pairs, and `、 . - ·` between two of them: `@第十二条（二）`, `@三（一）1`, `@第七条、第八条`, `@附件1`.
pub fn citation_end(rest: &str) -> usize {
    match rest.chars().next() {
        Some('"') => quoted(rest, '"'),
        Some('“') => quoted(rest, '”'),
        Some('＂') => quoted(rest, '＂'),
        _ => run(rest),
    }
}

fn quoted(rest: &str, close: char) -> usize {
    let mut characters = rest.char_indices().skip(1);
    let end = characters.find(|(_, c)| *c == close || crate::source::is_line_break(*c));
    match end {
        Some((at, c)) if c == close => at + c.len_utf8(),
        _ => 0,
    }
}

fn run(rest: &str) -> usize {
    let mut open: Vec<char> = Vec::new();
    let mut end = 0;
    // Past a joiner or inside brackets the run is only kept once it has come to a good end.
    for (at, c) in rest.char_indices() {
        let next = at + c.len_utf8();
        if let Some(close) = closer(c) {
            open.push(close);
        } else if open.last() == Some(&c) {
            open.pop();
        } else if !is_xid_continue(c) && !is_circled(c) && !is_joiner(c) {
            break;
        }
        if open.is_empty() && !is_joiner(c) {
            end = next;
        }
    }
    end
}

fn closer(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '（' => '）',
        '〔' => '〕',
        '《' => '》',
        '「' => '」',
        _ => return None,
    })
}

/// ① to ⑳, ⑴ to ⒇, ⒈ to ⒛: marks of items that are not word characters.
fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '\u{3220}'..='\u{3229}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '、' | '.' | '．' | '-' | '－' | '—')
}

/// The article a citation names: without `@` and quotes.
pub fn cited(text: &str) -> &str {
    let text = text.strip_prefix(['@', '＠']).unwrap_or(text);
    text.trim_matches(['"', '“', '”', '＂'])
}
