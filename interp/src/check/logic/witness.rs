//! A row on an open way.

use std::collections::{BTreeMap, BTreeSet};

use dashu_ratio::RBig;

use super::Witness;
use super::domain::{meet, number, value_of};
use super::linear::{Inequality, project};
use super::search::{Way, all};
use super::subject::{Subject, Subjects};

/// The values of what was asked for.
pub(super) fn of(subjects: &Subjects<'_>, way: &Way<'_>) -> Witness {
    let mut witness = Witness { complete: !way.dropped, ..Witness::default() };
    let compared: BTreeSet<usize> =
        way.inequalities.iter().flat_map(|one| one.terms.keys().copied()).collect();
    let numbers = numbers(subjects, way, &compared);
    witness.complete &= numbers.is_some();
    let numbers = numbers.unwrap_or_default();
    let asked = way.domains.iter().filter(|(_, domain)| domain.asked).map(|(at, _)| *at);
    for at in asked.chain(compared.iter().copied()).collect::<BTreeSet<usize>>() {
        let Some(known) = subjects.get(at).filter(|known| !known.derived) else { continue };
        let domain = way.domains.get(&at).unwrap_or(&known.domain);
        witness.complete &= known.free && !domain.is_any_text();
        let value = match numbers.get(&at) {
            Some(number) => value_of(number, &known.ty.kind),
            None if compared.contains(&at) => None,
            None => domain.example(&known.ty),
        };
        match value {
            Some(value) => {
                if let (Subject::Expression(form), Some(core)) = (&known.subject, &known.core) {
                    witness.expressions.insert(form.clone(), core.clone());
                }
                witness.values.insert(known.subject.clone(), (value, known.ty.clone()));
            }
            None => witness.complete = false,
        }
    }
    witness
}

/// Numbers for the subjects that are compared with each other, one after the other.
fn numbers(
    subjects: &Subjects<'_>,
    way: &Way<'_>,
    compared: &BTreeSet<usize>,
) -> Option<BTreeMap<usize, RBig>> {
    let mut left: Vec<Inequality> = all(subjects, way);
    let mut found = BTreeMap::new();
    for at in compared {
        let domain = way.domains.get(at).or_else(|| subjects.get(*at).map(|known| &known.domain))?;
        let (range, followed) = project(left.clone(), Some(*at));
        let range = meet(&range.filter(|_| followed)?, domain.range()?);
        let chosen = number(&range, domain.is_whole())?;
        for one in &mut left {
            one.put(*at, &chosen);
        }
        found.insert(*at, chosen);
    }
    Some(found)
}
