//! What is wrong with the rows of a table, while it is built.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::Severity;

use super::fault::Complaint;

/// Of one kind of fault, this many are kept with their places; the others are counted.
const MOST_OF_A_KIND: u32 = 10_000;

/// A complaint and its row and column in the table.
pub struct Located {
    pub row: Option<u32>,
    pub column: Option<usize>,
    pub complaint: Complaint,
}

/// Complaints in the order they came.
#[derive(Default)]
pub struct Complaints {
    list: Vec<Located>,
    counts: BTreeMap<u16, u32>,
}

impl Complaints {
    /// Keeps a complaint, or counts it where there are too many of its kind.
    pub fn push(&mut self, row: Option<u32>, column: Option<usize>, complaint: Complaint) {
        let count = self.counts.entry(complaint.code.0).or_default();
        *count = count.saturating_add(1);
        if *count <= MOST_OF_A_KIND {
            self.list.push(Located { row, column, complaint });
        }
    }

    /// Adds all of `other`, as if they had come one by one.
    pub fn absorb(&mut self, other: Self) {
        let mut unlisted = other.counts;
        for located in other.list {
            if let Some(count) = unlisted.get_mut(&located.complaint.code.0) {
                *count = count.saturating_sub(1);
            }
            self.push(located.row, located.column, located.complaint);
        }
        for (code, more) in unlisted {
            let count = self.counts.entry(code).or_default();
            *count = count.saturating_add(more);
        }
    }

    /// Takes back what is wrong with a row; says whether an error was among it.
    pub fn take_back(&mut self, row: u32) -> bool {
        let mut wrong = false;
        let counts = &mut self.counts;
        self.list.retain(|located| {
            let of_row = located.row == Some(row);
            if let (true, Some(count)) = (of_row, counts.get_mut(&located.complaint.code.0)) {
                *count = count.saturating_sub(1);
            }
            wrong |= of_row && located.complaint.severity == Severity::Error;
            !of_row
        });
        wrong
    }

    /// All that were kept, row by row, and for each kind of which some were not, how many these are.
    pub fn finish(mut self) -> Vec<Located> {
        self.list.sort_by_key(|c| (c.row, c.column));
        let unlisted = self.counts.into_iter().filter(|(_, count)| *count > MOST_OF_A_KIND);
        let unlisted = unlisted.map(|(code, count)| Located {
            row: None,
            column: None,
            complaint: super::fault::unlisted(code, count - MOST_OF_A_KIND),
        });
        self.list.extend(unlisted);
        self.list
    }
}
