//! The tables that are written: which rows in which order, and how each value is printed.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::Diagnostic;

use crate::eval::{Outcome, Values};
use crate::program::{Block, Core, DefinitionId, Frame, Kind, Output, OutputColumn, Program};
use crate::value::{Absence, Date};

/// One table to be written.
pub struct ResultTable<'o, 'a> {
    /// The table of the script whose rows they are; `结果` and `汇总` for values of the whole, `台账` for what ledgers post.
    pub name: String,
    /// The headers.
    pub headers: Vec<String>,
    outcome: &'o Outcome<'a>,
    /// One for each year, or each posting; their lines are mixed.
    parts: Vec<&'o Output>,
    lines: Vec<Line>,
    /// Lines that are printed already, where they are those of no frame.
    ready: Vec<Vec<Shown>>,
}

/// One line of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    row: u32,
    part: u32,
}

/// One cell, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A text, a class, a key.
    Text(String),
    /// A number in decimal digits.
    Decimal(String),
    /// 日期
    Date(Date),
    /// 是否
    YesNo(bool),
    /// No value.
    Blank,
}

/// A column in which numbers that do not terminate were cut to 12 significant digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The table.
    pub table: String,
    /// The header.
    pub column: String,
    /// How many of its numbers.
    pub count: u64,
}

/// How many rows are printed at a time.
const AT_ONCE: usize = 4096;

/// What the program writes.
pub fn results<'o, 'a>(outcome: &'o Outcome<'a>) -> Vec<ResultTable<'o, 'a>> {
    let mut tables: Vec<Vec<&'o Output>> = Vec::new();
    for output in &outcome.program().outputs {
        let of_table = |table: &&mut Vec<&Output>| {
            table.first().is_some_and(|first| first.name == output.name && first.number == output.number)
        };
        match tables.last_mut().filter(|table| output.is_part() && of_table(table)) {
            Some(table) => table.push(output),
            None => tables.push(vec![output]),
        }
    }
    let written = tables.into_iter().map(|parts| ResultTable::new(outcome, parts));
    written.chain(super::targets::table(outcome)).collect()
}

impl<'o, 'a> ResultTable<'o, 'a> {
    fn new(outcome: &'o Outcome<'a>, parts: Vec<&'o Output>) -> Self {
        let first = parts.first();
        let name = first.map(|output| output.name.clone()).unwrap_or_default();
        let headers = first.map(|output| output.columns.iter().map(|column| column.name.clone()).collect());
        let lines = lines(outcome, &parts);
        Self { name, headers: headers.unwrap_or_default(), outcome, parts, lines, ready: Vec::new() }
    }

    /// A table whose lines are printed already.
    pub(super) fn ready(
        outcome: &'o Outcome<'a>,
        name: &str,
        headers: Vec<String>,
        ready: Vec<Vec<Shown>>,
    ) -> Self {
        Self { name: name.to_owned(), headers, outcome, parts: Vec::new(), lines: Vec::new(), ready }
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.lines.len() + self.ready.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Per line which row it is: the year or posting it belongs to, and the key of the row.
    pub(super) fn keys(&self) -> Vec<(u32, String)> {
        let key = |line: &Line| {
            let part = self.parts.get(line.part as usize)?;
            let Frame::Rows(table) = part.frame else { return None };
            self.outcome.table(table)?.key_and_name(line.row)
        };
        let lines = self.lines.iter().map(|line| (line.part, key(line).unwrap_or_default()));
        let ready = self.ready.iter().enumerate().map(|(at, _)| (u32::MAX, at.to_string()));
        ready.chain(lines).collect()
    }

    /// The lines, printed some thousands at a time; `cut` counts the numbers that were cut, one entry a column.
    pub fn batches<'t>(&'t self, cut: &'t mut Vec<Cut>) -> impl Iterator<Item = Vec<Vec<Shown>>> + 't {
        let start = cut.len();
        cut.extend(self.headers.iter().map(|header| Cut {
            table: self.name.clone(),
            column: header.clone(),
            count: 0,
        }));
        let ready = self.ready.chunks(AT_ONCE).map(<[Vec<Shown>]>::to_vec);
        let printed = self.lines.chunks(AT_ONCE).map(move |lines| {
            let counts = cut.get_mut(start..).unwrap_or_default();
            self.print_lines(lines, counts)
        });
        ready.chain(printed)
    }

    /// Each part prints its own rows; the lines then take them in their order.
    fn print_lines(&self, lines: &[Line], cut: &mut [Cut]) -> Vec<Vec<Shown>> {
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); self.parts.len()];
        for line in lines {
            if let Some(rows) = rows.get_mut(line.part as usize) {
                rows.push(line.row);
            }
        }
        let mut printed: Vec<_> = self
            .parts
            .iter()
            .zip(&rows)
            .map(|(part, rows)| {
                let columns = part.columns.iter().zip(cut.iter_mut()).filter(|_| !rows.is_empty());
                let columns = columns.map(|(column, cut)| self.print(part.frame, column, rows, cut));
                columns.map(Vec::into_iter).collect::<Vec<_>>()
            })
            .collect();
        let line = |line: &Line| match printed.get_mut(line.part as usize) {
            Some(columns) => columns.iter_mut().map(|cells| cells.next().unwrap_or(Shown::Blank)).collect(),
            None => Vec::new(),
        };
        lines.iter().map(line).collect()
    }

    fn print(&self, frame: Frame, column: &OutputColumn, rows: &[u32], cut: &mut Cut) -> Vec<Shown> {
        let values = self.outcome.evaluate(&column.value, frame, rows);
        if let Kind::Number(_) = column.value.ty.kind {
            return numbers(&values, column.shown, cut);
        }
        (0..rows.len()).map(|at| self.other(&values, at, &column.value.ty.kind)).collect()
    }

    fn other(&self, values: &Values<'_, 'a>, at: usize, kind: &Kind) -> Shown {
        if let Some(why) = values.absence(at) {
            return absent(why);
        }
        let whole = values.whole(at);
        match kind {
            Kind::Text | Kind::Unknown => Shown::Text(values.text(at).unwrap_or_default().to_owned()),
            Kind::YesNo => values.yes_no(at).map_or(Shown::Blank, Shown::YesNo),
            Kind::Date => whole.and_then(Date::from_days).map_or(Shown::Blank, Shown::Date),
            Kind::Year => whole.map_or(Shown::Blank, |year| Shown::Decimal(year.to_string())),
            Kind::Choice(choice) => {
                let member = whole.and_then(|m| usize::try_from(m).ok());
                let members =
                    self.outcome.program().choice(*choice).map(|c| c.members.as_slice()).unwrap_or_default();
                member.and_then(|m| members.get(m)).map_or(Shown::Blank, |name| Shown::Text(name.clone()))
            }
            Kind::Reference(table) => {
                let table = self.outcome.table(*table);
                let row = whole.and_then(|row| u32::try_from(row).ok());
                let key = table.zip(row).and_then(|(table, row)| table.key_text(row));
                key.map_or(Shown::Blank, Shown::Text)
            }
            Kind::Number(_) => Shown::Blank,
        }
    }
}

fn numbers(values: &Values<'_, '_>, shown: Option<u32>, cut: &mut Cut) -> Vec<Shown> {
    let blank = |at: usize| values.absence(at).map_or(Shown::Blank, absent);
    match shown {
        Some(places) => {
            let fixed = values.fixed(places).into_iter().enumerate();
            fixed.map(|(at, digits)| digits.map_or_else(|| blank(at), Shown::Decimal)).collect()
        }
        None => {
            let printed = values.printed();
            cut.count += printed.iter().flatten().filter(|p| !p.terminates).count() as u64;
            let printed = printed.into_iter().enumerate();
            printed.map(|(at, p)| p.map_or_else(|| blank(at), |p| Shown::Decimal(p.text))).collect()
        }
    }
}

/// 未定 is said, because it waits for somebody; the others are blank.
fn absent(why: Absence) -> Shown {
    match why {
        Absence::Undecided => Shown::Text("未定".to_owned()),
        Absence::Missing | Absence::NotApplicable => Shown::Blank,
    }
}

/// The lines of a table: by section, then as the rows stand in the first part that has them, then part by part.
fn lines(outcome: &Outcome<'_>, parts: &[&Output]) -> Vec<Line> {
    let selected: Vec<Vec<u32>> = parts.iter().map(|output| rows_of(outcome, output)).collect();
    if let [rows] = selected.as_slice() {
        return rows.iter().map(|row| Line { row: *row, part: 0 }).collect();
    }
    let mut places: BTreeMap<(u32, Frame, u32), usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for ((part, output), rows) in (0_u32..).zip(parts).zip(&selected) {
        for row in rows {
            let next = if output.order.is_empty() { *row as usize } else { places.len() };
            let place = *places.entry((output.section, output.frame, *row)).or_insert(next);
            lines.push(((output.section, place, part), Line { row: *row, part }));
        }
    }
    lines.sort_by_key(|(key, _)| *key);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The rows of an output in its order.
pub(crate) fn rows_of(outcome: &Outcome<'_>, output: &Output) -> Vec<u32> {
    let mut rows = outcome.select(output.frame, output.filter.as_ref());
    if let Some(listed) = listed(outcome.program(), output.frame).filter(|_| output.filter.is_none()) {
        let listed = outcome.yes_no(listed);
        rows.retain(|row| listed.get(*row as usize) == Some(&Ok(true)));
    }
    if !output.order.is_empty() {
        rows = outcome.order(output.frame, &rows, &output.order);
    }
    rows
}

/// The yes/no of 参评 that says whether a row is in the list: a table is written for those that are, unless it says itself
/// which rows it wants.
pub fn listed(program: &Program, frame: Frame) -> Option<DefinitionId> {
    program.blocks.iter().find_map(|block| match block {
        Block::Participation(block) if Frame::Rows(block.table) == frame => Some(block.listed),
        _ => None,
    })
}

/// H0912: amounts of money that would be written and neither end nor are rounded: nobody can pay a third of a fen.
pub fn unrounded_money(outcome: &Outcome<'_>) -> Vec<Diagnostic> {
    let program = outcome.program();
    let mut reports = Vec::new();
    let mut told: Vec<heng_grammar::span::Span> = Vec::new();
    for table in results(outcome) {
        let rows = |part: u32| -> Vec<u32> {
            table.lines.iter().filter(|line| line.part == part).map(|line| line.row).collect()
        };
        for (part, output) in (0_u32..).zip(table.parts.iter().copied()) {
            let money = output.columns.iter().filter(|c| c.shown.is_none() && is_money(program, &c.value));
            for column in money {
                let values = outcome.evaluate(&column.value, output.frame, &rows(part));
                let endless = values.printed().iter().flatten().filter(|p| !p.terminates).count();
                if endless > 0 && !told.contains(&column.value.span) {
                    told.push(column.value.span);
                    reports.push(endless_money(&column.name, column.value.span, endless));
                }
            }
        }
    }
    reports
}

fn endless_money(name: &str, span: heng_grammar::span::Span, count: usize) -> Diagnostic {
    Diagnostic::error(
        912,
        format!("金额「{name}」除不尽又没有取整，有 {count} 个写不完的数"),
        format!("the amount `{name}` neither ends nor is rounded: {count} numbers cannot be written in full"),
    )
    .at(span, "这里算出的金额", "the amount computed here")
    .help(
        "在它的定义后面写 保留 2 位 或 精确到 0.01 元，说明零头怎样处理。",
        "say how it is rounded in its definition: 保留 2 位 or 精确到 0.01 元.",
    )
}

/// Whether an expression is an amount of money: its unit has the dimension of 元, to the power of one.
pub(crate) fn is_money(program: &Program, core: &Core) -> bool {
    let Kind::Number(number) = &core.ty.kind else { return false };
    let mut factors = number.unit.factors.iter();
    let (Some((unit, 1)), None) = (factors.next(), factors.next()) else { return false };
    program.unit_name(*unit).ends_with('元')
}
