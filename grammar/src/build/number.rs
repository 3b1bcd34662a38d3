//! Numbers, units, dates, types.

use super::Builder;
use super::word::name;
use crate::fold::fold;
use crate::parser::{Node, Rule};
use crate::tree::{ExprKind, Name, Number, TypeExpr, UnitExpr};

/// `1000 万元`
fn plain_number(node: &Node) -> Number {
    let digits = node.child(Rule::digits).map_or("0", |digits| digits.text);
    Number { digits: fold(digits).into_owned(), unit: node.child(Rule::unit).map(unit), span: node.span }
}

/// `万元/亩`: what stands before the first `/` multiplies, what stands after one divides.
pub(super) fn unit(node: &Node) -> UnitExpr {
    let factors = node.all(Rule::unit_word).map(name).zip(std::iter::once(1).chain(std::iter::repeat(-1)));
    UnitExpr { factors: factors.collect(), span: node.span }
}

impl Builder<'_> {
    /// `1000 万元`
    pub(super) fn number(&mut self, node: &Node) -> Number {
        let mut made = plain_number(node);
        if let Some(unit) = made.unit.as_mut() {
            self.cut_unit(unit);
        }
        made
    }

    /// Leaves of `万元且非` the unit, where the words stuck to it have been reported.
    fn cut_unit(&self, unit: &mut UnitExpr) {
        for (factor, _) in &mut unit.factors {
            let units = &self.words.units;
            if !units.knows(&factor.text)
                && self.is_broken(factor.span)
                && let Some(pieces) = units.cut(&factor.text)
            {
                factor.text = pieces.unit.to_owned();
            }
        }
    }

    /// `2022-01-31`
    pub(super) fn date(&mut self, node: &Node) -> ExprKind {
        let mut parts = node.all(Rule::date_part);
        let mut part = || parts.next().map_or(0, |digits| self.small(digits.text, digits.span));
        let (year, month, day) = (part(), part(), part());
        ExprKind::Date { year: i32::try_from(year).unwrap_or(i32::MAX), month, day }
    }

    /// `2022年`
    pub(super) fn year(&mut self, node: &Node) -> ExprKind {
        let digits = node.child(Rule::year_digits);
        let year = digits.map_or(0, |digits| self.small(digits.text, digits.span));
        ExprKind::Year(i32::try_from(year).unwrap_or(i32::MAX))
    }

    /// The number inside `node`; the grammar promises one.
    pub(super) fn number_in(&mut self, node: &Node) -> Number {
        match node.child(Rule::number) {
            Some(found) => self.number(found),
            None => Number { digits: "0".to_owned(), unit: None, span: node.span },
        }
    }

    /// What follows a `:`, if `node` has it.
    pub(super) fn type_in(&mut self, node: &Node) -> Option<TypeExpr> {
        let found = node.child(Rule::type_expr)?;
        if let Some(table) = found.child(Rule::name) {
            return Some(TypeExpr::Reference(name(table)));
        }
        let plain = || UnitExpr { factors: Vec::new(), span: found.span };
        Some(TypeExpr::Plain(found.child(Rule::unit).map_or_else(plain, unit)))
    }

    /// The type the grammar promises inside `node`.
    pub(super) fn promised_type(&mut self, node: &Node) -> TypeExpr {
        self.type_in(node).unwrap_or_else(|| {
            TypeExpr::Plain(UnitExpr { factors: Vec::<(Name, i32)>::new(), span: node.span })
        })
    }
}
