//! `heng why`: an explanation in words, for people and for programs.

mod block;
mod grade;
pub mod outline;
mod score;
mod tell;
pub mod terminal;
mod words;

pub use tell::Teller;
pub use words::{Words, comparison_sign, figure_text};
