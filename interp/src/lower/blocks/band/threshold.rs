//! Classes by the value itself: `优 ≥ 90 分；良 60 分 至 90 分（不含）；差 其余`.

use heng_grammar::tree::BandBound;

use super::super::super::{Context, Declaration, build};
use super::super::common::part;
use super::bounds::{Ends, ends, known};
use super::{Shared, by_value, recorded};
use crate::check::amount;
use crate::check::band::{Bound, Class, thresholds};
use crate::program::{BandBlock, Block, Comparison, Core, Role, Type};

/// Declares the class and the value it follows.
pub(super) fn declare<'t>(context: &mut Context<'t>, shared: Shared<'t>) {
    let span = shared.placed.item.header;
    let path = vec![shared.band.name.text.clone()];
    let by = super::ranked::declare_by(context, &shared);
    let declaration = Declaration::new(path, &shared.scope, Type::choice(shared.choice), Role::Named, span);
    let declaration = declaration.notes(&shared.placed.item.notes);
    let (choice, table, name) = (shared.choice, shared.table, shared.band.name.text.clone());
    let id = context.declare_on_demand(declaration, move |context| body(context, &shared));
    let result = part(&context.program, &name, id);
    context.program.blocks.push(Block::Band(BandBlock {
        result,
        table,
        choice,
        by,
        rank: None,
        tied: None,
        cuts: Vec::new(),
        base: None,
    }));
}

fn body<'t>(context: &mut Context<'t>, shared: &Shared<'t>) -> Core {
    let span = shared.placed.item.header;
    let (value, _) = by_value(context, shared);
    let mut rest = build::absent(crate::value::Absence::NotApplicable, Type::choice(shared.choice), span);
    let mut classes: Vec<(Core, Core)> = Vec::new();
    let mut checked: Vec<Class> = Vec::new();
    for class in &shared.band.classes {
        let member = context.member_value(&shared.scope, shared.choice, &class.class);
        let bound = match ends(context, class, &shared.scope, &value.ty.clone()) {
            Some(ends) => {
                let bound = Bound::Threshold(known(&ends));
                if let Bound::Threshold(Some(range)) = &bound {
                    let (name, place) = (class.class.text.clone(), class.span);
                    let (value, range) = (value.clone(), range.clone());
                    context.amounts.classes.push(amount::Class { name, value, range, place });
                }
                classes.push((within(&value, ends), member));
                bound
            }
            None => {
                if class.bound == BandBound::Rest {
                    rest = member;
                }
                Bound::Rest
            }
        };
        checked.push(Class { name: class.class.text.clone(), bound, span: class.span });
    }
    if let Some(number) = value.ty.as_number() {
        let unit = context.program.units.text(&number.unit);
        let found = thresholds(&checked, &number.range, number.whole, &unit);
        found.into_iter().for_each(|report| context.report(report));
    }
    let mut class = rest;
    for (within, member) in classes.into_iter().rev() {
        class = build::if_(within, member, class, span);
    }
    let Some(scored) = context.scored(shared.table, shared.scope.year, span) else { return class };
    let other = recorded(context, shared);
    build::if_(scored, class, other, span)
}

fn within(value: &Core, ends: Ends) -> Core {
    let mut parts = Vec::new();
    if let Some((lower, closed)) = ends.lower {
        let operator = if closed { Comparison::GreaterOrEqual } else { Comparison::Greater };
        parts.push(build::compare(operator, value.clone(), lower));
    }
    if let Some((upper, closed)) = ends.upper {
        let operator = if closed { Comparison::LessOrEqual } else { Comparison::Less };
        parts.push(build::compare(operator, value.clone(), upper));
    }
    build::and(parts, value.span)
}
