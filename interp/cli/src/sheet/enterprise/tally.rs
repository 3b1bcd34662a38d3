//! Points in detail: which items of a tally count, and which bring nothing.

use heng_interp::explain::{Account as Kind, Fact, Tally, TallyPart};
use maud::{Markup, html};

use super::account::Account;

/// One line of a tally.
struct Line<'e> {
    depth: usize,
    fact: &'e Fact,
    group: bool,
    highest: bool,
    /// Why it does not count, where it brings something and does not.
    aside: Aside,
}

/// Why an item does not count by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aside {
    /// It counts.
    No,
    /// Only the highest of its group does.
    Lower,
    /// A reading says how its group counts.
    Read,
}

/// What the section is called: points, or money.
pub fn title(account: &Account<'_>) -> (&'static str, &'static str) {
    let money = |fact: &Fact| fact.value.figure().is_some_and(|figure| figure.unit.ends_with('元'));
    let awards = |(_, fact): (_, &Fact)| matches!(fact.account, Kind::Tally(_)) && money(fact);
    if account.own().any(awards) {
        ("奖补明细", "Awards in detail")
    } else {
        ("计分明细", "Points in detail")
    }
}

/// 计分明细
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let tallies: Vec<(&Fact, &Tally)> = account
        .own()
        .filter(|(_, fact)| !fact.name.contains('.'))
        .filter_map(|(_, fact)| match &fact.account {
            Kind::Tally(tally) => Some((fact, tally)),
            _ => None,
        })
        .collect();
    let scored = account.participation().is_none_or(|part| part.scored);
    if tallies.is_empty() || !scored {
        return None;
    }
    let page = account.page;
    Some(html! {
        table class="stack" {
            thead { tr {
                th scope="col" { (page.pick("项目", "Item")) }
                th scope="col" { (page.pick("数额", "Amount")) }
                th scope="col" { (page.pick("说明", "Note")) }
            } }
            tbody { @for (fact, tally) in &tallies { (lines(account, fact, tally)) } }
        }
        (without(account, &tallies))
    })
}

/// The sum of a tally, and under it what it is made of.
fn lines(account: &Account<'_>, fact: &Fact, tally: &Tally) -> Markup {
    let page = account.page;
    let mut lines = Vec::new();
    collect(account, tally, 1, &mut lines);
    let most = tally.attainable.as_ref().map(|most| {
        let most = account.shown(most);
        page.pick(&format!("最高可得 {most}"), &format!("at most {most}")).to_owned()
    });
    let notes: Vec<String> = [Some(capped(account, tally)), most, Some(account.articles(&fact.articles))]
        .into_iter()
        .flatten()
        .filter(|note| !note.is_empty())
        .collect();
    html! {
        tr class="total" {
            th scope="row" { (fact.label()) }
            td class="num" data-label=(page.pick("数额", "Amount")) { (account.published(fact)) }
            td class="words small" { (notes.join(page.pick("，", ", "))) }
        }
        @for line in lines.iter().filter(|line| !is_nothing(line.fact)) { (row(account, line)) }
    }
}

/// The items that bring nothing, folded on a screen and in small print on paper.
fn without(account: &Account<'_>, tallies: &[(&Fact, &Tally)]) -> Markup {
    let page = account.page;
    let mut count = 0;
    let mut said: Vec<String> = Vec::new();
    for (fact, tally) in tallies {
        let mut lines = Vec::new();
        collect(account, tally, 1, &mut lines);
        let is_item = |line: &&Line<'_>| !line.group && !matches!(line.fact.account, Kind::Reading(_));
        let empty = lines.iter().filter(|line| is_nothing(line.fact)).filter(is_item);
        let names: Vec<&str> = empty.map(|line| line.fact.label()).collect();
        count += names.len();
        if !names.is_empty() {
            said.push(format!("{}{}{}", fact.label(), page.pick("：", ": "), page.join(&names)));
        }
    }
    let said = said.join(page.pick("；", "; "));
    let title = page
        .pick(&format!("没有计分或金额的项目（{count} 项）"), &format!("Items that bring nothing ({count})"))
        .to_owned();
    html! {
        @if count > 0 {
            details class="folded" { summary { (title) } p class="small" { (said) } }
            p class="print-only note" { (title) (page.pick("　", " — ")) (said) }
        }
    }
}

fn row(account: &Account<'_>, line: &Line<'_>) -> Markup {
    let page = account.page;
    let depth = format!("d{}", line.depth.min(4));
    let note = match (line.highest, line.aside) {
        (true, _) => page.pick("取最高一项", "the highest counts"),
        (false, Aside::Lower) => page.pick("就高，不另计", "not counted besides"),
        (false, Aside::Read) => page.pick("由计法取定", "as the rule below takes it"),
        (false, Aside::No) => "",
    };
    let taken = match &line.fact.account {
        Kind::Reading(reading) => reading.taken.and_then(|at| reading.arms.get(at)),
        _ => None,
    };
    let note = match taken {
        Some(arm) => page.pick(&format!("取「{arm}」"), &format!("“{arm}” is taken")).to_owned(),
        None => note.to_owned(),
    };
    let formula = match &line.fact.account {
        Kind::Formula(term) => {
            Some(account.told.named(term)).filter(|text| *text != account.told.value(&line.fact.value))
        }
        _ => None,
    };
    let articles = Some(account.articles(&line.fact.articles));
    let notes: Vec<String> =
        [formula, Some(note), articles].into_iter().flatten().filter(|note| !note.is_empty()).collect();
    html! {
        tr class=[line.group.then_some("group")] {
            th scope="row" class=[(line.depth > 0).then_some(depth)] { (line.fact.label()) }
            td class="num" data-label=(page.pick("数额", "Amount")) { (account.marked(&line.fact.value)) }
            td class="words small" { (notes.join(page.pick("；", "; "))) }
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
    let chosen = |part: &TallyPart| {
        account.fact(part.fact).is_some_and(|fact| matches!(fact.account, Kind::Reading(_)))
    };
    let by_reading = tally.parts.iter().any(chosen);
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
            aside: match (part.counts || inner.is_some(), by_reading) {
                (true, _) => Aside::No,
                (false, true) if !part.direct => Aside::Read,
                (false, _) if tally.highest => Aside::Lower,
                _ => Aside::No,
            },
        });
        if let Some(inner) = inner {
            collect(account, inner, depth + 1, lines);
        }
    }
}

fn is_nothing(fact: &Fact) -> bool {
    fact.value.figure().is_some_and(|figure| figure.full == "0")
}
