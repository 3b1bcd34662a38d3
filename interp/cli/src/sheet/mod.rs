//! `heng report`: the result sheet of every row, the list of them, the leaders' summary, and the workbook. Each face renders what the
//! interpreter found; nothing is computed here.

mod chart;
mod edition;
mod enterprise;
mod fault;
mod file_name;
mod folder;
mod index;
mod page;
mod subject;
mod summary;
mod workbook;
mod write;

use heng_interp::compare::{GradeStandings, Standings};
use heng_interp::eval::Outcome;

pub use edition::Edition;
pub use page::{Page, Words};
pub use subject::{Subject, Wanted, row_key};
pub use workbook::MOST_SHEETS;
pub use write::{Form, What, write};

use crate::run::{Done, Evaluated};

/// What every face of a report renders.
pub struct Report<'r, 'a> {
    /// All values.
    pub outcome: &'r Outcome<'a>,
    /// What was read, what is doubtful, what was decided; its summary is there.
    pub done: &'r Done,
    /// Class, score and place of all rows.
    pub standings: &'r Standings,
    /// Whose sheets are made.
    pub subject: Subject,
    /// What stands on every page.
    pub edition: Edition,
    /// In which language.
    pub words: Words,
    /// What is said of the work while it goes on.
    pub evaluated: &'r Evaluated<'r, 'a>,
}

impl Report<'_, '_> {
    /// The grade of the rows that have sheets: the first that is told of their table.
    pub fn grade(&self) -> Option<&GradeStandings> {
        self.standings.grades.iter().find(|grade| grade.table == self.subject.name)
    }
}
