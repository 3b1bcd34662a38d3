//! What a run makes of an evaluated program, without a file in sight: the rows that are written ([`results`]), the summary
//! ([`Summary`]), and what is wrong with the data ([`data_faults`]).

mod difference;
mod fault;
mod grades;
mod inputs;
mod ledger;
mod lines;
mod meetings;
mod money;
mod needed_by;
mod places;
mod result;
mod summary;
mod tally;
mod targets;
mod years;

pub use difference::{CellTable, ChangedRow, cells, changed_rows};
pub use fault::data_faults;
pub use grades::{ClassCount, GradeSummary, MoveSummary, TieSummary};
pub(crate) use grades::{positions, reported, start_name, visible};
pub use inputs::parameter_rule;
pub use ledger::{LedgerSummary, LedgerYear};
pub use meetings::tell_meetings;
pub(crate) use money::is_money;
pub use money::unrounded_money;
pub use needed_by::name_needing_rules;
pub use result::listed;
pub(crate) use result::rows_of;
pub use result::{Cut, ResultTable, results};
pub(crate) use summary::shown_path;
pub use summary::{
    CheckSummary, ParticipationSummary, ReadingSummary, SkipSummary, Summary, TableSummary, YearsSummary,
    checks, value_text,
};
pub use targets::TargetSummary;
pub(crate) use targets::table as targets_table;
pub use years::report_years;
