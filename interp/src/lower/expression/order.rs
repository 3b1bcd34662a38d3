//! Keys of an order: `亩均税收 从高到低（缺失 最后）`.

use heng_grammar::tree::{self, Direction, MissingOrder};

use crate::check::diagnostic::missing;
use crate::lower::{Context, Scope, build};
use crate::program::OrderKey;

impl<'t> Context<'t> {
    /// One key of an order; a value that may be missing must say where its rows go.
    pub fn order_key(&mut self, key: &'t tree::OrderKey, scope: &Scope) -> OrderKey {
        let value = self.expression(&key.value, scope);
        let descending = key.direction == Some(Direction::Descending);
        let (value, missing_first) = match &key.missing {
            None => {
                if value.ty.optional && !scope.lenient {
                    self.report(missing::order_of_missing(value.span, key.span));
                }
                (value, false)
            }
            Some(MissingOrder::Last) => (value, false),
            Some(MissingOrder::First) => (value, true),
            Some(MissingOrder::Value(answer)) => {
                let answer = self.expect(answer, scope, &value.ty.clone());
                (build::if_missing(value, answer), false)
            }
        };
        OrderKey { value, descending, missing_first }
    }
}
