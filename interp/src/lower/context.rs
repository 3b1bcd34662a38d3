//! What is known while a program is made.

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::span::Span;
use heng_grammar::tree::{Citation, Item, Notes};
use heng_grammar::vocabulary::part_partner;

use super::symbols::{Entity, Space, ValueEntry};
use super::{Scope, SpaceId};
use crate::check::diagnostic::{cycle, names};
use crate::program::{
    ChoiceId, ColumnId, Core, Definition, DefinitionId, Frame, Kind, Node, ParameterId, ParameterNote,
    Program, Role, TableId, Type, UnitId,
};
use crate::unit::Units;
use crate::value::{Absence, Value};

/// An entry of a document and where it stands.
#[derive(Clone, Copy)]
pub struct Placed<'t> {
    /// The entry.
    pub item: &'t Item,
    /// Inside which `对`, if any.
    pub frame: Frame,
    /// Which names it sees.
    pub space: SpaceId,
    /// Of which year, where it is 按年: it is placed once for each.
    pub year: Option<i32>,
}

impl Placed<'_> {
    /// The scope of its expressions.
    pub fn scope(&self) -> Scope {
        Scope::of(self.space, self.frame).in_year(self.year)
    }
}

/// What is known of a definition before its body.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// `["综合得分", "集约发展", "亩均税收"]`, without the prefix of its space
    pub path: Vec<String>,
    /// In which space its name is seen.
    pub space: SpaceId,
    /// For each row of what.
    pub frame: Frame,
    /// Of which year.
    pub year: Option<i32>,
    /// Its type; `Kind::Unknown` where only the body tells, for [`Context::declare_on_demand`].
    pub ty: Type,
    /// What it was in the script; the names of hidden ones are not seen.
    pub role: Role,
    /// Where it was written: the entry up to its block.
    pub span: Span,
    /// 公布
    pub shown: Option<u32>,
    /// Its articles.
    pub citations: Vec<Citation>,
    /// Its documentation.
    pub doc: Vec<String>,
}

impl Declaration {
    /// A definition at `path` of the frame and space of `scope`.
    pub fn new(path: Vec<String>, scope: &Scope, ty: Type, role: Role, span: Span) -> Self {
        let (space, frame, year) = (scope.space, scope.frame, scope.year);
        Self { path, space, frame, year, ty, role, span, shown: None, citations: Vec::new(), doc: Vec::new() }
    }

    /// With the articles and documentation of an entry.
    #[must_use]
    pub fn notes(mut self, notes: &Notes) -> Self {
        self.citations.clone_from(&notes.citations);
        self.doc.clone_from(&notes.doc);
        self
    }

    /// With the decimals shown.
    #[must_use]
    pub fn shown(mut self, shown: Option<u32>) -> Self {
        self.shown = shown;
        self
    }
}

type Thunk<'t> = Box<dyn FnOnce(&mut Context<'t>) -> Core + 't>;

/// How far the body of a definition is.
enum Body<'t> {
    /// Made when its type is asked for, or at the end.
    Waiting(Thunk<'t>),
    /// Being made: asking for it is a cycle.
    Busy,
    /// Its type is known; the body is there or will be given by [`Context::define`].
    Typed,
}

/// What is known while a program is made.
pub struct Context<'t> {
    /// The program so far. Bodies that are not made yet are placeholders of the declared type.
    pub program: Program,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// The names.
    pub(crate) spaces: Vec<Space<'t>>,
    /// 定 and 取, strongest first.
    pub(crate) overrides: super::reading::Overrides<'t>,
    /// Other names that data and scripts may use for a member: 开发区 for 南通经济技术开发区.
    pub(crate) member_aliases: BTreeMap<(ChoiceId, String), u32>,
    /// What is known of the columns of each table, by table and column.
    pub(crate) columns: Vec<Vec<Type>>,
    /// Open values and parameters by name: what 定 may set.
    pub(crate) settable: Vec<(SpaceId, String)>,
    /// Units that the documents declare themselves.
    pub(crate) own_units: Vec<UnitId>,
    /// In which space each table was declared.
    pub(crate) table_spaces: Vec<SpaceId>,
    /// What is by years, to be made for each year that is asked for.
    pub(crate) series: super::year::SeriesList<'t>,
    /// 归并: how tables are made from others.
    pub(crate) rolled: BTreeMap<TableId, super::rollup::Rolled<'t>>,
    /// Parts of blocks that are no longer in force, by the space of their names: they apply to nothing.
    pub(crate) repealed: Vec<(SpaceId, Vec<String>)>,
    /// Divisors whose type does not keep them from being zero; what is asked of them on the way may.
    pub(crate) doubtful_divisors: Vec<Diagnostic>,
    /// What the blocks say of amounts, to be looked at when the program is whole.
    pub(crate) amounts: crate::check::amount::Written,
    /// What each document calls itself.
    pub(crate) document_names: BTreeMap<heng_grammar::span::SourceId, String>,
    /// What the blocks have declared.
    pub(crate) blocks: super::blocks::Blocks<'t>,
    /// The readings declared so far, for the options that name them.
    pub(crate) readings: Vec<super::option::DeclaredReading<'t>>,
    /// The parameters that some formula names, be it one of a reading that is not taken.
    pub(crate) read_parameters: BTreeSet<ParameterId>,
    /// The conditions that were written, to be judged once everything is known.
    pub(crate) written: crate::check::condition::Written,
    bodies: Vec<Body<'t>>,
    /// Definitions whose bodies are being made, outermost first.
    demanded: Vec<DefinitionId>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'t> Context<'t> {
    /// Nothing known but the built-in units; the space of the main document exists.
    pub fn new() -> Self {
        Self {
            program: Program { units: Units::built_in(), ..Program::default() },
            diagnostics: Vec::new(),
            spaces: vec![Space::default()],
            overrides: super::reading::Overrides::default(),
            member_aliases: BTreeMap::new(),
            columns: Vec::new(),
            settable: Vec::new(),
            own_units: Vec::new(),
            table_spaces: Vec::new(),
            series: super::year::SeriesList::default(),
            rolled: BTreeMap::new(),
            repealed: Vec::new(),
            doubtful_divisors: Vec::new(),
            amounts: crate::check::amount::Written::default(),
            document_names: BTreeMap::new(),
            blocks: super::blocks::Blocks::default(),
            readings: Vec::new(),
            written: crate::check::condition::Written::default(),
            read_parameters: BTreeSet::new(),
            bodies: Vec::new(),
            demanded: Vec::new(),
        }
    }

    /// Adds a report; what is made once for each year is reported for the first that shows it.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let years = self.program.axis.is_some();
        let told = |other: &Diagnostic| {
            *other == diagnostic || years && super::year::differ_in_figures_alone(other, &diagnostic)
        };
        if !self.diagnostics.iter().any(told) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Adds a report and gives a value that agrees with everything.
    pub fn fail(&mut self, diagnostic: Diagnostic, span: Span) -> Core {
        self.report(diagnostic);
        super::build::unknown(span)
    }

    /// The names of a space; the main one where there is none with this number.
    pub(crate) fn space(&self, id: SpaceId) -> Option<&Space<'t>> {
        self.spaces.get(id.0)
    }

    /// Adds a definition of a known type. Its body follows with [`Self::define`].
    pub fn declare(&mut self, declaration: Declaration) -> DefinitionId {
        self.add_definition(declaration, Body::Typed)
    }

    /// Adds a definition whose type only its body tells; `body` runs when the type is first asked for, once.
    pub fn declare_on_demand(
        &mut self,
        declaration: Declaration,
        body: impl FnOnce(&mut Self) -> Core + 't,
    ) -> DefinitionId {
        self.add_definition(declaration, Body::Waiting(Box::new(body)))
    }

    fn add_definition(&mut self, declaration: Declaration, body: Body<'t>) -> DefinitionId {
        let Declaration { path, space, frame, year, ty, role, span, shown, citations, doc } = declaration;
        let id = DefinitionId(u32::try_from(self.program.definitions.len()).unwrap_or(u32::MAX));
        if role != Role::Hidden {
            self.name_value(
                space,
                ValueEntry { frame, year, path: path.clone(), entity: Entity::Definition(id), span },
            );
        }
        let prefix = self.space(space).map(|s| s.prefix.clone()).unwrap_or_default();
        let path = prefix.into_iter().chain(path).collect();
        let placeholder = Core::new(Node::Constant(Value::Absent(Absence::Undecided)), ty, span);
        let body_so_far = placeholder;
        self.program.definitions.push(Definition {
            path,
            frame,
            year,
            body: body_so_far,
            shown,
            role,
            span,
            citations,
            doc,
        });
        self.bodies.push(body);
        id
    }

    /// Makes a name seen; a name that is taken is reported with both places.
    pub(crate) fn name_value(&mut self, space: SpaceId, entry: ValueEntry) {
        let (name, span) = (entry.path.join("."), entry.span);
        let Some(names) = self.spaces.get_mut(space.0) else { return };
        if let Err(other) = names.add_value(entry) {
            self.report(names::declared_twice(&name, span, other.span));
        }
    }

    /// Gives a definition its body.
    pub fn define(&mut self, id: DefinitionId, body: Core) {
        if let Some(definition) = self.program.definitions.get_mut(id.index()) {
            definition.body = body;
        }
        if let Some(state) = self.bodies.get_mut(id.index()) {
            *state = Body::Typed;
        }
    }

    /// A hidden definition with this body: shared between several users, and named in explanations by its path.
    pub fn define_hidden(&mut self, path: Vec<String>, scope: &Scope, body: Core) -> DefinitionId {
        let id = self.declare(Declaration::new(path, scope, body.ty.clone(), Role::Hidden, body.span));
        self.define(id, body);
        id
    }

    /// The type of a definition; makes its body where only that tells.
    pub fn definition_type(&mut self, id: DefinitionId) -> Type {
        self.demand(id);
        self.program.definition(id).map_or_else(Type::unknown, |d| d.body.ty.clone())
    }

    /// The value of a definition, read at `span` in a frame where it can be seen.
    pub fn definition_value(&mut self, id: DefinitionId, span: Span) -> Core {
        let ty = self.definition_type(id);
        Core::new(Node::Definition(id), ty, span)
    }

    /// The value of a column of the frame's table.
    pub fn column_value(&self, table: TableId, column: ColumnId, span: Span) -> Core {
        let ty = self.column_type(table, column);
        Core::new(Node::Column(column), ty, span)
    }

    /// The type of a column.
    pub fn column_type(&self, table: TableId, column: ColumnId) -> Type {
        let columns = self.columns.get(table.index());
        columns.and_then(|c| c.get(column.index())).cloned().unwrap_or_else(Type::unknown)
    }

    /// The space a table was declared in.
    pub(crate) fn table_space(&self, table: TableId) -> SpaceId {
        self.table_spaces.get(table.index()).copied().unwrap_or_default()
    }

    /// Makes the body of a definition that waits.
    pub(crate) fn demand(&mut self, id: DefinitionId) {
        let Some(state) = self.bodies.get_mut(id.index()) else { return };
        match std::mem::replace(state, Body::Busy) {
            Body::Typed => *state = Body::Typed,
            Body::Busy => self.report_demand_cycle(id),
            Body::Waiting(make) => {
                self.demanded.push(id);
                let body = make(self);
                self.demanded.pop();
                self.define(id, body);
            }
        }
    }

    /// Makes all bodies that still wait.
    pub(crate) fn demand_all(&mut self) {
        let mut next = 0;
        while next < self.bodies.len() {
            self.demand(DefinitionId(u32::try_from(next).unwrap_or(u32::MAX)));
            next += 1;
        }
    }

    /// The definitions whose bodies are being made, outermost first.
    pub(super) fn being_made(&self) -> impl Iterator<Item = &Definition> {
        self.demanded.iter().filter_map(|id| self.program.definition(*id))
    }

    fn report_demand_cycle(&mut self, id: DefinitionId) {
        let round: Vec<(String, Span)> = self
            .demanded
            .iter()
            .skip_while(|d| **d != id)
            .filter_map(|d| self.program.definition(*d))
            .map(|d| (d.path.join("."), d.span))
            .collect();
        if let Some(definition) = self.program.definitions.get_mut(id.index()) {
            definition.body.ty = Type { kind: Kind::Unknown, optional: false };
        }
        self.report(cycle::needs_itself(&round));
    }

    /// The value with this path, seen from a scope: in its frame, else of the whole. The parts that blocks always have may
    /// be called by their English names: `first_grade.rank`.
    pub fn find_value(&self, scope: &Scope, path: &[&str]) -> Option<&ValueEntry> {
        let space = self.space(scope.space)?;
        let find = |path: &[&str]| {
            let year = scope.year;
            space.value(scope.frame, year, path).or_else(|| space.value(Frame::Whole, year, path))
        };
        find(path).or_else(|| find(&parts_in_chinese(path)?))
    }

    /// The definition with this path in the frame of the scope, if it is declared.
    pub fn find_definition(&self, scope: &Scope, path: &[&str]) -> Option<DefinitionId> {
        match self.find_value(scope, path)?.entity {
            Entity::Definition(id) => Some(id),
            _ => None,
        }
    }

    /// Adds a value that the run sets, with its name.
    pub fn add_parameter(&mut self, space: SpaceId, note: ParameterNote) -> crate::program::ParameterId {
        let id =
            crate::program::ParameterId(u32::try_from(self.program.parameters.len()).unwrap_or(u32::MAX));
        let span = note.span.unwrap_or_default();
        let name = note.name.split_once('[').map_or(note.name.as_str(), |(name, _)| name);
        let path = vec![name.to_owned()];
        let (frame, year, entity) = (Frame::Whole, note.year, Entity::Parameter(id));
        self.name_value(space, ValueEntry { frame, year, path, entity, span });
        self.program.parameters.push(note);
        id
    }
}

/// A path with its built-in parts in Chinese; none where it has none in English.
fn parts_in_chinese<'p>(path: &[&'p str]) -> Option<Vec<&'p str>> {
    let chinese = |(at, name): (usize, &&'p str)| {
        let part = part_partner(name, Language::Chinese).filter(|part| at > 0 || *part == "参评");
        part.unwrap_or(name)
    };
    let made: Vec<&str> = path.iter().enumerate().map(chinese).collect();
    (made != path).then_some(made)
}
