//! What follows a `:`, and values known without data.

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::tree::{self, Comparator, TypeExpr};

use crate::check::diagnostic::{amount, names, types};
use crate::lower::{Context, Scope};
use crate::program::{Kind, Node, Number, Range, Type, Unit, UnitId};
use crate::table;
use crate::value::Value;

/// Words for types that are no units.
const TYPES: [(&str, &str, Kind); 4] = [
    ("文本", "text", Kind::Text),
    ("是否", "yesno", Kind::YesNo),
    ("日期", "date", Kind::Date),
    ("年份", "year", Kind::Year),
];

impl<'t> Context<'t> {
    /// The type that follows a `:`. A count is whole unless the column says 可小数.
    pub(crate) fn declared_type(&mut self, tree: &TypeExpr, scope: &Scope) -> Type {
        match tree {
            TypeExpr::Reference(name) => match self.known_table(scope.space, name) {
                Some(table) => Type::present(Kind::Reference(table)),
                None => Type::unknown(),
            },
            TypeExpr::Plain(unit) => self.plain_type(unit, scope),
        }
    }

    fn plain_type(&mut self, unit: &tree::UnitExpr, scope: &Scope) -> Type {
        if let [(name, 1)] = unit.factors.as_slice() {
            let word = |(zh, en, _): &&(&str, &str, Kind)| *zh == name.text || *en == name.text;
            if let Some((_, _, kind)) = TYPES.iter().find(word) {
                return Type::present(kind.clone());
            }
            if let Some(choice) = self.space(scope.space).and_then(|s| s.choices.get(&name.text)) {
                return Type::choice(choice.value);
            }
            if self.program.units.intern(&name.text).is_none() {
                let known = self.type_names(scope);
                self.report(names::unknown_type(name, known.iter().map(String::as_str)));
                return Type::unknown();
            }
        }
        let unit = self.unit(unit);
        let whole = self.program.units.is_count(&unit);
        Type::present(Kind::Number(Number { unit, whole, ..Number::default() }))
    }

    fn type_names(&self, scope: &Scope) -> Vec<String> {
        let words = TYPES.iter().map(|(zh, ..)| (*zh).to_owned());
        let choices = self.space(scope.space).into_iter().flat_map(|s| s.choices.keys().cloned());
        let units = self.program.units.list.iter().map(|u| u.name.clone());
        words.chain(choices).chain(units).collect()
    }

    /// A value known without data, as `ty`; reported where it is not.
    pub(crate) fn constant(&mut self, tree: &'t tree::Expr, scope: &Scope, ty: &Type) -> Option<Value> {
        let core = self.expect(tree, scope, ty);
        if core.ty.is_unknown() {
            return None;
        }
        match *core.node {
            Node::Constant(value) => Some(value),
            _ => {
                self.report(types::not_constant(tree.span));
                None
            }
        }
    }

    /// `> 0`, `-5 分 至 5 分`: bounds in the unit of `ty`, which then knows its range.
    pub(crate) fn bounds(
        &mut self,
        bounds: &'t [tree::Bound],
        scope: &Scope,
        ty: &mut Type,
    ) -> Vec<table::Bound> {
        let mut known = Vec::new();
        for bound in bounds {
            let value = self.constant(&bound.value, scope, &ty.clone());
            let Some(Value::Number(value)) = value else { continue };
            self.note_bare_share(&bound.value, &value, ty);
            if let Kind::Number(number) = &mut ty.kind {
                narrow(&mut number.range, bound.comparator, &value);
            }
            known.push(table::Bound { comparator: bound.comparator, value });
        }
        known
    }

    /// `% ≤ 100`: a bare 100 is a hundred times the whole, which no share is. A bare 2 may well be
    /// 200 %.
    fn note_bare_share(&mut self, tree: &tree::Expr, value: &RBig, ty: &Type) {
        let tree::ExprKind::Number(number) = tree.kind.as_ref() else { return };
        let unit = ty.unit().map(|unit| self.program.units.text(unit)).unwrap_or_default();
        if number.unit.is_none() && unit == "%" && *value >= RBig::from(1000) {
            self.report(amount::bare_share(tree.span, &number.digits, value));
        }
    }

    /// Reports a constant outside its declared bounds.
    pub(crate) fn within_bounds(
        &mut self,
        value: Option<&Value>,
        at: &tree::Expr,
        bounds: &[table::Bound],
        written: &[tree::Bound],
    ) {
        let Some(number) = value.and_then(Value::as_number) else { return };
        for (bound, tree) in bounds.iter().zip(written).filter(|(bound, _)| !bound.admits(number)) {
            self.report(types::out_of_bounds(at.span, tree.span, &bound.text()));
        }
    }

    /// What the cells of a column or register hold.
    pub(crate) fn cell_kind(&self, ty: &Type) -> table::ColumnKind {
        match &ty.kind {
            Kind::Number(number) => table::ColumnKind::Number(table::NumberRule {
                unit: self.program.units.text(&number.unit),
                whole: number.whole,
                spellings: self.spellings(&number.unit),
            }),
            Kind::Text | Kind::Unknown => table::ColumnKind::Text,
            Kind::YesNo => table::ColumnKind::YesNo,
            Kind::Date => table::ColumnKind::Date,
            Kind::Year => table::ColumnKind::Year,
            Kind::Reference(table) => table::ColumnKind::Reference(table.index()),
            Kind::Choice(id) => {
                let choice = self.program.choice(*id);
                let names = choice.into_iter().flat_map(|c| &c.members);
                let members = (0_u32..).zip(names).map(|(position, name)| {
                    let other = self.member_aliases.iter().filter(|((c, _), p)| c == id && **p == position);
                    table::Member {
                        name: name.clone(),
                        aliases: other.map(|((_, alias), _)| alias.clone()).collect(),
                    }
                });
                let name = choice.map(|c| c.name.clone()).unwrap_or_default();
                table::ColumnKind::Choice(table::ChoiceRule { name, members: members.collect() })
            }
        }
    }

    /// Other units a header or cell may name, with what one of them is in the column's.
    fn spellings(&self, unit: &Unit) -> Vec<table::UnitSpelling> {
        let units = &self.program.units;
        let mut variants: Vec<BTreeMap<UnitId, i32>> = vec![BTreeMap::new()];
        for (id, power) in unit.factors() {
            let dimension = units.get(id).map(|u| &u.dimension);
            let like = (0_u32..).zip(&units.list).filter(|(_, u)| Some(&u.dimension) == dimension);
            let like: Vec<u32> = like.map(|(position, _)| position).collect();
            variants = variants
                .iter()
                .flat_map(|so_far| {
                    like.iter().map(|other| {
                        let mut next = so_far.clone();
                        next.insert(UnitId(*other), power);
                        next
                    })
                })
                .take(200)
                .collect();
        }
        let others = variants.into_iter().map(Unit::of_factors);
        others
            .filter(|variant| variant != unit && !variant.is_plain())
            .filter_map(|variant| {
                Some(table::UnitSpelling {
                    label: units.text(&variant),
                    factor: units.conversion(&variant, unit)?,
                })
            })
            .collect()
    }
}

fn narrow(range: &mut Range, comparator: Comparator, value: &dashu_ratio::RBig) {
    let end = |inside: bool| Some((value.clone(), inside));
    match comparator {
        Comparator::Greater => range.lower = end(false),
        Comparator::GreaterOrEqual => range.lower = end(true),
        Comparator::Less => range.upper = end(false),
        Comparator::LessOrEqual => range.upper = end(true),
        Comparator::Equal => *range = Range { lower: end(true), upper: end(true) },
        Comparator::NotEqual => {}
    }
}
