//! `目标`.

use super::expression::comparator as comparator_of;
use super::word::{name, text};
use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{
    Comparator, Expr, Multiple, Name, Target, TargetBase, TargetBody, TargetColumn, TargetForm, TargetGrid,
    TargetLine, TargetMeasure, TargetNature, TargetPeriod, TargetRow, TargetTest, TargetTotal, TargetWaiver,
    TargetWhen, UnitExpr,
};

/// 每项 …: what holds for tests that do not say otherwise.
#[derive(Default)]
pub(super) struct Defaults {
    comparator: Option<Comparator>,
    about: bool,
    when: Option<TargetWhen>,
    measure: Option<TargetMeasure>,
    tolerance: Option<Expr>,
}

/// What a block of targets holds, as it is gathered.
#[derive(Default)]
pub(super) struct GatheredTargets {
    pub defaults: Defaults,
    pub lines: Vec<TargetLine>,
    pub grid: TargetGrid,
}

impl Builder<'_> {
    /// `目标 基站建设 按 区 期 2022 至 2024 单位 座 { … }`
    pub(super) fn target(&mut self, entry: &Entry) -> Option<Target> {
        let header = self.header(Rule::target_header, entry);
        self.forbid_tail(entry);
        let found = self.diagnostics.len();
        let period = header.child(Rule::target_period).and_then(|clause| self.target_period(clause));
        let per = header.child(Rule::target_per).map(|clause| self.name_in(clause));
        let mut gathered = GatheredTargets::default();
        let printed = header.has(Rule::kw_see_table);
        let body: &[Entry] = match (&entry.body, printed) {
            (None, true) => &[],
            _ => self.body(entry),
        };
        for inner in body {
            match per {
                Some(_) => self.target_grid_line(&mut gathered, inner),
                None => self.target_line(&mut gathered, inner),
            }
        }
        if printed {
            self.printed_targets(&mut gathered, period, per.is_some(), &header);
        }
        gathered.answer();
        let body = match per {
            Some(_) => {
                self.target_widths(&gathered.grid, period);
                TargetBody::Grid(gathered.grid)
            }
            None => TargetBody::Lines(gathered.lines),
        };
        let data = header.child(Rule::target_data).map(|clause| self.name_in(clause));
        let unit = header.child(Rule::target_unit).and_then(|clause| self.indicator_unit(clause));
        let incomplete = self.diagnostics.len() > found || self.is_broken(entry.span);
        Some(Target { name: self.name_in(&header), period, data, per, unit, body, incomplete })
    }

    fn target_period(&mut self, node: &Node) -> Option<TargetPeriod> {
        let years = node.all(Rule::axis_year).filter_map(|year| year.child(Rule::year_digits));
        let years: Vec<i32> =
            years.filter_map(|digits| i32::try_from(self.small(digits.text, digits.span)).ok()).collect();
        let (first, last) = (*years.first()?, *years.last()?);
        if first > last {
            self.report(structure::period_backwards(node.span));
        }
        Some(TargetPeriod { first: first.min(last), last: first.max(last), span: node.span })
    }

    /// The unit the grammar found inside `node`, if any.
    pub(super) fn indicator_unit(&mut self, node: &Node) -> Option<UnitExpr> {
        let found = node.child(Rule::indicator_unit)?;
        let plain = UnitExpr { factors: Vec::new(), span: found.span };
        Some(found.child(Rule::unit).map_or(plain, super::number::unit))
    }

    fn target_line(&mut self, gathered: &mut GatheredTargets, entry: &Entry) {
        let Some(node) = self.leaf(Rule::target_entry, entry) else { return };
        let Some(line) = node.first() else { return };
        if line.rule == Rule::target_each {
            self.target_defaults(&mut gathered.defaults, line);
            return;
        }
        let names: Vec<Name> = line.all(Rule::name).map(name).collect();
        let made = TargetLine {
            name: self.name_in(line),
            unit: self.indicator_unit(line),
            bases: line.all(Rule::target_base).map(|base| self.target_base(base)).collect(),
            value: line.child(Rule::indicator).map(|clause| self.expression_in(clause, Rule::sum)),
            tests: Vec::new(),
            nature: line.child(Rule::target_nature).map(nature),
            inside: None,
            notes: notes(entry),
            span: entry.span,
        };
        let tests: Vec<&Node> = line.all(Rule::target_tests).collect();
        self.target_lines(gathered, &made, &names, &tests);
    }

    /// The lines that one entry makes: several where `分别` or `逐级` pairs several indicators with several tests.
    pub(super) fn target_lines(
        &mut self,
        gathered: &mut GatheredTargets,
        line: &TargetLine,
        names: &[Name],
        tests: &[&Node],
    ) {
        let tests: Vec<&Node> = tests.iter().flat_map(|list| list.all(Rule::target_test)).collect();
        let (lists, shared): (Vec<&Node>, Vec<&Node>) =
            tests.into_iter().partition(|test| test.has(Rule::target_list));
        let shared: Vec<TargetTest> = shared.into_iter().filter_map(|test| self.target_test(test)).collect();
        let pairs: Vec<Vec<TargetTest>> = lists.iter().map(|test| self.paired_tests(test)).collect();
        if let Some(wrong) = pairs.iter().find(|pair| pair.len() != names.len()) {
            let span = lists.first().map_or(line.span, |list| list.span);
            self.report(structure::uneven_targets(span, names.len(), wrong.len()));
            return;
        }
        if pairs.is_empty() && names.len() > 1 {
            let places: Vec<Span> = names.iter().map(|name| name.span).collect();
            let span = places.into_iter().reduce(Span::to).unwrap_or(line.span);
            self.report(structure::several_indicators(span));
        }
        let nested = lists
            .iter()
            .any(|test| test.child(Rule::target_list).is_some_and(|list| list.has(Rule::kw_nested)));
        for (position, name) in names.iter().enumerate() {
            let own = pairs.iter().filter_map(|pair| pair.get(position).cloned());
            let tests = own.chain(shared.iter().cloned()).collect();
            let inside = names.get(position + 1).filter(|_| nested).cloned();
            gathered.lines.push(TargetLine { name: name.clone(), tests, inside, ..line.clone() });
        }
    }

    fn target_base(&mut self, node: &Node) -> TargetBase {
        let year = node.child(Rule::year).and_then(|year| self.year_of(year));
        TargetBase { year, value: self.expression_in(node, Rule::unary), span: node.span }
    }

    /// The year a `year` stands for.
    fn year_of(&mut self, node: &Node) -> Option<i32> {
        let digits = node.child(Rule::year_digits)?;
        i32::try_from(self.small(digits.text, digits.span)).ok()
    }

    /// `分别 = 100、≥ 99` as tests of their own.
    fn paired_tests(&mut self, node: &Node) -> Vec<TargetTest> {
        let Some(list) = node.child(Rule::target_list) else { return Vec::new() };
        let when = node.child(Rule::target_when).and_then(|when| self.target_when(when));
        let measure = node.child(Rule::target_measure).map(measure).unwrap_or_default();
        let forms = list
            .children
            .iter()
            .filter(|child| !matches!(child.rule, Rule::kw_respectively | Rule::kw_nested));
        let forms: Vec<&Node> = forms.filter(|child| child.rule != Rule::any_comma).collect();
        forms
            .into_iter()
            .filter_map(|form| {
                let (kind, tolerance) = self.target_form(form)?;
                Some(TargetTest { when, measure: measure.clone(), form: kind, tolerance, span: form.span })
            })
            .collect()
    }

    /// `每年 增幅 ≥ 30%`
    pub(super) fn target_test(&mut self, node: &Node) -> Option<TargetTest> {
        let when = node.child(Rule::target_when).and_then(|when| self.target_when(when));
        let measure = node.child(Rule::target_measure).map(measure).unwrap_or_default();
        let form = node
            .children
            .iter()
            .find(|child| !matches!(child.rule, Rule::target_when | Rule::target_measure))?;
        let (form, tolerance) = self.target_form(form)?;
        Some(TargetTest { when, measure, form, tolerance, span: node.span })
    }

    fn target_when(&mut self, node: &Node) -> Option<TargetWhen> {
        let word = node.first()?;
        Some(match word.rule {
            Rule::kw_every_year => TargetWhen::EveryYear,
            Rule::kw_cumulative => TargetWhen::Cumulative,
            Rule::kw_yearly_average => TargetWhen::YearlyAverage,
            _ => TargetWhen::Year(self.year_of(word)?),
        })
    }

    fn target_form(&mut self, node: &Node) -> Option<(TargetForm, Option<Expr>)> {
        let tolerance = node.child(Rule::tolerance).map(|clause| self.expression_in(clause, Rule::sum));
        let form = match node.rule {
            Rule::target_trend => TargetForm::Trend {
                rising: node.has(Rule::kw_rising_yearly),
                precision: node.child(Rule::unary).map(|value| self.expression(value)),
            },
            Rule::target_assigned => TargetForm::Assigned(
                node.child(Rule::comparator).map(comparator_of),
                node.child(Rule::name).map(name),
            ),
            Rule::target_times => TargetForm::Times(match node.first()?.rule {
                Rule::kw_doubled => Multiple::Doubled(1),
                Rule::kw_quadrupled => Multiple::Doubled(2),
                Rule::kw_grown_by => Multiple::GrownBy(self.number_in(node)),
                _ => Multiple::Is(self.number_in(node)),
            }),
            Rule::target_about => TargetForm::About(self.expression_in(node, Rule::sum)),
            Rule::target_range => {
                let mut ends = self.expressions(node, Rule::sum).into_iter();
                TargetForm::Between(ends.next()?, ends.next()?)
            }
            Rule::target_compare => {
                let comparator = node.child(Rule::comparator).map(comparator_of)?;
                TargetForm::Compare(comparator, self.expression_in(node, Rule::sum))
            }
            _ => TargetForm::Bare(self.expression_in(node, Rule::sum)),
        };
        Some((form, tolerance))
    }

    fn target_defaults(&mut self, defaults: &mut Defaults, node: &Node) {
        for clause in &node.children {
            match clause.rule {
                Rule::target_when => {
                    if let Some(when) = self.target_when(clause) {
                        self.once(&mut defaults.when, when, clause.span);
                    }
                }
                Rule::target_measure => self.once(&mut defaults.measure, measure(clause), clause.span),
                Rule::tolerance => {
                    let value = self.expression_in(clause, Rule::sum);
                    self.once(&mut defaults.tolerance, value, clause.span);
                }
                Rule::target_sign => match clause.child(Rule::comparator).map(comparator_of) {
                    Some(comparator) => self.once(&mut defaults.comparator, comparator, clause.span),
                    None => defaults.about = true,
                },
                _ => {}
            }
        }
    }

    fn target_grid_line(&mut self, gathered: &mut GatheredTargets, entry: &Entry) {
        let Some(node) = self.leaf(Rule::target_grid_entry, entry) else { return };
        let Some(line) = node.first() else { return };
        match line.rule {
            Rule::target_each => self.target_defaults(&mut gathered.defaults, line),
            Rule::target_columns => {
                let columns: Vec<TargetColumn> =
                    line.all(Rule::target_column).map(|column| self.target_column(column)).collect();
                gathered.grid.columns.extend(columns);
            }
            Rule::target_total => self.target_total(&mut gathered.grid, line),
            _ => {
                let cells = line.all(Rule::target_cell).map(|cell| self.target_cell(cell)).collect();
                let label = line.child(Rule::name).map(name);
                gathered.grid.rows.push(TargetRow { label, cells, notes: notes(entry), span: entry.span });
            }
        }
    }

    /// `省级车间（个） 2022年`
    pub(super) fn target_column(&mut self, node: &Node) -> TargetColumn {
        TargetColumn {
            indicator: node.child(Rule::name).map(name),
            unit: self.indicator_unit(node),
            year: node.child(Rule::year).and_then(|year| self.year_of(year)),
            span: node.span,
        }
    }

    fn target_cell(&mut self, node: &Node) -> Option<TargetTest> {
        let when = node.child(Rule::target_when).and_then(|when| self.target_when(when));
        let measure = node.child(Rule::target_measure).map(measure).unwrap_or_default();
        let tolerance = node.child(Rule::tolerance).map(|clause| self.expression_in(clause, Rule::sum));
        let form = match (node.child(Rule::target_assigned), node.child(Rule::unary)) {
            (Some(assigned), _) => self.target_form(assigned)?.0,
            (None, Some(value)) => {
                let value = self.expression(value);
                match node.child(Rule::comparator).map(comparator_of) {
                    Some(comparator) => TargetForm::Compare(comparator, value),
                    None => TargetForm::Bare(value),
                }
            }
            (None, None) => return None,
        };
        Some(TargetTest { when, measure, form, tolerance, span: node.span })
    }

    fn target_total(&mut self, grid: &mut TargetGrid, node: &Node) {
        let figures = node.children.iter().filter(|child| matches!(child.rule, Rule::divide | Rule::unary));
        let figures: Vec<&Node> = figures.collect();
        let cells: Vec<Option<Expr>> = figures
            .into_iter()
            .map(|cell| (cell.rule == Rule::unary).then(|| self.expression(cell)))
            .collect();
        let waivers: Vec<TargetWaiver> =
            node.all(Rule::target_waiver).map(|waiver| self.target_waiver(waiver)).collect();
        match &mut grid.total {
            Some(total) if total.cells.is_empty() || cells.is_empty() => {
                total.cells.extend(cells);
                total.waivers.extend(waivers);
            }
            Some(_) => self.report(structure::clause_twice("合计", node.span)),
            None => grid.total = Some(TargetTotal { cells, waivers, span: node.span }),
        }
    }

    fn target_waiver(&mut self, node: &Node) -> TargetWaiver {
        TargetWaiver {
            year: node.child(Rule::year).and_then(|year| self.year_of(year)),
            indicator: node.child(Rule::name).map(name),
            sum: self.number_in(node),
            rows_rule: node.has(Rule::kw_the_rows),
            reason: node.child(Rule::text).map(text).unwrap_or_default(),
            span: node.span,
        }
    }

    /// Every row has a cell for each column.
    fn target_widths(&mut self, grid: &TargetGrid, period: Option<TargetPeriod>) {
        let years = period.map_or(0, |period| usize::try_from(period.last - period.first + 1).unwrap_or(0));
        let needed = if grid.columns.is_empty() { years } else { grid.columns.len() };
        for row in grid.rows.iter().filter(|row| row.cells.len() != needed) {
            self.report(structure::target_cells(row.span, needed, row.cells.len()));
        }
        if let Some(total) = grid.total.as_ref().filter(|total| !total.cells.is_empty())
            && total.cells.len() != needed
        {
            self.report(structure::target_cells(total.span, needed, total.cells.len()));
        }
    }
}

impl GatheredTargets {
    /// Gives 每项 … to the tests that do not say otherwise.
    fn answer(&mut self) {
        let defaults = &self.defaults;
        for test in self.lines.iter_mut().flat_map(|line| &mut line.tests) {
            defaults.answer(test);
        }
        for test in self.grid.rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten()) {
            defaults.answer(test);
        }
    }
}

impl Defaults {
    fn answer(&self, test: &mut TargetTest) {
        if let TargetForm::Bare(value) = &test.form {
            if let Some(comparator) = self.comparator {
                test.form = TargetForm::Compare(comparator, value.clone());
            } else if self.about {
                test.form = TargetForm::About(value.clone());
            }
        }
        if let (TargetForm::Assigned(None, by), Some(comparator)) = (&test.form, self.comparator) {
            test.form = TargetForm::Assigned(Some(comparator), by.clone());
        }
        let measured =
            matches!(test.form, TargetForm::Compare(..) | TargetForm::About(_) | TargetForm::Between(..));
        if measured {
            test.when = test.when.or(self.when);
            if let (TargetMeasure::Level, Some(measure)) = (&test.measure, &self.measure) {
                test.measure = measure.clone();
            }
        }
        if test.tolerance.is_none() && matches!(test.form, TargetForm::About(_)) {
            test.tolerance.clone_from(&self.tolerance);
        }
    }
}

fn measure(node: &Node) -> TargetMeasure {
    match node.first().map(|word| word.rule) {
        Some(Rule::kw_growth) => TargetMeasure::Growth,
        Some(Rule::kw_growth_rate) => TargetMeasure::GrowthRate,
        Some(Rule::kw_increase) => TargetMeasure::Increase,
        Some(Rule::kw_rank) => TargetMeasure::Rank(node.child(Rule::name).map(name)),
        _ => TargetMeasure::Level,
    }
}

fn nature(node: &Node) -> TargetNature {
    if node.has(Rule::kw_binding) { TargetNature::Binding } else { TargetNature::Expected }
}
