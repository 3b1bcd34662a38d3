//! `:前` and `:后`: the first rows by a value, with their places; ties are never cut in two without a word.

use heng_grammar::diagnostic::Language;
use heng_interp::eval::Outcome;
use heng_interp::program::{Core, Frame, Kind, Node, Number, OrderKey, Ranking, TableId, TieMethod, Type};

use crate::repl::print::{
    Cell, Column, Grid, Ink, Named, Paper, Told, row_columns, value_column, without_value,
};

/// What is listed, from which end.
#[derive(Clone, Debug)]
pub struct Ends<'e> {
    /// Whose rows.
    pub table: TableId,
    /// What orders them, then what is listed beside it; all in the frame of the table.
    pub values: Vec<Named<'e>>,
    /// Which rows count.
    pub filter: Option<&'e Core>,
    /// How many.
    pub count: usize,
    /// Whether the highest come first.
    pub highest: bool,
}

/// A tie at the cut is listed whole where it takes no more rows than these.
const MOST_OF_A_TIE: usize = 20;

/// The rows that are listed, and how they stand to the rest.
struct Cut {
    rows: Vec<u32>,
    places: Vec<u64>,
    /// How many rows have a value.
    all: usize,
    absent: [usize; 3],
    /// Of the last place that is listed, how many rows share it, where the cut would part them.
    tie: Option<(u64, usize)>,
}

/// The first rows.
pub fn ends_told(outcome: &Outcome<'_>, asked: &Ends<'_>, paper: &Paper) -> Told {
    let Some(by) = asked.values.first() else { return Told::default() };
    let cut = asked.cut(outcome, by, paper.language);
    let frame = Frame::Rows(asked.table);
    let columns: Vec<Vec<Cell>> = asked
        .values
        .iter()
        .map(|value| value.cells(outcome, frame, &cut.rows, paper.language).cells)
        .collect();
    let (heads, names) = row_columns(outcome, asked.table, (&cut.rows, &[]), paper);
    let place = Column::figures(paper.pick("名次", "place"), "");
    let values = asked.values.iter().map(|value| value_column(outcome.program(), value));
    let naming = heads.len() + 1;
    let mut grid = Grid::new(std::iter::once(place).chain(heads).chain(values).collect()).named_by(naming);
    for (at, (place, name)) in cut.places.iter().zip(names).enumerate() {
        let place = Cell::There(place.to_string());
        let values = columns.iter().filter_map(|column| column.get(at)).cloned();
        grid.row(std::iter::once(place).chain(name).chain(values).collect());
    }
    let mut told = grid.told(paper, 0);
    told.foot = foot(asked, &cut, &by.name, paper);
    told
}

impl Ends<'_> {
    fn cut(&self, outcome: &Outcome<'_>, by: &Named<'_>, language: Language) -> Cut {
        let frame = Frame::Rows(self.table);
        let by_key = outcome.table(self.table).map(|table| table.by_key().to_vec()).unwrap_or_default();
        let mut rows = outcome.select(frame, self.filter);
        if by_key.len() == outcome.rows(frame) as usize {
            let counted: std::collections::BTreeSet<u32> = rows.iter().copied().collect();
            rows = by_key.into_iter().filter(|row| counted.contains(row)).collect();
        }
        let cells = by.cells(outcome, frame, &rows, language);
        let there = rows.iter().zip(&cells.cells).filter(|(_, cell)| matches!(cell, Cell::There(_)));
        let rows: Vec<u32> = there.map(|(row, _)| *row).collect();
        let order = OrderKey { value: by.core.clone(), descending: self.highest, missing_first: false };
        let ordered = outcome.order(frame, &rows, std::slice::from_ref(&order));
        let places = self.places(outcome, order, &ordered);
        let at_cut =
            self.count.checked_sub(1).and_then(|last| Some((*places.get(last)?, *places.get(self.count)?)));
        let tie = at_cut
            .filter(|(last, next)| last == next)
            .map(|(place, _)| (place, places.iter().filter(|other| **other == place).count()));
        let whole = places.iter().take_while(|place| tie.is_none_or(|(tie, _)| **place <= tie)).count();
        let kept = match tie {
            Some((_, shared)) if shared <= MOST_OF_A_TIE => whole,
            _ => self.count.min(ordered.len()),
        };
        Cut {
            all: ordered.len(),
            rows: ordered.into_iter().take(kept).collect(),
            places: places.into_iter().take(kept).collect(),
            absent: cells.absent,
            tie,
        }
    }

    /// The place of each row among those that count; equal rows share the best one.
    fn places(&self, outcome: &Outcome<'_>, order: OrderKey, rows: &[u32]) -> Vec<u64> {
        let ranking = Ranking {
            filter: self.filter.cloned(),
            group: Vec::new(),
            order: vec![order],
            ties: TieMethod::Best,
        };
        let kind = Type::present(Kind::Number(Number::default()));
        let core = Core::new(Node::Rank(ranking), kind, heng_grammar::span::Span::default());
        let printed = outcome.evaluate(&core, Frame::Rows(self.table), rows).printed();
        printed.into_iter().map(|place| place.and_then(|p| p.text.parse().ok()).unwrap_or_default()).collect()
    }
}

fn foot(asked: &Ends<'_>, cut: &Cut, by: &str, paper: &Paper) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((place, shared)) = cut.tie {
        let whole = cut.rows.len() > asked.count;
        let (zh, en) = match whole {
            true => (
                format!("第 {place} 名有 {shared} 行并列，一并列出"),
                format!("{shared} rows share place {place}; all of them are listed"),
            ),
            false => (
                format!("第 {place} 名有 {shared} 行并列，这里没有列全；要看全，把 n 写大些"),
                format!("{shared} rows share place {place}; not all of them are listed: ask for more"),
            ),
        };
        lines.extend(paper.sentence(&zh, &en, 0).iter().map(|line| paper.paint(Ink::Mark, line)));
    }
    let chinese = paper.language == Language::Chinese;
    let without = without_value(cut.absent, chinese);
    let (zh, en) = (
        format!(
            "按「{by}」从{}排，{} 行有值{}",
            if asked.highest { "高到低" } else { "低到高" },
            cut.all,
            also(&without, "；")
        ),
        format!(
            "by {by}, the {} first; {} with a value{}",
            if asked.highest { "highest" } else { "lowest" },
            paper.rows(cut.all),
            also(&without, "; ")
        ),
    );
    lines.extend(paper.sentence(&zh, &en, 0).iter().map(|line| paper.paint(Ink::Faint, line)));
    lines
}

fn also(text: &Option<String>, comma: &str) -> String {
    text.as_ref().map(|text| format!("{comma}{text}")).unwrap_or_default()
}
