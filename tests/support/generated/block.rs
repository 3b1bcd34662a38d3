//! Which entries make a block: what the skeleton puts together from entries that the grammar reads one by one.

/// A block, or an entry without one.
pub struct Block {
    /// The rule of its header.
    pub header: &'static str,
    /// The rules of the entries inside; empty where there is no block.
    pub entries: &'static [Inner],
    /// The rule of what may follow its `}`.
    pub tail: Option<&'static str>,
}

/// What stands inside a block.
pub enum Inner {
    /// An entry without a block.
    Entry(&'static str),
    /// An entry with a block of its own.
    Block(&'static Block),
}

use Inner::Entry as E;

const fn plain(header: &'static str) -> Block {
    Block { header, entries: &[], tail: None }
}

const fn holds(header: &'static str, entries: &'static [Inner]) -> Block {
    Block { header, entries, tail: None }
}

const TALLY_GROUP: Block = holds("tally_group", &[E("tally_item")]);
const AWARD_GROUP: Block = holds("award_group", &[E("award_item")]);
const CONDITION_GROUP: Block =
    Block { header: "condition_group", entries: &[E("condition_entry")], tail: Some("condition_tail") };
const SCORE_GROUP: Block = holds("score_item", &[E("score_item")]);
const ROW: Block = holds("example_table", &[E("example_cells")]);
const RENAMING: Block = holds("renaming_header", &[E("renamed_entry")]);
const PARTED: Block = holds("ledger_share", &[E("ledger_part")]);

/// The blocks of a script and of `对`.
pub const ITEMS: &[Block] = &[
    holds("policy_header", &[E("policy_title"), E("policy_number"), E("policy_effective")]),
    plain("use_header"),
    holds("choice_header", &[E("choice_entry")]),
    plain("set_header"),
    plain("alias_header"),
    plain("unit_header"),
    holds("table_header", &[E("column_entry")]),
    holds("rollup_header", &[E("rollup_entry")]),
    plain("axis_header"),
    plain("row_set_header"),
    holds("chain_header", &[E("chain_entry")]),
    holds("participation_header", &[E("participation_entry")]),
    plain("definition"),
    plain("definition"),
    plain("definition"),
    holds("tally_header", &[E("tally_entry"), E("tally_item"), Inner::Block(&TALLY_GROUP)]),
    holds("award_header", &[E("award_entry"), E("award_item"), Inner::Block(&AWARD_GROUP)]),
    holds("score_header", &[E("score_entry"), E("score_item"), Inner::Block(&SCORE_GROUP)]),
    holds("conditions_header", &[E("condition_entry"), E("condition_test"), Inner::Block(&CONDITION_GROUP)]),
    holds("classify_header", &[E("classify_entry")]),
    holds("band_header", &[E("band_entry"), E("band_class")]),
    holds("adjust_header", &[E("adjust_entry"), E("move_entry")]),
    Block { header: "lookup_header", entries: &[E("lookup_entry_single")], tail: Some("lookup_tail") },
    holds("target_header", &[E("target_line"), E("target_each")]),
    holds("ledger_header", &[E("ledger_entry"), E("ledger_share"), Inner::Block(&PARTED)]),
    holds("allocate_header", &[E("allocate_entry"), E("factor")]),
    plain("open_header"),
    plain("bind_header"),
    holds("reading_header", &[E("reading_arm"), E("reading_arm"), E("reading_taken")]),
    plain("take_header"),
    plain("decision_header"),
    plain("parameter_header"),
    holds("amend_header", &[E("amend_entry"), E("change"), Inner::Block(&RENAMING)]),
    holds("example_header", &[Inner::Block(&ROW), E("expectation"), E("bind_header"), E("take_header")]),
    plain("check_header"),
    holds("output_header", &[E("output_column")]),
];

/// What holds definitions and other blocks.
pub const FOR: Block = holds("for_header", &[]);
