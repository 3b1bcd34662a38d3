//! Entering the documents into a context.

use heng_grammar::tree::ItemKind;

use super::{ExampleTree, MAIN, placed};
use crate::lower::reading::Override;
use crate::lower::symbols::Space;
use crate::lower::{Context, Placed};
use crate::resolve::{Documents, Options};

impl<'t> Context<'t> {
    /// Makes the spaces, declares all names but those of definitions and blocks, and gives the entries with their
    /// places.
    pub(crate) fn enter(
        &mut self,
        documents: &'t Documents,
        options: &'t Options,
        example: Option<&'t ExampleTree>,
    ) -> Vec<Placed<'t>> {
        self.spaces = documents
            .spaces
            .iter()
            .map(|names| Space::seen_under(names.prefix.clone(), names.inner.clone()))
            .collect();
        let parts = documents
            .repealed
            .iter()
            .flat_map(|(space, repealed)| repealed.parts.iter().map(|path| (*space, path.clone())));
        self.repealed = parts.collect();
        self.collect_overrides(documents, options, example);
        // Units first: the types of everything else name them.
        for units_only in [true, false] {
            for document in &documents.list {
                let items = document.script.items.iter();
                for item in items.filter(|i| matches!(i.kind, ItemKind::Unit(_)) == units_only) {
                    self.declare_name(item, document.space);
                }
            }
        }
        self.declare_axis(documents);
        // Then what is made of tables.
        for document in &documents.list {
            for item in &document.script.items {
                if let ItemKind::Rollup(rollup) = &item.kind {
                    self.name_rollup(rollup, item, document.space);
                }
            }
        }
        let entries = placed(documents, self);
        // Lookups may stand inside 对 too.
        for entry in entries.iter().filter(|e| e.frame != crate::program::Frame::Whole) {
            if matches!(entry.item.kind, ItemKind::Lookup(_)) {
                self.declare_name(entry.item, entry.space);
            }
        }
        self.alias_members(&entries);
        self.declare_columns(&entries);
        self.declare_figures(&entries);
        self.declare_inputs(&entries);
        entries
    }

    /// 定 and 取, strongest first: from outside, of the example, of the main document, of those it uses.
    fn collect_overrides(
        &mut self,
        documents: &'t Documents,
        options: &'t Options,
        example: Option<&'t ExampleTree>,
    ) {
        let outside = |tree| Override { tree, space: MAIN, notes: None };
        self.overrides.takes.extend(options.takes.iter().map(outside));
        let of_example = |tree, space| Override { tree, space, notes: None };
        let takes = example.into_iter().flat_map(|e| e.example.takes.iter().map(|t| (t, e.space)));
        self.overrides.takes.extend(takes.map(|(tree, space)| of_example(tree, space)));
        let outside = |tree| Override { tree, space: MAIN, notes: None };
        self.overrides.binds.extend(options.binds.iter().map(outside));
        let of_example = |tree, space| Override { tree, space, notes: None };
        let binds = example.into_iter().flat_map(|e| e.example.binds.iter().map(|b| (b, e.space)));
        self.overrides.binds.extend(binds.map(|(tree, space)| of_example(tree, space)));
        for document in documents.list.iter().rev() {
            let space = document.space;
            for item in &document.script.items {
                let notes = Some(&item.notes);
                match &item.kind {
                    ItemKind::Take(tree) => self.overrides.takes.push(Override { tree, space, notes }),
                    ItemKind::Bind(tree) => self.overrides.binds.push(Override { tree, space, notes }),
                    _ => {}
                }
            }
        }
    }
}
