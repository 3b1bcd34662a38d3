//! How fast a county is rated, put in order, and its means and medians taken.

mod job;

use std::sync::OnceLock;

use heng_interp::eval::{Inputs, Options, Outcome, Precision, evaluate_with};
use heng_interp::program::*;
use heng_interp::table::{Cell, Decimal};
use job::{Shown, def};

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

const FIRMS: Frame = Frame::Rows(TableId(0));
const ROWS: u32 = 1_000_000;

fn large() -> &'static (Program, Shown, Inputs) {
    static COUNTY: OnceLock<(Program, Shown, Inputs)> = OnceLock::new();
    COUNTY.get_or_init(|| {
        let (program, shown) = job::program();
        (program, shown, county(ROWS))
    })
}

fn outcome(threads: usize) -> Outcome<'static> {
    let (program, _, inputs) = large();
    evaluate_with(program, inputs, Options { threads, ..Options::default() })
}

fn key(value: Core, descending: bool) -> OrderKey {
    OrderKey { value, descending, missing_first: false }
}

/// By the rounded total, then by a quotient.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn by_total_and_quotient(bencher: divan::Bencher, threads: usize) {
    let outcome = outcome(threads);
    let all: Vec<u32> = (0..ROWS).collect();
    let order = [key(def(large().1.total), true), key(def(DefinitionId(0)), true)];
    bencher.bench_local(|| outcome.order(FIRMS, &all, &order).len());
}

/// By a quotient alone.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn by_quotient(bencher: divan::Bencher, threads: usize) {
    let outcome = outcome(threads);
    let all: Vec<u32> = (0..ROWS).collect();
    let order = [key(def(DefinitionId(0)), true)];
    bencher.bench_local(|| outcome.order(FIRMS, &all, &order).len());
}

/// By place, as outputs are.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn by_place(bencher: divan::Bencher, threads: usize) {
    let outcome = outcome(threads);
    let all: Vec<u32> = (0..ROWS).collect();
    let order = [key(def(large().1.place), false)];
    bencher.bench_local(|| outcome.order(FIRMS, &all, &order).len());
}

fn over(function: AggregateFunction) -> Core {
    let value = Some(def(DefinitionId(0)));
    let ty = def(DefinitionId(0)).ty;
    let (filter, group, order) = (None, Vec::new(), Vec::new());
    let aggregate = Aggregate { function, table: TableId(0), link: Link::Whole, filter, value, group, order };
    Core::new(Node::Aggregate(aggregate), ty, heng_grammar::span::Span::default())
}

/// The mean of a quotient.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn mean(bencher: divan::Bencher, threads: usize) {
    let (outcome, mean) = (outcome(threads), over(AggregateFunction::Mean));
    bencher.bench_local(|| outcome.evaluate(&mean, Frame::Whole, &[]).len());
}

/// The median of a quotient.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn median(bencher: divan::Bencher, threads: usize) {
    let (outcome, median) = (outcome(threads), over(AggregateFunction::Median));
    bencher.bench_local(|| outcome.evaluate(&median, Frame::Whole, &[]).len());
}
