//! What may stand at a place, the likeliest first.

use heng_grammar::skeleton::BlockContext as Block;
use heng_grammar::token::TokenKind as K;
use heng_grammar::vocabulary::Concept as C;
use heng_grammar::vocabulary::{Concept, Role, Tier, Units};

use super::place::{Place, path_ending};
use super::read::{Read, Wants, clauses};
use super::words::answers;
use crate::symbol::{Base, Names, SymbolId};

/// What may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// These words.
    Words(Vec<Concept>),
    /// Values that are seen here by their name alone, and lookups.
    Values,
    /// Values of the table around alone: items are named as what they score.
    OwnValues,
    /// Functions.
    Functions,
    /// Members of this choice.
    Members(SymbolId),
    /// Members of any choice.
    AnyMembers,
    /// Tables.
    Tables,
    /// 集合
    Sets,
    /// What stands after `:`.
    Types,
    /// This unit.
    Unit(String),
    /// What stands after a number.
    Units,
    /// 读法
    Readings,
    /// The readings of this 读法.
    Arms(String),
    /// 待定 and 参数
    Settable,
    /// What amendments name: tables, blocks, definitions.
    Amendable,
    /// What is inside.
    Parts(Base),
    /// The articles of the document, and those cited elsewhere.
    Articles,
    /// What 引用 may name.
    Documents,
    /// Values and tables that are not seen here by their name alone: with their table before them.
    Elsewhere,
}

/// What may stand at a place, the likeliest first.
pub(super) fn expected(place: &Place, names: &Names) -> Vec<Wanted> {
    if place.citation {
        return vec![Wanted::Articles];
    }
    if let Some(base) = &place.path {
        return vec![Wanted::Parts(base.clone())];
    }
    if place.before.is_empty() {
        return at_head(place, names);
    }
    let read = Read::of(place);
    match read.wants {
        Wants::Nothing => Vec::new(),
        Wants::Unit => {
            let mut wanted: Vec<Wanted> =
                unit_compared(place, &read, names).map(Wanted::Unit).into_iter().collect();
            wanted.extend([Wanted::Units, Wanted::Words(measures(place))]);
            wanted.extend(going_on(place, &read));
            wanted
        }
        Wants::Type => vec![Wanted::Types],
        Wants::Operand => operand(place, &read, names),
        Wants::GoOn => going_on(place, &read),
        Wants::Answer(clause) => answer(place, &read, clause, names),
        Wants::Exactly(wanted) => vec![wanted],
    }
}

/// What an entry begins with.
fn at_head(place: &Place, names: &Names) -> Vec<Wanted> {
    let words = place.block.words();
    let mut heads: Vec<Concept> = words.entries.to_vec();
    if place.block.holds_blocks() {
        let outer = Concept::ALL.iter().copied().filter(|concept| concept.word().role == Role::Block);
        heads.extend(outer.filter(|concept| place.block == Block::TopLevel || stands_in_rows(*concept)));
    }
    if matches!(
        place.block,
        Block::Score | Block::Tally | Block::Conditions | Block::Ledger | Block::Allocate
    ) {
        heads.push(C::Reading);
    }
    let heads = Wanted::Words(heads);
    match place.block {
        Block::TopLevel | Block::For if place.prompt => {
            vec![Wanted::Values, Wanted::Tables, Wanted::Functions, Wanted::Words(vec![C::If, C::Not]), heads]
        }
        Block::TopLevel | Block::For => vec![heads, Wanted::Values],
        Block::Score | Block::Tally | Block::Allocate | Block::Target => vec![Wanted::OwnValues, heads],
        Block::Output | Block::ExampleRow | Block::Rollup => vec![Wanted::OwnValues, heads],
        Block::Band | Block::Classify => vec![heads, Wanted::AnyMembers],
        Block::Lookup => vec![Wanted::AnyMembers, Wanted::Sets, heads],
        Block::Example => vec![heads, Wanted::Tables],
        Block::Unknown if names.symbols().len() > 0 => vec![Wanted::OwnValues, heads],
        _ => vec![heads],
    }
}

/// The blocks that may stand in a `对`.
fn stands_in_rows(concept: Concept) -> bool {
    matches!(
        concept,
        C::Participation
            | C::Tally
            | C::Award
            | C::Score
            | C::Conditions
            | C::Classify
            | C::Band
            | C::Adjust
            | C::Lookup
            | C::Ledger
            | C::Chain
            | C::Open
            | C::Reading
            | C::Decision
            | C::Continue
    )
}

/// What answers a clause.
fn answer(place: &Place, read: &Read, clause: Concept, names: &Names) -> Vec<Wanted> {
    let Some((words, more)) = answers(clause) else { return operand(place, read, names) };
    let mut wanted = vec![Wanted::Words(words.to_vec())];
    if more {
        wanted.extend(operand(place, read, names));
    }
    wanted
}

/// Where a value is wanted.
fn operand(place: &Place, read: &Read, names: &Names) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    let compared = read.compared.filter(|at| settles(place, *at));
    let choice = match compared {
        Some(to) => choice_of(place, to, names),
        None if read.clauses.last() == Some(&C::Default) => default_choice(place, names),
        None => None,
    };
    wanted.extend(choice.map(Wanted::Members));
    let in_set = compared
        .is_some_and(|at| place.before.get(at).is_some_and(|piece| piece.is(C::In) || piece.is(C::NotIn)));
    if in_set {
        wanted.push(Wanted::Sets);
    }
    if read.depth > 0 && opens_call(place) {
        wanted.extend([Wanted::Values, Wanted::Words(vec![C::Own]), Wanted::Tables]);
    } else {
        wanted.push(Wanted::Values);
    }
    wanted.push(Wanted::Functions);
    wanted.push(Wanted::Words(vec![C::If, C::Not, C::Present, C::Yes, C::No, C::AsOf, C::FiscalYear]));
    wanted.push(Wanted::Words(locals(place)));
    wanted.extend([Wanted::AnyMembers, Wanted::Tables, Wanted::Elsewhere]);
    wanted
}

/// Whether what is compared at `at` is what the cursor's operand is compared with: only list signs and members between.
fn settles(place: &Place, at: usize) -> bool {
    let between = place.before.get(at + 1..).unwrap_or_default();
    between.iter().all(|piece| {
        matches!(piece.kind, K::OpenBracket | K::Comma | K::Pause | K::Name | K::QuotedName)
            && !piece.concepts().iter().any(|concept| concept.word().tier == Tier::Hard)
    }) && between.last().is_none_or(|piece| !matches!(piece.kind, K::Name | K::QuotedName))
}

/// Whether the innermost bracket before the cursor is that of a call, and opens directly before it.
fn opens_call(place: &Place) -> bool {
    place.last().is_some_and(|piece| piece.kind == K::OpenParen && piece.touches)
}

/// The choice whose members an operand is compared with.
fn choice_of(place: &Place, to: usize, names: &Names) -> Option<SymbolId> {
    let (base, _) = path_ending(place.before.get(..to)?);
    let current =
        matches!(&base, Base::Path(path) if matches!(path.as_slice(), [only] if C::CurrentGrade.is(only)));
    let base = if current { place.adjusted()? } else { base };
    let value = names.value_of(place.space, place.table_here(names), &base)?;
    names.choice_of(value)
}

/// The unit of what a number is compared with, where the number is what stands after the comparison.
fn unit_compared(place: &Place, read: &Read, names: &Names) -> Option<String> {
    let at = read.compared.filter(|at| at + 2 == place.before.len())?;
    let (base, _) = path_ending(place.before.get(..at)?);
    let value = names.get(names.value_of(place.space, place.table_here(names), &base)?)?;
    let unit = value.ty.clone()?;
    let names_unit = unit.split(['/', '·']).all(|part| Units::default().knows(part) || names.is_unit(part));
    names_unit.then_some(unit)
}

/// The choice of the column or value whose 默认 is written.
fn default_choice(place: &Place, names: &Names) -> Option<SymbolId> {
    let colon = place.before.iter().position(|piece| piece.kind == K::Colon)?;
    names.choice_named(place.space, &place.before.get(colon + 1)?.text)
}

/// Names that mean something in some blocks only.
fn locals(place: &Place) -> Vec<Concept> {
    match place.block {
        Block::Score => vec![C::ItemValue, C::ItemBaseline, C::ItemWeight],
        Block::Adjust => vec![C::CurrentGrade],
        _ => Vec::new(),
    }
}

/// After a number: words that are no units.
fn measures(place: &Place) -> Vec<Concept> {
    match place.block {
        Block::Conditions => vec![C::Items],
        Block::Adjust => vec![C::Grades],
        _ => vec![C::Decimals],
    }
}

/// What goes on with an entry: operators, and the clauses not written yet.
fn going_on(place: &Place, read: &Read) -> Vec<Wanted> {
    if read.depth > 0 {
        return vec![Wanted::Words(
            [&[C::When, C::By, C::ByOrder, C::Descending, C::Ascending], OPERATORS].concat(),
        )];
    }
    let mut words = clauses(place, read.head);
    words.retain(|word| !read.clauses.contains(word));
    match read.head {
        Some(C::Plus | C::Minus) => words = vec![C::Missing],
        Some(C::Protect | C::Punish) if !written(place, C::When) => words.insert(0, C::When),
        _ => {}
    }
    vec![Wanted::Words(words), Wanted::Words(OPERATORS.to_vec())]
}

fn written(place: &Place, concept: Concept) -> bool {
    place.before.iter().any(|piece| piece.is(concept))
}

const OPERATORS: &[Concept] = &[
    C::And,
    C::Or,
    C::In,
    C::NotIn,
    C::When,
    C::Then,
    C::Else,
    C::Within,
    C::IfMissing,
    C::ZeroIsMissing,
    C::To,
];
