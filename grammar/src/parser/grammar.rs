//! The parser that pest makes of `heng.pest`.

use pest_derive::Parser;

/// Made from the grammar.
#[derive(Parser)]
#[grammar = "../heng.pest"]
pub(crate) struct HengParser;
