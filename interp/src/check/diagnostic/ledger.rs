//! H064x, H065x, H069x and H16xx: `分账` and 台账.

use dashu_ratio::RBig;
use heng_grammar::diagnostic::{Diagnostic, Edit, Mend, Message};
use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind, Ledger, LedgerLineKind, LogicOperator, Notes, Party};

use crate::check::figure::figure;
use crate::program::{Requirement, RequirementTest};

/// 精确到 without 余数归.
pub fn remainder_unstated(ledger: &Ledger) -> Diagnostic {
    let place = ledger.rounding.as_ref().map(|rounding| rounding.span).unwrap_or_default();
    let end = Span { start: place.end, ..place };
    let fault = Diagnostic::error(
        648,
        "金额取整以后，尾差归谁没有写",
        "amounts are rounded, and nobody takes the difference",
    )
    .at(place, "后面少了 `余数归 …`", "`remainder_to …` is missing after this")
    .help(
        "各项取整后加起来常比来源多一点或少一点，要写明归哪一方",
        "rounded shares rarely add to the source: say who takes what is left or lacking",
    );
    match balance_party(ledger) {
        Some(name) => fault.mend(
            end,
            format!("   余数归 {name}"),
            format!("归「{name}」"),
            format!("to `{name}`"),
            false,
        ),
        None => fault,
    }
}

/// The party that gets the last balance.
fn balance_party(ledger: &Ledger) -> Option<String> {
    ledger.lines.iter().rev().find_map(|line| match &line.kind {
        LedgerLineKind::Balance { shares, .. } => {
            let (party, _) = shares.last()?;
            party.path.names.first().map(|name| name.text.clone())
        }
        _ => None,
    })
}

/// 余数归 X where X gets nothing in a case.
pub fn remainder_without_share(party: &Party, case: Span) -> Diagnostic {
    let name = party.path.names.first().map(|name| name.text.clone()).unwrap_or_default();
    Diagnostic::error(
        649,
        format!("尾差归「{name}」，但有一种情形「{name}」没有份"),
        format!("`{name}` takes the rounding difference but has no share in one case"),
    )
    .at(case, format!("这里余额没有「{name}」的份"), format!("`{name}` gets nothing of the balance here"))
    .at(party.path.span, "尾差归它", "it takes the difference")
    .help(
        "没有份的一方不该为尾差付钱：尾差归每种情形都有份的一方，或者在这里给它一份",
        "a party without a share must not pay the difference: name one that has a share in every case, or give it one here",
    )
}

/// 余数归 X where X gets nothing anywhere.
pub fn remainder_to_nobody(party: &Party, known: &[String]) -> Diagnostic {
    let Some(name) = party.path.names.first() else {
        return remainder_without_share(party, party.path.span);
    };
    let (text, list) = (&name.text, known.join("、"));
    let fault = Diagnostic::error(
        649,
        format!("尾差归「{text}」，可是这本账里没有「{text}」"),
        format!("`{text}` takes the rounding difference, but the ledger gives nothing to `{text}`"),
    )
    .at(name.span, format!("分得份额的有：{list}"), format!("those with a share: {list}"));
    crate::suggest::offer(fault, name.span, text, known.iter().map(String::as_str))
}

/// `市 1 : 区 0`
pub fn share_of_nothing(span: Span) -> Diagnostic {
    Diagnostic::error(658, "比例里有一方是 0", "a party of the ratio has 0")
        .at(span, "每一方都要大于 0", "every figure must be above 0")
        .help("没有份的一方不写", "leave out a party that has no share")
}

/// Lines that always take more than the source; `plain` are the shares that lack their `%`.
pub fn more_than_all(header: Span, least: &RBig, plain: &[Span]) -> Diagnostic {
    let share = figure(&(least * RBig::from(100)));
    let fault = Diagnostic::error(
        659,
        format!("各项加起来至少是来源的 {share}%，超过 100%"),
        format!("the lines take at least {share}% of the source"),
    )
    .at(header, "这笔分账", "this ledger");
    if plain.is_empty() {
        return fault.help(
            "核对各项的比例；在前面各项之后才计算的，写 `占 余额`",
            "check the ratios; a line that comes after the others says `share_of balance`",
        );
    }
    let edits = plain
        .iter()
        .map(|span| Edit { span: Span { start: span.end, ..*span }, replacement: "%".to_owned() });
    let title = Message::new("补上 `%`", "add the `%`");
    plain
        .iter()
        .fold(fault, |fault, span| {
            fault.at(*span, "没有写 `%`，就是这么多倍", "without `%` it is this many times the source")
        })
        .mended(Mend { edits: edits.collect(), title, safe: false })
}

/// A ledger that does not give away all of its source.
pub fn not_closed(header: Span, whole: Option<&RBig>) -> Diagnostic {
    let fault = match whole {
        Some(whole) => {
            let share = figure(&(whole * RBig::from(100)));
            Diagnostic::error(
                1619,
                format!("各项加起来是来源的 {share}%，不是 100%"),
                format!("the lines take {share}% of the source, not 100%"),
            )
        }
        None => Diagnostic::error(1619, "各项加起来不一定等于来源", "the lines need not add to the source"),
    };
    fault.at(header, "没有写余额归谁", "nobody gets the balance").help(
        "加一行 `余额 归 …`；每一分钱都要有去处",
        "add a line `balance given_to …`: every cent must go somewhere",
    )
}

/// A ledger without lines.
pub fn no_lines(header: Span) -> Diagnostic {
    Diagnostic::error(696, "这笔分账没有分给任何一方", "this ledger gives nothing to anyone")
        .at(header, "没有一行写归谁", "no line says who gets it")
        .help("至少写一行 `余额 归 …`", "write at least `balance given_to …`")
}

/// 余额 当 … without 其余.
pub fn no_other_case(last: Span) -> Diagnostic {
    Diagnostic::error(
        697,
        "余额分了情形，却没有写其余的归谁",
        "the balance is given by cases, and not for the rest",
    )
    .at(last, "这一行之后少了 `余额 其余 归 …`", "`balance rest given_to …` is missing after this")
    .help("补一行 `余额 其余 归 …`，写明归谁", "add a line `balance rest given_to …`, and say who")
}

/// A case of the balance after one that is for all rows.
pub fn case_never_reached(span: Span) -> Diagnostic {
    Diagnostic::error(698, "余额的这一种情形永远轮不到", "this case of the balance is never reached")
        .at(span, "前面一行已经管到所有的行", "a line before it is for every row")
        .help("分情形的写 `当 …`，最后一行写 `其余`", "give each case its `when`, and `rest` to the last")
}

/// A step of a source that may be negative.
pub fn source_may_be_negative(source: Span, step: Span) -> Diagnostic {
    Diagnostic::error(
        699,
        "「先 至」要求来源不是负数，这里不能肯定",
        "`first to` needs a source that is not negative, which is not known here",
    )
    .at(source, "来源可能是负数（退库）", "the source may be negative, as a refund is")
    .at(step, "退库时先退哪一方，文字没有说", "the text does not say whose share a refund takes first")
    .help(
        "列上写 `≥ 0`，或者写明退库怎么办：`来自 取大(x, 0 元)`，负数另立一笔分账",
        "say `≥ 0` with the column, or say what becomes of refunds: `of larger(x, 0 元)`, with a ledger of its own for them",
    )
}

/// 占 after an amount of money.
pub fn base_of_amount(amount: Span, base: Span) -> Diagnostic {
    Diagnostic::error(1603, "金额不能再「占」什么", "an amount is a share of nothing")
        .at(base, "这里去掉", "strike this")
        .at(amount, "这是金额，不是比例", "this is an amount, not a ratio")
}

/// 其中 with a ratio and no base.
pub fn part_of_what(amount: Span, line: &str) -> Diagnostic {
    let end = Span { start: amount.end, ..amount };
    Diagnostic::error(1604, "「其中」的比例占什么没有写", "what the ratio of this part is of is not said")
        .at(amount, "占来源、占上一项，还是占别的", "of the source, of the line above, or of something else")
        .help(
            "「含上缴省20%」可以是全部的 20%，也可以是集中部分的 20%，差别很大",
            "`20% of it` can be of the whole or of the part, and the difference is great",
        )
        .mend(end, format!(" 占 {line}"), format!("占「{line}」"), format!("of `{line}`"), false)
        .mend(end, " 占 来源", "占来源", "of the source", false)
}

/// 归 本行 outside 对.
pub fn no_row(span: Span) -> Diagnostic {
    Diagnostic::error(1605, "这里没有「本行」", "there is no row here")
        .at(span, "分账不在 `对` 里", "the ledger stands outside `for`")
        .help("写明是哪一方", "name the party")
}

/// 给 县 in a ledger of every row.
pub fn rows_among_rows(among: Span, header: Span) -> Diagnostic {
    Diagnostic::error(
        1620,
        "`对` 里的分账不能再按因素分给各行",
        "a ledger of every row cannot part a line among rows by factors",
    )
    .at(among, "这里分给各行", "among rows here")
    .at(header, "这笔分账每一行各有一笔", "there is one such ledger for every row")
    .help(
        "全市一笔的分账写在 `对` 外面，来源用合计，例如 `来自 合计(项目.费用)`",
        "write one ledger for the whole outside `for`, its source a total such as `of sum(PROJECT.cost)`",
    )
}

/// A column that two ledgers part.
pub fn doubly_taken(second: Span, first: Span) -> Diagnostic {
    Diagnostic::warning(1606, "同一笔钱分了两次", "the same money is parted twice")
        .at(second, "这里又分一次", "parted again here")
        .at(first, "这里已经分过", "parted here")
        .help(
            "若是分两步，第二步的来源写第一步的一项，例如 `来自 税收增量.本区`",
            "where there are two steps, the second has a share of the first for its source",
        )
}

/// A limit without an article.
pub fn silent_limit(span: Span) -> Diagnostic {
    Diagnostic::warning(
        1607,
        "这个上下限会改变分账的金额，却没有条文依据",
        "this limit changes the amounts of a ledger and has no article",
    )
    .at(span, "文件里写了这个界限吗", "does the document say so")
    .help(
        "有依据的加 `@条款`；文件没有说的，写成 `读法`，两种算法都列出来",
        "cite its article; where the document is silent, make it a `reading` with both ways",
    )
}

fn requirement(code: u16, zh: String, en: String, span: Span, notes: &Notes) -> Requirement {
    Requirement {
        test: RequirementTest::Present,
        code,
        message: Message::new(zh, en),
        span,
        citations: notes.citations.clone(),
    }
}

/// Shares beyond the source, or a difference that a party without a share would pay: a fault of the data.
pub fn overdrawn(ledger: &Ledger, notes: &Notes) -> Requirement {
    let name = &ledger.name.text;
    requirement(
        1615,
        format!("「{name}」各项分走的超过了来源，余额成了另一方倒贴"),
        format!("the lines of `{name}` take more than there is, so that whoever gets the balance would pay"),
        ledger.name.span,
        notes,
    )
}

/// Parts that exceed their line.
pub fn parts_exceed(ledger: &Ledger, span: Span) -> Requirement {
    let name = &ledger.name.text;
    requirement(
        1616,
        format!("「{name}」的「其中」比它所属的那一项还多"),
        format!("the parts of a line of `{name}` are more than the line"),
        span,
        &Notes::default(),
    )
}

/// A negative limit of a step.
pub fn negative_limit(ledger: &Ledger, span: Span) -> Requirement {
    let name = &ledger.name.text;
    requirement(
        1617,
        format!("「{name}」里「至」后面的数是负的"),
        format!("the limit of a step of `{name}` is negative"),
        span,
        &Notes::default(),
    )
}

/// 平均(台账.金额)
pub fn sums_and_counts_only(span: Span) -> Diagnostic {
    Diagnostic::error(
        1608,
        "台账只能求 `合计(台账.金额 …)` 和 `计数(台账 …)`",
        "of the ledger entries only a sum and a count can be taken",
    )
    .at(span, "这里", "here")
    .help("例如 `合计(台账.金额 当 收款方 = 市)`", "such as `sum(ledger_entries.amount when party = CITY)`")
}

/// 按 … in a sum over 台账.
pub fn postings_by(span: Span) -> Diagnostic {
    Diagnostic::error(1609, "台账不能这样分组", "ledger entries are not grouped like this")
        .at(span, "`按` 在这里用不上", "`by` does not apply here")
        .help(
            "要哪一类，在 `当` 后面写：`当 收款方 = 市 且 年度 = 2024年`",
            "say which after `when`: `when party = CITY and fiscal_year = 2024年`",
        )
}

/// 台账 where no ledger posts.
pub fn no_postings(span: Span) -> Diagnostic {
    Diagnostic::error(
        1610,
        "台账是空的：没有写过分账或分配",
        "there are no ledger entries: nothing is parted or allocated",
    )
    .at(span, "这里用到台账", "used here")
    .help("先写 `分账 … 来自 … { … }`", "write a `ledger … of … { … }` first")
}

/// A filter that no posting can meet.
pub fn nothing_posted(span: Span) -> Diagnostic {
    Diagnostic::warning(
        1611,
        "台账里没有符合这个条件的，合计总是 0",
        "no ledger entry can meet this filter: it is always 0",
    )
    .at(span, "这里", "here")
    .help("核对来源、收款方和年度", "check source, party and year")
}

/// 台账 outside years where ledgers are by years; `filter` is what its 当 says, `year` one of the years.
pub fn year_of_postings(span: Span, filter: Option<&Expr>, year: i32) -> Diagnostic {
    let fault = Diagnostic::error(
        1612,
        "台账有好几年的，这里没有写哪一年",
        "the ledger entries are of several years, and none is said",
    )
    .at(span, "这里不在 `按年` 里", "this is not within a year")
    .help(
        "写 `当 年度 = 2024年` 或 `台账[2022 至 2024]`，或者把这一项写成 `按年`",
        "say `when fiscal_year = 2024年` or `ledger_entries[2022 to 2024]`, or make this entry `yearly`",
    );
    let said = format!("年度 = {year}年");
    let title = Message::new("写明年度", "say the year");
    match filter {
        None => {
            let end = Span { start: span.end, ..span };
            fault.mend(end, format!(" 当 {said}"), title.zh, title.en, false)
        }
        // 且 binds closer than 或.
        Some(filter) if matches!(&*filter.kind, ExprKind::Logic(LogicOperator::Or, _)) => {
            fault.mend_around(filter.span, format!("{said} 且 ("), ")", title)
        }
        Some(filter) => {
            let start = Span { end: filter.span.start, ..filter.span };
            fault.mend(start, format!("{said} 且 "), title.zh, title.en, false)
        }
    }
}

/// A year that is not known without data.
pub fn unknown_year(span: Span) -> Diagnostic {
    Diagnostic::error(1613, "台账的年度要写明是哪一年", "the year of ledger entries must be said")
        .at(span, "这不是一个年份", "this is no year")
        .help("写 `2024年`、`上年`、`2022 至 2024`", "write `2024年`, `last_year` or `2022 to 2024`")
}

/// A name that no posting has.
pub fn no_such_posting(span: Span, name: &str, known: &[String]) -> Diagnostic {
    let list: Vec<&str> = known.iter().map(String::as_str).take(8).collect();
    let listed = list.join("、");
    let fault =
        Diagnostic::error(1614, format!("台账里没有「{name}」"), format!("no ledger entry has `{name}`"))
            .at(span, "核对名称", "check the name")
            .help(format!("有的是：{listed}"), format!("there are: {}", list.join(", ")));
    crate::suggest::offer(fault, span, name, known.iter().map(String::as_str))
}

/// A filter that is no plain statement about a posting.
pub fn postings_filter(span: Span) -> Diagnostic {
    Diagnostic::error(
        1618,
        "台账的条件要写成「来源、项、收款方、用途、年度、条款、行」等于什么",
        "a filter of ledger entries compares source, line, party, purpose, year, article or row",
    )
    .at(span, "这个条件用不上", "this does not apply")
    .help(
        "例如 `当 收款方 = 市 且 来源 = 土地出让`；几种情形写成几个合计相加",
        "such as `when party = CITY and source = LAND`; add several sums for several cases",
    )
}
