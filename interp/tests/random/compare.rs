//! Two ways of evaluating one program, held side by side.

use std::fmt::{self, Debug, Display, Formatter};

use heng_interp::eval::{Inputs, Options, Outcome, Precision, Values, evaluate_with};
use heng_interp::program::DefinitionId;
use heng_interp::value::Absence;

use super::program::{Case, Watch};
use super::short::written;

/// Where two evaluations differ.
pub struct Difference {
    /// The definition, by its place; none where the faults differ.
    definition: Option<usize>,
    /// The row.
    row: usize,
    /// What the filter says.
    usual: String,
    /// What exact numbers say.
    exact: String,
    /// What is computed there.
    body: String,
}

impl Display for Difference {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self { row, usual, exact, body, .. } = self;
        match self.definition {
            Some(at) => write!(out, "definition {at}, row {row}: {usual}, exactly {exact}\n{body}"),
            None => write!(out, "fault {row}: {usual}, exactly {exact}"),
        }
    }
}

/// The first difference between the filter and exact numbers; none where all answers are the same.
pub fn difference(case: &Case, inputs: &Inputs, options: Options) -> Option<Difference> {
    let exactly = Options { precision: Precision::Exact, ..Options::default() };
    let usual = evaluate_with(&case.program, inputs, options);
    let exact = evaluate_with(&case.program, inputs, exactly);
    let watched = case.watched.iter().enumerate();
    let of_values =
        watched.filter_map(|(at, watch)| of_definition(case, at, *watch, (&usual, &exact))).next();
    of_values.or_else(|| first(None, String::new, &usual.faults(), &exact.faults()))
}

fn of_definition(
    case: &Case,
    at: usize,
    watch: Watch,
    (usual, exact): (&Outcome<'_>, &Outcome<'_>),
) -> Option<Difference> {
    let id = DefinitionId(u32::try_from(at).ok()?);
    let definition = case.program.definition(id)?;
    let body = || written(&definition.body);
    let rows: Vec<u32> = (0..usual.rows(definition.frame)).collect();
    match watch {
        Watch::YesNo => first(Some(at), body, &usual.yes_no(id), &exact.yes_no(id)),
        Watch::Member => first(Some(at), body, &usual.wholes(id), &exact.wholes(id)),
        Watch::Place => first(Some(at), body, &usual.whole_numbers(id), &exact.whole_numbers(id)),
        Watch::Decimals(places) => {
            let (a, b) = (usual.values(id, &rows), exact.values(id, &rows));
            of_numbers(at, body, places, &a, &b)
        }
    }
}

/// What is rounded is compared; where one of them is too long for a count, the numbers themselves.
fn of_numbers(
    at: usize,
    body: impl Fn() -> String,
    places: u32,
    a: &Values<'_, '_>,
    b: &Values<'_, '_>,
) -> Option<Difference> {
    if let (Some(m), Some(n)) = (a.multiples(places), b.multiples(places)) {
        let count = |counts: &[i64], i: usize| counts.get(if counts.len() == 1 { 0 } else { i }).copied();
        return first(Some(at), body, &each(a, |i| count(&m, i)), &each(b, |i| count(&n, i)));
    }
    let (x, y) = (a.exact(), b.exact());
    first(Some(at), body, &each(a, |i| x.get(i)), &each(b, |i| y.get(i)))
}

/// The number at each position, or why there is none.
fn each<T>(values: &Values<'_, '_>, number: impl Fn(usize) -> T) -> Vec<Result<T, Absence>> {
    (0..values.len()).map(|i| values.absence(i).map_or_else(|| Ok(number(i)), Err)).collect()
}

fn first<T: PartialEq + Debug>(
    definition: Option<usize>,
    body: impl Fn() -> String,
    usual: &[T],
    exact: &[T],
) -> Option<Difference> {
    let row = usual.iter().zip(exact).position(|(a, b)| a != b);
    let row = row.or_else(|| (usual.len() != exact.len()).then(|| usual.len().min(exact.len())))?;
    let shown = |list: &[T]| list.get(row).map_or_else(|| "nothing".to_owned(), |one| format!("{one:?}"));
    Some(Difference { definition, row, usual: shown(usual), exact: shown(exact), body: body() })
}
