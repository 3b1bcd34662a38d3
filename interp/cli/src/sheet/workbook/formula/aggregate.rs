//! One value of many rows.

use heng_interp::program::{
    Aggregate, AggregateFunction, ColumnId, Core, Frame, Kind, Link, Node, TableId, Type,
};
use heng_interp::table::ColumnKind;

use super::super::book::{Reason, Subject};
use super::criteria::{Criteria, Criterion, asks_simply, mentions_asker};
use super::expression::{Gives, Piece, is_absent};
use super::{Translator, is_figure};

/// More cells than this are not gone through for one column of answers.
const MOST_CELLS: u64 = 60_000_000;

impl Translator<'_, '_, '_> {
    /// Why an aggregate cannot be a formula.
    pub(super) fn aggregate_refused(&self, aggregate: &Aggregate) -> Option<Reason> {
        let any = aggregate.function == AggregateFunction::Any;
        let tests = aggregate.filter.iter().chain(aggregate.value.iter().filter(|_| any));
        let plain =
            aggregate.value.iter().filter(|_| !any).chain(aggregate.group.iter().map(|key| &key.inner));
        if !tests.clone().all(asks_simply) || plain.clone().any(mentions_asker) {
            return Some(Reason::AskingRow);
        }
        let kind = aggregate.value.as_ref().map(|value| &value.ty.kind);
        let figures = kind.is_none_or(is_figure);
        match aggregate.function {
            AggregateFunction::Latest => Some(Reason::Function),
            AggregateFunction::Maximum | AggregateFunction::Minimum if !figures => Some(Reason::Function),
            AggregateFunction::Same if !figures => {
                let simple =
                    aggregate.filter.is_none() && aggregate.group.is_empty() && aggregate.link != Link::Whole;
                (!simple).then_some(Reason::Function)
            }
            _ => None,
        }
    }

    /// `平均(x 当 c)`
    pub(super) fn aggregate(
        &mut self,
        aggregate: &Aggregate,
        core: &Core,
        frame: Frame,
    ) -> Result<Piece, Reason> {
        let asked = aggregate.filter.iter().chain(&aggregate.value).any(mentions_asker);
        if aggregate.link == Link::Whole && aggregate.group.is_empty() && frame != Frame::Whole && !asked {
            let at = self.stands(core, Frame::Whole).ok_or(Reason::Function)?;
            return self.book.cell(frame, Frame::Whole, at).ok_or(Reason::Function);
        }
        let there = Frame::Rows(aggregate.table);
        let cells = u64::from(self.book.outcome.rows(frame)) * u64::from(self.book.outcome.rows(there));
        if cells > MOST_CELLS {
            return Err(Reason::Many);
        }
        let mut criteria = Criteria::new();
        if let Some(range) = self.linked(aggregate, frame)? {
            criteria.push(Criterion::equal(range, self.book.line()));
        }
        let askers = self.grouped(aggregate, frame, &mut criteria)?;
        if let Some(filter) = &aggregate.filter {
            self.criteria(filter, there, frame, &mut criteria)?;
        }
        let answer = self.answer(aggregate, core, frame, criteria)?;
        let words = self.book.words;
        let absent = askers.iter().fold(answer.absent, |all, key| all.or(key.absent));
        let guarded =
            askers.iter().filter(|key| !key.absent.is_none()).fold(answer.in_cell(words), |text, key| {
                format!("IF({},{1},{text})", is_absent(&key.text, key.absent, words), key.text)
            });
        if askers.iter().all(|key| key.absent.is_none()) {
            return Ok(answer);
        }
        let gives = if answer.gives == Gives::Test { Gives::Word } else { Gives::Value };
        Ok(Piece { sharp: answer.sharp, ..Piece::chosen(guarded, gives, absent) })
    }

    /// The column that says to which line each row of the table aggregated over belongs.
    fn linked(&mut self, aggregate: &Aggregate, frame: Frame) -> Result<Option<String>, Reason> {
        let there = Frame::Rows(aggregate.table);
        let Frame::Rows(asker) = frame else { return Ok(None) };
        let unit = |span| {
            Core::new(Node::UnitOf(asker), Type { kind: Kind::Reference(asker), optional: true }, span)
        };
        let span = heng_grammar::span::Span::default();
        let belongs = match aggregate.link {
            Link::Whole => return Ok(None),
            Link::Members => unit(span),
            Link::Own(column) => {
                let target = self.target(aggregate.table, column).ok_or(Reason::Function)?;
                let ty = Type { kind: Kind::Reference(target), optional: false };
                let reference = Core::new(Node::Column(column), ty, span);
                if target == asker {
                    reference
                } else {
                    let ty = Type { kind: Kind::Reference(asker), optional: true };
                    Core::new(Node::Follow { table: target, reference, value: unit(span) }, ty, span)
                }
            }
        };
        let at = self.stands(&belongs, there).ok_or(Reason::Function)?;
        Ok(self.book.range(frame, there, at))
    }

    fn target(&self, table: TableId, column: ColumnId) -> Option<TableId> {
        let schema = self.book.outcome.program().tables.get(table.index())?;
        match schema.columns.get(column.index())?.kind {
            ColumnKind::Reference(target) => Some(TableId(u32::try_from(target).ok()?)),
            _ => None,
        }
    }

    /// 按: the keys of the rows, and those of the row that asks.
    fn grouped(
        &mut self,
        aggregate: &Aggregate,
        frame: Frame,
        criteria: &mut Criteria,
    ) -> Result<Vec<Piece>, Reason> {
        let there = Frame::Rows(aggregate.table);
        let mut askers = Vec::new();
        for key in &aggregate.group {
            let at = self.stands(&key.inner, there).ok_or(Reason::Function)?;
            let inner = self.book.cell(there, there, at).ok_or(Reason::Function)?;
            let outer = self.piece(&key.outer, frame);
            let outer = self.atom(outer, &key.outer, frame);
            match &key.inner.ty.kind {
                Kind::Number(_) if !(inner.sharp && outer.sharp) => return Err(Reason::Function),
                Kind::Text if !self.texts_searchable(&key.inner, there) => return Err(Reason::Texts),
                Kind::Text if !self.texts_searchable(&key.outer, frame) => return Err(Reason::Texts),
                Kind::Choice(choice) if !self.members_searchable(*choice) => return Err(Reason::Texts),
                _ => {}
            }
            let range = self.book.range(frame, there, at).ok_or(Reason::Function)?;
            criteria.push(Criterion::equal(range, outer.text.clone()));
            askers.push(outer);
        }
        Ok(askers)
    }
}

/// The columns an aggregate reads besides those its expressions name.
pub fn link_column(aggregate: &Aggregate) -> Option<Subject> {
    match aggregate.link {
        Link::Own(column) => Some(Subject::Data(column)),
        Link::Whole | Link::Members => None,
    }
}
