//! `:名称`: the names of the script, by what they are.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::suggest::NameIndex;
use heng_interp::symbol::{Symbol, SymbolKind};

use super::fault;
use super::known::KnownNames;
use crate::repl::print::{Ink, Paper, Told, pairs};

/// At most so many names that are like what was typed.
const MOST: usize = 60;

/// All names, or those that are like a part.
///
/// # Errors
/// H1017 where no name is like it.
pub fn names_told(known: &KnownNames<'_>, part: &str, paper: &Paper) -> Result<Told, Box<Diagnostic>> {
    if part.is_empty() {
        return Ok(Told::lines(all(known, paper)));
    }
    let index = NameIndex::new(known.names.symbols().map(Symbol::own_name));
    let found = index.complete(part, MOST);
    let mut rows: Vec<(String, String)> = Vec::new();
    for name in &found {
        let own = known.names.symbols().filter(|symbol| symbol.own_name() == *name);
        for symbol in own {
            let row = (known.names.full_name(symbol), said(symbol, paper));
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    if rows.is_empty() {
        let names: Vec<&str> = known.names.symbols().map(Symbol::own_name).collect();
        return Err(Box::new(fault::no_name(part, &names)));
    }
    Ok(Told::lines(pairs(&rows, paper, (0, 24))))
}

/// What a symbol is, in a few words: `列，万元`.
pub fn said(symbol: &Symbol, paper: &Paper) -> String {
    let kind = paper.say(&symbol.kind.words()).to_owned();
    match &symbol.ty {
        Some(ty) => format!("{kind}{}{ty}", paper.pick("，", ", ")),
        None => kind,
    }
}

/// The names that stand for themselves, by their kind; columns and values by their table.
fn all(known: &KnownNames<'_>, paper: &Paper) -> Vec<String> {
    let mut groups: BTreeMap<(Option<&str>, SymbolKind), Vec<String>> = BTreeMap::new();
    for symbol in known.names.symbols().filter(|symbol| stands_alone(symbol.kind)) {
        let names = groups.entry((known.names.table_of(symbol), symbol.kind)).or_default();
        let name = symbol.dotted();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut lines = Vec::new();
    let mut last = None;
    for ((table, kind), names) in &groups {
        if table.is_some() && *table != last {
            let title = paper.quoted(table.unwrap_or_default());
            let lead = paper.pick("每行都有的：", "of each row:");
            lines.push(paper.paint(Ink::Head, &format!("{title} {lead}")));
        }
        last = *table;
        let indent = if table.is_some() { 2 } else { 0 };
        let kind = kind.words();
        let text = format!("{}（{}）：{}", paper.say(&kind), names.len(), names.join("、"));
        lines.extend(paper.wrapped(&text, indent));
    }
    lines
}

/// Whether a name is listed by itself, not under the block that it is a part of.
fn stands_alone(kind: SymbolKind) -> bool {
    let aside = [SymbolKind::Policy, SymbolKind::Prefix, SymbolKind::OutputColumn, SymbolKind::Alias];
    !kind.is_part() && !aside.contains(&kind)
}
