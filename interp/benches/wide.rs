//! What numbers of some 250 bits cost: the total of a row again, and a mean.

use heng_interp::number::{Domain, Quantum, Wide, WideSum};
use heng_interp::program::RoundingMode;

fn main() {
    divan::main();
}

/// A baseline that has long left fractions behind, like a mean over a county.
fn baseline() -> Wide {
    let mut sum = WideSum::default();
    for d in 1..=100 {
        sum.add(&Wide::ratio(1_000_003, d));
    }
    sum.finish()
}

/// Seven quotients over baselines, limited, weighed, added up and rounded.
#[divan::bench]
fn row(bencher: divan::Bencher) {
    let baseline = baseline();
    let quantum = Quantum::of_places(2);
    let (weight, highest) = (Wide::from_decimal(45, 0), Wide::from_decimal(675, 1));
    bencher.bench(|| {
        let item = |i: i64| {
            let share = Wide::ratio(123_456 + i, 7_890).divide(&baseline);
            share.multiply(&weight).larger(&Wide::zero()).smaller(&highest)
        };
        (1..7)
            .map(item)
            .fold(item(0), |sum, x| sum.add(&x))
            .multiple(&quantum, RoundingMode::HalfAwayFromZero)
    });
}

/// A sum of quotients of decimals.
#[divan::bench(args = [10_000])]
fn sum(bencher: divan::Bencher, rows: i64) {
    bencher.bench(|| {
        let mut sum = WideSum::default();
        for row in 0..rows {
            sum.add(&Wide::ratio(123_456 + row * 7919, 100 + row * 31 % 977));
        }
        sum.finish()
    });
}
