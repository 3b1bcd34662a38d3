//! Text to tree. Knows nothing of meaning, files or terminals.

pub mod diagnostic;
pub mod skeleton;
pub mod source;
pub mod span;
pub mod tree;
