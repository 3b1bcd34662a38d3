use super::*;
use crate::span::SourceId;
use Language::{Chinese, English};

fn into(text: &str, to: Language) -> String {
    translate(&Source::new(SourceId(0), "例.heng", text), to, &Declared::default()).text
}

/// `zh` and `en` are each other's translation, to the byte.
fn pair(zh: &str, en: &str) {
    assert_eq!(into(zh, English), en);
    assert_eq!(into(en, Chinese), zh);
}

#[test]
fn keywords_functions_types_units_and_marks_change() {
    pair(
        "表 企业 { 编号: 文本 主键；税: 万元 可缺 }\n对 企业 { 均 = 平均(税 当 参评) 保留 2 位 }",
        "table 企业 { 编号: text key; 税: wan_yuan optional }\nfor 企业 { 均 = mean(税 when participating) round 2 decimals }",
    );
    pair("待定 x: 元/人/月", "open x: yuan/person/month");
    pair("a = 若 1 年 < 3 个月 则 1 件 否则 2 件", "a = if 1 year < 3 months then 1 piece else 2 pieces");
}

#[test]
fn names_texts_comments_and_citations_stay() {
    pair(
        "// 若，则\n/// 平均\n平均 = \"若\" + 权重 @第一条（二）\n定 若干 = 是",
        "// 若，则\n/// 平均\n平均 = \"若\" + 权重 @第一条（二）\nbind 若干 = yes",
    );
}

#[test]
fn a_name_of_the_script_is_no_word_of_the_language() {
    pair("表 年 { 年度: 文本 主键 }\n对 年 { x = 年度 }", "table 年 { 年度: text key }\nfor 年 { x = 年度 }");
    pair("表 t { score: 文本 主键 }", "table t { score: text key }");
}

#[test]
fn what_touches_a_year_stays() {
    pair("集合 甲 { 2022年起 [a]；2022 至 2023 [b] }", "set 甲 { 2022年起 [a]; 2022 to 2023 [b] }");
}

#[test]
fn marks_come_back_in_every_form() {
    for mark in ["，", ",", "， ", ", ", ",  ", "，  "] {
        let text = format!("别名 a{mark}b = c");
        assert_eq!(into(&into(&text, English), Chinese), text);
    }
    for mark in ["，", ",", "， ", ", ", ",  ", "，  "] {
        let text = format!("alias a{mark}b = c");
        assert_eq!(into(&into(&text, Chinese), English), text);
    }
}

#[test]
fn headers_of_results_stay_and_columns_of_the_ledger_change() {
    pair(
        "输出 区 依 等级.名次 { 年度；等级.名次；位次 = 等级.名次 }\nx = 合计(台账.金额 当 收款方 = 市 且 年度 = 2024年)\n定 年度 = 2022年\n取 a = b",
        "output 区 order_by 等级.rank { 年度; 等级.名次; 位次 = 等级.rank }\nx = sum(ledger_entries.amount when party = 市 and fiscal_year = 2024年)\nbind fiscal_year = 2022年\ntake a = b",
    );
    pair("x = 缴款.金额 + 缴款.年度 + 金额", "x = 缴款.金额 + 缴款.年度 + 金额");
}
