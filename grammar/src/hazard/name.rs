//! Names that need 「」, and words run together.

use super::Found;
use super::scan::Scan;
use crate::diagnostic::Diagnostic;
use crate::fold::fold;
use crate::span::Span;
use crate::token::TokenKind as K;
use crate::vocabulary::{Concept, concepts, hard, split};

/// H0107 `亩均\u{200B}税收`: a character of no width inside a name.
pub fn invisible_inside(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let is_part = |kind: Option<K>| matches!(kind, Some(K::Name | K::UnitName | K::Number));
    if !scan.touch(at, &[K::Name, K::Invisible]) || !is_part(scan.kind(at + 2)) {
        return None;
    }
    let mut count = 3;
    while scan.kind(at + count) == Some(K::Invisible) && is_part(scan.kind(at + count + 1)) {
        count += 2;
    }
    let clean: String =
        (at..at + count).filter(|&i| scan.kind(i) != Some(K::Invisible)).map(|i| scan.text(i)).collect();
    let span = scan.span(at, count);
    let fault =
        Diagnostic::error(107, "名称里夹着看不见的字符", "a name holds a character that cannot be seen")
            .at(span, "多半是从网页或文件里粘贴来的", "probably pasted from a page or a document")
            .help(format!("删去它：「{clean}」"), format!("remove it: `{clean}`"))
            .mend(span, clean, "删去看不见的字符", "remove the invisible character", true);
    Some((fault, count))
}

/// How many tokens from `at` on touch and could be one name: `5G基站数`, `PM2.5`, `R&D`.
fn run_length(scan: &Scan<'_>, at: usize) -> usize {
    let mut count = 0;
    while let Some(kind) = scan.kind(at + count) {
        let sign = match kind {
            K::Dot => true,
            K::Unknown => scan.text(at + count) == "&" || scan.text(at + count) == "＆",
            _ => false,
        };
        let goes_on = matches!(scan.kind(at + count + 1), Some(K::Name | K::Number | K::UnitName));
        let part = matches!(kind, K::Name | K::Number | K::UnitName | K::Year);
        if !part && (!sign || !goes_on) {
            break;
        }
        count += 1;
    }
    count
}

fn needs_quotes(scan: &Scan<'_>, at: usize, count: usize, code: u16, zh: &str, en: &str) -> Found {
    let words = scan.words(at, count);
    let span = scan.span(at, count);
    let fault = Diagnostic::error(code, format!("名称「{words}」{zh}"), format!("the name `{words}` {en}"))
        .at(span, "这样写不是一个名称", "not one name as it stands")
        .help(format!("写在「」里：「{words}」"), format!("put it in 「」: 「{words}」"))
        .mend(span, format!("「{words}」"), "加上「」", "put it in 「」", false);
    (fault, count)
}

/// H0110 `5G基站数`, `500强`: a name that starts with a digit.
pub fn starting_with_digit(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let kind = scan.kind(at)?;
    if !matches!(kind, K::Number | K::Year) || scan.kind(at + 1) != Some(K::Name) {
        return None;
    }
    if at > 0 && matches!(scan.kind(at - 1), Some(K::Dot | K::YearBracket | K::Name)) {
        return None;
    }
    let count = run_length(scan, at);
    let word = scan.text(at + 1);
    let named = scan.is_defined(at + count - 1);
    let letters = word
        .starts_with(|c: char| fold(c.encode_utf8(&mut [0; 4])).chars().all(|c| c.is_ascii_alphabetic()))
        && !word.is_ascii();
    let is_quantity = kind == K::Number && scan.units.cut(word).is_some();
    if !named && (is_quantity || !letters) {
        return None;
    }
    Some(needs_quotes(scan, at, count, 110, "以数字开头，须加「」", "starts with a digit and needs 「」"))
}

/// H0111 `PM2.5`, `R&D`, `实缴税金（万元）:`: a name that holds signs.
pub fn holding_signs(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::Name {
        return None;
    }
    let joined = scan.touch(at + 1, &[K::Dot, K::Number])
        || (scan.kind(at + 1) == Some(K::Unknown) && run_length(scan, at) > 2);
    if joined {
        let count = run_length(scan, at);
        return Some(needs_quotes(scan, at, count, 111, "里有符号，须加「」", "holds a sign and needs 「」"));
    }
    let count = with_unit_note(scan, at)?;
    Some(needs_quotes(scan, at, count, 111, "里有括号，须加「」", "holds brackets and needs 「」"))
}

/// `实缴税金（万元）` before `:` or `=`: how many tokens.
fn with_unit_note(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if scan.kind(at + 1) != Some(K::OpenParen) || !scan.begins_entry(at) {
        return None;
    }
    let mut close = at + 2;
    while matches!(scan.kind(close), Some(K::Name | K::UnitName | K::Divide | K::Percent)) {
        close += 1;
    }
    let inside = scan.words(at + 2, close - at - 2);
    let is_unit = close > at + 2 && inside.split(['/', '／']).all(|unit| scan.units.knows(unit));
    (scan.kind(close) == Some(K::CloseParen) && is_unit && scan.is_defined(close)).then_some(close + 1 - at)
}

/// H0112 `500万元且非`: a unit and the words after it, run together.
pub fn unit_with_words(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::Number {
        return None;
    }
    let word = scan.next(at).filter(|&next| scan.kind(next) == Some(K::Name))?;
    let text = scan.text(word);
    if scan.units.knows(text) {
        return None;
    }
    let pieces = scan.units.cut(text)?;
    if !begins_with_joiner(pieces.rest) {
        return None;
    }
    let rest = match split(pieces.rest, &|_| false) {
        Some(parts) => parts.iter().map(|part| part.text).collect::<Vec<_>>().join(" "),
        None => pieces.rest.to_owned(),
    };
    let spaced = format!("{} {rest}", pieces.unit);
    let span = scan.span(word, 1);
    let fault = Diagnostic::error(112, format!("「{text}」连在一起了"), format!("`{text}` is run together"))
        .at(
            span,
            format!("单位「{}」和后面的词之间缺空格", pieces.unit),
            "a unit and the words after it, without a blank",
        )
        .help(format!("用空格隔开：「{spaced}」"), format!("separate them with blanks: `{spaced}`"))
        .mend(span, spaced, "用空格隔开", "separate them", true);
    Some((fault, word + 1 - at))
}

/// Whether what follows a unit is, or begins with, a word that joins expressions.
fn begins_with_joiner(rest: &str) -> bool {
    let joiners =
        [Concept::And, Concept::Or, Concept::Then, Concept::Else, Concept::IfMissing, Concept::When];
    hard(rest).is_some()
        || joiners
            .iter()
            .filter(|concept| **concept != Concept::When)
            .any(|concept| rest.starts_with(concept.word().zh))
}

/// Words for comparisons, and the operator meant.
const COMPARATORS: &[(&str, &str)] = &[
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不小于", "≥"),
    ("大于等于", "≥"),
    ("大于", ">"),
    ("超过", ">"),
    ("高于", ">"),
    ("多于", ">"),
    ("不高于", "≤"),
    ("不超过", "≤"),
    ("不大于", "≤"),
    ("小于等于", "≤"),
    ("小于", "<"),
    ("低于", "<"),
    ("少于", "<"),
    ("不足", "<"),
    ("未达到", "<"),
    ("等于", "="),
    ("不等于", "≠"),
];

/// H0115 `亩均税收 不低于 5 万元/亩`: a comparison in words.
pub fn word_comparator(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::Name {
        return None;
    }
    let (word, operator) = COMPARATORS.iter().find(|(word, _)| *word == scan.text(at))?;
    let before = scan.before(at)?;
    let operand = match scan.kind(before)? {
        K::CloseParen | K::CloseBracket | K::QuotedName | K::Number | K::Percent | K::UnitName => true,
        K::Name => concepts(scan.text(before)).iter().all(|concept| {
            matches!(concept.word().tier, crate::vocabulary::Tier::Name | crate::vocabulary::Tier::Function)
        }),
        _ => false,
    };
    let number = scan.next(at).and_then(|next| scan.kind(next)) == Some(K::Number);
    if !operand || !number {
        return None;
    }
    let span = scan.span(at, 1);
    let fault = Diagnostic::error(115, format!("比较要用符号，不用「{word}」"), "a comparison is written with a sign")
        .at(span, format!("这里应当是「{operator}」"), format!("`{operator}` is meant here"))
        .help(
            format!("改为「{operator}」；「不足」「超过」不含本数，「以上」「以下」含本数；文件的原话可用 原文 \"…\" 记下"),
            "use < ≤ > ≥ = ≠; the document's own words can be kept with: original \"…\"",
        )
        .mend(span, *operator, format!("改为「{operator}」"), format!("write `{operator}`"), true);
    Some((fault, 1))
}

/// H0122 `500 万元以上`: a bound in words after the number.
pub fn bound_after_number(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.kind(at)? != K::Number {
        return None;
    }
    let word = scan.next(at).filter(|&next| matches!(scan.kind(next), Some(K::Name | K::Percent)))?;
    let text = if scan.kind(word) == Some(K::Name) { scan.text(word) } else { "" };
    let (bound, place) = if let Some(bound) = bound_in(text) {
        (bound, word)
    } else {
        let next = scan.next(word).filter(|&next| scan.kind(next) == Some(K::Name))?;
        (BOUNDS.iter().find(|(bound, _)| *bound == scan.text(next))?, next)
    };
    let (bound, operator) = *bound;
    let span = scan.span(at, place + 1 - at);
    let amount = span.text(scan.source.text());
    let amount = amount.strip_suffix(bound).unwrap_or(amount).trim_end();
    let fault = Diagnostic::error(
        122,
        format!("界限要用符号，不用「{bound}」"),
        "a bound is written with a sign",
    )
    .help(
        "「以上」「以下」「以内」「届满」含本数，「超过」「不足」「以外」不含（民法典第一千二百五十九条）",
        "以上, 以下, 以内 include the bound itself, 超过, 不足 do not (Civil Code, article 1259)",
    );
    let signed = format!("{operator} {amount}");
    let sign = scan.before(at).filter(|&before| scan.kind(before).is_some_and(is_comparison));
    let fault =
        match sign {
            Some(sign) => bound_said_twice(fault, scan, (sign, span), bound, (amount, operator)),
            None => fault
                .at(span, format!("这里应当是「{signed}」"), format!("`{signed}` is meant here"))
                .mend(span, signed, "改用符号", "use the sign", false),
        };
    Some((fault, place + 1 - at))
}

fn is_comparison(kind: K) -> bool {
    matches!(kind, K::Less | K::LessOrEqual | K::Greater | K::GreaterOrEqual)
}

/// `≥ 90 以上`: the sign is there already. `> 90 以上`: sign and word disagree about the bound itself.
fn bound_said_twice(
    fault: Diagnostic,
    scan: &Scan<'_>,
    (sign, span): (usize, Span),
    bound: &str,
    (amount, operator): (&str, &str),
) -> Diagnostic {
    let written = scan.text(sign);
    let same = match operator {
        "≥" => scan.kind(sign) == Some(K::GreaterOrEqual),
        _ => scan.kind(sign) == Some(K::LessOrEqual),
    };
    let dropped = (format!("删去「{bound}」"), format!("leave `{bound}` out"));
    if same {
        return fault
            .at(
                span,
                format!("前面已有「{written}」，「{bound}」多余"),
                format!("`{written}` says it already"),
            )
            .mend(span, amount, dropped.0, dropped.1, true);
    }
    let whole = scan.span(sign, 1).to(span);
    fault
        .at(
            whole,
            format!("「{written}」和「{bound}」不是一个意思"),
            format!("`{written}` and `{bound}` differ"),
        )
        .mend(
            whole,
            format!("{operator} {amount}"),
            format!("照「{bound}」"),
            format!("as `{bound}` says"),
            false,
        )
        .mend(span, amount, format!("照「{written}」，{}", dropped.0), format!("as `{written}` says"), false)
}

const BOUNDS: &[(&str, &str)] =
    &[("及以上", "≥"), ("及以下", "≤"), ("以上", "≥"), ("以下", "≤"), ("以内", "≤")];

fn bound_in(text: &str) -> Option<&'static (&'static str, &'static str)> {
    BOUNDS.iter().find(|(bound, _)| text.ends_with(bound))
}
