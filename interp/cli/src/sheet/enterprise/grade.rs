//! The result: the class, the class before the moves, the score, the place, and how far the neighbouring classes are.

use heng_interp::explain::{Account as Kind, Band, Edge, Fact, FactId, Form, Participation, Stated, Term};
use heng_interp::value::Absence;
use maud::{Markup, html};

use super::account::Account;

/// The grade of a row, found in its explanation.
pub struct Grade<'e> {
    /// The grade after all moves.
    pub result: &'e Fact,
    /// The grade before them, where there are moves.
    pub start: Option<&'e Stated>,
    /// What it starts from is called.
    pub start_name: Option<&'e str>,
    /// The ranking behind it.
    pub band: Option<&'e Band>,
    /// What is ranked or compared.
    pub by: Option<(FactId, &'e Fact)>,
}

/// The grades of the row in the order told; one that moves start from is told with the moves.
pub fn grades<'e>(account: &Account<'e>) -> Vec<Grade<'e>> {
    let roots: Vec<(FactId, &Fact)> =
        account.explanation.roots.iter().filter_map(|id| Some((*id, account.fact(*id)?))).collect();
    let started: Vec<FactId> = roots
        .iter()
        .filter_map(|(_, fact)| match &fact.account {
            Kind::Adjust(adjust) => name_of(&adjust.from),
            _ => None,
        })
        .collect();
    let is_grade = |fact: &Fact| match &fact.account {
        Kind::Adjust(_) | Kind::Band(_) | Kind::Threshold(_) => true,
        Kind::Formula(_) => matches!(fact.value, Stated::Member(_)),
        _ => false,
    };
    let told = roots.into_iter().filter(|(id, fact)| is_grade(fact) && !started.contains(id));
    told.map(|(_, fact)| grade(account, fact)).collect()
}

fn grade<'e>(account: &Account<'e>, result: &'e Fact) -> Grade<'e> {
    let (start, first) = match &result.account {
        Kind::Adjust(adjust) => (Some(&adjust.from), name_of(&adjust.from).and_then(|id| account.fact(id))),
        _ => (None, Some(result)),
    };
    let (band, by) = match first.map(|fact| &fact.account) {
        Some(Kind::Band(band)) => (Some(band), name_of(&band.by)),
        Some(Kind::Threshold(threshold)) => (None, name_of(&threshold.by)),
        _ => (None, None),
    };
    Grade {
        result,
        start: start.map(|term| &term.value),
        start_name: start.and(first).map(Fact::label),
        band,
        by: by.and_then(|id| Some((id, account.fact(id)?))),
    }
}

/// The fact that a term is nothing but the name of.
pub fn name_of(term: &Term) -> Option<FactId> {
    match &term.form {
        Form::Name(id) => Some(*id),
        Form::Converted(inner) => name_of(inner),
        _ => None,
    }
}

/// 评价结果
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let grades = grades(account);
    if grades.is_empty() {
        return scored_only(account);
    }
    let several = grades.len() > 1;
    Some(html! {
        @for grade in &grades { (result(account, grade, several)) }
        (standing(account))
    })
}

fn result(account: &Account<'_>, grade: &Grade<'_>, several: bool) -> Markup {
    let class = class(account, &grade.result.value);
    let long = class.chars().count() > 2;
    let name = if several { grade.result.name.as_str() } else { grade.result.label() };
    html! {
        div class="result" {
            div class="grade" { span { (name) } b class=[long.then_some("long")] { (class) } }
            dl class="facts" { @for (label, value) in facts(account, grade) { div { dt { (label) } dd { (value) } } } }
        }
    }
}

/// The class; where there is none because the row takes no part, what became of it.
fn class(account: &Account<'_>, value: &Stated) -> String {
    match (value, account.participation()) {
        (Stated::None(Absence::NotApplicable), Some(part)) if !part.listed => {
            account.page.pick("不列入", "not listed").to_owned()
        }
        (Stated::None(Absence::NotApplicable), Some(part)) if !part.scored => {
            account.page.pick("不评", "not scored").to_owned()
        }
        _ => account.shown(value),
    }
}

/// Of a policy without grades: its first score, award or allocation in large.
fn scored_only(account: &Account<'_>) -> Option<Markup> {
    let rank = |fact: &Fact| match &fact.account {
        Kind::Score(_) => Some(0),
        Kind::Tally(_) if !fact.name.contains('.') => Some(1),
        Kind::Allocation(_) => Some(2),
        _ => None,
    };
    let ranked = account.own().filter_map(|(_, fact)| Some((rank(fact)?, fact)));
    let (_, fact) = ranked.min_by_key(|(rank, _)| *rank)?;
    let most = match &fact.account {
        Kind::Score(score) => score.out_of.as_ref().map(|most| (account.page.pick("满分", "Out of"), most)),
        Kind::Tally(tally) => {
            tally.attainable.as_ref().map(|most| (account.page.pick("最高", "At most"), most))
        }
        _ => None,
    };
    let articles = account.articles(&fact.articles);
    Some(html! {
        div class="result" {
            div class="grade" { span { (fact.label()) } b class="long" { (account.published(fact)) } }
            dl class="facts" {
                @if let Some((label, most)) = most { div { dt { (label) } dd { (account.shown(most)) } } }
                @if !articles.is_empty() { div { dt { (account.page.pick("依据", "Under")) } dd { (articles) } } }
            }
        }
        (standing(account))
    })
}

fn facts(account: &Account<'_>, grade: &Grade<'_>) -> Vec<(String, String)> {
    let page = account.page;
    let mut facts = Vec::new();
    let takes_part = account.participation().is_none_or(|part| part.scored);
    if let (Some(start), Some(name)) = (grade.start.filter(|_| takes_part), grade.start_name) {
        let before = page.pick("（调整前）", " (before moves)");
        facts.push((format!("{name}{before}"), account.shown(start)));
    }
    if let Some((_, by)) = grade.by.filter(|_| takes_part) {
        let out_of = match &by.account {
            Kind::Score(score) => score.out_of.as_ref().map(|out_of| {
                let out_of = account.shown(out_of);
                page.pick(&format!("（满分 {out_of}）"), &format!(" (out of {out_of})")).to_owned()
            }),
            _ => None,
        };
        facts.push((
            by.label().to_owned(),
            format!("{}{}", account.published(by), out_of.unwrap_or_default()),
        ));
    }
    if let Some(band) = grade.band {
        let moved = grade.start.is_some_and(|start| *start != grade.result.value);
        facts.extend(place(account, band, moved));
    }
    if !grade.result.articles.is_empty() {
        facts.push((page.pick("依据", "Under").to_owned(), account.articles(&grade.result.articles)));
    }
    facts
}

/// The place, and how far the neighbouring classes are; of a row that was moved they are those before the moves.
fn place(account: &Account<'_>, band: &Band, moved: bool) -> Vec<(String, String)> {
    let page = account.page;
    let rank = page.pick("名次", "Rank").to_owned();
    let (Some(place), Some(base)) = (band.place, band.base) else {
        return vec![(rank, page.pick("不参加排名", "not ranked").to_owned())];
    };
    let tied = if band.tied { page.pick("，有并列", ", tied") } else { "" };
    let said = page
        .pick(&format!("第 {place} 名（共 {base} 户）{tied}"), &format!("{place} of {base}{tied}"))
        .to_owned();
    let mut facts = vec![(rank, said)];
    let Some(here) = band.classes.iter().position(|class| class.here) else { return facts };
    let better = band.classes.iter().take(here).rev().find_map(|class| Some((class, class.bottom.as_ref()?)));
    let worse = band.classes.iter().skip(here + 1).find_map(|class| Some((class, class.top.as_ref()?)));
    let before = if moved { page.pick("（调整前）", " (before moves)") } else { "" };
    if let Some((class, edge)) = better {
        let label =
            page.pick(&format!("距 {} 末位", class.name), &format!("Last of {}", class.name)).to_owned();
        facts.push((format!("{label}{before}"), apart(account, edge)));
    }
    if let Some((class, edge)) = worse {
        let label =
            page.pick(&format!("距 {} 首位", class.name), &format!("First of {}", class.name)).to_owned();
        facts.push((format!("{label}{before}"), apart(account, edge)));
    }
    facts
}

/// `差 1.23 分，12 名`
fn apart(account: &Account<'_>, edge: &Edge) -> String {
    let page = account.page;
    let places = edge.places.unwrap_or_default().abs();
    let Some(figure) = edge.distance.as_ref().and_then(Stated::figure) else {
        return page.pick(&format!("相隔 {places} 名"), &places_en(places)).to_owned();
    };
    let below = figure.short.starts_with('-');
    let by = format!("{} {}", figure.short.trim_start_matches('-'), figure.unit);
    let by = by.trim();
    let (zh, en) = if below { ("还差", "short by") } else { ("高出", "ahead by") };
    page.pick(&format!("{zh} {by}，相隔 {places} 名"), &format!("{en} {by}, {}", places_en(places)))
        .to_owned()
}

fn places_en(places: i64) -> String {
    format!("{places} place{}", if places == 1 { "" } else { "s" })
}

/// Why a row is not listed, scored or ranked, where it is not.
fn standing(account: &Account<'_>) -> Markup {
    let Some(participation) = account.participation() else { return html! {} };
    html! { @if let Some(line) = sorted(account, participation) { p class="fired" { (line) } } }
}

fn sorted(account: &Account<'_>, participation: &Participation) -> Option<String> {
    let entry = participation.sorted_by.and_then(|at| participation.entries.get(at))?;
    let page = account.page;
    let said = match (participation.listed, participation.scored, participation.ranked) {
        (false, ..) => page.pick("不在评价名单之内", "not in the list"),
        (true, false, _) => page.pick("在名单之内，不计分、不排名", "listed, neither scored nor ranked"),
        (true, true, false) => page.pick("计分，不参加排名", "scored, not ranked"),
        (true, true, true) => return None,
    };
    let because = entry.condition.as_ref().map(|condition| account.deciding(condition)).unwrap_or_default();
    let articles = account.articles(&entry.articles);
    Some(match page.pick("zh", "en") {
        "zh" => format!("本户{said}：{}（{articles}）。{because}", entry.name),
        _ => format!("This row is {said}: {} ({articles}). {because}", entry.name),
    })
}
