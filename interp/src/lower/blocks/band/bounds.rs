//! The bounds of classes, worked out as far as they are known before the run.

use dashu_ratio::RBig;
use heng_grammar::tree::{BandBound, BandClass, Expr};

use super::super::super::{Context, Scope, build};
use super::super::points;
use crate::check::band::{Bound, Class, Cut};
use crate::program::{Core, Range, Type, Unit};

/// How far a class reaches, as a value: a share of the base, or a number of places.
#[derive(Clone, Debug)]
pub(super) enum Reach {
    /// 10%
    Share(Core),
    /// 20 名
    Places(Core),
}

/// A class of a ranking, its bound as a value.
#[derive(Clone, Debug)]
pub(super) enum Ranked {
    /// `前 …` and `至 …`; the flag: （不含）
    To(Reach, bool),
    /// 后 …
    Bottom(Reach),
    /// 其余
    Rest,
}

/// The bound of a class of a ranking.
pub(super) fn ranked<'t>(context: &mut Context<'t>, class: &'t BandClass, scope: &Scope) -> Option<Ranked> {
    Some(match &class.bound {
        BandBound::Top(tree) => Ranked::To(reach(context, tree, scope)?, false),
        BandBound::To { limit, exclusive } => Ranked::To(reach(context, limit, scope)?, *exclusive),
        BandBound::Bottom(tree) => Ranked::Bottom(reach(context, tree, scope)?),
        BandBound::Rest => Ranked::Rest,
        BandBound::Threshold { .. } => return None,
    })
}

/// A share where it is written in % or as a plain fraction; places where it has the unit of a count.
fn reach<'t>(context: &mut Context<'t>, tree: &'t Expr, scope: &Scope) -> Option<Reach> {
    let value = context.expression(tree, scope);
    let value = context.numeric(value);
    let unit = value.ty.unit()?.clone();
    if context.program.units.is_dimensionless(&unit) && !context.program.units.is_count(&unit) {
        let plain = context.convert(value, &Unit::plain(), None);
        return Some(Reach::Share(plain));
    }
    let figure = build::scale(value, &RBig::ONE, Unit::plain());
    Some(Reach::Places(figure))
}

/// As the check of the order wants it.
pub(super) fn checked(class: &BandClass, ranked: &Ranked) -> Class {
    let cut = |reach: &Reach| match reach {
        Reach::Share(core) => points::constant(core).map_or(Cut::Open, Cut::Share),
        Reach::Places(core) => points::constant(core).map_or(Cut::Open, Cut::Places),
    };
    let bound = match (ranked, &class.bound) {
        (Ranked::To(reach, _), BandBound::Top(_)) => Bound::Top(cut(reach)),
        (Ranked::To(reach, exclusive), _) => Bound::To(cut(reach), *exclusive),
        (Ranked::Bottom(reach), _) => Bound::Bottom(cut(reach)),
        (Ranked::Rest, _) => Bound::Rest,
    };
    Class { name: class.class.text.clone(), bound, span: class.span }
}

/// The ends of a class by value, as values in the unit of the ranked value, each with whether it belongs to the class.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// The lower end.
    pub lower: Option<(Core, bool)>,
    /// The upper end.
    pub upper: Option<(Core, bool)>,
}

/// The ends of a class by value; none for 其余.
pub(super) fn ends<'t>(
    context: &mut Context<'t>,
    class: &'t BandClass,
    scope: &Scope,
    like: &Type,
) -> Option<Ends> {
    let BandBound::Threshold { lower, upper } = &class.bound else { return None };
    let mut end = |end: &'t Option<(Expr, bool)>| {
        end.as_ref().map(|(tree, closed)| {
            let value = context.expect(tree, scope, like);
            (context.must_be_present(value, scope), *closed)
        })
    };
    Some(Ends { lower: end(lower), upper: end(upper) })
}

/// The range between two ends that are known before the run.
pub(super) fn known(ends: &Ends) -> Option<Range> {
    let end = |end: &Option<(Core, bool)>| match end {
        None => Some(None),
        Some((core, closed)) => points::constant(core).map(|value| Some((value, *closed))),
    };
    Some(Range { lower: end(&ends.lower)?, upper: end(&ends.upper)? })
}
