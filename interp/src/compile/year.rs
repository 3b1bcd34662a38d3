//! 年度, 按年, 逐年: which years there are, what stands in each, and values that follow from last year's.

use heng_grammar::tree::{Chain, ChainStep, ChainYears, Item, ItemKind};

use crate::check::diagnostic::year as report;
use crate::lower::{Context, Declaration, Placed, blocks, build};
use crate::program::{Axis, ColumnId, Core, Role, TableId, Type};
use crate::resolve::Documents;
use crate::table::ColumnRule;

impl<'t> Context<'t> {
    /// Sets the axis of years: that of the main document where it has one, else that of the last document it uses.
    pub(crate) fn declare_axis(&mut self, documents: &'t Documents) {
        for document in &documents.list {
            let mut first: Option<Axis> = None;
            for item in &document.script.items {
                let ItemKind::Axis(axis) = &item.kind else { continue };
                let axis = Axis { first: axis.first, last: axis.last, span: item.header };
                if axis.first > axis.last {
                    self.report(report::axis_backwards(item.header, axis.first, axis.last));
                } else if let Some(other) = first {
                    self.report(report::axis_twice(item.header, other.span));
                } else {
                    first = Some(axis);
                }
            }
            self.program.axis = first.or(self.program.axis);
        }
    }

    /// Whether there is an axis for what an entry says of years. Where there is none, that is reported, and one year stands for
    /// it, so that the rest is checked all the same.
    pub(crate) fn has_years(&mut self, item: &Item) -> bool {
        if self.program.axis.is_none() {
            self.report(report::no_axis(item.header));
            self.program.axis = Some(Axis { first: 2000, last: 2000, span: item.header });
        }
        true
    }

    /// An entry in its place: once, or once a year.
    pub(crate) fn place(&mut self, placed: Placed<'t>, yearly: bool, entries: &mut Vec<Placed<'t>>) {
        if !yearly || matches!(placed.item.kind, ItemKind::Lookup(_)) {
            entries.push(placed);
            return;
        }
        self.has_years(placed.item);
        let Some(axis) = self.program.axis else { return };
        let name = crate::amend::name_of(placed.item).map(str::to_owned);
        if let Some(name) = &name {
            self.add_series(placed, name, placed.item.header);
        }
        for year in axis.years() {
            let placed = Placed { year: Some(year), ..placed };
            if let Some(name) = &name {
                self.note_year(&placed, name);
            }
            entries.push(placed);
        }
    }

    /// Declares what entries define, where they were not among those of the axis.
    pub(crate) fn declare_entries(&mut self, entries: &[Placed<'t>]) {
        self.declare_inputs(entries);
        self.declare_values(entries);
        blocks::declare(self, entries);
    }

    /// `逐年 补助总额: 元 { 2022 补助总额基数；以后 补助总额[上年] × 1.05 保留 2 位 }`
    pub(crate) fn declare_chain(&mut self, chain: &'t Chain, entry: &Placed<'t>) {
        let Some(year) = entry.year else { return };
        let scope = entry.scope();
        let step = step_of(chain, year);
        let path = vec![chain.name.text.clone()];
        let mut declaration = Declaration::new(path, &scope, Type::unknown(), Role::Named, entry.item.header)
            .notes(&entry.item.notes)
            .shown(step.and_then(|step| step.shown));
        declaration.citations.extend(step.into_iter().flat_map(|step| step.notes.citations.clone()));
        let item: &'t Item = entry.item;
        self.declare_on_demand(declaration, move |context| match step {
            Some(step) => context.chain_value(chain, step, &scope),
            None => {
                context.report(report::no_step(&chain.name, year, item.header));
                build::unknown(item.header)
            }
        });
    }

    fn chain_value(&mut self, chain: &'t Chain, step: &'t ChainStep, scope: &crate::lower::Scope) -> Core {
        let declared = chain.ty.as_ref().map(|ty| self.declared_type(ty, scope));
        let value = match &declared {
            Some(ty) => self.expect(&step.value, scope, ty),
            None => self.expression(&step.value, scope),
        };
        let value = match &step.rounding {
            Some(rounding) => self.rounded(value, rounding, scope),
            None => value,
        };
        match &step.missing {
            Some(_) => self.answered(value, step.missing.as_ref(), scope),
            None => value,
        }
    }

    /// One year of a column by years.
    pub(crate) fn add_year_column(
        &mut self,
        table: TableId,
        rule: ColumnRule,
        ty: Type,
        span: heng_grammar::span::Span,
    ) -> ColumnId {
        self.add_column(table, rule, ty, span)
    }
}

/// The step that says what a chain is in a year.
fn step_of(chain: &Chain, year: i32) -> Option<&ChainStep> {
    let mut before: Option<i32> = None;
    for step in &chain.steps {
        match step.years {
            ChainYears::Years(first, last) => {
                if (first..=last).contains(&year) {
                    return Some(step);
                }
                before = before.max(Some(last));
            }
            ChainYears::From(first) if year >= first => return Some(step),
            ChainYears::From(_) => {}
            ChainYears::Thereafter if before.is_some_and(|last| year > last) => return Some(step),
            ChainYears::Thereafter => {}
        }
    }
    None
}

/// Whether an entry is by years wherever it stands.
pub(crate) fn is_yearly(item: &Item) -> bool {
    item.yearly || matches!(item.kind, ItemKind::Chain(_))
}
