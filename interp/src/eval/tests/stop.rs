//! An evaluation that is told to stop comes back at once.

use std::sync::atomic::AtomicBool;

use crate::eval::{Inputs, Options, evaluate_with};
use crate::program::{DefinitionId, Program};

static STOP: AtomicBool = AtomicBool::new(true);

#[test]
fn what_is_left_is_passed_over() {
    let text = "甲 = 1 + 2\n乙 = 甲 × 3\n";
    let source = heng_grammar::source::Source::new(heng_grammar::span::SourceId(0), "例.heng", text);
    let script = heng_grammar::parse(&source).script;
    let compiled = crate::compile::compile(&script, &crate::resolve::NoLibrary, &Default::default());
    let program: Program = compiled.program.expect("a program");
    let inputs = Inputs::default();
    let value = |options: Options| {
        let outcome = evaluate_with(&program, &inputs, options);
        let id: DefinitionId = program.find(&["乙"]).expect("a definition");
        outcome.value(id, 0).as_number().is_some()
    };
    assert!(value(Options::default()));
    assert!(!value(Options { stop: Some(&STOP), ..Options::default() }));
}
