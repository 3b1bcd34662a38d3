//! The terms that the script documents.

use heng_interp::explain::Fact;
use maud::{Markup, html};

use super::account::Account;

/// 名词
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let mut told: Vec<&Fact> = Vec::new();
    for fact in account.explanation.facts.iter().filter(|fact| !fact.doc.is_empty()) {
        if !told.iter().any(|known| known.name == fact.name) {
            told.push(fact);
        }
    }
    (!told.is_empty()).then(|| {
        html! {
            dl class="terms" { @for fact in told { dt { (fact.name) } dd { (fact.doc.join(" ")) } } }
        }
    })
}
