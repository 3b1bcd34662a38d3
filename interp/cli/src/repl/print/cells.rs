//! Values of an expression as the cells of a table.

use heng_grammar::diagnostic::Language;
use heng_interp::eval::{Outcome, Values};
use heng_interp::number::Printed;
use heng_interp::program::{Core, Frame, Kind};
use heng_interp::value::{Absence, Date};

use super::grid::Cell;

/// The values of an expression for some rows, and what is worth knowing of all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// One for each row.
    pub cells: Vec<Cell>,
    /// How many figures do not end, and are written to 12 significant digits.
    pub endless: usize,
    /// How many rows have no value, and why: missing, not applicable, undecided.
    pub absent: [usize; 3],
    /// Of yes/no and choices, how many rows have each value, in the order of the values.
    pub counts: Vec<(String, usize)>,
}

impl Cells {
    /// Those of an expression for some rows of its frame, with so many decimals where `shown` says.
    pub fn of(
        outcome: &Outcome<'_>,
        (core, shown): (&Core, Option<u32>),
        (frame, rows): (Frame, &[u32]),
        language: Language,
    ) -> Self {
        let values = outcome.evaluate(core, frame, rows);
        let digits = |text| Printed { text, terminates: true };
        let printed: Vec<Option<Printed>> = match shown {
            Some(places) => values.fixed(places).into_iter().map(|text| text.map(digits)).collect(),
            None => values.printed(),
        };
        let mut made = Self::default();
        for at in 0..rows.len() {
            if let Some(why) = values.absence(at) {
                made.cells.push(Cell::None(absence(why, language).to_owned()));
                made.absent = counted(made.absent, why);
                continue;
            }
            let text = match printed.get(at).and_then(Option::as_ref) {
                Some(printed) => {
                    made.endless += usize::from(!printed.terminates);
                    printed.text.clone()
                }
                None => other(outcome, (&values, at), &core.ty.kind, language),
            };
            made.cells.push(Cell::There(text));
        }
        made.counts = made.by_value(outcome, &core.ty.kind, language);
        made
    }

    /// How many rows have no value.
    pub fn without(&self) -> usize {
        self.absent.iter().sum()
    }

    fn by_value(&self, outcome: &Outcome<'_>, kind: &Kind, language: Language) -> Vec<(String, usize)> {
        let values: Vec<String> = match kind {
            Kind::YesNo => [true, false].map(|answer| yes_no(answer, language).to_owned()).into(),
            Kind::Choice(id) => outcome.program().choice(*id).map(|c| c.members.clone()).unwrap_or_default(),
            _ => return Vec::new(),
        };
        let count = |value: String| {
            let own = |cell: &&Cell| matches!(cell, Cell::There(text) if *text == value);
            let count = self.cells.iter().filter(own).count();
            (value, count)
        };
        values.into_iter().map(count).filter(|(_, count)| *count > 0).collect()
    }
}

/// One more row without a value.
pub fn counted([missing, not_applicable, undecided]: [usize; 3], why: Absence) -> [usize; 3] {
    match why {
        Absence::Missing => [missing + 1, not_applicable, undecided],
        Absence::NotApplicable => [missing, not_applicable + 1, undecided],
        Absence::Undecided => [missing, not_applicable, undecided + 1],
    }
}

/// `缺失`, `missing`
pub fn absence(why: Absence, language: Language) -> &'static str {
    let (zh, en) = why.words();
    if language == Language::Chinese { zh } else { en }
}

/// `是`, `yes`
pub fn yes_no(answer: bool, language: Language) -> &'static str {
    match (answer, language) {
        (true, Language::Chinese) => "是",
        (false, Language::Chinese) => "否",
        (true, Language::English) => "yes",
        (false, Language::English) => "no",
    }
}

/// A value that is no number.
fn other(
    outcome: &Outcome<'_>,
    (values, at): (&Values<'_, '_>, usize),
    kind: &Kind,
    language: Language,
) -> String {
    let whole = values.whole(at);
    let place = || whole.and_then(|whole| usize::try_from(whole).ok());
    match kind {
        Kind::YesNo => {
            values.yes_no(at).map(|answer| yes_no(answer, language).to_owned()).unwrap_or_default()
        }
        Kind::Date => whole.and_then(Date::from_days).map(|date| date.to_string()).unwrap_or_default(),
        Kind::Year => whole.map(|year| year.to_string()).unwrap_or_default(),
        Kind::Choice(id) => {
            let members = outcome.program().choice(*id).map(|choice| choice.members.as_slice());
            place().and_then(|at| members?.get(at)).cloned().unwrap_or_default()
        }
        Kind::Reference(id) => {
            let row = whole.and_then(|row| u32::try_from(row).ok());
            row.and_then(|row| outcome.table(*id)?.key_and_name(row)).unwrap_or_default()
        }
        Kind::Text | Kind::Unknown | Kind::Number(_) => values.text(at).unwrap_or_default().to_owned(),
    }
}
