//! The slips people make, each with the change that mends it.

use super::expected::{leading, literals};
use super::failure::Failure;
use super::grammar::Rule;
use super::habits;
use super::structure;
use super::words::comparator_suffix;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::TokenKind;
use crate::vocabulary::{Concept, Role, Tier, concepts, find as concept, hard, split};

/// The likeliest slip, if one explains the failure.
pub(super) fn find(failure: &Failure) -> Option<Diagnostic> {
    comparator_in_words(failure)
        .or_else(|| stuck_words(failure))
        .or_else(|| stuck_keyword(failure))
        .or_else(|| stuck_number(failure))
        .or_else(|| condition_in_brackets(failure))
        .or_else(|| bracket_apart(failure))
        .or_else(|| colon_or_equals(failure))
        .or_else(|| row_without_keys(failure))
        .or_else(|| colon_missing(failure))
        .or_else(|| habits::find(failure))
}

/// `亩均税收不低于 1 万元/亩`: a comparison in words, stuck to a name. Those that stand alone are hazards of the text.
fn comparator_in_words(failure: &Failure) -> Option<Diagnostic> {
    let near = [failure.before(), failure.here()];
    let names = near.into_iter().flatten().filter(|token| token.kind == TokenKind::Name);
    let (token, prefix, sign) = names
        .filter_map(|token| {
            let (prefix, sign) = comparator_suffix(failure.word(token))?;
            failure.words.knows(prefix, token.start).then_some((token, prefix, sign))
        })
        .next()?;
    let place = Span::new(failure.span.source, token.start + prefix.len(), token.end);
    let said = place.text(failure.text);
    Some(
        Diagnostic::error(
            204,
            format!("比较大小不写「{said}」，写 `{sign}`"),
            format!("write `{sign}` to compare, not `{said}`"),
        )
        .at(place, "比较只用符号", "comparisons are written with signs only")
        .mend(place, format!(" {sign}"), format!("改成 `{sign}`"), format!("write `{sign}`"), true),
    )
}

/// `若亩均税收 > 1`: words written without a blank, where the parts are known.
fn stuck_words(failure: &Failure) -> Option<Diagnostic> {
    let names =
        failure.tokens.iter().take(failure.place + 1).rev().filter(|token| token.kind == TokenKind::Name);
    for &token in names {
        let word = failure.word(token);
        let known = |part: &str| failure.words.knows(part, token.start);
        // English words are parted by blanks anyway: band is not b and.
        let Some(pieces) = split(word, &known).filter(|_| !word.is_ascii()) else { continue };
        let beside = failure.here() == Some(token) || failure.before() == Some(token);
        if !beside && !pieces.iter().all(|piece| piece.known) {
            continue;
        }
        let parted: Vec<&str> = pieces.iter().map(|piece| piece.text).collect();
        let inner = parted.iter().find(|part| hard(part).is_some()).copied().unwrap_or(word);
        let sure = pieces.iter().all(|piece| piece.known);
        return Some(blank_missing(failure.at(token), word, inner, &parted.join(" "), sure));
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
    // 归一化 is a word of its own, and not 归 with a name after it.
    let longer = |at: usize| word.get(..at).is_some_and(|front| !concepts(front).is_empty());
    if word.char_indices().map(|(at, _)| at).chain([word.len()]).any(|at| at > keyword.len() && longer(at)) {
        return None;
    }
    let sure = rest.starts_with(char::is_numeric) || failure.words.knows(rest, token.start);
    if !sure && rest.chars().count() == 1 {
        return Some(longer_than_the_word(failure.at(token), word, keyword));
    }
    // 归一化占比: 化 belongs to the keyword, as its authors know it.
    let behind = rest.char_indices().nth(1).and_then(|(at, _)| rest.get(at..));
    let rest = behind.filter(|behind| !sure && !concepts(behind).is_empty()).unwrap_or(rest);
    Some(blank_missing(failure.at(token), word, keyword, &format!("{keyword} {rest}"), sure))
}

/// `归一化 占比`: the word of the language is shorter than the usual one.
fn longer_than_the_word(span: Span, word: &str, keyword: &str) -> Diagnostic {
    Diagnostic::error(
        203,
        format!("这里写「{keyword}」，不写「{word}」"),
        format!("write `{keyword}`, not `{word}`"),
    )
    .at(span, format!("多半是「{keyword}」"), format!("probably `{keyword}`"))
    .mend(span, keyword, format!("改成 `{keyword}`"), format!("write `{keyword}`"), false)
}

/// `前10%`, `保留2 位`: a word of the language and a number without a blank between them.
fn stuck_number(failure: &Failure) -> Option<Diagnostic> {
    let near = [failure.before(), failure.here()].into_iter().flatten();
    for token in near.filter(|token| token.kind == TokenKind::Name) {
        let word = failure.word(token);
        let digits = word.find(|c: char| c.is_numeric()).and_then(|at| word.split_at_checked(at));
        let Some((keyword, number)) = digits.filter(|(keyword, _)| !keyword.is_empty()) else {
            continue;
        };
        if concepts(keyword).iter().any(|concept| concept.word().tier == Tier::Context) {
            return Some(blank_missing(
                failure.at(token),
                word,
                keyword,
                &format!("{keyword} {number}"),
                true,
            ));
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
            .mend(
                bracket,
                format!("当 {condition}"),
                format!("改成 `当 {condition}`"),
                format!("write `当 {condition}`"),
                false,
            ),
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

/// `保留2位`, `每项上限` as the name of an item: words of the language without a blank between them.
pub(crate) fn words_as_name(name: &str, span: Span) -> Option<Diagnostic> {
    let ends = name.char_indices().skip(1).map(|(at, _)| at);
    let mut cuts =
        ends.filter_map(|at| name.split_at_checked(at)).filter(|(front, _)| front.chars().count() > 1);
    let (keyword, rest) = cuts.find(|(front, rest)| {
        let opens = concepts(front).iter().any(|concept| {
            concept.word().role == Role::Entry || *concept == Concept::Round || *concept == Concept::Show
        });
        let goes_on = concepts(rest).iter().any(|concept| concept.word().role == Role::Clause);
        opens && (goes_on || rest.starts_with(|c: char| c.is_ascii_digit()))
    })?;
    Some(blank_missing(span, name, keyword, &format!("{keyword} {rest}"), false))
}

/// `sure` where every part is a word of the language, a number or a name of the script.
fn blank_missing(span: Span, word: &str, keyword: &str, parted: &str, sure: bool) -> Diagnostic {
    Diagnostic::error(
        203,
        format!("「{word}」连在一起，读成了一个名称"),
        format!("`{word}` is written without blanks and reads as one name"),
    )
    .at(span, format!("「{keyword}」前后要有空格"), format!("`{keyword}` needs blanks around it"))
    .mend(span, parted, format!("改成 `{parted}`"), format!("write `{parted}`"), sure)
}

/// `平均 (x)`: a call whose bracket does not touch.
fn bracket_apart(failure: &Failure) -> Option<Diagnostic> {
    let here =
        failure.here().filter(|token| matches!(token.kind, TokenKind::OpenParen | TokenKind::OpenBracket))?;
    let before = failure.before().filter(|token| token.kind.is_word() && token.end < here.start)?;
    let gap = Span::new(failure.span.source, before.end, here.start);
    let name = failure.word(before);
    let is_function = concepts(name).iter().any(|concept| concept.word().tier == Tier::Function);
    Some(
        Diagnostic::error(
            205,
            format!("「{name}」和括号之间不能有空格"),
            format!("no blank may stand between `{name}` and its bracket"),
        )
        .at(
            failure.at(before).to(failure.at(here)),
            "括号要紧挨名称，才是调用或取值",
            "a bracket belongs to a name only where it touches",
        )
        .help(
            "若括号是另一个值，前面少了运算符",
            "if the bracket is another value, an operator is missing before it",
        )
        .mend(gap, "", "去掉空格", "remove the blank", is_function),
    )
}

/// A line of a lookup that begins with `→`, which goes on with the line above.
fn row_without_keys(failure: &Failure) -> Option<Diagnostic> {
    let here = failure.here().filter(|token| token.kind == TokenKind::Arrow)?;
    failure.tokens.iter().take(failure.place).find(|token| token.kind == TokenKind::Arrow)?;
    let place = failure.at(here);
    // Here the number of keys is not known; of these one at most can be read.
    let more = (2..=4).flat_map(|keys| structure::blank_keys(place, keys).mends);
    Some(more.fold(structure::blank_keys(place, 1), Diagnostic::mended))
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

/// `企业编号 文本` in a table.
fn colon_missing(failure: &Failure) -> Option<Diagnostic> {
    let here = failure.here()?;
    let before = failure.before()?;
    let only_colon = failure.expected.iter().all(|rule| matches!(rule, Rule::colon | Rule::each_missing));
    if !only_colon
        || !failure.waits_for(&[Rule::colon])
        || concept(failure.word(before), Tier::Hard).is_some()
    {
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
