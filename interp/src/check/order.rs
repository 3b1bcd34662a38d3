//! An order in which every definition comes after those it needs, stable in the order written.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::diagnostic::cycle;
use super::reads::Reads;
use crate::program::{DefinitionId, Program};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Fills the order of the program; reports each round of definitions that need each other once.
pub fn arrange(program: &mut Program, reads: &Reads) -> Vec<Diagnostic> {
    let needs: Vec<Vec<usize>> = (0..program.definitions.len()).map(|at| reads.needed(at)).collect();
    let mut search =
        Search { needs: &needs, marks: vec![Mark::New; needs.len()], order: Vec::new(), rounds: Vec::new() };
    let mut starts: Vec<usize> = (0..needs.len()).collect();
    starts.sort_by_key(|at| program.definitions.get(*at).map(|d| (d.span.source, d.span.start)));
    for start in starts {
        search.visit(start);
    }
    let Search { order, rounds, .. } = search;
    program.order = order.into_iter().filter_map(|at| u32::try_from(at).ok()).map(DefinitionId).collect();
    let mut reports: Vec<Diagnostic> = Vec::new();
    for round in &rounds {
        // A round of values by years comes back for every year.
        let report = cycle::needs_itself(&named(program, round));
        if !reports.contains(&report) {
            reports.push(report);
        }
    }
    reports
}

/// The names and places of a round; hidden steps are left out where others remain.
fn named(program: &Program, round: &[usize]) -> Vec<(String, Span)> {
    let all = round.iter().filter_map(|at| program.definitions.get(*at));
    let seen: Vec<(String, Span)> = all
        .clone()
        .filter(|d| d.role != crate::program::Role::Hidden)
        .map(|d| (d.path.join("."), d.span))
        .collect();
    if seen.is_empty() { all.map(|d| (d.path.join("."), d.span)).collect() } else { seen }
}

struct Search<'a> {
    needs: &'a [Vec<usize>],
    marks: Vec<Mark>,
    order: Vec<usize>,
    rounds: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn mark(&self, at: usize) -> Mark {
        self.marks.get(at).copied().unwrap_or(Mark::Done)
    }

    fn set(&mut self, at: usize, mark: Mark) {
        if let Some(place) = self.marks.get_mut(at) {
            *place = mark;
        }
    }

    /// Depth first, without recursion: a chain of definitions may be long.
    fn visit(&mut self, start: usize) {
        if self.mark(start) != Mark::New {
            return;
        }
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        self.set(start, Mark::Open);
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            let need = self.needs.get(at).and_then(|n| n.get(*next)).copied();
            *next += 1;
            match need.map(|n| (n, self.mark(n))) {
                Some((need, Mark::New)) => {
                    self.set(need, Mark::Open);
                    path.push((need, 0));
                }
                Some((need, Mark::Open)) => {
                    let round = path.iter().map(|(a, _)| *a).skip_while(|a| *a != need).collect();
                    self.rounds.push(round);
                }
                Some((_, Mark::Done)) => {}
                None => {
                    self.set(at, Mark::Done);
                    self.order.push(at);
                    path.pop();
                }
            }
        }
    }
}
