//! Who explains: an outcome, a batch of rows, and what has been looked at for them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::asked::Asked;
use super::edge::Places;
use super::lens::{Lens, Seen, Spot};
use super::model::{Explanation, Recorded, RowName};
use super::role::Roles;
use super::telling::{Subject, Telling};
use crate::eval::Outcome;
use crate::program::{DefinitionId, Frame, Program, TableId};

/// Explains values of some rows of a table, and of the whole. Each node of the program is looked at once for all rows of the batch.
///
/// ```text
/// let rows: Vec<u32> = (0..2000).collect();
/// let explainer = Explainer::new(&outcome, Frame::Rows(firms), &rows);
/// for row in rows {
///     let explanation = explainer.explain(&[grade], row);
///     // explanation.root(): the grade; its account: an Adjust with every move tried
/// }
/// ```
pub struct Explainer<'o, 'a> {
    pub(super) outcome: &'o Outcome<'a>,
    pub(super) program: &'a Program,
    pub(super) roles: Roles<'a>,
    pub(super) decisions: &'o [Recorded],
    pub(super) places: RefCell<BTreeMap<DefinitionId, Rc<Places>>>,
    pub(super) distances: RefCell<BTreeMap<(DefinitionId, u32), Rc<Seen<'o, 'a>>>>,
    batch: Rc<Lens<'o, 'a>>,
    whole: Rc<Lens<'o, 'a>>,
    others: RefCell<BTreeMap<(TableId, u32), Rc<Lens<'o, 'a>>>>,
}

impl<'o, 'a> Explainer<'o, 'a> {
    /// Explains values of these rows of a frame; rows that are not among them can be explained too, one by one.
    pub fn new(outcome: &'o Outcome<'a>, frame: Frame, rows: &[u32]) -> Self {
        let program = outcome.program();
        let rows = if frame == Frame::Whole { vec![0] } else { rows.to_vec() };
        Self {
            outcome,
            program,
            roles: Roles::of(program),
            decisions: &[],
            places: RefCell::default(),
            distances: RefCell::default(),
            batch: Rc::new(Lens::new(outcome, frame, rows)),
            whole: Rc::new(Lens::new(outcome, Frame::Whole, vec![0])),
            others: RefCell::default(),
        }
    }

    /// With what the register of decisions says, so that a decided value can name its document.
    #[must_use]
    pub fn with_decisions(mut self, decisions: &'o [Recorded]) -> Self {
        self.decisions = decisions;
        self
    }

    /// Why these definitions have their values, for a row of their frame (0 for those of the whole).
    pub fn explain(&self, definitions: &[DefinitionId], row: u32) -> Explanation {
        let frames = definitions.iter().filter_map(|id| self.program.definition(*id)).map(|d| d.frame);
        let asked: Vec<Asked> = definitions.iter().map(|id| Asked::Definition(*id)).collect();
        self.explain_all(&asked, frames.max().unwrap_or(Frame::Whole), row)
    }

    /// The same of values of any kind, for a row of a frame.
    pub fn explain_all(&self, asked: &[Asked], frame: Frame, row: u32) -> Explanation {
        let name = match frame {
            Frame::Whole => None,
            Frame::Rows(table) => Some(self.row_name(table, row)),
        };
        let here = self.spot(frame, row);
        let mut telling = Telling::new(self, frame, row);
        let mut roots = Vec::new();
        for one in asked {
            let subject = match (*one, frame) {
                (Asked::Definition(id), _) => Subject::Definition(id, self.spot_of(id, &here)),
                (Asked::Column(column), Frame::Rows(table)) => Subject::Column(table, column, here.clone()),
                (Asked::Column(_), Frame::Whole) => continue,
                (Asked::Parameter(id), _) => Subject::Parameter(id),
            };
            roots.push(telling.refer(subject));
        }
        Explanation { row: name, roots, facts: telling.told() }
    }

    /// A row as people call it.
    pub fn row_name(&self, table: TableId, row: u32) -> RowName {
        let name = self.program.tables.get(table.index()).map(|t| t.name.clone()).unwrap_or_default();
        let found = self.outcome.table(table);
        let key = found.and_then(|t| t.key_text(row)).unwrap_or_default();
        let called = found.and_then(|t| t.name_text(row)).filter(|called| *called != key);
        RowName { table: name, key, name: called.map(str::to_owned) }
    }

    /// Where to look for the values of a row.
    pub(super) fn spot(&self, frame: Frame, row: u32) -> Spot<'o, 'a> {
        let Frame::Rows(table) = frame else { return Spot { lens: Rc::clone(&self.whole), at: 0, row: 0 } };
        if self.batch.frame == frame
            && let Some(at) = self.batch.position(row)
        {
            return Spot { lens: Rc::clone(&self.batch), at, row };
        }
        let mut others = self.others.borrow_mut();
        let lens =
            others.entry((table, row)).or_insert_with(|| Rc::new(Lens::new(self.outcome, frame, vec![row])));
        Spot { lens: Rc::clone(lens), at: 0, row }
    }

    /// Whether a row is one of the batch.
    pub(super) fn is_batch(&self, spot: &Spot<'o, 'a>) -> bool {
        Rc::ptr_eq(&spot.lens, &self.batch)
    }

    /// The same row, or the whole where the definition is one of the whole.
    pub(super) fn spot_of(&self, id: DefinitionId, here: &Spot<'o, 'a>) -> Spot<'o, 'a> {
        match self.program.definition(id).map(|d| d.frame) {
            Some(Frame::Whole) => self.spot(Frame::Whole, 0),
            _ => here.clone(),
        }
    }
}
