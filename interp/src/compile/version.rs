//! The text of one day: which day an example is for, what has been put out of force.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Example, ExprKind, ItemKind};

use crate::program::{Node, Program};
use crate::resolve::{Documents, version};
use crate::value::{Absence, Date, Value};

/// The day of `定 评价日 = 2023-05-31`: an example is for the text of that day.
pub(super) fn day_of_example(example: &Example) -> Option<Date> {
    example.binds.iter().find_map(|bind| match (bind.target.names.as_slice(), &*bind.value.kind) {
        ([name], ExprKind::Date { year, month, day }) if matches!(name.text.as_str(), "评价日" | "as_of") => {
            version::date(*year, *month, *day)
        }
        _ => None,
    })
}

/// The warning that a run without a day takes all dated amendments as in force.
pub(super) fn unchosen(documents: &Documents) -> Option<Diagnostic> {
    let dated =
        documents.list.iter().flat_map(|document| &document.script.items).find(|item| match &item.kind {
            ItemKind::Amend(amend) => amend.effective_from.is_some() || amend.effective_to.is_some(),
            _ => false,
        })?;
    let turns = version::turns(&documents.list);
    (!turns.is_empty()).then(|| crate::resolve::no_day(dated.header, &turns))
}

/// Takes the bodies of what is no longer in force away: it has no value, and says that it does not apply.
pub(super) fn put_out_of_force(program: &mut Program, documents: &Documents) {
    for (space, repealed) in &documents.repealed {
        let prefix = documents.spaces.get(space.0).map(|names| names.prefix.clone()).unwrap_or_default();
        for definition in &mut program.definitions {
            let own = definition.path.strip_prefix(prefix.as_slice());
            let is = own.and_then(|path| path.first()).is_some_and(|first| repealed.values.contains(first));
            if is {
                *definition.body.node = Node::Constant(Value::Absent(Absence::NotApplicable));
            }
        }
    }
}
