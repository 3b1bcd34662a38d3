//! An expression on a table: a line for each row with its key, its name and the values, and how many have none.

use heng_grammar::diagnostic::Language;
use heng_interp::eval::Outcome;
use heng_interp::program::{Core, Frame, Kind, Node, Program, TableId};
use heng_interp::table::Table;

use super::cells::Cells;
use super::grid::{Cell, Column, Grid};
use super::kind::{kind_text, unit_text};
use super::paper::{Ink, Paper, Told};

/// An expression and what it is called above its column.
#[derive(Clone, Debug)]
pub struct Named<'c> {
    /// As it was typed.
    pub name: String,
    /// The expression, in the frame of the table.
    pub core: &'c Core,
    /// 公布: with how many decimals it is shown, where somebody says.
    pub shown: Option<u32>,
}

impl Named<'_> {
    /// Its values for some rows of its frame.
    pub fn cells(&self, outcome: &Outcome<'_>, frame: Frame, rows: &[u32], language: Language) -> Cells {
        Cells::of(outcome, (self.core, self.shown), (frame, rows), language)
    }
}

/// What is listed.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'l> {
    /// Whose rows.
    pub table: TableId,
    /// Which of them, in the order in which they are listed.
    pub rows: &'l [u32],
    /// Whether the others are those that 参评 does not list.
    pub listed: bool,
    /// So many at most; all where nobody says.
    pub most: Option<usize>,
}

/// The rows of a table with the values of some expressions.
pub fn rows_told(outcome: &Outcome<'_>, listing: Listing<'_>, values: &[Named<'_>], paper: &Paper) -> Told {
    let frame = Frame::Rows(listing.table);
    let columns: Vec<Cells> =
        values.iter().map(|value| value.cells(outcome, frame, listing.rows, paper.language)).collect();
    let shown = listing.most.unwrap_or(usize::MAX).min(listing.rows.len());
    let mut told = grid(outcome, listing, (values, &columns), shown, paper).told(paper, 0);
    told.foot = foot(outcome.program(), listing, (values, &columns), shown, paper);
    told
}

fn grid(
    outcome: &Outcome<'_>,
    listing: Listing<'_>,
    (values, columns): (&[Named<'_>], &[Cells]),
    shown: usize,
    paper: &Paper,
) -> Grid {
    let program = outcome.program();
    let rows = listing.rows.get(..shown).unwrap_or(listing.rows);
    let asked: Vec<usize> = values.iter().filter_map(|value| column_of(value.core)).collect();
    let (mut heads, names) = row_columns(outcome, listing.table, (rows, &asked), paper);
    let naming = heads.len();
    heads.extend(values.iter().map(|value| value_column(program, value)));
    let mut grid = Grid::new(heads).named_by(naming.max(1));
    for (at, mut cells) in names.into_iter().enumerate() {
        cells.extend(columns.iter().filter_map(|column| column.cells.get(at)).cloned());
        grid.row(cells);
    }
    grid
}

/// The column of a value: figures with their unit, or words.
pub fn value_column(program: &Program, value: &Named<'_>) -> Column {
    match &value.core.ty.kind {
        Kind::Number(_) => Column::figures(value.name.clone(), unit_text(program, &value.core.ty.kind)),
        _ => Column::words(value.name.clone()),
    }
}

/// The column of the data that an expression is.
pub fn column_of(core: &Core) -> Option<usize> {
    match &*core.node {
        Node::Column(column) => Some(column.index()),
        _ => None,
    }
}

/// The columns that say which row it is: the key and the name, as far as the table has them and they are not among those `asked` for
/// anyway; else its number.
pub fn row_columns(
    outcome: &Outcome<'_>,
    table: TableId,
    (rows, asked): (&[u32], &[usize]),
    paper: &Paper,
) -> (Vec<Column>, Vec<Vec<Cell>>) {
    let Some(table) = outcome.table(table) else { return (Vec::new(), vec![Vec::new(); rows.len()]) };
    let schema = table.schema();
    if !schema.key_columns().any(|_| true) || !schema.key_columns().all(|key| asked.contains(&key)) {
        return named_columns(
            table,
            rows,
            !schema.name_column().is_some_and(|at| asked.contains(&at)),
            paper,
        );
    }
    (Vec::new(), vec![Vec::new(); rows.len()])
}

fn named_columns(
    table: &Table,
    rows: &[u32],
    with_name: bool,
    paper: &Paper,
) -> (Vec<Column>, Vec<Vec<Cell>>) {
    let schema = table.schema();
    let keys: Vec<&str> =
        schema.key_columns().filter_map(|at| Some(schema.columns.get(at)?.name.as_str())).collect();
    let mut columns = vec![match keys.is_empty() {
        true => Column::figures(paper.pick("行", "row"), ""),
        false => Column::words(keys.join(" / ")),
    }];
    let called = |row: u32| table.name_text(row).filter(|name| Some(*name) != table.key_text(row).as_deref());
    let has_names = with_name && rows.iter().any(|row| called(*row).is_some());
    if has_names {
        let own = schema.name_column().and_then(|at| Some(schema.columns.get(at)?.name.clone()));
        columns.push(Column::words(own.unwrap_or_else(|| paper.pick("名称", "name").to_owned())));
    }
    let cells = rows.iter().map(|row| {
        let key = table.key_text(*row).unwrap_or_else(|| (row + 1).to_string());
        let name = has_names.then(|| Cell::There(called(*row).unwrap_or_default().to_owned()));
        std::iter::once(Cell::There(key)).chain(name).collect()
    });
    (columns, cells.collect())
}

/// How many rows, of which kind, how many without a value.
fn foot(
    program: &Program,
    listing: Listing<'_>,
    (values, columns): (&[Named<'_>], &[Cells]),
    shown: usize,
    paper: &Paper,
) -> Vec<String> {
    let table = program.tables.get(listing.table.index()).map(|t| t.name.clone()).unwrap_or_default();
    let total = listing.rows.len();
    let mut lines = Vec::new();
    if shown < total {
        let rest = paper.rows(total - shown);
        lines.extend(paper.sentence(&format!("…… 还有 {rest}"), &format!("… {rest} more"), 0));
    }
    let chinese = paper.language == Language::Chinese;
    let counted = match (chinese, listing.listed) {
        (true, true) => format!("{table} {total} 行（列入的）"),
        (true, false) => format!("{table} {total} 行"),
        (false, true) => format!("{} of {table} (those listed)", paper.rows(total)),
        (false, false) => format!("{} of {table}", paper.rows(total)),
    };
    let comma = if chinese { "；" } else { "; " };
    let said = |value: &Named<'_>, cells: &Cells| {
        let kind = kind_text(program, &value.core.ty.kind);
        let all: Vec<String> =
            std::iter::once(paper.say(&kind).to_owned()).chain(remarks(cells, chinese)).collect();
        all.join(comma)
    };
    match (values, columns) {
        ([value], [cells]) => {
            lines.extend(paper.wrapped(&format!("{counted}{comma}{}", said(value, cells)), 0));
        }
        _ => {
            lines.push(counted);
            let colon = paper.pick("：", ": ");
            let each = values.iter().zip(columns);
            let each = each.map(|(value, cells)| format!("{}{colon}{}", value.name, said(value, cells)));
            lines.extend(each.flat_map(|text| paper.wrapped(&text, 2)));
        }
    }
    lines.iter().map(|line| paper.paint(Ink::Faint, line)).collect()
}

/// What is worth knowing of a column.
fn remarks(cells: &Cells, chinese: bool) -> Vec<String> {
    let mut said = Vec::new();
    if !cells.counts.is_empty() {
        let counts: Vec<String> =
            cells.counts.iter().map(|(value, count)| format!("{value} {count}")).collect();
        said.push(counts.join(if chinese { "，" } else { ", " }));
    }
    if cells.endless > 0 {
        said.push(match chinese {
            true => format!("{} 个数除不尽，写到 12 位有效数字", cells.endless),
            false => format!("{} do not terminate and are shown to 12 digits", cells.endless),
        });
    }
    said.extend(without_value(cells.absent, chinese));
    said
}

/// `3 行没有值：2 行缺失，1 行不适用`; `1 行缺失`
pub fn without_value(absent: [usize; 3], chinese: bool) -> Option<String> {
    let words =
        if chinese { ["缺失", "不适用", "未定"] } else { ["missing", "not applicable", "undecided"] };
    let all: usize = absent.iter().sum();
    let there = words.iter().zip(absent).filter(|(_, count)| *count > 0);
    let parts: Vec<String> = there
        .map(|(word, count)| if chinese { format!("{count} 行{word}") } else { format!("{count} {word}") })
        .collect();
    match parts.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several if chinese => Some(format!("{all} 行没有值：{}", several.join("，"))),
        several => Some(format!("{all} without a value: {}", several.join(", "))),
    }
}
