//! One misspelling, one report: a name that stands for nothing in ten places is told once; and where a name is used in
//! several places and a near one is declared and used nowhere, the slip is in the declaration.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::{Diagnostic, Edit, Mend};
use heng_grammar::span::Span;
use heng_grammar::tree::{Name, Part, Parts, Script};

use super::diagnostic::misspelt as report;

/// The codes of names that stand for nothing.
const UNKNOWN: &[u16] = &[301, 304, 305, 306, 307, 308, 309, 313, 314, 317, 422, 652, 692, 1614];

/// So many places of one name are shown; the others are counted.
const SHOWN: usize = 3;

/// Makes one report of those that say the same of the same name in several places of one document, and turns it round
/// where the declaration is the odd one out. `sorted` stand in the order of the text.
pub fn one_for_each_name(sorted: Vec<Diagnostic>, scripts: &[&Script]) -> Vec<Diagnostic> {
    let mut kept: Vec<(Diagnostic, Vec<Diagnostic>)> = Vec::new();
    for report in sorted {
        match kept.iter_mut().find(|(first, _)| is_same_slip(first, &report)) {
            Some((_, others)) => others.push(report),
            None => kept.push((report, Vec::new())),
        }
    }
    let told = kept.into_iter().map(|(first, others)| {
        if others.is_empty() {
            return first;
        }
        declaration_is_odd(&first, &others, scripts).unwrap_or_else(|| joined(first, &others))
    });
    told.collect()
}

/// Whether two reports say the same of one name.
fn is_same_slip(a: &Diagnostic, b: &Diagnostic) -> bool {
    let written = |report: &Diagnostic| -> Vec<String> {
        let edits = report.mends.iter().flat_map(|mend| &mend.edits);
        edits.map(|edit| edit.replacement.clone()).collect()
    };
    let source = |report: &Diagnostic| report.labels.first().map(|label| label.span.source);
    UNKNOWN.contains(&a.code.0)
        && a.code == b.code
        && a.title == b.title
        && a.help == b.help
        && source(a) == source(b)
        && written(a) == written(b)
}

/// The report of all places; each mend mends them all.
fn joined(mut first: Diagnostic, others: &[Diagnostic]) -> Diagnostic {
    let places = others.iter().filter_map(|other| other.labels.first());
    for label in places.clone().take(SHOWN - 1) {
        first = first.at(label.span, "这里也是", "and here");
    }
    for (position, mend) in first.mends.iter_mut().enumerate() {
        let same = others.iter().filter_map(|other| other.mends.get(position));
        mend.edits.extend(same.flat_map(|mend| mend.edits.clone()));
        in_order(mend);
    }
    match others.len().checked_sub(SHOWN - 1) {
        None | Some(0) => first,
        Some(more) => report::in_more_places(first, more),
    }
}

/// Edits in the order of the text, each place once.
fn in_order(mend: &mut Mend) {
    mend.edits.sort_by_key(|edit| edit.span.start);
    mend.edits.dedup_by_key(|edit| edit.span);
}

/// The report at the declaration, where the only name that was probably meant is declared and used nowhere.
fn declaration_is_odd(first: &Diagnostic, others: &[Diagnostic], scripts: &[&Script]) -> Option<Diagnostic> {
    let [mend] = first.mends.as_slice() else { return None };
    let [Edit { span, replacement }] = mend.edits.as_slice() else { return None };
    let meant = replacement.trim_start_matches('「').trim_end_matches('」');
    let script = scripts.iter().find(|script| script.source == span.source)?;
    let said = occurrences(script);
    let (declared, used) = said.get(meant)?;
    let ([declared], 0) = (declared.as_slice(), *used) else { return None };
    let written = said_at(script, *span)?;
    let places: Vec<Span> =
        [first].into_iter().chain(others).filter_map(|other| Some(other.labels.first()?.span)).collect();
    let mut all = mend.clone();
    all.edits.extend(others.iter().filter_map(|other| other.mends.first()).flat_map(|m| m.edits.clone()));
    in_order(&mut all);
    Some(report::declared_otherwise(first.code.0, &written, meant, *declared, &places, all))
}

/// Where each name of a script is declared, and how often it is used.
fn occurrences(script: &Script) -> BTreeMap<String, (Vec<Span>, usize)> {
    let mut found: BTreeMap<String, (Vec<Span>, usize)> = BTreeMap::new();
    script.clone().parts(&mut |part| match part {
        Part::Declared(name) => found.entry(name.text.clone()).or_default().0.push(name.span),
        Part::Used(name) => found.entry(name.text.clone()).or_default().1 += 1,
        Part::Words(_) => {}
    });
    found
}

/// The name at a place.
fn said_at(script: &Script, span: Span) -> Option<String> {
    let mut found = None;
    script.clone().parts(&mut |part| {
        if let Part::Used(Name { text, span: own }) | Part::Declared(Name { text, span: own }) = part
            && *own == span
        {
            found = Some(text.clone());
        }
    });
    found
}
