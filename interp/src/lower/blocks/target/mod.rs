//! `目标`: indicators, and what they must reach in which year.
//!
//! Each test becomes a [`statement::Statement`]; the state of an indicator is that of all its tests together. Figures are
//! read by ordinary aggregates over the table of figures, so nothing here is new to the evaluator.

mod agree;
mod line;
mod source;
mod span;
mod statement;
mod total;

use std::collections::BTreeMap;

use heng_grammar::span::Span;
use heng_grammar::tree::{Target, TargetBody, TargetWhen};

use self::line::{Line, lines_of};
use self::source::Source;
use self::statement::{Place, Statement};
use super::super::{Context, Declaration, Placed, Scope, build};
use super::common::part;
use crate::check::diagnostic::{amount, target as report};
use crate::program::{
    Block, Check, ChoiceId, ChoiceType, Comparison, Core, DefinitionId, Frame, Role, TargetBlock,
    TargetRecord, TargetTestRecord, Type,
};
use crate::value::Absence;

pub mod figures {
    //! How the columns of a table of figures are called.

    pub use super::source::{DONE, INDICATOR, VALUE, YEAR};
}

/// The states, the first two in order.
pub const STATES: [&str; 5] = ["达成", "未达成", "未到期", "无数据", "待上级"];
const CHOICE: &str = "目标状态";

/// A block whose values are declared and not made yet.
pub(super) struct Declared<'t> {
    placed: Placed<'t>,
    block: &'t Target,
    years: (i32, i32),
    choice: ChoiceId,
    lines: Vec<(Line<'t>, Scope, Values)>,
}

/// The values of one indicator.
#[derive(Clone, Copy)]
struct Values {
    itself: DefinitionId,
    actual: DefinitionId,
    wanted: DefinitionId,
    progress: DefinitionId,
    shortfall: DefinitionId,
    state: DefinitionId,
}

/// Declares the values of a block of targets.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, block: &'t Target) {
    let Some(years) = years(context, block) else {
        context.report(report::no_period(placed.item.header));
        return;
    };
    let choice = states(context, placed);
    let scope = match &block.per {
        Some(name) => match context.known_table(placed.space, name) {
            Some(table) => Scope::row(placed.space, table),
            None => return,
        },
        None => placed.scope(),
    };
    let within = vec![vec![block.name.text.clone()]];
    let scope = Scope { within: within.clone(), ..scope };
    let whole = Scope { within, ..placed.scope() };
    let rows = lines_of(context, block, &placed.item.notes);
    let totals = match &block.body {
        TargetBody::Grid(grid) => total::lines(block, grid, &rows),
        TargetBody::Lines(_) => Vec::new(),
    };
    let mut lines = Vec::new();
    let header = placed.item.header;
    report_years(context, &rows, years, header);
    for line in rows.into_iter().chain(totals) {
        let before = lines.iter().find(|(other, ..): &&(Line<'t>, Scope, Values)| other.path == line.path);
        if let (Some((other, ..)), TargetBody::Lines(_)) = (before, &block.body) {
            let name = line.indicator.as_deref().unwrap_or_default();
            context.report(amount::indicator_twice(line.span, other.span, name));
            continue;
        }
        let scope = if line.total { &whole } else { &scope };
        let values = declare_line(context, &line, scope, choice);
        lines.push((line, scope.clone(), values));
    }
    context.settable.push((placed.space, "目标".to_owned()));
    context.blocks.targets.push(Declared { placed, block, years, choice, lines });
}

/// The years of a block: its period, else those of the axis.
fn years(context: &Context<'_>, block: &Target) -> Option<(i32, i32)> {
    let axis = context.program.axis.map(|axis| (axis.first, axis.last));
    block.period.map(|period| (period.first, period.last)).or(axis)
}

/// Years that the block does not speak of; each once.
fn report_years(context: &mut Context<'_>, lines: &[Line<'_>], period: (i32, i32), header: Span) {
    let mut seen = Vec::new();
    for test in lines.iter().flat_map(|line| &line.tests) {
        let Some(TargetWhen::Year(year)) = test.when else { continue };
        if !(period.0..=period.1).contains(&year) && !seen.contains(&year) {
            seen.push(year);
            let report = amount::year_outside_period(test.span, year, period, header);
            context.amounts.reports.push(report);
        }
    }
}

fn states(context: &mut Context<'_>, placed: Placed<'_>) -> ChoiceId {
    let known = context.space(placed.space).and_then(|space| space.choices.get(CHOICE));
    if let Some(known) = known {
        return known.value;
    }
    let members = STATES.iter().map(|state| (*state).to_owned()).collect();
    let choice = ChoiceType { name: CHOICE.to_owned(), members, ordered: 2 };
    context.add_choice(placed.space, choice, placed.item.header)
}

fn declare_line<'t>(context: &mut Context<'t>, line: &Line<'t>, scope: &Scope, choice: ChoiceId) -> Values {
    let unit = line.unit.and_then(|unit| context.known_unit(unit)).unwrap_or_default();
    let number = Type::number(unit).or_absent(true);
    let percent = Type::number(context.percent()).or_absent(true);
    let mut add = |last: Option<&str>, ty: Type| {
        let path = line.path.iter().cloned().chain(last.map(str::to_owned)).collect();
        context.declare(Declaration::new(path, scope, ty, Role::Part, line.span).notes(line.notes))
    };
    Values {
        itself: add(None, number.clone()),
        actual: add(Some("实际"), number.clone()),
        wanted: add(Some("目标"), number.clone().or_absent(!line.says_a_number())),
        progress: add(Some("进度"), percent),
        shortfall: add(Some("差额"), number),
        state: add(Some("状态"), Type::choice(choice)),
    }
}

/// Gives the values their bodies, and remembers the blocks.
pub(super) fn finish(context: &mut Context<'_>) {
    for declared in std::mem::take(&mut context.blocks.targets) {
        let mut records = Vec::new();
        let mut sums = Sums::new();
        for (line, scope, values) in &declared.lines {
            records.extend(lower_line(context, &declared, line, scope, *values, &mut sums));
        }
        for (line, scope, values) in &declared.lines {
            nested(context, &declared, line, scope, values.actual);
        }
        if let TargetBody::Grid(grid) = &declared.block.body {
            total::check(context, declared.block, grid);
        }
        let name = declared.block.name.text.clone();
        let block = TargetBlock {
            name,
            years: declared.years,
            frame: declared.lines.first().map_or(Frame::Whole, |(_, scope, _)| scope.frame),
            choice: declared.choice,
            records,
            span: declared.placed.item.header,
        };
        context.program.blocks.push(Block::Target(block));
    }
}

fn lower_line<'t>(
    context: &mut Context<'t>,
    declared: &Declared<'t>,
    line: &Line<'t>,
    scope: &Scope,
    values: Values,
    sums: &mut Sums,
) -> Option<TargetRecord> {
    let Some(mut place) = place(context, declared, line, scope, sums) else {
        fail(context, values, line.span);
        return None;
    };
    let mut statements: Vec<Statement> = Vec::new();
    let mut tests = Vec::new();
    agree::check(context, line, &mut place);
    for test in &line.tests {
        if let Some(statement) = context.statement(&mut place, line, test) {
            tests.push(record(context, declared.choice, line, test, &statement, &place));
            statements.push(statement);
        }
    }
    if statements.is_empty() && !line.tests.is_empty() {
        fail(context, values, line.span);
        return None;
    }
    define(context, declared.choice, values, &statements, &mut place);
    remember(sums, line, &place, &statements);
    let named = line.path.iter().rev().nth(usize::from(line.total)).map_or("", String::as_str);
    let item = part(&context.program, named, values.state);
    let unit = line.unit.and_then(|unit| context.known_unit(unit)).unwrap_or_default();
    let unit = context.program.units.text(&unit);
    Some(TargetRecord { part: item, unit, nature: line.nature, actual: values.actual, tests })
}

/// 逐级: what is a part is never more than the whole.
fn nested(
    context: &mut Context<'_>,
    declared: &Declared<'_>,
    line: &Line<'_>,
    scope: &Scope,
    part: DefinitionId,
) {
    let Some(name) = line.inside.filter(|_| scope.frame == Frame::Whole) else { return };
    let whole = declared.lines.iter().find(|(other, ..)| other.indicator.as_deref() == Some(&name.text));
    let Some((_, _, whole)) = whole else { return };
    let (less, more) =
        (context.definition_value(part, line.span), context.definition_value(whole.actual, name.span));
    let within = context.compare(Comparison::LessOrEqual, less, more);
    let condition = statement::never_absent(within, true, line.span);
    let title = format!("「{}」包含在「{}」之内", line.path.last().map_or("", String::as_str), name.text);
    let citations = line.notes.citations.clone();
    context.program.checks.push(Check { title, year: None, condition, span: line.span, citations });
}

/// The figures of the rows of each indicator of a grid, by year, and which rows have targets in it.
type Sums = BTreeMap<Option<String>, BTreeMap<i32, (DefinitionId, Core)>>;

fn remember(sums: &mut Sums, line: &Line<'_>, place: &Place<'_>, statements: &[Statement]) {
    let everyone = || build::yes_no(true, place.span);
    let counted = |year: i32| {
        let own: Vec<&Statement> = statements.iter().filter(|statement| statement.year == year).collect();
        let own = if own.is_empty() { statements.iter().collect() } else { own };
        let applies: Option<Vec<Core>> = own.iter().map(|statement| statement.applies.clone()).collect();
        applies.map_or_else(everyone, |some| build::or(some, place.span))
    };
    let years = place.figures.iter().filter(|((rank, _), _)| rank.is_none());
    let years = years.map(|((_, year), id)| (*year, (*id, counted(*year)))).collect();
    sums.insert(line.indicator.clone(), years);
}

fn fail(context: &mut Context<'_>, values: Values, span: Span) {
    let Values { itself, actual, wanted, progress, shortfall, state } = values;
    for id in [itself, actual, wanted, progress, shortfall, state] {
        context.define(id, build::unknown(span));
    }
}

fn place<'t>(
    context: &mut Context<'t>,
    declared: &Declared<'t>,
    line: &Line<'t>,
    scope: &Scope,
    sums: &Sums,
) -> Option<Place<'t>> {
    let unit = match line.unit {
        Some(unit) => context.known_unit(unit)?,
        None => crate::program::Unit::plain(),
    };
    let source: Source<'t> = if line.total {
        let values = sums.get(&line.indicator)?.clone();
        let rows = declared.lines.iter().find_map(|(_, scope, _)| scope.table())?;
        Source::Sum { table: rows, values }
    } else {
        context.source(declared.block, line, scope)?
    };
    let now = context.built_in_parameter("年度", scope, line.span)?;
    Some(Place {
        scope: scope.clone(),
        unit,
        years: declared.years,
        now,
        source,
        figures: BTreeMap::new(),
        path: line.path.clone(),
        span: line.span,
    })
}

/// The state of tests together: missed where one is missed, met where all are met.
fn state(choice: ChoiceId, statements: &[&Statement], span: Span) -> Core {
    let within = |of: fn(&Statement) -> &Core| {
        let each = statements.iter().map(|statement| match &statement.applies {
            Some(applies) => build::and(vec![applies.clone(), of(statement).clone()], span),
            None => of(statement).clone(),
        });
        build::or(each.collect(), span)
    };
    let member = |position: u32| build::member(choice, position, span);
    let open = build::if_(within(|s| &s.open), member(2), member(0), span);
    let lacking = build::if_(within(|s| &s.lacking), member(3), open, span);
    let waits = build::if_(within(|s| &s.waits), member(4), lacking, span);
    let state = build::if_(within(|s| &s.failed), member(1), waits, span);
    let none = build::absent(Absence::NotApplicable, Type::choice(choice), span);
    if statements.is_empty() {
        return none;
    }
    let applies: Option<Vec<Core>> = statements.iter().map(|statement| statement.applies.clone()).collect();
    match applies {
        Some(applies) => build::if_(build::or(applies, span), state, none, span),
        None => state,
    }
}

fn define<'t>(
    context: &mut Context<'t>,
    choice: ChoiceId,
    values: Values,
    statements: &[Statement],
    place: &mut Place<'t>,
) {
    let span = place.span;
    let all: Vec<&Statement> = statements.iter().collect();
    give(context, values.state, state(choice, &all, span));
    let number = Type::number(place.unit.clone());
    let none = |ty: Type| build::absent(Absence::NotApplicable, ty, span);
    if statements.is_empty() {
        let figures: Vec<i32> = (place.years.0..=place.years.1).collect();
        let seen: Vec<(i32, Core)> =
            figures.into_iter().map(|year| (year, context.year_figure(place, None, year))).collect();
        let actual = place.latest(seen, number.clone());
        give(context, values.actual, actual.clone());
        give(context, values.itself, actual);
        give(context, values.wanted, none(number.clone()));
        give(context, values.shortfall, none(number));
        let percent = Type::number(context.percent());
        give(context, values.progress, none(percent));
        return;
    }
    let pick = |of: fn(&Statement) -> &Core| chosen(statements, place, of);
    let (actual, wanted) = (pick(|s| &s.actual), pick(|s| &s.wanted));
    let (shortfall, progress) = (pick(|s| &s.shortfall), pick(|s| &s.progress));
    give(context, values.actual, actual.clone());
    give(context, values.itself, actual);
    give(context, values.wanted, wanted);
    give(context, values.shortfall, shortfall);
    give(context, values.progress, progress);
}

/// A value of the first test; where all tests are of different years, of the one whose year it is.
fn chosen(statements: &[Statement], place: &Place<'_>, of: fn(&Statement) -> &Core) -> Core {
    let span = place.span;
    let only = |statement: &Statement| {
        let value = of(statement).clone();
        match &statement.applies {
            Some(applies) => {
                let none = build::absent(Absence::NotApplicable, value.ty.clone().or_absent(false), span);
                build::if_(applies.clone(), value, none, span)
            }
            None => value,
        }
    };
    let mut years: Vec<i32> = statements.iter().map(|statement| statement.year).collect();
    years.sort_unstable();
    years.dedup();
    let by_years: Option<Vec<(i32, Core)>> = (years.len() > 1).then(|| {
        years
            .iter()
            .map(|year| {
                let mut same = statements.iter().filter(|statement| statement.year == *year);
                let first = same.next().map_or_else(|| build::unknown(span), only);
                // Rows of one column that are compared in other ways have values of their own.
                (*year, same.fold(first, |value, other| otherwise(value, only(other))))
            })
            .collect()
    });
    match by_years.and_then(|values| place.at_now(values)) {
        Some(value) => value,
        None => {
            let mut each = statements.iter().map(only);
            let first = each.next().unwrap_or_else(|| build::unknown(span));
            let grid = statements.first().is_some_and(|statement| statement.applies.is_some());
            if grid { each.fold(first, otherwise) } else { first }
        }
    }
}

fn otherwise(value: Core, other: Core) -> Core {
    if value.ty.unit() == other.ty.unit() { build::if_not_applicable(value, other) } else { value }
}

/// The body of a declared value, of exactly the type that was declared.
fn give(context: &mut Context<'_>, id: DefinitionId, body: Core) {
    let ty = context.program.definition(id).map(|definition| definition.body.ty.clone());
    let body = match ty {
        Some(ty) if !body.ty.is_unknown() && body.ty.unit() == ty.unit() => Core { ty, ..body },
        _ => body,
    };
    context.define(id, body);
}

/// A test's own values, for the list of targets.
fn record<'t>(
    context: &mut Context<'t>,
    choice: ChoiceId,
    line: &Line<'t>,
    test: &line::Test<'t>,
    statement: &Statement,
    place: &Place<'t>,
) -> TargetTestRecord {
    let said = total::wording(test);
    let mut path = line.path.clone();
    path.push(format!("（{said}）"));
    let own = state(choice, &[statement], line.span);
    let hidden =
        |context: &mut Context<'t>, core: Core| context.define_hidden(path.clone(), &place.scope, core);
    let applies = statement.applies.clone();
    let only = |value: &Core| match &applies {
        Some(applies) => {
            let none = build::absent(Absence::NotApplicable, value.ty.clone().or_absent(false), line.span);
            build::if_(applies.clone(), value.clone(), none, line.span)
        }
        None => value.clone(),
    };
    TargetTestRecord {
        year: statement.year,
        state: hidden(context, own),
        wanted: hidden(context, only(&statement.wanted)),
        actual: hidden(context, only(&statement.actual)),
        progress: hidden(context, only(&statement.progress)),
        shortfall: hidden(context, only(&statement.shortfall)),
        said,
    }
}
