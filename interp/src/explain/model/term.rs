//! A formula with its numbers: the expression that was evaluated, with the value of every part for the row.

use heng_grammar::span::Span;

use super::{FactId, RowName, Stated};
use crate::program::{AggregateFunction, Builtin, Comparison, Operator, RoundingMode};
use crate::value::Absence;

/// One part of a formula and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it does.
    pub form: Form,
    /// What came out for the row.
    pub value: Stated,
    /// Where it was written.
    pub span: Span,
}

/// The forms of formulas. What lowering adds and nobody wrote (conversions of units, rows that a rule does not reach) is left out
/// where it changed nothing for the row.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A figure, a text, a class, written in the script.
    Constant,
    /// A named value.
    Name(FactId),
    /// `-x`
    Negate(Box<Term>),
    /// `非 x`
    Not(Box<Term>),
    /// `a + b`
    Arithmetic(Operator, Box<Term>, Box<Term>),
    /// `a < b`
    Compare(Comparison, Box<Term>, Box<Term>),
    /// `a 且 b`
    All(Vec<Term>),
    /// `a 或 b`
    Any(Vec<Term>),
    /// `若 c 则 a 否则 b`, a `查表`: the branch taken for the row.
    Cases(Box<Cases>),
    /// `有值(x)`
    Present(Box<Term>),
    /// `x 缺失时 y`, `缺失 …`, where the row had no value: what there was, and the answer.
    Answered {
        /// What has no value.
        of: Box<Term>,
        /// Why it has none.
        why: Absence,
        /// What stands in for it.
        answer: Box<Term>,
    },
    /// `零作缺失`: a zero became "missing".
    ZeroIsMissing(Box<Term>),
    /// `行业 属于 ["电力", "热力"]`
    OneOf(Box<Term>, Vec<Stated>),
    /// `保留 2 位`
    Rounded {
        /// What is rounded.
        of: Box<Term>,
        /// To multiples of this, in the unit of the value: `0.01`.
        quantum: String,
        /// How.
        mode: RoundingMode,
    },
    /// A number of another unit.
    Converted(Box<Term>),
    /// `取大(a, b)`
    Call(Builtin, Vec<Term>),
    /// `平均(亩均税收 当 参评)`
    Aggregate(Box<Aggregation>),
    /// `名次(x 从高到低)`
    Rank,
    /// A value of another row: `企业["E1"].综合得分`, `所属企业.行业`.
    Elsewhere {
        /// What says which row.
        reference: Box<Term>,
        /// The value there; none where there is no such row.
        value: Option<Box<Term>>,
    },
    /// `企业["E1"]`: looked up by its key.
    Find(Box<Term>),
    /// The unit of a made table that the row belongs to.
    Unit,
    /// The value did not meet what the data must meet; what must hold.
    Refused(Box<Term>),
}

/// Which branch of `若 … 则 … 否则` was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    /// The conditions that did not hold, in order.
    pub failed: Vec<Term>,
    /// The condition that held; none where the last branch was taken, or no condition could be decided.
    pub held: Option<Term>,
    /// The value of the branch taken; none where a condition has no answer.
    pub result: Option<Term>,
}

/// One value of many rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregation {
    /// 平均
    pub function: AggregateFunction,
    /// Whose rows: 企业
    pub table: String,
    /// Which rows: all, those under the row, those of the row's group.
    pub of: Population,
    /// How many rows had a value and went in, where that is known.
    pub used: Option<u64>,
    /// How many the filter admits but have no value, where that is known.
    pub skipped: Option<u64>,
    /// Where the filter was written.
    pub filter: Option<Span>,
    /// What is aggregated, as written.
    pub value: Option<Span>,
    /// Those under the row, in the order of their table: each with what became of it. Empty for whole tables.
    pub members: Vec<Member>,
}

/// Which rows an aggregate looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Population {
    /// All of the table.
    Whole,
    /// Those whose key is that of the row: the values of the key.
    Group(Vec<Stated>),
    /// 名下: those that point at the row.
    Own,
    /// Those the row was made from.
    Members,
}

/// A row under the row that asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The row.
    pub row: RowName,
    /// Where it stands: `事故.csv 第 3 行`.
    pub place: crate::table::Place,
    /// Whether it counts; none where the filter has no answer.
    pub counts: Option<bool>,
    /// Its value, where values are aggregated.
    pub value: Option<Stated>,
    /// The cells that the filter and the value ask for: column, value.
    pub cells: Vec<(String, Stated)>,
}

impl Term {
    /// The parts directly below.
    pub fn parts(&self) -> Vec<&Term> {
        match &self.form {
            Form::Constant | Form::Name(_) | Form::Aggregate(_) | Form::Rank | Form::Unit => Vec::new(),
            Form::Negate(a)
            | Form::Not(a)
            | Form::Present(a)
            | Form::ZeroIsMissing(a)
            | Form::OneOf(a, _)
            | Form::Rounded { of: a, .. }
            | Form::Converted(a)
            | Form::Find(a)
            | Form::Refused(a) => vec![a],
            Form::Arithmetic(_, a, b) | Form::Compare(_, a, b) => vec![a, b],
            Form::Answered { of, answer, .. } => vec![of, answer],
            Form::All(parts) | Form::Any(parts) | Form::Call(_, parts) => parts.iter().collect(),
            Form::Cases(cases) => cases.failed.iter().chain(&cases.held).chain(&cases.result).collect(),
            Form::Elsewhere { reference, value } => {
                std::iter::once(&**reference).chain(value.as_deref()).collect()
            }
        }
    }

    /// The facts it speaks of, each once, in the order written.
    pub fn facts(&self) -> Vec<FactId> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect(&self, found: &mut Vec<FactId>) {
        if let Form::Name(id) = &self.form
            && !found.contains(id)
        {
            found.push(*id);
        }
        self.parts().into_iter().for_each(|part| part.collect(found));
    }

    /// The parts of a yes/no that make it what it is: of a 且 that fails those that fail, of a 或 that holds those that hold.
    pub fn deciding(&self) -> Vec<&Term> {
        let answer = self.value.yes_no();
        let of = |parts: &'_ [Term], decisive: bool| -> Vec<usize> {
            let all = 0..parts.len();
            match answer == Some(decisive) {
                true => all.filter(|i| parts.get(*i).and_then(|p| p.value.yes_no()) == answer).collect(),
                false => all.collect(),
            }
        };
        let (parts, chosen) = match &self.form {
            Form::All(parts) => (parts, of(parts, false)),
            Form::Any(parts) => (parts, of(parts, true)),
            _ => return vec![self],
        };
        chosen.into_iter().filter_map(|i| parts.get(i)).flat_map(Term::deciding).collect()
    }
}
