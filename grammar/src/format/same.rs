//! Whether two texts mean the same: the grammar reads the same words by the same rules, and comments and citations follow
//! one another as they did.

use crate::fold::fold;
use crate::parser::{Parsed, Rule, Shape, read_shapes};
use crate::skeleton::Entry;
use crate::source::Source;
use crate::token::{TokenKind, lex};

/// Whether `after` means what the text before it means, which was read as `before`.
pub(super) fn means_the_same(source: &Source, before: (&Parsed, &[Shape]), after: &Source) -> bool {
    let (parsed, shapes) = read_shapes(after);
    derivation(before.1, source.text()) == derivation(&shapes, after.text())
        && codes(before.0) == codes(&parsed)
        && notes(&before.0.skeleton.entries) == notes(&parsed.skeleton.entries)
        && comments(source.text()) == comments(after.text())
}

/// The rules that matched, in order, with the words of those that say something by their words.
fn derivation(shapes: &[Shape], text: &str) -> Vec<(Rule, String)> {
    let mut made = Vec::new();
    for shape in shapes {
        shape.walk(None, &mut |shape, _| {
            // A comma at the end of an entry says nothing.
            if matches!(shape.rule, Rule::comma | Rule::any_comma) {
                return;
            }
            let words = if shape.children.is_empty() { said(shape, text) } else { String::new() };
            made.push((shape.rule, words));
        });
    }
    made
}

/// The words of a leaf; nothing for signs, of which the rule says all.
fn said(shape: &Shape, text: &str) -> String {
    use Rule as R;
    let words = shape.span.text(text);
    match shape.rule {
        R::plain_text | R::curly_text | R::wide_text | R::quoted_name => words.to_owned(),
        R::date_part => fold(words).trim_start_matches('0').to_owned(),
        R::lparen | R::rparen | R::lbracket | R::rbracket | R::listing_comma => String::new(),
        R::arrow | R::times | R::divide | R::minus | R::plus | R::not_equal => String::new(),
        R::less_or_equal | R::greater_or_equal | R::assign | R::colon | R::bar => String::new(),
        _ => fold(words).split_whitespace().collect(),
    }
}

fn codes(parsed: &Parsed) -> Vec<u16> {
    parsed.diagnostics.iter().map(|diagnostic| diagnostic.code.0).collect()
}

/// The documentation, citations and shape of entries and all inside them.
fn notes(entries: &[Entry]) -> Vec<(Vec<String>, Vec<String>, usize)> {
    let mut made = Vec::new();
    for entry in entries {
        let citations = entry.citations.iter().map(|citation| citation.article.clone()).collect();
        let inside = entry.body.as_ref().map_or(usize::MAX, |body| body.entries.len());
        made.push((entry.doc.clone(), citations, inside));
        made.extend(entry.body.iter().flat_map(|body| notes(&body.entries)));
    }
    made
}

fn comments(text: &str) -> Vec<&str> {
    let comments = lex(text).filter(|token| token.kind == TokenKind::Comment);
    comments.map(|token| token.text(text).trim_end()).collect()
}
