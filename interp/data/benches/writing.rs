//! How fast a long table becomes a CSV: a key, eight scores, a place and two classes a line, like the reference job's.

use std::borrow::Cow;
use std::sync::Arc;

use heng_data::{Lines, TextFile, YesNoWords, write_table};
use heng_interp::shown::{ShownBatch, ShownCells, ShownColumn};

/// How many lines a piece has.
const PIECE: u32 = 4096;

struct Table {
    headers: Vec<String>,
    names: [String; 4],
    keys: Vec<String>,
    order: Option<Vec<u32>>,
}

/// Numbers that look random and are always the same.
fn scrambled(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 20
}

impl Table {
    fn new(lines: u32, is_ordered: bool) -> Self {
        let keys = (0..lines).map(|line| format!("E{line:08}")).collect();
        let mut order: Vec<u32> = (0..lines).collect();
        order.sort_by_key(|line| scrambled(u64::from(*line)));
        Self {
            headers: (0..12).map(|column| format!("第{column}列")).collect(),
            names: ["A", "B", "C", "D"].map(str::to_owned),
            keys,
            order: is_ordered.then_some(order),
        }
    }
}

impl Lines for Table {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn pieces(&self) -> usize {
        self.keys.len().div_ceil(PIECE as usize)
    }

    fn piece(&self, at: usize) -> ShownBatch<'_> {
        let keys = self.keys.chunks(PIECE as usize).nth(at).unwrap_or_default();
        let first = (at * PIECE as usize) as u64;
        let numbers = |column: u64| (first..).take(keys.len()).map(move |line| scrambled(line << 4 | column));
        let column = |cells| ShownColumn { cells, absences: Arc::default(), cut: 0 };
        let texts = ShownCells::Texts(Arc::new(keys.iter().map(|key| Cow::Borrowed(key.as_str())).collect()));
        let decimals = |column: u64| {
            let (places, most) = if column == 8 { (0, 1_000_000) } else { (2, 7000) };
            let counts = numbers(column).map(|number| (number % most) as i64).collect();
            ShownCells::Decimals { places, counts: Arc::new(counts), trimmed: false }
        };
        let members = |column: u64| ShownCells::Members {
            names: &self.names,
            positions: Arc::new(numbers(column).map(|number| (number % 4) as i32).collect()),
        };
        let cells = std::iter::once(texts).chain((0..9).map(decimals)).chain((9..11).map(members));
        ShownBatch { lines: keys.len(), columns: cells.map(column).collect() }
    }

    fn order(&self) -> Option<&[u32]> {
        self.order.as_deref()
    }
}

fn main() {
    divan::main();
}

/// As the lines stand, and in another order; one thread and two. Making the numbers is a part of it.
#[divan::bench(args = [(false, 1), (true, 1), (true, 2)], sample_count = 10)]
fn a_million_lines(bencher: divan::Bencher, (is_ordered, threads): (bool, usize)) {
    let table = Table::new(1_000_000, is_ordered);
    let file = TextFile::Csv { words: YesNoWords::CHINESE, bom: false };
    bencher.bench(|| {
        let mut bytes = 0;
        let mut watch = |written: &[u8]| bytes += written.len();
        write_table(&mut std::io::sink(), &table, file, threads, &mut watch).map(|()| bytes).ok()
    });
}

/// Making the numbers alone.
#[divan::bench(sample_count = 10)]
fn numbers(bencher: divan::Bencher) {
    let table = Table::new(1_000_000, false);
    bencher.bench(|| (0..table.pieces()).map(|at| table.piece(at).lines).sum::<usize>());
}
