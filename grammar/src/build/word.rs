//! Names, paths, texts and whole numbers that are no quantities.

use super::Builder;
use crate::fold::fold;
use crate::parser::{Node, Rule, structure};
use crate::span::Span;
use crate::tree::{Name, Path};

/// What stands between the quotes of a `text`.
pub(super) fn text(node: &Node) -> String {
    node.first().map_or("", |inner| inner.text).to_owned()
}

/// The name a `name`, `word`, `unit_word` or `declared_unit` stands for.
pub(super) fn name(node: &Node) -> Name {
    let bare = node
        .text
        .strip_prefix(['「', '『'])
        .and_then(|rest| rest.strip_suffix(['」', '』']))
        .unwrap_or(node.text);
    Name { text: fold(bare).into_owned(), span: node.span }
}

/// `最终等级.失信`
pub(super) fn path(node: &Node) -> Path {
    Path { names: node.all(Rule::name).map(name).collect(), span: node.span }
}

impl Builder<'_> {
    /// The first name inside `node`; the grammar promises one.
    pub(super) fn name_in(&mut self, node: &Node) -> Name {
        node.child(Rule::name).map_or_else(|| Name { text: String::new(), span: node.span }, name)
    }

    /// The first path inside `node`; the grammar promises one.
    pub(super) fn path_in(&mut self, node: &Node) -> Path {
        node.child(Rule::path).map_or_else(|| Path { names: Vec::new(), span: node.span }, path)
    }

    /// The first `integer` inside `node`.
    pub(super) fn integer_in(&mut self, node: &Node) -> u32 {
        node.child(Rule::integer).map_or(0, |digits| self.small(digits.text, digits.span))
    }

    /// A small whole number; a larger one is reported and taken as 0.
    pub(super) fn small(&mut self, digits: &str, span: Span) -> u32 {
        fold(digits).parse().unwrap_or_else(|_| {
            self.report(structure::number_too_large(digits, span));
            0
        })
    }
}
