//! What the grammar waited for, in the words of the language.

use super::grammar::Rule;
use crate::diagnostic::Message;
use std::fmt::Write as _;

/// How many things a report lists before it says 等.
const LISTED: usize = 8;

/// The grammar's own text: the words and signs of its rules are read from it, so that a report cannot lag behind.
const GRAMMAR: &str = include_str!("../../heng.pest");

/// The words or signs of a rule like `kw_when = @{ ("当" | "when") … }`, in the order written.
pub(crate) fn literals(rule: Rule) -> Vec<&'static str> {
    let head = format!("{rule:?} = ");
    let line = GRAMMAR.lines().find(|line| line.starts_with(&head)).unwrap_or("");
    line.split('"').skip(1).step_by(2).collect()
}

/// `expected` as a list for people; nothing where only the end of the entry was expected.
pub(super) fn describe(expected: &[Rule]) -> Option<Message> {
    let mut things: Vec<Message> = Vec::new();
    let mut operators = false;
    for rule in expected.iter().flat_map(|&rule| leading(rule)) {
        if is_operator(rule) {
            operators = true;
            continue;
        }
        if let Some(thing) = thing(rule)
            && !things.contains(&thing)
        {
            things.push(thing);
        }
    }
    if operators {
        things.push(Message::new("运算符", "an operator"));
    }
    if things.is_empty() {
        return None;
    }
    let (mut zh, mut en) = (String::new(), String::new());
    let last = things.len().min(LISTED).saturating_sub(1);
    for (place, thing) in things.iter().take(LISTED).enumerate() {
        let (before_zh, before_en) = match place {
            0 => ("", ""),
            _ if place == last && things.len() <= LISTED => ("或", " or "),
            _ => ("、", ", "),
        };
        let _ = write!(zh, "{before_zh}{}", thing.zh);
        let _ = write!(en, "{before_en}{}", thing.en);
    }
    if things.len() > LISTED {
        zh.push('等');
        en.push_str(" …");
    }
    Some(Message { zh, en })
}

/// The rules an entry or a clause can begin with, where the grammar names only the whole.
pub(super) fn leading(rule: Rule) -> Vec<Rule> {
    use Rule as R;
    match rule {
        R::adjust_entry => vec![R::kw_protect, R::kw_punish, R::kw_each],
        R::participation_entry => leading(R::participation_kind),
        R::policy_entry => vec![R::kw_title, R::kw_number, R::kw_effective],
        R::allocate_entry => vec![R::name, R::rounding, R::kw_portion, R::kw_purpose],
        R::factor => vec![R::name],
        R::amount_rounding => vec![R::rounding],
        R::portion_rounding => vec![R::kw_portion],
        R::option_name => vec![R::name],
        R::tally_entry => vec![R::name, R::kw_cap, R::kw_each],
        R::score_entry => vec![R::name, R::kw_each, R::kw_plus, R::kw_less, R::kw_round, R::kw_show],
        R::condition_entry => vec![R::name, R::kw_each],
        R::classify_entry => vec![R::name, R::kw_except, R::kw_each],
        R::band_entry => vec![R::name, R::kw_ties, R::kw_whole_number, R::kw_base, R::kw_missing],
        R::lookup_entry | R::lookup_entry_single => vec![R::key_cell, R::kw_overlap],
        R::reading_entry => vec![R::name, R::kw_take],
        R::target_entry => vec![R::name, R::kw_each],
        R::target_grid_entry => vec![R::name, R::kw_each, R::kw_header, R::kw_sum_row],
        R::example_cells => vec![R::name, R::kw_other_columns],
        R::choice_entry
        | R::target_line
        | R::target_row
        | R::column_entry
        | R::output_entry
        | R::example_table
        | R::tally_group
        | R::condition_group
        | R::definition => vec![R::name],
        R::each_missing | R::each_item | R::target_each => vec![R::kw_each],
        R::move_entry | R::move_kind => vec![R::kw_protect, R::kw_punish],
        R::participation_kind => {
            vec![R::kw_unlisted, R::kw_unscored, R::kw_unranked, R::kw_assigned, R::kw_group]
        }
        R::policy_title => vec![R::kw_title],
        R::policy_number => vec![R::kw_number],
        R::policy_effective => vec![R::kw_effective],
        R::extra => vec![R::kw_plus, R::kw_less],
        R::tally_cap => vec![R::kw_cap],
        R::ties => vec![R::kw_ties],
        R::band_rounding => vec![R::kw_whole_number],
        R::band_base => vec![R::kw_base],
        R::reading_taken => vec![R::kw_take],
        R::expectation => vec![R::kw_expect],
        R::any_other => vec![R::kw_other_columns],
        R::class_rule => vec![R::kw_except, R::name],
        R::move_action => {
            vec![R::kw_set_to, R::kw_not_below, R::kw_not_above, R::kw_up, R::kw_down]
        }
        R::rounding_mode => vec![R::kw_half_up, R::kw_toward_zero, R::kw_away, R::kw_half_even],
        R::score_item
        | R::tally_item
        | R::condition_test
        | R::band_class
        | R::reading_arm
        | R::output_column
        | R::example_cell
        | R::choice_member
        | R::lookup_key => vec![R::name],
        R::lookup_row | R::lookup_row_single => vec![R::key_cell],
        other => leading_in_amendment(other),
    }
}

/// As [`leading`], for the entries of an amendment.
fn leading_in_amendment(rule: Rule) -> Vec<Rule> {
    use Rule as R;
    match rule {
        R::amend_entry => vec![
            R::kw_add,
            R::kw_strike,
            R::kw_replace,
            R::kw_rename,
            R::kw_reassign_column,
            R::kw_rephrase,
            R::kw_repeal,
        ],
        R::renaming => vec![R::kw_rename, R::kw_reassign_column],
        R::rephrasing => vec![R::kw_rephrase],
        R::passage_change => vec![R::kw_original],
        R::repeal => vec![R::kw_repeal],
        R::transition => vec![R::kw_transition],
        R::version_by => vec![R::kw_using],
        R::strike => vec![R::kw_strike],
        R::change => vec![R::kw_add, R::kw_replace],
        R::renamed | R::renamed_entry => vec![R::name],
        other => leading_in_ledger(other),
    }
}

/// As [`leading`], for the lines of a ledger.
fn leading_in_ledger(rule: Rule) -> Vec<Rule> {
    use Rule as R;
    match rule {
        R::ledger_entry => vec![
            R::name,
            R::sum,
            R::kw_balance,
            R::kw_serve_first,
            R::kw_next,
            R::kw_including,
            R::kw_to_nearest,
        ],
        R::ledger_share => vec![R::name, R::sum],
        R::ledger_balance => vec![R::kw_balance, R::kw_next],
        R::ledger_step => vec![R::kw_serve_first, R::kw_next],
        R::ledger_part => vec![R::kw_including],
        R::ledger_rounding => vec![R::kw_to_nearest, R::kw_remainder_to],
        R::party_ratio | R::party => vec![R::name],
        other => vec![other],
    }
}

fn is_operator(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::plus
            | Rule::minus
            | Rule::times
            | Rule::divide
            | Rule::comparator
            | Rule::kw_and
            | Rule::kw_or
            | Rule::kw_in
            | Rule::kw_not_in
            | Rule::kw_within
            | Rule::kw_if_missing
            | Rule::kw_zero_is_missing
            | Rule::if_missing
            | Rule::field
            | Rule::point
            | Rule::index
            | Rule::arguments
            | Rule::divide_touching
            | Rule::lparen
            | Rule::lbracket
    )
}

/// One thing that could have stood there.
fn thing(rule: Rule) -> Option<Message> {
    Some(match rule {
        Rule::EOI => return None,
        Rule::name | Rule::word | Rule::path | Rule::quoted_name | Rule::class_choice => {
            Message::new("名称", "a name")
        }
        Rule::declared_unit | Rule::unit | Rule::unit_word | Rule::indicator_unit => {
            Message::new("单位", "a unit")
        }
        Rule::type_expr | Rule::plain_unit => Message::new("类型或单位", "a type or a unit"),
        Rule::number | Rule::digits => Message::new("数", "a number"),
        Rule::integer => Message::new("整数", "a whole number"),
        Rule::text | Rule::plain_text => Message::new("引号中的文字", "a text in quotes"),
        Rule::date | Rule::year | Rule::day => Message::new("日期", "a date"),
        Rule::document_number | Rule::amend_target => Message::new("文号", "a document number"),
        Rule::list => Message::new("`[…]`", "a list `[…]`"),
        Rule::axis_year | Rule::year_digits => Message::new("年份", "a year"),
        _ if is_target(rule) => {
            Message::new("目标（如 `≥ 90`、`每年 > 12`）", "a target such as `≥ 90` or `every_year > 12`")
        }
        Rule::target_nature => Message::new("`约束性` 或 `预期性`", "`binding` or `expected`"),
        Rule::quantifier => Message::new(
            "`全部`、`任一`、`全不` 或 `至少 n 项`",
            "`all`, `any`, `none` or `at_least n items`",
        ),
        Rule::band_bound => Message::new(
            "`前 10%`、`至 70%`、`后 5%`、`≥ 90 分` 或 `其余`",
            "`top 10%`, `to 70%`, `bottom 5%`, `≥ 90 分` or `rest`",
        ),
        _ if is_value(rule) => Message::new("一个值或算式", "a value"),
        _ => return words(rule),
    })
}

fn is_target(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::target_tests
            | Rule::target_test
            | Rule::target_when
            | Rule::target_measure
            | Rule::target_trend
            | Rule::target_list
            | Rule::target_assigned
            | Rule::target_times
            | Rule::target_about
            | Rule::target_range
            | Rule::target_compare
            | Rule::target_bare
            | Rule::target_cell
            | Rule::target_in_brackets
            | Rule::target_none
    )
}

fn is_value(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::expression
            | Rule::conditional
            | Rule::logic
            | Rule::negation
            | Rule::comparison
            | Rule::range
            | Rule::sum
            | Rule::product
            | Rule::unary
            | Rule::answered
            | Rule::postfix
            | Rule::call
            | Rule::bracketed
            | Rule::yes_no
            | Rule::not_applicable
            | Rule::own
            | Rule::last_years
            | Rule::amount
            | Rule::argument
            | Rule::order_key
            | Rule::order_keys
            | Rule::kw_if
            | Rule::kw_not
            | Rule::kw_present
            | Rule::output_cell
            | Rule::key_test
            | Rule::key_cell
    )
}

/// A keyword or a sign, or the keyword that a clause begins with.
fn words(rule: Rule) -> Option<Message> {
    let rule = match rule {
        Rule::filter => Rule::kw_when,
        Rule::missing => Rule::kw_missing,
        Rule::default => Rule::kw_default,
        Rule::rounding => Rule::kw_round,
        Rule::shown => Rule::kw_show,
        Rule::order_by | Rule::band_by => Rule::kw_order,
        Rule::group_by | Rule::per | Rule::tally_of => Rule::kw_by,
        Rule::direction => Rule::kw_descending,
        Rule::missing_order | Rule::exclusive | Rule::partial | Rule::open_answer => Rule::lparen,
        Rule::unless => Rule::kw_unless,
        Rule::original => Rule::kw_original,
        Rule::recorded_as => Rule::kw_record,
        Rule::cap => Rule::kw_cap,
        Rule::floor => Rule::kw_floor,
        Rule::indicator => Rule::kw_indicator,
        Rule::baseline => Rule::kw_baseline,
        Rule::points => Rule::kw_points,
        Rule::weight => Rule::kw_weight,
        Rule::score_group => Rule::kw_group,
        Rule::out_of => Rule::kw_out_of,
        Rule::adjust_from => Rule::kw_from_grade,
        Rule::adjust_order => Rule::kw_sequence,
        Rule::from_document => Rule::kw_from_document,
        Rule::headers => Rule::kw_header,
        Rule::overlap => Rule::kw_overlap,
        Rule::ledger_source => Rule::kw_of,
        Rule::share_of => Rule::kw_share_of,
        Rule::to_party => Rule::kw_to_party,
        Rule::remainder_to => Rule::kw_remainder_to,
        Rule::year_point => Rule::kw_take,
        Rule::allocate_total => Rule::kw_total,
        Rule::among => Rule::kw_among,
        Rule::normalise => Rule::kw_normalise,
        Rule::negative => Rule::kw_negative,
        Rule::remainder => Rule::kw_remainder,
        Rule::remainder_row => Rule::kw_remainder_to,
        Rule::equal_remainders => Rule::kw_equal_remainders,
        Rule::purpose => Rule::kw_purpose,
        Rule::place => Rule::kw_place,
        Rule::per_quantum | Rule::per_rate => Rule::kw_every,
        Rule::bound => Rule::greater_or_equal,
        Rule::target_period => Rule::kw_period,
        Rule::target_data => Rule::kw_data,
        Rule::target_per => Rule::kw_by,
        Rule::target_unit => Rule::kw_unit,
        Rule::target_base => Rule::kw_base_period,
        Rule::tolerance => Rule::kw_tolerance,
        Rule::target_waiver => Rule::kw_differs_from,
        other => other,
    };
    let found = literals(rule);
    let zh = found.first()?;
    let en = found.iter().find(|word| word.is_ascii()).unwrap_or(zh);
    Some(Message::new(format!("`{zh}`"), format!("`{en}`")))
}
