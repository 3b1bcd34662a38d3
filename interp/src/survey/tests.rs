//! Surveys of small tables, with figures worked out by hand.

use std::sync::Arc;

use heng_grammar::parse;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use proptest::prelude::*;

use super::*;
use crate::compile::compile;
use crate::eval::{Inputs, evaluate};
use crate::number::parse_decimal;
use crate::program::Program;
use crate::resolve::{NoLibrary, Options};
use crate::table::{Cell, ColumnKind, Origin, Schema, TableBuilder, link};

fn program(text: &str) -> Program {
    let parsed = parse(&Source::new(SourceId(0), "试.heng", text.to_owned()));
    let compiled = compile(&parsed.script, &NoLibrary, &Options::default());
    compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// A table from lines of cells in the order of its columns, blanks for no value.
fn inputs(program: &Program, lines: &[Vec<String>]) -> Inputs {
    let schema: Arc<Schema> = Arc::new(program.tables[0].clone());
    let mut builder = TableBuilder::new(Arc::clone(&schema), Origin::default());
    for (row, line) in (2..).zip(lines) {
        builder.push_row(row, |at| {
            let text = line[at].as_str();
            Ok(match &schema.columns[at].kind {
                _ if text.is_empty() => Cell::Blank,
                ColumnKind::Number(_) => Cell::Exact(parse_decimal(text).unwrap()),
                ColumnKind::YesNo => Cell::YesNo(text == "是"),
                ColumnKind::Choice(choice) => Cell::Choice(choice.find(text).unwrap()),
                _ => Cell::Text(text.to_owned().into()),
            })
        });
    }
    let (tables, faults) = link(vec![builder.finish()]);
    assert!(faults.iter().all(|fault| !fault.is_error()), "{faults:?}");
    Inputs { tables, parameters: vec![None; program.parameters.len()] }
}

fn lines(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| line.split(',').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn survey(script: &str, data: &[Vec<String>]) -> Survey {
    let program = program(script);
    let inputs = inputs(&program, data);
    Survey::of(&evaluate(&program, &inputs), &[], &[])
}

const MOVES: &str = "
选项 等级 { A > B > C > D；不参评 }
表 企业 { 编号: 文本 主键；镇: 文本；分: 分；税: 万元 可缺；黑: 是否；优: 是否；停: 是否 }
对 企业 {
  得分 = 分 + 0 分/万元 × (税 缺失时 0 万元)   公布 2 位
  参评 { 不评 停产 当 停 记 不参评 @一 }
  分档 初评 依 得分 从高到低 {
    A 前 20%；B 至 60%；C 至 90%；D 其余
    并列 税 从高到低（缺失 最后），编号 从低到高；取整 不取整；基数 排名者
  }
  调档 最终 自 初评 次序 自上而下 不补位 {
    保护 优质 当 优 不低于 B @二
    惩罚 黑名单 当 黑 下调 1 档 @三
    惩罚 税少 当 税 < 1 万元 缺失 适用 调为 D @四
    惩罚 从不 当 分 > 1000 分 调为 D @五
  }
}
输出 企业 { 编号；镇；最终 }
";

/// Ten scored rows and one that is not: 95 90 90 80 75 70 70 60 50 10.
const TEN: &str = "
E01, 东, 95, 20, 否, 是, 否
E02, 东, 90,  7, 否, 否, 否
E03, 东, 90,  5, 否, 否, 否
E04, 东, 80,  4, 是, 否, 否
E05, 东, 75,  3, 否, 否, 否
E06, 东, 70,  2, 否, 否, 否
E07, 西, 70,  2, 否, 否, 否
E08, 西, 60,   , 否, 否, 否
E09, 西, 50,  6, 是, 是, 否
E10, 西, 10,   , 否, 否, 否
E11, 西, 99,  9, 否, 否, 是
";

#[test]
fn classes_before_and_after_cross() {
    let survey = survey(MOVES, &lines(TEN));
    let [grade] = survey.grades.as_slice() else { panic!("{:?}", survey.grades) };
    let cross = &grade.cross;
    assert_eq!(cross.classes, ["A", "B", "C", "D", "不参评"]);
    assert_eq!(cross.before(), [2, 4, 3, 1, 1]);
    assert_eq!(cross.after(), [2, 3, 3, 2, 1]);
    assert_eq!(cross.counts[1], [0, 3, 1, 0, 0]);
    assert_eq!(cross.counts[2], [0, 0, 2, 1, 0]);
    assert_eq!((cross.moved(), cross.directions(), cross.total()), (2, (0, 2), 11));
    assert_eq!((cross.ordered, cross.undecided()), (4, 0));
}

#[test]
fn each_move_is_told_by_what_it_did_and_by_what_would_be_without_it() {
    let survey = survey(MOVES, &lines(TEN));
    let moves = &survey.grades[0].moves;
    let told: Vec<_> = moves.iter().map(|m| (m.name.as_str(), m.held, m.changed, m.alone.unwrap())).collect();
    // E09 is raised to B and lowered to C again: without either move it would end elsewhere.
    assert_eq!(told, [("优质", 2, 1, 1), ("黑名单", 2, 2, 2), ("税少", 2, 1, 1), ("从不", 0, 0, 0)]);
    assert_eq!(moves[1].flows, [("B".to_owned(), "C".to_owned(), 2)]);
    let rows: Vec<_> = moves[1].rows.iter().map(|row| row.subject.key.as_str()).collect();
    assert_eq!(rows, ["E04", "E09"]);
}

#[test]
fn quartiles_lie_between_the_two_nearest_rows() {
    let survey = survey(MOVES, &lines(TEN));
    let score = survey.grades[0].score.as_ref().unwrap();
    let all = &score.all;
    assert_eq!((score.name.as_str(), score.unit.as_str(), all.count), ("得分", "分", 10));
    assert_eq!((all.minimum.as_str(), all.maximum.as_str(), all.mean.as_str()), ("10.00", "95.00", "69.00"));
    // 1 + 9/4 = 3.25: between 60 and 70; 5.5: between 70 and 75; 7.75: between 80 and 90.
    assert_eq!(
        (all.lower_quartile.as_str(), all.median.as_str(), all.upper_quartile.as_str()),
        ("62.50", "72.50", "87.50")
    );
    // 2 · 25 / ∛10 = 23.2, but 85 / 5 = 17: so bars of 20; 60 and 80 belong to the bars they begin.
    let bars: Vec<_> = score.bars.iter().map(|b| (b.lower.as_str(), b.upper.as_str(), b.total)).collect();
    let expected = [("0", "20", 1), ("20", "40", 0), ("40", "60", 1), ("60", "80", 4), ("80", "100", 4)];
    assert_eq!((score.step.as_str(), bars.as_slice()), ("20", &expected[..]));
    let classes: Vec<_> = score.by_class.iter().map(|(class, s)| (class.as_str(), s.count)).collect();
    assert_eq!(classes, [("A", 2), ("B", 3), ("C", 3), ("D", 2)]);
    assert_eq!(score.by_class[2].1.median, "70.00");
}

#[test]
fn rows_at_a_boundary_are_told_with_their_distance() {
    let survey = survey(MOVES, &lines(TEN));
    let grade = &survey.grades[0];
    let between: Vec<_> = grade
        .boundaries
        .iter()
        .map(|b| (b.above.as_str(), b.below.as_str(), b.place, b.gap.as_str(), b.tied, b.near))
        .collect();
    assert_eq!(
        between,
        [
            ("A", "B", 2, "0.00", true, (1, 1)),
            ("B", "C", 6, "0.00", true, (1, 1)),
            ("C", "D", 9, "40.00", false, (0, 0)),
        ]
    );
    let rows: Vec<_> = grade.boundaries[0]
        .rows
        .iter()
        .map(|row| (row.subject.key.as_str(), row.above, row.place, row.distance.as_str(), row.places))
        .collect();
    assert_eq!(
        rows,
        [
            ("E01", true, 1, "5.00", 2),
            ("E02", true, 2, "0.00", 1),
            ("E03", false, 3, "0.00", 1),
            ("E04", false, 4, "10.00", 2),
            ("E05", false, 5, "15.00", 3),
        ]
    );
    assert_eq!(grade.edge_classes[0], ["A", "A", "B", "C", "B"]);
    assert_eq!((grade.edge_rule.limit.as_str(), &grade.edge_rule.out_of), ("0.01", &None));
}

#[test]
fn the_key_that_told_equal_rows_apart_is_named() {
    let survey = survey(MOVES, &lines(TEN));
    let ties = survey.grades[0].ties.as_ref().unwrap();
    assert_eq!((ties.rows, ties.sets, ties.greatest, ties.shared), (4, 2, 2, 0));
    assert_eq!(ties.decided, [("税".to_owned(), 1), ("编号".to_owned(), 1)]);
}

#[test]
fn rows_are_broken_down_by_town() {
    let survey = survey(MOVES, &lines(TEN));
    let [towns] = survey.grades[0].breakdowns.as_slice() else { panic!("{:?}", survey.grades[0].breakdowns) };
    assert_eq!((towns.column.as_str(), towns.classes.join("")), ("镇", "ABCD不参评".to_owned()));
    assert_eq!(towns.sums, [("税".to_owned(), "万元".to_owned())]);
    let told: Vec<_> = towns
        .groups
        .iter()
        .chain([&towns.total])
        .map(|g| (g.name.as_str(), g.listed, g.classes.clone(), g.score.mean.as_str(), g.sums.join(" ")))
        .collect();
    assert_eq!(
        told,
        [
            ("东", 6, vec![2, 3, 1, 0, 0], "83.33", "41".to_owned()),
            ("西", 5, vec![0, 0, 2, 2, 1], "47.50", "17".to_owned()),
            ("", 11, vec![2, 3, 3, 2, 1], "69.00", "58".to_owned()),
        ]
    );
}

#[test]
fn what_the_rules_make_of_a_missing_value_is_told() {
    let survey = survey(MOVES, &lines(TEN));
    let [tax] = survey.missing.as_slice() else { panic!("{:?}", survey.missing) };
    assert_eq!((tax.column.as_str(), tax.missing, tax.rows), ("税", 2, 11));
    let answers: Vec<_> = tax.answers.iter().map(|a| (a.rule.as_str(), &a.answer)).collect();
    assert_eq!(answers, [("得分", &Answer::Value("0 万元".to_owned())), ("最终.税少", &Answer::Holds)]);
    assert_eq!(tax.answers[1].articles, ["四"]);
}

const BY_VALUE: &str = "
选项 等级 { 优 > 良 > 差 }
表 企业 { 编号: 文本 主键；分: 分 }
对 企业 { 分档 档 依 分 { 优 ≥ 90 分；良 60 分 至 90 分（不含）；差 其余 } }
输出 企业 { 编号；档 }
";

#[test]
fn a_band_by_value_has_boundaries_and_no_moves() {
    let survey = survey(BY_VALUE, &lines("E1,90\nE2,89.5\nE3,60\nE4,12"));
    let grade = &survey.grades[0];
    let between: Vec<_> = grade.boundaries.iter().map(|b| (b.above.as_str(), b.gap.as_str())).collect();
    assert_eq!(between, [("优", "0.50"), ("良", "48.00")]);
    assert_eq!((grade.cross.moved(), grade.ties.is_none(), grade.from.is_none()), (0, true, true));
    assert_eq!(grade.score.as_ref().unwrap().name, "分");
}

#[test]
fn a_table_without_rows_has_an_empty_survey() {
    let survey = survey(MOVES, &[]);
    let grade = &survey.grades[0];
    assert_eq!((grade.cross.total(), grade.boundaries.len(), grade.breakdowns.len()), (0, 0, 0));
    assert_eq!(grade.score.as_ref().unwrap().bars, []);
}

#[test]
fn a_score_that_grades_nobody_is_told_by_itself() {
    let script = "
        表 企业 { 编号: 文本 主键；税: 万元 }
        对 企业 { 评分 得分 满分 100 分 { 税收 100 指标 税 基准 10 万元 上限 1 倍 缺失 0 分 } }
        输出 企业 { 编号；得分 }
    ";
    let survey = survey(script, &lines("E1,10\nE2,5\nE3,0"));
    let [score] = survey.scores.as_slice() else { panic!("{:?}", survey.scores) };
    assert_eq!(
        (score.table.as_str(), score.name.as_str(), score.all.median.as_str()),
        ("企业", "得分", "50.00")
    );
    assert_eq!(score.bars.iter().map(|bar| bar.total).sum::<u64>(), 3);
    assert_eq!(survey.grades, []);
}

#[test]
fn classes_by_condition_are_counted() {
    let script = "
        表 企业 { 编号: 文本 主键；税: 万元 }
        对 企业 { 分类 类型 { 大 当 税 ≥ 5 万元；小 其余 } }
        输出 企业 { 编号；类型 }
    ";
    let survey = survey(script, &lines("E1,10\nE2,5\nE3,0"));
    assert_eq!(survey.grades[0].cross.after(), [2, 1]);
    assert_eq!((survey.grades[0].name.as_str(), survey.grades[0].cross.ordered), ("类型", 0));
}

#[test]
fn groups_that_are_ranked_apart_have_boundaries_of_their_own() {
    let script = "
        选项 等级 { A > B }
        表 企业 { 编号: 文本 主键；镇: 文本；能耗: 吨标煤 }
        对 企业 { 分档 档 依 能耗 从低到高 按 镇 { A 前 50%；B 其余；并列 编号 从低到高；取整 舍去；基数 排名者 } }
        输出 企业 { 编号；镇；档 }
    ";
    let survey = survey(script, &lines("E1,乙,9\nE2,乙,4\nE3,甲,3\nE4,甲,3"));
    let told: Vec<_> = survey.grades[0]
        .boundaries
        .iter()
        .map(|b| {
            (
                b.population.as_deref().unwrap(),
                b.scores.0.as_str(),
                b.scores.1.as_str(),
                b.gap.as_str(),
                b.tied,
            )
        })
        .collect();
    // The lower the better: the one that needs less stands above.
    assert_eq!(told, [("乙", "4.00", "9.00", "5.00", false), ("甲", "3.00", "3.00", "0.00", true)]);
    let rows: Vec<_> =
        survey.grades[0].boundaries[0].rows.iter().map(|row| row.subject.key.as_str()).collect();
    assert_eq!(rows, ["E2", "E1"]);
}

#[test]
fn rows_that_share_a_place_are_tied_and_told_by_nothing() {
    let script = "
        选项 等级 { A > B }
        表 企业 { 编号: 文本 主键；分: 分 }
        对 企业 { 分档 档 依 分 从高到低 { A 前 50%；B 其余；并列 同档；取整 舍去；基数 排名者 } }
        输出 企业 { 编号；档 }
    ";
    let survey = survey(script, &lines("E1,9\nE2,9\nE3,5\nE4,4"));
    let ties = survey.grades[0].ties.as_ref().unwrap();
    assert_eq!((ties.rows, ties.sets, ties.shared, ties.decided.len()), (2, 1, 1, 0));
    assert_eq!(survey.grades[0].boundaries.len(), 1);
}

#[test]
fn computed_texts_that_are_written_sort_rows_too() {
    let script = "
        选项 等级 { A > B }
        表 企业 { 编号: 文本 主键；分: 分 }
        对 企业 {
          规模 = 若 分 ≥ 50 分 则 \"大\" 否则 \"小\"
          分档 档 依 分 从高到低 { A 前 50%；B 其余；并列 编号 从低到高；取整 舍去；基数 排名者 }
        }
        输出 企业 { 编号；规模；档 }
    ";
    let data: Vec<String> = (0..12).map(|at| format!("E{at:02},{}", at * 9)).collect();
    let survey = survey(script, &lines(&data.join("\n")));
    let [sizes] = survey.grades[0].breakdowns.as_slice() else { panic!("{:?}", survey.grades[0].breakdowns) };
    let told: Vec<_> = sizes.groups.iter().map(|g| (g.name.as_str(), g.listed, g.classes.clone())).collect();
    assert_eq!((sizes.column.as_str(), told), ("规模", vec![("大", 6, vec![6, 0]), ("小", 6, vec![0, 6])]));
}

#[test]
fn doubts_are_told_by_kind_with_their_first_cells_in_the_order_of_keys() {
    use crate::table::Place;
    use crate::table::fault::Complaint;
    let fault = |code: u16, key: &str, row: u32| {
        let place =
            Place { file: Some("企业.csv".into()), row: Some(row), column: Some(1), ..Place::default() };
        let mut fault =
            Complaint::warning(code, "太大", "too large").at("企业", place, None, Some(key.to_owned()));
        fault.column = Some("税".to_owned());
        fault
    };
    let faults = [
        fault(894, "E1", 9),
        fault(886, "E4", 2),
        fault(886, "E2", 5),
        fault(886, "E3", 4),
        fault(886, "E1", 3),
    ];
    let told = super::doubt::doubts(&faults);
    let counts: Vec<_> = told.iter().map(|doubt| (doubt.code.0, doubt.count, doubt.cells.len())).collect();
    assert_eq!(counts, [(886, 4, 3), (894, 1, 1)]);
    let keys: Vec<_> = told[0].cells.iter().map(|(_, subject)| subject.as_deref().unwrap()).collect();
    assert_eq!(
        (keys.as_slice(), told[0].cells[0].0.zh.as_str()),
        (&["E1", "E2", "E3"][..], "企业.csv 第 3 行 B 列")
    );
}

const PENDING: &str = "
选项 等级 { A > B }
表 企业 { 编号: 文本 主键；分: 分 }
认定 优: 是否 按 企业
对 企业 {
  分档 初评 依 分 从高到低 { A 前 1 名；B 其余；并列 编号 从低到高；取整 不取整；基数 排名者 }
  调档 最终 自 初评 次序 自上而下 不补位 { 保护 优 当 优 不低于 A @一 }
}
输出 企业 { 编号；最终 }
";

#[test]
fn a_row_that_waits_for_a_decision_has_not_moved() {
    let survey = survey(PENDING, &lines("E1,9\nE2,8\nE3,7"));
    let grade = &survey.grades[0];
    // Whether A or B: the first is A either way, but nobody has said so.
    assert_eq!(grade.cross.classes, ["A", "B", "未定"]);
    assert_eq!((grade.cross.after(), grade.cross.moved(), grade.cross.undecided()), (vec![0, 0, 3], 0, 3));
    assert_eq!(
        (grade.moves[0].changed, grade.edge_classes[0].as_slice()),
        (0, &["未定".to_owned(), "未定".to_owned(), "未定".to_owned()][..])
    );
    assert_eq!(survey.summary.grades[0].moves[0].changed, 0);
}

fn random_lines() -> impl Strategy<Value = Vec<Vec<String>>> {
    let yes_no = || prop_oneof![4 => Just("否"), 1 => Just("是")];
    let tax = prop_oneof![4 => (0_u8..6).prop_map(|tax| tax.to_string()), 1 => Just(String::new())];
    let row = ("[东西北]", 0_u8..12, tax, yes_no(), yes_no(), yes_no());
    proptest::collection::vec(row, 0..40).prop_map(|rows| {
        let line =
            |(at, (town, score, tax, black, good, stopped)): (usize, (String, u8, String, _, _, _))| {
                let key = format!("E{at:02}");
                let texts: [&str; 3] = [black, good, stopped];
                let texts = texts.map(str::to_owned);
                [key, town, score.to_string(), tax].into_iter().chain(texts).collect()
            };
        rows.into_iter().enumerate().map(line).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_add_to_the_whole_and_the_order_of_rows_changes_nothing(
        data in random_lines(),
        order in proptest::collection::vec(any::<u32>(), 40),
    ) {
        let survey_of = |data: &[Vec<String>]| survey(MOVES, data);
        let told = survey_of(&data);
        let grade = &told.grades[0];
        let counts = &told.summary.grades[0];
        let class = |name: &str| counts.classes.iter().chain([&counts.none]).find(|c| c.class == name).unwrap();
        for (at, name) in grade.cross.classes.iter().enumerate().filter(|(_, name)| *name != UNDECIDED) {
            prop_assert_eq!(grade.cross.before()[at], class(name).before);
            prop_assert_eq!(grade.cross.after()[at], class(name).after);
        }
        let score = grade.score.as_ref().unwrap();
        prop_assert_eq!(score.bars.iter().map(|bar| bar.total).sum::<u64>(), score.all.count);
        prop_assert_eq!(score.all.count, told.summary.participation[0].scored);
        prop_assert!(score.bars.iter().all(|bar| bar.counts.iter().sum::<u64>() == bar.total));
        let by_class: u64 = score.by_class.iter().map(|(_, of)| of.count).sum();
        prop_assert_eq!(by_class, score.all.count);
        for breakdown in &grade.breakdowns {
            let all = &breakdown.total;
            let sum = |of: &dyn Fn(&Group) -> u64| breakdown.groups.iter().map(of).sum::<u64>();
            prop_assert_eq!(sum(&|g| g.listed), all.listed);
            prop_assert_eq!(sum(&|g| g.score.count), all.score.count);
            prop_assert_eq!(sum(&|g| g.none), all.none);
            for at in 0..breakdown.classes.len() {
                prop_assert_eq!(sum(&|g| g.classes[at]), all.classes[at]);
            }
            for at in 0..breakdown.sums.len() {
                let total = parse_decimal(&all.sums[at]).unwrap();
                let parts = breakdown.groups.iter().map(|g| parse_decimal(&g.sums[at]).unwrap());
                prop_assert_eq!(parts.fold(dashu_ratio::RBig::ZERO, |a, b| a + b), total);
            }
        }
        prop_assert_eq!(grade.ties.as_ref().unwrap().rows, counts.tied);
        let moves = told.summary.grades[0].moves.iter();
        prop_assert!(grade.moves.iter().zip(moves).all(|(a, b)| (a.held, a.changed) == (b.held, b.changed)));

        let mut turned: Vec<(u32, Vec<String>)> = data.iter().enumerate().map(|(at, line)| (order[at], line.clone())).collect();
        turned.sort();
        let turned: Vec<Vec<String>> = turned.into_iter().map(|(_, line)| line).collect();
        let mut again = survey_of(&turned);
        let mut told = told;
        for survey in [&mut told, &mut again] {
            for grade in &mut survey.grades {
                // Where a row stands in its table is where to find it, not what is told.
                grade.boundaries.iter_mut().flat_map(|b| &mut b.rows).for_each(|row| row.row = 0);
                grade.moves.iter_mut().flat_map(|m| &mut m.rows).for_each(|row| row.row = 0);
            }
        }
        prop_assert_eq!(told, again);
    }
}
