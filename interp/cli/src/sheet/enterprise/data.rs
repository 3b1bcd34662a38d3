//! The data used: every cell of the row with its place, what was recorded under it, what was decided, and what is of the whole.

use heng_interp::explain::{
    Account as Kind, Aggregation, Cell, CellState, Decided, Fact, Form, Member, Stated, Term,
};
use maud::{Markup, html};

use super::account::Account;

/// 六、所用数据
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let records = records(account);
    let decided: Vec<(&Fact, &Decided)> = account
        .own()
        .filter_map(|(_, fact)| match &fact.account {
            Kind::Decision(decided) => Some((fact, decided)),
            _ => None,
        })
        .collect();
    let whole: Vec<&Fact> = account.own().map(|(_, fact)| fact).filter(|fact| is_of_whole(fact)).collect();
    Some(html! {
        @if !account.cells.is_empty() { (cells(account)) }
        @if !records.is_empty() { (recorded(account, &records)) }
        @if !decided.is_empty() { (decisions(account, &decided)) }
        @if !whole.is_empty() { (values(account, &whole)) }
    })
}

fn cells(account: &Account<'_>) -> Markup {
    let page = account.page;
    html! {
        table class="stack" {
            caption { (page.pick("本户填报的数据；有误的可以申诉", "The row's own data; object to what is wrong")) }
            thead { tr {
                th scope="col" { (page.pick("序号", "No.")) }
                th scope="col" { (page.pick("数据", "Column")) }
                th scope="col" { (page.pick("数值", "Value")) }
                th scope="col" { (page.pick("出处", "From")) }
                th scope="col" { (page.pick("说明", "Note")) }
            } }
            tbody { @for (at, id) in account.cells.iter().enumerate() {
                @if let Some(fact) = account.fact(*id) { @if let Kind::Cell(cell) = &fact.account {
                    tr {
                        td class="mid" data-label=(page.pick("序号", "No.")) { (at + 1) }
                        th scope="row" { (fact.name) }
                        td class="num" data-label=(page.pick("数值", "Value")) { (account.marked(&fact.value)) }
                        td data-label=(page.pick("出处", "From")) { (account.say(&cell.place.name())) }
                        td class="words small" { (state(account, cell)) }
                    }
                } }
            } }
        }
    }
}

fn state(account: &Account<'_>, cell: &Cell) -> Markup {
    let page = account.page;
    let state = match cell.state {
        CellState::Filled => "",
        CellState::Default => page.pick("没有填报，取默认值", "not given: the default"),
        CellState::Blank => page.pick("空缺", "blank"),
        CellState::Zero => page.pick("填的是零，作空缺处理", "zero, taken as missing"),
    };
    html! {
        span class=[(cell.state != CellState::Filled).then_some("missing")] { (state) }
        @if let Some(correction) = &cell.correction {
            (page.pick("经", "corrected by ")) (account.say(&correction.by))
            (page.pick(" 更正，原为 ", ", was ")) (correction.was.as_deref().unwrap_or(page.pick("空缺", "blank")))
        }
    }
}

/// Rows under this one that were looked at, each once, in their order.
fn records<'e>(account: &Account<'e>) -> Vec<(&'e str, &'e Member)> {
    let mut found: Vec<(&str, &Member)> = Vec::new();
    for (_, fact) in account.own().filter(|(_, fact)| !fact.of_whole) {
        let Kind::Formula(term) = &fact.account else { continue };
        for aggregation in aggregations(term) {
            for member in aggregation.members.iter().filter(|member| member.counts == Some(true)) {
                let same = |(table, known): &&(&str, &Member)| {
                    *table == aggregation.table && known.place == member.place
                };
                if !found.iter().any(|known| same(&known)) {
                    found.push((&aggregation.table, member));
                }
            }
        }
    }
    found.sort_by(|(a, one), (b, other)| (a, one.place.row).cmp(&(b, other.place.row)));
    found
}

fn aggregations(term: &Term) -> Vec<&Aggregation> {
    let mut found: Vec<&Aggregation> = match &term.form {
        Form::Aggregate(aggregation) => vec![aggregation],
        _ => Vec::new(),
    };
    found.extend(term.parts().into_iter().flat_map(aggregations));
    found
}

fn recorded(account: &Account<'_>, records: &[(&str, &Member)]) -> Markup {
    let page = account.page;
    let said = |(column, value): &(String, Stated)| format!("{column} {}", account.shown(value));
    html! {
        table class="stack" {
            caption { (page.pick("名下登记的事项（计入的）", "Records under this row that count")) }
            thead { tr {
                th scope="col" { (page.pick("登记", "Table")) }
                th scope="col" { (page.pick("内容", "Content")) }
                th scope="col" { (page.pick("出处", "From")) }
            } }
            tbody { @for (table, member) in records {
                tr {
                    th scope="row" { (table) }
                    td class="words" { (member.cells.iter().map(said).collect::<Vec<_>>().join(page.pick("，", ", "))) }
                    td data-label=(page.pick("出处", "From")) { (account.say(&member.place.name())) }
                }
            } }
        }
    }
}

fn decisions(account: &Account<'_>, decided: &[(&Fact, &Decided)]) -> Markup {
    let page = account.page;
    html! {
        table class="stack" {
            caption { (page.pick("认定", "Decisions")) }
            thead { tr {
                th scope="col" { (page.pick("事项", "Decision")) }
                th scope="col" { (page.pick("结果", "Value")) }
                th scope="col" { (page.pick("文号、日期、经办和理由", "Document, date, officer, reason")) }
            } }
            tbody { @for (fact, decided) in decided {
                tr {
                    th scope="row" { (decided.name) }
                    td class="num" data-label=(page.pick("结果", "Value")) { (account.marked(&fact.value)) }
                    td class="words small" { (entries(account, decided)) }
                }
            } }
        }
    }
}

fn entries(account: &Account<'_>, decided: &Decided) -> String {
    let page = account.page;
    if decided.pending {
        return page.pick("待认定", "pending").to_owned();
    }
    if decided.entries.is_empty() {
        return page.pick("没有登记，取默认值", "not recorded: the default").to_owned();
    }
    let entry = |entry: &heng_interp::explain::Recorded| {
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let parts = [entry.document.clone(), date, entry.officer.clone(), entry.reason.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(page.pick("，", ", "))
    };
    decided.entries.iter().map(entry).collect::<Vec<_>>().join(page.pick("；", "; "))
}

/// Baselines, means, parameters: what is the same for all rows.
fn is_of_whole(fact: &Fact) -> bool {
    fact.of_whole && matches!(fact.account, Kind::Formula(_) | Kind::Reading(_) | Kind::Parameter(_))
}

fn values(account: &Account<'_>, facts: &[&Fact]) -> Markup {
    let page = account.page;
    html! {
        table class="stack" {
            caption { (page.pick("各户共用的数", "Values shared by all")) }
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
