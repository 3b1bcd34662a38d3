//! The tables that a program writes where its 输出 do not say: for each table its key and every named value, a line a row or, where
//! values are by years, a line a row and year; the values of the whole; the postings of its ledgers.

use dashu_ratio::RBig;
use heng_grammar::span::Span;

use crate::lower::{Context, build};
use crate::program::{
    Axis, Core, DefinitionId, Frame, Kind, Node, Output, OutputColumn, Party, Posting, Role, TableId, Type,
};
use crate::value::{Absence, Value};

/// The table of the values of the whole.
const WHOLE: &str = "结果";
/// The table of the values of the whole by years.
const WHOLE_BY_YEARS: &str = "汇总";
/// The table of all postings.
const LEDGER: &str = "台账";

/// A value that is written by its name: where it stands in the script, and its definitions by year.
struct Named {
    place: (Span, u32),
    path: Vec<String>,
    years: Vec<(Option<i32>, DefinitionId)>,
}

impl Named {
    /// The definition of a year; one without years is the same every year.
    fn of(&self, year: Option<i32>) -> Option<DefinitionId> {
        let found = self.years.iter().find(|(own, _)| own.is_none() || *own == year);
        found.map(|(_, id)| *id)
    }

    fn is_yearly(&self) -> bool {
        self.years.iter().any(|(year, _)| year.is_some())
    }
}

impl Context<'_> {
    /// The name of the table with the values of a frame.
    pub(super) fn result_name(&self, frame: Frame, year: Option<i32>) -> String {
        match (frame, year) {
            (Frame::Rows(table), _) => {
                self.program.tables.get(table.index()).map(|t| t.name.clone()).unwrap_or_default()
            }
            (Frame::Whole, Some(_)) => WHOLE_BY_YEARS.to_owned(),
            (Frame::Whole, None) => WHOLE.to_owned(),
        }
    }

    /// For each table its key and then every named definition in the order written; the named values of the whole.
    pub(super) fn default_outputs(&mut self) {
        let tables =
            (0_u32..).zip(self.program.tables.iter()).map(|(position, _)| Frame::Rows(TableId(position)));
        let frames: Vec<Frame> = tables.chain([Frame::Whole]).collect();
        for frame in frames {
            let named = self.named_values(frame);
            let yearly = named.iter().any(Named::is_yearly);
            match (self.program.axis.filter(|_| yearly), frame) {
                (Some(axis), Frame::Whole) => {
                    let (by_years, once): (Vec<Named>, Vec<Named>) =
                        named.into_iter().partition(Named::is_yearly);
                    self.outputs_by_years(frame, &by_years, axis);
                    self.default_output(frame, &once, None);
                }
                (Some(axis), Frame::Rows(_)) => self.outputs_by_years(frame, &named, axis),
                (None, _) => self.default_output(frame, &named, None),
            }
        }
    }

    fn outputs_by_years(&mut self, frame: Frame, named: &[Named], axis: Axis) {
        for year in axis.years() {
            self.default_output(frame, named, Some(year));
        }
    }

    fn default_output(&mut self, frame: Frame, named: &[Named], year: Option<i32>) {
        if named.is_empty() {
            return;
        }
        let (mut columns, mut filter) = (Vec::new(), None);
        if let Frame::Rows(table) = frame {
            columns = self.key_outputs(table);
            filter = self.listed(table, year);
        }
        if let Some((year, first)) = year.zip(named.first()) {
            columns.push(year_column(year, first.place.0));
        }
        for value in named {
            columns.extend(self.named_column(value, year));
        }
        let name = self.result_name(frame, year);
        self.program.outputs.push(Output {
            name,
            number: 0,
            section: 0,
            frame,
            year,
            filter,
            order: Vec::new(),
            columns,
        });
    }

    fn key_outputs(&mut self, table: TableId) -> Vec<OutputColumn> {
        let keys = self.key_columns(table);
        keys.into_iter()
            .filter_map(|column| {
                let rule = self.program.tables.get(table.index())?.columns.get(column.index())?;
                let (name, span) = (rule.name.clone(), rule.span.unwrap_or_default());
                Some(OutputColumn { name, value: self.column_value(table, column, span), shown: None })
            })
            .collect()
    }

    /// The values of a frame that have a name of their own, in the order written. Years before the axis, which other years ask for, are
    /// not among the results.
    fn named_values(&self, frame: Frame) -> Vec<Named> {
        let axis = self.program.axis;
        let shown = |year: Option<i32>| year.is_none_or(|year| axis.is_some_and(|axis| axis.holds(year)));
        let mut named: Vec<Named> = Vec::new();
        for (position, definition) in (0_u32..).zip(&self.program.definitions) {
            let own =
                definition.frame == frame && definition.role == Role::Named && definition.path.len() == 1;
            if !own || !shown(definition.year) {
                continue;
            }
            let of_year = (definition.year, DefinitionId(position));
            let known = named.iter_mut().find(|n| definition.year.is_some() && n.path == definition.path);
            match known {
                Some(known) => known.years.push(of_year),
                None => named.push(Named {
                    place: (definition.span, position),
                    path: definition.path.clone(),
                    years: vec![of_year],
                }),
            }
        }
        named.sort_by_key(|n| (n.place.0.source, n.place.0.start, n.place.1));
        named
    }

    fn named_column(&mut self, named: &Named, year: Option<i32>) -> Option<OutputColumn> {
        let (name, span) = (named.path.join("."), named.place.0);
        let Some(id) = named.of(year) else {
            let ty = named.years.first().and_then(|(_, id)| self.program.definition(*id))?.body.ty.clone();
            return Some(OutputColumn {
                name,
                value: build::absent(Absence::NotApplicable, ty, span),
                shown: None,
            });
        };
        let shown = self.program.definition(id)?.shown;
        Some(OutputColumn { name, value: self.definition_value(id, span), shown })
    }

    /// 台账: a line for every share that applies, by source, year and row; the shares of one row stand together.
    pub(super) fn ledger_outputs(&mut self) {
        let postings = self.program.postings.clone();
        let axis = self.program.axis;
        let mut sections: Vec<(&str, Option<i32>)> = Vec::new();
        for posting in &postings {
            let sources = &mut sections;
            let key = (posting.source.as_str(), posting.year);
            if !sources.contains(&key) {
                sources.push(key);
            }
        }
        let first_of = |source: &str| postings.iter().position(|posting| posting.source == source);
        sections.sort_by_key(|(source, year)| (first_of(source), *year));
        for posting in &postings {
            let outside = posting.year.is_some_and(|year| axis.is_some_and(|axis| !axis.holds(year)));
            let section = sections.iter().position(|s| *s == (posting.source.as_str(), posting.year));
            if let Some(section) = section.filter(|_| !outside).and_then(|s| u32::try_from(s + 1).ok()) {
                let output = self.ledger_output(posting, section, axis.is_some());
                self.program.outputs.push(output);
            }
        }
    }

    fn ledger_output(&mut self, posting: &Posting, section: u32, years: bool) -> Output {
        let span = posting.span;
        let amount = self.definition_value(posting.amount, span);
        let text = |name: &str, text: &str| OutputColumn {
            name: name.to_owned(),
            value: build::text(text, span),
            shown: None,
        };
        let row = self.row_name(posting.frame, span);
        let party = match &posting.party {
            Party::Named(name) => build::text(name.as_str(), span),
            Party::Row => row.clone(),
        };
        let unit = amount.ty.unit().map(|unit| self.program.units.text(unit)).unwrap_or_default();
        let articles: Vec<&str> = posting.citations.iter().map(|c| c.article.as_str()).collect();
        let mut columns = vec![text("来源", &posting.source)];
        columns.push(OutputColumn { name: "对象".to_owned(), value: row, shown: None });
        columns.push(text("行", &posting.line));
        if years {
            columns.push(match posting.year {
                Some(year) => year_column(year, span),
                None => text("年度", ""),
            });
        }
        columns.push(OutputColumn { name: "收款方".to_owned(), value: party, shown: None });
        columns.push(text("用途", posting.purpose.as_deref().unwrap_or_default()));
        columns.push(OutputColumn { name: "金额".to_owned(), value: amount.clone(), shown: None });
        columns.push(text("单位", &unit));
        columns.push(text("条款", &articles.join("、")));
        Output {
            name: LEDGER.to_owned(),
            number: 0,
            section,
            frame: posting.frame,
            year: posting.year,
            filter: Some(applies(amount)),
            order: Vec::new(),
            columns,
        }
    }

    /// What a row of a frame is called: its key; nothing for the whole.
    fn row_name(&mut self, frame: Frame, span: Span) -> Core {
        let Frame::Rows(table) = frame else { return build::text("", span) };
        match self.key_columns(table).into_iter().next() {
            Some(column) => self.column_value(table, column, span),
            None => build::text("", span),
        }
    }
}

/// 年度 as a column of a result.
pub(super) fn year_column(year: i32, span: Span) -> OutputColumn {
    let value = Core::new(Node::Constant(Value::Year(year)), Type::present(Kind::Year), span);
    OutputColumn { name: "年度".to_owned(), value, shown: None }
}

/// Whether a column is the year of its line.
pub(super) fn is_year(value: &Core) -> bool {
    matches!(&*value.node, Node::Constant(Value::Year(_)))
}

/// Whether an amount applies to its row: it may be missing or undecided, but is not 不适用.
fn applies(amount: Core) -> Core {
    let span = amount.span;
    let unit = amount.ty.unit().cloned().unwrap_or_default();
    let zero = build::number(RBig::ZERO, unit, span);
    let elsewhere = build::not(build::present(build::if_not_applicable(amount.clone(), zero)));
    build::or(vec![build::present(amount), elsewhere], span)
}
