//! The slips people make, each with the change that mends it.

use super::expected::{leading, literals};
use super::failure::Failure;
use super::grammar::Rule;
use super::words::{Meant, comparator_word, comparator_suffix};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use crate::vocabulary::{Tier, concepts, find as concept, hard, split};

/// The likeliest slip, if one explains the failure.
pub(super) fn find(failure: &Failure) -> Option<Diagnostic> {
    comparator_in_words(failure)
        .or_else(|| stuck_words(failure))
        .or_else(|| stuck_keyword(failure))
        .or_else(|| stuck_number(failure))
        .or_else(|| condition_in_brackets(failure))
        .or_else(|| bracket_apart(failure))
        .or_else(|| name_needs_quotes(failure))
        .or_else(|| colon_or_equals(failure))
        .or_else(|| doubled_equals(failure))
        .or_else(|| colon_missing(failure))
}

/// `当 亩均税收 不低于 1 万元/亩`, `亩均税收不低于 1 万元/亩`, `1 万元以上`.
fn comparator_in_words(failure: &Failure) -> Option<Diagnostic> {
    let beyond = failure.tokens.get(failure.place + 2).copied().filter(|_| failure.here().is_some_and(|token| token.kind == TokenKind::Number));
    let near = [failure.before(), failure.here(), failure.after(), beyond];
    for token in near.into_iter().flatten().filter(|token| token.kind == TokenKind::Name) {
        let word = failure.word(token);
        let (start, comparator) = match comparator_word(word) {
            Some(meant) => (token.start, meant),
            None => match comparator_suffix(word) {
                Some((prefix, meant)) => (token.start + prefix.len(), meant),
                None => continue,
            },
        };
        let place = Span::new(failure.span.source, start, token.end);
        let said = place.text(failure.text);
        let sign = comparator.sign();
        let fault = Diagnostic::error(
            204,
            format!("比较大小不写「{said}」，写 `{sign}`"),
            format!("write `{sign}` to compare, not 「{said}」"),
        )
        .at(place, "比较只用符号", "comparisons are written with signs only")
        .help(
            "依民法典第一千二百五十九条，「以上、以下、以内」含本数，「超过、不满、以外」不含本数；文件的原话可写在 `原文 \"…\"` 里",
            "by article 1259 of the Civil Code 以上, 以下, 以内 include the number itself and 超过, 不满, 以外 do not; keep the document's words with `original \"…\"`",
        );
        return Some(match comparator {
            Meant::Between(_) => {
                let blank = if start == token.start { "" } else { " " };
                fault.mend(place, format!("{blank}{sign}"), format!("改成 `{sign}`"), format!("write `{sign}`"), false)
            }
            Meant::Behind(_) => fault.help(
                format!("符号写在数的前面：`亩均税收 {sign} 1 万元/亩`"),
                format!("the sign goes before the number: `亩均税收 {sign} 1 万元/亩`"),
            ),
        });
    }
    None
}

/// `若亩均税收 > 1`: words written without a blank, where the parts are known.
fn stuck_words(failure: &Failure) -> Option<Diagnostic> {
    let names = failure.tokens.iter().take(failure.place + 1).rev().filter(|token| token.kind == TokenKind::Name);
    for &token in names {
        let word = failure.word(token);
        let known = |part: &str| failure.words.knows(part, token.start);
        let Some(pieces) = split(word, &known) else { continue };
        let beside = failure.here() == Some(token) || failure.before() == Some(token);
        if !beside && !pieces.iter().all(|piece| piece.known) {
            continue;
        }
        let parted: Vec<&str> = pieces.iter().map(|piece| piece.text).collect();
        let inner = parted.iter().find(|part| hard(part).is_some()).copied().unwrap_or(word);
        return Some(blank_missing(failure.at(token), word, inner, &parted.join(" ")));
    }
    None
}

/// `前10%`, `基准亩均税收基准`: a keyword that was expected here, and more without a blank.
fn stuck_keyword(failure: &Failure) -> Option<Diagnostic> {
    let token = failure.here().filter(|token| token.kind == TokenKind::Name)?;
    let word = failure.word(token);
    let keyword = failure
        .expected
        .iter()
        .flat_map(|&rule| leading(rule))
        .flat_map(clause_literals)
        .filter(|literal| !literal.is_ascii() && word.len() > literal.len() && word.starts_with(literal))
        .max_by_key(|literal| literal.len())?;
    let rest = word.strip_prefix(keyword)?;
    Some(blank_missing(failure.at(token), word, keyword, &format!("{keyword} {rest}")))
}

/// `前10%`, `保留2 位`: a word of the language and a number without a blank between them.
fn stuck_number(failure: &Failure) -> Option<Diagnostic> {
    let near = [failure.before(), failure.here()].into_iter().flatten();
    for token in near.filter(|token| token.kind == TokenKind::Name) {
        let word = failure.word(token);
        let digits = word.find(|c: char| c.is_numeric()).and_then(|at| word.split_at_checked(at));
        let Some((keyword, number)) = digits.filter(|(_, number)| number.chars().all(char::is_numeric)) else { continue };
        if concepts(keyword).iter().any(|concept| concept.word().tier == Tier::Context) {
            return Some(blank_missing(failure.at(token), word, keyword, &format!("{keyword} {number}")));
        }
    }
    None
}

/// `专利 (发明专利 ≥ 3 件) 2 分`: a condition without its 当.
fn condition_in_brackets(failure: &Failure) -> Option<Diagnostic> {
    let close = failure.before().filter(|token| token.kind == TokenKind::CloseParen)?;
    failure.here().filter(|token| token.kind == TokenKind::Number)?;
    let mut depth = 0_usize;
    let open = failure.tokens.iter().take(failure.place).rev().find(|token| {
        match token.kind {
            TokenKind::CloseParen => depth += 1,
            TokenKind::OpenParen => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })?;
    let inside = Span::new(failure.span.source, open.end, close.start);
    let bracket = failure.at(*open).to(failure.at(close));
    let condition = inside.text(failure.text).trim();
    Some(
        Diagnostic::error(232, "条件要写在「当」后面", "a condition follows `when`")
            .at(bracket, "括号里的是一个值，不是条件", "brackets hold a value, not a condition")
            .mend(bracket, format!("当 {condition}"), format!("改成 `当 {condition}`"), format!("write `当 {condition}`"), false),
    )
}

/// The words a rule can begin with, one level down into the clauses of a block.
fn clause_literals(rule: Rule) -> Vec<&'static str> {
    match rule {
        Rule::band_bound => ["前", "后", "至", "其余"].to_vec(),
        Rule::filter => literals(Rule::kw_when),
        Rule::item_word => Vec::new(),
        _ => literals(rule),
    }
}

fn blank_missing(span: Span, word: &str, keyword: &str, parted: &str) -> Diagnostic {
    Diagnostic::error(
        203,
        format!("「{word}」连在一起，读成了一个名称"),
        format!("`{word}` is written without blanks and reads as one name"),
    )
    .at(span, format!("「{keyword}」前后要有空格"), format!("`{keyword}` needs blanks around it"))
    .mend(span, parted, format!("改成 `{parted}`"), format!("write `{parted}`"), false)
}

/// Whether `word` compares: 以上, 不低于.
pub(crate) fn says_comparison(word: &str) -> bool {
    comparator_word(word).is_some()
}

/// `500万元且非`, `1 万元以上`: a unit with more words stuck to it.
pub(crate) fn stuck_to_unit(span: Span, unit: &str, rest: &str) -> Diagnostic {
    if let Some(Meant::Behind(sign)) = comparator_word(rest) {
        return Diagnostic::error(
            204,
            format!("比较大小不写「{rest}」，写 `{sign}`"),
            format!("write `{sign}` to compare, not 「{rest}」"),
        )
        .at(span, "比较只用符号", "comparisons are written with signs only")
        .help(
            format!("符号写在数的前面：`亩均税收 {sign} 1 {unit}`"),
            format!("the sign goes before the number: `亩均税收 {sign} 1 {unit}`"),
        );
    }
    blank_missing(span, &format!("{unit}{rest}"), rest, &format!("{unit} {rest}"))
}

/// `平均 (x)`: a call whose bracket does not touch.
fn bracket_apart(failure: &Failure) -> Option<Diagnostic> {
    let here = failure.here().filter(|token| matches!(token.kind, TokenKind::OpenParen | TokenKind::OpenBracket))?;
    let before = failure.before().filter(|token| token.kind.is_word() && token.end < here.start)?;
    let gap = Span::new(failure.span.source, before.end, here.start);
    let name = failure.word(before);
    Some(
        Diagnostic::error(
            205,
            format!("「{name}」和括号之间不能有空格"),
            format!("no blank may stand between `{name}` and its bracket"),
        )
        .at(failure.at(before).to(failure.at(here)), "括号要紧挨名称，才是调用或取值", "a bracket belongs to a name only where it touches")
        .help("若括号是另一个值，前面少了运算符", "if the bracket is another value, an operator is missing before it")
        .mend(gap, "", "去掉空格", "remove the blank", false),
    )
}

/// `实缴税金（万元）: 万元`, `PM2.5: …`, `R&D投入`, `5G基站数: 件`, `专精特新“小巨人”企业`.
fn name_needs_quotes(failure: &Failure) -> Option<Diagnostic> {
    let here = failure.here()?;
    let before = failure.before().filter(|token| token.kind.is_word() && token.end == here.start);
    let strange = matches!(here.kind, TokenKind::OpenParen | TokenKind::Unknown | TokenKind::Dot | TokenKind::Text | TokenKind::YearBracket);
    let begins_with_digit = matches!(here.kind, TokenKind::Number)
        && failure.waits_for(&[Rule::name, Rule::path])
        && failure.after().is_some_and(|next| next.kind == TokenKind::Name && next.start == here.end);
    let first = match before {
        Some(before) if strange => before,
        _ if begins_with_digit => here,
        _ => return None,
    };
    let span = failure.at(first).to(failure.at(last_touching(failure, first)?));
    let name = span.text(failure.text);
    let quoted = format!("「{name}」");
    Some(
        Diagnostic::error(
            206,
            format!("名称 {quoted} 要用「」括起来"),
            format!("the name `{name}` needs 「」"),
        )
        .at(span, "名称只能由字、字母、数字组成，且不以数字开头", "a name is made of letters and digits and begins with a letter")
        .mend(span, quoted, "加上「」", "put it in 「」", false),
    )
}

/// The last of the tokens that touch one another from `first` on and can belong to one name.
fn last_touching(failure: &Failure, first: Token) -> Option<Token> {
    let from = failure.tokens.iter().position(|&token| token == first)?;
    let mut last = first;
    let mut depth = 0_usize;
    for &token in failure.tokens.iter().skip(from + 1) {
        let inside = depth > 0;
        match token.kind {
            _ if token.start != last.end => break,
            TokenKind::OpenParen => depth += 1,
            TokenKind::CloseParen if inside => depth -= 1,
            TokenKind::Name | TokenKind::Number | TokenKind::Dot | TokenKind::Text | TokenKind::Unknown
            | TokenKind::YearBracket | TokenKind::UnitName => {}
            _ if inside => {}
            _ => break,
        }
        last = token;
    }
    Some(last)
}

/// `企业编号 = 文本` in a table, `定 x: 1`.
fn colon_or_equals(failure: &Failure) -> Option<Diagnostic> {
    let here = failure.here()?;
    let (wrong, right, zh, en) = match here.kind {
        TokenKind::Equal if failure.waits_for(&[Rule::colon]) && !failure.waits_for(&[Rule::assign]) => {
            ("=", ":", "类型和条件写在 `:` 后面", "a type or a condition follows `:`")
        }
        TokenKind::Colon if failure.waits_for(&[Rule::assign]) && !failure.waits_for(&[Rule::colon]) => {
            (":", "=", "值写在 `=` 后面", "a value follows `=`")
        }
        _ => return None,
    };
    Some(
        Diagnostic::error(
            209,
            format!("这里要用 `{right}`，不是 `{wrong}`"),
            format!("`{right}` is needed here, not `{wrong}`"),
        )
        .at(failure.at(here), zh, en)
        .mend(failure.at(here), right, format!("改成 `{right}`"), format!("write `{right}`"), true),
    )
}

/// `a == b`
fn doubled_equals(failure: &Failure) -> Option<Diagnostic> {
    let first = [failure.before(), failure.here()].into_iter().flatten().find(|token| token.kind == TokenKind::Equal)?;
    let second = failure.tokens.iter().find(|token| token.kind == TokenKind::Equal && token.start == first.end)?;
    let span = failure.at(first).to(failure.at(*second));
    Some(
        Diagnostic::error(209, "相等只写一个 `=`", "equality is one `=`")
            .at(span, "多写了一个", "one too many")
            .mend(span, "=", "改成 `=`", "write `=`", true),
    )
}

/// `企业编号 文本` in a table.
fn colon_missing(failure: &Failure) -> Option<Diagnostic> {
    let here = failure.here()?;
    let before = failure.before()?;
    let only_colon = failure.expected.iter().all(|rule| matches!(rule, Rule::colon | Rule::each_missing));
    if !only_colon || !failure.waits_for(&[Rule::colon]) || concept(failure.word(before), Tier::Hard).is_some() {
        return None;
    }
    let gap = Span::new(failure.span.source, before.end, before.end);
    let word = failure.word(before);
    Some(
        Diagnostic::error(210, format!("「{word}」后面少了 `:`"), format!("a `:` is missing after `{word}`"))
            .at(failure.at(here), "这之前要有 `:`", "a `:` goes before this")
            .mend(gap, ":", "补上 `:`", "add the `:`", true),
    )
}
