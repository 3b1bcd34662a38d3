//! What is printed at the prompt: values, tables of rows, bars. Lines of text for a width; nobody here writes to a terminal.

mod answer;
mod bars;
mod cells;
mod change;
mod grid;
mod kind;
mod pairs;
mod paper;
mod reason;
mod record;
mod reply;
mod rows;
mod value;

pub use answer::answer;
pub use bars::{bar, share};
pub use cells::{Cells, absence, yes_no};
pub use change::change_told;
pub use grid::{Cell, Column, Grid};
pub use kind::{kind_text, unit_text};
pub use pairs::pairs;
pub use paper::{Ink, Paper, Told};
pub use reason::reasons;
pub use reply::{named, reply_told};
pub use rows::{Listing, Named, row_columns, rows_told, value_column, without_value};
pub use value::{value_told, with_unit};
