//! Expressions.

use heng_grammar::tree::Expr;

use super::{Context, Scope, build};
use crate::program::{Core, Type};

impl<'t> Context<'t> {
    /// The value of an expression. Never fails: what is wrong is reported, and an unknown value agrees with everything.
    pub fn expression(&mut self, tree: &'t Expr, scope: &Scope) -> Core {
        self.elaborate(tree, scope, None)
    }

    /// The value of an expression that is probably of this type: a bare member name is looked up in its choice, a bare 0
    /// takes its unit. Nothing is converted or checked.
    pub fn expression_as(&mut self, tree: &'t Expr, scope: &Scope, hint: &Type) -> Core {
        self.elaborate(tree, scope, Some(hint))
    }

    /// The value of an expression in the unit of `wanted`, reported where it is of another kind or dimension.
    pub fn expect(&mut self, tree: &'t Expr, scope: &Scope, wanted: &Type) -> Core {
        let value = self.elaborate(tree, scope, Some(wanted));
        self.fit(value, wanted, None)
    }

    /// A yes/no that is there: what 若, 当 and an entry use. `answer` is the entry's or block's `缺失 …`.
    pub fn condition(&mut self, tree: &'t Expr, scope: &Scope, answer: Option<&'t heng_grammar::tree::Missing>) -> Core {
        let value = self.expect(tree, scope, &Type::yes_no());
        self.answered(value, answer, scope)
    }

    fn elaborate(&mut self, tree: &'t Expr, scope: &Scope, hint: Option<&Type>) -> Core {
        let _ = (scope, hint);
        build::unknown(tree.span)
    }
}
