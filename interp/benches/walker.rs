//! How fast a county is rated.

mod job;

use heng_interp::eval::{Inputs, Options, Precision, evaluate_with};
use heng_interp::table::{Cell, Decimal};

fn main() {
    divan::main();
}

/// Numbers that look random and are always the same.
fn scrambled(row: u32, column: usize) -> i64 {
    let mut x = u64::from(row) << 8 | column as u64;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i64::try_from((x ^ (x >> 31)) >> 33).unwrap_or(0)
}

fn county(rows: u32) -> Inputs {
    job::table(rows, |row, column| {
        let x = scrambled(row, column);
        match column {
            0 => Cell::Text(format!("E{row:08}").into()),
            4 | 5 if x % 5 == 0 => Cell::Blank,
            1..=5 => Cell::Decimal(Decimal { mantissa: 1 + x % 100_000, scale: 2 }),
            6..=8 => Cell::Decimal(Decimal { mantissa: x % 60, scale: 1 }),
            9..=11 => Cell::YesNo(x % 100 == 0),
            _ => Cell::Decimal(Decimal { mantissa: x % 3 * (x % 2), scale: 0 }),
        }
    })
}

/// One thread and two, a thousand rows to a hundred thousand.
#[divan::bench(args = [(1_000, 1), (10_000, 1), (100_000, 1), (100_000, 2)])]
fn rating(bencher: divan::Bencher, (rows, threads): (u32, usize)) {
    let (program, shown) = job::program();
    let inputs = county(rows);
    let options = Options { threads, ..Options::default() };
    bencher.bench(|| evaluate_with(&program, &inputs, options).wholes(shown.last).len());
}

/// What an output asks of every row: seven items, the total and the place in digits, two grades.
#[divan::bench(args = [10_000])]
fn digits(bencher: divan::Bencher, rows: u32) {
    let (program, shown) = job::program();
    let inputs = county(rows);
    let outcome = evaluate_with(&program, &inputs, Options::default());
    let all: Vec<u32> = (0..rows).collect();
    bencher.bench(|| {
        let items = shown.items.iter().map(|id| outcome.values(*id, &all).fixed(2).len()).sum::<usize>();
        let places = [shown.total, shown.place].map(|id| outcome.values(id, &all).printed().len());
        items + places.len() + outcome.wholes(shown.first).len()
    });
}

/// The same with exact numbers only, to see what enclosures save.
#[divan::bench(args = [300])]
fn rating_exactly(bencher: divan::Bencher, rows: u32) {
    let (program, _) = job::program();
    let inputs = county(rows);
    let options = Options { precision: Precision::Exact, ..Options::default() };
    bencher.bench(|| evaluate_with(&program, &inputs, options).faults().len());
}
