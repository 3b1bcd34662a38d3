//! What the data make doubtful, by kind and column.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::{Code, Message, Severity};

use crate::table::fault::DataFault;

/// So many cells are told of each kind.
const TOLD: usize = 3;

/// Doubts of one kind about one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its code.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The table.
    pub table: String,
    /// The column, where it is about one.
    pub column: Option<String>,
    /// How many cells.
    pub count: u64,
    /// What is said of the first.
    pub title: Message,
    /// The first cells: where, and of which row.
    pub cells: Vec<(Message, Option<String>)>,
    /// The rules that need the column.
    pub needed_by: Vec<String>,
}

/// The doubts, the weightiest first, then by code, table and column; cells in the order of their keys.
pub(super) fn doubts(faults: &[DataFault]) -> Vec<Doubt> {
    let rank = |severity: Severity| match severity {
        Severity::Error => 0_u8,
        Severity::Warning => 1,
        Severity::Note => 2,
    };
    let mut groups: BTreeMap<_, Vec<&DataFault>> = BTreeMap::new();
    for fault in faults {
        let key = (rank(fault.complaint.severity), fault.code().0, &fault.table, &fault.column);
        groups.entry(key).or_default().push(fault);
    }
    let doubt = |mut faults: Vec<&DataFault>| {
        faults.sort_by(|a, b| {
            (&a.key, a.place.row, a.place.column).cmp(&(&b.key, b.place.row, b.place.column))
        });
        let first = faults.first()?;
        let subject = |fault: &DataFault| match (&fault.key, &fault.name) {
            (Some(key), Some(name)) if name != key => Some(format!("{key} {name}")),
            (key, _) => key.clone(),
        };
        Some(Doubt {
            code: first.code(),
            severity: first.complaint.severity,
            table: first.table.clone(),
            column: first.column.clone(),
            count: faults.len() as u64,
            title: first.complaint.title.clone(),
            cells: faults.iter().take(TOLD).map(|fault| (fault.place.name(), subject(fault))).collect(),
            needed_by: first.needed_by.to_vec(),
        })
    };
    groups.into_values().filter_map(doubt).collect()
}
