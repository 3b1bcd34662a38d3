//! The printed totals of a grid: whether they are the sums of their rows, and which side counts where they are not.

use dashu_ratio::RBig;
use heng_grammar::tree::{
    Comparator, Expr, ExprKind, Multiple, Target, TargetForm, TargetGrid, TargetMeasure, TargetTotal,
    TargetWaiver, TargetWhen,
};

use super::line::{Form, GridColumn, Line, Test, columns};
use crate::check::diagnostic::target as report;
use crate::lower::Context;
use crate::number::print;

/// Reports printed totals that are not the sums of their rows, and waivers of what is not there.
pub fn check(context: &mut Context<'_>, block: &Target, grid: &TargetGrid) {
    let Some(total) = &grid.total else { return };
    let mut used = vec![false; total.waivers.len()];
    for (position, column) in columns(block, grid).iter().enumerate() {
        let (Some(sum), Some(printed)) = (sum_of(grid, position), printed(total, position)) else { continue };
        if sum == printed {
            continue;
        }
        let (label, shown) = (label(column), print(&sum).text);
        let waiver = total.waivers.iter().enumerate().find(|(_, waiver)| speaks_of(waiver, column, &sum));
        match waiver {
            Some((at, waiver)) => {
                used.get_mut(at).into_iter().for_each(|used| *used = true);
                if number(&waiver.sum.digits).as_ref() != Some(&sum) {
                    context.report(report::waiver_wrong(waiver.span, &label, &shown));
                }
            }
            None => {
                let place =
                    total.cells.get(position).and_then(Option::as_ref).map_or(total.span, |cell| cell.span);
                context.report(report::total_differs(place, &label, &print(&printed).text, &shown));
            }
        }
    }
    for (waiver, _) in total.waivers.iter().zip(used).filter(|(_, used)| !used) {
        let column = columns(block, grid)
            .iter()
            .enumerate()
            .find(|(_, column)| named(waiver, column))
            .map(|(position, column)| (label(column), sum_of(grid, position)));
        let (label, sum) = column.unwrap_or_default();
        let sum = sum.map(|sum| print(&sum).text).unwrap_or_default();
        context.report(report::waiver_wrong(waiver.span, &label, &sum));
    }
}

/// What all rows together must reach in a column: the sum of the rows, or the printed total where a waiver says so.
pub fn of_column(grid: &TargetGrid, column: &GridColumn<'_>, position: usize) -> Option<RBig> {
    let total = grid.total.as_ref()?;
    let (sum, printed) = (sum_of(grid, position)?, printed(total, position)?);
    let waiver = total.waivers.iter().find(|waiver| speaks_of(waiver, column, &sum));
    Some(if waiver.is_some_and(|waiver| waiver.rows_rule) { sum } else { printed })
}

/// The lines of the whole, one an indicator.
pub fn lines<'t>(block: &'t Target, grid: &'t TargetGrid, rows: &[Line<'t>]) -> Vec<Line<'t>> {
    let mut made: Vec<Line<'t>> = Vec::new();
    for (position, column) in columns(block, grid).iter().enumerate() {
        let Some(wanted) = of_column(grid, column, position) else { continue };
        let indicator = column.indicator.map(|name| name.text.clone());
        let Some(of_rows) = rows.iter().find(|line| line.indicator == indicator) else { continue };
        let first = grid.rows.iter().find_map(|row| row.cells.get(position)?.as_ref());
        let Some(cell) = first else { continue };
        let TargetForm::Compare(comparator, _) = &cell.form else { continue };
        let when = cell.when.or(column.year.map(TargetWhen::Year));
        let form = Form::Sum(*comparator, wanted);
        let test = Test { when, measure: &cell.measure, form, tolerance: None, span: cell.span };
        if let Some(same) = made.iter_mut().find(|line| line.indicator == indicator) {
            same.tests.push(test);
            continue;
        }
        let mut path = of_rows.path.clone();
        path.push("合计".to_owned());
        made.push(Line { path, tests: vec![test], total: true, ..of_rows.clone() });
    }
    made
}

fn named(waiver: &TargetWaiver, column: &GridColumn<'_>) -> bool {
    let year = waiver.year.is_none_or(|year| column.year == Some(year));
    let indicator = waiver.indicator.as_ref();
    year && indicator.is_none_or(|name| column.indicator.is_some_and(|other| other.text == name.text))
}

fn speaks_of(waiver: &TargetWaiver, column: &GridColumn<'_>, sum: &RBig) -> bool {
    let says = waiver.year.is_some() || waiver.indicator.is_some();
    if says { named(waiver, column) } else { number(&waiver.sum.digits).as_ref() == Some(sum) }
}

fn label(column: &GridColumn<'_>) -> String {
    let name = column.indicator.map(|name| name.text.clone()).unwrap_or_default();
    let year = column.year.map(|year| format!("{year}年")).unwrap_or_default();
    match (name.is_empty(), year.is_empty()) {
        (false, false) => format!("{name} {year}"),
        _ => format!("{name}{year}"),
    }
}

/// The sum of a column; none where a cell of it is no plain number.
fn sum_of(grid: &TargetGrid, position: usize) -> Option<RBig> {
    let mut sum = RBig::ZERO;
    for row in &grid.rows {
        row.label.as_ref()?;
        match row.cells.get(position)? {
            None => {}
            Some(cell) => match &cell.form {
                TargetForm::Compare(_, value) => sum += literal(value)?,
                _ => return None,
            },
        }
    }
    Some(sum)
}

fn printed(total: &TargetTotal, position: usize) -> Option<RBig> {
    literal(total.cells.get(position)?.as_ref()?)
}

fn literal(value: &Expr) -> Option<RBig> {
    match &*value.kind {
        ExprKind::Number(found) => number(&found.digits),
        ExprKind::Negate(inner) => literal(inner).map(|value| -value),
        ExprKind::Bracketed(inner) => literal(inner),
        _ => None,
    }
}

fn number(digits: &str) -> Option<RBig> {
    RBig::from_str_decimal(digits).ok()
}

/// A test as one says it: `累计 ≥ 150`.
pub fn wording(test: &Test<'_>) -> String {
    let when = match test.when {
        Some(TargetWhen::EveryYear) => "每年 ".to_owned(),
        Some(TargetWhen::Cumulative) => "累计 ".to_owned(),
        Some(TargetWhen::YearlyAverage) => "年均 ".to_owned(),
        Some(TargetWhen::Year(_)) | None => String::new(),
    };
    let measure = match test.measure {
        TargetMeasure::Level => String::new(),
        TargetMeasure::Growth => "增幅 ".to_owned(),
        TargetMeasure::GrowthRate => "增速 ".to_owned(),
        TargetMeasure::Increase => "增量 ".to_owned(),
        TargetMeasure::Rank(name) => {
            format!("{}名次 ", name.as_ref().map(|name| name.text.as_str()).unwrap_or_default())
        }
    };
    let form = match &test.form {
        Form::All(TargetForm::Compare(sign, value)) => format!("{} {}", sign_text(*sign), said(value)),
        Form::All(TargetForm::About(value)) => format!("{}左右", said(value)),
        Form::All(TargetForm::Between(lower, upper)) => format!("{} 至 {}", said(lower), said(upper)),
        Form::All(TargetForm::Trend { rising: true, .. }) => "逐年上升".to_owned(),
        Form::All(TargetForm::Trend { .. }) => "逐年下降".to_owned(),
        Form::All(TargetForm::Assigned(_, by)) => {
            let by = by.as_ref().map(|by| format!(" 由 {}", by.text)).unwrap_or_default();
            format!("待定{by}")
        }
        Form::All(TargetForm::Times(Multiple::Doubled(1))) => "翻一番".to_owned(),
        Form::All(TargetForm::Times(Multiple::Doubled(_))) => "翻两番".to_owned(),
        Form::All(TargetForm::Times(Multiple::GrownBy(times))) => format!("增长 {} 倍", times.digits),
        Form::All(TargetForm::Times(Multiple::Is(times))) => format!("是 {} 倍", times.digits),
        Form::All(TargetForm::Bare(value)) => said(value),
        Form::Rows(sign, rows) => match rows.as_slice() {
            [(None, Some(value))] => format!("{} {}", sign_text(*sign), said(value)),
            _ => sign_text(*sign).to_owned(),
        },
        Form::Sum(sign, sum) => format!("{} {}", sign_text(*sign), print(sum).text),
    };
    format!("{when}{measure}{form}")
}

fn said(value: &Expr) -> String {
    match &*value.kind {
        ExprKind::Number(number) => {
            let unit = number.unit.as_ref().map(|unit| {
                let names: Vec<&str> = unit.factors.iter().map(|(name, _)| name.text.as_str()).collect();
                names.join("/")
            });
            let blank = unit.as_ref().is_some_and(|unit| !unit.is_empty() && !unit.starts_with('%'));
            format!("{}{}{}", number.digits, if blank { " " } else { "" }, unit.unwrap_or_default())
        }
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Negate(inner) => format!("-{}", said(inner)),
        _ => "…".to_owned(),
    }
}

fn sign_text(sign: Comparator) -> &'static str {
    match sign {
        Comparator::Equal => "=",
        Comparator::NotEqual => "≠",
        Comparator::Less => "<",
        Comparator::LessOrEqual => "≤",
        Comparator::Greater => ">",
        Comparator::GreaterOrEqual => "≥",
    }
}
