//! The answer to a question typed at the prompt.

use heng_grammar::diagnostic::Language;
use heng_interp::eval::Outcome;
use heng_interp::program::Frame;

use super::paper::{Ink, Paper, Told};
use super::rows::{Listing, Named, rows_told};
use super::value::value_told;
use crate::repl::session::Reply;

/// The value, or the rows, that a question asks for; of rows so many at most.
pub fn reply_told(reply: &Reply, most: Option<usize>, paper: &Paper) -> Told {
    let rows = reply.rows();
    let mut told = reply.evaluated.see(|outcome| match reply.asked.frame {
        _ if reply.is_one() => one(outcome, reply, paper),
        Frame::Whole => one(outcome, reply, paper),
        Frame::Rows(table) => {
            let listing = Listing { table, rows: &rows, listed: reply.asked.listed, most };
            rows_told(outcome, listing, &named(reply), paper)
        }
    });
    told.foot.extend(remarks(reply, paper));
    told
}

/// What the question asks for, by name.
pub fn named(reply: &Reply) -> Vec<Named<'_>> {
    let columns = reply.asked.columns.iter().zip(&reply.titles);
    let named = columns.map(|(column, title)| Named {
        name: title.clone(),
        core: &column.value,
        shown: column.shown,
    });
    named.collect()
}

/// One value says itself; several stand below their names.
fn one(outcome: &Outcome<'_>, reply: &Reply, paper: &Paper) -> Told {
    let columns = named(reply);
    let mut lines = Vec::new();
    for value in &columns {
        let told = value_told(outcome, value.core, (reply.asked.frame, 0), paper);
        match columns.len() {
            1 => lines.extend(told.body),
            _ => {
                lines.extend(paper.wrapped(&value.name, 0).iter().map(|line| paper.paint(Ink::Head, line)));
                lines.extend(told.body.iter().map(|line| format!("  {line}")));
            }
        }
    }
    Told::lines(lines)
}

/// Of which year the values are, and where else they could have been looked for.
fn remarks(reply: &Reply, paper: &Paper) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(year) = reply.asked.year {
        lines.extend(paper.sentence(
            &format!("按年的值取 {year} 年的；别的年份写 名字[年份]"),
            &format!("values by years are those of {year}; NAME[YEAR] gives another"),
            0,
        ));
    }
    let program = reply.evaluated.program();
    let elsewhere = reply.asked.elsewhere.iter();
    let tables: Vec<&str> =
        elsewhere.filter_map(|id| Some(program.tables.get(id.index())?.name.as_str())).collect();
    if !tables.is_empty() {
        let tables = tables.join(if paper.language == Language::Chinese { "、" } else { ", " });
        lines.extend(paper.sentence(
            &format!("{tables} 里也有这些名字；先写 对 表名，再问那张表"),
            &format!("{tables} has these names too; `对 TABLE` first asks there"),
            0,
        ));
    }
    lines.iter().map(|line| paper.paint(Ink::Faint, line)).collect()
}
