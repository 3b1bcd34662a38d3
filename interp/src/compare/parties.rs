//! Who gets how much: what ledgers and allocations post, by party and year. Each district is a party of its own.

use std::collections::BTreeMap;

use dashu_ratio::RBig;

use super::Standings;
use super::amounts::texts;
use crate::eval::Outcome;
use crate::program::{Frame, Kind, Party, Posting};
use crate::value::Value;

/// What one party gets from one source in one year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    /// The ledger or the allocation: 土地出让
    pub source: String,
    /// Of which year.
    pub year: Option<i32>,
    /// 市, or the key of a district.
    pub party: String,
}

/// What all parties get, each in the unit of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Per share its amount.
    pub amounts: BTreeMap<Share, RBig>,
    /// Per source its unit.
    pub units: BTreeMap<String, String>,
}

impl Shares {
    /// All that the ledgers of a run post.
    pub(super) fn of(outcome: &Outcome<'_>) -> Self {
        let mut shares = Self::default();
        let program = outcome.program();
        for posting in program.postings.iter().filter(|posting| program.reports(posting.year)) {
            shares.add(outcome, posting);
        }
        shares
    }

    fn add(&mut self, outcome: &Outcome<'_>, posting: &Posting) {
        let rows: Vec<u32> = (0..outcome.rows(posting.frame)).collect();
        let values = outcome.values(posting.amount, &rows);
        for (at, row) in rows.iter().enumerate() {
            let Value::Number(amount) = values.value(at) else { continue };
            let key = || match posting.frame {
                Frame::Rows(table) => outcome.table(table).and_then(|table| table.key_text(*row)),
                Frame::Whole => None,
            };
            let party = match &posting.party {
                Party::Named(name) => name.clone(),
                Party::Row => key().unwrap_or_default(),
            };
            let share = Share { source: posting.source.clone(), year: posting.year, party };
            *self.amounts.entry(share).or_default() += amount;
        }
        let program = outcome.program();
        if let Some(Kind::Number(number)) = program.definition(posting.amount).map(|d| &d.body.ty.kind) {
            self.units.entry(posting.source.clone()).or_insert_with(|| program.units.text(&number.unit));
        }
    }
}

/// A share that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareChange {
    /// Whose, from what.
    pub share: Share,
    /// 万元
    pub unit: String,
    /// Before; nothing where it was not.
    pub before: Option<RBig>,
    /// After; nothing where it is no more.
    pub after: Option<RBig>,
}

impl ShareChange {
    /// Before, after and the difference with its sign, in digits; empty where there is nothing.
    pub fn texts(&self) -> [String; 3] {
        texts(self.before.as_ref(), self.after.as_ref())
    }
}

/// The shares that are others in the later run, by source, year and party.
pub fn share_changes(before: &Standings, after: &Standings) -> Vec<ShareChange> {
    let (old, new) = (&before.shares, &after.shares);
    let all: std::collections::BTreeSet<&Share> = old.amounts.keys().chain(new.amounts.keys()).collect();
    let change = |share: &Share| {
        let (before, after) = (old.amounts.get(share), new.amounts.get(share));
        let unit = new.units.get(&share.source).or_else(|| old.units.get(&share.source));
        (before != after).then(|| ShareChange {
            share: share.clone(),
            unit: unit.cloned().unwrap_or_default(),
            before: before.cloned(),
            after: after.cloned(),
        })
    };
    all.into_iter().filter_map(change).collect()
}
