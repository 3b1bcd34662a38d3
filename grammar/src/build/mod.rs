//! From what the grammar matched to the tree, one file a family of blocks.

mod adjust;
mod allocate;
mod amend;
mod award;
mod band;
mod clause;
mod condition;
mod declaration;
mod example;
mod expression;
mod item;
mod ledger;
mod lookup;
mod number;
mod question;
mod reading;
mod rollup;
mod row;
mod score;
mod table;
mod tally;
mod target;
mod target_table;
mod word;
mod year;

use crate::diagnostic::Diagnostic;
use crate::literate::MarkdownTable;
use crate::parser::played::Record;
use crate::parser::words::Words;
use crate::parser::{Node, Rule, Shape, failure, match_rule, slips, structure};
use crate::skeleton::{Body, Entry};
use crate::span::Span;
use crate::tree::{Name, Notes};

/// Builds one text's tree and gathers what is wrong with it.
pub(crate) struct Builder<'t> {
    text: &'t str,
    /// The Markdown tables of a literate script, in the order written, for `见下表`.
    printed: Vec<MarkdownTable>,
    words: &'t Words<'t>,
    /// Where the text itself is broken, which has been reported: an entry there need not be reported again.
    broken: Vec<Span>,
    /// Whether the header of the entry at hand could not be read: it is left out, after its block has been looked at.
    lost: bool,
    /// Whether the header of the item at hand says 按年.
    yearly: bool,
    /// The words that were read, where somebody asks for them.
    pub record: Option<Record>,
    /// What the grammar made of each piece that it read, where somebody asks.
    pub shapes: Option<Vec<Shape>>,
    /// What was found wrong, in no order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'t> Builder<'t> {
    /// A builder for `text`.
    pub(crate) fn new(
        text: &'t str,
        words: &'t Words<'t>,
        printed: Vec<MarkdownTable>,
        broken: Vec<Span>,
    ) -> Self {
        Self {
            text,
            printed,
            words,
            broken,
            lost: false,
            yearly: false,
            record: None,
            shapes: None,
            diagnostics: Vec::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The whole text.
    fn said_all(&self) -> &'t str {
        self.text
    }

    /// The words at `span`.
    fn said(&self, span: Span) -> &'t str {
        span.text(self.text)
    }

    /// `span` read by `rule`; a fault is reported.
    fn read(&mut self, rule: Rule, span: Span) -> Option<Node<'t>> {
        match match_rule(rule, self.text, span) {
            Ok(node) => {
                self.yearly |= node.has(Rule::kw_yearly) && rule != Rule::column_entry;
                self.remember(&node);
                self.shapes.iter_mut().for_each(|shapes| shapes.push(Shape::of(&node)));
                Some(node)
            }
            Err(fault) => {
                if !self.is_broken(span) {
                    self.report(failure::explain(self.text, self.words, span, &fault));
                }
                None
            }
        }
    }

    /// Keeps the words of what was read, where somebody asks for them.
    fn remember(&mut self, node: &Node) {
        if let Some(record) = &mut self.record {
            record.add(node);
        }
    }

    /// Whether the text at `span` has been reported as broken.
    fn is_broken(&self, span: Span) -> bool {
        self.broken.iter().any(|place| {
            place.start < span.end.max(span.start + 1) && place.end.max(place.start + 1) > span.start
        })
    }

    /// The header of an entry with a block. One that cannot be read is reported and taken as blank, so that what is wrong
    /// inside the block is reported too; [`Builder::whole`] then leaves the entry out.
    fn header(&mut self, rule: Rule, entry: &Entry) -> Node<'t> {
        self.read(rule, entry.header).unwrap_or_else(|| {
            self.lost = true;
            Node { rule, span: entry.header, text: "", children: Vec::new() }
        })
    }

    /// What `build` makes, unless its header was lost.
    fn whole<T>(&mut self, build: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let outer = std::mem::take(&mut self.lost);
        let made = build(self);
        let lost = std::mem::replace(&mut self.lost, outer);
        made.filter(|_| !lost)
    }

    /// An entry without a block, read by `rule`.
    fn leaf(&mut self, rule: Rule, entry: &Entry) -> Option<Node<'t>> {
        self.forbid_body(entry);
        self.forbid_tail(entry);
        self.read(rule, entry.header)
    }

    /// The block of an entry that must have one.
    fn body<'e>(&mut self, entry: &'e Entry) -> &'e [Entry] {
        match &entry.body {
            Some(Body { entries, .. }) => entries,
            None => {
                self.report(structure::body_missing(entry.header));
                &[]
            }
        }
    }

    fn forbid_body(&mut self, entry: &Entry) {
        if let Some(body) = &entry.body {
            self.report(structure::body_unexpected(entry.header, body.open));
        }
    }

    fn forbid_tail(&mut self, entry: &Entry) {
        if let Some(tail) = entry.tail {
            self.report(structure::tail_unexpected(tail));
        }
    }

    /// The name of an item, which is no clause written without blanks.
    fn item_name(&mut self, node: &Node) -> Name {
        let name = self.name_in(node);
        if let Some(fault) = slips::words_as_name(&name.text, name.span) {
            self.report(fault);
        }
        name
    }

    /// Puts a clause where it belongs; a second one of its kind is reported.
    fn once<T>(&mut self, slot: &mut Option<T>, value: T, span: Span) {
        if slot.is_some() {
            self.report(structure::clause_twice(self.said(span), span));
        } else {
            *slot = Some(value);
        }
    }
}

/// The documentation and citations of an entry.
fn notes(entry: &Entry) -> Notes {
    Notes { doc: entry.doc.clone(), citations: entry.citations.clone() }
}
