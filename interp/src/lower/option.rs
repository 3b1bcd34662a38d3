//! Options of blocks that are readings: `归一 归一法`, where 归一法 chooses between words of the language.
//!
//! Such a reading is resolved while the program is made, because its arms are no values: each use checks all of its arms
//! against the words that this option takes, and takes the word of the arm in force.

use heng_grammar::tree::{
    BandBase, BandRounding, Expr, ExprKind, Name, Negative, Normalisation, Reading, RemainderMethod,
    RoundingMode, Stated,
};
use heng_grammar::vocabulary::Concept;

use super::{Context, Scope, build};
use crate::check::diagnostic::option as report;
use crate::program::{Core, DefinitionId, Type};
use crate::value::Absence;

/// The words that all options take together.
const WORDS: [Concept; 18] = [
    Concept::Share,
    Concept::InverseShare,
    Concept::MinMax,
    Concept::MaxLess,
    Concept::AsZero,
    Concept::AsIs,
    Concept::LargestRemainder,
    Concept::HalfUp,
    Concept::Truncate,
    Concept::RoundUp,
    Concept::HalfEven,
    Concept::NoRounding,
    Concept::Ranked,
    Concept::Scored,
    Concept::Listed,
    Concept::SameClass,
    Concept::Descending,
    Concept::Ascending,
];

/// A reading that has been declared.
pub(crate) struct DeclaredReading<'t> {
    /// Its definition.
    pub definition: DefinitionId,
    /// What it says.
    pub reading: &'t Reading,
    /// The arm in force.
    pub taken: Option<usize>,
}

/// An option whose words a reading may choose between.
pub trait OptionWords: Clone {
    /// The clause as a report names it: 归一
    const CLAUSE: Concept;

    /// What `word` makes of the option that `name` stands for; none where the option does not take it.
    fn of(word: Concept, name: &Name) -> Option<Self>;

    /// The words that the option takes.
    fn words() -> &'static [Concept];
}

impl OptionWords for Normalisation {
    const CLAUSE: Concept = Concept::Normalise;

    fn of(word: Concept, _: &Name) -> Option<Self> {
        Some(match word {
            Concept::Share => Self::Share,
            Concept::InverseShare => Self::InverseShare,
            Concept::MinMax => Self::MinMax,
            Concept::MaxLess => Self::MaxLess,
            _ => return None,
        })
    }

    fn words() -> &'static [Concept] {
        &[Concept::Share, Concept::InverseShare, Concept::MinMax, Concept::MaxLess]
    }
}

impl OptionWords for Negative {
    const CLAUSE: Concept = Concept::Negative;

    fn of(word: Concept, _: &Name) -> Option<Self> {
        match word {
            Concept::AsZero => Some(Self::AsZero),
            Concept::AsIs => Some(Self::AsIs),
            _ => None,
        }
    }

    fn words() -> &'static [Concept] {
        &[Concept::AsZero, Concept::AsIs]
    }
}

impl OptionWords for RemainderMethod {
    const CLAUSE: Concept = Concept::Remainder;

    fn of(word: Concept, _: &Name) -> Option<Self> {
        (word == Concept::LargestRemainder).then_some(Self::Largest)
    }

    fn words() -> &'static [Concept] {
        &[Concept::LargestRemainder]
    }
}

impl OptionWords for RoundingMode {
    const CLAUSE: Concept = Concept::Round;

    fn of(word: Concept, _: &Name) -> Option<Self> {
        Some(match word {
            Concept::HalfUp => Self::HalfAwayFromZero,
            Concept::Truncate => Self::TowardZero,
            Concept::RoundUp => Self::AwayFromZero,
            Concept::HalfEven => Self::HalfToEven,
            _ => return None,
        })
    }

    fn words() -> &'static [Concept] {
        &[Concept::HalfUp, Concept::Truncate, Concept::RoundUp, Concept::HalfEven]
    }
}

impl OptionWords for BandRounding {
    const CLAUSE: Concept = Concept::Rounding;

    fn of(word: Concept, _: &Name) -> Option<Self> {
        Some(match word {
            Concept::HalfUp => Self::HalfUp,
            Concept::Truncate => Self::Floor,
            Concept::RoundUp => Self::Ceiling,
            Concept::NoRounding => Self::None,
            _ => return None,
        })
    }

    fn words() -> &'static [Concept] {
        &[Concept::HalfUp, Concept::Truncate, Concept::RoundUp, Concept::NoRounding]
    }
}

impl OptionWords for BandBase {
    const CLAUSE: Concept = Concept::Base;

    fn of(word: Concept, name: &Name) -> Option<Self> {
        Some(match word {
            Concept::Ranked => Self::Ranked(name.span),
            Concept::Scored => Self::Scored(name.span),
            Concept::Listed => Self::Listed(name.span),
            _ => return None,
        })
    }

    fn words() -> &'static [Concept] {
        &[Concept::Ranked, Concept::Scored, Concept::Listed]
    }
}

impl<'t> Context<'t> {
    /// What an option says: its word, or the word of the arm in force of the reading it names. None where that cannot be
    /// told, which has been reported.
    pub(crate) fn option<T: OptionWords>(&mut self, stated: &Stated<T>, scope: &Scope) -> Option<T> {
        let name = match stated {
            Stated::Is(value) => return Some(value.clone()),
            Stated::Reading(name) => name,
        };
        let Some((reading, taken)) = self.reading_named(name, scope) else {
            let readings = self.readings.iter().map(|declared| declared.reading.name.text.as_str());
            let fault = report::no_such_reading(name, T::CLAUSE, T::words(), readings);
            self.report(fault);
            return None;
        };
        let mut values = Vec::new();
        for arm in &reading.arms {
            let value = word_of(&arm.value).and_then(|word| option_of::<T>(word));
            if value.is_none() {
                self.report(report::arm_is_no_word(name, &arm.name, arm.value.span, T::CLAUSE, T::words()));
            }
            values.push(value);
        }
        values.into_iter().nth(taken?)?
    }

    /// Like [`Self::option`], for an option that need not be written.
    pub(crate) fn option_or<T: OptionWords>(
        &mut self,
        stated: Option<&Stated<T>>,
        scope: &Scope,
        default: T,
    ) -> Option<T> {
        match stated {
            Some(stated) => self.option(stated, scope),
            None => Some(default),
        }
    }

    fn reading_named(&self, name: &Name, scope: &Scope) -> Option<(&'t Reading, Option<usize>)> {
        let inside = scope.within.iter().find_map(|block| {
            let path: Vec<&str> = block.iter().map(String::as_str).chain([name.text.as_str()]).collect();
            self.find_definition(scope, &path)
        });
        let id = inside.or_else(|| self.find_definition(scope, &[name.text.as_str()]))?;
        let found = self.readings.iter().find(|declared| declared.definition == id)?;
        Some((found.reading, found.taken))
    }

    /// The value of a reading whose arms are all words of options: the word in force, as a text. None for other readings,
    /// and where a name of the script hides one of the words.
    pub(super) fn option_reading(
        &self,
        reading: &Reading,
        taken: Option<usize>,
        scope: &Scope,
    ) -> Option<Core> {
        let words: Vec<&Name> = reading.arms.iter().map(|arm| word_of(&arm.value)).collect::<Option<_>>()?;
        let plain = |name: &&Name| {
            concept_of(name).is_some() && self.find_value(scope, &[name.text.as_str()]).is_none()
        };
        if words.is_empty() || !words.iter().all(plain) {
            return None;
        }
        let first = words.first()?;
        Some(match taken.and_then(|taken| words.get(taken)) {
            Some(word) => build::text(word.text.clone(), word.span),
            None => build::absent(Absence::Undecided, Type::text(), first.span),
        })
    }

    /// Remembers a reading, so that an option can name it.
    pub(super) fn remember_reading(&mut self, declared: DeclaredReading<'t>) {
        self.readings.push(declared);
    }
}

fn word_of(tree: &Expr) -> Option<&Name> {
    match tree.kind.as_ref() {
        ExprKind::Name(name) => Some(name),
        _ => None,
    }
}

fn concept_of(name: &Name) -> Option<Concept> {
    WORDS.into_iter().find(|word| word.is(&name.text))
}

fn option_of<T: OptionWords>(name: &Name) -> Option<T> {
    T::words().iter().find(|word| word.is(&name.text)).and_then(|word| T::of(*word, name))
}
