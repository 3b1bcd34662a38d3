//! The text of one day: which day an example is for, what has been put out of force.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Example, ExprKind};

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
    let turns = version::turns(&documents.list);
    let mut documents = documents.list.iter().rev();
    let span = documents.find_map(|document| version::amendments(&document.script).next())?.1;
    (!turns.is_empty()).then(|| crate::resolve::no_day(span, &turns))
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

/// Adds what is wrong with the text of another day. That a document is not in force then is no fault of the script.
pub(super) fn add_faults(compiled: &mut super::Compiled, faults: Vec<Diagnostic>, day: Date) {
    if faults.iter().any(|fault| matches!(fault.code.0, 731 | 732)) {
        return;
    }
    for fault in faults.into_iter().filter(Diagnostic::is_error) {
        let same = |other: &Diagnostic| {
            other.code == fault.code
                && other.labels.first().map(|l| l.span) == fault.labels.first().map(|l| l.span)
        };
        if !compiled.diagnostics.iter().any(same) {
            let fault = fault
                .help(format!("以 {day} 的文本为准时才有这个错"), format!("it is so in the text of {day}"));
            compiled.diagnostics.push(fault);
            compiled.program = None;
        }
    }
}
