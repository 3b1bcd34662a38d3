use super::*;
use crate::project::Project;
use crate::run::{Request, evaluated_as};
use crate::shell::Shell;

const POLICY: &str = r#"
表 企业 { 编号: 文本 主键；税: 万元 可缺 零作缺失 >= 0；奖: 万元 默认 1 万元；上级: → 企业 可缺 }
待定 门槛: 万元  @一
对 企业 {
  达标 = 税 ≥ 门槛 缺失 不适用
  读法 计入 "奖励是否翻倍" @二 { 不翻 奖；翻倍 2 × 奖；取 不翻 }
  得 = 计入
}
定 门槛 = 5 万元
"#;

/// What comes of the variant: the cells written, or the codes of what stopped it.
fn cells(overrides: &[&str], corrections: &[(&str, &str, &str)]) -> Result<String, Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("办法.heng"), POLICY).expect("a script");
    std::fs::write(folder.path().join("企业.csv"), "编号,税,奖,上级\nE1,9,,\nE2,3,2,E1\n").expect("data");
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), std::io::empty());
    let mut shell = Shell::quiet(folder.path(), &mut out, &mut err, &mut input);
    let project = Project::open(folder.path(), "办法.heng").expect("a project");
    let entry = |text: &&str| Override { source: "--set".to_owned(), text: (*text).to_owned() };
    let correction = |(key, column, value): &(&str, &str, &str)| Correction {
        table: None,
        key: (*key).to_owned(),
        column: (*column).to_owned(),
        value: (*value).to_owned(),
    };
    let variant = Variant {
        overrides: overrides.iter().map(entry).collect(),
        corrections: corrections.iter().map(correction).collect(),
        ..Variant::default()
    };
    let request = Request { data: vec!["企业.csv".to_owned()], ..Request::default() };
    let seen = evaluated_as(&project, &request, &variant, &mut shell, |outcome, _| {
        let tables = heng_interp::run::results(outcome);
        let rows: Vec<String> =
            tables.iter().flat_map(|t| t.rows().collect::<Vec<_>>()).map(|r| format!("{r:?}")).collect();
        rows.join("\n")
    });
    seen.map_err(|done| {
        let reports = done.diagnostics.iter().filter(|report| report.is_error()).map(|r| r.code.to_string());
        reports.chain(done.faults.iter().map(|fault| fault.code().to_string())).collect()
    })
}

#[test]
fn an_entry_laid_over_overrules_the_document() {
    let plain = cells(&[], &[]).expect("a run");
    let raised = cells(&["定 门槛 = 10 万元"], &[]).expect("a run");
    assert!(plain.contains("YesNo(true)") && !raised.contains("YesNo(true)"), "{plain}\n{raised}");
    let doubled = cells(&["取 计入 = 翻倍"], &[]).expect("a run");
    assert!(doubled.contains("Decimal(\"4\")"), "{doubled}");
}

#[test]
fn what_reaches_nothing_is_reported() {
    assert_eq!(cells(&["取 计出 = 翻倍"], &[]), Err(vec!["H0314".to_owned()]));
    assert_eq!(cells(&[], &[("E9", "税", "1")]), Err(vec!["H0950".to_owned()]));
    assert_eq!(cells(&[], &[("E1", "编号", "1")]), Err(vec!["H0950".to_owned()]));
    assert_eq!(cells(&[], &[("E1", "税收", "1")]), Err(vec!["H0950".to_owned()]));
}

#[test]
fn a_corrected_cell_is_read_as_one_of_the_file() {
    let corrected = cells(&[], &[("E2", "税", "8")]).expect("a run");
    assert_eq!(corrected.matches("YesNo(true)").count(), 2, "{corrected}");
    let zero = cells(&[], &[("E1", "税", "0")]).expect("a run");
    assert_eq!(zero.matches("YesNo(true)").count(), 0, "{zero}");
    let blank = cells(&[], &[("E2", "奖", "")]).expect("a run");
    assert_eq!(blank.matches("Decimal(\"2\")").count(), 0, "{blank}");
    assert_eq!(cells(&[], &[("E1", "税", "-1")]), Err(vec!["H0822".to_owned()]));
    assert_eq!(cells(&[], &[("E1", "上级", "E7")]).map_err(|codes| codes.len()), Err(1));
}
