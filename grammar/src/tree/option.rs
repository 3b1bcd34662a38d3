//! Options of blocks: a word of the language, or a reading that chooses between such words.

use std::fmt;

use super::Name;

/// An option as written: `归一 倒数占比`, or the name of a reading over such words, `归一 归一法`.
///
/// ```heng
/// 读法 归一法 "反向怎样计算" { 倒数 倒数占比；最大减 最大减；取 倒数 }
/// ```
#[derive(Clone, PartialEq)]
pub enum Stated<T> {
    /// The word itself.
    Is(T),
    /// The name of a reading whose arms are words that this option takes.
    Reading(Name),
}

impl<T: Default> Default for Stated<T> {
    fn default() -> Self {
        Self::Is(T::default())
    }
}

/// A word shows as itself.
impl<T: fmt::Debug> fmt::Debug for Stated<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(word) => word.fmt(f),
            Self::Reading(name) => f.debug_tuple("Reading").field(name).finish(),
        }
    }
}
