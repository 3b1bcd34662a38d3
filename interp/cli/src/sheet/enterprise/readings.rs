//! The readings in force that touch the row: what the document leaves open, and what was taken.

use heng_interp::explain::{Account as Kind, Fact, Reading};
use maud::{Markup, html};

use super::account::Account;

/// 适用的读法
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let page = account.page;
    let readings: Vec<(&Fact, &Reading)> = account
        .explanation
        .facts
        .iter()
        .filter_map(|fact| match &fact.account {
            Kind::Reading(reading) => Some((fact, reading)),
            _ => None,
        })
        .collect();
    let mut told: Vec<(&Fact, &Reading)> = Vec::new();
    for (fact, reading) in readings {
        if !told.iter().any(|(known, _)| known.name == fact.name) {
            told.push((fact, reading));
        }
    }
    if told.is_empty() {
        return None;
    }
    Some(html! {
        p class="small" { (page.pick("文件没有写明、可以有不同理解的地方，本次评价统一取下列理解。", "Where the document can be read in more than one way, this reading was taken for all rows.")) }
        table class="stack" {
            thead { tr {
                th scope="col" { (page.pick("问题", "Question")) }
                th scope="col" { (page.pick("本次取", "Taken")) }
                th scope="col" { (page.pick("另可取", "Others")) }
                th scope="col" { (page.pick("依据", "Under")) }
            } }
            tbody { @for (fact, reading) in told { (line(account, fact, reading)) } }
        }
    })
}

fn line(account: &Account<'_>, fact: &Fact, reading: &Reading) -> Markup {
    let page = account.page;
    let taken = reading.taken.and_then(|at| reading.arms.get(at));
    let others: Vec<&String> = reading.arms.iter().filter(|arm| Some(*arm) != taken).collect();
    html! {
        tr {
            th scope="row" {
                @if let Some(question) = &reading.question { (question) " " }
                span class="note" { (fact.label()) }
            }
            td class="keep" data-label=(page.pick("本次取", "Taken")) { @match taken {
                Some(taken) => strong { (taken) },
                None => span class="missing" { (page.pick("未定", "open")) },
            } }
            td data-label=(page.pick("另可取", "Others")) { (page.join(&others)) }
            td data-label=(page.pick("依据", "Under")) { (account.articles(&fact.articles)) }
        }
    }
}
