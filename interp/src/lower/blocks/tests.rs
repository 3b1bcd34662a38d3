//! What blocks leave in the program and what they report; their values are in `tests/run`.

use heng_grammar::diagnostic::{Diagnostic, Severity};
use heng_grammar::parse;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use crate::check::figure::figure;
use crate::compile::{Compiled, compile};
use crate::program::{Block, Program};
use crate::resolve::{NoLibrary, Options};

const HEAD: &str = "选项 等级 { A > B > C > D；不参评 }
表 企业 { 编号: 文本 主键；税: 万元；地: 亩 > 0；初评: 等级；起数: 起；黑: 是否；甲: 是否；乙: 是否；丙: 是否；专利: 件 }
";

fn compiled(body: &str) -> Compiled {
    let text = format!("{HEAD}{body}");
    let parsed = parse(&Source::new(SourceId(0), "试.heng", text));
    assert_eq!(
        parsed.diagnostics.iter().filter(|d| d.is_error()).collect::<Vec<_>>(),
        Vec::<&Diagnostic>::new()
    );
    compile(&parsed.script, &NoLibrary, &Options::default())
}

fn program(body: &str) -> Program {
    let compiled = compiled(body);
    compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

fn codes(compiled: &Compiled) -> Vec<u16> {
    compiled.diagnostics.iter().filter(|d| d.is_error()).map(|d| d.code.0).collect()
}

#[test]
fn what_a_tally_can_reach_goes_through_highest_readings_and_caps() {
    let program = program(
        "对 企业 { 计分 得分 {
            规模 取最高 { 甲 2 分；乙 1 分 }
            质量 { 甲一 当 甲 3 分；乙一 当 乙 2 分 }
            平台 { 丙 2 分 }
            读法 合取 \"合取还是分取\" { 合并 取大(质量, 平台)；分别 质量 + 平台；取 分别 }
            造假 当 黑 扣 3 分
        } }",
    );
    let Some(Block::Tally(tally)) = program.blocks.iter().find(|b| matches!(b, Block::Tally(_))) else {
        panic!()
    };
    // 2 for the highest of a group, 5 + 2 for the reading taken, nothing for what is taken off.
    assert_eq!(tally.attainable.as_ref().map(figure), Some("9".to_owned()));
}

#[test]
fn what_a_score_can_reach_counts_caps_and_is_remembered_beside_its_full_marks() {
    let program = program(
        "对 企业 { 亩均 = 税 / 地；评分 总分 满分 100 分 {
            每项 上限 1.5 倍 下限 0 分
            效益 65 { 亩均 45 基准 20 万元/亩；规模 20 指标 税 基准 5000 万元 }
            创新 35 指标 专利 基准 10 件 上限 1 倍
            保留 2 位
        } }",
    );
    let Some(Block::Score(score)) = program.blocks.iter().find(|b| matches!(b, Block::Score(_))) else {
        panic!()
    };
    assert_eq!(score.out_of.as_ref().map(figure), Some("100".to_owned()));
    assert_eq!(score.attainable.as_ref().map(figure), Some("132.5".to_owned()));
    let shown: Vec<(String, u32)> = score.items.iter().map(|i| (i.part.name.clone(), i.depth)).collect();
    let expected =
        [("效益", 0), ("亩均", 1), ("规模", 1), ("创新", 0)].map(|(name, depth)| (name.to_owned(), depth));
    assert_eq!(shown, expected);
}

#[test]
fn pairs_of_moves_that_can_meet_are_noted_with_a_row() {
    let compiled = compiled(
        "对 企业 { 调档 终 自 初评 次序 自上而下 不补位 {
            保护 巨人 当 甲 原则上 不低于 B @一
            惩罚 两起 当 起数 = 2 起 下调 1 档 @二
            惩罚 多起 当 起数 ≥ 3 起 调为 D @二
        } }",
    );
    let note = compiled.diagnostics.iter().find(|d| d.code.0 == 641).unwrap();
    assert_eq!(note.severity, Severity::Note);
    // 两起 and 多起 exclude each other; the floor disagrees with both.
    assert_eq!(note.help.len(), 2);
    assert!(note.help[1].zh.contains("「巨人」与「多起」：A 档的企业"), "{}", note.help[1].zh);
    assert!(note.help[1].zh.contains("起数 = 3 起"), "{}", note.help[1].zh);
}

#[test]
fn a_waiver_is_a_decision_column_of_the_table() {
    let program =
        program("对 企业 { 调档 终 自 初评 次序 自上而下 不补位 { 惩罚 黑单 当 黑 原则上 调为 D @一 } }");
    let table = &program.tables[program.table("企业").unwrap().index()];
    assert!(table.columns.iter().any(|c| c.name == "终.黑单.豁免"));
}

#[test]
fn refill_says_that_it_is_not_there_yet() {
    let found = compiled("对 企业 { 调档 终 自 初评 次序 自上而下 补位 { 惩罚 黑单 当 黑 调为 D @一 } }");
    assert_eq!(codes(&found), [644]);
}

#[test]
fn a_lookup_names_the_case_it_leaves_out() {
    let found =
        compiled("查表 比例(等级) → % { A、B → 10%；C → 5%；不参评 → 0% }\n对 企业 { 得 = 比例(初评) }");
    assert_eq!(codes(&found), [680]);
    assert!(found.diagnostics.iter().any(|d| d.title.zh.contains("管到 D")));
}

#[test]
fn a_row_with_a_cell_too_many_is_reported_once() {
    assert_eq!(codes(&compiled("查表 单价 → 万元 { A → 5 }")), [687]);
}

#[test]
fn names_declared_later_serve_participation_and_scores() {
    let program = program(
        "对 企业 { 参评 { 不评 小户 当 小 记 不参评 }
            评分 总分 满分 10 分 { 亩均 10 基准 最大(亩均) }
            小 = 税 < 5 万元；亩均 = 税 / 地 }",
    );
    assert!(program.find(&["总分", "亩均"]).is_some() && program.find(&["参评", "小户"]).is_some());
}

#[test]
fn a_bounded_product_is_within_reach() {
    let program = program(
        "对 企业 { 计分 得分 { 读法 件 \"按比例还是满三件\" { 按比例 取小(专利 / 3 件, 1) × 2 分；满 若 专利 ≥ 3 件 则 2 分 否则 0 分；取 按比例 } } }",
    );
    let Some(Block::Tally(tally)) = program.blocks.iter().find(|b| matches!(b, Block::Tally(_))) else {
        panic!()
    };
    assert_eq!(tally.attainable.as_ref().map(figure), Some("2".to_owned()));
}
