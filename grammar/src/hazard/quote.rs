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
        format!("`{open}` 到行末还没有结束"),
        format!("`{open}` is not closed before the end of the line"),
    )
    .at(
        Span { end: span.start + u32::try_from(open.len_utf8()).unwrap_or(1), ..span },
        format!("缺与它配对的 `{close}`"),
        format!("its partner `{close}` is missing"),
    )
    .help(
        format!("补上 `{close}`；引号要成对，不能用别的引号结束"),
        format!("write `{close}`; a quotation ends only with the partner of its opener"),
    )
    .mend(
        scan.source.span(end, end),
        close.clone(),
        format!("在行末补上 `{close}`"),
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

/// H0124 `‘热力’`, `'热力'`: quotation marks that are not those of a text.
pub fn other_marks(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let close = match scan.text(at) {
        "‘" => "’",
        "'" => "'",
        "＇" => "＇",
        "『" => "』",
        "`" => "`",
        _ => return None,
    };
    let ends_line = |at: &usize| scan.kind(*at).is_none_or(|kind| kind == TokenKind::LineBreak);
    let end = (at + 1..at + LONGEST).take_while(|at| !ends_line(at)).find(|&at| scan.text(at) == close)?;
    let count = end + 1 - at;
    let (span, inside) = (scan.span(at, count), scan.words(at + 1, count.saturating_sub(2)));
    let fault = Diagnostic::error(124, "文本要用双引号", "a text takes double quotes")
        .at(span, "文本不用这种引号", "texts do not take these quotes")
        .help(
            format!("文本写成 \"{inside}\"；名称写成「{inside}」"),
            format!("write a text as \"{inside}\", a name as 「{inside}」"),
        )
        .mend(span, format!("\"{inside}\""), "改为双引号", "use double quotes", false)
        .mend(span, format!("「{inside}」"), "作为名称", "make it a name", false);
    Some((fault, count))
}

/// In tokens; a longer quotation is not looked for.
const LONGEST: usize = 64;
