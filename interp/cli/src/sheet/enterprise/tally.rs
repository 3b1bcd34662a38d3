//! Points in detail: which items of a tally count, and which bring nothing.

use heng_interp::explain::{Account as Kind, Fact, FactId, Tally};
use maud::{Markup, html};

use super::account::Account;

/// One line of a tally.
struct Line<'e> {
    depth: usize,
    fact: &'e Fact,
    group: bool,
    highest: bool,
    counts: bool,
}

/// 三、计分明细
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let tallies: Vec<(FactId, &Fact, &Tally)> = account
        .own()
        .filter(|(_, fact)| !fact.name.contains('.'))
        .filter_map(|(id, fact)| match &fact.account {
            Kind::Tally(tally) => Some((id, fact, tally)),
            _ => None,
        })
        .collect();
    if tallies.is_empty() {
        return None;
    }
    Some(html! { @for (_, fact, tally) in tallies { (table(account, fact, tally)) } })
}

fn table(account: &Account<'_>, fact: &Fact, tally: &Tally) -> Markup {
    let page = account.page;
    let mut lines = Vec::new();
    collect(account, tally, 0, &mut lines);
    let (told, without): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
        lines.iter().partition(|line| !is_nothing(line.fact));
    let names: Vec<&str> = without.iter().filter(|line| !line.group).map(|line| line.fact.label()).collect();
    let empty = page.pick("没有得分的项目", "items without points");
    html! {
        table class="stack" {
            caption {
                (fact.label())
                @if let Some(most) = &tally.attainable { (page.pick("　最高可得 ", ", at most ")) (account.shown(most)) }
                @if !fact.articles.is_empty() { "　" (account.articles(&fact.articles)) }
            }
            thead { tr {
                th scope="col" { (page.pick("项目", "Item")) }
                th scope="col" { (page.pick("计分", "Points")) }
                th scope="col" { (page.pick("说明", "Note")) }
            } }
            tbody {
                @for line in &told { (row(account, line)) }
                tr class="total" {
                    th scope="row" { (page.pick("合计", "Total")) }
                    td class="num" data-label=(page.pick("计分", "Points")) { (account.published(fact)) }
                    td class="words small" { (capped(account, tally)) }
                }
            }
        }
        @if !names.is_empty() {
            details class="folded" { summary { (empty) (page.pick("（", " (")) (names.len()) (page.pick("）", ")")) } p class="small" { (page.join(&names)) } }
            p class="print-only note" { (empty) (page.pick("：", ": ")) (page.join(&names)) }
        }
    }
}

fn row(account: &Account<'_>, line: &Line<'_>) -> Markup {
    let page = account.page;
    let depth = format!("d{}", line.depth.min(4));
    let note = match (line.highest, line.counts) {
        (true, _) => page.pick("取最高一项", "the highest counts"),
        (false, false) => page.pick("不另计入", "not counted besides"),
        (false, true) => "",
    };
    let articles = account.articles(&line.fact.articles);
    html! {
        tr class=[line.group.then_some("group")] {
            th scope="row" class=[(line.depth > 0).then_some(depth)] { (line.fact.label()) }
            td class="num" data-label=(page.pick("计分", "Points")) { (account.marked(&line.fact.value)) }
            td class="words small" { (note) @if !articles.is_empty() { @if !note.is_empty() { (page.pick("，", ", ")) } (articles) } }
        }
    }
}

fn capped(account: &Account<'_>, tally: &Tally) -> String {
    let (Some(before), Some(cap), true) = (&tally.before_cap, &tally.cap, tally.capped) else {
        return String::new();
    };
    let (before, cap) = (account.shown(before), account.shown(&cap.value));
    account
        .page
        .pick(&format!("各项合计 {before}，超过上限，计 {cap}"), &format!("{before} in all, capped at {cap}"))
        .to_owned()
}

fn collect<'e>(account: &Account<'e>, tally: &'e Tally, depth: usize, lines: &mut Vec<Line<'e>>) {
    for part in &tally.parts {
        let Some(fact) = account.fact(part.fact) else { continue };
        let inner = match &fact.account {
            Kind::Tally(inner) => Some(inner),
            _ => None,
        };
        let highest = inner.is_some_and(|inner| inner.highest);
        lines.push(Line {
            depth,
            fact,
            group: inner.is_some(),
            highest,
            counts: part.counts || inner.is_some(),
        });
        if let Some(inner) = inner {
            collect(account, inner, depth + 1, lines);
        }
    }
}

fn is_nothing(fact: &Fact) -> bool {
    fact.value.figure().is_some_and(|figure| figure.full == "0")
}
