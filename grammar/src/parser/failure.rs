//! Why an entry could not be read.

use super::expected::describe;
use super::grammar::Rule;
use super::run::Fault;
use super::structure;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Token, lex_range};

/// The report for `span`, which `rule` could not read.
pub(crate) fn explain(text: &str, span: Span, _rule: Rule, fault: &Fault) -> Diagnostic {
    match fault {
        Fault::TooDeep => structure::too_deep(span),
        Fault::Unexpected { at, expected } => unexpected(text, span, *at, expected),
    }
}

fn unexpected(text: &str, span: Span, at: usize, expected: &[Rule]) -> Diagnostic {
    let tokens: Vec<Token> = lex_range(text, span.range()).filter(|token| !token.kind.is_trivia()).collect();
    let here = tokens.iter().find(|token| token.end > at);
    let waited = describe(expected);
    let fault = match here {
        Some(token) => {
            let word = token.text(text);
            Diagnostic::error(201, format!("「{word}」不该写在这里"), format!("`{word}` cannot stand here"))
        }
        None => Diagnostic::error(202, "这一项没有写完", "this entry ends too early"),
    };
    let place = match here {
        Some(token) => Span::new(span.source, token.start, token.end),
        None => Span::new(span.source, span.range().end, span.range().end),
    };
    match waited {
        Some(message) => {
            fault.at(place, format!("这里应当是{}", message.zh), format!("expected {}", message.en))
        }
        None => fault.at(place, "这一项到这里就该结束了", "the entry should have ended here"),
    }
}
