//! What may stand at a place, the likeliest first.

use heng_grammar::skeleton::BlockContext as Block;
use heng_grammar::token::TokenKind as K;
use heng_grammar::vocabulary::Concept as C;
use heng_grammar::vocabulary::{Concept, Role, Tier, Units};

use super::place::{Piece, Place, path_ending};
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
    /// Articles cited elsewhere.
    Articles,
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

/// What the words before the cursor ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wants {
    /// A name of the author's making, a number.
    Nothing,
    Operand,
    Unit,
    Type,
    /// An operator or a clause.
    GoOn,
    /// What answers a clause.
    Answer(Concept),
    Exactly(Wanted),
}

/// The words before the cursor as far as they tell what follows.
#[derive(Debug)]
struct Read {
    wants: Wants,
    /// The word that opens the entry, where it is one of the language.
    head: Option<Concept>,
    /// The clauses that have been written.
    clauses: Vec<Concept>,
    /// How many brackets are open.
    depth: usize,
    /// Where the last comparison stands.
    compared: Option<usize>,
}

impl Read {
    fn of(place: &Place) -> Self {
        let mut read =
            Read { wants: Wants::Operand, head: None, clauses: Vec::new(), depth: 0, compared: None };
        for (at, piece) in place.before.iter().enumerate() {
            read.wants = read.after(place, at, piece);
        }
        read
    }

    fn after(&mut self, place: &Place, at: usize, piece: &Piece) -> Wants {
        match piece.kind {
            K::Name | K::QuotedName | K::UnitName => self.after_word(place, at, piece),
            K::Number => Wants::Unit,
            K::Percent | K::Year | K::Date | K::Text => Wants::GoOn,
            K::CloseParen | K::CloseBracket => {
                self.depth = self.depth.saturating_sub(1);
                Wants::GoOn
            }
            K::OpenParen | K::OpenBracket => {
                self.depth += 1;
                Wants::Operand
            }
            K::Colon => self.after_colon(place),
            K::Arrow => self.after_arrow(place),
            K::Divide if self.wants == Wants::Unit || self.follows_unit(place, at) => Wants::Unit,
            kind if kind.is_comparator() => {
                self.compared = Some(at);
                match (self.head, kind) {
                    (Some(C::Take), K::Equal) => Wants::Exactly(Wanted::Arms(target(place, 1, at))),
                    (Some(C::Choice), _) => Wants::Nothing,
                    _ => Wants::Operand,
                }
            }
            kind if kind.is_binary_operator() || matches!(kind, K::Comma | K::Pause) => Wants::Operand,
            _ => Wants::GoOn,
        }
    }

    /// `90万元/`: a unit goes on.
    fn follows_unit(&self, place: &Place, at: usize) -> bool {
        let before =
            |back: usize| at.checked_sub(back).and_then(|place_before| place.before.get(place_before));
        let unit = before(1).is_some_and(|piece| Units::default().knows(&piece.text));
        unit && before(2).is_some_and(|piece| matches!(piece.kind, K::Number | K::Colon | K::Divide))
    }

    fn after_word(&mut self, place: &Place, at: usize, piece: &Piece) -> Wants {
        if at == 0 {
            let block = place.block;
            let opens = |concept: &&Concept| block.opens_entry(**concept) || block == Block::Unknown;
            if let Some(head) = piece.concepts().iter().find(opens) {
                self.head = Some(*head);
                return after_head(*head);
            }
            return Wants::GoOn;
        }
        if let Some(hard) = piece.concepts().iter().find(|concept| concept.word().tier == Tier::Hard) {
            return match hard {
                C::Yes | C::No | C::Rest | C::Applies | C::NotApplicable => Wants::GoOn,
                _ => {
                    if matches!(hard, C::In | C::NotIn) {
                        self.compared = Some(at);
                    }
                    Wants::Operand
                }
            };
        }
        let may_be_clause = matches!(self.wants, Wants::GoOn | Wants::Unit) && self.depth == 0;
        let within_call = matches!(self.wants, Wants::GoOn | Wants::Unit) && self.depth > 0;
        let clause = piece.concepts().iter().copied().find(|concept| {
            may_be_clause && is_clause(place, self.head, *concept)
                || within_call && matches!(concept, C::By | C::ByOrder | C::Missing)
        });
        if let Some(clause) = clause {
            self.clauses.push(clause);
            return after_clause(clause);
        }
        if matches!(piece.concepts(), [concept] if *concept == C::Own) {
            return Wants::Exactly(Wanted::Tables);
        }
        Wants::GoOn
    }

    fn after_colon(&self, place: &Place) -> Wants {
        match (self.head, place.block) {
            (None, Block::Conditions | Block::Reading) => Wants::Operand,
            (Some(C::Lookup), _) | (None | Some(_), _) => Wants::Type,
        }
    }

    fn after_arrow(&self, place: &Place) -> Wants {
        match (self.head, place.block) {
            (Some(C::Lookup), _) => Wants::Type,
            (_, Block::Lookup) => Wants::Operand,
            (Some(C::Rename | C::ReassignColumn | C::Rephrase), _) => Wants::Nothing,
            _ => Wants::Exactly(Wanted::Tables),
        }
    }
}

/// Whether a word can be a clause in an entry.
fn is_clause(place: &Place, head: Option<Concept>, concept: Concept) -> bool {
    clauses(place, head).contains(&concept)
        || matches!(concept.word().role, Role::Value | Role::Measure)
        || matches!(concept, C::Descending | C::Ascending)
}

/// The clauses that an entry may have: those of its block, and of the header it opens.
fn clauses(place: &Place, head: Option<Concept>) -> Vec<Concept> {
    let mut found: Vec<Concept> = place.block.words().clauses.to_vec();
    let opened = head.filter(|_| place.block.holds_blocks()).and_then(Block::opened_by);
    if let Some(block) = opened {
        found = block.words().header.to_vec();
        if block == Block::Chain || block == Block::For {
            found.push(C::Yearly);
        }
    } else if head.is_none() && place.block.holds_blocks() {
        found.retain(|concept| matches!(concept, C::Round | C::Show | C::ToNearest | C::Missing));
        found.push(C::Yearly);
    }
    found
}

/// What a word that opens an entry is followed by.
fn after_head(head: Concept) -> Wants {
    match head {
        C::For | C::Output => Wants::Exactly(Wanted::Tables),
        C::Take => Wants::Exactly(Wanted::Readings),
        C::Bind => Wants::Exactly(Wanted::Settable),
        C::Strike | C::Replace | C::Add | C::Repeal | C::Rename | C::ReassignColumn | C::Continue => {
            Wants::Exactly(Wanted::Amendable)
        }
        C::Transition | C::Plus | C::Minus | C::Expect | C::Thereafter => Wants::Operand,
        C::Rest | C::Balance | C::FiscalYear => Wants::GoOn,
        C::Ties | C::Rounding | C::Base | C::Missing | C::Each | C::EachRule | C::OtherColumns => {
            Wants::Answer(head)
        }
        C::Cap | C::ItemCap | C::YearlyCap => Wants::Operand,
        _ => Wants::Nothing,
    }
}

/// What a clause is followed by.
fn after_clause(clause: Concept) -> Wants {
    if matches!(clause.word().role, Role::Value | Role::Measure) {
        return Wants::GoOn;
    }
    match clause {
        C::Key | C::Optional | C::ZeroIsMissing | C::Yearly | C::Fractional | C::Whole => Wants::GoOn,
        C::InPrinciple | C::Highest | C::HighestOnly | C::Refill | C::NoRefill | C::EachGroup => Wants::GoOn,
        C::All | C::Any | C::None | C::Respectively | C::SeeTable | C::Binding | C::Expected => Wants::GoOn,
        C::From => Wants::Operand,
        C::Among | C::Data | C::Against => Wants::Exactly(Wanted::Tables),
        C::SetTo | C::NoLowerThan | C::NoHigherThan | C::RecordedAs => Wants::Exactly(Wanted::AnyMembers),
        C::Header | C::FromDocument | C::Original | C::Purpose => Wants::Nothing,
        C::Round | C::Show | C::ToNearest | C::Up | C::Down | C::AtLeast | C::Period => Wants::Nothing,
        clause if answers(clause).is_some() => Wants::Answer(clause),
        _ => Wants::Operand,
    }
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

/// The path written from `from` to `to`, joined by dots.
fn target(place: &Place, from: usize, to: usize) -> String {
    let words = place.before.get(from..to).unwrap_or_default();
    words.iter().map(|piece| piece.text.as_str()).collect()
}
