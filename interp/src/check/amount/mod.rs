//! Amounts that cannot come out as they are meant: limits that never bind, items that never reach their weight or are counted
//! twice, baselines that may be zero. What the blocks say is noted while they are lowered; when the program is whole, intervals
//! ([`super::range`]) tell what can happen.
//!
//! What is by years is noted once a year, and reported only where it is so in every year.

mod baseline;
mod class;
mod counted;
mod findings;
mod item;
mod limit;
mod target;
mod text;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::SourceId;

pub use baseline::Baseline;
pub use class::Class;
pub use counted::{Counted, Level};
pub use item::Item;
pub use limit::{Limit, Ratio, Rival};
pub use target::Test;

use super::range::Ranges;
use crate::program::Program;
use findings::Findings;

/// What the blocks of the documents say of amounts.
#[derive(Debug, Default)]
pub struct Written {
    /// Caps and floors.
    pub limits: Vec<Limit>,
    /// 取大, 取小, 限于
    pub arguments: Vec<Vec<Rival>>,
    /// The items of scores.
    pub items: Vec<Item>,
    /// Their baselines.
    pub baselines: Vec<Baseline>,
    /// The items of tallies and awards.
    pub counted: Vec<Counted>,
    /// What adds them up.
    pub levels: Vec<Level>,
    /// The classes of bands by the value itself.
    pub classes: Vec<Class>,
    /// The tests of targets.
    pub tests: Vec<Test>,
    /// What could be told at once.
    pub reports: Vec<Diagnostic>,
}

/// What of a whole program cannot come out as it is meant, as far as the document `main` says it.
pub fn check(program: &Program, written: Written, main: SourceId) -> Vec<Diagnostic> {
    let ranges = Ranges::new(program);
    let mut findings = Findings::default();
    limit::check(&ranges, &written.limits, &mut findings);
    limit::check_arguments(&ranges, &written.arguments, &mut findings);
    item::check(&ranges, &written.items, &mut findings);
    baseline::check(&ranges, &written.baselines, &mut findings);
    counted::check(&ranges, &written.counted, &written.levels, &mut findings);
    class::check(&ranges, &written.classes, &mut findings);
    target::check(&ranges, &written.tests, &mut findings);
    for report in written.reports {
        findings.add(report);
    }
    findings.of(main)
}
