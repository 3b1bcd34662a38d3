//! What the corpus tests share.

pub mod generated;
pub mod outline;
pub mod report;
