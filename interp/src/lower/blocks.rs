//! The blocks: what each declares before bodies are made, and what it becomes.

use heng_grammar::span::Span;
use heng_grammar::tree::{Argument, Name};

use super::{Context, Placed, Scope};
use crate::program::{Core, DefinitionId};

/// Declares the definitions of the blocks among the entries of all documents: their values and named parts, with
/// their types. Runs before any body is made.
pub fn declare<'t>(context: &mut Context<'t>, entries: &[Placed<'t>]) {
    let _ = (context, entries);
}

/// Gives the definitions of the blocks their bodies, and remembers the blocks in the program.
pub fn lower<'t>(context: &mut Context<'t>, entries: &[Placed<'t>]) {
    let _ = (context, entries);
}

/// `理论最高(块)`: the highest value of a block, in the unit of its definition, if it can be known.
pub fn attainable(context: &mut Context<'_>, block: DefinitionId) -> Option<dashu_ratio::RBig> {
    let _ = (context, block);
    None
}

/// `准入门槛(园区级别).亩均税收`: a lookup as a function; none where `name` is no lookup.
pub struct LookupCall<'a, 't> {
    /// 准入门槛
    pub name: &'a Name,
    /// 园区级别
    pub arguments: &'t [Argument],
    /// 亩均税收, where one output is picked
    pub output: Option<&'a Name>,
    /// The whole call.
    pub span: Span,
}

/// The value of a call of a lookup, in the frame of the scope.
pub fn call<'t>(context: &mut Context<'t>, call: &LookupCall<'_, 't>, scope: &Scope) -> Option<Core> {
    let _ = (context, call, scope);
    None
}
