//! `改名` and `换列`: names of the text as it was, all at once.

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Part, Parts, Renaming, Script};

use super::report;

/// Carries out every renaming of an amendment on the documents it changes: a name that one pair gives is not renamed again by
/// another, so that `改名 甲 → 乙，乙 → 甲` exchanges the two. What 换列 reads instead may be among `added`, the names that the
/// same amendment adds.
pub fn rename(renamings: &[Renaming], added: &[&str], scripts: &mut [Script]) -> Vec<Diagnostic> {
    if renamings.is_empty() {
        return Vec::new();
    }
    let known = declared(scripts);
    let new = |name: &str| renamings.iter().any(|pair| !pair.reassigns && pair.to.text == name);
    let (mut names, mut columns) = (BTreeMap::new(), BTreeMap::new());
    let mut faults = Vec::new();
    for renaming in renamings {
        if !known.contains(&renaming.from.text) {
            faults.push(report::no_such_name(renaming, known.iter().map(String::as_str)));
            continue;
        }
        let to = renaming.to.text.as_str();
        if renaming.reassigns && !(known.contains(to) || added.contains(&to) || new(to)) {
            faults.push(report::no_such_column(renaming, known.iter().map(String::as_str)));
            continue;
        }
        let map = if renaming.reassigns { &mut columns } else { &mut names };
        if map.insert(renaming.from.text.clone(), renaming.to.text.clone()).is_some() {
            faults.push(report::renamed_twice(renaming));
        }
    }
    for script in scripts {
        script.parts(&mut |part| {
            let (name, maps): (_, &[&BTreeMap<String, String>]) = match part {
                Part::Declared(name) => (name, &[&names]),
                Part::Used(name) => (name, &[&columns, &names]),
                Part::Words(_) => return,
            };
            if let Some(new) = maps.iter().find_map(|map| map.get(&name.text)) {
                name.text.clone_from(new);
            }
        });
    }
    faults
}

/// All names that documents declare.
pub fn declared(scripts: &mut [Script]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for script in scripts {
        script.parts(&mut |part| {
            if let Part::Declared(name) = part {
                found.insert(name.text.clone());
            }
        });
    }
    found
}
