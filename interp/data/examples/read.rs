//! How long it takes to read a table alone: `read FILE [THREADS [PIECE]]`, all columns of the reference job but the name. For a workbook, also
//! how long the library takes that reads its cells.

use std::io::{Read, Seek};
use std::sync::Arc;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use dashu_ratio::RBig;
use heng_data::{Input, Reading, read_table_with};
use heng_grammar::tree::Comparator;
use heng_interp::table::{Bound, ColumnKind, ColumnRule, NumberRule, Schema, UnitSpelling};

fn number(name: &str, unit: &str, whole: bool) -> ColumnRule {
    let spelling = |label: &str, n: i64, d: u64| UnitSpelling {
        label: label.into(),
        factor: RBig::from_parts(n.into(), d.into()),
    };
    let spellings = match unit {
        "万元" => vec![spelling("元", 1, 10_000), spelling("亿元", 10_000, 1)],
        _ => Vec::new(),
    };
    let optional = matches!(name, "实缴税金" | "能耗总量" | "污染物当量");
    let kind = ColumnKind::Number(NumberRule { unit: unit.into(), whole, spellings });
    ColumnRule { optional, ..ColumnRule::new(name, kind) }
}

fn schema() -> Schema {
    let key = ColumnRule { key: true, ..ColumnRule::new("企业编号", ColumnKind::Text) };
    let above = Bound { comparator: Comparator::Greater, value: RBig::ZERO };
    let land = ColumnRule { bounds: vec![above], ..number("实际占地面积", "亩", false) };
    let mut columns = vec![key, number("实缴税金", "万元", false), number("应税销售", "万元", false), land];
    columns.push(number("能耗总量", "吨标煤", false));
    columns.push(number("污染物当量", "当量", false));
    columns.extend(["科技创新分值", "绿色荣誉分值", "客观因素调整分"].map(|name| number(name, "分", false)));
    columns.extend(["保护", "黑名单", "僵尸"].map(|name| ColumnRule::new(name, ColumnKind::YesNo)));
    columns.extend(["较大事故数", "一般事故数", "重大事故数"].map(|name| number(name, "起", true)));
    Schema { name: "企业".into(), columns, ..Schema::default() }
}

/// Reads all cells of the first sheet of a workbook, and nothing more.
fn library_alone(path: &str) -> Option<(usize, Duration)> {
    let begun = Instant::now();
    let file: Box<dyn Content> = Box::new(std::fs::File::open(path).ok()?);
    let mut book = Xlsx::new(file).ok()?;
    let sheet = book.sheet_names().first()?.clone();
    let mut cells = book.worksheet_cells_reader(&sheet).ok()?;
    let mut count = 0;
    while let Ok(Some(_)) = cells.next_cell_with_style_id() {
        count += 1;
    }
    Some((count, begun.elapsed()))
}

/// What a workbook is read from, as the reader of tables does it.
trait Content: Read + Seek {}

impl<T: Read + Seek> Content for T {}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_default();
    let threads = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(2);
    let piece = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(Reading::PIECE);
    let begun = Instant::now();
    let how = Reading { threads, piece, ..Reading::default() };
    let input = Input::new(path.clone(), std::fs::File::open(&path)?);
    let (draft, contents) = read_table_with(input, &Arc::new(schema()), &how)?;
    println!("{} rows, {} faults, {}", draft.table.rows(), draft.faults.len(), contents.sha256);
    for fault in draft.faults.iter().take(5) {
        println!("{:?}", fault.to_diagnostic().title);
    }
    println!("{:?}", begun.elapsed());
    if let Some((cells, time)) = library_alone(&path) {
        println!("{cells} cells read by the library alone: {time:?}");
    }
    Ok(())
}
