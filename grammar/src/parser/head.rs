//! Entries of a script whose first word is not what it should be.

use super::grammar::{HengParser, Rule};
use super::words::{Words, nearest};
use crate::diagnostic::Diagnostic;
use crate::skeleton::Entry;
use crate::span::Span;
use crate::token::{Token, TokenKind, lex_range};
use crate::vocabulary::{Concept, Role};
use pest::Parser;

/// What is wrong with an entry of a script that opens no block and so must be a definition; nothing where the grammar
/// is to say.
pub(crate) fn explain(text: &str, words: &Words, entry: &Entry) -> Option<Diagnostic> {
    let tokens: Vec<Token> =
        lex_range(text, entry.header.range()).filter(|token| !token.kind.is_trivia()).collect();
    let first = tokens.first().filter(|token| token.kind == TokenKind::Name)?;
    let second = tokens.get(1);
    let opens = entry.body.is_some()
        || second.is_some_and(|token| token.kind.is_word() || token.kind == TokenKind::Text);
    let sign = match second {
        Some(token) if Concept::Yearly.is(token.text(text)) => tokens.get(2),
        other => other,
    };
    let defines = sign.is_some_and(|token| matches!(token.kind, TokenKind::Equal | TokenKind::Colon));
    if !opens || defines {
        return None;
    }
    let word = first.text(text);
    if Concept::If.is(word) {
        return Some(value_without_name(Span::new(entry.header.source, first.start, first.end)));
    }
    let span = Span::new(entry.header.source, first.start, first.end);
    if let Some(keyword) = opener_at_front(word) {
        return Some(stuck(span, word, keyword));
    }
    let defined = tokens.iter().any(|token| matches!(token.kind, TokenKind::Equal | TokenKind::Colon));
    if entry.body.is_none() && defined && nearest(word, openers()).is_none() {
        return None;
    }
    let fault =
        Diagnostic::error(230, format!("不认识开头的「{word}」"), format!("no entry begins with `{word}`"));
    let known = words.knows(word, first.start);
    if let Some(fault) = turned_round(text, entry, first, second, &fault) {
        return Some(fault);
    }
    let fault = fault.at(
        span,
        "一条以 `评分`、`分档`、`待定` 这样的词开头，或以名称加 `=` 开头",
        "an entry begins with a word such as `score`, `band` or `open`, or with a name and `=`",
    );
    Some(match nearest(word, openers()) {
        Some(meant) if !known => {
            fault.mend(span, meant, format!("是不是「{meant}」"), format!("did you mean `{meant}`"), false)
        }
        _ => fault.help("定义写成 `名称 = 算式`", "a definition is written `NAME = formula`"),
    })
}

/// `财力补助 分配 …`, `按年 对 区 { … }`: two words in the wrong order.
fn turned_round(
    text: &str,
    entry: &Entry,
    first: &Token,
    second: Option<&Token>,
    fault: &Diagnostic,
) -> Option<Diagnostic> {
    let (word, second) = (first.text(text), second?);
    let next = second.text(text);
    let fits = |token: &str| openers().any(|opener| opener == token && opener.chars().count() > 1);
    let source = entry.header.source;
    let fault = fault.clone();
    if fits(next) && !Concept::Yearly.is(word) {
        let both = Span::new(source, first.start, second.end);
        let written = format!("{next} {word}");
        let (zh, en) = (format!("「{next}」写在名称前面"), format!("`{next}` goes before the name"));
        return Some(fault.mend(both, written, zh, en, false));
    }
    let help = "「按年」写在名称后面：`对 区 按年 { … }`、`名称 按年 = …`";
    Concept::Yearly
        .is(word)
        .then(|| fault.help(help, "`yearly` goes behind the name: `for T yearly { … }`, `NAME yearly = …`"))
}

/// `若 a > 1 则 b = 2`: an entry is a definition, not a command.
fn value_without_name(span: Span) -> Diagnostic {
    Diagnostic::error(238, "定义要先写名称", "a definition begins with its name")
        .at(span, "「若」不能开头", "`if` cannot begin an entry")
        .help(
            "写成 `名称 = 若 条件 则 一个值 否则 另一个值`",
            "write `NAME = if CONDITION then VALUE else VALUE`",
        )
}

/// Whether the grammar reads entries that begin with `word`.
fn opens_entry(word: &str) -> bool {
    HengParser::parse(Rule::item_head, word).is_ok()
}

fn stuck(span: Span, word: &str, keyword: &str) -> Diagnostic {
    let rest = word.strip_prefix(keyword).unwrap_or("");
    Diagnostic::error(
        203,
        format!("「{word}」连在一起，读成了一个名称"),
        format!("`{word}` is written without blanks and reads as one name"),
    )
    .at(span, format!("「{keyword}」后面要有空格"), format!("`{keyword}` needs a blank after it"))
    .mend(
        span,
        format!("{keyword} {rest}"),
        format!("改成 `{keyword} {rest}`"),
        format!("write `{keyword} {rest}`"),
        false,
    )
}

/// The word of a block at the front of `word`; single characters are too common to be believed.
fn opener_at_front(word: &str) -> Option<&'static str> {
    let openers = openers().filter(|opener| !opener.is_ascii() && opener.chars().count() > 1);
    openers
        .filter(|opener| word.len() > opener.len() && word.starts_with(opener))
        .max_by_key(|opener| opener.len())
}

/// The words that open an entry of a script, in both languages.
fn openers() -> impl Iterator<Item = &'static str> {
    let blocks = Concept::ALL.iter().map(|concept| concept.word()).filter(|word| word.role == Role::Block);
    blocks.flat_map(|word| [word.zh, word.en]).filter(|word| opens_entry(word))
}
