//! One vocabulary for all scripts of a project: the words of the other one, where `check` insists.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::{Diagnostic, Edit, Language, Mend, Message};
use heng_grammar::source::Source;
use heng_grammar::translate::{Declared, foreign};

use crate::project::{Project, Texts};

/// At how many places a word is shown; the others are counted.
const SHOWN: usize = 3;

/// The words of the other vocabulary in the project's own texts, where it insists on one; a report a word.
pub fn strays(project: &Project, texts: &Texts) -> Vec<Diagnostic> {
    let Some(wanted) = project.vocabulary() else { return Vec::new() };
    let mut declared = Declared::default();
    texts.sources.iter().for_each(|source| declared.add(&Declared::of(source)));
    let own = texts.sources.iter().filter(|source| texts.own.contains(&source.id()));
    own.flat_map(|source| of_text(source, wanted, &declared)).collect()
}

fn of_text(source: &Source, wanted: Language, declared: &Declared) -> Vec<Diagnostic> {
    let mut by_word: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for edit in foreign(source, wanted, declared) {
        by_word.entry(edit.span.text(source.text())).or_default().push(edit);
    }
    let mut reports: Vec<(u32, Diagnostic)> = by_word
        .into_iter()
        .filter_map(|(word, edits)| Some((edits.first()?.span.start, stray(word, edits, wanted))))
        .collect();
    reports.sort_by_key(|(start, _)| *start);
    reports.into_iter().map(|(_, report)| report).collect()
}

/// H1035
fn stray(word: &str, edits: Vec<Edit>, wanted: Language) -> Diagnostic {
    let partner = edits.first().map_or("", |edit| edit.replacement.as_str()).to_owned();
    let (zh, en) = match wanted {
        Language::Chinese => ("英文", "Chinese"),
        Language::English => ("中文", "English"),
    };
    let mut report = Diagnostic::warning(
        1035,
        format!("「{word}」是{zh}词汇，写成「{partner}」"),
        format!("`{word}` is not of the {en} vocabulary; write `{partner}`"),
    );
    for edit in edits.iter().take(SHOWN) {
        report = report.at(
            edit.span,
            format!("写成「{}」", edit.replacement),
            format!("write `{}`", edit.replacement),
        );
    }
    if let Some(more) = edits.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        report = report.help(format!("另外还有 {more} 处"), format!("and in {more} more {}", places(more)));
    }
    let title = Message::new(
        format!("「{word}」改成「{partner}」，共 {} 处", edits.len()),
        format!("put `{partner}` for `{word}`, in {} {}", edits.len(), places(edits.len())),
    );
    report.mended(Mend { edits, title, safe: true })
}

fn places(count: usize) -> &'static str {
    if count == 1 { "place" } else { "places" }
}
