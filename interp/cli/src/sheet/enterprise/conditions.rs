//! The conditions that the policy states of the row: each with its answer and what decided it.

use heng_interp::explain::{Account as Kind, Conditions, Fact};
use maud::{Markup, html};

use super::account::Account;

/// 条件
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let page = account.page;
    let all: Vec<(&Fact, &Conditions)> = account
        .own()
        .filter_map(|(_, fact)| match &fact.account {
            Kind::Conditions(conditions) => Some((fact, conditions)),
            _ => None,
        })
        .collect();
    (!all.is_empty()).then(|| html! {
        table class="stack" {
            thead { tr {
                th scope="col" { (page.pick("条件", "Condition")) }
                th scope="col" { (page.pick("是否达到", "Met")) }
                th scope="col" { (page.pick("理由", "Why")) }
                th scope="col" { (page.pick("依据", "Under")) }
            } }
            tbody { @for (fact, conditions) in all {
                (line(account, fact, "total", String::new()))
                @for (depth, id) in &conditions.items {
                    @if let Some(item) = account.fact(*id) { (line(account, item, "", format!("d{}", (depth + 1).min(4)))) }
                }
            } }
        }
    })
}

fn line(account: &Account<'_>, fact: &Fact, row: &str, depth: String) -> Markup {
    let page = account.page;
    let why = match &fact.account {
        Kind::Formula(term) => account.deciding(term),
        _ => String::new(),
    };
    html! {
        tr class=[(!row.is_empty()).then_some(row)] {
            th scope="row" class=[(!depth.is_empty()).then_some(depth)] { (fact.label()) }
            td class="mid" data-label=(page.pick("是否达到", "Met")) { (account.marked(&fact.value)) }
            td class="words small" { (why) }
            td data-label=(page.pick("依据", "Under")) { (account.articles(&fact.articles)) }
        }
    }
}
