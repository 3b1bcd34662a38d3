//! Completion with 5,000 names: in characters, pinyin and first letters, in a document and at a prompt.

#![allow(missing_docs, reason = "divan makes public items of its own")]

use divan::Bencher;
use heng_grammar::{parse, source::Source, span::SourceId};
use heng_interp::complete::{Input, complete};
use heng_interp::symbol::{Names, Text};

fn main() {
    divan::main();
}

const CHARACTERS: &[char] = &[
    '亩', '均', '税', '收', '入', '单', '位', '能', '耗', '产', '值', '综', '合', '得', '分', '企', '业',
    '用', '地', '面', '积', '研', '发', '投', '强', '度', '排', '污', '染', '物', '当', '量', '销', '售',
    '基', '准',
];

/// A script of so many definitions, the last of them being typed.
fn script(names: usize) -> String {
    let mut text =
        "表 企业 { 企业编号: 文本 主键；实缴税金: 万元；用地面积: 亩 > 0 }\n对 企业 {\n".to_owned();
    for number in 0..names {
        let (mut rest, mut name) = (number, String::new());
        for turn in 0..5 {
            let at = (rest * 7 + turn * 13 + number / 31) % CHARACTERS.len();
            name.extend(CHARACTERS.get(at));
            rest /= 3;
        }
        text.push_str(&format!("  {name}{number} = 实缴税金 / 用地面积 @第{number}条\n"));
    }
    text
}

struct Case {
    source: Source,
    names: Names,
    cursor: usize,
}

fn case(typed: &str, prompt: bool) -> Case {
    let text = script(5_000);
    let document = Source::new(SourceId(0), "五千.heng", format!("{text}  新 = 1\n}}\n"));
    let names = Names::new(&[Text { source: &document, script: &parse(&document).script, path: "" }]);
    let line = if prompt { typed.to_owned() } else { format!("{text}  新 = {typed}") };
    let cursor = line.len();
    let end = if prompt { "" } else { "\n}\n" };
    let id = if prompt { SourceId(9) } else { SourceId(0) };
    Case { source: Source::new(id, "五千.heng", line + end), names, cursor }
}

#[divan::bench(args = ["mjss", "zhdf", "亩均ss", "mujunshui", "税"])]
fn at_a_prompt(bencher: Bencher<'_, '_>, typed: &str) {
    let case = case(typed, true);
    let input = Input { source: &case.source, cursor: case.cursor, prompt: true };
    bencher.bench_local(|| complete(input, &case.names));
}

#[divan::bench(args = ["mjss", "zhdf", "亩均ss"])]
fn in_a_document_of_5000_definitions(bencher: Bencher<'_, '_>, typed: &str) {
    let case = case(typed, false);
    let input = Input { source: &case.source, cursor: case.cursor, prompt: false };
    bencher.bench_local(|| complete(input, &case.names));
}

#[divan::bench]
fn names_and_their_places(bencher: Bencher<'_, '_>) {
    let source = Source::new(SourceId(0), "五千.heng", script(5_000) + "}\n");
    let parsed = parse(&source);
    bencher.bench_local(|| Names::new(&[Text { source: &source, script: &parsed.script, path: "" }]));
}
