//! Text to tree. Knows nothing of meaning, files or terminals.

mod build;
pub mod diagnostic;
pub mod fold;
pub mod format;
pub mod hazard;
pub mod highlight;
pub mod literate;
mod parser;
pub mod skeleton;
pub mod source;
pub mod span;
pub mod suggest;
pub mod token;
pub mod translate;
pub mod tree;
mod trial;
pub mod vocabulary;

pub use parser::{Parsed, Typed, TypedKind, parse, parse_question, typed, uses};
pub use trial::keep_readable;
