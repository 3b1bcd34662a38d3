//! The outline as one page of HTML: levels that fold, nothing from a network, fit for a phone and for A4.

use heng_grammar::diagnostic::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::outline::{Entry, Grid, Line, Outline, Style};
use crate::report::text::Align;

/// The style of the page.
const STYLE: &str = include_str!("page.css");

/// Levels below this one are folded until they are asked for.
const UNFOLDED: usize = 2;

/// The whole page.
pub fn page(outline: &Outline, language: Language) -> String {
    let tag = if language == Language::Chinese { "zh-CN" } else { "en" };
    let document = html! {
        (DOCTYPE)
        html lang=(tag) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (outline.title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (fragment(outline)) } }
        }
    };
    document.into_string()
}

/// What stands in the page, for pages of others.
pub fn fragment(outline: &Outline) -> Markup {
    html! {
        header {
            h1 { (outline.title) }
            @for line in &outline.subtitle { p class="subtitle" { (line) } }
        }
        @for root in &outline.entries {
            section class="root" {
                h2 { (line(&root.head)) }
                (said(root))
                @if !root.entries.is_empty() {
                    ul { @for below in &root.entries { (item(below, 1)) } }
                }
            }
        }
        @if !outline.legend.is_empty() {
            footer { @for said in &outline.legend { p { (said) } } }
        }
    }
}

fn item(entry: &Entry, level: usize) -> Markup {
    let leaf = entry.entries.is_empty() && entry.lines.is_empty() && entry.grid.is_none();
    html! {
        li {
            @if leaf {
                div class="leaf" { (line(&entry.head)) }
            } @else {
                details open[level <= UNFOLDED] {
                    summary { (line(&entry.head)) }
                    (said(entry))
                    @if !entry.entries.is_empty() {
                        ul { @for below in &entry.entries { (item(below, level + 1)) } }
                    }
                }
            }
        }
    }
}

fn said(entry: &Entry) -> Markup {
    html! {
        @for text in &entry.lines { p { (line(text)) } }
        @if let Some(grid) = &entry.grid { (table(grid)) }
    }
}

fn table(grid: &Grid) -> Markup {
    let side = |align: Align| (align == Align::Right).then_some("figure");
    html! {
        div class="grid" {
            table {
                thead { tr { @for (name, align) in &grid.header { th class=[side(*align)] { (name) } } } }
                tbody {
                    @for (at, row) in grid.rows.iter().enumerate() {
                        tr class=[(grid.here == Some(at)).then_some("here")] {
                            @for (cell, (_, align)) in row.iter().zip(&grid.header) {
                                td class=[side(*align)] { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(line: &Line) -> Markup {
    html! {
        @for run in &line.runs {
            @match class(run.style) {
                Some(class) => { span class=(class) { (run.text) } }
                None => { (run.text) }
            }
        }
    }
}

fn class(style: Style) -> Option<&'static str> {
    match style {
        Style::Plain => None,
        Style::Name => Some("name"),
        Style::Value => Some("value"),
        Style::Code => Some("code"),
        Style::Faint => Some("faint"),
        Style::Yes => Some("yes"),
        Style::No => Some("no"),
    }
}
