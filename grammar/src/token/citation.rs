//! How far a citation goes.

use unicode_ident::is_xid_continue;

/// The words that begin a waiver instead of an article: `@已核（…）`, `@reviewed(…)`.
const WAIVERS: [&str; 2] = ["已核", "reviewed"];

/// Whether what stands after `@` sets a finding aside instead of citing an article.
pub fn is_waiver(cited: &str) -> bool {
    WAIVERS.iter().any(|word| {
        let rest = cited.strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with(['(', '（']) || !rest.starts_with(is_xid_continue))
    })
}

/// To the bracket that closes the first one, on the same line; only the word where there is none.
fn bracketed(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth <= 1 => return at + c.len_utf8(),
            ')' | '）' => depth -= 1,
            c if crate::source::is_line_break(c) => break,
            _ => {}
        }
    }
    run(rest)
}

/// How many bytes after a `@` belong to the citation: 0 where nothing citable follows.
///
/// `@"…"` goes to the closing quote. Otherwise a run without blanks of word characters, `（）`, `〔〕`, `《》` and `「」`
/// in pairs, and `、 . - ·` between two of them: `@第十二条（二）`, `@三（一）1`, `@第七条、第八条`, `@附件1`.
pub fn citation_end(rest: &str) -> usize {
    match rest.chars().next() {
        Some('"') => quoted(rest, '"'),
        Some('“') => quoted(rest, '”'),
        Some('＂') => quoted(rest, '＂'),
        _ if is_waiver(rest) => bracketed(rest),
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
