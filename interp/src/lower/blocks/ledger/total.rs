//! What each party gets of a ledger: `土地出让.市`, `土地出让.市.轨道交通专项`, `土地出让.本区`.

use heng_grammar::span::Span;
use heng_grammar::vocabulary::Concept;

use super::super::super::{Context, Entity, Scope, ValueEntry, build};
use super::super::common::sum;
use super::line::Lines;
use super::{Ledger, party};
use crate::program::{Core, DefinitionId, Frame, Party, Posting, Role};

/// Declares the totals of the parties of the postings from `first` on, where no line has the name.
pub(super) fn declare<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    first: usize,
    lines: &[(u32, String, DefinitionId)],
) {
    let postings: Vec<Posting> = context.program.postings.iter().skip(first).cloned().collect();
    let mut parties: Vec<(Frame, Party)> =
        postings.iter().map(|posting| (posting.frame, posting.party.clone())).collect();
    parties.sort();
    parties.dedup();
    let given = ledger.frame();
    let taken = |name: &str| lines.iter().any(|(_, line, _)| line == name);
    for (frame, party) in parties {
        let own: Vec<&Posting> =
            postings.iter().filter(|posting| posting.frame == frame && posting.party == party).collect();
        // What a line gives to rows, by factors, is a value of these rows.
        let scope = Scope { frame, ..ledger.scope.clone() };
        let ledger = &Ledger { scope, ..ledger.clone() };
        let taken = |name: &str| frame == given && taken(name);
        let names: Vec<String> =
            party::names(context, frame, &party).into_iter().filter(|name| !taken(name)).collect();
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

/// `土地出让.余额.市`: what a party gets of the balance, of the postings from `first` on; not applicable where it has no share.
pub(super) fn declare_balance<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    first: usize,
    lines: &mut Lines,
) {
    let word = Concept::Balance.word().zh;
    let mut postings: Vec<Posting> = context.program.postings.iter().skip(first).cloned().collect();
    postings.retain(|posting| posting.frame == ledger.frame());
    let mut parties: Vec<Party> = postings.iter().map(|posting| posting.party.clone()).collect();
    parties.sort();
    parties.dedup();
    for party in parties {
        let own: Vec<&Posting> =
            postings.iter().filter(|posting| posting.line == word && posting.party == party).collect();
        let names = party::names(context, ledger.frame(), &party);
        let (Some((name, others)), Some(posting)) = (names.split_first(), own.first()) else { continue };
        let span = posting.span;
        let amounts: Vec<DefinitionId> = own.iter().map(|posting| posting.amount).collect();
        let declaration = ledger.declaration(&[word, name], Role::Part, span, &ledger.item.notes);
        let id = context.declare_on_demand(declaration, move |context| {
            let values: Vec<Core> = amounts.iter().map(|id| context.definition_value(*id, span)).collect();
            let joined =
                values.into_iter().rev().reduce(|later, value| build::if_not_applicable(value, later));
            joined.unwrap_or_else(|| build::unknown(span))
        });
        lines.push((1, format!("{word}.{name}"), id));
        seen_as(context, ledger, (&[word.to_owned()], others, None), (id, span));
    }
}

/// The same value under other names of its party.
fn seen_as<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    (before, others, after): (&[String], &[String], Option<&String>),
    (id, span): (DefinitionId, Span),
) {
    let (frame, year, space) = (ledger.frame(), ledger.scope.year, ledger.scope.space);
    for other in others {
        let names = before.iter().chain([other]).chain(after);
        let path = ledger.path.iter().chain(names).cloned().collect();
        context.name_value(space, ValueEntry { frame, year, path, entity: Entity::Definition(id), span });
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
    let id = context.declare_on_demand(declaration, move |context| total(context, &amounts, span));
    seen_as(context, ledger, (&[], others, purpose), (id, span));
    context.blocks.ledgers.parts.insert(id);
}

fn total(context: &mut Context<'_>, amounts: &[DefinitionId], span: Span) -> Core {
    let values: Vec<Core> = amounts.iter().map(|id| context.definition_value(*id, span)).collect();
    let unit = values.iter().find_map(|value| value.ty.unit().cloned());
    match unit {
        Some(unit) if values.iter().all(|value| !value.ty.is_unknown()) => sum(values, &unit, span),
        _ => build::unknown(span),
    }
}
