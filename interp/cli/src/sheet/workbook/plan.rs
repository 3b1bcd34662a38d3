//! From an outcome to a book: what is needed is given a place, then one definition after the other becomes a formula.

use heng_interp::eval::Outcome;
use heng_interp::program::{ColumnId, DefinitionId, Frame, Kind, Number, Program, Role, TableId};
use heng_interp::table::{Cells, ColumnKind};

use super::absent;
use super::book::{Book, Column, Content, Subject};
use super::formula::Translator;
use super::names::SheetNames;
use super::reach::Reach;
use super::words::{Absences, Words};

/// The calculation sheets of an outcome.
pub fn book<'o, 'a>(outcome: &'o Outcome<'a>, names: SheetNames, said: crate::sheet::Words) -> Book<'o, 'a> {
    let program = outcome.program();
    let reach = Reach::of(program);
    let tables: Vec<TableId> = reach.tables.iter().copied().collect();
    let words = Words { bracketed: collides(outcome, &reach) };
    let mut book = Book::new(outcome, &tables, (words, said), names);
    for id in &reach.parameters {
        let Some(note) = program.parameters.get(id.index()) else { continue };
        let absent = absent::of_parameter(outcome, *id);
        book.put(Frame::Whole, given(Subject::Parameter(*id), note.ty.kind.clone(), absent));
    }
    for (frame, subject) in &reach.data {
        if let (Frame::Rows(table), Subject::Data(column)) = (frame, subject) {
            let absent = absent::of_data(outcome, *table, *column);
            let kind = kind_of(program, *table, *column);
            book.put(*frame, given(subject.clone(), kind, absent));
        }
    }
    allocate(&mut book, program, &reach);
    let mut translator = Translator::new(&mut book);
    for id in program.order.iter().filter(|id| reach.definitions.contains(id)) {
        translator.define(*id);
    }
    book
}

/// What readers ask for comes first, in the order written; what is made by lowering stands behind it.
fn allocate(book: &mut Book<'_, '_>, program: &Program, reach: &Reach) {
    let role = |id: &DefinitionId| program.definition(*id).map(|definition| definition.role);
    let (hidden, shown): (Vec<_>, Vec<_>) =
        reach.definitions.iter().copied().partition(|id| role(id) == Some(Role::Hidden));
    for id in shown.into_iter().chain(hidden) {
        let Some(definition) = program.definition(id) else { continue };
        let kind = definition.body.ty.kind.clone();
        let column = Column {
            subject: Subject::Definition(id),
            kind,
            absent: Absences::NONE,
            content: Content::Open,
            sharp: false,
        };
        book.put(definition.frame, column);
    }
}

fn given(subject: Subject, kind: Kind, absent: Absences) -> Column {
    Column { subject, kind, absent, content: Content::Given, sharp: true }
}

/// What a column of data is to an expression.
fn kind_of(program: &Program, table: TableId, column: ColumnId) -> Kind {
    let rule = program.tables.get(table.index()).and_then(|schema| schema.columns.get(column.index()));
    match rule.map(|rule| &rule.kind) {
        Some(ColumnKind::Number(_)) => Kind::Number(Number::default()),
        Some(ColumnKind::YesNo) => Kind::YesNo,
        Some(ColumnKind::Date) => Kind::Date,
        Some(ColumnKind::Year) => Kind::Year,
        Some(ColumnKind::Choice(choice)) => program
            .choices
            .iter()
            .position(|one| one.name == choice.name)
            .and_then(|at| u32::try_from(at).ok())
            .map_or(Kind::Unknown, |at| Kind::Choice(heng_interp::program::ChoiceId(at))),
        Some(ColumnKind::Reference(target)) => match u32::try_from(*target) {
            Ok(target) => Kind::Reference(TableId(target)),
            Err(_) => Kind::Unknown,
        },
        Some(ColumnKind::Text) | None => Kind::Text,
    }
}

/// Whether a text of the data is one of the words for no value.
fn collides(outcome: &Outcome<'_>, reach: &Reach) -> bool {
    reach.data.iter().any(|(frame, subject)| {
        let (Frame::Rows(table), Subject::Data(column)) = (frame, subject) else { return false };
        let cells = outcome.table(*table).and_then(|table| table.column(column.index()));
        let Some(Cells::Text(texts)) = cells.map(heng_interp::table::Column::cells) else { return false };
        (0..outcome.rows(*frame)).any(|row| Words::collides(texts.get(row as usize)))
    })
}
