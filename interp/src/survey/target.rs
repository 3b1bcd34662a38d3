//! Targets as a page shows them: what was to be reached, what was reached, and how far that is.

use crate::eval::Outcome;
use crate::run::targets_table;
use crate::shown::Shown;

/// The state of one test of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetLine {
    /// The block.
    pub block: String,
    /// Of which row, where the targets are by rows.
    pub of: String,
    /// The indicator.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// The year.
    pub year: String,
    /// `累计 ≥ 150`
    pub said: String,
    /// What was to be reached.
    pub wanted: String,
    /// What was reached.
    pub actual: String,
    /// How far that is, in %: 92.
    pub progress: String,
    /// 达成 …
    pub state: String,
    /// 约束性, 预期性
    pub nature: String,
    /// Its articles.
    pub articles: String,
}

/// All tests, in the order written.
pub(super) fn target_lines(outcome: &Outcome<'_>) -> Vec<TargetLine> {
    let Some(table) = targets_table(outcome) else { return Vec::new() };
    let place = |header: &str| table.headers.iter().position(|own| own == header);
    let places =
        ["目标", "对象", "指标", "单位", "年份", "要求", "目标值", "实际", "进度", "状态", "性质", "条款"]
            .map(place);
    let line = |cells: &Vec<Shown>| {
        let [block, of, indicator, unit, year, said, wanted, actual, progress, state, nature, articles] =
            places.map(|at| at.and_then(|at| cells.get(at)).map(text).unwrap_or_default());
        TargetLine {
            block,
            of,
            indicator,
            unit,
            year,
            said,
            wanted,
            actual,
            progress,
            state,
            nature,
            articles,
        }
    };
    table.rows().map(|cells| line(&cells)).collect()
}

fn text(shown: &Shown) -> String {
    match shown {
        Shown::Text(text) | Shown::Decimal(text) => text.clone(),
        _ => String::new(),
    }
}
