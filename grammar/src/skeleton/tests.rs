use super::*;

/// The skeleton as indented text: kind, header, citations, tail; continuation lines joined by ↵.
fn shown(text: &str) -> String {
    let source = Source::new(SourceId(0), "例.heng", text);
    let (skeleton, faults) = skeleton(&source);
    let mut out = String::new();
    show(&mut out, &source, &skeleton.entries, 0);
    for fault in faults {
        let at: Vec<String> = fault
            .labels
            .iter()
            .map(|label| format!("「{}」", label.span.text(text).escape_debug()))
            .collect();
        out.push_str(&format!("! {} {} {}\n", fault.code, fault.title.zh, at.join(" ")));
    }
    out
}

fn show(out: &mut String, source: &Source, entries: &[Entry], depth: usize) {
    for entry in entries {
        let header: Vec<&str> = entry.header.text(source.text()).lines().map(str::trim).collect();
        out.push_str(&format!("{}{:?} | {}", "  ".repeat(depth), entry.kind, header.join(" ↵ ")));
        for citation in &entry.citations {
            out.push_str(&format!(" @{}", citation.article));
        }
        for line in &entry.doc {
            out.push_str(&format!(" /// {line}"));
        }
        if let Some(tail) = entry.tail {
            out.push_str(&format!(" }} {}", tail.text(source.text())));
        }
        out.push('\n');
        if let Some(body) = &entry.body {
            show(out, source, &body.entries, depth + 1);
        }
    }
}

fn check(text: &str, expected: &str) {
    let shown = shown(text);
    let trim = |text: &str| text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(trim(&shown), trim(expected), "\n--- got\n{shown}");
}

#[test]
fn lines_are_entries() {
    check(
        "a = 1\nb = 2；c = 3。d = 4",
        "TopLevel | a = 1\nTopLevel | b = 2\nTopLevel | c = 3\nTopLevel | d = 4",
    );
}

#[test]
fn a_line_goes_on_after_and_before_operators() {
    check(
        "x = a +\n  b\ny = a\n  + b\n  且 c\nz = 若 a 则 1\n  否则 2",
        "TopLevel | x = a + ↵ b\nTopLevel | y = a ↵ + b ↵ 且 c\nTopLevel | z = 若 a 则 1 ↵ 否则 2",
    );
    check(
        "x = 取大(a,\n  b)\ny = [\n\"甲\",\n\"乙\"\n]",
        "TopLevel | x = 取大(a, ↵ b)\nTopLevel | y = [ ↵ \"甲\", ↵ \"乙\" ↵ ]",
    );
}

#[test]
fn clause_words_go_on_where_they_open_no_entry() {
    check(
        "对 T {\n  x = a\n    保留 2 位\n  评分 得分\n    满分 100 分 {\n    甲 45 基准 b\n      上限 1.5 倍\n    保留 2 位\n  }\n}",
        "TopLevel | 对 T\n  For | x = a ↵ 保留 2 位\n  For | 评分 得分 ↵ 满分 100 分\n    Score | 甲 45 基准 b ↵ 上限 1.5 倍\n    Score | 保留 2 位",
    );
    check("保留 = 1\n缺失: 元 = 2", "TopLevel | 保留 = 1\nTopLevel | 缺失: 元 = 2");
    check(
        "分档 等级 依 x {\n  A 前 10%\n  缺失 D\n}",
        "TopLevel | 分档 等级 依 x\n  Band | A 前 10%\n  Band | 缺失 D",
    );
}

#[test]
fn rows_of_a_lookup_may_begin_with_a_comparison() {
    check(
        "查表 人数(户数: 户) → 人 {\n  ≤ 30 → 1\n  30 至 100 → 2\n  ≥ 301 → 5\n} 重叠 取大  @附件1",
        "TopLevel | 查表 人数(户数: 户) → 人 @附件1 } 重叠 取大\n  Lookup | ≤ 30 → 1\n  Lookup | 30 至 100 → 2\n  Lookup | ≥ 301 → 5",
    );
    check("x = a\n  ≥ 30", "TopLevel | x = a ↵ ≥ 30");
}

#[test]
fn a_brace_may_open_on_the_next_line_and_entries_may_share_one() {
    check("对 T\n{\n a = 1\n}", "TopLevel | 对 T\n  For | a = 1");
    check(
        "计分 甲 { 乙 取最高 { a 1 分；b 2 分 }  丙 { c 3 分 } }",
        "TopLevel | 计分 甲\n  Tally | 乙 取最高\n    Tally | a 1 分\n    Tally | b 2 分\n  Tally | 丙\n    Tally | c 3 分",
    );
}

#[test]
fn reopened_and_amending_blocks_know_their_kind() {
    check(
        "调档 最终 自 初评 { 保护 a 当 b 不低于 B }\n续 最终 {\n  惩罚 c 当 d\n    调为 D\n}\n续 未知 { a }\n修改 { 换 最终 { 惩罚 e 当 f 调为 D }；增 评分 g 满分 1 { h 1 } }",
        "TopLevel | 调档 最终 自 初评\n  Adjust | 保护 a 当 b 不低于 B\nTopLevel | 续 最终\n  Adjust | 惩罚 c 当 d ↵ 调为 D\nTopLevel | 续 未知\n  Unknown | a\nTopLevel | 修改\n  Amend | 换 最终\n    Adjust | 惩罚 e 当 f 调为 D\n  Amend | 增 评分 g 满分 1\n    Score | h 1",
    );
}

#[test]
fn english_words_build_the_same_skeleton() {
    check(
        "for T {\n  band grade order_by x descending {\n    A top 10%\n    ties y\n  }\n  z = if a\n    then 1\n    else 2\n}",
        "TopLevel | for T\n  For | band grade order_by x descending\n    Band | A top 10%\n    Band | ties y\n  For | z = if a ↵ then 1 ↵ else 2",
    );
}

#[test]
fn documentation_and_comments_find_their_entry() {
    check(
        "/// 一\n/// 二\nx = 1 // 注\n// 注\ny = 2 /// 三\n表 T { a: 元 /// 四\n}",
        "TopLevel | x = 1 /// 一 /// 二\nTopLevel | y = 2 /// 三\nTopLevel | 表 T\n  Table | a: 元 /// 四",
    );
    check("x = a // 注 (\n  + b", "TopLevel | x = a // 注 ( ↵ + b");
    check("x = 1\n/// 无主", "TopLevel | x = 1\n! H0138 说明后面没有条目 「/// 无主」");
}

#[test]
fn citations_are_lifted_out() {
    check("x = 1 @第一条 @第二条(三)", "TopLevel | x = 1 @第一条 @第二条（三）");
    check("x = 1\n  @第一条\ny = 2", "TopLevel | x = 1 @第一条\nTopLevel | y = 2");
    check("对 T { @第一条\n a = 1 }  @第二条", "TopLevel | 对 T @第一条 @第二条\n  For | a = 1");
    check("x = a @\"附件1 表5\"；y = 1", "TopLevel | x = a @附件1 表5\nTopLevel | y = 1");
    check(
        "x = a @第一条 / b",
        "TopLevel | x = a @第一条 / b @第一条\n! H0136 条款出处写在了一条的中间 「@第一条」",
    );
    check("x = a @ b", "TopLevel | x = a @ b\n! H0137 `@` 后面没有条款 「@」");
    check("x = a @第一条\n  + b @第二条", "TopLevel | x = a @第一条 ↵ + b @第一条 @第二条");
}

#[test]
fn an_unclosed_bracket_stays_within_its_entry() {
    check(
        "对 T {\n  x = 取大(a, b\n  y = c\n  评分 s {\n    甲 45\n  }\n}",
        "TopLevel | 对 T\n  For | x = 取大(a, b\n  For | y = c\n  For | 评分 s\n    Score | 甲 45\n! H0130 `(` 没有与它配对的 `)` 「(」 「」",
    );
    check(
        "x = a)\ny = (b]\nz = [(c]",
        "TopLevel | x = a)\nTopLevel | y = (b]\nTopLevel | z = [(c]\n! H0131 多了一个 `)` 「)」\n! H0132 `(` 不能用 `]` 结束 「]」 「(」\n! H0130 `(` 没有与它配对的 `)` 「(」 「」",
    );
    check(
        "对 T (a {\n b = 1\n}",
        "TopLevel | 对 T (a\n  For | b = 1\n! H0130 `(` 没有与它配对的 `)` 「(」 「」",
    );
}

#[test]
fn an_unclosed_block_ends_where_the_indentation_says() {
    let expected = "TopLevel | 对 T\n  For | 评分 s\n    Score | 甲 45\n  For | 分档 g 依 s\n    Band | A 前 10%\nTopLevel | x = 1\n! H0133 这一块少了结束的 `}` 「{」 「评分 s」 「」";
    check("对 T {\n  评分 s {\n    甲 45\n  分档 g 依 s {\n    A 前 10%\n  }\n}\nx = 1", expected);
    check(
        "对 T {\n  评分 s {\n    甲 45\n}\nx = 1",
        "TopLevel | 对 T\n  For | 评分 s\n    Score | 甲 45\nTopLevel | x = 1\n! H0133 这一块少了结束的 `}` 「{」 「评分 s」 「」",
    );
    check(
        "评分 s {\n甲 45\n表 T {\na: 元\n}",
        "TopLevel | 评分 s\n  Score | 甲 45\nTopLevel | 表 T\n  Table | a: 元\n! H0133 这一块少了结束的 `}` 「{」 「评分 s」 「」",
    );
    check(
        "对 T {\n  a = 1",
        "TopLevel | 对 T\n  For | a = 1\n! H0133 这一块少了结束的 `}` 「{」 「对 T」 「」",
    );
}

#[test]
fn an_extra_brace_does_not_close_what_is_around_it() {
    check(
        "对 T {\n  评分 s {\n    甲 45\n  }\n  }\n  y = 1\n}\nz = 2",
        "TopLevel | 对 T\n  For | 评分 s\n    Score | 甲 45\n  For | y = 1\nTopLevel | z = 2\n! H0134 多了一个 `}` 「}」",
    );
    check("}\nx = 1", "TopLevel | x = 1\n! H0134 多了一个 `}` 「}」");
    check("{ a = 1 }\nx = 1", "TopLevel | x = 1\n! H0135 这一块没有标题 「{」");
}

#[test]
fn a_badly_indented_text_with_even_braces_is_read_by_its_braces() {
    check(
        "    对 T {\n评分 s {\n甲 45\n}\n  x = 1\n    }\ny = 2",
        "TopLevel | 对 T\n  For | 评分 s\n    Score | 甲 45\n  For | x = 1\nTopLevel | y = 2",
    );
}

#[test]
fn a_dangling_operator_does_not_swallow_the_next_entry() {
    check("x = a +\ny = b", "TopLevel | x = a +\nTopLevel | y = b");
    check("x =\n评分 s { a 1 }", "TopLevel | x =\nTopLevel | 评分 s\n  Score | a 1");
}

#[test]
fn units_are_collected() {
    let source = Source::new(
        SourceId(0),
        "例.heng",
        "单位 标箱\n单位 亿标箱 = 10000 标箱\n单位 「m²·a」 整数\n对 T { 单位 = 1 }",
    );
    let names: Vec<String> = skeleton(&source).0.units.into_iter().map(|name| name.text).collect();
    assert_eq!(names, ["标箱", "亿标箱", "m2·a"]);
}

#[test]
fn blocks_too_deep_are_reported_and_passed_over() {
    let text = format!("{}x{}\ny = 1", "评分 s { ".repeat(500), " }".repeat(500));
    let source = Source::new(SourceId(0), "例.heng", text.clone());
    let (skeleton, faults) = skeleton(&source);
    assert_eq!(skeleton.entries.len(), 2);
    assert_eq!(faults.iter().map(|fault| fault.code.0).collect::<Vec<_>>(), [139]);
}

proptest::proptest! {
    /// No text makes the reader stop early, and every entry lies within its parent, in order.
    #[test]
    fn any_text_has_a_skeleton(scraps in proptest::collection::vec(proptest::sample::select(vec![
        "对 T ", "{", "}", "\n", "\n  ", "\n    ", "x = ", "1", "(", ")", "[", "]", "；", "。", "@一", "@", "评分 s ", "甲 45", "且", "+",
        "/// 说明\n", "// 注\n", "续 s ", "\"", "「", "，", "缺失 ", "\r\n", "修改 ",
    ]), 0..60)) {
        let source = Source::new(SourceId(0), "例.heng", scraps.concat());
        let (skeleton, _) = skeleton(&source);
        nested(&skeleton.entries, 0, source.text().len() as u32);
    }
}

fn nested(entries: &[Entry], start: u32, end: u32) {
    let mut at = start;
    for entry in entries {
        assert!(at <= entry.span.start && entry.span.start <= entry.header.start, "{entry:?}");
        assert!(entry.header.end <= entry.span.end && entry.span.end <= end, "{entry:?}");
        at = entry.span.end;
        if let Some(body) = &entry.body {
            assert!(entry.header.end <= body.open.start);
            nested(&body.entries, body.open.end, body.close.map_or(entry.span.end, |close| close.start));
        }
    }
}
