//! `停止执行`: what has no value any more.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Change, ChangeVerb, Item, ItemKind, Repeal, Script};

use super::{apply, block, report};

/// What an amendment has put out of force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repealed {
    /// The names of definitions and blocks: they stay, and have no value.
    pub values: Vec<String>,
    /// The paths of parts of blocks: they are struck, and what names them has no value.
    pub parts: Vec<Vec<String>>,
}

/// Carries out a repeal.
pub fn repeal(repeal: &Repeal, scripts: &mut [Script], repealed: &mut Repealed) -> Result<(), Diagnostic> {
    let Some(target) = &repeal.target else {
        repealed.values.extend(scripts.iter().flat_map(|script| names(&script.items)));
        return Ok(());
    };
    let Some((first, inner)) = target.names.split_first() else { return Ok(()) };
    if inner.is_empty() {
        let known: Vec<String> = scripts.iter().flat_map(|script| names(&script.items)).collect();
        if !known.contains(&first.text) {
            return Err(report::no_such_block(first, &known));
        }
        repealed.values.push(first.text.clone());
        return Ok(());
    }
    let strike = Change {
        verb: ChangeVerb::Strike,
        target: target.clone(),
        body: None,
        place: None,
        notes: repeal.notes.clone(),
        span: repeal.span,
    };
    apply(&strike, scripts)?;
    repealed.parts.push(target.names.iter().map(|name| name.text.clone()).collect());
    Ok(())
}

/// The names of what has a value: definitions, readings and blocks, those of `对` included.
fn names(items: &[Item]) -> Vec<String> {
    let mut found = Vec::new();
    for item in items {
        match &item.kind {
            ItemKind::For(inner) => found.extend(names(&inner.items)),
            ItemKind::Policy(_)
            | ItemKind::Choice(_)
            | ItemKind::Set(_)
            | ItemKind::Unit(_)
            | ItemKind::Table(_)
            | ItemKind::Participation(_)
            | ItemKind::Lookup(_)
            | ItemKind::Open(_)
            | ItemKind::Decision(_)
            | ItemKind::Parameter(_)
            | ItemKind::RowSet(_) => {}
            _ => found.extend(block::name_of(item).map(str::to_owned)),
        }
    }
    found
}
