//! Bytes to tables and back; nothing of policies.
//!
//! **Reading.** [`read_table`] takes an [`Input`] (a file, or bytes) and a [`Schema`](heng_interp::table::Schema), and gives a
//! [`Draft`](heng_interp::table::Draft): the table, and everything that is wrong with the file, with places. What the file is
//! (CSV in any encoding or delimiter, XLSX, XLSB, XLS, ODS, JSON) is seen from its content. When all tables are read,
//! [`link`](heng_interp::table::link) resolves the references between them.
//!
//! **Decisions.** [`read_register`] reads the register; [`Register::apply`] puts the decisions that hold on a day into the tables.
//!
//! **Writing.** A [`Sheet`] has headers and an iterator of rows of [`Printed`] cells; [`write_csv`], [`write_json`] and [`write_xlsx`] take it.
//! [`write_whole`] gives them a file that appears whole or not at all, and never over an input.

mod cell;
mod csv;
mod fill;
mod fold;
mod header;
mod input;
mod json;
mod likeness;
mod raw;
mod register;
mod sheet;
mod value;
mod write;

use heng_interp::table::fault::Complaint;

/// What came out, or why nothing did.
type Fallible<T> = Result<T, Box<Complaint>>;

pub use input::{Input, read_table};
pub use register::{Applied, Decision, Register, read_register};
pub use value::read_value;
pub use write::{Printed, Sheet, WriteError, YesNoWords, write_csv, write_json, write_whole, write_xlsx};
