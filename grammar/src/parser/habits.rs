//! Habits of prose and of other languages that the grammar does not share: a clause or a sign too many, or one too few.

use super::expected::leading;
use super::failure::Failure;
use super::grammar::Rule;
use crate::diagnostic::{Diagnostic, Edit, Mend, Message};
use crate::hazard;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use crate::vocabulary::{Concept, Tier, concepts};

/// The habit that explains the failure.
pub(super) fn find(failure: &Failure) -> Option<Diagnostic> {
    let here = failure.here()?;
    if let Some(fault) = rest_for_balance(failure, here) {
        return Some(fault);
    }
    let before = failure.before()?;
    comma_between_clauses(failure, here)
        .or_else(|| clause_colon(failure, before, here))
        .or_else(|| equals_missing(failure, before, here))
        .or_else(|| if_for_when(failure, here))
        .or_else(|| by_for_order(failure, here))
        .or_else(|| order_word_missing(failure, here))
        .or_else(|| text_for_name(failure, here))
        .or_else(|| latest_for_last(failure, here))
        .or_else(|| call_without_brackets(failure, before, here))
        .or_else(|| when_missing(failure, here))
        .or_else(|| is_for_equals(failure, here))
        .or_else(|| list_without_brackets(failure, here))
        .or_else(|| (here.kind == TokenKind::Pause).then(|| hazard::pause(failure.at(here))))
}

fn replaced(fault: Diagnostic, place: Span, right: &str, safe: bool) -> Diagnostic {
    fault.mend(place, right, format!("改成 `{right}`"), format!("write `{right}`"), safe)
}

/// `文本，主键`, `当 黑名单，调为 D`: clauses are parted by blanks.
fn comma_between_clauses(failure: &Failure, here: Token) -> Option<Diagnostic> {
    let clause_follows = failure.tokens.get(failure.place + 1).is_some_and(|next| {
        failure
            .expected
            .iter()
            .flat_map(|&rule| leading(rule))
            .flat_map(super::expected::literals)
            .any(|word| word == failure.word(*next))
            || concepts(failure.word(*next)).iter().any(|concept| concept.word().tier == Tier::Context)
            || Concept::When.is(failure.word(*next))
    });
    if !matches!(here.kind, TokenKind::Comma | TokenKind::Pause) || !clause_follows {
        return None;
    }
    let sign = failure.word(here);
    Some(
        Diagnostic::error(
            236,
            format!("这里不用「{sign}」，用空格"),
            format!("no `{sign}` here, only a blank"),
        )
        .at(failure.at(here), "同一条里的各项用空格隔开", "the clauses of an entry are parted by blanks")
        .mend(failure.at(here), " ", "改成空格", "write a blank", true),
    )
}

/// `基准：x`: a clause word takes no colon.
fn clause_colon(failure: &Failure, before: Token, here: Token) -> Option<Diagnostic> {
    let word = failure.word(before);
    let is_clause =
        concepts(word).iter().any(|concept| matches!(concept.word().tier, Tier::Context | Tier::Hard));
    if here.kind != TokenKind::Colon || !is_clause || failure.waits_for(&[Rule::colon]) {
        return None;
    }
    Some(
        Diagnostic::error(236, format!("「{word}」后面不写冒号"), format!("no colon follows `{word}`"))
            .at(failure.at(here), "这里用空格", "a blank goes here")
            .mend(failure.at(here), " ", "改成空格", "write a blank", true),
    )
}

/// `定 基准 20 万元`
fn equals_missing(failure: &Failure, before: Token, here: Token) -> Option<Diagnostic> {
    let only = failure.expected.iter().all(|rule| matches!(rule, Rule::assign | Rule::point));
    if !only || !failure.waits_for(&[Rule::assign]) {
        return None;
    }
    let word = failure.word(before);
    let gap = Span::new(failure.span.source, before.end, before.end);
    Some(
        Diagnostic::error(210, format!("「{word}」后面少了 `=`"), format!("a `=` is missing after `{word}`"))
            .at(failure.at(here), "这之前要有 `=`", "a `=` goes before this")
            .mend(gap, " =", "补上 `=`", "add the `=`", true),
    )
}

/// `惩罚 甲 若 黑名单 则 调为 D`: 若 is for values, 当 for conditions.
fn if_for_when(failure: &Failure, here: Token) -> Option<Diagnostic> {
    if !Concept::If.is(failure.word(here)) || !failure.waits_for(&[Rule::filter, Rule::kw_when]) {
        return None;
    }
    let fault = Diagnostic::error(237, "条件用「当」，不用「若」", "a condition follows `when`, not `if`")
        .at(failure.at(here), "「若 … 则 … 否则 …」只用来取值", "`if … then … else …` makes a value")
        .help("写成 `当 条件 动作`，不写「则」", "write `when CONDITION ACTION`, without `then`");
    let when = same_language(failure, here, Rule::kw_when)?;
    let then =
        failure.tokens.iter().skip(failure.place).find(|token| Concept::Then.is(failure.word(**token)));
    let Some(then) = then else { return Some(replaced(fault, failure.at(here), when, true)) };
    let title = Message::new(format!("改成 `{when}`，去掉「则」"), format!("write `{when}`, without `then`"));
    let after = failure.text.get(then.range().end..).unwrap_or_default();
    let blanks = after.len() - after.trim_start_matches(' ').len();
    let then = Span::new(failure.span.source, then.range().start, then.range().end + blanks);
    let edit = |span, words: &str| Edit { span, replacement: words.to_owned() };
    let edits = vec![edit(failure.at(here), when), edit(then, "")];
    Some(fault.mended(Mend { edits, title, safe: true }))
}

/// `分档 初评 按 综合得分`: 按 groups, 依 orders.
fn by_for_order(failure: &Failure, here: Token) -> Option<Diagnostic> {
    if !Concept::By.is(failure.word(here))
        || !failure.waits_for(&[Rule::band_by, Rule::kw_order, Rule::order_by])
    {
        return None;
    }
    let fault = Diagnostic::error(237, "排序用「依」，「按」只用来分组", "`order_by` orders; `by` groups")
        .at(failure.at(here), "这里要写依什么排序", "what to order by is meant here");
    Some(replaced(fault, failure.at(here), same_language(failure, here, Rule::kw_order)?, true))
}

/// `调档 g 自 f 自上而下` without 次序.
fn order_word_missing(failure: &Failure, here: Token) -> Option<Diagnostic> {
    if !Concept::TopDown.is(failure.word(here))
        || !failure.waits_for(&[Rule::adjust_order, Rule::kw_sequence])
    {
        return None;
    }
    let order = same_language(failure, here, Rule::kw_sequence)?;
    let word = failure.word(here);
    let fault = Diagnostic::error(
        237,
        format!("「{word}」前面少了「{order}」"),
        format!("`{order}` is missing before `{word}`"),
    )
    .at(failure.at(here), "要写明按什么次序", "the order has to be said");
    Some(replaced(fault, failure.at(here), &format!("{order} {word}"), true))
}

/// `调为 "D"`: a class or a row of a choice is a name.
fn text_for_name(failure: &Failure, here: Token) -> Option<Diagnostic> {
    if here.kind != TokenKind::Text || !failure.waits_for(&[Rule::name, Rule::path]) {
        return None;
    }
    let bare = failure.word(here).trim_matches(['"', '“', '”', '＂']);
    let fault = Diagnostic::error(237, "这里要一个名称，不用引号", "a name is needed here, without quotes")
        .at(failure.at(here), "引号里是文字", "quotes make a text");
    Some(replaced(fault, failure.at(here), bare, true))
}

/// `合计 实缴税金`
fn call_without_brackets(failure: &Failure, before: Token, here: Token) -> Option<Diagnostic> {
    let function = failure.word(before);
    let calls = concepts(function).iter().any(|concept| concept.word().tier == Tier::Function);
    if !calls || !is_operand(here) || !failure.waits_for(&[Rule::comparator, Rule::plus]) {
        return None;
    }
    let whole = failure.at(before).to(failure.at(here));
    let call = format!("{function}({})", failure.word(here));
    let fault = Diagnostic::error(
        205,
        format!("「{function}」要算的写在括号里"),
        format!("what `{function}` works on goes into brackets"),
    )
    .at(whole, "没有括号时，这是两个名称", "without brackets these are two names");
    Some(replaced(fault, whole, &call, false))
}

/// `保护 小巨人 国家级小巨人 不低于 B`: a condition without 当, in entries that have nothing else to say there.
fn when_missing(failure: &Failure, here: Token) -> Option<Diagnostic> {
    let conditional = failure.waits_for(&[Rule::filter, Rule::kw_when])
        && failure.waits_for(&[Rule::kw_in_principle, Rule::kw_rest]);
    let keyword = concepts(failure.word(here)).iter().any(|concept| concept.word().tier != Tier::Name);
    let said = failure.tokens.iter().take(failure.place).any(|token| Concept::When.is(failure.word(*token)));
    if !conditional || keyword || said || !is_operand(here) {
        return None;
    }
    let when = if failure.word(here).is_ascii() && failure.span.text(failure.text).is_ascii() {
        "when"
    } else {
        "当"
    };
    let start = Span::new(failure.span.source, here.start, here.start);
    Some(
        Diagnostic::error(232, "条件要写在「当」后面", "a condition follows `when`")
            .at(
                failure.at(here),
                format!("这之前要写 `{when}`；不是条件的话，这个词多余"),
                format!("`{when}` goes before this, or the word is out of place"),
            )
            .mend(start, format!("{when} "), format!("补上 `{when}`"), format!("add `{when}`"), false),
    )
}

/// `其余 归 区`: what is left of a ledger is its balance.
fn rest_for_balance(failure: &Failure, here: Token) -> Option<Diagnostic> {
    if !Concept::Rest.is(failure.word(here)) || !failure.waits_for(&[Rule::kw_balance, Rule::ledger_balance])
    {
        return None;
    }
    let balance = same_language(failure, here, Rule::kw_balance)?;
    let fault = Diagnostic::error(
        237,
        format!("分到最后剩下的叫「{balance}」，不叫「{}」", failure.word(here)),
        format!("what is left is the `{balance}`, not the `{}`", failure.word(here)),
    )
    .at(
        failure.at(here),
        "「其余」只用在「余额」后面，说其余的情形",
        "`rest` follows `balance`, for the other cases",
    );
    Some(replaced(fault, failure.at(here), balance, false))
}

/// `税收 最近 2 年`, `税收[最近 2 年]`: 近 names years, 最近 looks up a row.
fn latest_for_last(failure: &Failure, here: Token) -> Option<Diagnostic> {
    let place =
        failure.tokens.iter().take(failure.place + 1).rposition(|token| failure.word(*token) == "最近")?;
    let (word, number) = (failure.tokens.get(place)?, failure.tokens.get(place + 1)?);
    let unit = failure.tokens.get(place + 2).filter(|token| failure.word(**token).starts_with('年'))?;
    if number.kind != TokenKind::Number || here.start > unit.start {
        return None;
    }
    let fault = Diagnostic::error(
        205,
        "过去几年写 `[近 2 年]`，「最近」是另一个函数",
        "the last years are written `[近 2 年]`; 最近 is a function of its own",
    )
    .at(failure.at(*word), "这里应当是「近」", "近 is meant here");
    let before = place.checked_sub(1).and_then(|at| failure.tokens.get(at))?;
    if before.kind == TokenKind::OpenBracket {
        return Some(replaced(fault, failure.at(*word), "近", true));
    }
    let years = Span::new(failure.span.source, before.end, unit.end);
    Some(replaced(fault, years, &format!("[近 {} 年]", failure.word(*number)), false))
}

/// `年度 属于 2022、2023、2024`: what is listed goes into brackets.
fn list_without_brackets(failure: &Failure, here: Token) -> Option<Diagnostic> {
    let is_comma = |token: &&Token| matches!(token.kind, TokenKind::Comma | TokenKind::Pause);
    let is_member = |token: &&Token| {
        is_comma(token)
            || token.kind == TokenKind::Text
            || token.kind == TokenKind::QuotedName
            || is_operand(**token)
    };
    let (before, after) = failure.tokens.split_at_checked(failure.place)?;
    let is_in =
        |token: &Token| Concept::In.is(failure.word(*token)) || Concept::NotIn.is(failure.word(*token));
    let members: Vec<&Token> = before.iter().rev().take_while(|token| !is_in(token)).collect();
    let closed = members.len() < before.len() && members.iter().all(is_member);
    let last = after.iter().take_while(is_member).last()?;
    if !is_comma(&&here) || !closed || is_comma(&last) {
        return None;
    }
    let whole = failure.at(**members.last()?).to(failure.at(*last));
    let title = Message::new("加上方括号", "put it in brackets");
    Some(
        Diagnostic::error(119, "「属于」后面的几项要写在 `[ ]` 里", "the members of a list go into `[ ]`")
            .at(whole, "这几项是一个名单", "these are one list")
            .mended(Mend { safe: true, ..Mend::around(whole, "[", "]", title) }),
    )
}

/// `税收 为 5`
fn is_for_equals(failure: &Failure, here: Token) -> Option<Diagnostic> {
    if failure.word(here) != "为" || !failure.waits_for(&[Rule::comparator]) {
        return None;
    }
    let fault = Diagnostic::error(204, "相等写 `=`，不写「为」", "equality is written `=`, not `为`").at(
        failure.at(here),
        "比较只用符号",
        "comparisons are written with signs only",
    );
    Some(replaced(fault, failure.at(here), "=", true))
}

fn is_operand(token: Token) -> bool {
    token.kind.is_word()
        || matches!(token.kind, TokenKind::Number | TokenKind::OpenParen | TokenKind::Year | TokenKind::Date)
}

/// The keyword of `rule` in the language that `token` is written in.
fn same_language(failure: &Failure, token: Token, rule: Rule) -> Option<&'static str> {
    let english = failure.word(token).is_ascii();
    super::expected::literals(rule).into_iter().find(|word| word.is_ascii() == english)
}
