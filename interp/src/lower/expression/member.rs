//! 属于: lists, sets and members.

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind, Unlisted};

use crate::check::diagnostic::{names, types};
use crate::lower::{Context, Scope, build};
use crate::program::{Comparison, Core, Kind, Node, Type};
use crate::value::{Absence, Value};

impl<'t> Context<'t> {
    /// Whether an expression takes its type from the other side: a member's name, a number without a unit, 不适用.
    pub(super) fn is_bare(&self, tree: &Expr, scope: &Scope) -> bool {
        match &*tree.kind {
            ExprKind::Number(number) => number.unit.is_none(),
            ExprKind::NotApplicable => true,
            ExprKind::Bracketed(inner) | ExprKind::Negate(inner) => self.is_bare(inner, scope),
            ExprKind::Name(name) => {
                scope.local(&name.text).is_none() && self.find_value(scope, &[name.text.as_str()]).is_none()
            }
            _ => false,
        }
    }

    /// A text that stands against a choice is read as a member: `区["通州区"]`.
    pub(super) fn text_as_member(&mut self, tree: &Expr, value: Core, ty: &Type, scope: &Scope) -> Core {
        let (ExprKind::Text(text), Kind::Choice(choice)) = (&*tree.kind, &ty.kind) else { return value };
        match self.position_or_alias(scope, *choice, text) {
            Some(position) => build::member(*choice, position, tree.span),
            None => {
                let name = heng_grammar::tree::Name { text: text.clone(), span: tree.span };
                self.member_value(scope, *choice, &name)
            }
        }
    }

    /// `行业 属于 ["电力", "热力"]`; of an open list (等) the unlisted is undecided
    pub(super) fn member_of(
        &mut self,
        value: &'t Expr,
        set: &'t Expr,
        (negated, unlisted): (bool, Option<&'t Unlisted>),
        scope: &Scope,
        span: Span,
    ) -> Core {
        let value = self.elaborate(value, scope, None);
        let dated =
            self.dated_set(set, scope, |context, list| context.belongs(&value, list, unlisted, scope, span));
        let test = match dated {
            Some(test) => test,
            None => self.belongs(&value, set, unlisted, scope, span),
        };
        if negated { Core { span, ..build::not(test) } } else { test }
    }

    /// Whether a value is one of a list.
    fn belongs(
        &mut self,
        value: &Core,
        set: &'t Expr,
        unlisted: Option<&'t Unlisted>,
        scope: &Scope,
        span: Span,
    ) -> Core {
        let mut found = Elements::default();
        self.elements(set, value, scope, &mut found);
        let optional = value.ty.optional;
        let mut tests: Vec<Core> = Vec::new();
        if !found.constants.is_empty() || found.others.is_empty() {
            let node = Node::OneOf(value.clone(), found.constants);
            tests.push(Core::new(node, Type::yes_no().or_absent(optional), span));
        }
        for other in found.others {
            tests.push(self.compare(Comparison::Equal, value.clone(), other));
        }
        let test = build::or(tests, span);
        match unlisted {
            _ if !found.open => test,
            Some(Unlisted::No) => test,
            Some(Unlisted::Decides(tree)) => {
                let decides = self.expect(tree, scope, &Type::yes_no());
                build::if_(test, build::yes_no(true, span), decides, span)
            }
            None => {
                let undecided = build::absent(Absence::Undecided, Type::yes_no(), span);
                build::if_(test, build::yes_no(true, span), undecided, span)
            }
        }
    }

    fn elements(&mut self, set: &'t Expr, value: &Core, scope: &Scope, found: &mut Elements) {
        match &*set.kind {
            ExprKind::List { elements, open } => {
                found.open |= open;
                for element in elements {
                    self.element(element, value, scope, found);
                }
            }
            ExprKind::Bracketed(inner) => self.elements(inner, value, scope, found),
            ExprKind::Name(name) => match self.set_members(scope, name) {
                Some(list) => self.elements(list, value, scope, found),
                None => {
                    let known: Vec<String> =
                        self.space(scope.space).map(|s| s.sets.keys().cloned().collect()).unwrap_or_default();
                    self.report(names::unknown_set(name, known.iter().map(String::as_str)));
                }
            },
            _ => self.report(types::must_be(set.span, "一串值或集合的名称", "a list or the name of a set")),
        }
    }

    fn element(&mut self, element: &'t Expr, value: &Core, scope: &Scope, found: &mut Elements) {
        if let ExprKind::Name(name) = &*element.kind
            && let Some(list) = self.set_members(scope, name)
        {
            return self.elements(list, value, scope, found);
        }
        let core = self.elaborate(element, scope, Some(&value.ty));
        let core = self.fit(core, &value.ty, Some(value.span));
        match *core.node {
            Node::Constant(constant) if !core.ty.is_unknown() => found.constants.push(constant),
            _ if core.ty.is_unknown() => {}
            _ => found.others.push(core),
        }
    }
}

#[derive(Default)]
struct Elements {
    constants: Vec<Value>,
    others: Vec<Core>,
    open: bool,
}
