//! A suggestion as it stands in a report.

use std::borrow::Cow;

use super::{Likeness, Suggestion, nearest};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{TokenKind, lex};
use crate::vocabulary::hard;

/// `「A」或「B」`
pub fn or_zh(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("「{name}」")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}或{last}", rest.join("、")),
        _ => quoted.concat(),
    }
}

/// `` `A` or `B` ``
pub fn or_en(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Adds to a report that `written`, at `span`, is not known which of the `known` names was probably meant: in words, and as
/// mends that put them in its place, never to be applied unasked.
#[must_use]
pub fn offer<'a>(
    diagnostic: Diagnostic,
    span: Span,
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    offer_as(diagnostic, span, &nearest(written, known), spelt)
}

/// The same for words that are written as they are: of the language, of units, of files.
#[must_use]
pub fn offer_word<'a>(
    diagnostic: Diagnostic,
    span: Span,
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    offer_as(diagnostic, span, &nearest(written, known), |word| word.into())
}

fn offer_as(
    diagnostic: Diagnostic,
    span: Span,
    found: &[Suggestion<'_>],
    spelt: fn(&str) -> Cow<'_, str>,
) -> Diagnostic {
    let Some((zh, en)) = asked(found) else { return diagnostic };
    found.iter().fold(diagnostic.help(zh, en), |report, Suggestion { name, .. }| {
        report.mend(span, spelt(name), format!("改为「{name}」"), format!("write `{name}`"), false)
    })
}

/// The question whether one of the suggestions was meant, in both languages; none where there are none.
pub fn asked(found: &[Suggestion<'_>]) -> Option<(String, String)> {
    let names: Vec<&str> = found.iter().map(|suggestion| suggestion.name).collect();
    let (zh, en) = difference(found);
    let asked = || (format!("是不是{}？{zh}", or_zh(&names)), format!("did you mean {}?{en}", or_en(&names)));
    (!names.is_empty()).then(asked)
}

/// The same where the report is about several things, and must say which is asked about.
pub fn asked_of(written: &str, found: &[Suggestion<'_>]) -> Option<(String, String)> {
    let names: Vec<&str> = found.iter().map(|suggestion| suggestion.name).collect();
    let zh = || format!("「{written}」是不是{}？", or_zh(&names));
    let en = || format!("was {} meant by `{written}`?", or_en(&names));
    (!names.is_empty()).then(|| (zh(), en()))
}

/// A name as it is written in a script: between 「」 where it is not one word by itself.
pub fn spelt(name: &str) -> Cow<'_, str> {
    let mut tokens = lex(name);
    let word = tokens.next().is_some_and(|token| token.kind == TokenKind::Name) && tokens.next().is_none();
    if word && hard(name).is_none() { name.into() } else { format!("「{name}」").into() }
}

/// What is hard to see, in words.
fn difference(found: &[Suggestion<'_>]) -> (&'static str, &'static str) {
    match found {
        [Suggestion { likeness: Likeness::Written, .. }] => (
            "只是写法不同（全角半角、大小写、繁简或引号）",
            " it is only written otherwise (width, case, traditional characters or quotes)",
        ),
        [Suggestion { likeness: Likeness::Shape, .. }] => {
            ("有的字很像，请细看", " some characters look alike")
        }
        _ => ("", ""),
    }
}
