//! Laws of ledgers, over ten thousand random ones: the shares add to the source, each is within a cent of its exact value, a
//! refund is the mirror of the payment, and the order of the rows changes nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use heng_tests::command::heng_in_chinese;
use proptest::prelude::*;

/// A random ledger: ratios in per cent, the part of the first line that goes elsewhere, the figures of the balance.
#[derive(Clone, Debug)]
struct Ledger {
    rates: Vec<i128>,
    part: i128,
    figures: Vec<i128>,
    /// Which party of the balance takes the remainder.
    remainder: usize,
}

impl Ledger {
    fn script(&self) -> String {
        let mut text =
            "表 区 { 名称: 文本 主键；收入: 元；内圈: 是否 }\n对 区 {\n  分账 分成 来自 收入 {\n".to_owned();
        for (at, rate) in self.rates.iter().enumerate() {
            let part = format!(" {{ 其中 上缴 {}% 占 项0 归 省 }}", self.part);
            let part = if at == 0 && self.part > 0 { part.as_str() } else { "" };
            let _ = writeln!(text, "    项{at} {rate}% 归 市.专项{at}{part}");
        }
        let shares: Vec<String> =
            self.figures.iter().enumerate().map(|(at, figure)| format!("方{at} {figure}")).collect();
        let _ = writeln!(text, "    余额 当 内圈 {}", shares.join(" : "));
        let _ = writeln!(text, "    余额 其余 归 方{}", self.remainder);
        let _ = writeln!(text, "    精确到 0.01 元 余数归 方{}\n  }}\n}}", self.remainder);
        let columns: Vec<String> = self.leaves().iter().map(|leaf| format!("分成.{leaf}")).collect();
        let _ = writeln!(text, "输出 区 {{ 名称；{} }}", columns.join("；"));
        text + "校验 \"分完\" 合计(台账.金额) = 合计(台账来源.金额)\n"
    }

    /// The columns written: the lines, the part, the parties of the balance.
    fn leaves(&self) -> Vec<String> {
        let lines = (0..self.rates.len()).map(|at| format!("项{at}"));
        let part = (self.part > 0).then(|| "项0.上缴".to_owned());
        let parties = (0..self.figures.len()).map(|at| format!("余额.方{at}"));
        lines.chain(part).chain(parties).collect()
    }
}

fn ledgers() -> impl Strategy<Value = Ledger> {
    let rates = proptest::collection::vec(1_i128..24, 1..5);
    let figures = proptest::collection::vec(1_i128..10, 2..5);
    (rates, 0_i128..100, figures, any::<usize>()).prop_map(|(rates, part, figures, remainder)| {
        let remainder = remainder % figures.len();
        Ledger { rates, part, figures, remainder }
    })
}

/// Sources in cents, many of them tiny.
fn sources() -> impl Strategy<Value = Vec<i128>> {
    let source = prop_oneof![0_i128..10, 0_i128..10_000, 0_i128..10_000_000_000_000];
    proptest::collection::vec(source, 50)
}

/// Cents as the file says them.
fn yuan(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// Cents of a cell; nothing where the rule does not reach the row.
fn cents(cell: &str) -> Option<i128> {
    let (sign, figure) = cell.strip_prefix('-').map_or((1, cell), |rest| (-1, rest));
    let (whole, places) = figure.split_once('.').unwrap_or((figure, ""));
    let whole: i128 = whole.parse().ok()?;
    assert!(places.len() <= 2, "{cell} is finer than a cent");
    let places: i128 = format!("{places:0<2}").parse().ok()?;
    Some(sign * (whole * 100 + places))
}

/// The shares of each row, by its name.
fn settled(ledger: &Ledger, rows: &[String]) -> BTreeMap<String, Vec<Option<i128>>> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("分成.heng"), ledger.script()).expect("a script");
    let table = format!("名称,收入,内圈\n{}", rows.concat());
    fs::write(folder.path().join("区.csv"), table).expect("a table");
    let said = run(folder.path());
    let result = fs::read_to_string(folder.path().join("结果/区.csv")).unwrap_or_else(|_| panic!("{said}"));
    let lines = result.trim_start_matches('\u{FEFF}').lines().skip(1);
    lines
        .map(|line| {
            let mut cells = line.split(',');
            (cells.next().expect("a name").to_owned(), cells.map(cents).collect())
        })
        .collect()
}

fn run(folder: &Path) -> String {
    heng_in_chinese(folder, &["run", "分成.heng", "-d", "区.csv", "-o", "结果"], "").said()
}

/// What is wrong with the shares of one source, if anything.
fn broken(ledger: &Ledger, source: i128, inner: bool, shares: &[Option<i128>]) -> Option<String> {
    let lines = ledger.rates.len();
    let parties = shares.len() - ledger.figures.len();
    let given = |at: usize| shares[at].unwrap_or(0);
    let total: i128 = (0..lines).chain(parties..shares.len()).map(given).sum();
    if total != source {
        return Some(format!("the shares of {source} add to {total}"));
    }
    let near =
        |given: i128, over: i128, under: i128, quanta: i128| (given * under - over).abs() <= quanta * under;
    for (at, rate) in ledger.rates.iter().enumerate() {
        if !near(given(at), source * rate, 100, 1) {
            return Some(format!("{rate}% of {source} is not {}", given(at)));
        }
    }
    if ledger.part > 0 && !near(given(lines), given(0) * ledger.part, 100, 1) {
        return Some(format!("{}% of {} is not {}", ledger.part, given(0), given(lines)));
    }
    let left = source * (100 - ledger.rates.iter().sum::<i128>());
    let whole: i128 = ledger.figures.iter().sum();
    for (at, figure) in ledger.figures.iter().enumerate() {
        let figure = match inner {
            true => *figure,
            false if at == ledger.remainder => whole,
            false => 0,
        };
        let quanta = if at == ledger.remainder { shares.len() as i128 } else { 1 };
        if !near(given(parties + at), left * figure, 100 * whole, quanta) {
            return Some(format!("party {at} of {source} does not get {}", given(parties + at)));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_add_to_the_source_and_a_refund_mirrors_the_payment(ledger in ledgers(), sources in sources()) {
        let row = |at: usize, source: i128, sign: &str| {
            let inner = if at.is_multiple_of(2) { "是" } else { "否" };
            format!("{sign}{at},{},{inner}\n", yuan(source))
        };
        let payments = sources.iter().enumerate().map(|(at, source)| row(at, *source, "缴"));
        let refunds = sources.iter().enumerate().map(|(at, source)| row(at, -source, "退"));
        let mut rows: Vec<String> = payments.chain(refunds).collect();
        let shares = settled(&ledger, &rows);
        prop_assert_eq!(shares.len(), rows.len());
        for (at, source) in sources.iter().enumerate() {
            let (paid, refunded) = (&shares[&format!("缴{at}")], &shares[&format!("退{at}")]);
            let fault = broken(&ledger, *source, at.is_multiple_of(2), paid);
            prop_assert!(fault.is_none(), "{:?}\n{}", fault, ledger.script());
            let mirror: Vec<Option<i128>> = paid.iter().map(|share| share.map(|share| -share)).collect();
            prop_assert_eq!(&mirror, refunded, "{}", ledger.script());
        }
        rows.reverse();
        prop_assert_eq!(shares, settled(&ledger, &rows));
    }
}
