//! Long tables are written as a plain writer would: cell by cell, one text after the other.

use std::borrow::Cow;

use heng_interp::shown::{Shown, ShownBatch, ShownCells, ShownColumn};
use heng_interp::value::Absence;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

#[derive(Debug)]
struct Table {
    headers: Vec<String>,
    pieces: Vec<ShownBatch<'static>>,
    order: Option<Vec<u32>>,
}

impl Lines for Table {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn pieces(&self) -> usize {
        self.pieces.len()
    }

    fn piece(&self, at: usize) -> ShownBatch<'_> {
        self.pieces[at].clone()
    }

    fn order(&self) -> Option<&[u32]> {
        self.order.as_deref()
    }
}

impl Table {
    fn rows(&self) -> Vec<Vec<Shown>> {
        let standing: Vec<Vec<Shown>> = self.pieces.iter().flat_map(ShownBatch::rows).collect();
        match &self.order {
            None => standing,
            Some(order) => order.iter().map(|line| standing[*line as usize].clone()).collect(),
        }
    }
}

fn plain_csv(table: &Table) -> String {
    let head = table.headers.iter().map(|header| Shown::Text(header.clone())).collect();
    let line = |row: Vec<Shown>| {
        let line = row.iter().map(plain_cell).collect::<Vec<_>>().join(",");
        if line.is_empty() { "\"\"\n".to_owned() } else { line + "\n" }
    };
    std::iter::once(head).chain(table.rows()).map(line).collect()
}

fn plain_cell(cell: &Shown) -> String {
    match cell {
        Shown::Text(text) => {
            let guard = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠']);
            let quote = text.contains([',', '"', '\n', '\r', ';', '\t']) || text.trim().len() != text.len();
            let text = format!("{}{}", if guard { "'" } else { "" }, text.replace('"', "\"\""));
            if quote { format!("\"{text}\"") } else { text }
        }
        Shown::Decimal(digits) => digits.clone(),
        Shown::Date(day) => day.to_string(),
        Shown::YesNo(answer) => if *answer { "是" } else { "否" }.to_owned(),
        Shown::Blank => String::new(),
    }
}

fn plain_json(table: &Table) -> String {
    let value = |cell: Shown| match cell {
        Shown::Text(text) | Shown::Decimal(text) => serde_json::Value::from(text),
        Shown::Date(day) => serde_json::Value::from(day.to_string()),
        Shown::YesNo(answer) => serde_json::Value::from(answer),
        Shown::Blank => serde_json::Value::Null,
    };
    let object = |row: Vec<Shown>| {
        let fields: serde_json::Map<_, _> =
            table.headers.iter().cloned().zip(row.into_iter().map(value)).collect();
        serde_json::Value::Object(fields).to_string()
    };
    let objects: Vec<String> = table.rows().into_iter().map(object).collect();
    if objects.is_empty() { "[]\n".to_owned() } else { format!("[\n  {}\n]\n", objects.join(",\n  ")) }
}

const TEXTS: [&str; 24] = [
    "",
    "甲",
    "007",
    "E00000012",
    "=1",
    "-3",
    " a",
    "a ",
    "a,b",
    "a;b",
    "say \"so\"",
    "\t",
    "two\nlines",
    "\u{3000}",
    "＝1",
    "'1",
    "甲，乙",
    "a\u{a0}",
    "\u{1}",
    "back\\slash",
    "\u{85}",
    "一个长一些的名字，超过三十二个字节",
    "中\u{2028}外",
    "\"",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![proptest::sample::select(&TEXTS[..]).prop_map(str::to_owned), "[ -~\u{9}中＠]{0,12}"]
}

fn cells(lines: usize) -> BoxedStrategy<ShownCells<'static>> {
    let names: &'static [String] = Box::leak(TEXTS.map(str::to_owned).into());
    let count = (any::<i64>(), 0_u32..64).prop_map(|(bits, short)| bits >> short);
    prop_oneof![
        4 => (vec(count, lines), 0_u32..22, any::<bool>())
            .prop_map(|(counts, places, trimmed)| ShownCells::Decimals { places, counts: counts.into(), trimmed }),
        1 => vec("-?[0-9]{1,30}", lines).prop_map(ShownCells::Digits),
        2 => vec(text().prop_map(Cow::Owned), lines).prop_map(|texts| ShownCells::Texts(texts.into())),
        2 => vec(-1_i32..30, lines).prop_map(move |positions| ShownCells::Members { names, positions: positions.into() }),
        1 => vec(-800_000_i32..3_000_000, lines).prop_map(|days| ShownCells::Days(days.into())),
        1 => vec(any::<bool>(), lines).prop_map(|answers| ShownCells::YesNo(answers.into())),
        1 => vec(text().prop_map(Shown::Text), lines).prop_map(ShownCells::Mixed),
        1 => Just(ShownCells::Nothing),
    ]
    .boxed()
}

fn column(lines: usize) -> impl Strategy<Value = ShownColumn<'static>> {
    let why = prop_oneof![
        6 => Just(None),
        1 => Just(Some(Absence::Missing)),
        1 => Just(Some(Absence::NotApplicable)),
        1 => Just(Some(Absence::Undecided)),
    ];
    let absences = prop_oneof![Just(Vec::new()), vec(why, lines)];
    (cells(lines), absences).prop_map(|(cells, absences)| ShownColumn {
        cells,
        absences: absences.into(),
        cut: 0,
    })
}

fn table() -> impl Strategy<Value = Table> {
    let pieces = (vec(0_usize..9, 0..6), 1_usize..6, 1_usize..5, any::<bool>());
    pieces.prop_flat_map(|(uneven, length, columns, even)| {
        let lengths: Vec<usize> = if even { uneven.iter().map(|_| length).collect() } else { uneven };
        let lines: usize = lengths.iter().sum();
        let piece =
            |lines: usize| vec(column(lines), columns).prop_map(move |columns| ShownBatch { lines, columns });
        let pieces = lengths.into_iter().map(piece).collect::<Vec<_>>();
        // An order may leave lines out and take others twice.
        let order = proptest::option::of(vec(any::<Index>(), 0..30));
        (pieces, vec(text(), columns), order).prop_map(move |(pieces, headers, order)| {
            let places = |order: Vec<Index>| order.iter().map(|at| at.index(lines) as u32).collect();
            Table { headers, pieces, order: order.filter(|_| lines > 0).map(places) }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_bytes_are_those_of_a_plain_writer_for_any_number_of_threads(table in table()) {
        let (csv, json) = (plain_csv(&table), plain_json(&table));
        for threads in [1, 2, 3, 7] {
            for (file, expected) in [
                (TextFile::Csv { words: YesNoWords::CHINESE, bom: false }, &csv),
                (TextFile::Json, &json),
            ] {
                let (mut out, mut watched) = (Vec::new(), Vec::new());
                let mut watch = |bytes: &[u8]| watched.extend_from_slice(bytes);
                write_table(&mut out, &table, file, threads, &mut watch).expect("memory takes all");
                prop_assert_eq!(&String::from_utf8(out).expect("UTF-8"), expected);
                prop_assert_eq!(&String::from_utf8(watched).expect("UTF-8"), expected);
            }
        }
        let sheet = || Sheet::of_rows(String::new(), table.headers.clone(), table.rows().into_iter());
        let mut out = Vec::new();
        write_csv(&mut out, sheet(), YesNoWords::CHINESE, false).expect("memory takes all");
        prop_assert_eq!(&String::from_utf8(out).expect("UTF-8"), &csv);
        let mut out = Vec::new();
        write_json(&mut out, sheet()).expect("memory takes all");
        prop_assert_eq!(&String::from_utf8(out).expect("UTF-8"), &json);
    }
}
