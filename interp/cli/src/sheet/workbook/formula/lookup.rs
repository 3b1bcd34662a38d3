//! Cells of the data, other definitions, other rows.

use heng_interp::program::{ColumnId, Core, DefinitionId, Frame, Kind, Node, ParameterId, TableId};
use heng_interp::value::{Absence, Value};

use super::super::book::{Reason, Subject};
use super::super::words::Absences;
use super::Translator;
use super::expression::{Binding, Gives, Piece};

impl Translator<'_, '_, '_> {
    /// A column of the data.
    pub(super) fn data(&mut self, column: ColumnId, frame: Frame) -> Piece {
        self.subject(&Subject::Data(column), frame, frame)
    }

    /// A definition of the same frame, or one of the whole seen from any frame.
    pub(super) fn defined(&mut self, id: DefinitionId, frame: Frame) -> Piece {
        let own = self.book.outcome.program().definition(id).map_or(frame, |definition| definition.frame);
        self.subject(&Subject::Definition(id), frame, own)
    }

    /// What the run sets.
    pub(super) fn parameter(&mut self, id: ParameterId, frame: Frame) -> Piece {
        self.subject(&Subject::Parameter(id), frame, Frame::Whole)
    }

    fn subject(&self, subject: &Subject, here: Frame, own: Frame) -> Piece {
        let place = self.book.column(own, subject).map(|(at, _)| at);
        let cell = place.and_then(|at| self.book.cell(here, own, at));
        cell.unwrap_or_else(|| {
            let absent = Absences::one(Absence::Missing);
            Piece::of_cell(self.book.words.quoted(Absence::Missing), Gives::Value, absent)
        })
    }

    /// `企业["E1"]`: the line of the row with this key; an error, and missing, where there is none.
    pub(super) fn find(&mut self, table: TableId, key: &Core, frame: Frame) -> Result<Piece, Reason> {
        if let Node::Constant(value) = key.node.as_ref() {
            let row = self.book.outcome.table(table).and_then(|table| table.find(value));
            return Ok(match row {
                Some(row) => Piece::constant(self.line_of(table, row).to_string()),
                None => Piece::of_cell(
                    self.book.words.quoted(Absence::Missing),
                    Gives::Value,
                    Absences::one(Absence::Missing),
                ),
            });
        }
        let there = Frame::Rows(table);
        let keys = self.key_column(table).ok_or(Reason::Function)?;
        let (_, column) = self.book.column(there, &Subject::Data(keys)).ok_or(Reason::Function)?;
        if !super::is_figure(&column.kind) || matches!(column.kind, Kind::Reference(_)) {
            self.searchable(table, keys)?;
        }
        let at = self.book.column(there, &Subject::Data(keys)).map(|(at, _)| at).ok_or(Reason::Function)?;
        let range = self.book.range(frame, there, at).ok_or(Reason::Function)?;
        let parts = self.together(&[key], frame);
        let Some(piece) = parts.first() else { return Err(Reason::Function) };
        let text = format!("MATCH({},{range},0)", piece.text);
        Ok(Piece::strict(text, Binding::Tight, &[piece]).or_missing().sharp(true))
    }

    fn key_column(&self, table: TableId) -> Option<ColumnId> {
        let schema = self.book.outcome.program().tables.get(table.index())?;
        let mut keys = schema.key_columns();
        let only = keys.next().filter(|_| keys.next().is_none())?;
        Some(ColumnId(u32::try_from(only).ok()?))
    }

    /// Keys that a search finds as they are: no patterns, and none that differ only in capitals.
    fn searchable(&self, table: TableId, column: ColumnId) -> Result<(), Reason> {
        let Some(data) = self.book.outcome.table(table) else { return Err(Reason::Texts) };
        let mut seen = std::collections::BTreeSet::new();
        for row in 0..data.rows() {
            if let Value::Text(text) = data.value(row, column.index())
                && (text.contains(['*', '?', '~']) || !seen.insert(super::text::fold(&text)))
            {
                return Err(Reason::Texts);
            }
        }
        Ok(())
    }

    /// `企业[编号].综合得分`: the value at the row of the reference.
    pub(super) fn follow(&mut self, table: TableId, reference: &Core, value: &Core, frame: Frame) -> Piece {
        let there = Frame::Rows(table);
        let piece = self.piece(reference, frame);
        let line = self.atom(piece, reference, frame);
        // A value of the whole is the same at every row.
        let found = self.stands(value, there).and_then(|at| {
            let column = self.book.sheet(there)?.columns.get(at as usize)?;
            let (absent, sharp) = (column.absent, column.sharp);
            Some((self.book.range(frame, there, at)?, absent, sharp))
        });
        let Some((range, absent, sharp)) = found else {
            return self.value_cell(value, frame, Reason::Function);
        };
        let read = format!("INDEX({range},{})", line.text);
        let text = match line.absent.is_none() {
            true => read,
            false => format!("IF(ISNUMBER({0}),{read},{0})", line.text),
        };
        let gives = if value.ty.kind == Kind::YesNo { Gives::Word } else { Gives::Value };
        Piece { sharp, ..Piece::chosen(text, gives, absent.or(line.absent)) }
    }
}
