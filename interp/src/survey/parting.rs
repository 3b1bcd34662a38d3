//! What an allocation gives each row, and its share.

use super::ask::{Ask, Subject, read};
use crate::eval::Outcome;
use crate::program::{AllocationBlock, Block, Kind};

/// An allocation, of one year where it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parting {
    /// Its name.
    pub name: String,
    /// Its year.
    pub year: Option<i32>,
    /// The unit of the amounts.
    pub unit: String,
    /// What is parted.
    pub total: String,
    /// The rows that take part, by their keys: what each gets, and its share in % with two decimals.
    pub rows: Vec<(Subject, String, String)>,
}

/// The allocations that a run reports, in the order of the program.
pub(super) fn partings(outcome: &Outcome<'_>) -> Vec<Parting> {
    let blocks = outcome.program().blocks.iter();
    let blocks = blocks.filter_map(|block| match block {
        Block::Allocation(block) if outcome.program().reports(block.year) => Some(block),
        _ => None,
    });
    blocks.filter_map(|block| parting(outcome, block)).collect()
}

fn parting(outcome: &Outcome<'_>, block: &AllocationBlock) -> Option<Parting> {
    let ask = Ask { outcome, table: block.table };
    let program = outcome.program();
    let (amount, share) = (read(program, block.amount.definition)?, read(program, block.portion)?);
    let rows = ask.rows();
    let peers = ask.holds(&read(program, block.peers)?, &rows);
    let rows: Vec<u32> = rows.into_iter().zip(peers).filter(|(_, peer)| *peer).map(|(row, _)| row).collect();
    let percent =
        crate::lower::build::scale(share, &dashu_ratio::RBig::from(100), crate::program::Unit::plain());
    let shares = ask.values(&percent, &rows).fixed(2);
    let amounts = ask.values(&amount, &rows).printed();
    let told = rows.iter().zip(amounts.into_iter().zip(shares)).map(|(row, (amount, share))| {
        let amount = amount.map(|amount| amount.text).unwrap_or_default();
        (ask.subject(*row), amount, share.unwrap_or_default())
    });
    let total = outcome.values(block.total, &[0]).printed().pop().flatten();
    Some(Parting {
        name: program.definition(block.amount.definition)?.path.join("."),
        year: block.year,
        unit: match &amount.ty.kind {
            Kind::Number(number) => program.units.text(&number.unit),
            _ => String::new(),
        },
        total: total.map(|total| total.text).unwrap_or_default(),
        rows: told.collect(),
    })
}
