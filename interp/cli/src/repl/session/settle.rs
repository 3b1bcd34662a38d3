//! Where entries stand that do not say it: they are tried as values of the whole, then for each row of a table in turn, until nothing is
//! wrong with them.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::SourceId;

use super::evaluated::Evaluated;
use super::overlay::Overlay;
use super::refused::Refused;
use super::state::{Place, State};
use super::{Base, Session};
use crate::shell::Shell;

use heng_interp::program::Frame;

/// How many errors there are, and whether nobody knows how to mend them.
type Distance = (usize, bool);

/// An entry that looks for its place.
struct Seeker {
    /// Its position among the typed entries.
    at: usize,
    /// How far it was from making sense in each of the places tried.
    errors: Vec<Distance>,
    /// Whether it has tried them all and gone back to the best.
    resigned: bool,
}

impl Session {
    /// Compiles and evaluates a state in which some entries have no place yet; gives the state in which they have.
    pub(super) fn settle(
        &mut self,
        base: &Base,
        mut state: State,
        homeless: &[usize],
        shell: &mut Shell<'_>,
    ) -> Result<(State, Evaluated), (Overlay, Box<Refused>)> {
        let places = self.places(&state);
        let mut seekers: Vec<Seeker> =
            homeless.iter().map(|at| Seeker { at: *at, errors: Vec::new(), resigned: false }).collect();
        for seeker in &seekers {
            put(&mut state, seeker.at, places.first());
        }
        loop {
            let refused = match self.evaluate(base, &state, shell) {
                Ok(evaluated) => return Ok((state, evaluated)),
                Err(refused) => refused,
            };
            let overlay = Overlay::new(&state, base, self.language);
            let mut moved = false;
            for seeker in &mut seekers {
                let here = errors_in(&refused.diagnostics, &overlay, seeker.at);
                moved |= here.0 > 0 && put(&mut state, seeker.at, seeker.next(here, &places));
            }
            if !moved {
                return Err((overlay, refused));
            }
        }
    }

    /// Where an entry may stand: as a value of the whole; for each row of the tables that results are written for, of the others. The
    /// table that is looked at comes before all of these.
    fn places(&self, state: &State) -> Vec<Place> {
        let program = self.program();
        let written = program.outputs.iter().filter_map(|output| match output.frame {
            Frame::Rows(table) => program.tables.get(table.index()),
            Frame::Whole => None,
        });
        let rows = |table: &str| Place::Rows { table: table.to_owned(), yearly: false };
        let tables = written.chain(&program.tables).map(|schema| rows(&schema.name));
        let focus = state.focus.iter().map(|table| rows(table));
        let mut places: Vec<Place> = Vec::new();
        for place in focus.chain([Place::Script]).chain(tables) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }
}

impl Seeker {
    /// The place to try after one in which so many errors were.
    fn next<'p>(&mut self, errors: Distance, places: &'p [Place]) -> Option<&'p Place> {
        if self.resigned {
            return None;
        }
        self.errors.push(errors);
        if let Some(place) = places.get(self.errors.len()) {
            return Some(place);
        }
        self.resigned = true;
        let best = self.errors.iter().enumerate().min_by_key(|(_, distance)| **distance);
        best.and_then(|(at, _)| places.get(at))
    }
}

/// Puts an entry in a place; says whether it stood elsewhere.
fn put(state: &mut State, at: usize, place: Option<&Place>) -> bool {
    let (Some(chunk), Some(place)) = (state.typed.get_mut(at), place) else { return false };
    let moved = chunk.place != *place;
    chunk.place = place.clone();
    moved
}

/// The errors that begin in an entry.
fn errors_in(reports: &[Diagnostic], overlay: &Overlay, at: usize) -> Distance {
    let Some(written) = overlay.places.get(at) else { return (0, true) };
    let inside = |report: &&Diagnostic| {
        report.labels.first().is_some_and(|label| {
            label.span.source == SourceId(0) && written.range.contains(&label.span.range().start)
        })
    };
    let own: Vec<&Diagnostic> = reports.iter().filter(|report| report.is_error()).filter(inside).collect();
    (own.len(), own.iter().all(|report| report.mends.is_empty()))
}
