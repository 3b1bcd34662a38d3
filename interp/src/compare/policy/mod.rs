//! What is different between two policies, entry by entry, as edits that can be made one at a time: the way to say which
//! article moved a row.
//!
//! Documents are compared after their amendments have been carried out, so that it does not matter whether a rule was
//! written anew or amended. Entries are the same where their trees are, wherever they stand and however they are laid out.

mod depends;
mod edit;
mod entries;
mod entry;
mod fingerprint;
mod found;
#[cfg(test)]
mod tests;

use heng_grammar::span::Span;
use heng_grammar::tree::{ChangeVerb, Citation, Item};

pub use depends::{dependents, needs};

use crate::resolve::Documents;
use edit::Edit;

/// One difference between two policies.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyChange {
    /// What is done to the earlier policy.
    pub kind: PolicyChangeKind,
    /// `最终等级.环保处罚`: the entry, and the part of it.
    pub path: String,
    /// The articles of the entry as the later policy has it; as the earlier one has it where it is struck.
    pub articles: Vec<String>,
    /// The entry in the texts of the earlier policy.
    pub before: Option<Span>,
    /// The entry in the texts of the later policy.
    pub after: Option<Span>,
    /// How it is made.
    edit: Edit,
}

/// What a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyChangeKind {
    /// Only the later policy has the entry.
    Added,
    /// Only the earlier one has it.
    Struck,
    /// Both have it, and it says something else.
    Replaced,
    /// The same entries of a block in another order, where the order matters.
    Reordered,
}

impl PolicyChangeKind {
    /// What it is called: (Chinese, English).
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Added => ("增", "added"),
            Self::Struck => ("删", "struck"),
            Self::Replaced => ("改", "changed"),
            Self::Reordered => ("换次序", "reordered"),
        }
    }

    fn of(verb: ChangeVerb) -> Self {
        match verb {
            ChangeVerb::Add => Self::Added,
            ChangeVerb::Strike => Self::Struck,
            ChangeVerb::Replace => Self::Replaced,
        }
    }
}

/// Everything in which the rules of `after` differ from those of `before`. Examples, checks, outputs, titles and
/// documentation are no rules.
pub fn policy_changes(before: &Documents, after: &Documents) -> Vec<PolicyChange> {
    let (old, new) = (found::found(before), found::found(after));
    let mut changes = Vec::new();
    for one in &new {
        match old.iter().find(|other| other.key == one.key) {
            None => changes.push(PolicyChange {
                kind: PolicyChangeKind::Added,
                path: one.key.path(),
                articles: articles(&one.item.notes.citations),
                before: None,
                after: Some(one.item.span),
                edit: Edit::Add(one.key.clone(), Box::new(one.item.clone())),
            }),
            Some(other) => entries::compare(&one.key, other.item, one.item, &mut changes),
        }
    }
    for one in old.iter().filter(|one| !new.iter().any(|other| other.key == one.key)) {
        changes.push(PolicyChange {
            kind: PolicyChangeKind::Struck,
            path: one.key.path(),
            articles: articles(&one.item.notes.citations),
            before: Some(one.item.span),
            after: None,
            edit: Edit::Strike(one.key.clone(), Box::new(one.item.clone())),
        });
    }
    changes
}

/// Makes some of the changes in a copy of the earlier policy.
pub fn with_changes<'c>(
    before: &Documents,
    changes: impl IntoIterator<Item = &'c PolicyChange>,
) -> Documents {
    let mut documents = before.clone();
    for change in changes {
        change.edit.make(&mut documents);
    }
    documents
}

fn articles(citations: &[Citation]) -> Vec<String> {
    citations.iter().map(|citation| citation.article.clone()).collect()
}

/// An entry that was replaced as a whole.
fn replaced(key: &found::Key, old: &Item, new: &Item, edit: Edit) -> PolicyChange {
    PolicyChange {
        kind: PolicyChangeKind::Replaced,
        path: key.path(),
        articles: articles(&new.notes.citations),
        before: Some(old.span),
        after: Some(new.span),
        edit,
    }
}
