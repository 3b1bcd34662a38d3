//! The moves: those that held with their effect, and those that were tried and did not, folded, with the reason.

use heng_grammar::tree::MoveKind;
use heng_interp::explain::{Account as Kind, Action, Adjust, Fact, Move, Stated, Verdict};
use heng_interp::value::Absence;
use maud::{Markup, html};

use super::account::Account;

/// 等级调整
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let adjusts: Vec<(&Fact, &Adjust)> = account
        .own()
        .filter_map(|(_, fact)| match &fact.account {
            Kind::Adjust(adjust) if !adjust.moves.is_empty() => Some((fact, adjust)),
            _ => None,
        })
        .collect();
    let several = adjusts.len() > 1;
    (!adjusts.is_empty()).then(|| {
        html! {
            @for (fact, adjust) in adjusts {
                @if several { h3 { (fact.name) } }
                (tried(account, &adjust.moves))
            }
        }
    })
}

/// Those that held, then the others.
fn tried(account: &Account<'_>, moves: &[Move]) -> Markup {
    let page = account.page;
    if moves.iter().all(|one| one.verdict == Verdict::NoGrade) {
        return html! { p { (page.pick("本户没有可以调整的等级，不作调整。", "The row has no class that can be moved.")) } };
    }
    let failed = |one: &&Move| matches!(one.verdict, Verdict::NotMet | Verdict::NoGrade);
    let (not, held): (Vec<&Move>, Vec<&Move>) = moves.iter().partition(failed);
    let none = page.pick("没有一条调整的条件成立，等级不变。", "No move applies; the class stays as it is.");
    let others = match held.is_empty() {
        true => page.pick("逐条试过，条件都不成立", "tried, none met"),
        false => page.pick("其余各条，条件不成立", "the others, not met"),
    };
    let names: Vec<&str> = not.iter().map(|one| one.name.as_str()).collect();
    html! {
        @if held.is_empty() { p { (none) } } @else { (table(account, &held)) }
        @if !not.is_empty() {
            details class="folded" {
                summary { (others) (page.pick("（", " (")) (not.len()) (page.pick(" 条）", ")")) }
                (table(account, &not))
            }
            p class="print-only note" { (others) (page.pick("：", ": ")) (page.join(&names)) }
        }
    }
}

fn table(account: &Account<'_>, moves: &[&Move]) -> Markup {
    let page = account.page;
    html! {
        table class="stack" {
            thead { tr {
                th scope="col" { (page.pick("条目", "Move")) }
                th scope="col" { (page.pick("效果", "Effect")) }
                th scope="col" { (page.pick("结果", "Outcome")) }
                th scope="col" { (page.pick("理由", "Why")) }
                th scope="col" { (page.pick("依据", "Under")) }
            } }
            tbody { @for one in moves {
                tr {
                    th scope="row" { (kind(account, one.kind)) "　" (one.name) }
                    td data-label=(page.pick("效果", "Effect")) { (action(account, &one.action)) }
                    td data-label=(page.pick("结果", "Outcome")) { (verdict(account, one)) }
                    td class="words small" { (account.deciding(&one.condition)) (answer(account, one)) }
                    td data-label=(page.pick("依据", "Under")) { (account.articles(&one.articles)) }
                }
            } }
        }
    }
}

fn kind(account: &Account<'_>, kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Protect => account.page.pick("保护", "protect"),
        MoveKind::Punish => account.page.pick("惩罚", "punish"),
    }
}

fn action(account: &Account<'_>, action: &Action) -> String {
    let (zh, en) = match action {
        Action::Set(to) => (format!("调为 {to}"), format!("set to {to}")),
        Action::AtLeast(to) => (format!("不低于 {to}"), format!("at least {to}")),
        Action::AtMost(to) => (format!("不高于 {to}"), format!("at most {to}")),
        Action::Up(steps) => (format!("上调 {steps} 档"), format!("up by {steps}")),
        Action::Down(steps) => (format!("下调 {steps} 档"), format!("down by {steps}")),
        Action::Unknown => (String::new(), String::new()),
    };
    account.page.pick(&zh, &en).to_owned()
}

fn verdict(account: &Account<'_>, one: &Move) -> Markup {
    let page = account.page;
    let (before, after) = (account.shown(&one.before), account.shown(&one.after));
    match one.verdict {
        Verdict::Moved => html! { strong { (before) " → " (after) } },
        Verdict::HeldWithoutEffect => html! { (page.pick("成立，等级已是 ", "held; already ")) (before) },
        Verdict::NotMet => html! { (page.pick("不成立", "not met")) },
        Verdict::Waived => html! { (page.pick("条件成立，经认定不适用", "met, set aside by a decision")) },
        Verdict::NoGrade if one.before == Stated::None(Absence::Undecided) => {
            html! { (page.pick("等级还没有定", "the class is not decided")) }
        }
        Verdict::NoGrade => html! { (page.pick("没有可调的等级", "no class to move")) },
        Verdict::Undecided => html! { span class="missing" { (page.pick("待认定", "awaits a decision")) } },
    }
}

fn answer(account: &Account<'_>, one: &Move) -> &'static str {
    match one.answered {
        Some(true) => account.page.pick("（没有数据，按适用处理）", " (no data: taken to apply)"),
        Some(false) => account.page.pick("（没有数据，按不适用处理）", " (no data: taken not to apply)"),
        None => "",
    }
}
