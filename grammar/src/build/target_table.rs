//! `目标 … 见下表`: the printed table of a document, its cells read as targets.

use super::Builder;
use super::target::GatheredTargets;
use crate::fold::fold;
use crate::literate::MarkdownTable;
use crate::parser::{Node, Rule, match_rule, structure};
use crate::span::Span;
use crate::tree::{
    Citation, Expr, Name, Notes, TargetBase, TargetColumn, TargetLine, TargetNature, TargetPeriod, TargetRow,
    TargetTest, TargetTotal, TargetWhen, UnitExpr,
};

/// What a column of a printed list of indicators holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Name,
    Unit,
    Nature,
    Article,
    Base(i32),
    Target(Option<i32>),
    Other,
}

impl<'t> Builder<'t> {
    /// The lines or the grid of the Markdown table that follows.
    pub(super) fn printed_targets(
        &mut self,
        gathered: &mut GatheredTargets,
        period: Option<TargetPeriod>,
        grid: bool,
        header: &Node,
    ) {
        let after = header.span.range().end;
        let Some(table) = self.printed.iter().find(|table| table.span.range().start >= after).cloned() else {
            self.report(structure::no_printed_table(header.span));
            return;
        };
        if grid {
            self.printed_grid(gathered, &table);
        } else {
            self.printed_lines(gathered, &table, period);
        }
    }

    fn printed_lines(
        &mut self,
        gathered: &mut GatheredTargets,
        table: &MarkdownTable,
        period: Option<TargetPeriod>,
    ) {
        let heads: Vec<String> =
            table.header.iter().map(|cell| fold(cell.text.trim()).into_owned()).collect();
        let roles = roles(&heads, period);
        for row in &table.rows {
            let spans: Vec<Span> = row.iter().map(|cell| cell.span).collect();
            let whole = spans.iter().copied().reduce(Span::to).unwrap_or(table.span);
            let mut line = blank_line(whole);
            let mut names = Vec::new();
            let mut read = Vec::new();
            for (&span, &role) in spans.iter().zip(&roles) {
                match role {
                    Role::Name => {
                        let (found, unit) = self.printed_name(span, roles.contains(&Role::Unit));
                        names = found;
                        line.unit = line.unit.take().or(unit);
                    }
                    Role::Unit if !self.says_nothing(span) => {
                        line.unit =
                            self.read(Rule::table_unit, span).and_then(|node| self.indicator_unit(&node));
                    }
                    Role::Nature => line.nature = nature(self.said(span)),
                    Role::Article if !self.says_nothing(span) => {
                        let article = self.said(span).trim().to_owned();
                        line.notes.citations.push(Citation { article, span });
                    }
                    Role::Base(year) => line.bases.extend(self.printed_base(span, year)),
                    Role::Target(year) => read.extend(self.printed_cell(span).map(|node| (year, node))),
                    _ => {}
                }
            }
            if let Some(first) = names.first() {
                line.name = first.clone();
                self.printed_tests(gathered, &line, &names, &read);
            }
        }
    }

    /// A line's cells, each for the year of its column.
    fn printed_tests(
        &mut self,
        gathered: &mut GatheredTargets,
        line: &TargetLine,
        names: &[Name],
        cells: &[(Option<i32>, Node<'t>)],
    ) {
        let start = gathered.lines.len();
        let tests: Vec<&Node> = cells.iter().flat_map(|(_, node)| tests_in(node)).collect();
        self.target_lines(gathered, line, names, &tests);
        let years: Vec<(Option<i32>, bool, Span)> =
            cells.iter().map(|(year, node)| (*year, node.has(Rule::target_in_brackets), node.span)).collect();
        for test in gathered.lines.iter_mut().skip(start).flat_map(|line| &mut line.tests) {
            let of =
                years.iter().find(|(_, _, span)| span.start <= test.span.start && test.span.end <= span.end);
            let Some((year, bracketed, _)) = of else { continue };
            if *bracketed {
                test.when = test.when.or(Some(TargetWhen::Cumulative));
            }
            test.when = test.when.or(year.map(TargetWhen::Year));
        }
    }

    /// The indicators a cell names, and the unit printed in brackets behind them.
    fn printed_name(&mut self, span: Span, has_units: bool) -> (Vec<Name>, Option<UnitExpr>) {
        let (name, unit) =
            if has_units { (trimmed(span, self.said(span)), None) } else { self.name_and_unit(span) };
        let mut names = Vec::new();
        let mut start = name.start;
        for piece in name.text(self.said_all()).split('、') {
            let place = Span { start, end: start + length(piece), ..name };
            start += length(piece) + length("、");
            let place = trimmed(place, place.text(self.said_all()));
            names.push(Name { text: bare(place.text(self.said_all())), span: place });
        }
        (names, unit)
    }

    /// `基站数（座）`: the brackets at the end hold a unit that is known.
    fn name_and_unit(&mut self, span: Span) -> (Span, Option<UnitExpr>) {
        let whole = trimmed(span, self.said(span));
        let text = whole.text(self.said_all());
        let close = ['）', ')'].into_iter().find(|close| text.ends_with(*close));
        let open = text.rfind(['（', '(']);
        let (Some(close), Some(open)) = (close, open) else { return (whole, None) };
        let inside =
            text.get(open..).and_then(|rest| rest.chars().next()).map_or(open, |c| open + c.len_utf8());
        let start = whole.range().start;
        let place = Span::new(whole.source, start + inside, whole.range().end - close.len_utf8());
        let Ok(node) = match_rule(Rule::table_unit, self.said_all(), place) else { return (whole, None) };
        let unit = self.indicator_unit(&node);
        let known = unit
            .as_ref()
            .is_some_and(|unit| unit.factors.iter().all(|(factor, _)| self.words.units.knows(&factor.text)));
        if !known {
            return (whole, None);
        }
        let name = Span::new(whole.source, start, start + open);
        (trimmed(name, name.text(self.said_all())), unit)
    }

    fn says_nothing(&self, span: Span) -> bool {
        let text = self.said(span).trim();
        text.is_empty()
            || match_rule(Rule::target_none, self.said_all(), trimmed(span, self.said(span))).is_ok()
    }

    fn printed_base(&mut self, span: Span, year: i32) -> Option<TargetBase> {
        if self.says_nothing(span) {
            return None;
        }
        let node = self.read(Rule::table_figure, trimmed(span, self.said(span)))?;
        Some(TargetBase { year: Some(year), value: self.expression_in(&node, Rule::sum), span: node.span })
    }

    fn printed_cell(&mut self, span: Span) -> Option<Node<'t>> {
        if self.says_nothing(span) {
            return None;
        }
        self.read(Rule::table_target, trimmed(span, self.said(span)))
    }

    fn printed_grid(&mut self, gathered: &mut GatheredTargets, table: &MarkdownTable) {
        let numbered = table.header.first().is_some_and(|cell| is_ordinal(cell.text.trim()));
        let skipped = usize::from(numbered);
        let heads: Vec<Span> = table.header.iter().skip(skipped + 1).map(|cell| cell.span).collect();
        let columns: Vec<TargetColumn> =
            heads.into_iter().filter_map(|span| self.printed_column(span)).collect();
        if gathered.grid.columns.is_empty() {
            gathered.grid.columns = columns;
        }
        for row in &table.rows {
            let spans: Vec<Span> = row.iter().skip(skipped).map(|cell| cell.span).collect();
            let Some((&label, cells)) = spans.split_first() else { continue };
            let whole = spans.iter().copied().reduce(Span::to).unwrap_or(table.span);
            let place = trimmed(label, self.said(label));
            let text = bare(place.text(self.said_all()));
            if matches!(text.as_str(), "合计" | "总计" | "sum") {
                self.printed_total(gathered, cells, whole);
                continue;
            }
            let rest = matches!(text.as_str(), "其余" | "rest");
            let label = (!rest).then_some(Name { text, span: place });
            let cells = cells.iter().map(|&cell| self.printed_grid_cell(cell)).collect();
            gathered.grid.rows.push(TargetRow { label, cells, notes: Notes::default(), span: whole });
        }
    }

    /// `2022`, `2022年`, `省级车间（个）`
    fn printed_column(&mut self, span: Span) -> Option<TargetColumn> {
        let place = trimmed(span, self.said(span));
        if let Some(year) = year_at_front(&fold(self.said(place))) {
            return Some(TargetColumn { indicator: None, unit: None, year: Some(year), span: place });
        }
        if let Ok(node) = match_rule(Rule::table_column, self.said_all(), place) {
            return node.first().map(|column| self.target_column(column));
        }
        let (name, unit) = self.name_and_unit(place);
        let text = bare(name.text(self.said_all()));
        Some(TargetColumn { indicator: Some(Name { text, span: name }), unit, year: None, span: place })
    }

    fn printed_grid_cell(&mut self, span: Span) -> Option<TargetTest> {
        let node = self.printed_cell(span)?;
        let cumulative = node.has(Rule::target_in_brackets);
        let only = tests_in(&node).into_iter().find_map(|list| {
            let tests: Vec<&Node> = list.all(Rule::target_test).collect();
            tests.first().copied()
        })?;
        // The node borrows the text, not the builder.
        let mut test = self.target_test(only)?;
        if cumulative {
            test.when = test.when.or(Some(TargetWhen::Cumulative));
        }
        Some(test)
    }

    fn printed_total(&mut self, gathered: &mut GatheredTargets, cells: &[Span], whole: Span) {
        let figures: Vec<Option<Expr>> = cells
            .iter()
            .map(|&cell| {
                if self.says_nothing(cell) {
                    return None;
                }
                let node = self.read(Rule::table_figure, trimmed(cell, self.said(cell)))?;
                Some(self.expression_in(&node, Rule::sum))
            })
            .collect();
        match &mut gathered.grid.total {
            Some(total) => {
                total.cells = figures;
                total.span = whole;
            }
            None => {
                gathered.grid.total = Some(TargetTotal { cells: figures, waivers: Vec::new(), span: whole });
            }
        }
    }
}

fn tests_in<'n, 't>(node: &'n Node<'t>) -> Vec<&'n Node<'t>> {
    let bracketed = node.child(Rule::target_in_brackets).and_then(|inner| inner.child(Rule::target_tests));
    node.child(Rule::target_tests).or(bracketed).into_iter().collect()
}

fn blank_line(span: Span) -> TargetLine {
    TargetLine {
        name: Name { text: String::new(), span },
        unit: None,
        bases: Vec::new(),
        value: None,
        tests: Vec::new(),
        nature: None,
        inside: None,
        notes: Notes::default(),
        span,
    }
}

/// What each column holds, by its header.
fn roles(heads: &[String], period: Option<TargetPeriod>) -> Vec<Role> {
    let mut roles: Vec<Role> = heads.iter().map(|head| role(head, period)).collect();
    if !roles.contains(&Role::Name)
        && let Some(first) = roles.iter_mut().find(|role| **role == Role::Target(None))
    {
        *first = Role::Name;
    }
    roles
}

fn role(head: &str, period: Option<TargetPeriod>) -> Role {
    if let Some(year) = year_at_front(head) {
        let before = period.is_some_and(|period| year < period.first);
        return if before { Role::Base(year) } else { Role::Target(Some(year)) };
    }
    let is = |words: &[&str]| words.contains(&head);
    if is(&["指标", "指标名称", "主要指标", "名称", "indicator", "Indicator"]) {
        Role::Name
    } else if is(&["单位", "计量单位", "unit", "Unit"]) {
        Role::Unit
    } else if is(&["性质", "属性", "指标属性", "指标性质", "nature", "Nature"]) {
        Role::Nature
    } else if is(&["条款", "依据", "article", "Article"]) {
        Role::Article
    } else if is_ordinal(head) || is(&["类别", "分类", "备注", "说明", "note", "Note"]) || head.is_empty()
    {
        Role::Other
    } else {
        Role::Target(None)
    }
}

fn is_ordinal(head: &str) -> bool {
    matches!(head, "序号" | "编号" | "No." | "no." | "#")
}

/// The year at the front of `2025年目标`.
fn year_at_front(text: &str) -> Option<i32> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = text.get(4..).unwrap_or("");
    let year: i32 = digits.parse().ok()?;
    let ends = rest.is_empty() || rest.starts_with('年');
    (ends && (1900..2200).contains(&year)).then_some(year)
}

fn nature(text: &str) -> Option<TargetNature> {
    match text.trim() {
        "约束性" | "binding" => Some(TargetNature::Binding),
        "预期性" | "expected" => Some(TargetNature::Expected),
        _ => None,
    }
}

/// A name as printed, without its quotes, folded.
fn bare(text: &str) -> String {
    let bare = text.strip_prefix('「').and_then(|rest| rest.strip_suffix('」')).unwrap_or(text);
    fold(bare.trim()).into_owned()
}

/// `span` without the blanks at its ends.
fn trimmed(span: Span, text: &str) -> Span {
    let front = text.len() - text.trim_start().len();
    let back = text.len() - text.trim_end().len();
    let range = span.range();
    if front >= text.len() {
        return span;
    }
    Span::new(span.source, range.start + front, range.end - back)
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
