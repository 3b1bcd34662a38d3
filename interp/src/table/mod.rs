//! Tables in memory.

/// What a table's file must hold.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The table's name.
    pub name: String,
}
