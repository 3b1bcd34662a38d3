//! Adding to, striking from and replacing in a list of named entries.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Change, ChangeVerb, Name};

use super::report;

/// An entry that can be named by a change.
pub trait Named {
    /// Its name, if it has one.
    fn name(&self) -> Option<&str>;

    /// Whether one of the two can stand in the place of the other: a choice and a value may share a name.
    fn shares_names_with(&self, _other: &Self) -> bool {
        true
    }
}

/// Carries out `change` on the entry `name` of `list`; `body` is there for 增 and 换.
pub fn change<T: Named>(
    list: &mut Vec<T>,
    name: &Name,
    body: Option<T>,
    change: &Change,
) -> Result<(), Diagnostic> {
    let same = |entry: &T| body.as_ref().is_none_or(|body| entry.shares_names_with(body));
    let position = list.iter().position(|entry| entry.name() == Some(name.text.as_str()) && same(entry));
    match (change.verb, body) {
        (ChangeVerb::Strike, _) => {
            let index = position.ok_or_else(|| no_such_item(list, name, change))?;
            list.remove(index);
            Ok(())
        }
        (ChangeVerb::Replace, Some(body)) => {
            let index = position.ok_or_else(|| no_such_item(list, name, change))?;
            if let Some(slot) = list.get_mut(index) {
                *slot = body;
            }
            Ok(())
        }
        (ChangeVerb::Add, Some(body)) => {
            if position.is_some() {
                return Err(report::already_there(change, name));
            }
            let index = insertion(list, change)?;
            list.insert(index, body);
            Ok(())
        }
        (ChangeVerb::Add | ChangeVerb::Replace, None) => Err(report::unreadable(change)),
    }
}

/// Where an addition goes: at its anchor, else at the end.
fn insertion<T: Named>(list: &[T], change: &Change) -> Result<usize, Diagnostic> {
    let Some(place) = &change.place else { return Ok(list.len()) };
    let anchor =
        position(list, &place.anchor.text).ok_or_else(|| no_such_item(list, &place.anchor, change))?;
    Ok(if place.after { anchor + 1 } else { anchor })
}

fn position<T: Named>(list: &[T], name: &str) -> Option<usize> {
    list.iter().position(|entry| entry.name() == Some(name))
}

fn no_such_item<T: Named>(list: &[T], name: &Name, change: &Change) -> Diagnostic {
    let known: Vec<String> = list.iter().filter_map(|entry| entry.name().map(str::to_owned)).collect();
    report::no_such_item(change, name, &known)
}
