//! Text to tree. Knows nothing of meaning, files or terminals.

pub mod diagnostic;
pub mod fold;
pub mod literate;
pub mod skeleton;
pub mod source;
pub mod span;
pub mod token;
pub mod tree;
pub mod vocabulary;
