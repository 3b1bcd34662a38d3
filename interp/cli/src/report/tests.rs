use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::*;

fn sources() -> Vec<Source> {
    vec![
        Source::new(SourceId(0), "海门.heng", "对 企业 {\n  得分 = 亩均税受 + １０ 分\n}\n"),
        Source::new(SourceId(1), "标准/单位.heng", "单位 亩 = 1\r\n单位 公顷 = 15 亩\r\n"),
    ]
}

fn at(source: &Source, words: &str) -> Span {
    let start = source.text().find(words).expect("the words stand in the text");
    source.span(start, start + words.len())
}

fn unknown_name(sources: &[Source]) -> Diagnostic {
    let name = at(&sources[0], "亩均税受");
    Diagnostic::error(301, "没有叫「亩均税受」的名字", "nothing is called `亩均税受`")
        .at(name, "这里", "here")
        .at(at(&sources[1], "公顷"), "单位在这里定义", "the unit is declared here")
        .help("是不是想写「亩均税收」？名字按字比较，差一个字也是另一个名字。", "did you mean `亩均税收`?")
        .mend(name, "亩均税收", "改成「亩均税收」", "change it to `亩均税收`", true)
}

#[test]
fn terminal_report_in_chinese_underlines_the_words_of_each_file() {
    let sources = sources();
    insta::assert_snapshot!(
        "terminal_zh",
        terminal(&unknown_name(&sources), &sources, Language::Chinese, 60, false)
    );
}

#[test]
fn terminal_report_in_english() {
    let sources = sources();
    insta::assert_snapshot!(
        "terminal_en",
        terminal(&unknown_name(&sources), &sources, Language::English, 60, false)
    );
}

#[test]
fn plain_report_tells_places_in_sentences() {
    let sources = sources();
    insta::assert_snapshot!("plain_zh", plain(&unknown_name(&sources), &sources, Language::Chinese));
    insta::assert_snapshot!("plain_en", plain(&unknown_name(&sources), &sources, Language::English));
}

#[test]
fn a_diagnostic_without_a_place_has_a_title_and_advice() {
    let lost = Diagnostic::warning(901, "没有数据文件", "there is no data file")
        .help("用 -d 给出。", "name it with -d.");
    assert_eq!(
        terminal(&lost, &[], Language::Chinese, 80, false),
        "[H0901] 警告：没有数据文件\n  建议：用 -d 给出。\n"
    );
    assert_eq!(
        plain(&lost, &[], Language::English),
        "[H0901] warning: there is no data file\nhelp: name it with -d.\nmore: heng explain-code H0901\n"
    );
}

#[test]
fn json_counts_columns_in_characters_and_keeps_bytes() {
    let sources = sources();
    let all = diagnostics_json(&[unknown_name(&sources)], &sources);
    let place = &all[0]["labels"][0]["place"];
    assert_eq!(place["line"], 2);
    assert_eq!(place["column"], 8);
    assert_eq!(place["text"], "亩均税受");
    assert_eq!(all[0]["mends"][0]["edits"][0]["replacement"], "亩均税收");
    assert_eq!(all[0]["title"]["zh"], "没有叫「亩均税受」的名字");
}

#[test]
fn spans_inside_characters_and_past_the_end_are_drawn_all_the_same() {
    let texts = ["", "对", "\u{FEFF}对 企业\r\n\t１２ 亩\u{2028}末行", "a\n\n", "表\n"];
    for text in texts {
        let sources = [Source::new(SourceId(0), "x.heng", text)];
        for start in 0..text.len() + 3 {
            for end in start..text.len() + 3 {
                let d = Diagnostic::error(101, "坏", "bad").at(sources[0].span(start, end), "此处", "here");
                let drawn = terminal(&d, &sources, Language::Chinese, 80, false);
                assert!(drawn.contains("坏") && drawn.lines().all(|line| line == line.trim_end()), "{drawn}");
                assert!(plain(&d, &sources, Language::English).contains("bad"));
            }
        }
    }
}

#[test]
fn colour_is_written_only_when_asked_for() {
    let sources = sources();
    let d = unknown_name(&sources);
    assert!(terminal(&d, &sources, Language::English, 80, true).contains('\u{1b}'));
    assert!(!terminal(&d, &sources, Language::English, 80, false).contains('\u{1b}'));
}

#[test]
fn equal_reports_are_written_once_in_the_order_of_their_places() {
    let sources = sources();
    let late = Diagnostic::error(102, "后", "late").at(sources[0].span(20, 21), "", "");
    let early = Diagnostic::error(103, "前", "early").at(sources[0].span(0, 3), "", "");
    let all = [late.clone(), early.clone(), late.clone()];
    let order: Vec<_> = in_order(&all).into_iter().map(|d| d.code.0).collect();
    assert_eq!(order, [103, 102]);
}

#[test]
fn tallies_read_as_sentences() {
    let d = [Diagnostic::error(1, "", ""), Diagnostic::warning(2, "", ""), Diagnostic::error(3, "", "")];
    assert_eq!(Tally::of(&d).sentence(Language::Chinese), "2 个错误，1 个警告");
    assert_eq!(Tally::of(&d).sentence(Language::English), "2 errors, 1 warning");
    assert_eq!(Tally::default().sentence(Language::English), "");
}
