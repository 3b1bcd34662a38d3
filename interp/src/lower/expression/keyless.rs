//! `集中比例`: lookups without keys, named like a value.

use heng_grammar::span::Span;
use heng_grammar::tree::{ItemKind, Name};

use crate::lower::blocks::{self, LookupCall};
use crate::lower::{Context, Scope, build};
use crate::program::Core;

impl Context<'_> {
    /// The value of a lookup without keys, as it is in the year of the scope; nothing where the name is none.
    pub(super) fn keyless_lookup(
        &mut self,
        name: &Name,
        rest: &[&Name],
        scope: &Scope,
        span: Span,
    ) -> Option<Core> {
        let item = self.space(scope.space)?.lookups.get(&name.text)?.value;
        let ItemKind::Lookup(tree) = &item.kind else { return None };
        if !tree.keys.is_empty() {
            return None;
        }
        let (output, rest) = rest.split_first().map_or((None, rest), |(o, r)| (Some(*o), r));
        let call = LookupCall { name, arguments: &[], output, span };
        let value = blocks::call(self, &call, scope).unwrap_or_else(|| build::unknown(span));
        Some(self.follow(value, rest, (scope, span)))
    }
}
