//! What a subject can still be.

use std::collections::BTreeSet;

use dashu_ratio::RBig;

use crate::check::region::contains;
use crate::program::{Kind, Program, Range, Type};
use crate::value::{Absence, Value};

/// Some of the reasons for no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reasons(u8);

impl Reasons {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// All of them.
    pub const ALL: Self = Self(7);

    /// Just this one.
    pub fn of(absence: Absence) -> Self {
        Self(match absence {
            Absence::Missing => 1,
            Absence::NotApplicable => 2,
            Absence::Undecided => 4,
        })
    }

    /// Whether it is one of them.
    pub fn holds(self, absence: Absence) -> bool {
        self.0 & Self::of(absence).0 != 0
    }

    /// Those that are in both.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are not in the other.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn first(self) -> Option<Absence> {
        [Absence::Missing, Absence::NotApplicable, Absence::Undecided].into_iter().find(|a| self.holds(*a))
    }
}

/// The values that a subject can still have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// Numbers, years, days.
    Number(Range, bool),
    /// Positions of members; for a yes/no 0 is no and 1 is yes.
    Members(BTreeSet<u32>),
    /// Texts: one of these, or all but these.
    Text(Texts),
    /// Something that nothing is known of.
    Other,
}

/// Some texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// One of these.
    Of(BTreeSet<String>),
    /// None of these.
    But(BTreeSet<String>),
}

impl Texts {
    fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Of(a), Self::Of(b)) => Self::Of(a.intersection(b).cloned().collect()),
            (Self::Of(of), Self::But(but)) | (Self::But(but), Self::Of(of)) => {
                Self::Of(of.difference(but).cloned().collect())
            }
            (Self::But(a), Self::But(b)) => Self::But(a.union(b).cloned().collect()),
        }
    }

    /// Whether the text is one of them.
    pub fn holds(&self, text: &str) -> bool {
        match self {
            Self::Of(of) => of.contains(text),
            Self::But(but) => !but.contains(text),
        }
    }
}

/// What a subject can still be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Domain {
    /// Its values; none where it has no value.
    pub values: Option<Values>,
    /// Why it may have none.
    pub reasons: Reasons,
    /// Whether something was asked of its value, so that a made-up row must say it.
    pub asked: bool,
}

impl Domain {
    /// All that a value of the type can be.
    pub fn of(program: &Program, ty: &Type, reasons: Reasons) -> Self {
        let values = match &ty.kind {
            Kind::Number(number) => Values::Number(number.range.clone(), number.whole),
            Kind::Year | Kind::Date => Values::Number(Range::default(), true),
            Kind::YesNo => Values::Members([0, 1].into()),
            Kind::Choice(id) => {
                let count = program.choice(*id).map_or(0, |choice| choice.members.len());
                Values::Members((0..u32::try_from(count).unwrap_or(u32::MAX)).collect())
            }
            Kind::Text => Values::Text(Texts::But(BTreeSet::new())),
            Kind::Reference(_) | Kind::Unknown => Values::Other,
        };
        Self { values: Some(values), reasons, asked: false }
    }

    /// Nothing is known.
    pub fn anything() -> Self {
        Self { values: Some(Values::Other), reasons: Reasons::ALL, asked: false }
    }

    /// The numbers it can be.
    pub fn range(&self) -> Option<&Range> {
        match &self.values {
            Some(Values::Number(range, _)) => Some(range),
            _ => None,
        }
    }

    /// Whether it is a text that nobody has named.
    pub fn is_any_text(&self) -> bool {
        matches!(self.values, Some(Values::Text(Texts::But(_))))
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        matches!(self.values, Some(Values::Number(_, true)))
    }

    /// Whether it has a value after all.
    pub fn be_present(&mut self) -> bool {
        self.asked |= self.reasons.holds(Absence::Missing);
        self.reasons = Reasons::NONE;
        self.values.is_some()
    }

    /// It has no value, for one of these reasons. False where it cannot be so.
    pub fn be_absent(&mut self, reasons: Reasons) -> bool {
        self.values = None;
        self.asked = true;
        self.reasons = self.reasons.and(reasons);
        !self.reasons.is_empty()
    }

    /// It is one of these members.
    pub fn be_member(&mut self, members: &BTreeSet<u32>) -> bool {
        self.asked = true;
        self.reasons = Reasons::NONE;
        match &mut self.values {
            Some(Values::Members(own)) => {
                own.retain(|member| members.contains(member));
                !own.is_empty()
            }
            Some(_) => true,
            None => false,
        }
    }

    /// It is one of these texts.
    pub fn be_text(&mut self, texts: &Texts) -> bool {
        self.asked = true;
        self.reasons = Reasons::NONE;
        match &mut self.values {
            Some(Values::Text(own)) => {
                *own = own.and(texts);
                !matches!(own, Texts::Of(of) if of.is_empty())
            }
            Some(_) => true,
            None => false,
        }
    }

    /// It is a number in this range.
    pub fn be_within(&mut self, range: &Range) -> bool {
        self.asked = true;
        self.reasons = Reasons::NONE;
        match &mut self.values {
            Some(Values::Number(own, whole)) => {
                *own = meet(own, range);
                number(own, *whole).is_some()
            }
            Some(_) => true,
            None => false,
        }
    }

    /// What it can be, as a made-up row shows it.
    pub fn example(&self, ty: &Type) -> Option<Value> {
        let Some(values) = &self.values else { return self.reasons.first().map(Value::Absent) };
        match values {
            Values::Number(range, whole) => value_of(&number(range, *whole)?, &ty.kind),
            Values::Members(members) => {
                let first = members.first()?;
                Some(if ty.kind == Kind::YesNo { Value::YesNo(*first == 1) } else { Value::Choice(*first) })
            }
            Values::Text(Texts::Of(of)) => of.first().cloned().map(Value::Text),
            Values::Text(Texts::But(but)) => {
                let others = ["其他", "其他文本", "另一种文本"].into_iter().map(str::to_owned);
                others.into_iter().find(|text| !but.contains(text)).map(Value::Text)
            }
            Values::Other => None,
        }
    }
}

/// A number as a value of a kind.
pub(super) fn value_of(number: &RBig, kind: &Kind) -> Option<Value> {
    let whole = || i32::try_from(number.clone().trunc()).ok();
    Some(match kind {
        Kind::Year => Value::Year(whole()?),
        Kind::Date => Value::Date(whole()?),
        _ => Value::Number(number.clone()),
    })
}

type End = (RBig, bool);

/// The numbers that are in both.
pub(super) fn meet(a: &Range, b: &Range) -> Range {
    Range {
        lower: tighter(a.lower.as_ref(), b.lower.as_ref(), |x, y| x > y),
        upper: tighter(a.upper.as_ref(), b.upper.as_ref(), |x, y| x < y),
    }
}

fn tighter(a: Option<&End>, b: Option<&End>, inner: impl Fn(&RBig, &RBig) -> bool) -> Option<End> {
    match (a, b) {
        (None, end) | (end, None) => end.cloned(),
        (Some(a), Some(b)) if a.0 == b.0 => Some((a.0.clone(), a.1 && b.1)),
        (Some(a), Some(b)) => Some(if inner(&a.0, &b.0) { a.clone() } else { b.clone() }),
    }
}

/// A number of the range, a plain one if there is one; none where the range holds none.
pub(super) fn number(range: &Range, whole: bool) -> Option<RBig> {
    let one = RBig::ONE;
    let candidates = match (&range.lower, &range.upper) {
        (None, None) => vec![RBig::ZERO],
        (Some((lower, _)), None) => {
            vec![lower.clone(), RBig::from(lower.ceil()), RBig::from(lower.floor()) + one]
        }
        (None, Some((upper, _))) => {
            vec![upper.clone(), RBig::ZERO, RBig::from(upper.floor()), RBig::from(upper.ceil()) - one]
        }
        (Some((lower, _)), Some((upper, _))) => vec![
            lower.clone(),
            upper.clone(),
            RBig::from(lower.ceil()),
            RBig::from(lower.floor()) + one,
            (lower + upper) / RBig::from(2),
        ],
    };
    candidates.into_iter().find(|at| contains(range, at) && (!whole || at.is_int()))
}
