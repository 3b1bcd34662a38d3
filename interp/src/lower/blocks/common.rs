//! What the blocks share: conditions that hold, waivers, sums, and what depends on the row.

use heng_grammar::span::Span;
use heng_grammar::tree::{Citation, Expr, Missing, Name};

use super::super::{Context, Scope, build};
use crate::program::{
    Core, DefinitionId, Frame, Link, Node, ParameterNote, ParameterSource, Part, Program, Type, Unit,
};
use crate::value::{Absence, Value};

/// An entry that may hold of a row: `当 … 除非 … 原则上 缺失 …`.
pub(super) struct Entry<'t> {
    /// 当 …
    pub condition: &'t Expr,
    /// 除非 …
    pub unless: Option<&'t Expr>,
    /// The recorded decision that sets it aside, for 原则上.
    pub waiver: Option<Core>,
    /// 缺失 …, of the entry or of its block
    pub missing: Option<&'t Missing>,
}

impl<'t> Entry<'t> {
    /// Yes or no, never missing; a rule that does not reach the row does not hold.
    pub fn held(self, context: &mut Context<'t>, scope: &Scope) -> Core {
        let mut parts = vec![context.expect(self.condition, scope, &Type::yes_no())];
        if let Some(unless) = self.unless {
            parts.push(build::not(context.expect(unless, scope, &Type::yes_no())));
        }
        let all = build::and(parts, self.condition.span);
        let answered = context.answered(all, self.missing, scope);
        let mut parts = vec![applies_or(answered, build::yes_no(false, self.condition.span))];
        parts.extend(self.waiver.map(build::not));
        build::and(parts, self.condition.span)
    }
}

/// `value`, or `answer` where it does not apply; the value itself where it always applies.
pub(super) fn applies_or(value: Core, answer: Core) -> Core {
    if may_not_apply(&value) { build::if_not_applicable(value, answer) } else { value }
}

/// Whether the value may be 不适用, as far as its form tells.
fn may_not_apply(core: &Core) -> bool {
    match core.node.as_ref() {
        Node::Definition(_) | Node::Rank(_) | Node::Follow { .. } | Node::Outer(_) => true,
        Node::Constant(value) => matches!(value, Value::Absent(Absence::NotApplicable)),
        Node::IfNotApplicable(_, answer) | Node::IfAbsent(_, answer) => may_not_apply(answer),
        Node::Present(_) | Node::Aggregate(_) => false,
        _ => core.children().into_iter().any(may_not_apply),
    }
}

/// Whether the value differs from row to row, so that it has no meaning for the whole.
pub(super) fn depends_on_row(program: &Program, core: &Core) -> bool {
    match core.node.as_ref() {
        Node::Column(_) | Node::Rank(_) | Node::Outer(_) => true,
        Node::Definition(id) => program.definition(*id).is_none_or(|d| d.frame != Frame::Whole),
        Node::Aggregate(aggregate) => {
            aggregate.link != Link::Whole
                || aggregate.group.iter().any(|key| depends_on_row(program, &key.outer))
        }
        Node::Follow { reference, .. } => depends_on_row(program, reference),
        _ => core.children().into_iter().any(|child| depends_on_row(program, child)),
    }
}

/// A sum of numbers in one unit, to which what does not apply adds nothing.
pub(super) fn sum(values: Vec<Core>, unit: &Unit, span: Span) -> Core {
    let zero = || build::number(dashu_ratio::RBig::ZERO, unit.clone(), span);
    let parts = values.into_iter().map(|value| applies_or(value, zero())).collect();
    build::total(parts, unit, span)
}

/// `value` for the rows of which `reached` holds; the others have no such value.
pub(super) fn only(reached: Option<Core>, value: Core, span: Span) -> Core {
    let Some(reached) = reached else { return value };
    let none = build::absent(Absence::NotApplicable, value.ty.clone(), span);
    build::if_(reached, value, none, span)
}

/// A named part of a block.
pub(super) fn part(program: &Program, name: &str, definition: DefinitionId) -> Part {
    let found = program.definition(definition);
    Part {
        name: name.to_owned(),
        definition,
        citations: found.map(|d| d.citations.clone()).unwrap_or_default(),
        span: found.map(|d| d.span).unwrap_or_default(),
    }
}

/// The path of a part of a block.
pub(super) fn below(path: &[String], names: &[&str]) -> Vec<String> {
    path.iter().cloned().chain(names.iter().map(|name| (*name).to_owned())).collect()
}

/// The decision that sets an entry aside (`最终等级.小巨人.豁免`): one a row inside `对`, else one for the whole;
/// no where nobody has decided.
pub(super) fn declare_waiver(
    context: &mut Context<'_>,
    scope: &Scope,
    entry: &[String],
    name: &Name,
    citations: &[Citation],
) -> Waiver {
    let path = below(entry, &["豁免"]);
    let prefix = context.space(scope.space).map(|s| s.prefix.clone()).unwrap_or_default();
    let full = prefix.iter().chain(&path).cloned().collect::<Vec<_>>().join(".");
    match scope.frame {
        Frame::Rows(table) => {
            let default = Some(Value::YesNo(false));
            let column = context.decision_column(
                table,
                (&full, scope.year),
                Type::yes_no(),
                default,
                name.span,
                citations,
            );
            Waiver(Core::new(Node::Column(column), Type::yes_no(), name.span))
        }
        Frame::Whole => {
            let note = ParameterNote {
                name: scope.year.map_or_else(|| full.clone(), |year| format!("{full}[{year}]")),
                year: scope.year,
                ty: Type::yes_no(),
                default: Some(Value::YesNo(false)),
                source: ParameterSource::Decision,
                span: Some(name.span),
                citations: citations.to_vec(),
            };
            let id = context.add_parameter(scope.space, note);
            Waiver(Core::new(Node::Parameter(id), Type::yes_no(), name.span))
        }
    }
}

/// The value of a waiver.
#[derive(Clone)]
pub(super) struct Waiver(pub Core);
