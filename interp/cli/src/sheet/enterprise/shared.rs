//! What is the same for all rows and had a part in this one: baselines, means, parameters.

use heng_interp::explain::{Account as Kind, Fact};
use maud::{Markup, html};

use super::account::Account;

/// 各户共用的数
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let whole: Vec<&Fact> = account.own().map(|(_, fact)| fact).filter(|fact| is_of_whole(fact)).collect();
    (!whole.is_empty()).then(|| values(account, &whole))
}

/// Baselines, means, parameters: what is the same for all rows.
fn is_of_whole(fact: &Fact) -> bool {
    fact.of_whole && matches!(fact.account, Kind::Formula(_) | Kind::Reading(_) | Kind::Parameter(_))
}

fn values(account: &Account<'_>, facts: &[&Fact]) -> Markup {
    let page = account.page;
    html! {
        table class="stack" {
            thead { tr {
                th scope="col" { (page.pick("名称", "Name")) }
                th scope="col" { (page.pick("数值", "Value")) }
                th scope="col" { (page.pick("怎样确定", "How")) }
            } }
            tbody { @for fact in facts {
                tr {
                    th scope="row" { (fact.name) }
                    td class="num" data-label=(page.pick("数值", "Value")) { (account.marked(&fact.value)) }
                    td class="words small" { (origin(account, fact)) }
                }
            } }
        }
    }
}

fn origin(account: &Account<'_>, fact: &Fact) -> String {
    let page = account.page;
    let how = match &fact.account {
        Kind::Formula(term) => account.told.written(term.span).unwrap_or_default(),
        Kind::Reading(reading) => account.told.written(reading.term.span).unwrap_or_default(),
        Kind::Parameter(parameter) if parameter.default => page.pick("默认值", "the default").to_owned(),
        Kind::Parameter(_) => page.pick("本次运行设定", "set for this run").to_owned(),
        _ => String::new(),
    };
    let articles = account.articles(&fact.articles);
    if articles.is_empty() {
        how
    } else {
        format!("{how}{}{articles}{}", page.pick("（", " ("), page.pick("）", ")"))
    }
}
