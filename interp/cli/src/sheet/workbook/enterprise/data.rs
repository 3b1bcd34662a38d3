//! The data of the row: each cell that the result hangs on, and where it came from.

use heng_interp::program::{ColumnId, Frame, Kind, TableId};
use heng_interp::table::{ColumnKind, Table};
use heng_interp::value::Value;
use rust_xlsxwriter::XlsxError;

use super::super::book::{Content, Subject};
use super::super::cells::CellValue;
use super::{Page, Shown};

impl Page<'_, '_, '_, '_, '_, '_> {
    /// The row's own cells, then the rows of other tables that point at it.
    pub(super) fn data(&mut self) -> Result<(), XlsxError> {
        let table = self.report.subject.table;
        let Some(rows) = self.report.outcome.table(table) else { return Ok(()) };
        let title = self.pick("评价数据", "Data");
        self.part(title)?;
        let heads = [
            (self.pick("数据项", "Item"), 1),
            (self.pick("数值", "Value"), 1),
            (self.pick("单位", "Unit"), 1),
            (self.pick("出处", "Source"), 4),
        ];
        self.heads(&heads)?;
        for column in self.given(table) {
            self.datum(rows, table, column)?;
        }
        for (child, column) in self.children(table) {
            self.own_rows(child, column)?;
        }
        Ok(())
    }

    /// The columns of data on the calculation sheet of a table that are no texts which say who the row is.
    fn given(&self, table: TableId) -> Vec<ColumnId> {
        let Some(sheet) = self.figures.book.sheet(Frame::Rows(table)) else { return Vec::new() };
        let given = sheet.columns.iter().filter(|column| matches!(column.content, Content::Given));
        given
            .filter_map(|column| match (&column.subject, &column.kind) {
                (Subject::Data(id), kind) if *kind != Kind::Text => Some(*id),
                _ => None,
            })
            .collect()
    }

    fn datum(&mut self, rows: &Table, table: TableId, column: ColumnId) -> Result<(), XlsxError> {
        let Some(rule) = rows.schema().columns.get(column.index()) else { return Ok(()) };
        let value = rows.value(self.row, column.index());
        if rule.decision && (rule.default.as_ref() == Some(&value) || matches!(value, Value::Absent(_))) {
            return Ok(());
        }
        let unit = match &rule.kind {
            ColumnKind::Number(number) => number.unit.clone(),
            _ => String::new(),
        };
        let place = rows.place(self.row, column.index()).name();
        let place = if rule.decision {
            self.pick("认定登记册", "register of decisions").to_owned()
        } else if let Some(correction) = rows.correction(self.row, column.index()) {
            let words = self.report.words;
            let was = correction.was.clone().unwrap_or_else(|| words.pick("没有数", "no value").to_owned());
            let (at, by) = (place.get(words.0), correction.by.get(words.0));
            words.pick(&format!("{at}（原为 {was}，{by}）"), &format!("{at} (was {was}; {by})")).to_owned()
        } else {
            place.get(self.report.words.0).to_owned()
        };
        let cell = self.cell_of((rows, table), column, self.row);
        self.cells(vec![Shown::Text(rule.name.clone()), cell, Shown::Middle(unit), Shown::Text(place)])
    }

    /// A cell of the data; a reference to a row is said by its key.
    fn cell_of(&self, (rows, table): (&Table, TableId), column: ColumnId, row: u32) -> Shown {
        let kind = rows.schema().columns.get(column.index()).map(|rule| &rule.kind);
        if let (Some(ColumnKind::Reference(target)), Value::Reference(to)) =
            (kind, rows.value(row, column.index()))
        {
            let target = u32::try_from(*target).ok().and_then(|at| self.report.outcome.table(TableId(at)));
            return Shown::Middle(target.and_then(|target| target.key_text(to)).unwrap_or_default());
        }
        Shown::Figure(self.figures.subject(&Subject::Data(column), Frame::Rows(table), row))
    }

    /// The tables whose rows point at rows of this one, by which column.
    fn children(&self, table: TableId) -> Vec<(TableId, ColumnId)> {
        let mut children = Vec::new();
        for sheet in &self.figures.book.sheets {
            let Frame::Rows(child) = sheet.frame else { continue };
            let points = sheet.columns.iter().find_map(|column| match (&column.subject, &column.kind) {
                (Subject::Data(id), Kind::Reference(target)) if *target == table => Some(*id),
                _ => None,
            });
            children.extend(points.map(|column| (child, column)));
        }
        children
    }

    /// The rows of another table that point at the row.
    fn own_rows(&mut self, child: TableId, points: ColumnId) -> Result<(), XlsxError> {
        let Some(table) = self.report.outcome.table(child) else { return Ok(()) };
        let Some(sheet) = self.figures.book.sheet(Frame::Rows(child)) else { return Ok(()) };
        let Some((at, _)) = self.figures.book.column(Frame::Rows(child), &Subject::Data(points)) else {
            return Ok(());
        };
        let line = self.figures.book.sheet(Frame::Rows(self.report.subject.table));
        let line = line.and_then(|sheet| sheet.line_of.get(self.row as usize)).copied().unwrap_or(0);
        let wanted = CellValue::Number(line.to_string());
        let cells = self.figures.column(Frame::Rows(child), at);
        let rows: Vec<u32> =
            sheet.rows.iter().zip(cells).filter(|(_, cell)| **cell == wanted).map(|(row, _)| *row).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let columns: Vec<ColumnId> = self.given_but(child, points).into_iter().take(5).collect();
        let name = |id: &ColumnId| table.schema().columns.get(id.index()).map(|rule| rule.name.clone());
        let names: Vec<String> = columns.iter().filter_map(name).collect();
        let source = self.pick("出处", "Source");
        let left = super::LAST + 1 - u16::try_from(columns.len()).unwrap_or(5);
        let mut heads: Vec<(&str, u16)> = names.iter().map(|name| (name.as_str(), 1)).collect();
        heads.push((source, left));
        let titled = format!("{}{}", self.pick("名下的", "Own "), table.schema().name);
        self.styles.text(self.out, (self.line, 0), &titled, super::Look::Lead)?;
        self.line += 1;
        self.heads(&heads)?;
        for row in rows {
            let mut cells: Vec<Shown> = Vec::new();
            for column in &columns {
                cells.push(self.cell_of((table, child), *column, row));
            }
            let place = heng_interp::table::Place { column: None, ..table.place(row, points.index()) };
            cells.push(Shown::Text(place.name().get(self.report.words.0).to_owned()));
            self.cells(cells)?;
        }
        Ok(())
    }

    fn given_but(&self, table: TableId, points: ColumnId) -> Vec<ColumnId> {
        let Some(sheet) = self.figures.book.sheet(Frame::Rows(table)) else { return Vec::new() };
        let given = sheet.columns.iter().filter(|column| matches!(column.content, Content::Given));
        given
            .filter_map(|column| match &column.subject {
                Subject::Data(id) if *id != points => Some(*id),
                _ => None,
            })
            .collect()
    }
}
