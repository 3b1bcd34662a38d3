//! Ledgers in a summary: what each parted, and who got how much, a year a line.

use dashu_ratio::RBig;

use crate::eval::Outcome;
use crate::number::print;
use crate::program::{DefinitionId, Frame, Kind, Party, Program};

/// What a ledger or an allocation parted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerSummary {
    /// 土地出让
    pub name: String,
    /// 万元
    pub unit: String,
    /// Who got something, in the order of the lines; the rows of a table are called by its name.
    pub parties: Vec<String>,
    /// Per year what it parted and who got how much.
    pub years: Vec<LedgerYear>,
}

/// A year of a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerYear {
    /// Absent where the ledger is not by years.
    pub year: Option<i32>,
    /// What it parted.
    pub total: String,
    /// Per party how much it got; nothing where no line of the year is for it.
    pub parties: Vec<Option<String>>,
    /// How many amounts have no value, though they apply.
    pub without_value: u64,
}

/// The ledgers of a run, in the order declared.
pub(super) fn ledgers(outcome: &Outcome<'_>) -> Vec<LedgerSummary> {
    let program = outcome.program();
    let mut names: Vec<&str> = Vec::new();
    for posting in &program.postings {
        if !names.contains(&posting.source.as_str()) {
            names.push(&posting.source);
        }
    }
    names.into_iter().map(|name| ledger(outcome, name)).collect()
}

fn ledger(outcome: &Outcome<'_>, name: &str) -> LedgerSummary {
    let program = outcome.program();
    let postings: Vec<_> = program
        .postings
        .iter()
        .filter(|posting| posting.source == name && program.reports(posting.year))
        .collect();
    let mut parties: Vec<String> = Vec::new();
    let mut years: Vec<Option<i32>> = Vec::new();
    for posting in &postings {
        let party = party(program, &posting.party, posting.frame);
        if !parties.contains(&party) {
            parties.push(party);
        }
        if !years.contains(&posting.year) {
            years.push(posting.year);
        }
    }
    years.sort_unstable();
    let of_year = |year: &Option<i32>| {
        let own = postings.iter().filter(|posting| posting.year == *year);
        let mut without_value = 0;
        let mut sums: Vec<Option<RBig>> = vec![None; parties.len()];
        for posting in own {
            let party = party(program, &posting.party, posting.frame);
            let (sum, absent) = sum(outcome, posting.amount, posting.frame);
            without_value += absent;
            let place = parties.iter().position(|known| *known == party);
            if let Some(slot) = place.and_then(|at| sums.get_mut(at)) {
                *slot = Some(slot.take().unwrap_or_default() + sum);
            }
        }
        let sources = program.posted_sources.iter();
        let sources = sources.filter(|source| source.source == name && source.year == *year);
        let total = sources.fold(None, |total: Option<RBig>, source| {
            Some(total.unwrap_or_default() + sum(outcome, source.amount, source.frame).0)
        });
        let total = total.unwrap_or_else(|| sums.iter().flatten().cloned().fold(RBig::ZERO, |a, b| a + b));
        let text = |sum: &RBig| print(sum).text;
        LedgerYear {
            year: *year,
            total: text(&total),
            parties: sums.iter().map(|sum| sum.as_ref().map(text)).collect(),
            without_value,
        }
    };
    let mut years: Vec<LedgerYear> = years.iter().map(of_year).collect();
    align(&mut years);
    let unit = postings.first().map(|posting| unit(program, posting.amount)).unwrap_or_default();
    LedgerSummary { name: name.to_owned(), unit, years, parties }
}

/// Gives all amounts of a ledger as many decimals as the longest has.
fn align(years: &mut [LedgerYear]) {
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let texts =
        years.iter().flat_map(|year| std::iter::once(&year.total).chain(year.parties.iter().flatten()));
    let most = texts.map(|text| decimals(text)).max().unwrap_or_default();
    let texts = years
        .iter_mut()
        .flat_map(|year| std::iter::once(&mut year.total).chain(year.parties.iter_mut().flatten()));
    for text in texts {
        let own = decimals(text);
        if own == 0 && most > 0 {
            text.push('.');
        }
        text.extend(std::iter::repeat_n('0', most - own));
    }
}

fn party(program: &Program, party: &Party, frame: Frame) -> String {
    match (party, frame) {
        (Party::Named(name), _) => name.clone(),
        (Party::Row, Frame::Rows(table)) => {
            program.tables.get(table.index()).map(|table| table.name.clone()).unwrap_or_default()
        }
        (Party::Row, Frame::Whole) => String::new(),
    }
}

/// The sum of a definition over its rows, and how many of them have no value though it applies to them.
fn sum(outcome: &Outcome<'_>, id: DefinitionId, frame: Frame) -> (RBig, u64) {
    let rows: Vec<u32> = (0..outcome.rows(frame)).collect();
    let values = outcome.values(id, &rows);
    let mut total = RBig::ZERO;
    let mut absent = 0;
    for at in 0..values.len() {
        match (values.value(at).as_number(), values.absence(at)) {
            (Some(number), _) => total += number.clone(),
            (None, Some(crate::value::Absence::NotApplicable)) => {}
            (None, _) => absent += 1,
        }
    }
    (total, absent)
}

fn unit(program: &Program, id: DefinitionId) -> String {
    match program.definition(id).map(|definition| &definition.body.ty.kind) {
        Some(Kind::Number(number)) => program.units.text(&number.unit),
        _ => String::new(),
    }
}
