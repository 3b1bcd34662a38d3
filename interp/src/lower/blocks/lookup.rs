//! `查表`
use heng_grammar::tree;

use super::LookupCall;
use crate::lower::{Context, Placed, Scope};
use crate::program::Core;

pub(super) fn check<'t>(context: &mut Context<'t>, placed: Placed<'t>, block: &'t tree::Lookup) {
    let _ = (context, placed, block);
}

pub(super) fn call<'t>(context: &mut Context<'t>, call: &LookupCall<'_, 't>, scope: &Scope) -> Option<Core> {
    let _ = (context, call, scope);
    None
}
