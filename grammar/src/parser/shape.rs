//! What the grammar made of a text, as rules and places: for those who look at a text rather than at what it says.

use super::grammar::Rule;
use super::node::Node;
use crate::span::Span;

/// One rule that matched, with the rules inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Which rule.
    pub rule: Rule,
    /// From its first word to its last.
    pub span: Span,
    /// The rules inside it, in the order written.
    pub children: Vec<Shape>,
}

impl Shape {
    /// The shape of `node`.
    pub(crate) fn of(node: &Node<'_>) -> Self {
        Self { rule: node.rule, span: node.span, children: node.children.iter().map(Shape::of).collect() }
    }

    /// Calls `visit` with this shape and all inside it, each with the one around it, the outermost first.
    pub(crate) fn walk<'s>(
        &'s self,
        around: Option<&'s Shape>,
        visit: &mut impl FnMut(&'s Shape, Option<&'s Shape>),
    ) {
        visit(self, around);
        for child in &self.children {
            child.walk(Some(self), visit);
        }
    }
}
