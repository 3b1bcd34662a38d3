//! `heng why`: an explanation in words, for people and for programs.

mod ask;
mod block;
mod fault;
mod files;
mod formula;
mod grade;
mod html;
mod json;
mod markdown;
pub mod outline;
mod page;
mod score;
mod source;
mod tell;
pub mod terminal;
mod words;

pub use ask::{Question, Wanted, question};
pub use json::{WHY_SCHEMA, explanation_json};
pub use page::{Face, Page, Policy, write_file};
pub use tell::Teller;
pub use words::{Words, comparison_sign, figure_text};
