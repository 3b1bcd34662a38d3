//! Where the columns of an entry begin: which clause stands under which in a block.

use crate::parser::{Rule, Shape};

/// The columns of one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// Entries of one kind share their columns.
    pub kind: Option<Rule>,
    /// The first byte of each cell after the first, and its column; the columns rise.
    pub stops: Vec<(usize, usize)>,
}

/// A clause that follows what stands before it at a distance, under no other clause.
pub(super) const LOOSE: usize = usize::MAX;

/// The columns of what `shape` was made of.
pub(super) fn columns(shape: &Shape) -> Columns {
    let entry = inner(shape);
    let cells = entry.children.iter();
    let stops: Vec<(usize, usize)> = match entry.rule {
        Rule::lookup_row | Rule::lookup_row_single => row(entry),
        Rule::target_row => cells.enumerate().map(|(column, cell)| (start(cell), column)).collect(),
        Rule::change => change(entry),
        Rule::output_entry => match parts(entry).as_slice() {
            [column] => clauses(column),
            _ => Vec::new(),
        },
        Rule::choice_member => member(entry),
        Rule::choice_entry => Vec::new(),
        Rule::extra | Rule::rounding | Rule::shown if shape.rule == Rule::score_entry => {
            cells.skip(1).take(1).map(|cell| (start(cell), LOOSE)).collect()
        }
        Rule::column_entry | Rule::open_header | Rule::decision_header | Rule::parameter_header => {
            declared(entry)
        }
        _ => clauses(entry),
    };
    let mut columns = Columns { kind: Some(kind(entry.rule)), stops: Vec::new() };
    let mut last = 0;
    for (at, column) in stops {
        if at <= entry.span.range().start || columns.stops.iter().any(|(other, _)| *other == at) {
            continue;
        }
        // A clause out of the usual order stays where its author put it.
        let column = if column == LOOSE || column <= last { LOOSE } else { column };
        if column != LOOSE {
            last = column;
        }
        columns.stops.push((at, column));
    }
    columns
}

/// Entries that stand under one another though the grammar tells them apart.
fn kind(rule: Rule) -> Rule {
    match rule {
        Rule::ledger_balance | Rule::ledger_step | Rule::ledger_part => Rule::ledger_share,
        Rule::rollup_definition => Rule::rollup_column,
        Rule::ties | Rule::band_rounding | Rule::band_base => Rule::band_entry,
        Rule::policy_number | Rule::policy_effective => Rule::policy_title,
        other => other,
    }
}

/// The rule inside that says what the entry is: `score_item` of `score_entry`.
fn inner(shape: &Shape) -> &Shape {
    match parts(shape).as_slice() {
        [only]
            if only.span.start == shape.span.start
                && shape.rule != Rule::output_entry
                && !only.children.is_empty() =>
        {
            inner(only)
        }
        _ => shape,
    }
}

/// The parts of an entry, without commas and what is empty.
fn parts(shape: &Shape) -> Vec<&Shape> {
    let says = |part: &&Shape| {
        part.span.start < part.span.end && !matches!(part.rule, Rule::comma | Rule::any_comma)
    };
    shape.children.iter().filter(says).collect()
}

fn start(shape: &Shape) -> usize {
    shape.span.range().start
}

/// The cells of an entry whose clauses each have their column.
fn clauses(entry: &Shape) -> Vec<(usize, usize)> {
    let mut seen_name = false;
    let mut stops = Vec::new();
    for (place, child) in entry.children.iter().enumerate() {
        let column = column(entry.rule, child.rule, place, seen_name);
        seen_name |= matches!(child.rule, Rule::name | Rule::path);
        stops.extend(column.map(|column| (start(child), column)));
    }
    stops
}

/// The column of a child of an entry; none where it goes on with the cell before.
fn column(entry: Rule, child: Rule, place: usize, seen_name: bool) -> Option<usize> {
    use Rule as R;
    match entry {
        R::definition | R::rollup_definition | R::rollup_column => match child {
            R::type_expr => Some(1),
            R::assign => Some(2),
            R::combiner if place == 1 => Some(2),
            R::rounding | R::shown | R::missing => Some(LOOSE),
            _ => None,
        },
        R::bind_header
        | R::take_header
        | R::set_header
        | R::alias_header
        | R::unit_header
        | R::row_set_header => (child == R::assign).then_some(1),
        R::policy_title | R::policy_number | R::policy_effective => (place == 1).then_some(1),
        R::ties | R::band_rounding | R::band_base | R::set_entry | R::band_class => (place == 1).then_some(1),
        R::reading_arm | R::condition_test if child == R::expression => Some(1),
        R::chain_entry if child == R::expression => Some(1),
        R::output_column if child == R::assign => Some(1),
        R::output_column if child == R::shown => Some(2),
        R::move_entry | R::participation_entry if child == R::name => Some(1),
        R::score_item if child == R::weight => Some(1),
        R::factor if child == R::weight => Some(1),
        R::target_line if child == R::indicator_unit => Some(1),
        R::each_item => (place > 0).then_some(LOOSE),
        R::target_each => None,
        R::amount_rounding | R::portion_rounding => (place > 0).then_some(LOOSE),
        R::ledger_rounding => (place > 0 && child == R::remainder_to).then_some(LOOSE),
        R::ledger_share | R::ledger_balance | R::ledger_step | R::ledger_part => {
            ledger(child, place, seen_name)
        }
        R::tally_item | R::award_item => conditional(child),
        _ if place > 0 => clause(child),
        _ => None,
    }
}

/// The columns behind `:` of what is declared: the type, then clause by clause, names of files at the end.
fn declared(entry: &Shape) -> Vec<(usize, usize)> {
    use Rule as R;
    let mut clauses = 1;
    let column = |child: &Shape| {
        let column = match child.rule {
            R::type_expr => 1,
            R::kw_zero_is_missing => 8,
            R::headers | R::from_document => 9,
            R::default | R::bound | R::per | R::kw_yearly | R::kw_key | R::kw_optional | R::kw_fractional => {
                clauses += 1;
                clauses
            }
            _ => return None,
        };
        Some((start(child), column))
    };
    entry.children.iter().filter_map(column).collect()
}

/// The columns of an amount under a condition.
fn conditional(child: Rule) -> Option<usize> {
    use Rule as R;
    Some(match child {
        R::filter | R::tally_of => 1,
        R::unless => 2,
        R::missing => 3,
        R::kw_deduct | R::per_quantum | R::amount => 4,
        R::instalments => 5,
        R::cap | R::once | R::continue_if | R::after_break | R::rounding | R::instalment_remainder => LOOSE,
        _ => return None,
    })
}

/// The columns of a line of a ledger; `余额 归 区` has its party where others have their amount.
fn ledger(child: Rule, place: usize, seen_name: bool) -> Option<usize> {
    use Rule as R;
    Some(match child {
        R::filter | R::kw_rest => 1,
        R::sum if seen_name => 2,
        R::kw_to | R::among | R::party_ratio | R::kw_to_party => 2,
        R::party if place == 1 => 2,
        R::to_party => 4,
        R::missing => 5,
        _ => return None,
    })
}

/// The columns of clauses wherever they stand.
fn clause(child: Rule) -> Option<usize> {
    use Rule as R;
    Some(match child {
        R::filter | R::kw_rest | R::indicator | R::target_base => 2,
        R::unless | R::baseline | R::points | R::normalise | R::target_tests => 3,
        R::missing => 4,
        R::kw_in_principle | R::cap | R::negative | R::target_nature => 5,
        R::floor | R::move_action | R::recorded_as | R::original => 6,
        R::rounding | R::shown => LOOSE,
        _ => return None,
    })
}

/// `市级  2022 至 2023  →  15%  5%`: keys, the arrow, and of several outputs each.
fn row(entry: &Shape) -> Vec<(usize, usize)> {
    const ARROW: usize = 50;
    let arrow = entry.children.iter().position(|cell| cell.rule == Rule::arrow).unwrap_or(0);
    let several = entry.rule == Rule::lookup_row;
    let column = |(place, cell): (usize, &Shape)| match cell.rule {
        Rule::arrow => Some((start(cell), ARROW)),
        Rule::kw_respectively if place < arrow => None,
        Rule::kw_respectively => Some((start(cell), LOOSE)),
        _ if place < arrow => Some((start(cell), place)),
        _ if several => Some((start(cell), ARROW + place - arrow)),
        _ => None,
    };
    entry.children.iter().enumerate().filter_map(column).collect()
}

/// `苏锡通园区  别名 苏锡通`: where one member stands alone.
fn member(entry: &Shape) -> Vec<(usize, usize)> {
    let names = entry.children.iter().filter(|part| part.rule == Rule::kw_alias);
    names.map(|part| (start(part), 1)).collect()
}

/// `增 企业.严重失信: 是否  默认 否  置于 黑名单 之后`
fn change(entry: &Shape) -> Vec<(usize, usize)> {
    let mut stops = Vec::new();
    for part in entry.children.iter().skip(2) {
        match part.rule {
            Rule::place => stops.push((start(part), 30)),
            Rule::change_column => stops.extend(declared(part)),
            Rule::change_definition => {
                let assign = part.children.iter().filter(|child| child.rule == Rule::assign);
                stops.extend(assign.map(|child| (start(child), 1)));
            }
            _ => {
                stops.push((start(part), 10));
                stops.extend(
                    part.children
                        .iter()
                        .skip(1)
                        .filter_map(|c| Some((start(c), 10 + clause(c.rule)?.min(15)))),
                );
            }
        }
    }
    stops
}
