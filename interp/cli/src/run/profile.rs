//! What a run took, phase by phase and definition by definition: `heng run --profile`.

use std::sync::OnceLock;
use std::time::Instant;

use heng_interp::eval::{Outcome, Profile};
use heng_interp::program::{DefinitionId, Node};
use serde_json::{Value, json};

/// Nanoseconds since it was first asked.
pub fn clock() -> u64 {
    static STARTED: OnceLock<Instant> = OnceLock::new();
    u64::try_from(STARTED.get_or_init(Instant::now).elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// A part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Scripts to a program.
    Compile,
    /// Files to tables.
    Read,
    /// Tables to values.
    Evaluate,
    /// Values to the summary and the checks.
    Summarize,
    /// Values to files.
    Write,
}

impl Phase {
    /// Its name in JSON.
    fn name(self) -> &'static str {
        match self {
            Self::Compile => "compile",
            Self::Read => "read",
            Self::Evaluate => "evaluate",
            Self::Summarize => "summarize",
            Self::Write => "write",
        }
    }

    /// Its name for people.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Compile => ("编译", "compiling"),
            Self::Read => ("读取", "reading"),
            Self::Evaluate => ("计算", "evaluating"),
            Self::Summarize => ("汇总", "summarizing"),
            Self::Write => ("写出", "writing"),
        }
    }
}

/// What a phase took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseTime {
    /// Which.
    pub phase: Phase,
    /// From its beginning to its end.
    pub nanoseconds: u64,
    /// How many rows it went through, where it has to do with rows.
    pub rows: Option<u64>,
    /// How many bytes it read or wrote, where it did.
    pub bytes: Option<u64>,
}

/// The phases of a run so far; without a clock nothing is noted.
#[derive(Clone, Debug, Default)]
pub struct Stopwatch {
    clock: Option<fn() -> u64>,
    since: u64,
    phases: Vec<PhaseTime>,
}

impl Stopwatch {
    /// The first phase begins.
    pub fn start(clock: Option<fn() -> u64>) -> Self {
        Self { clock, since: clock.map_or(0, |clock| clock()), phases: Vec::new() }
    }

    /// A phase has ended, and the next begins.
    pub fn ended(&mut self, phase: Phase, rows: Option<u64>, bytes: Option<u64>) {
        let Some(clock) = self.clock else { return };
        let now = clock();
        let nanoseconds = now.saturating_sub(self.since);
        self.phases.push(PhaseTime { phase, nanoseconds, rows, bytes });
        self.since = now;
    }

    /// What the run took, where there is a clock.
    pub fn profile(self, outcome: &Outcome<'_>, threads: usize) -> Option<RunProfile> {
        self.clock?;
        let Profile { definitions, skipped, sharing } = outcome.profile();
        let program = outcome.program();
        let definition = |id: DefinitionId| program.definition(id);
        let name = |id| definition(id).map(heng_interp::program::Definition::name).unwrap_or_default();
        let ranks = |id| definition(id).is_some_and(|d| matches!(*d.body.node, Node::Rank(_)));
        let each = definitions.iter().map(|taken| DefinitionTime {
            name: name(taken.id),
            ranks: ranks(taken.id),
            rows: taken.rows,
            nanoseconds: taken.nanoseconds,
            widened: taken.widened,
            exact: taken.exact,
        });
        Some(RunProfile {
            threads,
            phases: self.phases,
            definitions: each.collect(),
            skipped: skipped.into_iter().map(name).collect(),
            folded: sharing.folded,
            shared: sharing.shared,
            aggregates: sharing.aggregates,
        })
    }
}

/// What a run took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunProfile {
    /// On how many threads.
    pub threads: usize,
    /// The phases in their order.
    pub phases: Vec<PhaseTime>,
    /// The definitions in the order written.
    pub definitions: Vec<DefinitionTime>,
    /// Definitions that nothing needs.
    pub skipped: Vec<String>,
    /// Expressions with one value for all rows.
    pub folded: usize,
    /// Expressions that stand in several places.
    pub shared: usize,
    /// Aggregates that are the same as another.
    pub aggregates: usize,
}

/// What a definition took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionTime {
    /// `综合得分.亩均税收`
    pub name: String,
    /// Whether it is a place in an order.
    pub ranks: bool,
    /// For how many rows it was walked.
    pub rows: u64,
    /// How long, over all threads.
    pub nanoseconds: u64,
    /// How many decisions floats left open.
    pub widened: u64,
    /// How many of them some 250 bits left open as well.
    pub exact: u64,
}

impl RunProfile {
    /// What ranking took, over all threads; it is a part of evaluating.
    pub fn ranking(&self) -> u64 {
        self.definitions.iter().filter(|each| each.ranks).map(|each| each.nanoseconds).sum()
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let phases = self.phases.iter().map(|each| {
            json!({
                "phase": each.phase.name(), "nanoseconds": each.nanoseconds, "rows": each.rows, "bytes": each.bytes,
            })
        });
        let definitions = self.definitions.iter().map(|each| {
            json!({
                "name": each.name, "ranks": each.ranks, "rows": each.rows, "nanoseconds": each.nanoseconds,
                "widened": each.widened, "exact": each.exact,
            })
        });
        json!({
            "threads": self.threads,
            "phases": phases.collect::<Vec<_>>(),
            "definitions": definitions.collect::<Vec<_>>(),
            "skipped": self.skipped,
            "folded": self.folded,
            "shared": self.shared,
            "aggregates": self.aggregates,
        })
    }
}
