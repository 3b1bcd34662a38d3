//! The checked program: typed expressions on columns, and nothing else. Blocks are gone; what remembers them is
//! [`Block`], for summaries and explanations. Lowering makes it, evaluation walks it.

mod block;
mod children;
mod definition;
mod expression;
mod operation;
mod posting;
mod rollup;
mod types;

pub use block::*;
pub use definition::*;
pub use expression::*;
pub use posting::*;
pub use rollup::*;
pub use types::*;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// As a position in the program's list.
            pub fn index(self) -> usize { self.0 as usize }
        }
    )*};
}

ids! {
    /// A table of the program.
    TableId
    /// A column of its table.
    ColumnId
    /// A definition of the program.
    DefinitionId
    /// A choice (`选项`) of the program.
    ChoiceId
    /// A unit of the program.
    UnitId
    /// A value that the run sets: 年度, 评价日, a 参数, a decision on the whole.
    ParameterId
    /// A requirement of the program and what to say when the data break it.
    RequirementId
}
