use super::*;
use crate::span::SourceId;
use crate::token::lex;

/// Code, underlined words, and the first mend's outcome, of each hazard in `text`.
fn found(text: &str) -> Vec<(u16, String, Option<String>)> {
    let source = Source::new(SourceId(0), "例.heng", text);
    let tokens: Vec<Token> = lex(text).collect();
    let declared = Declared::of(&source, std::slice::from_ref(&tokens), Units::with(["标箱"]));
    let faults = hazards(&source, &tokens, &declared);
    let mended = |fault: &Diagnostic| {
        let mend = fault.mends.first()?;
        let mut mended = text.to_owned();
        mended.replace_range(mend.span().range(), &mend.replacement(text));
        Some(mended)
    };
    let words = |fault: &Diagnostic| fault.labels[0].span.text(text).to_owned();
    faults.iter().map(|fault| (fault.code.0, words(fault), mended(fault))).collect()
}

/// `text` has exactly this hazard, at `words`, and its first mend gives `mended`, which has none.
#[track_caller]
fn hazard(text: &str, code: u16, words: &str, mended: &str) {
    assert_eq!(found(text), [(code, words.to_owned(), Some(mended.to_owned()))], "{text}");
    assert_eq!(found(mended), [], "the mend of {text}");
}

#[track_caller]
fn reported(text: &str, code: u16, words: &str) {
    let all = found(text);
    assert_eq!(
        all.iter().map(|(code, words, _)| (*code, words.as_str())).collect::<Vec<_>>(),
        [(code, words)],
        "{text}"
    );
}

#[track_caller]
fn harmless(text: &str) {
    assert_eq!(found(text), [], "{text}");
}

#[test]
fn h5_a_touching_slash_joins_units_only() {
    hazard("面积: 亩；x = 90万元/面积", 123, "/面积", "面积: 亩；x = 90万元 / 面积");
    harmless("面积: 亩；x = 90万元 / 面积");
    harmless("亩: 亩；x = 90万元/亩");
    harmless("x = 90万元/别处声明的单位");
}

#[test]
fn h8_years_and_durations() {
    harmless("x = 2022 年");
    harmless("x = 2022年起");
    harmless("x = 3 年");
    reported("x = 3000 年", 114, "3000 年");
    hazard("施行 2022年4月1日", 113, "2022年4月1日", "施行 2022-04-01");
    hazard("施行 2022年4月1日起", 113, "2022年4月1日起", "施行 2022-04-01 起");
}

#[test]
fn h9_ranges_that_look_like_subtractions() {
    hazard("x[2022-2024]", 104, "2022-2024", "x[2022 至 2024]");
    hazard("101－300 → 3", 104, "101－300", "101 至 300 → 3");
    hazard("B 10%-70%", 104, "10%-70%", "B 10% 至 70%");
    hazard("x = 500万元-2000万元", 104, "500万元-2000万元", "x = 500万元 至 2000万元");
    harmless("x = 3 - 2");
    harmless("x = a-2");
    harmless("x = 2022-01-31");
    harmless("x = -5");
}

#[test]
fn h10_dashes_of_documents() {
    hazard("10%～70%", 105, "～", "10% 至 70%");
    hazard("2020——2022", 105, "——", "2020 至 2022");
    hazard("2020–2022", 105, "–", "2020 至 2022");
    hazard("2020~2022", 105, "~", "2020 至 2022");
}

#[test]
fn h11_commas_in_numbers() {
    hazard("取大(1,000, 2)", 106, "1,000", "取大(1000, 2)");
    hazard("x = 12,345,678.5 元", 106, "12,345,678.5", "x = 12345678.5 元");
    harmless("[100, 200]");
    harmless("[1,20]");
    harmless("[1000,200]");
    harmless("[100，200]");
}

#[test]
fn h13_signs_of_an_input_method() {
    hazard("x = 亩均\u{200B}税收", 107, "亩均\u{200B}税收", "x = 亩均税收");
    harmless("\u{FEFF}x = \u{200B}a \u{3000}+\u{A0}b");
    hazard("x《 5 万元", 108, "《", "x< 5 万元");
    hazard("x 》= 5", 108, "》=", "x ≥ 5");
    hazard("出自 《管理办法》", 108, "《管理办法》", "出自 \"《管理办法》\"");
    hazard("合计(企业。税收)", 118, "。", "合计(企业.税收)");
    hazard("x = ￥100", 125, "￥100", "x = 100 元");
    hazard("x = ￥ 100 万元", 125, "￥ 100", "x = 100 万元");
    reported("x = $100", 125, "$100");
    hazard("x = ‘热 力’", 124, "‘热 力’", "x = \"热 力\"");
    reported("[a, b, ……]", 103, "……");
    harmless("a = 1。b = 2");
}

#[test]
fn h14_quotation_marks_in_names() {
    hazard("x = 专精特新“小巨人”企业", 109, "专精特新“小巨人”企业", "x = 「专精特新“小巨人”企业」");
    hazard("“小巨人”企业 = 1", 109, "“小巨人”企业", "「“小巨人”企业」 = 1");
    harmless("名称“工作指南”");
    harmless("x 列名 \"表头\" | \"别的\"");
    reported("x = “热力\ny = 1", 101, "“");
    hazard("x = \"热力", 101, "\"", "x = \"热力\"");
    hazard("「单位产值 = 1", 102, "「", "「单位产值 = 1」");
}

#[test]
fn h15_names_that_need_quotes() {
    hazard("5G基站数: 座", 110, "5G基站数", "「5G基站数」: 座");
    hazard("x = 3A企业", 110, "3A企业", "x = 「3A企业」");
    hazard("500强: 是否", 110, "500强", "「500强」: 是否");
    hazard("2022年税收 = 1", 110, "2022年税收", "「2022年税收」 = 1");
    hazard("PM2.5: 分", 111, "PM2.5", "「PM2.5」: 分");
    hazard("x = R&D / 2", 111, "R&D", "x = 「R&D」 / 2");
    hazard("实缴税金（万元）: 万元", 111, "实缴税金（万元）", "「实缴税金（万元）」: 万元");
    hazard("亩均（万元/亩） = 1", 111, "亩均（万元/亩）", "「亩均（万元/亩）」 = 1");
    harmless("x = 平均(亩)");
    harmless("x = 90万元/亩");
    harmless("文号 通政办发〔2022〕4号");
    harmless("x = 1箱");
    harmless("企业.税收 = 2.5");
}

#[test]
fn h16_units_and_magnitudes() {
    hazard("x ≥ 1000万", 116, "1000万", "x ≥ 1000 万元");
    hazard("x ≥ 2 亿", 116, "2 亿", "x ≥ 2 亿元");
    harmless("x = 1 千户 + 5 百分点 + 3 千瓦时 + 4 ㎡ + 5m² + 20℃ + 3‰ + 2 t/a + 6 个月");
}

#[test]
fn h18_units_run_together_with_words() {
    hazard("x ≥500万元且非 y", 112, "万元且非", "x ≥500万元 且 非 y");
    hazard("x ≥ 500 万标箱或", 112, "万标箱或", "x ≥ 500 万标箱 或");
    harmless("x = 5 吨当量");
}

#[test]
fn h20_comparisons_in_words() {
    hazard("当 亩均税收 不低于 5 万元", 115, "不低于", "当 亩均税收 ≥ 5 万元");
    hazard("当 合计(x) 超过 5", 115, "超过", "当 合计(x) > 5");
    hazard("x 500 万元以上", 122, "500 万元以上", "x ≥ 500 万元");
    hazard("x 10% 以下", 122, "10% 以下", "x ≤ 10%");
    harmless("保护 a 当 b 不低于 B");
    harmless("（不足 舍去）");
}

#[test]
fn operators_of_other_languages() {
    hazard("x == 1", 117, "==", "x = 1");
    hazard("x => 1", 117, "=>", "x ≥ 1");
    hazard("x <> 1", 117, "<>", "x ≠ 1");
    hazard("a && b", 117, "&&", "a  且  b");
    hazard("x = .5", 121, ".5", "x = 0.5");
}

#[test]
fn h24_the_source_is_never_rewritten() {
    let text = "x ＝ ｆ（１，２） // 全角";
    let source = Source::new(SourceId(0), "例.heng", text);
    assert_eq!(source.text(), text);
    harmless(text);
}

#[test]
fn every_message_has_help_in_both_languages() {
    for text in [
        "\"a",
        "「a",
        "￥",
        "1-2",
        "~",
        "1,000",
        "a\u{200B}b",
        "a《1",
        "a“b”",
        "3A企业",
        "a.5",
        "5万元且",
        "2022年1月1日",
        "9000 年",
        "a 超过 5",
        "5万",
        "a == b",
        "f(a。b)",
        ".5",
        "5 元以上",
    ] {
        let source = Source::new(SourceId(0), "例.heng", text);
        let tokens: Vec<Token> = lex(text).collect();
        let faults = hazards(&source, &tokens, &Declared::default());
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        assert!(faults.iter().all(|fault| !fault.help.is_empty() && !fault.labels.is_empty()), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_scanned(text in "[0-9年月日万元税收 .,，。、“”「」《》&=<>（）()~—\\-\u{200B}\n]{0,30}") {
        let source = Source::new(SourceId(0), "例.heng", text.clone());
        let tokens: Vec<Token> = lex(&text).collect();
        for fault in hazards(&source, &tokens, &Declared::default()) {
            for span in fault.labels.iter().map(|label| label.span).chain(fault.mends.iter().map(crate::diagnostic::Mend::span)) {
                proptest::prop_assert!(text.get(span.range()).is_some());
            }
        }
    }
}
