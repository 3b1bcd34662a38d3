//! Definitions, parameters, open values and readings.

use heng_grammar::tree::{self, ItemKind};

use crate::check::diagnostic::names;
use crate::lower::{Context, Declaration, Placed, ReadingPlace, Scope, build};
use crate::program::{Binding, Core, Frame, ParameterNote, ParameterSource, Role, Type};
use crate::value::Absence;

impl<'t> Context<'t> {
    /// Values that blocks may ask for by name before any body is made.
    pub(crate) fn declare_inputs(&mut self, entries: &[Placed<'t>]) {
        for entry in entries {
            match &entry.item.kind {
                ItemKind::Decision(decision) => self.declare_decision(decision, entry),
                ItemKind::Parameter(parameter) => self.declare_parameter(parameter, entry),
                ItemKind::Open(open) => self.declare_open(open, entry),
                _ => {}
            }
        }
    }

    /// Definitions and readings; their bodies are made on demand.
    pub(crate) fn declare_values(&mut self, entries: &[Placed<'t>]) {
        for entry in entries {
            match &entry.item.kind {
                ItemKind::Definition(definition) => self.declare_definition(definition, entry),
                ItemKind::Chain(chain) => self.declare_chain(chain, entry),
                ItemKind::Reading(reading) => {
                    let path = vec![reading.name.text.clone()];
                    let (scope, span, notes) = (entry.scope(), entry.item.header, &entry.item.notes);
                    self.declare_reading(ReadingPlace { reading, path, scope, span, notes });
                }
                _ => {}
            }
        }
    }

    fn declare_definition(&mut self, definition: &'t tree::Definition, entry: &Placed<'t>) {
        let scope = entry.scope();
        let path = vec![definition.name.text.clone()];
        let declaration = Declaration::new(path, &scope, Type::unknown(), Role::Named, entry.item.header)
            .notes(&entry.item.notes)
            .shown(definition.shown);
        self.declare_on_demand(declaration, move |context| context.definition_body(definition, &scope));
    }

    /// What a definition says, as the type it gives.
    pub(crate) fn definition_body(&mut self, definition: &'t tree::Definition, scope: &Scope) -> Core {
        let declared = definition.ty.as_ref().map(|ty| self.declared_type(ty, scope));
        let value = match &declared {
            Some(ty) => self.expect(&definition.value, scope, ty),
            None => self.expression(&definition.value, scope),
        };
        let value = match &definition.rounding {
            Some(rounding) => self.rounded(value, rounding, scope),
            None => value,
        };
        match &definition.missing {
            Some(_) => self.answered(value, definition.missing.as_ref(), scope),
            None => value,
        }
    }

    fn declare_parameter(&mut self, parameter: &'t tree::Parameter, entry: &Placed<'t>) {
        let scope = Scope::whole(entry.space);
        let mut ty = self.declared_type(&parameter.ty, &scope);
        let plain = ty.clone();
        let bounds = self.bounds(&parameter.bounds, &scope, &mut ty);
        let path = vec![parameter.name.text.clone()];
        self.settable.push((entry.space, parameter.name.text.clone()));
        if self.declare_bound(&path, &plain, &parameter.bounds, Frame::Whole, entry) {
            return;
        }
        let default = parameter.default.as_ref().and_then(|d| self.constant(d, &scope, &plain));
        if let Some(tree) = &parameter.default {
            self.within_bounds(default.as_ref(), tree, &bounds, &parameter.bounds);
        }
        let note = ParameterNote {
            name: of_year(&parameter.name.text, entry.year),
            year: entry.year,
            ty,
            default,
            source: ParameterSource::Run,
            span: Some(entry.item.header),
            citations: entry.item.notes.citations.clone(),
        };
        self.add_parameter(entry.space, note);
    }

    fn declare_open(&mut self, open: &'t tree::Open, entry: &Placed<'t>) {
        let scope = Scope::whole(entry.space);
        let mut ty = self.declared_type(&open.ty, &scope);
        let plain = ty.clone();
        self.bounds(&open.bounds, &scope, &mut ty);
        let path = vec![open.name.text.clone()];
        let frame = self.decided_table(open.per.as_ref(), entry).map_or(Frame::Whole, Frame::Rows);
        self.settable.push((entry.space, open.name.text.clone()));
        if self.declare_bound(&path, &plain, &open.bounds, frame, entry) {
            return;
        }
        let (span, citations) = (entry.item.header, entry.item.notes.citations.clone());
        if frame == Frame::Whole {
            let (name, source) = (of_year(&open.name.text, entry.year), ParameterSource::Open);
            let note = ParameterNote {
                name,
                year: entry.year,
                ty,
                default: None,
                source,
                span: Some(span),
                citations,
            };
            self.add_parameter(entry.space, note);
            return;
        }
        let scope = Scope::of(entry.space, frame).in_year(entry.year);
        let declaration =
            Declaration::new(path, &scope, ty.clone(), Role::Part, span).notes(&entry.item.notes);
        let id = self.declare(declaration);
        self.define(id, build::absent(Absence::Undecided, ty, span));
    }

    /// Where a 定 says what it is, a definition of the declared type.
    fn declare_bound(
        &mut self,
        path: &[String],
        ty: &Type,
        written: &'t [tree::Bound],
        frame: Frame,
        entry: &Placed<'t>,
    ) -> bool {
        let prefix = self.space(entry.space).map(|s| s.prefix.clone()).unwrap_or_default();
        let Some(bind) = self.overrides.bind(entry.space, &prefix, path) else { return false };
        let place = Scope::of(entry.space, frame).in_year(entry.year);
        let declaration =
            Declaration::new(path.to_vec(), &place, Type::unknown(), Role::Part, entry.item.header)
                .notes(bind.notes.unwrap_or(&entry.item.notes));
        let (scope, ty) = (Scope::of(bind.space, frame).in_year(entry.year), ty.clone());
        let declared_in = Scope::whole(entry.space);
        let place_written = bind.tree.value.span;
        let id = self.declare_on_demand(declaration, move |context| {
            let value = context.expect(&bind.tree.value, &scope, &ty);
            let known = context.bounds(written, &declared_in, &mut ty.clone());
            let constant = value.constant_number().map(crate::value::Value::Number);
            context.within_bounds(constant.as_ref(), &bind.tree.value, &known, written);
            value
        });
        self.written.chosen.insert(id);
        self.program.bindings.push(Binding {
            definition: id,
            left_open_by: entry.item.notes.citations.clone(),
            bound_by: bind.notes.map(|notes| notes.citations.clone()).unwrap_or_default(),
            written: place_written,
        });
        true
    }

    fn set_by_runs(&self, target: &tree::Path) -> bool {
        let [name] = target.names.as_slice() else { return false };
        let parameters = &self.program.parameters;
        matches!(name.text.as_str(), "年度" | "fiscal_year" | "评价日" | "as_of")
            || parameters.iter().any(|p| p.name == name.text && p.source == ParameterSource::Decision)
    }

    /// 定 and 取 that reach nothing.
    pub(crate) fn report_overrides(&mut self) {
        let settable: Vec<String> = self.settable.iter().map(|(_, name)| name.clone()).collect();
        let readings: Vec<String> = self.program.blocks.iter().filter_map(reading_name).collect();
        let last = |path: &'t tree::Path| path.names.last();
        // An example and a run may also set what no document binds: 年度, 评价日, a decision on the whole.
        let binds = self.overrides.binds.iter();
        let binds = binds.filter(|o| o.notes.is_some() || !self.set_by_runs(&o.tree.target));
        let binds: Vec<&'t tree::Name> = binds.filter_map(|o| last(&o.tree.target)).collect();
        let takes: Vec<&'t tree::Name> =
            self.overrides.takes.iter().filter_map(|o| last(&o.tree.target)).collect();
        for name in binds.into_iter().filter(|n| !settable.contains(&n.text)) {
            self.report(names::nothing_to_override(name, false, settable.iter().map(String::as_str)));
        }
        for name in takes.into_iter().filter(|n| !readings.contains(&n.text)) {
            self.report(names::nothing_to_override(name, true, readings.iter().map(String::as_str)));
        }
    }
}

/// The last name of a reading's path.
fn reading_name(block: &crate::program::Block) -> Option<String> {
    match block {
        crate::program::Block::Reading(reading) => reading.name.rsplit('.').next().map(str::to_owned),
        _ => None,
    }
}

/// The name of what a run sets: `上缴比例`, or `上缴比例[2024]` where it is by years.
pub(super) fn of_year(name: &str, year: Option<i32>) -> String {
    year.map_or_else(|| name.to_owned(), |year| format!("{name}[{year}]"))
}
