//! The filter against exact numbers, at length: `cargo bench -p heng-interp --bench differential -- PROGRAMS ROWS [SEED] [THREADS] [TABLE] [FIRST]`.
//!
//! Every program is evaluated twice over every row, on floats with their bound and in exact rationals, and every answer is compared.
//! The rows come in tables of a thousand, or of so many as are asked for, over each of which all programs go before the next: whoever
//! stops it has covered all programs over the rows it has told of. An exact mean has about as many digits as its table has rows, and
//! every row is compared with it: long tables cost far more a row. A run that was stopped goes on at the table it says first. It ends
//! with 1 at the first table on which something differs.

#[path = "../tests/random/mod.rs"]
mod random;

use std::process::ExitCode;
use std::time::Instant;

use heng_interp::eval::{Keep, Options};
use heng_interp::parallel::{deep, each};

/// Rows of a table, where no other number is asked for.
const TABLE: u64 = 1_000;

/// Into batches of how many rows the filter cuts a table, program by program; exact numbers take it whole.
const BATCHES: [usize; 4] = [4096, 37, 128, 4096];

fn main() -> ExitCode {
    let asked: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let asked = |at: usize, otherwise: u64| asked.get(at).copied().unwrap_or(otherwise);
    let (programs, rows, seed) = (asked(0, 20), asked(1, 10_000), asked(2, 1));
    let threads = usize::try_from(asked(3, 1)).unwrap_or(1);
    let table = asked(4, TABLE).max(1);
    let first = asked(5, 0);
    let started = Instant::now();
    for part in first..rows.div_ceil(table) {
        let left = (rows - part * table).min(table);
        let inputs = random::tables(seed, part, u32::try_from(left).unwrap_or(u32::MAX));
        let count = usize::try_from(programs).unwrap_or(0);
        let differences: Vec<String> = each(threads, count, |number| {
            let case = random::case(seed, number as u64);
            let keep = if number % 3 == 0 { Keep::Written } else { Keep::All };
            let batch = BATCHES.get(number % BATCHES.len()).copied().unwrap_or(1);
            let options = Options { keep, batch, ..Options::default() };
            // On one deep stack, which every value looked at would else ask for.
            let found = deep(|| random::difference(&case, &inputs, options));
            found.map(|difference| format!("table {part}, program {number}, {difference}"))
        })
        .into_iter()
        .flatten()
        .collect();
        let done = ((part + 1) * table).min(rows);
        println!(
            "{programs} programs over rows {} to {done}, {} s: {} differ",
            first * table + 1,
            started.elapsed().as_secs(),
            differences.len()
        );
        if !differences.is_empty() {
            println!("{}", differences.join("\n"));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
