//! Tables in memory: what they must hold ([`Schema`]), what they hold ([`Table`]), how they are made ([`TableBuilder`], [`link`]),
//! and what is wrong with them ([`fault::DataFault`]).
//!
//! Everybody who brings data goes one way: a [`TableBuilder`] per table takes rows of [`Cell`]s, `finish` gives a [`Draft`] with all
//! its faults, [`link`] resolves the references between the drafts and gives the [`Table`]s that evaluation reads.
//! Numbers stay in the unit that their column declares.

pub mod fault;

mod bounds;
mod builder;
mod check;
mod column;
mod complaints;
pub mod credit_code;
mod decide;
mod decimal;
mod doubt;
mod index;
mod link;
mod made;
mod mantissas;
mod memory;
mod near;
mod origin;
mod part;
mod rows;
mod schema;
mod text;
mod unique;

pub use builder::{Cell, Draft, TableBuilder};
pub use column::{Cells, Column};
pub use decimal::{Decimal, DecimalColumn, MAX_SCALE, number_text, power_of_ten};
pub use index::KeyIndex;
pub use link::link;
pub use mantissas::Mantissas;
pub use memory::{Table, value_as_written};
pub use near::{Difference, NearKey, NearKeys};
pub use origin::{CellCorrection, Origin, Place, RowNumbers, SourceColumn, column_letters};
pub use part::{ColumnPart, TablePart};
pub use rows::remove_rows;
pub use schema::{
    Bound, ChoiceRule, ColumnKind, ColumnRule, Member, NumberRule, Schema, UnitSpelling, YearColumn,
    names_rows,
};
pub use text::TextColumn;

#[cfg(test)]
mod tests;
