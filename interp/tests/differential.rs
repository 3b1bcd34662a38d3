//! The filter is invisible: what is decided on floats with a bound, and walked again where they leave it open, is what exact numbers
//! decide. `benches/differential.rs` does the same with a thousand programs over a million rows.

mod random;

use std::collections::BTreeSet;

use heng_interp::eval::{Keep, Options, visit};
use heng_interp::program::Node;

const SEED: u64 = 7;

#[test]
fn the_filter_changes_nothing() {
    let inputs: Vec<_> = (0..4).map(|part| random::tables(SEED, part, 300)).collect();
    let ways = [(4096, 1), (7, 2), (300, 1), (64, 3)];
    heng_interp::parallel::each(2, 200, |number| {
        let case = random::case(SEED, number as u64);
        let (batch, threads) = ways[number % ways.len()];
        let keep = if number % 3 == 0 { Keep::Written } else { Keep::All };
        let options = Options { batch, threads, keep, ..Options::default() };
        if let Some(difference) = random::difference(&case, &inputs[number % inputs.len()], options) {
            panic!("program {number}, batches of {batch} rows on {threads} threads: {difference}");
        }
    });
}

/// The name of a node, as its type writes it.
fn name(node: &Node) -> String {
    format!("{node:?}").chars().take_while(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_node_that_has_to_do_with_numbers_is_met() {
    let mut met = BTreeSet::new();
    for number in 0..200 {
        for definition in random::case(SEED, number).program.definitions {
            visit(&definition.body, &mut |node| {
                met.insert(name(node));
            });
        }
    }
    let expected = "Aggregate And Arithmetic Call Column Compare Constant Definition Find Follow FromChoice If IfAbsent IfMissing \
        IfNotApplicable Negate Not OneOf Or Outer Parameter Present Rank Require Round Scale ToChoice ZeroIsMissing";
    let missed: Vec<&str> = expected.split(' ').filter(|node| !met.contains(*node)).collect();
    assert!(missed.is_empty(), "no random program has {missed:?}");
}
