//! What a run is asked for.

use super::Kept;

/// What a run is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// `-d`
    pub data: Vec<String>,
    /// `-p`
    pub parameters: Vec<String>,
    /// `--as-of`
    pub as_of: Option<String>,
    /// `--decisions`
    pub decisions: Option<String>,
    /// `--appeals`
    pub appeals: Option<String>,
    /// `-o`
    pub output: Option<String>,
    /// `--bom`
    pub bom: bool,
    /// `--final`
    pub last: bool,
    /// Nothing is written.
    pub dry: bool,
    /// Files of tables that the program does not have are passed over: they are another policy's.
    pub spare_files: bool,
    /// Nothing is refused that can be looked at: tables without a file have no rows, what nobody has set is undecided, and tables with
    /// faults are evaluated as far as they were read. What is wrong is told all the same.
    pub exploring: bool,
    /// Tables that were read before, where they are kept.
    pub kept: Option<Kept>,
}
