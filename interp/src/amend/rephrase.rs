//! `改字` and changes of paragraphs: the wording of a document.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{ChangeVerb, Part, Parts, Passage, PassageChange, Rephrasing, Script};

use super::report;

/// Carries out every change of wording on titles, 原文, documentation and prose, all on the text as it was. Each must be found in as
/// many places as it says.
pub fn rephrase(rephrasings: &[Rephrasing], scripts: &mut [Script]) -> Vec<Diagnostic> {
    if rephrasings.is_empty() {
        return Vec::new();
    }
    let mut found = vec![0; rephrasings.len()];
    for script in scripts {
        script.parts(&mut |part| {
            if let Part::Words(words) = part {
                let new = replaced(words, rephrasings, &mut found);
                *words = new;
            }
        });
    }
    let counted = rephrasings.iter().zip(found);
    counted
        .filter(|(rephrasing, found)| *found != rephrasing.times)
        .map(|(rephrasing, found)| report::other_count(rephrasing, found))
        .collect()
}

/// `words` with the longest old wording at each place replaced; what has been put there is not read again.
fn replaced(words: &str, rephrasings: &[Rephrasing], found: &mut [u32]) -> String {
    let mut new = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let fitting = rephrasings.iter().enumerate();
        let fitting = fitting.filter(|(_, each)| !each.from.is_empty() && rest.starts_with(&each.from));
        let skip = match fitting.max_by_key(|(_, each)| each.from.len()) {
            Some((at, rephrasing)) => {
                new.push_str(&rephrasing.to);
                if let Some(count) = found.get_mut(at) {
                    *count += 1;
                }
                rephrasing.from.len()
            }
            None => {
                new.push(first);
                first.len_utf8()
            }
        };
        rest = rest.get(skip..).unwrap_or("");
    }
    new
}

/// Carries out every change of a paragraph, in the order written.
pub fn change_passages(changes: &[PassageChange], scripts: &mut [Script]) -> Vec<Diagnostic> {
    changes.iter().filter_map(|change| change_passage(change, scripts).err()).collect()
}

fn change_passage(change: &PassageChange, scripts: &mut [Script]) -> Result<(), Diagnostic> {
    let begins = |passage: &Passage| {
        passage.text.get(marks(&passage.text)..).is_some_and(|t| t.starts_with(&change.anchor))
    };
    let places = scripts.iter().enumerate().flat_map(|(at, script)| {
        let passages = script.prose.iter().enumerate();
        passages.filter(|(_, passage)| begins(passage)).map(move |(index, _)| (at, index))
    });
    let places: Vec<(usize, usize)> = places.collect();
    let [(at, index)] = places.as_slice() else {
        return Err(report::passage_count(change, places.len()));
    };
    let Some(prose) = scripts.get_mut(*at).map(|script| &mut script.prose) else { return Ok(()) };
    let new = Passage { text: change.text.clone(), span: change.span };
    match change.verb {
        ChangeVerb::Add => prose.insert(if change.after { index + 1 } else { *index }, new),
        ChangeVerb::Strike => {
            prose.remove(*index);
        }
        ChangeVerb::Replace => {
            if let Some(old) = prose.get_mut(*index) {
                let heading = old.text.get(..marks(&old.text)).unwrap_or("").to_owned();
                *old = Passage { text: heading + &change.text, span: change.span };
            }
        }
    }
    Ok(())
}

/// How long the Markdown before the first word is: `## `, `**`.
fn marks(text: &str) -> usize {
    text.len() - text.trim_start_matches(['#', '*', ' ', '\u{3000}']).len()
}
