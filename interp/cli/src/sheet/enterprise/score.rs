//! The score table: each item with its value, baseline, weight, points, and which limit bound.

use heng_interp::explain::{Account as Kind, Bound, Fact, Score, ScoreItem, ScoreLine, Stated, Term};
use maud::{Markup, html};

use super::account::Account;
use super::grade;

/// 得分: the score that is ranked first, then those it is made of.
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let main = grade::grades(account).into_iter().find_map(|grade| grade.by).map(|(id, _)| id);
    if account.participation().is_some_and(|part| !part.scored) {
        return None;
    }
    let mut scores: Vec<(_, &Fact, &Score)> = account
        .own()
        .filter_map(|(id, fact)| match &fact.account {
            Kind::Score(score) => Some((id, fact, &**score)),
            _ => None,
        })
        .collect();
    scores.sort_by_key(|(id, ..)| (Some(*id) != main, *id));
    (!scores.is_empty()).then(|| html! { @for (_, fact, score) in scores { (table(account, fact, score)) } })
}

fn table(account: &Account<'_>, fact: &Fact, score: &Score) -> Markup {
    let page = account.page;
    if !score.scored {
        return html! { p { (fact.label()) (page.pick("：不计分。", ": not scored.")) } };
    }
    html! {
        table class="stack score" {
            caption {
                (fact.label())
                @if let Some(out_of) = &score.out_of { (page.pick("　满分 ", ", out of ")) (account.shown(out_of)) }
                @if let Some(most) = score.attainable.as_ref().filter(|most| Some(*most) != score.out_of.as_ref()) {
                    (page.pick("，最高可得 ", ", at most ")) (account.shown(most))
                }
                @if !fact.articles.is_empty() { "　" (account.articles(&fact.articles)) }
            }
            thead {
                tr {
                    th scope="col" { (page.pick("项目", "Item")) }
                    th scope="col" { (page.pick("指标值", "Value")) }
                    th scope="col" { (page.pick("基准值", "Baseline")) }
                    th scope="col" { (page.pick("权重", "Weight")) }
                    th scope="col" { (page.pick("得分", "Points")) }
                    th scope="col" { (page.pick("怎样得出", "How")) }
                }
            }
            tbody {
                @for one in &score.lines { (line(account, one)) }
                @for extra in &score.extras { (extra_line(account, extra)) }
                tr class="total sum" {
                    th scope="row" { (page.pick("合计", "Total")) }
                    td {} td {} td {}
                    td class="num" data-label=(page.pick("得分", "Points")) { (account.published(fact)) }
                    td class="words small" { @if let Some(rounding) = &score.rounded {
                        (account.told.value(&rounding.before)) (page.pick("，", ", ")) (account.told.rounding(&rounding.quantum, rounding.mode))
                    } }
                }
            }
        }
    }
}

fn line(account: &Account<'_>, line: &ScoreLine) -> Markup {
    let page = account.page;
    let Some(fact) = account.fact(line.fact) else { return html! {} };
    let depth = format!("d{}", line.depth.min(4));
    let item = match &fact.account {
        Kind::ScoreItem(item) => Some(&**item),
        _ => None,
    };
    let term = |term: Option<&Term>| term.map(|term| account.marked(&term.value)).unwrap_or_default();
    let weight = item.and_then(|item| item.weight.as_ref()).or(line.weight.as_ref());
    html! {
        tr class=[line.group.then_some("group")] {
            th scope="row" class=[(line.depth > 0).then_some(depth)] { (fact.label()) }
            td class="num" data-label=(page.pick("指标值", "Value")) { (term(item.and_then(|item| item.subject.as_ref()))) }
            td class="num" data-label=(page.pick("基准值", "Baseline")) { (term(item.and_then(|item| item.baseline.as_ref()))) }
            td class="num" data-label=(page.pick("权重", "Weight")) { @if let Some(weight) = weight { (account.shown(weight)) } }
            td class="num" data-label=(page.pick("得分", "Points")) { (account.marked(&fact.value)) }
            td class="words small" { @if let Some(item) = item { (how(account, fact, item)) } @else { (account.articles(&fact.articles)) } }
        }
    }
}

/// How an item came to its points: the formula with its numbers, the limit that bound, the answer to what is missing, the cells.
fn how(account: &Account<'_>, fact: &Fact, item: &ScoreItem) -> Markup {
    let page = account.page;
    let mut said: Vec<String> = Vec::new();
    match (&item.answered, &item.raw) {
        (Some(answer), _) => said.push(
            page.pick(
                &format!("没有数据，按规定计 {}", account.shown(&answer.value)),
                &format!("no data: {} as the rule says", account.shown(&answer.value)),
            )
            .to_owned(),
        ),
        (None, Some(raw)) => said.extend(computed(account, item, raw)),
        (None, None) => {}
    }
    let limit =
        |term: &Option<Term>| term.as_ref().map(|term| account.shown(&term.value)).unwrap_or_default();
    match item.bound {
        Bound::Cap => said.push(
            page.pick(
                &format!("超过上限，计 {}", limit(&item.cap)),
                &format!("capped at {}", limit(&item.cap)),
            )
            .to_owned(),
        ),
        Bound::Floor => said.push(
            page.pick(
                &format!("低于下限，计 {}", limit(&item.floor)),
                &format!("raised to {}", limit(&item.floor)),
            )
            .to_owned(),
        ),
        Bound::Within => {}
    }
    let cells = item.subject.iter().collect::<Vec<_>>();
    let by: Vec<String> =
        [account.cell_numbers(&cells), Some(account.articles(&fact.articles)).filter(|by| !by.is_empty())]
            .into_iter()
            .flatten()
            .collect();
    html! {
        (said.join(page.pick("；", "; ")))
        @if !by.is_empty() { span class="note" { (page.pick("（", " (")) (by.join(page.pick("，", ", "))) (page.pick("）", ")")) } }
    }
}

/// `47.03 ÷ 24.66 × 45 ≈ 85.83`; nothing where the points are what is scored itself.
fn computed(account: &Account<'_>, item: &ScoreItem, raw: &Term) -> Option<String> {
    let figure = |term: &Option<Term>| term.as_ref().and_then(|term| term.value.figure().cloned());
    let result = raw.value.figure()?;
    let (Some(value), Some(baseline), Some(weight)) =
        (figure(&item.subject), figure(&item.baseline), item.weight.as_ref().and_then(Stated::figure))
    else {
        let text = account.told.numbers(raw);
        let points = account.told.value(&raw.value);
        return (text != points).then(|| format!("{text} = {points}"));
    };
    let exact = value.is_exact() && baseline.is_exact() && result.is_exact();
    let sign = if exact { "=" } else { "≈" };
    Some(format!("{} ÷ {} × {} {sign} {}", value.short, baseline.short, weight.short, result.short))
}

fn extra_line(account: &Account<'_>, extra: &Term) -> Markup {
    let page = account.page;
    let fact = grade::name_of(extra).and_then(|id| account.fact(id));
    let label = fact
        .map_or_else(|| account.told.written(extra.span).unwrap_or_default(), |fact| fact.label().to_owned());
    let how = match fact.map(|fact| &fact.account) {
        Some(Kind::Formula(term)) => {
            format!("{} = {}", account.told.named(term), account.shown(&extra.value))
        }
        _ => String::new(),
    };
    let articles = fact.map(|fact| account.articles(&fact.articles)).unwrap_or_default();
    html! {
        tr {
            th scope="row" { (label) }
            td {} td {} td {}
            td class="num" data-label=(page.pick("得分", "Points")) { (account.marked(&extra.value)) }
            td class="words small" { (how) @if !articles.is_empty() { span class="note" { (page.pick("（", " (")) (articles) (page.pick("）", ")")) } } }
        }
    }
}
