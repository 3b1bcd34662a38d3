//! Members of a choice by any of their names.

use heng_interp::suggest::nearest;
use heng_interp::table::{Cell, ChoiceRule, ColumnRule};

use super::{CellResult, fault};
use crate::fold::comparable;
use crate::raw::Raw;

/// The names of a choice's members, sorted.
#[derive(Default)]
pub struct Choices {
    names: Vec<(String, u16)>,
}

impl Choices {
    /// All names of `rule`; a name beats another member's alias.
    pub fn new(rule: &ChoiceRule) -> Self {
        let numbered = || (0_u16..).zip(&rule.members);
        let own = numbered().map(|(i, m)| (comparable(&m.name), i));
        let others = numbered().flat_map(|(i, m)| m.aliases.iter().map(move |a| (comparable(a), i)));
        let mut names: Vec<(String, u16)> = own.chain(others).collect();
        names.sort_by(|a, b| a.0.cmp(&b.0));
        names.dedup_by(|later, first| later.0 == first.0);
        Self { names }
    }

    /// Reads a cell.
    pub fn read<'a>(&self, rule: &ColumnRule, choice: &ChoiceRule, raw: &Raw<'a>) -> CellResult<'a> {
        if let Raw::Text(written) = raw
            && let Some(member) = self.find(written.trim())
        {
            return Ok(Cell::Choice(member));
        }
        let text = raw.shown();
        self.find(&comparable(&text)).map(Cell::Choice).ok_or_else(|| {
            let names = choice.members.iter().flat_map(|m| std::iter::once(&m.name).chain(&m.aliases));
            fault::not_a_member(rule, &text, &nearest(&text, names.map(String::as_str)))
        })
    }

    fn find(&self, name: &str) -> Option<u16> {
        let at = self.names.binary_search_by(|(n, _)| n.as_str().cmp(name)).ok()?;
        self.names.get(at).map(|(_, member)| *member)
    }
}
