//! What a script makes different from the documents it uses: every change, every value it binds, every reading it takes.

use heng_grammar::span::Span;
use heng_grammar::tree::{Amend, AmendTarget, ChangeVerb, Citation, ItemKind, Notes, Path};
use heng_grammar::vocabulary::Concept;

use crate::resolve::Documents;
use crate::resolve::version::{self, Period};

/// One deviation from the documents in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// 增 删 换 改名 换列 改字 停止执行 过渡 定版 定 取
    pub verb: Concept,
    /// What is changed: a path, a name or wording.
    pub what: String,
    /// Which document is changed, as it was written; empty where no one is named.
    pub of: String,
    /// What `引用` calls the document that makes the change; empty for the main one.
    pub document: String,
    /// When it is in force.
    pub period: Period,
    /// The articles it carries out: its own, else those of its block.
    pub articles: Vec<String>,
    /// Where it was written.
    pub span: Span,
}

/// All deviations, in the order of the documents and of their text.
pub fn deviations(documents: &Documents) -> Vec<Deviation> {
    let mut found = Vec::new();
    for document in &documents.list {
        for item in &document.script.items {
            let plain = |verb: Concept, what: String| Deviation {
                verb,
                what,
                of: String::new(),
                document: document.path.clone(),
                period: Period::default(),
                articles: articles(&item.notes.citations),
                span: item.header,
            };
            match &item.kind {
                ItemKind::Amend(amend) => {
                    let of = amend.target.as_ref().map(AmendTarget::text).unwrap_or_default();
                    let period = version::period(amend, &document.script).unwrap_or_default();
                    let mut changes = changes(amend);
                    changes.sort_by_key(|(_, _, _, span)| span.start);
                    found.extend(changes.into_iter().map(|(verb, what, notes, span)| Deviation {
                        of: of.clone(),
                        period,
                        articles: articles(match notes.citations.as_slice() {
                            [] => &item.notes.citations,
                            own => own,
                        }),
                        span,
                        ..plain(verb, what)
                    }));
                }
                ItemKind::Bind(bind) => found.push(plain(Concept::Bind, bind.target.dotted())),
                ItemKind::Take(take) => {
                    found.push(plain(Concept::Take, format!("{} = {}", take.target.dotted(), take.arm.text)));
                }
                _ => {}
            }
        }
    }
    found
}

type Found<'a> = (Concept, String, &'a Notes, Span);

fn changes(amend: &Amend) -> Vec<Found<'_>> {
    let renamings = amend.renamings.iter().map(|each| {
        let verb = if each.reassigns { Concept::ReassignColumn } else { Concept::Rename };
        (verb, format!("{} → {}", each.from.text, each.to.text), &each.notes, each.span)
    });
    let words = amend.rephrasings.iter().map(|each| {
        let what = format!("“{}” → “{}”", each.from, each.to);
        (Concept::Rephrase, what, &each.notes, each.span)
    });
    let passages = amend.passages.iter().map(|each| {
        let what = match each.verb {
            ChangeVerb::Add => format!("原文 “{}”", each.text),
            ChangeVerb::Strike | ChangeVerb::Replace => format!("原文 “{}”", each.anchor),
        };
        (verb(each.verb), what, &each.notes, each.span)
    });
    let entries =
        amend.changes.iter().map(|each| (verb(each.verb), each.target.dotted(), &each.notes, each.span));
    let repeals = amend.repeals.iter().map(|each| {
        let what = each.target.as_ref().map_or("全文".to_owned(), Path::dotted);
        (Concept::Repeal, what, &each.notes, each.span)
    });
    let transitions = amend
        .transitions
        .iter()
        .map(|each| (Concept::Transition, each.who.text.clone(), &each.notes, each.span));
    let version =
        amend.version_by.iter().map(|each| (Concept::VersionBy, each.date.dotted(), &each.notes, each.span));
    let (first, second) = (renamings.chain(words).chain(passages), entries.chain(repeals));
    first.chain(second).chain(transitions).chain(version).collect()
}

fn verb(verb: ChangeVerb) -> Concept {
    match verb {
        ChangeVerb::Add => Concept::Add,
        ChangeVerb::Strike => Concept::Strike,
        ChangeVerb::Replace => Concept::Replace,
    }
}

fn articles(citations: &[Citation]) -> Vec<String> {
    citations.iter().map(|citation| citation.article.clone()).collect()
}
