//! What each party gets of a ledger: `土地出让.市`, `土地出让.市.轨道交通专项`, `土地出让.本区`.

use heng_grammar::span::Span;

use super::super::super::{Context, Entity, ValueEntry, build};
use super::super::common::{below, sum};
use super::{Ledger, party};
use crate::program::{Core, DefinitionId, Party, Posting, Role};

/// Declares the totals of the parties of the postings from `first` on, where no line has the name.
pub(super) fn declare<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    first: usize,
    lines: &[(u32, String, DefinitionId)],
) {
    let postings: Vec<Posting> = context.program.postings.iter().skip(first).cloned().collect();
    let mut parties: Vec<Party> = postings.iter().map(|posting| posting.party.clone()).collect();
    parties.sort();
    parties.dedup();
    let taken = |name: &str| lines.iter().any(|(_, line, _)| line == name);
    for party in parties {
        let own: Vec<&Posting> = postings.iter().filter(|posting| posting.party == party).collect();
        let names: Vec<String> =
            party::names(context, ledger.frame(), &party).into_iter().filter(|name| !taken(name)).collect();
        declare_total(context, ledger, &names, None, &own);
        let mut purposes: Vec<&String> = own.iter().filter_map(|posting| posting.purpose.as_ref()).collect();
        purposes.sort();
        purposes.dedup();
        for purpose in purposes {
            let of: Vec<&Posting> =
                own.iter().filter(|posting| posting.purpose.as_ref() == Some(purpose)).copied().collect();
            declare_total(context, ledger, &names, Some(purpose), &of);
        }
    }
}

/// One total under the first of its names, seen under the others too.
fn declare_total<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    names: &[String],
    purpose: Option<&String>,
    postings: &[&Posting],
) {
    let Some((first, others)) = names.split_first() else { return };
    let span = ledger.item.header;
    let mut path = vec![first.as_str()];
    path.extend(purpose.map(String::as_str));
    let amounts: Vec<DefinitionId> = postings.iter().map(|posting| posting.amount).collect();
    let declaration = ledger.declaration(&path, Role::Part, span, &ledger.item.notes);
    let (frame, year, space) = (ledger.frame(), ledger.scope.year, ledger.scope.space);
    let id = context.declare_on_demand(declaration, move |context| total(context, &amounts, span));
    for other in others {
        let mut path = below(&ledger.path, &[other]);
        path.extend(purpose.cloned());
        context.name_value(space, ValueEntry { frame, year, path, entity: Entity::Definition(id), span });
    }
}

fn total(context: &mut Context<'_>, amounts: &[DefinitionId], span: Span) -> Core {
    let values: Vec<Core> = amounts.iter().map(|id| context.definition_value(*id, span)).collect();
    let unit = values.iter().find_map(|value| value.ty.unit().cloned());
    match unit {
        Some(unit) if values.iter().all(|value| !value.ty.is_unknown()) => sum(values, &unit, span),
        _ => build::unknown(span),
    }
}
