//! The list of all sheets, with a filter that needs no network.

use heng_interp::compare::GradeStandings;
use heng_interp::table::{ColumnKind, Table};
use maud::{Markup, html};

use super::Report;
use super::subject::row_key;

/// Shows the search box, which is of no use without it, and hides lines that lack what is typed.
pub const FILTER: &str = "const q=document.getElementById('q'),n=document.getElementById('n'),\
r=[...document.querySelectorAll('.list tbody tr')];document.getElementById('s').hidden=false;\
q.addEventListener('input',()=>{const w=q.value.trim().toLowerCase().split(/\\s+/);let c=0;\
for(const t of r){const h=w.every(x=>t.textContent.toLowerCase().includes(x));t.hidden=!h;c+=h}n.textContent=c});";

/// More columns of text than this do not fit a line.
const TEXTS: usize = 3;

/// The list; `href` gives the address of the sheet of the n-th row.
pub fn index(report: &Report<'_, '_>, summary: Option<&str>, href: impl Fn(usize) -> String) -> Markup {
    let words = report.words;
    let Some(table) = report.outcome.table(report.subject.table) else { return html! {} };
    let grade = report.grade();
    let texts = text_columns(table);
    html! {
        p class="issuer" { (report.edition.title) }
        h1 { (words.pick("评价结果报告单目录", "Result sheets")) }
        (report.edition.lead(words))
        (report.edition.banner(words))
        @if let Some(summary) = summary {
            p { a href=(summary) { (words.pick("汇总：各类户数、调档、分乡镇和分行业情况", "Summary: classes, moves, by town and by industry")) } }
        }
        div class="search" id="s" hidden {
            label for="q" { (words.pick("查找", "Find")) }
            input id="q" type="search" autocomplete="off" placeholder=(words.pick("名称、代码、属地、等级……可写几个词", "name, code, town, class …"));
            span { span id="n" { (report.subject.rows.len()) } (words.pick(" 户", " rows")) }
        }
        table class="stack list" {
            thead { (heads(report, table, &texts, grade)) }
            tbody {
                @for (at, row) in report.subject.rows.iter().enumerate() {
                    (line(report, table, &texts, grade, (*row, &href(at))))
                }
            }
        }
    }
}

fn heads(report: &Report<'_, '_>, table: &Table, texts: &[usize], grade: Option<&GradeStandings>) -> Markup {
    let words = report.words;
    let moved = grade.is_some_and(is_moved);
    html! {
        tr {
            @if grade.is_some() { th scope="col" { (words.pick("名次", "Rank")) } }
            th scope="col" { (key_header(table, words)) }
            th scope="col" { (words.pick("名称", "Name")) }
            @for column in texts { th scope="col" { (header(table, *column)) } }
            @if grade.is_some() {
                th scope="col" { (words.pick("得分", "Score")) }
                @if moved { th scope="col" { (words.pick("调整前", "Before moves")) } }
                th scope="col" { (words.pick("等级", "Class")) }
            }
        }
    }
}

fn line(
    report: &Report<'_, '_>,
    table: &Table,
    texts: &[usize],
    grade: Option<&GradeStandings>,
    (row, href): (u32, &str),
) -> Markup {
    let words = report.words;
    let key = row_key(table, row);
    let standing = grade.and_then(|grade| grade.rows.get(&key));
    let class = |class: &heng_interp::compare::Class| {
        let (zh, en) = class.words();
        words.pick(zh, en).to_owned()
    };
    html! {
        tr {
            @if grade.is_some() {
                td class="num first" data-label=(words.pick("名次", "Rank")) {
                    @if let Some(rank) = standing.and_then(|standing| standing.rank) { (rank) }
                }
            }
            th scope="row" { a href=(href) { (key) } }
            td class="full" data-label=(words.pick("名称", "Name")) { @if let Some(name) = table.name_text(row) { a href=(href) { (name) } } }
            @for column in texts { td data-label=(header(table, *column)) { (table.cell_text(row, *column)) } }
            @if let Some(grade) = grade {
                td class="num" data-label=(words.pick("得分", "Score")) { @if let Some(score) = standing.and_then(|s| s.score.as_ref()) { (score) } }
                @if is_moved(grade) {
                    td class="mid" data-label=(words.pick("调整前", "Before moves")) { @if let Some(standing) = standing { (class(&standing.start)) } }
                }
                td class="mid" data-label=(words.pick("等级", "Class")) { @if let Some(standing) = standing { strong { (class(&standing.class)) } } }
            }
        }
    }
}

/// Whether a grade has moves: some row is in another class than before them, or a move's condition held for one.
fn is_moved(grade: &GradeStandings) -> bool {
    grade.rows.values().any(|standing| standing.start != standing.class || !standing.moves.is_empty())
}

fn key_header(table: &Table, words: super::page::Words) -> String {
    let headers: Vec<String> = table.schema().key_columns().map(|column| header(table, column)).collect();
    words.join(&headers)
}

fn header(table: &Table, column: usize) -> String {
    table.schema().columns.get(column).map(|column| column.name.clone()).unwrap_or_default()
}

/// The columns of text and choice that tell rows apart for people: town, industry. Not the key, nor the name.
pub fn text_columns(table: &Table) -> Vec<usize> {
    let schema = table.schema();
    let name = schema.name_column();
    let columns = schema.columns.iter().enumerate();
    let texts = columns.filter(|(at, column)| {
        matches!(column.kind, ColumnKind::Text | ColumnKind::Choice(_))
            && column.used
            && !column.key
            && !column.decision
            && Some(*at) != name
    });
    texts.map(|(at, _)| at).take(TEXTS).collect()
}
