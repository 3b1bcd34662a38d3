//! What pest found, as plain nodes with spans in the source.

use super::grammar::Rule;
use crate::span::{SourceId, Span};
use pest::iterators::Pair;

/// One rule that matched, with the rules inside it.
///
/// Builders ask for children by rule, never by position, so that a change of punctuation in the grammar cannot shift
/// what they read.
#[derive(Debug)]
pub(crate) struct Node<'t> {
    /// Which rule.
    pub rule: Rule,
    /// From its first word to its last; blanks and comments after it left out.
    pub span: Span,
    /// The words.
    pub text: &'t str,
    /// The rules inside it, in the order written.
    pub children: Vec<Node<'t>>,
}

impl<'t> Node<'t> {
    /// The node of `pair`, which was matched in `text` from byte `offset` on.
    pub(crate) fn new(pair: Pair<'t, Rule>, source: SourceId, text: &'t str, offset: usize) -> Self {
        let rule = pair.as_rule();
        let (start, mut end) = (pair.as_span().start(), pair.as_span().end());
        let children: Vec<Node<'t>> = pair
            .into_inner()
            .filter(|inner| inner.as_rule() != Rule::EOI)
            .map(|inner| Node::new(inner, source, text, offset))
            .collect();
        if rule != Rule::text
            && let Some(last) = children.last()
        {
            end = last.span.range().end.saturating_sub(offset);
        }
        Node {
            rule,
            span: Span::new(source, offset + start, offset + end),
            text: text.get(start..end).unwrap_or(""),
            children,
        }
    }

    /// The first child made by `rule`.
    pub(crate) fn child(&self, rule: Rule) -> Option<&Node<'t>> {
        self.children.iter().find(|node| node.rule == rule)
    }

    /// All children made by `rule`.
    pub(crate) fn all(&self, rule: Rule) -> impl Iterator<Item = &Node<'t>> {
        self.children.iter().filter(move |node| node.rule == rule)
    }

    /// Whether a child was made by `rule`.
    pub(crate) fn has(&self, rule: Rule) -> bool {
        self.child(rule).is_some()
    }

    /// The first child.
    pub(crate) fn first(&self) -> Option<&Node<'t>> {
        self.children.first()
    }
}
