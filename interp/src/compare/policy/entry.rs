//! Entries of blocks that can be changed one at a time.

use heng_grammar::span::Span;
use heng_grammar::tree::{
    BandClass, ChangeBody, Column, Condition, ConditionBody, Move, Notes, ParticipationEntry, ScoreEntry,
    TallyEntry, TallyEntryKind,
};

/// An entry of a block.
pub(super) trait Entry: Clone + std::fmt::Debug {
    /// What it is known by in its list.
    fn name(&self) -> &str;
    /// Its citations.
    fn notes(&self) -> &Notes;
    /// Where it was written.
    fn span(&self) -> Span;
    /// What a change puts there.
    fn body(self) -> ChangeBody;
    /// Its own entries, where it is a group.
    fn children(&self) -> Option<&[Self]> {
        None
    }
    /// Without its own entries.
    #[must_use]
    fn bare(self) -> Self {
        self
    }
}

/// An entry with a name, notes and a place of its own; and what makes it a group.
macro_rules! named_entry {
    ($entry:ident, $name:ident, $body:ident $(, $group:item)*) => {
        impl Entry for $entry {
            fn name(&self) -> &str {
                &self.$name.text
            }
            fn notes(&self) -> &Notes {
                &self.notes
            }
            fn span(&self) -> Span {
                self.span
            }
            fn body(self) -> ChangeBody {
                ChangeBody::$body(self)
            }
            $($group)*
        }
    };
}

named_entry!(Column, name, Column);
named_entry!(Move, name, Move);
named_entry!(BandClass, class, BandClass);
named_entry!(ParticipationEntry, name, Participation);

named_entry!(
    ScoreEntry,
    name,
    ScoreEntry,
    fn children(&self) -> Option<&[Self]> {
        self.entries.as_deref()
    },
    fn bare(mut self) -> Self {
        self.entries.iter_mut().for_each(Vec::clear);
        self
    }
);

impl Entry for TallyEntry {
    fn name(&self) -> &str {
        match &self.kind {
            TallyEntryKind::Item { name, .. } | TallyEntryKind::Group { name, .. } => &name.text,
            TallyEntryKind::Reading(reading) => &reading.name.text,
        }
    }

    fn notes(&self) -> &Notes {
        &self.notes
    }

    fn span(&self) -> Span {
        self.span
    }

    fn body(self) -> ChangeBody {
        ChangeBody::TallyEntry(self)
    }

    fn children(&self) -> Option<&[Self]> {
        match &self.kind {
            TallyEntryKind::Group { entries, .. } => Some(entries),
            TallyEntryKind::Item { .. } | TallyEntryKind::Reading(_) => None,
        }
    }

    fn bare(mut self) -> Self {
        if let TallyEntryKind::Group { entries, .. } = &mut self.kind {
            entries.clear();
        }
        self
    }
}

named_entry!(
    Condition,
    name,
    Condition,
    fn children(&self) -> Option<&[Self]> {
        match &self.body {
            ConditionBody::Group(group) => Some(&group.entries),
            ConditionBody::Test(_) => None,
        }
    },
    fn bare(mut self) -> Self {
        if let ConditionBody::Group(group) = &mut self.body {
            group.entries.clear();
        }
        self
    }
);
