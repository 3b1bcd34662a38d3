//! `分账`: a source parted among parties.
//!
//! Every line is a definition of its own below the ledger's name. The leaves add to the source by construction: the
//! balance is the source less all other lines, and the last of its shares (that of the party that takes the remainder,
//! where amounts are rounded) is the balance less its other shares. A line with parts is posted as its parts and what is
//! left beside them.

mod among;
mod balance;
mod clamp;
mod close;
mod line;
mod party;
mod total;

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::span::Span;
use heng_grammar::tree::{self, Citation, Expr, Item, Notes, Rounding, RoundingTo, Stated};

use super::super::{Context, Declaration, Placed, ReadingPlace, Scope, build};
use super::common::{below, part};
use super::tally::collect_names;
use crate::check::diagnostic::ledger as report;
use crate::program::{Block, Core, DefinitionId, Frame, LedgerBlock, PostedSource, Posting, Role, Type};

pub(crate) use close::Taken;

/// What the ledgers of all documents have declared.
#[derive(Default)]
pub(crate) struct Ledgers<'t> {
    /// In the order declared, one a year.
    declared: Vec<Declared<'t>>,
    /// How much of the source each line takes, as far as its body tells.
    taken: BTreeMap<DefinitionId, Taken>,
    /// Lines, and what parties get: amounts that rounding alone can turn below zero where the source is not.
    parts: BTreeSet<DefinitionId>,
    /// The expressions of the ledgers with the articles that stand for what they clamp.
    written: Vec<clamp::Written>,
}

/// A ledger whose definitions are there.
struct Declared<'t> {
    ledger: Ledger<'t>,
    lines: Vec<(u32, String, DefinitionId)>,
}

/// A ledger of one year while its lines are declared.
#[derive(Clone)]
pub(super) struct Ledger<'t> {
    tree: &'t tree::Ledger,
    item: &'t Item,
    /// Where its expressions stand.
    scope: Scope,
    /// 土地出让
    path: Vec<String>,
    /// With the prefix of its document.
    name: String,
    /// What is parted.
    source: DefinitionId,
    /// 精确到
    rounding: Option<Rounding>,
}

/// What a line gives: before rounding, and as it is posted.
#[derive(Clone, Copy)]
struct Given {
    exact: DefinitionId,
    posted: DefinitionId,
}

/// Declares the source, the lines and their parts, the balance and what each party gets, and posts them.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, tree: &'t tree::Ledger) {
    let path = vec![tree.name.text.clone()];
    let scope = placed.scope();
    let source = declare_source(context, &scope, placed.item, tree);
    let prefix = context.space(scope.space).map(|s| s.prefix.clone()).unwrap_or_default();
    let name = prefix.iter().chain(&path).cloned().collect::<Vec<_>>().join(".");
    let rounding = tree.rounding.as_ref().map(|rounding| Rounding {
        to: RoundingTo::Nearest(rounding.nearest.clone()),
        mode: Stated::Is(rounding.mode),
        span: rounding.span,
    });
    let ledger = Ledger { tree, item: placed.item, scope, path, name, source, rounding };
    for reading in &tree.readings {
        let place = ReadingPlace {
            reading: &reading.reading,
            path: below(&ledger.path, &[&reading.reading.name.text]),
            scope: ledger.inner(),
            span: reading.span,
            notes: &reading.notes,
        };
        context.declare_reading(place);
    }
    context.post_source(PostedSource {
        source: ledger.name.clone(),
        year: ledger.scope.year,
        frame: ledger.scope.frame,
        amount: source,
        span: placed.item.header,
    });
    let first = context.program.postings.len();
    let lines = declare_lines(context, &ledger);
    total::declare(context, &ledger, first, &lines);
    context.blocks.ledgers.parts.extend(lines.iter().map(|(_, _, id)| *id));
    context.blocks.ledgers.declared.push(Declared { ledger, lines });
}

fn declare_lines<'t>(context: &mut Context<'t>, ledger: &Ledger<'t>) -> Vec<(u32, String, DefinitionId)> {
    let closing = close::closing(context, ledger);
    let mut lines = Vec::new();
    let mut before: Vec<Given> = Vec::new();
    let written = || ledger.tree.lines.iter().enumerate();
    for (at, tree) in written().filter(|(_, line)| !balance::is_balance(line)) {
        if closing.line != Some(at) {
            before.push(line::declare(context, ledger, (at, tree), &before, &mut lines));
        }
    }
    if let Some((at, tree)) = closing.line.and_then(|at| Some((at, ledger.tree.lines.get(at)?))) {
        line::declare_closing(context, ledger, (at, tree), &before, &mut lines);
    } else {
        balance::declare(context, ledger, &closing, &before, &mut lines);
    }
    lines
}

/// The ledger's own name is what it parts.
fn declare_source<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    item: &'t Item,
    tree: &'t tree::Ledger,
) -> DefinitionId {
    let path = vec![tree.name.text.clone()];
    let declaration =
        Declaration::new(path, scope, Type::unknown(), Role::Part, item.header).notes(&item.notes);
    let scope = scope.clone();
    context.declare_on_demand(declaration, move |context| {
        let value = context.expression(&tree.source, &scope);
        clamp::remember(context, &value, &item.notes);
        let value = context.numeric(value);
        let value = context.must_be_present(value, &scope);
        Core { span: tree.source.span, ..value }
    })
}

impl<'t> Ledger<'t> {
    /// Where its expressions stand.
    fn frame(&self) -> Frame {
        self.scope.frame
    }

    /// A scope that sees the lines and readings of the ledger without its name.
    fn inner(&self) -> Scope {
        let mut scope = self.scope.clone();
        scope.within.insert(0, self.path.clone());
        scope
    }

    /// The scope of an expression: a line or reading of the ledger is seen where nothing else has the name, so that a line
    /// may be called as the column it takes.
    fn scope_of(&self, context: &Context<'t>, tree: &Expr) -> Scope {
        let mut names = Vec::new();
        collect_names(tree, &mut names);
        let own = |name: &&str| {
            let path: Vec<&str> = self.path.iter().map(String::as_str).chain([*name]).collect();
            context.find_value(&self.scope, &[name]).is_none()
                && context.find_value(&self.scope, &path).is_some()
        };
        if names.iter().any(own) { self.inner() } else { self.scope.clone() }
    }

    /// The source, read at `span`.
    fn source(&self, context: &mut Context<'t>, span: Span) -> Core {
        context.definition_value(self.source, span)
    }

    /// The source less what is given before; what does not reach the row takes nothing.
    fn less(&self, context: &mut Context<'t>, given: &[DefinitionId], span: Span) -> Core {
        let source = self.source(context, span);
        let Some(unit) = source.ty.unit().cloned() else { return build::unknown(span) };
        let parts: Vec<Core> = given.iter().map(|id| context.definition_value(*id, span)).collect();
        if parts.is_empty() {
            return source;
        }
        if parts.iter().any(|part| part.ty.is_unknown()) {
            return build::unknown(span);
        }
        let taken = super::common::sum(parts, &unit, span);
        Core { span, ..build::sum(crate::program::Operator::Subtract, source, taken) }
    }

    /// `value` as the ledger rounds it.
    fn round(&self, context: &mut Context<'t>, value: Core) -> Core {
        let Some(rounding) = &self.rounding else { return value };
        let mode = self.tree.rounding.as_ref().map(|rounding| rounding.mode).unwrap_or_default();
        let value = context.numeric(value);
        match context.quantum(&value, rounding) {
            Some(quantum) => build::round(value, quantum, mode),
            None => value,
        }
    }

    /// The articles of a line; those of the ledger where it has none.
    fn citations(&self, notes: &Notes) -> Vec<Citation> {
        let own = &notes.citations;
        if own.is_empty() { self.item.notes.citations.clone() } else { own.clone() }
    }

    /// Posts a leaf.
    fn post(
        &self,
        context: &mut Context<'t>,
        line: &str,
        amount: DefinitionId,
        party: &tree::Party,
        (notes, span): (&Notes, Span),
    ) {
        let (party, purpose) = party::party(context, self.frame(), party);
        context.post(Posting {
            source: self.name.clone(),
            line: line.to_owned(),
            year: self.scope.year,
            frame: self.frame(),
            amount,
            party,
            purpose,
            citations: self.citations(notes),
            span,
        });
    }

    /// A definition of the ledger.
    fn declaration(&self, names: &[&str], role: Role, span: Span, notes: &Notes) -> Declaration {
        let declaration =
            Declaration::new(below(&self.path, names), &self.scope, Type::unknown(), role, span).notes(notes);
        Declaration { citations: self.citations(notes), ..declaration }
    }
}

/// Remembers the ledgers, and reports what their finished types tell.
pub(super) fn finish(context: &mut Context<'_>) {
    let declared = std::mem::take(&mut context.blocks.ledgers.declared);
    close::doubly_taken(context, &declared);
    clamp::check(context);
    for Declared { ledger, lines } in &declared {
        party::report_repeated(context, ledger.frame(), ledger.tree);
        close::complete(context, ledger, lines);
        let total = part(&context.program, &ledger.name, ledger.source);
        let lines =
            lines.iter().map(|(depth, name, id)| (*depth, part(&context.program, name, *id))).collect();
        context.program.blocks.push(Block::Ledger(LedgerBlock {
            source: total,
            frame: ledger.frame(),
            year: ledger.scope.year,
            lines,
        }));
    }
    for Declared { ledger, .. } in &declared {
        if ledger.rounding.is_some() && ledger.tree.remainder.is_none() && !ledger.tree.incomplete {
            context.report(report::remainder_unstated(ledger.tree));
        }
    }
}
