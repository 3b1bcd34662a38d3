//! `目标`: what is to be reached in which year.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::Target;

use super::super::{Context, Placed};

/// Declares the values of a block of targets.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, block: &'t Target) {
    context.report(
        Diagnostic::error(235, "「目标」这一块现在还不能用", "`target` is not supported yet")
            .at(placed.item.header, "这一块", "this block")
            .at(block.name.span, "读到了，还不能计算", "it is read, and not computed yet"),
    );
}
