//! `保留 2 位`, `精确到 0.01 元`

use dashu_int::IBig;
use dashu_ratio::RBig;
use heng_grammar::tree::{Rounding, RoundingTo};

use super::{Context, build};
use crate::program::Core;

impl Context<'_> {
    /// `value` rounded as the clause says; `精确到` is read in its own unit, which must be one of the value's dimension.
    pub fn rounded(&mut self, value: Core, rounding: &Rounding) -> Core {
        let value = self.numeric(value);
        let Some(unit) = value.ty.unit().cloned() else { return value };
        let quantum = match &rounding.to {
            RoundingTo::Places(places) => {
                let power = IBig::from(10).pow(usize::try_from(*places).unwrap_or(usize::MAX).min(1000));
                RBig::ONE / RBig::from(power)
            }
            RoundingTo::Nearest(number) => {
                let quantum = self.number_literal(number, Some(&value.ty));
                let quantum = self.convert(quantum, &unit, Some(rounding.span));
                match quantum.constant_number() {
                    Some(quantum) if !quantum.is_zero() => quantum,
                    _ => return value,
                }
            }
        };
        build::round(value, quantum, rounding.mode)
    }
}
