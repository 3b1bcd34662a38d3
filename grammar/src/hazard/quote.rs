//! Texts and quoted names.

use super::Found;
use super::scan::Scan;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::TokenKind;
use crate::vocabulary::concepts;

/// H0101 `"热力`, H0102 `「单位产值`: no partner on the line.
pub fn unclosed(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let token = scan.get(at)?;
    let text = scan.text(at);
    let code = match token.kind {
        TokenKind::UnclosedText => 101,
        TokenKind::UnclosedName => 102,
        _ => return None,
    };
    let open = text.chars().next()?;
    let close = partner(open);
    let span = scan.span(at, 1);
    let end = token.start + text.trim_end().len();
    let fault = Diagnostic::error(
        code,
        format!("「{open}」到行末还没有结束"),
        format!("`{open}` is not closed before the end of the line"),
    )
    .at(
        Span { end: span.start + u32::try_from(open.len_utf8()).unwrap_or(1), ..span },
        format!("缺与它配对的「{close}」"),
        format!("its partner `{close}` is missing"),
    )
    .help(
        format!("补上「{close}」；引号要成对，不能用别的引号结束"),
        format!("write `{close}`; a quotation ends only with the partner of its opener"),
    )
    .mend(
        scan.source.span(end, end),
        close.clone(),
        format!("在行末补上「{close}」"),
        format!("add `{close}` at the end of the line"),
        false,
    );
    Some((fault, 1))
}

fn partner(open: char) -> String {
    match open {
        '“' => '”',
        '「' => '」',
        other => other,
    }
    .to_string()
}

/// H0109 `专精特新“小巨人”企业`: quotation marks inside a name.
pub fn touching_word(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let is_word = |at: usize| scan.kind(at) == Some(TokenKind::Name);
    let is_text = |at: usize| scan.kind(at) == Some(TokenKind::Text);
    let before = is_word(at) && is_text(at + 1) && concepts(scan.text(at)).is_empty();
    let after = is_text(at) && is_word(at + 1) && concepts(scan.text(at + 1)).is_empty();
    if !before && !after {
        return None;
    }
    let mut count = 2;
    while is_word(at + count) || is_text(at + count) {
        count += 1;
    }
    let words = scan.words(at, count);
    let span = scan.span(at, count);
    let fault = Diagnostic::error(109, "引号紧挨着文字", "a quotation touches a word")
        .at(span, "是一个带引号的名称，还是名称和文本？", "one name with quotation marks in it, or a name and a text?")
        .help(
            format!("名称里有引号时整个写在「」里：「{words}」；否则在引号前后留空格"),
            format!("put a name that holds quotation marks in 「」: 「{words}」; else leave blanks around the text"),
        )
        .mend(span, format!("「{words}」"), "作为一个名称", "make it one name", false);
    Some((fault, count))
}
