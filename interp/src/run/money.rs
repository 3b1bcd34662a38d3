//! Amounts of money that are written must end.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::result::{selected, tables};
use crate::eval::Outcome;
use crate::program::{Core, Kind, Output, Program};

/// How many rows are looked at at a time.
const AT_ONCE: usize = 4096;

/// H0912: amounts of money that would be written and neither end nor are rounded: nobody can pay a third of a fen.
pub fn unrounded_money(outcome: &Outcome<'_>) -> Vec<Diagnostic> {
    let program = outcome.program();
    let mut reports = Vec::new();
    let mut told: Vec<Span> = Vec::new();
    for output in tables(program).into_iter().flatten() {
        let money = output.columns.iter().filter(|c| c.shown.is_none() && is_money(program, &c.value));
        for column in money {
            let endless = endless(outcome, output, &column.value);
            if endless > 0 && !told.contains(&column.value.span) {
                told.push(column.value.span);
                reports.push(endless_money(&column.name, column.value.span, endless));
            }
        }
    }
    reports
}

/// For how many rows of an output the decimals of a value do not end.
fn endless(outcome: &Outcome<'_>, output: &Output, value: &Core) -> usize {
    let rows = selected(outcome, output);
    let evaluator = outcome.evaluator(value, output.frame);
    let pieces: Vec<&[u32]> = rows.chunks(AT_ONCE).collect();
    let counts = crate::parallel::deep(|| {
        crate::parallel::each(outcome.threads(), pieces.len(), |at| {
            pieces.get(at).map_or(0, |rows| evaluator.rows(rows).endless())
        })
    });
    counts.into_iter().sum()
}

fn endless_money(name: &str, span: Span, count: usize) -> Diagnostic {
    Diagnostic::error(
        912,
        format!("金额「{name}」除不尽又没有取整，有 {count} 个写不完的数"),
        format!("the amount `{name}` neither ends nor is rounded: {count} numbers cannot be written in full"),
    )
    .at(span, "这里算出的金额", "the amount computed here")
    .help(
        "在它的定义后面写 保留 2 位 或 精确到 0.01 元，说明零头怎样处理。",
        "say how it is rounded in its definition: 保留 2 位 or 精确到 0.01 元.",
    )
}

/// Whether an expression is an amount of money: its unit has the dimension of 元, to the power of one.
pub(crate) fn is_money(program: &Program, core: &Core) -> bool {
    let Kind::Number(number) = &core.ty.kind else { return false };
    number.unit.single().is_some_and(|unit| program.unit_name(unit).ends_with('元'))
}
