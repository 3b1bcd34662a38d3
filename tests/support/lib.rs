//! What the corpus tests share.

pub mod command;
pub mod generated;
pub mod outline;
pub mod report;
