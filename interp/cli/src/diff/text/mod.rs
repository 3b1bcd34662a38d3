//! A comparison for a person: in what the two differ, the classes, the rows that move and why, the money.

mod changes;
mod money;
mod moved;

use heng_grammar::diagnostic::Language;
use heng_interp::compare::{Class, TransitionMatrix, transitions};

use super::{Difference, Side};
use crate::report::text::{Align, TextTable, pad_right, wrap};

/// The comparison in lines of at most `width` cells; at most `most` rows that move are listed.
pub fn diff_lines(difference: &Difference, language: Language, width: usize, most: usize) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), language, width };
    page.heading(difference);
    page.changes(difference);
    let (before, after) = (&difference.sides.0.standings, &difference.sides.1.standings);
    for matrix in transitions(before, after) {
        page.matrix(&matrix);
    }
    page.moved(difference, most);
    page.money(difference, most);
    page.lines
}

struct Page {
    lines: Vec<String>,
    language: Language,
    width: usize,
}

impl Page {
    fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        if self.language == Language::Chinese { zh } else { en }
    }

    fn of(&self, (zh, en): (String, String)) -> String {
        if self.language == Language::Chinese { zh } else { en }
    }

    fn section(&mut self, title: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(title.to_owned());
    }

    fn paragraph(&mut self, text: &str) {
        let lines = wrap(text, self.width.saturating_sub(2));
        self.lines.extend(lines.into_iter().map(|line| format!("  {line}")));
    }

    fn table(&mut self, table: &TextTable) {
        self.lines.extend(table.lines(2, self.width));
    }

    fn heading(&mut self, difference: &Difference) {
        let title = self.pick("比较", "Comparison").to_owned();
        self.section(&title);
        for (zh, en, side) in [("前", "before", &difference.sides.0), ("后", "after", &difference.sides.1)]
        {
            let label = self.pick(zh, en).to_owned();
            let cells = if self.language == Language::Chinese { 2 } else { 6 };
            let lines = wrap(&self.side(side), self.width.saturating_sub(cells + 4));
            for (at, line) in lines.iter().enumerate() {
                let label = pad_right(if at == 0 { &label } else { "" }, cells);
                self.lines.push(format!("  {label}  {line}"));
            }
        }
    }

    /// `examples/海门区  海门区…办法（示例一〔2022〕1号）  2022-03-31`
    fn side(&self, side: &Side) -> String {
        let number = side.summary.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
        let policy =
            side.summary.policy.as_ref().map(|policy| format!("  {policy}{number}")).unwrap_or_default();
        let day = side.day.map(|day| format!("  {day}")).unwrap_or_default();
        let mark = self.pick("  【预评价】", "  [PRELIMINARY]");
        let mark = if side.preliminary { mark } else { "" };
        format!("{}{policy}{day}{mark}", side.asked.shown)
    }

    fn matrix(&mut self, matrix: &TransitionMatrix) {
        if matrix.moved() == 0 {
            let (grade, rows) = (&matrix.grade, matrix.counts.values().sum::<u64>());
            let title = self.of((
                format!("等级：{grade}，{rows} 行都没有变动"),
                format!("Classes: {grade}, none of {rows} rows moved"),
            ));
            return self.section(&title);
        }
        let title = match self.language {
            Language::Chinese => {
                format!("等级：{}（行是前，列是后），变动 {}", matrix.grade, matrix.moved())
            }
            Language::English => {
                format!("Classes: {} (rows before, columns after), {} moved", matrix.grade, matrix.moved())
            }
        };
        self.section(&title);
        let name = |class: &Class| self.pick(class.words().0, class.words().1).to_owned();
        let total = self.pick("合计", "total").to_owned();
        let mut columns = vec![(String::new(), Align::Left)];
        columns.extend(matrix.classes.iter().map(|class| (name(class), Align::Right)));
        columns.push((total.clone(), Align::Right));
        let mut table = TextTable::new(columns);
        let shown = |count: u64| if count == 0 { "·".to_owned() } else { count.to_string() };
        for (before, class) in matrix.classes.iter().enumerate() {
            let mut row = vec![name(class)];
            row.extend((0..matrix.classes.len()).map(|after| shown(matrix.count(before, after))));
            row.push(matrix.totals(before).0.to_string());
            table.row(row);
        }
        let mut last = vec![total];
        last.extend((0..matrix.classes.len()).map(|class| matrix.totals(class).1.to_string()));
        last.push(matrix.counts.values().sum::<u64>().to_string());
        table.row(last);
        self.table(&table);
    }
}
