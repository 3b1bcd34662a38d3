//! Bytes to tables and back; nothing of policies.
//!
//! **Reading.** [`read_table`] takes an [`Input`] (a file, or bytes) and a [`Schema`](heng_interp::table::Schema), and gives a
//! [`Draft`](heng_interp::table::Draft): the table, and everything that is wrong with the file, with places. What the file is
//! (CSV in any encoding or delimiter, XLSX, XLSB, XLS, ODS, JSON) is seen from its content. When all tables are read,
//! [`link`](heng_interp::table::link) resolves the references between them; drafts stand in the order of the program's tables, and
//! a table without a file is [`Table::empty`](heng_interp::table::Table::empty).
//!
//! ```
//! use std::sync::Arc;
//! use heng_data::{Input, Printed, Sheet, YesNoWords, read_table, write_csv};
//! use heng_interp::table::{ColumnKind, ColumnRule, NumberRule, Schema, link};
//!
//! let mut key = ColumnRule::new("企业编号", ColumnKind::Text);
//! key.key = true;
//! let unit = NumberRule { unit: "万元".into(), ..NumberRule::default() };
//! let tax = ColumnRule::new("实缴税金", ColumnKind::Number(unit));
//! let schema = Arc::new(Schema { name: "企业".into(), columns: vec![key, tax], ..Schema::default() });
//!
//! let file = "企业编号,实缴税金（万元）\nE1,\"1,234.50\"\n".as_bytes().to_vec();
//! let (tables, faults) = link(vec![read_table(Input::bytes("企业.csv", file), &schema)]);
//! assert!(faults.is_empty(), "each would be a report: {:?}", faults[0].to_diagnostic());
//! assert_eq!(tables[0].cell_text(0, 1), "1234.5");
//! assert_eq!(tables[0].place(0, 1).name().zh, "企业.csv 第 2 行 B 列");
//!
//! let rows = (0..tables[0].rows()).map(|row| vec![Printed::Decimal(tables[0].cell_text(row, 1))]);
//! let sheet = Sheet::of_rows("结果".into(), vec!["实缴税金".into()], rows);
//! let mut out = Vec::new();
//! write_csv(&mut out, sheet, YesNoWords::CHINESE, false)?;
//! assert_eq!(out, "实缴税金\n1234.5\n".as_bytes());
//! # std::io::Result::Ok(())
//! ```
//!
//! [`read_table_with`] says how many threads read, who is told of the progress, and gives the digest of the file, which is made by the way:
//! a text file in UTF-8 is read once.
//!
//! **Decisions.** [`read_register`] reads the register; [`Register::apply`] puts the decisions that hold on a day into the tables.
//!
//! **Appeals.** [`read_appeals`] reads the register of appeals; [`Appeals::apply`] corrects the cells of those that were accepted.
//!
//! **Writing.** A [`Sheet`] has headers and some lines at a time, made of rows of [`Printed`] cells or printed column by column; [`write_csv`], [`write_json`] and [`write_xlsx`] take it.
//! A long table is [`Lines`], printed piece by piece on all threads; [`write_table`] takes it.
//! [`write_whole`] gives them a file that appears whole or not at all, and never over an input.

mod appeals;
mod cell;
mod csv;
mod fill;
mod fold;
mod header;
mod input;
mod json;
mod plain;
mod raw;
mod register;
mod sheet;
mod value;
mod write;

use heng_interp::table::fault::Complaint;

/// What came out, or why nothing did.
type Fallible<T> = Result<T, Box<Complaint>>;

pub use appeals::{Appeal, AppealedCell, Appeals, AppliedAppeals, Conclusion, read_appeals, read_cell};
pub use input::{Contents, Input, Progress, Reading, read_table, read_table_with};
pub use plain::{PlainSheet, read_plain};
pub use register::{Applied, Decision, Register, read_register};
pub use value::read_value;
pub use write::{
    Lines, Printed, Sheet, TextFile, WriteError, YesNoWords, write_csv, write_json, write_table, write_whole,
    write_xlsx,
};
