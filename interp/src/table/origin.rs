//! Where cells came from.

use std::collections::BTreeMap;
use std::sync::Arc;

use heng_grammar::span::Span;

use heng_grammar::diagnostic::Message;

use super::TextColumn;

/// Where a table came from, so that each of its cells can be named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// The file's name as the user gave it; absent for rows written in a script.
    pub file: Option<Arc<str>>,
    /// The sheet, in files that have sheets.
    pub sheet: Option<Arc<str>>,
    /// Per column of the schema, the column of the file; absent where the file lacks it.
    pub columns: Vec<Option<SourceColumn>>,
    /// Per row, its number.
    pub rows: RowNumbers,
    /// Per row, its entry in a script; empty for files.
    pub spans: Vec<Span>,
    /// Per column of the schema the rows of its cells in the file, where these stand in other rows than the key: in a long file the
    /// values of 2024 stand in the rows of 2024. 0 where the file has no such row. Empty for other files.
    pub cell_rows: Vec<Option<Arc<[u32]>>>,
    /// Per row what it is called in the file, for messages: the name of an enterprise. Empty where the file has no such column, or
    /// the program reads it.
    pub names: TextColumn,
    /// Cells that were corrected since: by row and column of the schema.
    pub corrections: BTreeMap<(u32, usize), Arc<CellCorrection>>,
}

/// Why a cell is not what its file has: an appeal that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellCorrection {
    /// The cell as the file has it, with its unit; absent where it has no value.
    pub was: Option<String>,
    /// `申诉 3，通工信〔2022〕31号`
    pub by: Message,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceColumn {
    /// Counted from 0: 0 is column A.
    pub index: u32,
    /// Its header as printed.
    pub header: Arc<str>,
}

/// Row numbers as a spreadsheet shows them, counted from 1; runs without gaps cost nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowNumbers {
    /// (place in the table, number in the file) at the start of each run.
    runs: Vec<(u32, u32)>,
    next: (u32, u32),
}

impl RowNumbers {
    /// Adds a row.
    pub fn push(&mut self, number: u32) {
        let (row, expected) = self.next;
        if self.runs.is_empty() || number != expected {
            self.runs.push((row, number));
        }
        self.next = (row.saturating_add(1), number.saturating_add(1));
    }

    /// Adds the rows of `other` behind its own; their numbers count on from `before`.
    pub(super) fn join(&mut self, other: &Self, before: u32) {
        let ends = other.runs.iter().skip(1).map(|(row, _)| *row).chain([other.next.0]);
        for ((start, number), end) in other.runs.iter().zip(ends) {
            let number = number.saturating_add(before);
            self.push(number);
            let more = (end - start).saturating_sub(1);
            self.next = (self.next.0.saturating_add(more), self.next.1.saturating_add(more));
        }
    }

    /// The number of a row.
    pub fn get(&self, row: u32) -> Option<u32> {
        let run = self.runs.partition_point(|(start, _)| *start <= row).checked_sub(1)?;
        let (start, number) = self.runs.get(run)?;
        (row < self.next.0).then(|| number + (row - start))
    }
}

/// The name of a cell, a row, a column or a whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file's name; absent for rows written in a script.
    pub file: Option<Arc<str>>,
    /// The sheet.
    pub sheet: Option<Arc<str>>,
    /// Counted from 1, as a spreadsheet shows it.
    pub row: Option<u32>,
    /// Counted from 0: 0 is column A.
    pub column: Option<u32>,
    /// The column's header as printed.
    pub header: Option<Arc<str>>,
    /// The row's entry in a script.
    pub span: Option<Span>,
}

impl Origin {
    /// The name of the cell in `row` and the schema's `column`; of the row or the whole where one is not given.
    pub fn place(&self, row: Option<u32>, column: Option<usize>) -> Place {
        let source = column.and_then(|c| self.columns.get(c)).and_then(Option::as_ref);
        Place {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row: row.filter(|_| self.file.is_some()).and_then(|r| self.row_number(r, column)),
            column: source.map(|s| s.index),
            header: source.map(|s| Arc::clone(&s.header)),
            span: row.and_then(|r| self.spans.get(r as usize)).copied(),
        }
    }

    fn row_number(&self, row: u32, column: Option<usize>) -> Option<u32> {
        match column.and_then(|c| self.cell_rows.get(c)).and_then(Option::as_ref) {
            Some(rows) => rows.get(row as usize).copied().filter(|number| *number > 0),
            None => self.rows.get(row).filter(|number| *number > 0),
        }
    }
}

impl Place {
    /// `企业.csv 第 12 行 C 列`, `企业.xlsx!Sheet1!C12`, and the same in English.
    pub fn name(&self) -> Message {
        let file = self.file.as_deref().unwrap_or_default();
        let file = match &self.sheet {
            Some(sheet) => format!("{file}!{sheet}"),
            None => file.to_owned(),
        };
        let letter = self.column.map(column_letters);
        if let (Some(_), Some(letter)) = (&self.sheet, &letter) {
            let row = self.row.map(|r| r.to_string()).unwrap_or_default();
            let name = format!("{file}!{letter}{row}");
            return Message::new(name.clone(), name);
        }
        let (mut zh, mut en) = (file.clone(), file);
        if let Some(row) = self.row {
            zh.push_str(&format!(" 第 {row} 行"));
            en.push_str(&format!(" row {row}"));
        }
        if let Some(letter) = letter {
            zh.push_str(&format!(" {letter} 列"));
            en.push_str(&format!(" column {letter}"));
        }
        Message::new(zh.trim(), en.trim())
    }
}

/// `A` for 0, `Z` for 25, `AA` for 26.
pub fn column_letters(index: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(index) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        let letters: Vec<String> = [0, 25, 26, 27, 701, 702].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }

    #[test]
    fn row_numbers_survive_gaps() {
        let mut rows = RowNumbers::default();
        for number in [3, 4, 7, 8, 20] {
            rows.push(number);
        }
        let back: Vec<_> = (0..6).map(|row| rows.get(row)).collect();
        assert_eq!(back, [Some(3), Some(4), Some(7), Some(8), Some(20), None]);
    }

    #[test]
    fn cells_have_the_names_people_use() {
        let mut place =
            Place { file: Some("企业.csv".into()), row: Some(12), column: Some(2), ..Place::default() };
        assert_eq!(place.name(), Message::new("企业.csv 第 12 行 C 列", "企业.csv row 12 column C"));
        place.sheet = Some("Sheet1".into());
        assert_eq!(place.name().zh, "企业.csv!Sheet1!C12");
        place.column = None;
        assert_eq!(place.name().zh, "企业.csv!Sheet1 第 12 行");
    }
}
