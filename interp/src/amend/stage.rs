//! Versions that stand side by side: `以 年度 定版`, `以 事件日期 定版`, `过渡`.
//!
//! Every version of the text is made apart; what is the same in all stays as it is. Where versions differ, the name stands for a
//! choice (`补助 = 若 事件日期 < 2022-12-28 则 … 否则 …`), so that a row, or a year, sees one version throughout. Blocks are kept
//! under a name of each version, and what is called like a function (查表) is called by the version's own name.

mod merge;
mod moment;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::{Amend, Change, ChangeVerb, Renaming, Script};

use self::moment::Clock;
use super::{Repealed, amend, report};
use crate::resolve::version::Period;
use crate::value::Date;

/// An amendment whose versions stand side by side.
#[derive(Clone, Debug)]
pub struct Staged {
    /// The amendment.
    pub amend: Amend,
    /// When it is in force.
    pub period: Period,
    /// Its header.
    pub span: Span,
}

/// Whether the versions of an amendment stand side by side.
pub fn is_staged(amend: &Amend) -> bool {
    let other = |by: &heng_grammar::tree::VersionBy| !matches!(by.date.dotted().as_str(), "评价日" | "as_of");
    !amend.transitions.is_empty() || amend.version_by.as_ref().is_some_and(other)
}

/// One version of some documents: their trees, and what is out of force in it.
struct Version {
    scripts: Vec<Script>,
    repealed: Repealed,
}

/// Carries out amendments whose versions stand side by side. `as_of` is the day of the run, for those that it chooses.
pub fn stage(staged: &[Staged], scripts: &mut [Script], as_of: Option<Date>) -> Vec<Diagnostic> {
    let mut clocks: Vec<(Clock, Span)> = Vec::new();
    for each in staged {
        let clock = Clock::of(&each.amend, as_of);
        if !clocks.iter().any(|(other, _)| *other == clock) {
            clocks.push((clock, each.amend.version_by.as_ref().map_or(each.span, |by| by.span)));
        }
    }
    let [(clock, span)] = clocks.as_slice() else {
        return clocks.get(1).map(|(_, span)| report::two_clocks(*span)).into_iter().collect();
    };
    let moments = moment::moments(staged, clock);
    let mut faults = Vec::new();
    let mut versions = Vec::new();
    for at in 0..=moments.len() {
        versions.push(version(staged, &moments, at, clock, scripts, &mut faults));
    }
    for each in staged {
        faults.extend(amend(&without_strikes(&each.amend), scripts).1);
    }
    faults.extend(merge::merge(scripts, &versions, &moments, clock, *span));
    let mut once = Vec::new();
    for fault in faults {
        if !once.contains(&fault) {
            once.push(fault);
        }
    }
    once
}

/// The text between one moment and the next.
fn version(
    staged: &[Staged],
    moments: &[moment::Moment],
    at: usize,
    clock: &Clock,
    scripts: &[Script],
    faults: &mut Vec<Diagnostic>,
) -> Version {
    let mut made = Version { scripts: scripts.to_vec(), repealed: Repealed::default() };
    for each in staged {
        let in_force = moment::in_force(each, moments, at, clock);
        let change = if in_force { each.amend.clone() } else { only_names(&each.amend) };
        let (repealed, found) = amend(&change, &mut made.scripts);
        made.repealed.values.extend(repealed.values);
        made.repealed.parts.extend(repealed.parts);
        faults.extend(found);
    }
    made
}

/// 改名 holds for all versions: a result is called by one name.
fn only_names(amend: &Amend) -> Amend {
    let renamings: Vec<Renaming> = amend.renamings.iter().filter(|each| !each.reassigns).cloned().collect();
    Amend { target: amend.target.clone(), renamings, ..Amend::default() }
}

/// The text that holds the entries of every version.
fn without_strikes(amend: &Amend) -> Amend {
    let keeps = |change: &&Change| change.verb != ChangeVerb::Strike;
    let changes = amend.changes.iter().filter(keeps).cloned().collect();
    Amend { changes, repeals: Vec::new(), ..amend.clone() }
}
