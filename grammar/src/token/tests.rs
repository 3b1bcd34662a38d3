use super::TokenKind::*;
use super::*;
use proptest::prelude::*;

fn kinds(text: &str) -> Vec<TokenKind> {
    lex(text).map(|token| token.kind).filter(|kind| *kind != Blank).collect()
}

fn pieces(text: &str) -> Vec<&str> {
    lex(text).map(|token| token.text(text)).collect()
}

#[test]
fn both_widths_are_the_same_tokens() {
    let half = "x = f(a, b) + 12.5 >= 3 != 4 <= 5 | \"t\" -> [1]; { y: 1 } @第一条(二)";
    let full = "ｘ ＝ ｆ（ａ， ｂ） ＋ １２．５ ＞＝ ３ ！＝ ４ ＜＝ ５ ｜ ＂t＂ －＞ ［１］； ｛ ｙ： １ ｝ ＠第一条（二）";
    assert_eq!(kinds(half), kinds(full));
    assert!(!kinds(half).contains(&Unknown));
}

#[test]
fn digits_with_two_hyphens_are_a_date() {
    assert_eq!(kinds("2022-01-31"), [Date]);
    assert_eq!(kinds("2022-13-1"), [Date]);
    assert_eq!(kinds("２０２２－１－１"), [Date]);
    assert_eq!(kinds("2022-2024"), [Number, Minus, Number]);
    assert_eq!(kinds("2022 - 1 - 1"), [Number, Minus, Number, Minus, Number]);
}

#[test]
fn years_are_told_from_durations() {
    assert_eq!(kinds("2022年"), [Year]);
    assert_eq!(pieces("2022 年起"), ["2022", " ", "年起"]);
    assert_eq!(kinds("2022 年"), [Year]);
    assert_eq!(pieces("2022年起"), ["2022年", "起"]);
    assert_eq!(kinds("3 年"), [Number, Name]);
    assert_eq!(kinds("2300年"), [Number, Name]);
    assert_eq!(kinds("12022年"), [Number, Name]);
}

#[test]
fn a_text_ends_with_the_partner_of_its_opener() {
    assert_eq!(pieces("“他说\"好\"”"), ["“他说\"好\"”"]);
    assert_eq!(kinds("\"没有结束\n下一行"), [UnclosedText, LineBreak, Name]);
    assert_eq!(kinds("「没有结束\n下一行"), [UnclosedName, LineBreak, Name]);
    assert_eq!(kinds("「单位GDP能耗（当量）」"), [QuotedName]);
}

#[test]
fn citations_take_balanced_brackets_and_end_at_a_blank() {
    for citation in [
        "@第十二条（二）",
        "@三（一）1",
        "@第七条、第八条",
        "@附件1",
        "@\"附件1 表5\"",
        "@第六条(二)①",
        "@通政规〔2020〕4号",
    ] {
        assert_eq!(pieces(citation), [citation]);
    }
    assert_eq!(pieces("(x @第七条) y"), ["(", "x", " ", "@第七条", ")", " ", "y"]);
    assert_eq!(pieces("@第七条、"), ["@第七条", "、"]);
    assert_eq!(pieces("@二{"), ["@二", "{"]);
    assert_eq!(pieces("@ 二"), ["@", " ", "二"]);
    assert_eq!(pieces("@二（未完"), ["@二", "（", "未完"]);
}

#[test]
fn comments_reach_the_end_of_the_line() {
    assert_eq!(kinds("a // b\r\nc"), [Name, Comment, LineBreak, Name]);
    assert_eq!(
        kinds("/// 说明\n//// 分隔\n／／／ 说明"),
        [DocComment, LineBreak, Comment, LineBreak, DocComment]
    );
    assert_eq!(kinds("///\nx"), [DocComment, LineBreak, Name]);
    assert_eq!(kinds("a / b"), [Name, Divide, Name]);
}

#[test]
fn signs_of_units_join_their_word() {
    assert_eq!(kinds("5m²"), [Number, UnitName]);
    assert_eq!(kinds("元/㎡"), [Name, Divide, UnitName]);
    assert_eq!(kinds("10％ 3‰ 20℃"), [Number, Percent, Number, Percent, Number, UnitName]);
}

#[test]
fn input_methods_are_understood() {
    assert_eq!(kinds("企业【\"E1\"】"), [Name, OpenBracket, Text, CloseBracket]);
    assert_eq!(pieces("甲\u{3000}乙\u{A0}丙"), ["甲", "\u{3000}", "乙", "\u{A0}", "丙"]);
    assert_eq!(kinds("\u{FEFF}表"), [Invisible, Name]);
    assert_eq!(
        kinds("a《b》c——d～e"),
        [Name, BookMark, Name, BookMark, Name, RangeDash, Name, RangeDash, Name]
    );
}

#[test]
fn very_long_tokens_do_not_overflow_the_stack() {
    let long = "税".repeat(50_000);
    assert_eq!(pieces(&long), [long.as_str()]);
    let comment = format!("//{long}");
    assert_eq!(kinds(&comment), [Comment]);
}

fn soup() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        proptest::sample::select(vec![
            "税收", "若", "2022", "年", "-", "－", "1", ",", "，", "、", "。", "\"", "“", "”", "「", "」",
            "@", "（", ")", "{", "}", "/", "//", "\n", "\r\n", " ", "\u{3000}", "\u{200B}", "\u{FEFF}", "²",
            "㎡", "%", "→", "->", ">", "=", "！", "…", "￥", "①", "𠮷", "🙂", "·", "〔", "《", "——", "~",
            "_", "a", ".", ":", "|", "\u{2028}",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn tokens_tile_any_text(text in soup()) {
        let mut at = 0;
        for token in lex(&text) {
            prop_assert_eq!(token.start, at);
            prop_assert!(token.end > token.start);
            prop_assert!(text.is_char_boundary(token.end));
            at = token.end;
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn a_part_is_lexed_with_the_offsets_of_the_whole(text in soup()) {
        let whole = format!("前言{text}");
        let part: Vec<Token> = lex_range(&whole, "前言".len()..whole.len()).collect();
        let alone: Vec<Token> = lex(&text).collect();
        prop_assert_eq!(part.len(), alone.len());
        for (a, b) in part.iter().zip(&alone) {
            prop_assert_eq!((a.kind, a.start, a.end), (b.kind, b.start + 6, b.end + 6));
        }
    }
}
