//! What holds of every session: what is refused changes nothing, what is undone was never done, what is saved runs to the same results.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use heng::project::Project;
use heng::repl::session::{Answer, Reply, Session};
use heng::run::Request;
use heng::shell::Shell;
use heng_interp::run::results;

/// A copy of a project, to be changed.
fn copy(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap() {
        let file = entry.unwrap().path();
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    folder
}

/// A session and where it runs.
struct Bench {
    folder: PathBuf,
    session: Session,
}

/// What `work` does in a shell in `folder`, and what it writes.
fn in_shell<T>(folder: &Path, work: impl FnOnce(&mut Shell<'_>) -> T) -> T {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), std::io::empty());
    work(&mut Shell::quiet(folder, &mut out, &mut err, &mut input))
}

impl Bench {
    fn open(folder: &Path, script: &str, data: &[&str]) -> Self {
        let data = data.iter().map(|file| (*file).to_owned()).collect();
        let request = Request { data, ..Request::default() };
        let session = in_shell(folder, |shell| {
            let project = Project::open(folder, script).unwrap();
            Session::open(Some(project), request, shell).map_err(|refused| refused.diagnostics).unwrap()
        });
        Self { folder: folder.to_owned(), session }
    }

    fn submit(&mut self, text: &str) -> Result<Answer, Vec<String>> {
        let folder = self.folder.clone();
        in_shell(&folder, |shell| self.session.submit(text, shell)).map_err(|refused| {
            let codes = refused.diagnostics.iter().map(|report| report.code.to_string());
            codes.chain(refused.faults.iter().map(|fault| fault.code().to_string())).collect()
        })
    }

    fn enter(&mut self, text: &str) {
        self.submit(text).unwrap_or_else(|codes| panic!("{text}: {codes:?}"));
    }

    fn ask(&mut self, text: &str) -> Box<Reply> {
        match self.submit(text) {
            Ok(Answer::Reply(reply)) => reply,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// The first values of a question.
    fn values(&mut self, text: &str) -> Vec<String> {
        let reply = self.ask(text);
        let rows = reply.rows();
        reply.evaluated.see(|outcome| {
            let column = &reply.asked.columns[0];
            let values = outcome.evaluate(&column.value, reply.asked.frame, &rows);
            let program = outcome.program();
            (0..values.len())
                .map(|i| heng_interp::run::value_text(program, &values.value(i), &column.value.ty))
                .collect()
        })
    }

    /// Everything that a run of the session would write.
    fn results(&self) -> String {
        self.session.see(|outcome| {
            let tables = results(outcome);
            let line = |table: &heng_interp::run::ResultTable<'_, '_>| {
                let rows: Vec<_> = table.rows().collect();
                format!("{} {:?} {rows:?}\n", table.name, table.headers)
            };
            tables.iter().map(line).collect()
        })
    }

    fn undo(&mut self) -> bool {
        let folder = self.folder.clone();
        in_shell(&folder, |shell| self.session.undo(shell)).map_err(|r| r.diagnostics).unwrap().is_some()
    }

    fn redo(&mut self) -> bool {
        let folder = self.folder.clone();
        in_shell(&folder, |shell| self.session.redo(shell)).map_err(|r| r.diagnostics).unwrap().is_some()
    }
}

/// Entries of every sort, each of which changes what the little town's script says.
const ENTRIES: &[&str] = &[
    "税负 = 实缴税金 / 100",
    "线 = 500 万元",
    "亩均税收 = 实缴税金 / 占地面积 / 2",
    "亩均税收基准 = 20 万元/亩",
    "起评线 = 50 万元",
    "事故数 = 次数",
    "取 事故数 = 起数",
    "换 等级.黑名单 惩罚 当 黑名单 下调 1 档",
    "修改 {\n  删 等级.事故\n  增 等级.低税 惩罚 当 实缴税金 < 200 万元 下调 1 档\n}",
    "对 企业 {\n  // 试一试\n  奖励 = 若 等级 = A 则 30 万元 否则 0 万元\n  多奖 = 奖励 × 2\n}",
    "分档 初评 依 得分 从高到低 {\n  A 前 3 名；B 至 5 名；C 至 7 名；D 其余\n  并列 编号 从低到高\n  取整 四舍五入；基数 排名者\n}",
    "输出 企业 依 得分 从高到低 { 编号；得分；等级 }",
    "校验 \"得分不超过一百五\" 全部(企业.得分 ≤ 150 分 当 参评)",
    "对 企业",
    "宽 = 占地面积 × 2",
    "参评 {\n  不评 规模以下 当 实缴税金 < 起评线 × 2 缺失 适用 记 不参评\n}",
];

#[test]
fn what_is_undone_was_never_done_and_can_be_done_again() {
    let folder = copy("tests/explore/如果");
    let mut bench = Bench::open(folder.path(), ".", &[]);
    let mut seen = vec![bench.results()];
    for entry in ENTRIES {
        bench.enter(entry);
        seen.push(bench.results());
    }
    for before in seen.iter().rev().skip(1) {
        assert!(bench.undo());
        assert_eq!(bench.results(), *before);
    }
    assert!(!bench.undo());
    for after in seen.iter().skip(1) {
        assert!(bench.redo());
        assert_eq!(bench.results(), *after);
    }
    assert!(!bench.redo());
}

#[test]
fn what_is_saved_checks_clean_and_runs_to_the_same_results() {
    let folder = copy("tests/explore/如果");
    let mut bench = Bench::open(folder.path(), ".", &[]);
    ENTRIES.iter().for_each(|entry| bench.enter(entry));
    let saved = in_shell(folder.path(), |shell| bench.session.save("试算", false, shell));
    let saved = saved.map_err(|refused| refused.diagnostics).unwrap();
    assert_eq!(saved.shown, "试算.heng");
    let text = fs::read_to_string(folder.path().join("试算.heng")).unwrap();
    insta::assert_snapshot!(text);
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), std::io::empty());
    let mut shell = Shell::quiet(folder.path(), &mut out, &mut err, &mut input);
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<String>>();
    assert_eq!(heng::execute(&words("heng check 试算.heng"), &mut shell).status(), 0);
    assert_eq!(heng::execute(&words(&format!("{} -o 甲.csv", saved.command)), &mut shell).status(), 0);
    let said = String::from_utf8(err).unwrap();
    assert!(!said.contains("] error") && !said.contains("] warning"), "{said}");
    let mut again = Bench::open(folder.path(), "试算.heng", &["企业=企业.csv", "事故=事故.csv"]);
    in_shell(folder.path(), |shell| again.session.set_decisions("认定.csv", shell))
        .unwrap_or_else(|_| panic!());
    assert_eq!(again.results(), bench.results());
}

#[test]
fn what_is_refused_changes_nothing() {
    let folder = copy("tests/explore/如果");
    let mut bench = Bench::open(folder.path(), ".", &[]);
    bench.enter("税负 = 实缴税金 / 100");
    let (results, state, depth) = (bench.results(), bench.session.state().clone(), bench.session.depth());
    let refused = [
        "亩均睡收",
        "得分 = ",
        "对 企页",
        "x = 税负 +",
        "等级 = D",
        "x = 实缴税金 + 占地面积",
        "x = 实缴税金 / 能耗 }",
        "对 企业 { x = 1",
        "y = 2\nz = 亩均睡收",
        "y = 2\n亩均睡收",
        "删 等级.没有这条",
        "取 事故数 = 第三种",
        "定 没有这个 = 3",
        "引用 没有.这份文件",
        "表 企业 { 编号: 文本 主键 }",
        "得分, ,等级",
        "企业[\"没有\"].得分 ＋",
        "续 等级 { 惩罚 失信 当 是 调为 D }",
        "亩均税收基准 = 0 万元/亩",
    ];
    for text in refused {
        let codes = bench.submit(text).expect_err(text);
        assert!(!codes.is_empty(), "{text}");
        assert_eq!(*bench.session.state(), state, "{text}");
        assert_eq!(bench.session.depth(), depth, "{text}");
    }
    assert_eq!(bench.results(), results);
}

#[test]
fn questions_evaluate_nothing_anew_unless_they_need_more_of_the_data() {
    let folder = copy("tests/explore/如果");
    let mut bench = Bench::open(folder.path(), ".", &[]);
    let now = bench.session.evaluated();
    for known in ["得分", "平均(企业.亩均税收 当 参评)", "编号，得分 当 等级 = A", "1 + 2"]
    {
        assert!(Rc::ptr_eq(&bench.ask(known).evaluated, &now), "{known}");
    }
    assert!(!Rc::ptr_eq(&bench.ask("备注").evaluated, &now));
    assert!(Rc::ptr_eq(&bench.session.evaluated(), &now));
}

const CITY: &str = "选项 等级 { A > B > C > D }\n表 企业 { 编号: 文本 主键；税收: 万元；占地: 亩 > 0；失信: 是否 默认 否 }\n\
待定 基准: 万元/亩\n对 企业 {\n  亩均 = 税收 / 占地\n  读法 口径 \"按税收还是按亩均\" { 总量 税收 / (1 亩)；亩均口径 亩均；取 总量 }\n\
  评分 得分 满分 100 分 { 每项 上限 1 倍 下限 0 分；税收 100 指标 口径 基准 基准 }\n\
  分档 初评 依 得分 从高到低 { A 前 1 名；B 至 2 名；C 其余；并列 编号 从低到高；取整 四舍五入；基数 排名者 }\n\
  调档 终评 自 初评 次序 自上而下 不补位 { 惩罚 失信 当 失信 调为 D }\n}\n";
const COUNTY: &str = "引用 市\n定 基准 = 10 万元/亩\n取 口径 = 亩均口径\n修改 { 增 终评.少税 惩罚 当 税收 < 50 万元 下调 1 档 }\n";

/// A city's guide, a county that amends it, and what is typed on top of both.
#[test]
fn what_is_typed_reaches_through_the_county_to_the_city() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("市.heng", CITY);
    put("县.heng", COUNTY);
    put("企业.csv", "编号,税收,占地,失信\nE1,100,20,否\nE2,80,8,否\nE3,40,10,是\n");
    let mut bench = Bench::open(folder.path(), "县.heng", &["企业=企业.csv"]);
    assert_eq!(bench.values("得分"), ["50 分", "100 分", "40 分"]);
    assert_eq!(bench.values("终评"), ["B", "A", "D"]);
    bench.enter("基准 = 20 万元/亩");
    assert_eq!(bench.values("得分"), ["25 分", "50 分", "20 分"]);
    bench.enter("定 基准 = 100 万元/亩\n口径 = 总量");
    assert_eq!(bench.values("得分"), ["100 分", "80 分", "40 分"]);
    bench.enter("删 终评.失信");
    assert_eq!(bench.values("终评"), ["A", "B", "D"]);
    bench.enter("删 终评.少税");
    assert_eq!(bench.values("终评"), ["A", "B", "C"]);
    bench.enter("终评加 = 若 终评 = A 则 10 万元 否则 0 万元");
    assert_eq!(bench.values("终评加"), ["10 万元", "0 万元", "0 万元"]);
    bench.enter("亩均 = 税收 / 占地 × 2");
    bench.enter("亩均 = 税收 / 占地 × 3");
    assert_eq!(bench.values("亩均"), ["15 万元/亩", "30 万元/亩", "12 万元/亩"]);
    let names: Vec<&str> = bench.session.state().typed.iter().map(|chunk| chunk.text.trim()).collect();
    assert_eq!(names.iter().filter(|text| text.starts_with("亩均")).count(), 1, "{names:?}");
}

#[test]
fn files_that_change_are_read_again_with_what_was_typed_on_top() {
    let folder = copy("tests/explore/如果");
    let script = folder.path().join("评价.heng");
    let mut bench = Bench::open(folder.path(), ".", &[]);
    bench.enter("线 = 500 万元");
    assert_eq!(bench.session.changed_files(), Vec::<String>::new());
    let text = fs::read_to_string(&script).unwrap();
    fs::write(&script, text.replace("20 万元 否则", "25 万元 否则")).unwrap();
    assert_eq!(bench.session.changed_files(), ["评价.heng"]);
    in_shell(folder.path(), |shell| bench.session.reload(shell)).map_err(|r| r.diagnostics).unwrap();
    assert_eq!(bench.values("奖励 当 等级 = A"), ["25 万元"]);
    assert_eq!(bench.values("线"), ["500 万元"]);
    let before = bench.results();
    fs::write(&script, text.replace("对 企业 {", "对 企业 {{")).unwrap();
    assert_eq!(bench.session.changed_files(), ["评价.heng"]);
    assert!(in_shell(folder.path(), |shell| bench.session.reload(shell)).is_err());
    assert_eq!(bench.results(), before);
    assert_eq!(bench.session.changed_files(), Vec::<String>::new());
    fs::write(&script, &text).unwrap();
    assert_eq!(bench.session.changed_files(), ["评价.heng"]);
    in_shell(folder.path(), |shell| bench.session.reload(shell)).map_err(|r| r.diagnostics).unwrap();
    assert_eq!(bench.values("奖励 当 等级 = A"), ["20 万元"]);
    assert!(bench.undo());
    assert!(bench.submit("线").is_err());
}

#[test]
fn wrong_data_are_told_and_can_be_mended() {
    let folder = copy("tests/explore/如果");
    let mut bench = Bench::open(folder.path(), ".", &[]);
    let results = bench.results();
    let set = |bench: &mut Bench, written: &str| {
        in_shell(folder.path(), |shell| bench.session.set_data(written, shell))
            .map(|change| change.faults.len())
    };
    assert!(set(&mut bench, "企业=没有.csv").is_err());
    assert!(set(&mut bench, "企页=企业.csv").is_err());
    assert_eq!(bench.results(), results);
    let rows = fs::read_to_string(folder.path().join("企业.csv")).unwrap();
    fs::write(folder.path().join("坏.csv"), rows.replacen("320.5", "三百", 1)).unwrap();
    assert!(set(&mut bench, "企业=坏.csv").unwrap_or(0) > 0);
    assert!(bench.session.evaluated().is_broken());
    bench.enter("线 = 5");
    assert!(bench.undo() && bench.undo());
    assert_eq!(bench.results(), results);
    assert!(!bench.session.evaluated().is_broken());
}

#[test]
fn saving_never_writes_over_what_is_there_unasked() {
    let folder = copy("tests/explore/如果");
    let mut bench = Bench::open(folder.path(), ".", &[]);
    let save = |bench: &mut Bench, name: &str, over: bool| {
        let saved = in_shell(folder.path(), |shell| bench.session.save(name, over, shell));
        saved.map(|saved| saved.entries).map_err(|refused| refused.diagnostics[0].code.to_string())
    };
    assert_eq!(save(&mut bench, "试算", false), Err("H1000".to_owned()));
    bench.enter("线 = 500 万元");
    assert_eq!(save(&mut bench, "试算", false), Ok(1));
    assert_eq!(save(&mut bench, "试算.heng", false), Err("H1001".to_owned()));
    assert_eq!(save(&mut bench, "试算.heng", true), Ok(1));
    assert_eq!(save(&mut bench, "评价.heng", true), Err("H0907".to_owned()));
    assert_eq!(save(&mut bench, "../试算.heng", false), Err("H1002".to_owned()));
    assert_eq!(save(&mut bench, "下面/试算.heng", false), Ok(1));
}

#[test]
fn a_change_says_what_it_makes_otherwise_and_what_no_longer_holds() {
    let folder = copy("tests/explore/如果");
    let mut bench = Bench::open(folder.path(), ".", &[]);
    let change = |bench: &mut Bench, text: &str| match bench.submit(text) {
        Ok(Answer::Changed(change)) => change,
        other => panic!("{text}: {other:?}"),
    };
    let moved = |change: &heng::repl::session::Change| -> Vec<(String, usize)> {
        change.moved.iter().map(|moved| (moved.name.clone(), moved.rows)).collect()
    };
    let codes = |change: &heng::repl::session::Change| -> Vec<String> {
        change.diagnostics.iter().map(|report| report.code.to_string()).collect()
    };
    let named = |pairs: &[(&str, usize)]| -> Vec<(String, usize)> {
        pairs.iter().map(|(name, rows)| ((*name).to_owned(), *rows)).collect()
    };
    assert_eq!(moved(&change(&mut bench, "线 = 500 万元")), []);
    assert_eq!(moved(&change(&mut bench, "删 等级.黑名单")), named(&[("等级", 1), ("奖励", 1)]));
    let check = change(&mut bench, "校验 \"没有 A 档\" 计数(企业 当 参评 且 等级 = A) = 0");
    assert_eq!(codes(&check), ["H0911"]);
    assert!(codes(&change(&mut bench, "线 = 600 万元")).is_empty());
    let example = "算例 \"铸造厂\" {\n  企业 { 编号 = \"X\"，实缴税金 = 80 万元，占地面积 = 10 亩，其余列 任意 }\n  应得 企业[\"X\"].亩均税收 = 9 万元/亩\n}";
    assert_eq!(codes(&change(&mut bench, example)), ["H0920"]);
    let example = example.replace("= 9 万元/亩", "= 8 万元/亩");
    assert!(codes(&change(&mut bench, &example)).is_empty());
    assert_eq!(codes(&change(&mut bench, "亩均税收 = 实缴税金 / 占地面积 × 2")), ["H0920"]);
    assert!(bench.session.has_unsaved());
}

#[test]
fn what_nobody_has_set_is_told_and_undecided() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("市.heng"), CITY).unwrap();
    let mut bench = Bench::open(folder.path(), "市.heng", &[]);
    let doubts = bench.session.doubts();
    let codes: Vec<String> = doubts.diagnostics.iter().map(|report| report.code.to_string()).collect();
    assert_eq!(codes, ["H0909"]);
    fs::write(folder.path().join("企业.csv"), "编号,税收,占地,失信\nE1,100,20,否\nE2,80,8,否\n").unwrap();
    in_shell(folder.path(), |shell| bench.session.set_data("企业.csv", shell))
        .map_err(|r| r.diagnostics)
        .unwrap();
    assert_eq!(bench.values("亩均"), ["5 万元/亩", "10 万元/亩"]);
    assert_eq!(bench.values("得分"), ["未定", "未定"]);
    bench.enter("基准 = 100 万元/亩");
    assert_eq!(bench.values("得分"), ["100 分", "80 分"]);
    assert!(bench.session.doubts().diagnostics.is_empty());
}

#[test]
fn another_project_is_opened_and_undoing_comes_back() {
    let folder = copy("tests/explore/如果");
    fs::write(folder.path().join("别的.heng"), "数 = 1 + 2\n").unwrap();
    let mut bench = Bench::open(folder.path(), ".", &[]);
    bench.enter("线 = 500 万元");
    let before = bench.results();
    in_shell(folder.path(), |shell| bench.session.load(Some("别的.heng"), shell))
        .map_err(|refused| refused.diagnostics)
        .unwrap();
    assert_eq!(bench.values("数"), ["3"]);
    assert!(bench.submit("线").is_err());
    bench.enter("数 = 5");
    assert!(bench.undo() && bench.undo());
    assert_eq!(bench.results(), before);
    assert_eq!(bench.values("线"), ["500 万元"]);
    assert!(in_shell(folder.path(), |shell| bench.session.load(Some("没有.heng"), shell)).is_err());
    assert_eq!(bench.results(), before);
}
