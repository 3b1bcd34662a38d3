//! The data used: every cell of the row with its place, what was recorded under it, and what was decided.

use heng_interp::explain::{
    Account as Kind, Aggregation, Cell, CellState, Decided, Fact, FactId, Form, Member, Stated, Term,
};
use heng_interp::table::{Place, column_letters};
use maud::{Markup, html};

use super::account::Account;

/// 所用数据
pub fn section(account: &Account<'_>) -> Option<Markup> {
    let records = records(account);
    let decided: Vec<(&Fact, &Decided)> = account
        .own()
        .filter_map(|(_, fact)| match &fact.account {
            Kind::Decision(decided) => Some((fact, decided)),
            _ => None,
        })
        .collect();
    if account.cells.is_empty() && records.is_empty() && decided.is_empty() {
        return None;
    }
    Some(html! {
        @if !account.cells.is_empty() { (cells(account)) }
        @if !records.is_empty() { (recorded(account, &records)) }
        @if !decided.is_empty() { (decisions(account, &decided)) }
    })
}

fn cells(account: &Account<'_>) -> Markup {
    let page = account.page;
    let common = account.cells.first().and_then(|id| cell_of(account, *id)).map(|(_, cell)| &cell.place);
    let numbered: Vec<(usize, FactId)> = (1..).zip(account.cells.iter().copied()).collect();
    html! {
        table class="stack cells" {
            caption {
                (page.pick("本户数据", "The row's own data"))
                @if let Some(place) = common { (page.pick("，出自 ", ", from ")) (account.say(&row_place(place).name())) }
                (page.pick("；红字为空缺、默认或更正", "; marked where blank, default or corrected"))
            }
            thead { tr { @for _ in 0..2_usize.min(numbered.len()) {
                th scope="col" { (page.pick("序号", "No.")) }
                th scope="col" { (page.pick("数据", "Column")) }
                th scope="col" { (page.pick("数值", "Value")) }
                th scope="col" { (page.pick("格", "Cell")) }
            } } }
            tbody { @for pair in numbered.chunks(2) {
                tr { @for (number, id) in pair { (cell(account, *number, *id, common)) } }
            } }
        }
    }
}

fn cell_of<'e>(account: &Account<'e>, id: FactId) -> Option<(&'e Fact, &'e Cell)> {
    let fact = account.fact(id)?;
    match &fact.account {
        Kind::Cell(cell) => Some((fact, cell)),
        _ => None,
    }
}

/// Four cells of a line: the number, the column, its value with what became of it, and where it stands.
fn cell(account: &Account<'_>, number: usize, id: FactId, common: Option<&Place>) -> Markup {
    let page = account.page;
    let Some((fact, cell)) = cell_of(account, id) else { return html! {} };
    let place = match (cell.place.column, common.filter(|common| is_same_row(common, &cell.place))) {
        (Some(column), Some(_)) => column_letters(column),
        (None, Some(_)) => page.pick("无此列", "no column").to_owned(),
        (_, None) => account.say(&file_place(&cell.place).name()).to_owned(),
    };
    let state = state(account, cell);
    html! {
        td class="mid" data-label=(page.pick("序号", "No.")) { (number) }
        th scope="row" { (fact.name) }
        td class="num" data-label=(page.pick("数值", "Value")) {
            @if cell.state != CellState::Blank { (account.shown(&fact.value)) }
            @if !state.is_empty() { span class="missing small" { (state) } }
        }
        td class="mid" data-label=(page.pick("格", "Cell")) { (place) }
    }
}

/// What became of a cell, where it does not simply hold the value.
fn state(account: &Account<'_>, cell: &Cell) -> String {
    let page = account.page;
    let state = match cell.state {
        CellState::Filled => "",
        CellState::Default => page.pick("（没有填报，取默认值）", " (not given: the default)"),
        CellState::Blank => page.pick("空缺", "blank"),
        CellState::Zero => page.pick("（填的是零，作空缺）", " (zero, taken as missing)"),
    };
    let Some(correction) = &cell.correction else { return state.to_owned() };
    let was = correction.was.as_deref().unwrap_or(page.pick("空缺", "blank"));
    let by = account.say(&correction.by);
    page.pick(
        &format!("{state}（原为 {was}，经{by}更正）"),
        &format!("{state} (was {was}, corrected by {by})"),
    )
    .to_owned()
}

/// A place with the last part of its file's path: a sheet goes to people who do not have our folders.
fn file_place(place: &Place) -> Place {
    let file = place.file.as_deref().map(|file| file.rsplit(['/', '\\']).next().unwrap_or(file).into());
    Place { file, ..place.clone() }
}

/// The row that a cell stands in.
fn row_place(place: &Place) -> Place {
    Place { column: None, header: None, ..file_place(place) }
}

fn is_same_row(one: &Place, other: &Place) -> bool {
    one.file == other.file && one.sheet == other.sheet && (one.row == other.row || other.row.is_none())
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
                    td data-label=(page.pick("出处", "From")) { (account.say(&row_place(&member.place).name())) }
                }
            } }
        }
    }
}

fn decisions(account: &Account<'_>, decided: &[(&Fact, &Decided)]) -> Markup {
    let page = account.page;
    let plain = |(_, decided): &&(&Fact, &Decided)| decided.entries.is_empty() && !decided.pending;
    let (plain, told): (Vec<_>, Vec<_>) = decided.iter().partition(plain);
    let names: Vec<String> = plain
        .iter()
        .map(|(fact, one)| {
            format!(
                "{}{}{}{}",
                one.name,
                page.pick("（", " ("),
                account.shown(&fact.value),
                page.pick("）", ")")
            )
        })
        .collect();
    html! {
        @if !told.is_empty() {
            table class="stack" {
                caption { (page.pick("认定", "Decisions")) }
                thead { tr {
                    th scope="col" { (page.pick("事项", "Decision")) }
                    th scope="col" { (page.pick("结果", "Value")) }
                    th scope="col" { (page.pick("文号、日期、经办和理由", "Document, date, officer, reason")) }
                } }
                tbody { @for (fact, decided) in told {
                    tr {
                        th scope="row" { (decided.name) }
                        td class="num" data-label=(page.pick("结果", "Value")) { (account.marked(&fact.value)) }
                        td class="words small" { (entries(account, decided)) }
                    }
                } }
            }
        }
        @if !names.is_empty() {
            p class="small" { (page.pick("没有登记认定、取默认值的事项：", "Decisions that are not recorded and take their default: ")) (page.join(&names)) }
        }
    }
}

fn entries(account: &Account<'_>, decided: &Decided) -> String {
    let page = account.page;
    if decided.pending {
        return page.pick("待认定", "pending").to_owned();
    }
    let entry = |entry: &heng_interp::explain::Recorded| {
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let parts = [entry.document.clone(), date, entry.officer.clone(), entry.reason.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(page.pick("，", ", "))
    };
    decided.entries.iter().map(entry).collect::<Vec<_>>().join(page.pick("；", "; "))
}
