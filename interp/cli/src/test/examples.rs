//! One example, compiled and run.

use heng_grammar::diagnostic::Diagnostic;
use heng_interp::example::{Failure, Verdict, run_example};
use heng_interp::program::Program;
use heng_interp::resolve::Options;

use super::Tested;
use crate::Exit;
use crate::compile::Parsed;
use crate::project::{Project, Texts};
use crate::run::example_parameters;

/// Runs the example that `options` ask for.
pub(super) fn run(tested: &mut Tested, parsed: &Parsed, texts: &Texts, options: &Options, project: &Project) {
    let compiled = parsed.compile(texts, options);
    let (Some(program), Some(example)) = (&compiled.program, &compiled.example) else {
        tested.diagnostics.extend(compiled.diagnostics.into_iter().filter(Diagnostic::is_error));
        tested.exit = tested.exit.and(Exit::Script);
        return;
    };
    let set = match example_parameters(program, project) {
        Ok(set) => set,
        Err(trouble) => {
            tested.diagnostics.extend(trouble.diagnostics);
            tested.exit = tested.exit.and(trouble.exit);
            return;
        }
    };
    let verdict = run_example(program, example, &set);
    if !verdict.passed() {
        tested.exit = tested.exit.and(Exit::Failed);
        tested.diagnostics.extend(reports(program, &verdict));
    }
    tested.examples.push(verdict);
}

fn reports(program: &Program, verdict: &Verdict) -> Vec<Diagnostic> {
    let faults = verdict.faults.iter().map(heng_interp::table::fault::DataFault::to_diagnostic);
    let unset = verdict.unset.iter().filter_map(|id| program.parameters.get(id.index())).map(|note| {
        Diagnostic::error(
            921,
            format!("算例「{}」要用到「{}」，没有给出", verdict.title, note.name),
            format!("the example `{}` needs `{}`, which is not set", verdict.title, note.name),
        )
        .help(
            format!("在算例里写 定 {} = …。", note.name),
            format!("write 定 {} = … in the example.", note.name),
        )
    });
    let failures = verdict.failures.iter().map(|failure| failed(&verdict.title, failure));
    faults.chain(unset).chain(failures).collect()
}

/// H0920: an expectation that did not come out.
fn failed(title: &str, failure: &Failure) -> Diagnostic {
    let (zh, en) = match &failure.expected {
        Some(expected) => (
            format!("应得 {expected}，算出的是 {}", failure.found),
            format!("expected {expected}, found {}", failure.found),
        ),
        None => {
            (format!("这一条不成立（{}）", failure.found), format!("this does not hold ({})", failure.found))
        }
    };
    let mut report =
        Diagnostic::error(920, format!("算例「{title}」没有通过"), format!("the example `{title}` fails"))
            .at(failure.span, zh, en);
    if !failure.cells.is_empty() {
        let cells: Vec<String> =
            failure.cells.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        report = report.help(
            format!("任意填的列里，这样填就不成立：{}", cells.join("，")),
            format!("it fails when a column left open holds: {}", cells.join(", ")),
        );
    }
    for fault in &failure.faults {
        let title = &fault.complaint.title;
        report =
            report.help(format!("算的时候还发现：{}", title.zh), format!("found on the way: {}", title.en));
    }
    report
}
