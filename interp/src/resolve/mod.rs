//! The documents of a run: 引用 brings them together, 修改 changes their trees.

mod load;
mod report;
#[cfg(test)]
mod tests;
pub mod version;

pub use load::{Document, Documents, load, same_number};
pub use report::no_day;

use heng_grammar::tree::{Bind, Script, Take};

use crate::value::Date;

/// Where `引用` finds its documents. Whoever does I/O implements it; a missing document is reported where it is used.
pub trait Loader {
    /// The document that `引用 path` means, parsed; `path` is its names joined by dots.
    fn load(&self, path: &str) -> Option<Script>;

    /// The paths there are, for suggestions.
    fn paths(&self) -> Vec<String> {
        Vec::new()
    }
}

/// No documents but the main one.
pub struct NoLibrary;

impl Loader for NoLibrary {
    fn load(&self, _path: &str) -> Option<Script> {
        None
    }
}

/// What is set from outside the documents; stronger than what they say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day the run is made for: which dated amendments are in force. Where it is not given, all of them are.
    pub as_of: Option<Date>,
    /// 取: from a run of every reading.
    pub takes: Vec<Take>,
    /// 定: from the command line.
    pub binds: Vec<Bind>,
    /// The 算例 of this position among [`crate::compile::Compiled::examples`]: its 取 and 定 hold too, and its rows and expectations are compiled.
    pub example: Option<usize>,
}
