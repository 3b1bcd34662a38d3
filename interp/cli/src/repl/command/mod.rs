//! The commands of the prompt: `:前 10 综合得分`, `:why E1`.

mod ask;
mod cite;
mod classes;
mod compare;
mod doc;
mod ends;
mod explain;
mod fault;
mod files;
mod help;
mod histogram;
mod known;
mod look;
mod names;
mod read;
mod run;
mod sample;
mod table;
mod units;
mod words;

pub use classes::classes_told;
pub use ends::{Ends, ends_told};
pub use help::{of as help_of, overview as help, usage};
pub use histogram::histogram_told;
pub use read::{Entered, cut, is_command, meant, read};
pub use run::run;
pub use table::{Argument, Command, Row};
pub use units::units_told;
pub use words::leading_count;
