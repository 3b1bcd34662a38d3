//! Two lexers must not drift: what the grammar (pest) takes for a word, a number or a text is one token to the lexer
//! (logos) that colours it and cuts the entries.

use super::grammar::Rule;
use super::node::Node;
use super::parse;
use crate::source::Source;
use crate::span::{SourceId, Span};
use crate::token::{Token, TokenKind, lex};
use proptest::prelude::*;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

thread_local! {
    static LEAVES: RefCell<Vec<(Rule, Span)>> = const { RefCell::new(Vec::new()) };
}

/// Notes the leaves of what matched, for the tests below.
pub(super) fn note(node: &Node<'_>) {
    if node.children.is_empty() {
        LEAVES.with_borrow_mut(|leaves| leaves.push((node.rule, node.span)));
    }
    node.children.iter().for_each(note);
}

/// Kinds of tokens that the grammar reads the inside of.
fn is_read_inside(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Text | TokenKind::QuotedName | TokenKind::Date | TokenKind::Year | TokenKind::NotEqual
    )
}

/// The leaves of `text` that begin or end in the middle of a token; and how many there were in all.
fn drifts(name: &str, text: &str) -> (Vec<String>, usize) {
    LEAVES.with_borrow_mut(Vec::clear);
    parse(&Source::new(SourceId(0), name, text));
    let leaves = LEAVES.take();
    let tokens: Vec<Token> = lex(text).collect();
    let cut = |at: usize| {
        let token = tokens.get(tokens.partition_point(|token| token.end <= at));
        token.is_some_and(|token| token.start < at && !is_read_inside(token.kind))
    };
    let bad = leaves.iter().filter(|(_, span)| cut(span.range().start) || cut(span.range().end));
    let shown = bad.map(|(rule, span)| format!("{name}: {rule:?} 「{}」", span.text(text))).collect();
    (shown, leaves.len())
}

fn scripts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            scripts(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "heng" || extension == "md") {
            found.push(path);
        }
    }
}

#[test]
fn leaves_of_the_corpus_are_tokens() {
    let mut paths = Vec::new();
    for folder in ["examples", "stdlib", "tests", "grammar"] {
        scripts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), &mut paths);
    }
    let (mut drifted, mut leaves) = (Vec::new(), 0);
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let (bad, count) = drifts(&path.to_string_lossy(), &text);
        drifted.extend(bad);
        leaves += count;
    }
    assert!(leaves > 1000, "the corpus was not found: {leaves} leaves");
    assert!(drifted.is_empty(), "{}", drifted.join("\n"));
}

/// Pieces that make an expression when put in turn, with any blanks between them.
fn expression() -> impl Strategy<Value = String> {
    let operand = proptest::sample::select(vec![
        "税收",
        "「R&D 投入」",
        "5 万元",
        "５万元",
        "90万元/亩",
        "10%",
        "2022年",
        "2022 年",
        "2022-01-31",
        "\"热力\"",
        "“热力”",
        "平均(x)",
        "平均（x 当 y）",
        "企业[\"E1\"].税收",
        "税收[上年]",
        "是",
        "(a + 1)",
        "非 a",
        "-3",
        "m²",
        "5㎡",
        "ｘ",
        "若干",
        "是否达标",
        "_a",
        "不适用",
        "有值(x)",
        "[甲, 乙]",
    ]);
    let operator = proptest::sample::select(vec![
        "+",
        "＋",
        "-",
        "－",
        "×",
        "*",
        "/",
        "÷",
        "≥",
        ">=",
        "＞＝",
        "<",
        "≠",
        "!=",
        "！＝",
        "=",
        "且",
        "或",
        "属于",
        "在",
        "缺失时",
    ]);
    let blank = proptest::sample::select(vec!["", " ", "  ", "\u{3000}", "\n    ", " // 注\n    "]);
    let more = proptest::collection::vec((blank.clone(), operator, blank, operand.clone()), 0..5);
    (operand, more).prop_map(|(first, more)| {
        let rest: String =
            more.into_iter().map(|(a, operator, b, operand)| format!("{a}{operator}{b}{operand}")).collect();
        format!("结果 = {first}{rest}")
    })
}

proptest! {
    #[test]
    fn leaves_of_any_expression_are_tokens(text in expression()) {
        prop_assert_eq!(drifts("例.heng", &text).0, Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn leaves_of_any_soup_are_tokens(scraps in proptest::collection::vec(proptest::sample::select(vec![
        "对 T {", "}", "\n", " ", "x", "= ", "1", "万元", "/", "(", ")", "[", "]", "，", "当 ", "若 ", "则", "否则", "2022", "年", "-", "起",
        "至", "%", ".", "\"a\"", "「b」", "评分 ", "100", "②", "²", "：", "→", "其余", "前 10%", "@一", "；", "亩均", "５",
    ]), 0..24)) {
        let text = scraps.concat();
        prop_assert_eq!(drifts("例.heng", &text).0, Vec::<String>::new(), "{}", text);
    }
}
