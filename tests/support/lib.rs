//! What the corpus tests share.

pub mod outline;
pub mod report;
