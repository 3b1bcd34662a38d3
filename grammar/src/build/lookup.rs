//! `查表`.

use super::clause::rounding_mode;
use super::tally::per_remainder;
use super::word::name;
use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{
    Expr, KeyCell, KeyTest, Lookup, LookupKey, LookupOutput, LookupRow, Marginal, Notes, Overlap, PerRate,
    PerRemainder, RoundingMode, YearPoint,
};

/// What the rows and the tail of a table say besides its rows.
#[derive(Default)]
struct Gathered {
    rows: Vec<LookupRow>,
    per: Vec<Option<PerRate>>,
    overlap: Option<Overlap>,
    year_point: Option<YearPoint>,
    proportional: Option<()>,
    remainder: Option<RoundingMode>,
}

impl Builder<'_> {
    /// `查表 准入门槛(园区级别) → 亩均投资: 万元/亩，亩均税收: 万元/亩 { … } 重叠 取大`
    pub(super) fn lookup(&mut self, entry: &Entry) -> Option<Lookup> {
        let header = self.read(Rule::lookup_header, entry.header)?;
        let found = self.diagnostics.len();
        let keys = header.child(Rule::lookup_keys);
        let keys: Vec<LookupKey> = keys
            .map(|list| list.all(Rule::lookup_key).map(|key| self.lookup_key(key)).collect())
            .unwrap_or_default();
        let outputs: Vec<LookupOutput> =
            header.all(Rule::lookup_output).map(|output| self.lookup_output(output)).collect();
        let mut gathered = Gathered::default();
        if header.has(Rule::kw_see_table) {
            self.forbid_body(entry);
            self.printed_rows(&mut gathered, keys.len().max(1), outputs.len(), &header);
        } else {
            for inner in self.body(entry) {
                self.lookup_line(&mut gathered, inner, keys.len(), outputs.len());
            }
        }
        if let Some(tail) = entry.tail.and_then(|tail| self.read(Rule::lookup_tail, tail)) {
            self.lookup_tail(&mut gathered, &tail);
        }
        let marginal = header.has(Rule::kw_marginal);
        // 按比例 进一: each stretch in proportion, and the whole made whole.
        let remainder = gathered.remainder.map(PerRemainder::Rounded);
        let remainder = remainder.or(gathered.proportional.map(|()| PerRemainder::Proportional));
        if !marginal && let Some(per) = gathered.per.iter().flatten().next() {
            self.report(structure::per_outside_marginal(per.quantum.span));
        }
        Some(Lookup {
            name: self.name_in(&header),
            keys,
            outputs,
            rows: gathered.rows,
            overlap: gathered.overlap,
            year_point: gathered.year_point,
            marginal: marginal.then_some(Marginal { per: gathered.per, remainder }),
            incomplete: self.diagnostics.len() > found || self.is_broken(entry.span),
        })
    }

    fn lookup_key(&mut self, node: &Node) -> LookupKey {
        LookupKey { name: self.name_in(node), ty: self.type_in(node) }
    }

    fn lookup_output(&mut self, node: &Node) -> LookupOutput {
        LookupOutput { name: node.child(Rule::name).map(name), ty: self.promised_type(node) }
    }

    fn lookup_line(&mut self, gathered: &mut Gathered, entry: &Entry, keys: usize, outputs: usize) {
        let rule = if outputs == 1 { Rule::lookup_entry_single } else { Rule::lookup_entry };
        let Some(node) = self.leaf(rule, entry) else { return };
        let Some(line) = node.first() else { return };
        if line.rule == Rule::overlap {
            self.once(&mut gathered.overlap, overlap(line), line.span);
            return;
        }
        if line.rule == Rule::year_point {
            self.once(&mut gathered.year_point, year_point(line), line.span);
            return;
        }
        let cells: Vec<KeyCell> = line.all(Rule::key_cell).map(|cell| self.key_cell(cell)).collect();
        self.key_count(&cells, keys, line.span);
        let (values, per) = self.row_values(line);
        if values.len() != outputs {
            self.report(structure::output_count(line.span, outputs, values.len()));
        }
        let respectively = line.has(Rule::kw_respectively);
        let row =
            LookupRow { keys: cells, outputs: values, respectively, notes: notes(entry), span: entry.span };
        gathered.rows.push(row);
        gathered.per.push(per);
    }

    /// A row says something for each key; one of a table without keys may say from when it holds.
    fn key_count(&mut self, cells: &[KeyCell], keys: usize, row: Span) {
        if keys > 0 && cells.is_empty() {
            self.report(structure::blank_keys(row, keys));
        } else if cells.len() != keys && (keys > 0 || cells.len() > 1) {
            self.report(structure::key_count(row, keys, cells.len()));
        }
    }

    fn row_values(&mut self, line: &Node) -> (Vec<Vec<Expr>>, Option<PerRate>) {
        if line.rule == Rule::lookup_row {
            let cells = line.all(Rule::output_cell);
            return (cells.map(|cell| self.expressions(cell, Rule::unary)).collect(), None);
        }
        match line.child(Rule::per_rate) {
            Some(per) => {
                let remainder = per.child(Rule::partial).map(per_remainder);
                let rate = PerRate { quantum: self.number_in(per), remainder };
                (vec![vec![self.expression_in(per, Rule::sum)]], Some(rate))
            }
            None => (vec![self.expressions(line, Rule::expression)], None),
        }
    }

    fn key_cell(&mut self, node: &Node) -> KeyCell {
        KeyCell {
            alternatives: node.all(Rule::key_test).filter_map(|test| self.key_test(test)).collect(),
            span: node.span,
        }
    }

    pub(super) fn key_test(&mut self, node: &Node) -> Option<KeyTest> {
        let first = node.first()?;
        Some(match first.rule {
            Rule::kw_same => KeyTest::Same,
            Rule::kw_rest => KeyTest::Rest,
            Rule::key_from => KeyTest::From(self.expression_in(first, Rule::unary)),
            Rule::key_range => self.interval(first)?,
            Rule::comparator => self.interval(node)?,
            _ => KeyTest::Is(self.expression(first)),
        })
    }

    fn interval(&mut self, node: &Node) -> Option<KeyTest> {
        let (lower, upper) = self.ends(node, Rule::unary)?;
        Some(KeyTest::Interval { lower, upper })
    }

    fn lookup_tail(&mut self, gathered: &mut Gathered, tail: &Node) {
        for clause in &tail.children {
            match clause.rule {
                Rule::overlap => self.once(&mut gathered.overlap, overlap(clause), clause.span),
                Rule::year_point => self.once(&mut gathered.year_point, year_point(clause), clause.span),
                Rule::rounding_mode => {
                    self.once(&mut gathered.remainder, rounding_mode(clause), clause.span);
                }
                Rule::kw_proportional => {
                    self.once(&mut gathered.proportional, (), clause.span);
                }
                _ => {}
            }
        }
    }

    /// The rows of the Markdown table that follows, for `见下表`.
    fn printed_rows(&mut self, gathered: &mut Gathered, keys: usize, outputs: usize, header: &Node) {
        let after = header.span.range().end;
        let Some(table) = self.printed.iter().find(|table| table.span.range().start >= after).cloned() else {
            self.report(structure::no_printed_table(header.span));
            return;
        };
        // Markdown makes every row as wide as the first.
        if table.header.len() != keys + outputs {
            let cells: Vec<Span> = table.header.iter().map(|cell| cell.span).collect();
            let span = row_span(&cells, table.span);
            self.report(structure::printed_table_width(span, keys + outputs, cells.len()));
            return;
        }
        for row in &table.rows {
            let cells: Vec<Span> = row.iter().map(|cell| cell.span).collect();
            if cells.iter().any(|&cell| self.said(cell).trim().is_empty()) {
                self.report(structure::empty_cell(row_span(&cells, table.span)));
                continue;
            }
            gathered.rows.extend(self.printed_row(&cells, keys, table.span));
            gathered.per.push(None);
        }
    }

    fn printed_row(&mut self, cells: &[Span], keys: usize, table: Span) -> Option<LookupRow> {
        let (key_spans, value_spans) = cells.split_at_checked(keys)?;
        let mut made = LookupRow {
            keys: Vec::new(),
            outputs: Vec::new(),
            respectively: false,
            notes: Notes::default(),
            span: row_span(cells, table),
        };
        for &span in key_spans {
            let node = self.read(Rule::table_key, span)?;
            made.keys.push(self.key_cell(node.first()?));
        }
        for &span in value_spans {
            let node = self.read(Rule::table_output, span)?;
            made.outputs.push(vec![self.expression_in(&node, Rule::expression)]);
        }
        Some(made)
    }
}

fn row_span(cells: &[Span], table: Span) -> Span {
    cells.iter().copied().reduce(Span::to).unwrap_or(table)
}

fn overlap(node: &Node) -> Overlap {
    if node.has(Rule::kw_larger) { Overlap::Larger } else { Overlap::Smaller }
}

fn year_point(node: &Node) -> YearPoint {
    if node.has(Rule::kw_year_start) {
        YearPoint::Start
    } else if node.has(Rule::kw_year_end) {
        YearPoint::End
    } else {
        YearPoint::ByDay
    }
}
