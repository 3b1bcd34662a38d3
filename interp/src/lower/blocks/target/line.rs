//! The indicators of a block of targets with their tests, whether it was written as lines or as a grid.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{
    Comparator, Expr, ExprKind, Name, Notes, Target, TargetBase, TargetBody, TargetColumn, TargetForm,
    TargetGrid, TargetMeasure, TargetNature, TargetTest, TargetWhen, UnitExpr,
};

use crate::check::diagnostic::target as report;
use crate::lower::Context;

/// One indicator.
#[derive(Clone, Debug)]
pub struct Line<'t> {
    /// `["数字经济发展", "一网通办率"]`
    pub path: Vec<String>,
    /// Its name in the figures; none where they hold one indicator only.
    pub indicator: Option<String>,
    /// %
    pub unit: Option<&'t UnitExpr>,
    /// 基期
    pub bases: &'t [TargetBase],
    /// 指标 x
    pub value: Option<&'t Expr>,
    /// All must hold.
    pub tests: Vec<Test<'t>>,
    /// 约束性, 预期性
    pub nature: Option<TargetNature>,
    /// 逐级: the indicator this one is a part of.
    pub inside: Option<&'t Name>,
    /// Its documentation and citations.
    pub notes: &'t Notes,
    /// Where it was written.
    pub span: Span,
    /// Whether it is the sum over the rows of a grid.
    pub total: bool,
}

/// One test of an indicator.
#[derive(Clone, Debug)]
pub struct Test<'t> {
    /// 每年
    pub when: Option<TargetWhen>,
    /// 增幅
    pub measure: &'t TargetMeasure,
    /// ≥ 30%
    pub form: Form<'t>,
    /// 容差
    pub tolerance: Option<&'t Expr>,
    /// Where it was written.
    pub span: Span,
}

/// What the measure must be.
#[derive(Clone, Debug)]
pub enum Form<'t> {
    /// The same for all.
    All(&'t TargetForm),
    /// Each row its own; none where somebody else sets it. A row without a name is 其余.
    Rows(Comparator, Vec<(Option<&'t Name>, Option<&'t Expr>)>),
    /// All rows together.
    Sum(Comparator, RBig),
}

impl Line<'_> {
    /// Whether what is to be reached is a number that the script says, so that it is always there.
    pub fn says_a_number(&self) -> bool {
        let number = |value: &Expr| matches!(&*value.kind, ExprKind::Number(_));
        let said = |test: &Test<'_>| match &test.form {
            Form::Sum(..) => true,
            Form::All(
                TargetForm::Compare(_, value) | TargetForm::About(value) | TargetForm::Between(value, _),
            ) => matches!(test.measure, TargetMeasure::Level | TargetMeasure::Rank(_)) && number(value),
            _ => false,
        };
        !self.tests.is_empty() && self.tests.iter().all(said)
    }
}

/// The indicators of a block. Tests that do not say how to compare are reported and left out.
pub fn lines_of<'t>(context: &mut Context<'t>, block: &'t Target, notes: &'t Notes) -> Vec<Line<'t>> {
    match &block.body {
        TargetBody::Lines(lines) => {
            let mut made = Vec::new();
            for line in lines {
                let tests = line.tests.iter().filter_map(|test| stated(context, test)).collect();
                made.push(Line {
                    path: vec![block.name.text.clone(), line.name.text.clone()],
                    indicator: Some(line.name.text.clone()),
                    unit: line.unit.as_ref().or(block.unit.as_ref()),
                    bases: &line.bases,
                    value: line.value.as_ref(),
                    tests,
                    nature: line.nature,
                    inside: line.inside.as_ref(),
                    notes: if line.notes.citations.is_empty() { notes } else { &line.notes },
                    span: line.span,
                    total: false,
                });
            }
            made
        }
        TargetBody::Grid(grid) => grid_lines(context, block, grid, notes),
    }
}

fn stated<'t>(context: &mut Context<'t>, test: &'t TargetTest) -> Option<Test<'t>> {
    if matches!(test.form, TargetForm::Bare(_)) {
        context.report(report::no_comparator(test.span));
        return None;
    }
    let form = Form::All(&test.form);
    Some(Test {
        when: test.when,
        measure: &test.measure,
        form,
        tolerance: test.tolerance.as_ref(),
        span: test.span,
    })
}

/// One column of a grid: its indicator and its year.
pub struct GridColumn<'t> {
    /// 省级车间
    pub indicator: Option<&'t Name>,
    /// 2022
    pub year: Option<i32>,
    /// 个
    pub unit: Option<&'t UnitExpr>,
}

/// The columns of a grid: those written, else the years of the period.
pub fn columns<'t>(block: &'t Target, grid: &'t TargetGrid) -> Vec<GridColumn<'t>> {
    if grid.columns.is_empty() {
        let years = block.period.into_iter().flat_map(|period| period.first..=period.last);
        return years.map(|year| GridColumn { indicator: None, year: Some(year), unit: None }).collect();
    }
    let column = |column: &'t TargetColumn| GridColumn {
        indicator: column.indicator.as_ref(),
        year: column.year,
        unit: column.unit.as_ref(),
    };
    grid.columns.iter().map(column).collect()
}

fn grid_lines<'t>(
    context: &mut Context<'t>,
    block: &'t Target,
    grid: &'t TargetGrid,
    notes: &'t Notes,
) -> Vec<Line<'t>> {
    let mut lines: Vec<Line<'t>> = Vec::new();
    for (position, column) in columns(block, grid).iter().enumerate() {
        let tests = column_tests(context, grid, position, column.year);
        let indicator = column.indicator.map(|name| name.text.clone());
        if let Some(same) = lines.iter_mut().find(|line| line.indicator == indicator) {
            same.tests.extend(tests);
            continue;
        }
        let path = std::iter::once(block.name.text.clone()).chain(indicator.clone()).collect();
        lines.push(Line {
            path,
            indicator,
            unit: column.unit.or(block.unit.as_ref()),
            bases: &[],
            value: None,
            tests,
            nature: None,
            inside: None,
            notes,
            span: block.name.span,
            total: false,
        });
    }
    lines
}

/// The tests of one column: cells that are compared alike make one.
fn column_tests<'t>(
    context: &mut Context<'t>,
    grid: &'t TargetGrid,
    position: usize,
    year: Option<i32>,
) -> Vec<Test<'t>> {
    let mut tests: Vec<Test<'t>> = Vec::new();
    let mut unsaid = false;
    for row in &grid.rows {
        let Some(Some(cell)) = row.cells.get(position) else { continue };
        let (comparator, value) = match &cell.form {
            TargetForm::Compare(comparator, value) => (*comparator, Some(value)),
            TargetForm::Assigned(comparator, _) => (comparator.unwrap_or(Comparator::GreaterOrEqual), None),
            _ => {
                if !unsaid {
                    context.report(report::no_comparator(cell.span));
                }
                unsaid = true;
                continue;
            }
        };
        let when = cell.when.or(year.map(TargetWhen::Year));
        let entry = (row.label.as_ref(), value);
        let same = tests.iter_mut().find(|test| {
            test.when == when
                && *test.measure == cell.measure
                && matches!(&test.form, Form::Rows(other, _) if *other == comparator)
        });
        if let Some(Test { form: Form::Rows(_, rows), .. }) = same {
            rows.push(entry);
            continue;
        }
        let form = Form::Rows(comparator, vec![entry]);
        tests.push(Test {
            when,
            measure: &cell.measure,
            form,
            tolerance: cell.tolerance.as_ref(),
            span: cell.span,
        });
    }
    tests
}
