//! Rows and columns of any width: heads with their units, figures under one another by the point, and rows folded over several
//! lines where the terminal is too narrow.

use std::ops::Range;

use super::paper::{Ink, Paper, Told};
use crate::report::text::{clip, pad_left, pad_right, width};

/// Between two columns.
const GAP: usize = 2;

/// How far the lines of a folded row stand in.
const FOLD: usize = 4;

/// A column of words gives way down to so many cells before rows are folded: six Chinese characters.
const LEAST: usize = 12;

/// The longest head of a column.
const LONGEST_HEAD: usize = 24;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// The unit of its figures; empty where there is none.
    pub unit: String,
    /// Whether it holds figures.
    pub figures: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>) -> Self {
        Self { title: title.into(), unit: String::new(), figures: false }
    }

    /// A column of figures.
    pub fn figures(title: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { title: title.into(), unit: unit.into(), figures: true }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, a class, a figure in digits.
    There(String),
    /// Why nothing is there.
    None(String),
}

impl Cell {
    /// What is written.
    pub fn text(&self) -> &str {
        match self {
            Self::There(text) | Self::None(text) => text,
        }
    }
}

impl<S: Into<String>> From<S> for Cell {
    fn from(text: S) -> Self {
        Self::There(text.into())
    }
}

/// Rows under their heads.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    /// How many columns, the first ones, say which row it is.
    naming: usize,
}

/// How wide a column is, and where its point stands.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    width: usize,
    after_point: usize,
}

/// Which columns stand on a line.
type Line = Range<usize>;

impl Grid {
    /// A grid with these columns.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), naming: 1 }
    }

    /// The same where so many columns, the first ones, say which row it is.
    #[must_use]
    pub fn named_by(mut self, columns: usize) -> Self {
        self.naming = columns;
        self
    }

    /// Whether each row fits on a line of so many cells.
    pub fn fits(&self, cells: usize) -> bool {
        self.layout(cells).1.len() == 1
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The lines, so many blanks in.
    pub fn told(&self, paper: &Paper, indent: usize) -> Told {
        let (measures, lines) = self.layout(paper.width.saturating_sub(indent));
        if lines.len() > 2 {
            return super::record::records(&self.columns, &self.rows, self.naming, (paper, indent));
        }
        let folded = lines.len() > 1;
        let written = |cells: &[Cell], head: bool| {
            let of_line = |(at, line): (usize, &Line)| {
                let inset = indent + if at == 0 { 0 } else { FOLD };
                self.line(paper, cells, (line, &measures), (inset, head))
            };
            lines.iter().enumerate().map(of_line).collect::<Vec<String>>()
        };
        let titles = |of: &dyn Fn(&Column) -> String| {
            self.columns.iter().map(|column| Cell::There(of(column))).collect::<Vec<_>>()
        };
        let mut head = Vec::new();
        if self.columns.iter().any(|column| !column.title.is_empty()) {
            match folded {
                true => head.extend(written(&titles(&|column| full_title(column)), true)),
                false => head.extend(written(&titles(&|column| clip(&column.title, LONGEST_HEAD)), true)),
            }
            if !folded && self.columns.iter().any(|column| !column.unit.is_empty()) {
                head.extend(written(&titles(&|column| column.unit.clone()), true));
            }
        }
        let body = self.rows.iter().flat_map(|row| written(row, false)).collect();
        Told { head, body, tall: lines.len().max(1), foot: Vec::new() }
    }

    /// One line of a row.
    fn line(
        &self,
        paper: &Paper,
        cells: &[Cell],
        (line, measures): (&Line, &[Measure]),
        (inset, head): (usize, bool),
    ) -> String {
        let all = cells.iter().zip(&self.columns).zip(measures);
        let written = all.skip(line.start).take(line.len()).map(|((cell, column), measure)| {
            let text = clip(cell.text(), measure.width);
            let padded = match (column.figures, head, cell) {
                (false, ..) => pad_right(&text, measure.width),
                (true, false, Cell::There(_)) => by_point(cell.text(), *measure),
                (true, ..) => pad_left(&text, measure.width),
            };
            match (head, cell) {
                (true, _) => paper.paint(Ink::Head, &padded),
                (false, Cell::None(_)) => paper.paint(Ink::Faint, &padded),
                (false, Cell::There(_)) => padded,
            }
        });
        let line = written.collect::<Vec<_>>().join(&" ".repeat(GAP));
        format!("{}{line}", " ".repeat(inset)).trim_end().to_owned()
    }

    /// The columns' widths, and the lines that a row takes.
    fn layout(&self, room: usize) -> (Vec<Measure>, Vec<Line>) {
        let mut measures: Vec<Measure> = (0..self.columns.len()).map(|at| self.measure(at, false)).collect();
        let together = |measures: &[Measure]| {
            measures.iter().map(|measure| measure.width + GAP).sum::<usize>().saturating_sub(GAP)
        };
        let mut excess = together(&measures).saturating_sub(room);
        if excess > 0 {
            let natural = measures.clone();
            while excess > 0 {
                let giving = measures.iter_mut().zip(&self.columns).filter(|(_, column)| !column.figures);
                let widest = giving.map(|(measure, _)| measure).max_by_key(|measure| measure.width);
                let Some(widest) = widest.filter(|widest| widest.width > LEAST) else { break };
                widest.width -= 1;
                excess -= 1;
            }
            if excess > 0 {
                measures = natural;
                return self.fold(measures, room);
            }
        }
        (measures, std::iter::once(0..self.columns.len()).collect())
    }

    /// Columns go on the line before them while there is room; a last column of words gives way.
    fn fold(&self, mut measures: Vec<Measure>, room: usize) -> (Vec<Measure>, Vec<Line>) {
        for (at, measure) in measures.iter_mut().enumerate() {
            *measure = self.measure(at, true);
            measure.width = measure.width.min(room.saturating_sub(FOLD));
        }
        let mut lines: Vec<Line> = Vec::new();
        let mut used = 0;
        for (at, (measure, column)) in measures.iter_mut().zip(&self.columns).enumerate() {
            let left = room.saturating_sub(used + GAP);
            match lines.last_mut() {
                Some(line) if measure.width <= left || (!column.figures && left >= LEAST) => {
                    measure.width = measure.width.min(left);
                    used += GAP + measure.width;
                    line.end = at + 1;
                }
                _ => {
                    used = measure.width + if lines.is_empty() { 0 } else { FOLD };
                    lines.push(at..at + 1);
                }
            }
        }
        (measures, lines)
    }

    /// How wide a column would be if it could; with its unit behind the head where rows are folded.
    fn measure(&self, at: usize, folded: bool) -> Measure {
        let Some(column) = self.columns.get(at) else { return Measure::default() };
        let cells = || self.rows.iter().filter_map(|row| row.get(at));
        let head = match folded {
            true => width(&full_title(column)),
            false => width(&column.title).min(LONGEST_HEAD).max(width(&column.unit)),
        };
        if !column.figures {
            return Measure {
                width: cells().map(|c| width(c.text())).max().unwrap_or(0).max(head),
                after_point: 0,
            };
        }
        let parts = cells().filter(|cell| matches!(cell, Cell::There(_))).map(|cell| point(cell.text()));
        let (before, after_point) =
            parts.fold((0, 0), |most: (usize, usize), part| (most.0.max(part.0), most.1.max(part.1)));
        let none = cells().map(|cell| if matches!(cell, Cell::None(_)) { width(cell.text()) } else { 0 });
        Measure { width: (before + after_point).max(none.max().unwrap_or(0)).max(head), after_point }
    }
}

/// `得分（分）`
fn full_title(column: &Column) -> String {
    let title = if column.unit.is_empty() {
        column.title.clone()
    } else {
        format!("{}（{}）", column.title, column.unit)
    };
    clip(&title, LONGEST_HEAD)
}

/// How many cells stand before the point of a figure, and how many from it on.
fn point(figure: &str) -> (usize, usize) {
    match figure.find('.').and_then(|at| figure.split_at_checked(at)) {
        Some((before, after)) => (width(before), width(after)),
        None => (width(figure), 0),
    }
}

/// A figure with its point under those of the others.
fn by_point(figure: &str, measure: Measure) -> String {
    let after = measure.after_point.saturating_sub(point(figure).1);
    pad_left(&format!("{figure}{}", " ".repeat(after)), measure.width)
}

#[cfg(test)]
mod tests {
    use heng_grammar::diagnostic::Language;

    use super::*;

    fn grid() -> Grid {
        let mut grid = Grid::new(vec![
            Column::words("编号"),
            Column::words("名称"),
            Column::figures("亩均税收", "万元/亩"),
        ]);
        grid.row(vec!["E1".into(), "东风铸造有限责任公司".into(), "16.025".into()]);
        grid.row(vec!["E2".into(), "南山纺织".into(), "3".into()]);
        grid.row(vec!["E3".into(), "西湖印染".into(), Cell::None("缺失".into())]);
        grid
    }

    fn lines(width: usize) -> Vec<String> {
        let paper = Paper { language: Language::Chinese, width, colour: false, drawn: true };
        grid().told(&paper, 0).all().map(str::to_owned).collect()
    }

    #[test]
    fn figures_stand_under_one_another_by_the_point() {
        let all = [
            "编号  名称                  亩均税收",
            "                             万元/亩",
            "E1    东风铸造有限责任公司    16.025",
            "E2    南山纺织                 3",
            "E3    西湖印染                  缺失",
        ];
        assert_eq!(lines(80), all);
    }

    #[test]
    fn names_give_way_before_rows_fold() {
        assert_eq!(lines(30)[2], "E1    东风铸造有限…     16.025");
        let folded =
            ["编号  名称", "    亩均税收（万元/亩）", "E1    东风铸造有限责任…", "                 16.025"];
        assert_eq!(lines(24)[..4], folded);
    }
}
