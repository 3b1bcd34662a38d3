//! Which documents share their names: as [`crate::resolve::load`] has it, of documents as they were written.

use std::collections::BTreeMap;

use heng_grammar::span::SourceId;
use heng_grammar::tree::ItemKind;

use super::{SpaceIndex, Text};

/// The names of documents joined by a plain `引用`.
#[derive(Clone, Debug, Default)]
pub struct Space {
    /// The names under which the main document sees it.
    pub prefix: Vec<String>,
    /// 引用 … 为 X
    pub inner: BTreeMap<String, SpaceIndex>,
}

/// The spaces, the main one first, and whose names each document shares.
pub(super) fn spaces(texts: &[Text<'_>]) -> (Vec<Space>, BTreeMap<SourceId, SpaceIndex>) {
    let mut made = Spaces { texts, spaces: vec![Space::default()], documents: BTreeMap::new() };
    if let Some(main) = texts.first() {
        made.add(main, SpaceIndex(0));
    }
    // A document that none uses: its names are seen by itself alone.
    for text in texts {
        if !made.documents.contains_key(&text.source.id()) {
            let own = SpaceIndex(made.spaces.len());
            made.spaces.push(Space::default());
            made.add(text, own);
        }
    }
    (made.spaces, made.documents)
}

struct Spaces<'a, 't> {
    texts: &'a [Text<'t>],
    spaces: Vec<Space>,
    documents: BTreeMap<SourceId, SpaceIndex>,
}

impl Spaces<'_, '_> {
    fn add(&mut self, text: &Text<'_>, space: SpaceIndex) {
        if self.documents.insert(text.source.id(), space).is_some() {
            return;
        }
        for item in &text.script.items {
            let ItemKind::Use(used) = &item.kind else { continue };
            let path = used.path.dotted();
            let inner = match &used.alias {
                Some(alias) => self.inner(space, &alias.text),
                None => space,
            };
            let found = self.texts.iter().find(|other| other.path == path);
            if let Some(other) = found.filter(|other| !self.documents.contains_key(&other.source.id())) {
                self.add(other, inner);
            }
        }
    }

    fn inner(&mut self, space: SpaceIndex, name: &str) -> SpaceIndex {
        let new = SpaceIndex(self.spaces.len());
        let Some(outer) = self.spaces.get_mut(space.0) else { return space };
        if let Some(there) = outer.inner.get(name) {
            return *there;
        }
        outer.inner.insert(name.to_owned(), new);
        let prefix = outer.prefix.iter().cloned().chain([name.to_owned()]).collect();
        self.spaces.push(Space { prefix, inner: BTreeMap::new() });
        new
    }
}
