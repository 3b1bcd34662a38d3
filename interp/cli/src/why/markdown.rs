//! The outline as Markdown: nested lists and tables.

use super::outline::{Entry, Grid, Line, Outline, Style};
use crate::report::text::Align;

/// A page of Markdown.
pub fn page(outline: &Outline) -> String {
    let mut out = format!("# {}\n\n", escaped(&outline.title));
    for line in &outline.subtitle {
        out.push_str(&format!("{}\n\n", escaped(line)));
    }
    for entry in &outline.entries {
        out.push_str(&format!("## {}\n\n", line(&entry.head)));
        for said in &entry.lines {
            out.push_str(&format!("{}\n\n", line(said)));
        }
        if let Some(grid) = &entry.grid {
            table(grid, "", &mut out);
        }
        for below in &entry.entries {
            item(below, 0, &mut out);
        }
        out.push('\n');
    }
    for said in &outline.legend {
        out.push_str(&format!("{}  \n", escaped(said)));
    }
    out
}

/// An entry as an item of a list; what is said of it stands in the item, a blank line apart where it is a table.
fn item(entry: &Entry, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    out.push_str(&format!("{indent}- {}\n", line(&entry.head)));
    for said in &entry.lines {
        out.push_str(&format!("{indent}  <br>{}\n", line(said)));
    }
    if let Some(grid) = &entry.grid {
        out.push('\n');
        table(grid, &format!("{indent}  "), out);
    }
    for below in &entry.entries {
        item(below, depth + 1, out);
    }
}

fn table(grid: &Grid, indent: &str, out: &mut String) {
    let row = |cells: Vec<String>| format!("{indent}| {} |\n", cells.join(" | "));
    out.push_str(&row(grid.header.iter().map(|(name, _)| escaped(name)).collect()));
    let rule = grid.header.iter().map(|(_, align)| match align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    });
    out.push_str(&row(rule.collect()));
    for (at, cells) in grid.rows.iter().enumerate() {
        let strong = |cell: &String| match grid.here == Some(at) && !cell.is_empty() {
            true => format!("**{}**", escaped(cell)),
            false => escaped(cell),
        };
        out.push_str(&row(cells.iter().map(strong).collect()));
    }
    out.push('\n');
}

fn line(line: &Line) -> String {
    let runs = line.runs.iter().map(|run| {
        let trimmed = run.text.trim();
        if trimmed.is_empty() {
            return run.text.clone();
        }
        let (before, after) = run.text.split_once(trimmed).unwrap_or_default();
        let words = match run.style {
            Style::Value => format!("**{}**", escaped(trimmed)),
            Style::Code => format!("`{}`", trimmed.replace('`', "'")),
            Style::Plain | Style::Name | Style::Faint | Style::Yes | Style::No => escaped(trimmed),
        };
        format!("{before}{words}{after}")
    });
    runs.collect()
}

/// What Markdown would take for a mark is made harmless.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '`' | '|' | '<' | '#' | '\\' | '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
