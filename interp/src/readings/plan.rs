//! Which combinations of answers are run.

use std::collections::BTreeSet;

use super::Question;

/// Answers taken otherwise: (place of the reading, answer), in the order of the readings. None is the run as it stands.
pub type Choice = Vec<(usize, usize)>;

/// How much was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every combination: what is the same in all of them is certain.
    All,
    /// Every answer alone and every two together.
    Pairs,
    /// Every answer alone, and so many pairs as the bound allows.
    SomePairs,
}

/// What is to be run besides each answer alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How much it is.
    pub extent: Extent,
    /// The combinations of two answers and more.
    pub choices: Vec<Choice>,
    /// How many combinations there are in all, that as it stands among them; absent where they are beyond counting.
    pub all: Option<u64>,
}

/// Every answer alone.
pub fn singles(questions: &[Question]) -> Vec<(usize, usize)> {
    let each = questions.iter().enumerate();
    each.flat_map(|(at, question)| question.others().map(move |arm| (at, arm))).collect()
}

/// All combinations of the answers in `open` where they are at most `bound`; else every pair, those whose answers both change something
/// alone (`moving`) first, as far as the bound goes. `open` has answers of readings that may matter and can be run.
pub fn plan(open: &[(usize, usize)], moving: &BTreeSet<(usize, usize)>, bound: usize) -> Plan {
    let readings: BTreeSet<usize> = open.iter().map(|(at, _)| *at).collect();
    let answers = |at: usize| open.iter().filter(move |(reading, _)| *reading == at).copied();
    let count = |all: Option<u64>, at: &usize| all?.checked_mul(answers(*at).count() as u64 + 1);
    let all = readings.iter().fold(Some(1), count);
    let singles = open.len() as u64 + 1;
    let beyond = all.map(|all| all.saturating_sub(singles));
    if beyond.is_some_and(|beyond| beyond <= bound as u64) {
        let mut choices: Vec<Choice> = vec![Choice::new()];
        for at in &readings {
            let with: Vec<Choice> = choices
                .iter()
                .flat_map(|choice| answers(*at).map(|one| choice.iter().copied().chain([one]).collect()))
                .collect();
            choices.extend(with);
        }
        choices.retain(|choice| choice.len() > 1);
        choices.sort_by_key(Vec::len);
        return Plan { extent: Extent::All, choices, all };
    }
    let mut pairs: Vec<Choice> = Vec::new();
    for (place, one) in open.iter().enumerate() {
        let later = open.iter().skip(place + 1).filter(|other| other.0 != one.0);
        pairs.extend(later.map(|other| vec![*one, *other]));
    }
    pairs.sort_by_key(|pair| pair.iter().filter(|one| !moving.contains(one)).count());
    let extent = if pairs.len() <= bound { Extent::Pairs } else { Extent::SomePairs };
    pairs.truncate(bound);
    Plan { extent, choices: pairs, all }
}
