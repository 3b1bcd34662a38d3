//! Amounts and indicators: allocations, ledgers and targets of the row; of a policy without blocks, what its script names.

use heng_interp::explain::{Account as Kind, Fact, Ledger, Target};
use maud::{Markup, html};

use super::account::Account;

/// 金额和指标
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let lines: Vec<&Fact> =
        account.own().map(|(_, fact)| fact).filter(|fact| is_amount(account, fact)).collect();
    let targets: Vec<(&Fact, &Target)> = account
        .own()
        .filter_map(|(_, fact)| match &fact.account {
            Kind::Target(target) => Some((fact, target)),
            _ => None,
        })
        .collect();
    if lines.is_empty() && targets.is_empty() {
        return None;
    }
    Some(html! {
        @if !lines.is_empty() { (amounts(account, &lines)) }
        @if !targets.is_empty() { (indicators(account, &targets)) }
    })
}

/// Amounts of blocks; where no block says anything of the row, every value that was asked for.
fn is_amount(account: &Account<'_>, fact: &Fact) -> bool {
    let asked = || {
        account
            .explanation
            .roots
            .iter()
            .filter_map(|id| account.fact(*id))
            .any(|root| std::ptr::eq(root, fact))
    };
    match &fact.account {
        Kind::Allocation(_) | Kind::Ledger(_) => true,
        Kind::Formula(_) => asked() && fact.value.figure().is_some_and(|figure| figure.unit.ends_with('元')),
        _ => false,
    }
}

fn amounts(account: &Account<'_>, lines: &[&Fact]) -> Markup {
    let page = account.page;
    html! {
        table class="stack amounts" {
            thead { tr {
                th scope="col" { (page.pick("项目", "Item")) }
                th scope="col" { (page.pick("金额", "Amount")) }
                th scope="col" { (page.pick("归", "To")) }
                th scope="col" { (page.pick("怎样得出", "How")) }
            } }
            tbody { @for fact in lines {
                tr {
                    th scope="row" { (fact.name) }
                    td class="num" data-label=(page.pick("金额", "Amount")) { strong { (account.published(fact)) } }
                    td data-label=(page.pick("归", "To")) { (party(fact)) }
                    td class="words small" { (how(account, fact)) }
                }
            } }
        }
    }
}

/// Who gets a line of a ledger, and what for.
fn party(fact: &Fact) -> String {
    let Kind::Ledger(Ledger { lines, line: Some(at), .. }) = &fact.account else { return String::new() };
    let Some(line) = lines.get(*at) else { return String::new() };
    let party = line.party.clone().unwrap_or_default();
    match &line.purpose {
        Some(purpose) => format!("{party}（{purpose}）"),
        None => party,
    }
}

fn how(account: &Account<'_>, fact: &Fact) -> String {
    let term = match &fact.account {
        Kind::Allocation(allocation) => &allocation.term,
        Kind::Ledger(ledger) => &ledger.term,
        Kind::Formula(term) => term,
        _ => return String::new(),
    };
    let articles = account.articles(&fact.articles);
    let by = if articles.is_empty() {
        String::new()
    } else {
        format!("{}{articles}{}", account.page.pick("（", " ("), account.page.pick("）", ")"))
    };
    format!("{}{by}", account.told.named(term))
}

/// What an indicator is called: its fact is its state.
fn indicator(fact: &Fact) -> &str {
    fact.name.rsplit_once('.').map_or(fact.name.as_str(), |(path, _)| path)
}

fn indicators(account: &Account<'_>, targets: &[(&Fact, &Target)]) -> Markup {
    let page = account.page;
    html! {
        table class="stack" {
            thead { tr {
                th scope="col" { (page.pick("指标", "Indicator")) }
                th scope="col" { (page.pick("要求", "Test")) }
                th scope="col" { (page.pick("应达到", "Wanted")) }
                th scope="col" { (page.pick("实际", "Reached")) }
                th scope="col" { (page.pick("还差", "Lacking")) }
                th scope="col" { (page.pick("结果", "State")) }
            } }
            tbody { @for (fact, target) in targets { @for test in &target.tests {
                tr {
                    th scope="row" { (indicator(fact)) "　" (test.year) }
                    td data-label=(page.pick("要求", "Test")) { (test.said) }
                    td class="num" data-label=(page.pick("应达到", "Wanted")) { (account.marked(&test.wanted)) }
                    td class="num" data-label=(page.pick("实际", "Reached")) { (account.marked(&test.actual)) }
                    td class="num" data-label=(page.pick("还差", "Lacking")) { (account.marked(&test.shortfall)) }
                    td data-label=(page.pick("结果", "State")) { (account.marked(&test.state)) }
                }
            } } }
        }
    }
}
