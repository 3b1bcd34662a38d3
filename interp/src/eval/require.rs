//! What the data must meet, and choices computed as numbers.

use std::cmp::Ordering;

use super::column::{Cells, Column};
use super::decide::positions;
use super::fault::{BrokenRule, Fault};
use super::numbers::Numbers;
use super::scope::Scope;
use super::walk::Walker;
use crate::program::{Core, Kind, RequirementId, RequirementTest};
use crate::value::Absence;

impl<'a> Walker<'_, 'a> {
    /// x where it meets the requirement; else a fault is noted and the value is undecided.
    pub fn require(&self, x: &Core, id: RequirementId, scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        let test = self.run.program.requirements.get(id.index()).map(|r| r.test);
        let n = scope.len();
        let missing = |i: &usize| column.absence(*i) == Some(Absence::Missing);
        let mut broken: Vec<usize> = (0..n).filter(missing).collect();
        let refused: Option<fn(Ordering) -> bool> = match test {
            Some(RequirementTest::Positive) => Some(Ordering::is_le),
            Some(RequirementTest::NonNegative) => Some(Ordering::is_lt),
            Some(RequirementTest::Zero) => Some(Ordering::is_ne),
            Some(RequirementTest::Present) | None => None,
        };
        if let (Some(refused), true) = (refused, column.as_numbers().is_some()) {
            let signs = self.signs(x, &column, scope);
            let found = positions(&signs, n, |sign| refused(sign.order()));
            broken.extend(found.into_iter().filter(|&i| column.absence(i).is_none()));
        }
        if broken.is_empty() {
            return column;
        }
        broken.sort_unstable();
        self.note(x, id, scope, &broken);
        column.without(n, &broken, Absence::Undecided)
    }

    fn note(&self, x: &Core, id: RequirementId, scope: &Scope, broken: &[usize]) {
        if self.looking {
            return;
        }
        let values = self.exactly().walk(x, &scope.select(broken));
        for (k, &position) in broken.iter().enumerate() {
            self.run.faults.add(Fault {
                rule: BrokenRule::Requirement(id),
                definition: self.definition,
                frame: scope.frame,
                row: scope.row(position),
                value: values.value(k, &x.ty.kind),
            });
        }
    }

    /// A number seen as a member of a choice, kept within its members.
    pub fn choice_of_number(&self, x: &Core, core: &Core, scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        let members = match core.ty.kind {
            Kind::Choice(id) => self.run.program.choice(id).map_or(0, |c| c.members.len()),
            _ => 0,
        };
        let last = i64::try_from(members).unwrap_or(0).saturating_sub(1).max(0);
        let places = self.whole_parts(x, &column, scope);
        let places: Vec<i32> =
            places.into_iter().map(|p| i32::try_from(p.clamp(0, last)).unwrap_or(0)).collect();
        Column { cells: Cells::Whole(places.into()), absences: column.absences }
    }

    /// The position of a member in its choice.
    pub fn number_of_choice(&self, x: &Core, scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        let cells = match column.cells {
            Cells::Whole(v) => {
                Cells::Number(Numbers::wholes(v.iter().map(|place| i64::from(*place)).collect::<Vec<_>>()))
            }
            other => other,
        };
        Column { cells, absences: column.absences }
    }
}
