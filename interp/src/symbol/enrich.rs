//! What only a checked program can tell of names.

use std::collections::BTreeMap;

use super::{Names, Symbol, SymbolKind};
use crate::program::{Frame, Kind, Program, TableId, Type};

impl Names {
    /// Gives the definitions that do not say theirs the units and types that a program found: that of the same documents,
    /// or of the last of them that compiled.
    pub fn enrich(&mut self, program: &Program) {
        let mut found: BTreeMap<(Option<String>, String), String> = BTreeMap::new();
        for definition in &program.definitions {
            let table = match definition.frame {
                Frame::Rows(table) => table_name(program, table),
                Frame::Whole => None,
            };
            let ty = type_text(program, &definition.body.ty);
            if let Some(ty) = ty {
                found.entry((table, definition.path.join("."))).or_insert(ty);
            }
        }
        let known: Vec<Option<String>> =
            self.list.iter().map(|symbol| found.get(&self.key(symbol)).cloned()).collect();
        for (symbol, ty) in self.list.iter_mut().zip(known) {
            if symbol.ty.is_none() && symbol.kind.is_value() && symbol.kind != SymbolKind::Column {
                symbol.ty = ty;
            }
        }
    }

    /// The table and the path with the prefix of its space, as the program has them.
    fn key(&self, symbol: &Symbol) -> (Option<String>, String) {
        let prefix = self.spaces.get(symbol.space.0).map_or(&[][..], |space| space.prefix.as_slice());
        let path: Vec<&str> = prefix.iter().chain(&symbol.path).map(String::as_str).collect();
        (self.table_of(symbol).map(str::to_owned), path.join("."))
    }
}

fn table_name(program: &Program, table: TableId) -> Option<String> {
    program.tables.get(table.index()).map(|schema| schema.name.clone())
}

/// A type as a script writes it after `:`; none where it is not known.
pub fn type_text(program: &Program, ty: &Type) -> Option<String> {
    Some(match &ty.kind {
        Kind::Number(number) if number.unit.is_plain() => "1".to_owned(),
        Kind::Number(number) => program.units.text(&number.unit),
        Kind::Text => "文本".to_owned(),
        Kind::YesNo => "是否".to_owned(),
        Kind::Date => "日期".to_owned(),
        Kind::Year => "年份".to_owned(),
        Kind::Choice(id) => program.choice(*id)?.name.clone(),
        Kind::Reference(table) => format!("→ {}", table_name(program, *table)?),
        Kind::Unknown => return None,
    })
}
