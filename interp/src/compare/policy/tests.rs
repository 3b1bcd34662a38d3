use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::*;
use crate::compile::compile_documents;
use crate::resolve::{NoLibrary, Options, load};

fn documents(text: &str) -> Documents {
    let script = heng_grammar::parse(&Source::new(SourceId(0), "办法.heng", text)).script;
    load(&script, &NoLibrary, None)
}

const OLD: &str = r#"
选项 等级 { A > B > C }
表 企业 { 编号: 文本 主键；税: 万元；地: 亩 > 0；失信: 是否 默认 否；处罚: 起 默认 0 起 }
对 企业 {
  亩均 = 税 / 地                                            @第一条
  评分 得分 满分 100 分 {
    亩均 60 基准 10 万元/亩                                  @第二条
    规模 40 { 总税 40 指标 税 基准 100 万元 }                 @第三条
  }
  分档 初评 依 得分 从高到低 { A 前 30%；B 至 60%；C 其余；并列 编号 从低到高；取整 四舍五入；基数 排名者 }
  调档 终评 自 初评 次序 自上而下 不补位 {
    惩罚 失信 当 失信 调为 C                                  @第四条
    惩罚 处罚 当 处罚 ≥ 2 起 下调 1 档                        @第五条
  }
}
"#;

fn said(old: &str, new: &str) -> Vec<String> {
    let changes = policy_changes(&documents(old), &documents(new));
    changes.iter().map(|c| format!("{}{} {}", c.kind.words().0, c.path, c.articles.join("、"))).collect()
}

/// The policy with other moves.
fn with_moves(moves: &str) -> String {
    let (head, rest) = OLD.split_once("惩罚 失信").unwrap();
    let (_, tail) = rest.split_once("@第五条").unwrap();
    format!("{head}{moves}{tail}")
}

#[test]
fn nothing_differs_from_itself_however_it_is_laid_out() {
    let other = OLD.replace("税 / 地  ", "税/地 // 每亩\n").replace("@第四条", "@第九条");
    assert_eq!(said(OLD, &other), [""; 0]);
}

#[test]
fn parts_of_blocks_are_told_with_their_articles() {
    let new = OLD
        .replace("总税 40 指标 税 基准 100 万元", "总税 40 指标 税 基准 120 万元 @第三条（一）")
        .replace("A 前 30%", "A 前 40%")
        .replace("处罚 ≥ 2 起 下调 1 档", "处罚 ≥ 3 起 下调 1 档");
    assert_eq!(said(OLD, &new), ["改得分.规模.总税 第三条（一）", "改初评.A ", "改终评.处罚 第五条"]);
}

#[test]
fn what_is_added_struck_and_reordered_is_told() {
    let moves = "惩罚 处罚 当 处罚 ≥ 2 起 下调 1 档 @第五条\n惩罚 失信 当 失信 调为 C @第四条\n保护 大户 当 税 ≥ 500 万元 不低于 B @第六条";
    let new = with_moves(moves);
    assert_eq!(said(OLD, &new), ["增终评.大户 第六条", "换次序终评 "]);
    assert_eq!(said(&new, OLD), ["删终评.大户 第六条", "换次序终评 "]);
}

#[test]
fn all_changes_together_make_the_later_policy() {
    let moves = "保护 大户 当 亩均 ≥ 门槛 不低于 B @第六条\n惩罚 处罚 当 处罚 ≥ 3 起 调为 C @第五条\n惩罚 失信 当 失信 调为 C @第四条";
    let new = format!("{}\n门槛 = 9 万元/亩 @第六条\n", with_moves(moves));
    let (before, after) = (documents(OLD), documents(&new));
    let changes = policy_changes(&before, &after);
    let made = with_changes(&before, &changes);
    assert_eq!(policy_changes(&made, &after), [], "{changes:#?}");
    let compiled = compile_documents(&made, &Options::default());
    assert!(compiled.program.is_some(), "{:#?}", compiled.diagnostics);
}

#[test]
fn a_move_needs_the_value_that_it_reads() {
    let new = OLD.replace("惩罚 失信", "保护 大户 当 亩均 ≥ 门槛 不低于 B @第六条\n惩罚 失信");
    let new = format!("{new}\n门槛 = 9 万元/亩 @第六条\n");
    let (before, after) = (documents(OLD), documents(&new));
    let changes = policy_changes(&before, &after);
    let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, ["终评.大户", "门槛"]);
    assert_eq!(needs(&changes, 0), [0, 1].into());
    assert_eq!(needs(&changes, 1), [1].into());
    assert_eq!(dependents(&changes, 1), [0, 1].into());
    let alone = with_changes(&before, changes.iter().take(1));
    assert!(compile_documents(&alone, &Options::default()).program.is_none());
}
