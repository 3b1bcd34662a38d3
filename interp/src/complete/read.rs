//! The words before the cursor, as far as they tell what follows.

use heng_grammar::skeleton::BlockContext as Block;
use heng_grammar::token::TokenKind as K;
use heng_grammar::vocabulary::Concept as C;
use heng_grammar::vocabulary::{Concept, Role, Tier, Units};

use super::expect::Wanted;
use super::place::{Piece, Place};
use super::words::answers;

/// What the words before the cursor ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wants {
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
pub(super) struct Read {
    pub wants: Wants,
    /// The word that opens the entry, where it is one of the language.
    pub head: Option<Concept>,
    /// The clauses that have been written.
    pub clauses: Vec<Concept>,
    /// How many brackets are open.
    pub depth: usize,
    /// Where the last comparison stands.
    pub compared: Option<usize>,
}

impl Read {
    pub fn of(place: &Place) -> Self {
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
        let opens_here = |concept: &Concept| at == 0 && place.block.opens_entry(*concept);
        let hard = piece.concepts().iter().find(|concept| concept.word().tier == Tier::Hard);
        if let Some(hard) = hard.filter(|concept| !opens_here(concept)) {
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
        if at == 0 {
            let block = place.block;
            let opens = |concept: &&Concept| block.opens_entry(**concept) || block == Block::Unknown;
            if let Some(head) = piece.concepts().iter().find(opens) {
                self.head = Some(*head);
                return after_head(*head);
            }
            return Wants::GoOn;
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
pub(super) fn clauses(place: &Place, head: Option<Concept>) -> Vec<Concept> {
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
        C::Use => Wants::Exactly(Wanted::Documents),
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

/// The path written from `from` to `to`, joined by dots.
fn target(place: &Place, from: usize, to: usize) -> String {
    let words = place.before.get(from..to).unwrap_or_default();
    words.iter().map(|piece| piece.text.as_str()).collect()
}
