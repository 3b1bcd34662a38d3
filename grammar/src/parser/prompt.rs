//! What is typed at a prompt: entries of a script, lines of an amendment, questions.

use super::{Rule, Words, change_verb, head_of, masked, match_rule};
use crate::build::Builder;
use crate::diagnostic::Diagnostic;
use crate::skeleton::{Entry, skeleton};
use crate::source::Source;
use crate::span::Span;
use crate::token::{Token, TokenKind, lex_range};
use crate::tree::Question;
use crate::vocabulary::Concept;

/// What a part of a typed text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedKind {
    /// An entry of a script: `x = …`, `取 …`, a block.
    Entry,
    /// A line of 修改 without its block: `增 企业.严重失信: 是否 默认 否`, `删 最终等级.事故`.
    Change,
    /// Values that are asked for.
    Question,
}

/// A part of a typed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// What it is.
    pub kind: TypedKind,
    /// Where it stands, with its block and its citations.
    pub span: Span,
}

/// The parts of a typed text, in the order written.
///
/// ```
/// use heng_grammar::{TypedKind, source::Source, span::SourceId, typed};
/// let source = Source::new(SourceId(0), "输入", "线 = 500 万元\n删 最终等级.事故\n综合得分 当 税收 > 线");
/// let kinds: Vec<TypedKind> = typed(&source).iter().map(|part| part.kind).collect();
/// assert_eq!(kinds, [TypedKind::Entry, TypedKind::Change, TypedKind::Question]);
/// ```
pub fn typed(source: &Source) -> Vec<Typed> {
    let text = masked(source.text());
    let skeleton = skeleton(source).0;
    let words = Words::new(&text, skeleton.units.iter().map(|unit| unit.text.as_str()));
    let entries = skeleton.entries.iter();
    entries.map(|entry| Typed { kind: kind_of(&text, &words, entry), span: entry.span }).collect()
}

/// Reads a text that is one question; what is wrong with it stands beside it.
///
/// ```
/// use heng_grammar::{parse_question, source::Source, span::SourceId};
/// let source = Source::new(SourceId(0), "输入", "企业编号，综合得分 从高到低 当 最终等级 = D");
/// let (question, faults) = parse_question(&source);
/// assert!(faults.is_empty());
/// let question = question.unwrap();
/// assert_eq!((question.columns.len(), question.order.len()), (2, 1));
/// ```
pub fn parse_question(source: &Source) -> (Option<Question>, Vec<Diagnostic>) {
    let (skeleton, mut faults) = skeleton(source);
    let text = masked(source.text());
    let words = Words::new(&text, skeleton.units.iter().map(|unit| unit.text.as_str()));
    let broken = faults.iter().filter(|fault| fault.is_error()).flat_map(|fault| fault.labels.first());
    let broken = broken.map(|label| label.span).collect();
    let mut builder = Builder::new(&text, &words, Vec::new(), broken);
    let question = skeleton.entries.first().and_then(|entry| builder.question(entry));
    faults.append(&mut builder.diagnostics);
    (question, faults)
}

fn kind_of(text: &str, words: &Words<'_>, entry: &Entry) -> TypedKind {
    let tokens: Vec<Token> =
        lex_range(text, entry.header.range()).filter(|token| !token.kind.is_trivia()).collect();
    if defines(text, &tokens) {
        return TypedKind::Entry;
    }
    if changes(text, entry, &tokens) {
        return TypedKind::Change;
    }
    if entry.body.is_some() {
        return TypedKind::Entry;
    }
    // 奖励 may be the word of a block, and the name of a value that is asked for.
    let opens = head_of(text, entry.header).is_some();
    let asks = || match_rule(Rule::question, text, entry.header).is_ok() && !reads(text, words, entry);
    if opens && !asks() { TypedKind::Entry } else { TypedKind::Question }
}

/// Whether an entry can be read as one of a script.
fn reads(text: &str, words: &Words<'_>, entry: &Entry) -> bool {
    let mut builder = Builder::new(text, words, Vec::new(), Vec::new());
    builder.item(entry).is_some() && !builder.diagnostics.iter().any(Diagnostic::is_error)
}

/// `x = …`, `x: 万元 = …`, `x 按年 = …`
fn defines(text: &str, tokens: &[Token]) -> bool {
    let [first, rest @ ..] = tokens else { return false };
    let sign = match rest {
        [word, next, ..] if Concept::Yearly.is(word.text(text)) => Some(next),
        [next, ..] => Some(next),
        [] => None,
    };
    matches!(first.kind, TokenKind::Name | TokenKind::QuotedName)
        && sign.is_some_and(|sign| matches!(sign.kind, TokenKind::Equal | TokenKind::Colon))
}

/// `增 …`, `换 …`, `删 …`, `停止执行 …`: a word of 修改 and then a name or a text.
fn changes(text: &str, entry: &Entry, tokens: &[Token]) -> bool {
    let followed = tokens.get(1).is_some_and(|next| next.kind.is_word() || next.kind == TokenKind::Text);
    let verb = followed && change_verb(text, entry.header).is_some();
    verb || entry.body.is_none() && match_rule(Rule::amend_entry, text, entry.header).is_ok()
}
