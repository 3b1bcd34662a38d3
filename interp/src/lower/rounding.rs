//! `保留 2 位`, `精确到 0.01 元`

use dashu_int::IBig;
use dashu_ratio::RBig;
use heng_grammar::tree::{Rounding, RoundingTo};

use super::{Context, Scope, build};
use crate::program::Core;

impl Context<'_> {
    /// `value` rounded as the clause says; `精确到` is read in its own unit, which must be one of the value's dimension.
    pub fn rounded(&mut self, value: Core, rounding: &Rounding, scope: &Scope) -> Core {
        let value = self.numeric(value);
        let Some(mode) = self.option(&rounding.mode, scope) else { return build::undecided(value) };
        match self.quantum(&value, rounding) {
            Some(quantum) => build::round(value, quantum, mode),
            None => value,
        }
    }

    /// What a clause rounds to, in the unit of `value`; none where that cannot be told, which has been reported.
    pub fn quantum(&mut self, value: &Core, rounding: &Rounding) -> Option<RBig> {
        let unit = value.ty.unit().cloned()?;
        match &rounding.to {
            RoundingTo::Places(places) => {
                let power = IBig::from(10).pow(usize::try_from(*places).unwrap_or(usize::MAX).min(1000));
                Some(RBig::ONE / RBig::from(power))
            }
            RoundingTo::Nearest(number) => {
                let quantum = self.number_literal(number, Some(&value.ty));
                let quantum = self.convert(quantum, &unit, Some(rounding.span));
                quantum.constant_number().filter(|quantum| !quantum.is_zero())
            }
        }
    }
}
