//! The driver: documents to a checked program.

mod context;
mod declare;
mod example;
mod names;
mod output;
mod question;
mod results;
mod target;
mod types;
mod value;
mod version;
mod year;

pub use example::{ExampleProgram, ExampleRow};
pub use question::{Asked, AskedColumn, CompiledQuestion, compile_question};

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Example, Item, ItemKind, Script, Waiver};

use crate::check;
use crate::check::reads::Reads;
use crate::lower::{Context, Placed, SpaceId, blocks};
use crate::program::{Frame, Program};
use crate::resolve::{Documents, Loader, Options, load};
use crate::value::Date;

/// What came of compiling.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The program; none where errors make it meaningless.
    pub program: Option<Program>,
    /// What is wrong, in the order of the documents and their text.
    pub diagnostics: Vec<Diagnostic>,
    /// The 算例 of all documents.
    pub examples: Vec<ExampleTree>,
    /// The rows and expectations of the example asked for in [`Options::example`].
    pub example: Option<ExampleProgram>,
    /// The days on which the text changes, because dated amendments begin or end.
    pub turns: Vec<Date>,
}

/// An example and the document that holds it.
#[derive(Clone, Debug)]
pub struct ExampleTree {
    /// The example.
    pub example: Example,
    /// What `引用` calls its document; empty for the main one.
    pub document: String,
    /// Whose names it sees.
    pub space: SpaceId,
    /// Where it was written.
    pub span: heng_grammar::span::Span,
}

/// Makes a checked program of the main document and those it uses.
///
/// ```
/// use heng_grammar::{parse, source::Source, span::SourceId};
/// use heng_interp::{compile::compile, resolve::{NoLibrary, Options}};
/// let text = "表 企业 { 编号: 文本 主键；税: 万元；地: 亩 > 0 }\n对 企业 { 亩均 = 税 / 地 }\n";
/// let source = Source::new(SourceId(0), "例.heng", text);
/// let compiled = compile(&parse(&source).script, &NoLibrary, &Options::default());
/// assert!(compiled.diagnostics.is_empty());
/// assert!(compiled.program.unwrap().find(&["亩均"]).is_some());
/// ```
pub fn compile(main: &Script, loader: &dyn Loader, options: &Options) -> Compiled {
    let (mut compiled, waivers) = compile_text(main, loader, options);
    if options.as_of.is_none() && options.example.is_none() {
        let before = compiled.turns.first().and_then(|day| Date::from_days(day.days() - 1));
        for day in before.into_iter().chain(compiled.turns.clone()) {
            let (text, _) = compile_text(main, loader, &Options { as_of: Some(day), ..options.clone() });
            version::add_faults(&mut compiled, text.diagnostics, day);
        }
    }
    if options.example.is_none() {
        check::waiver::apply(&mut compiled.diagnostics, &waivers, main.source);
    }
    compiled
}

/// Makes a program of the text of one day; with what its documents set aside.
fn compile_text(main: &Script, loader: &dyn Loader, options: &Options) -> (Compiled, Vec<Waiver>) {
    let mut documents = load(main, loader, options.as_of);
    let examples = examples_of(&documents);
    let compiled = Compiled { examples: examples.clone(), ..Compiled::default() };
    let chosen = options.example.and_then(|position| examples.get(position));
    if let Some(day) = chosen.and_then(|e| version::day_of_example(&e.example)) {
        documents = load(main, loader, Some(day));
    } else if options.as_of.is_none() && chosen.is_none() {
        documents.diagnostics.extend(version::unchosen(&documents));
        documents.diagnostics.extend(crate::resolve::version::gaps_and_overlaps(&documents.list));
    }
    compile_loaded(compiled, &documents, (main, chosen), options)
}

/// Makes a program of documents whose amendments are carried out: of a text that nobody has written, such as an earlier policy
/// with one change of a later one.
pub fn compile_documents(documents: &Documents, options: &Options) -> Compiled {
    let Some(main) = documents.list.last() else { return Compiled::default() };
    compile_loaded(Compiled::default(), documents, (&main.script, None), options).0
}

fn compile_loaded(
    mut compiled: Compiled,
    documents: &Documents,
    (main, chosen): (&Script, Option<&ExampleTree>),
    options: &Options,
) -> (Compiled, Vec<Waiver>) {
    let examples = compiled.examples.clone();
    let mut context = Context::new();
    context.lower_all(documents, options, chosen);
    // What examples ask is of their rows alone.
    let written = std::mem::take(&mut context.written);
    let example = chosen.map(|tree| context.example_program(&tree.example, tree.space));
    for tree in examples.iter().filter(|e| chosen.is_none() && version::day_of_example(&e.example).is_none())
    {
        let checked = context.example_program(&tree.example, tree.space);
        drop(checked);
    }
    context.report_overrides();
    let Context { mut program, mut diagnostics, read_parameters, doubtful_divisors, amounts, .. } = context;
    version::put_out_of_force(&mut program, documents);
    let reads = Reads::of(&program);
    diagnostics.extend(check::order::arrange(&mut program, &reads));
    diagnostics.extend(check::range::in_doubt(&program, doubtful_divisors));
    check::used::mark(&mut program, &reads, example.as_ref());
    if chosen.is_none() {
        check::used::spare_tables(&mut program, &reads);
    }
    if !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.extend(check::citation::uncited(&program, main));
        diagnostics.extend(check::used::unused(&program, &reads, main.source));
        diagnostics.extend(check::used::unread_parameters(&program, &read_parameters, main.source));
        diagnostics.extend(main.items.first().and_then(|item| check::open::unbound(&program, item.header)));
        if chosen.is_none() {
            diagnostics.extend(check::amount::check(&program, amounts, main.source));
            let judged = check::condition::judged(&program, &written, main.source);
            diagnostics = check::condition::with(diagnostics, judged);
        }
    }
    let order: Vec<heng_grammar::span::SourceId> = documents.list.iter().map(|d| d.script.source).collect();
    sort(&mut diagnostics, &order);
    let diagnostics = one_for_each_block(diagnostics, documents);
    let scripts: Vec<&Script> = documents.list.iter().map(|d| &d.script).collect();
    let diagnostics = check::misspelt::one_for_each_name(diagnostics, &scripts);
    compiled.turns = crate::resolve::version::turns(&documents.list);
    compiled.program = Some(program).filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    compiled.diagnostics = diagnostics;
    compiled.example = example;
    let waivers = documents.list.iter().flat_map(|d| d.script.waivers.clone()).collect();
    (compiled, waivers)
}

impl<'t> Context<'t> {
    /// Makes everything that the documents say.
    fn lower_all(&mut self, documents: &'t Documents, options: &'t Options, chosen: Option<&'t ExampleTree>) {
        self.diagnostics.clone_from(&documents.diagnostics);
        let entries = self.enter(documents, options, chosen);
        self.declare_values(&entries);
        self.declare_rollups();
        blocks::declare(self, &entries);
        self.type_keys();
        blocks::lower(self, &entries);
        self.demand_all();
        self.finish_entries(&entries);
    }
}

fn examples_of(documents: &Documents) -> Vec<ExampleTree> {
    let items = documents.list.iter().flat_map(|d| d.script.items.iter().map(move |item| (d, item)));
    items
        .filter_map(|(document, item)| match &item.kind {
            ItemKind::Example(example) => Some(ExampleTree {
                example: example.clone(),
                document: document.path.clone(),
                space: document.space,
                span: item.header,
            }),
            _ => None,
        })
        .collect()
}

/// The entries of all documents with their places; those of `对` after their header.
pub(crate) fn placed<'t>(documents: &'t Documents, context: &mut Context<'t>) -> Vec<Placed<'t>> {
    let mut entries = Vec::new();
    for document in &documents.list {
        for item in &document.script.items {
            let space = document.space;
            if let ItemKind::For(block) = &item.kind {
                if let Some(table) = context.known_table(space, &block.table) {
                    let frame = Frame::Rows(table);
                    let (right, wrong): (Vec<&Item>, Vec<&Item>) =
                        block.items.iter().partition(|item| stands_in_rows(&item.kind));
                    let by_years = item.yearly && context.has_years(item);
                    for of in right {
                        let yearly = by_years || year::is_yearly(of);
                        context.place(Placed { item: of, frame, space, year: None }, yearly, &mut entries);
                    }
                    for item in wrong {
                        context.report(check::diagnostic::place::not_in_rows(item.header, &block.table));
                    }
                }
            } else {
                if let ItemKind::RowSet(rows) = &item.kind {
                    let _reported = context.known_table(space, &rows.table);
                }
                let placed = Placed { item, frame: Frame::Whole, space, year: None };
                context.place(placed, year::is_yearly(item), &mut entries);
            }
        }
    }
    entries
}

/// Whether an entry may stand in a `对`: what is said of each row.
pub fn stands_in_rows(kind: &ItemKind) -> bool {
    match kind {
        ItemKind::Participation(_)
        | ItemKind::Definition(_)
        | ItemKind::Chain(_)
        | ItemKind::Tally(_)
        | ItemKind::Award(_)
        | ItemKind::Score(_)
        | ItemKind::Conditions(_)
        | ItemKind::Classify(_)
        | ItemKind::Band(_)
        | ItemKind::Adjust(_)
        | ItemKind::Lookup(_)
        | ItemKind::Ledger(_)
        | ItemKind::Open(_)
        | ItemKind::Reading(_)
        | ItemKind::Decision(_) => true,
        ItemKind::Policy(_)
        | ItemKind::Use(_)
        | ItemKind::Choice(_)
        | ItemKind::Set(_)
        | ItemKind::Alias(_)
        | ItemKind::Unit(_)
        | ItemKind::Axis(_)
        | ItemKind::RowSet(_)
        | ItemKind::Table(_)
        | ItemKind::For(_)
        | ItemKind::Rollup(_)
        | ItemKind::Allocation(_)
        | ItemKind::Bind(_)
        | ItemKind::Take(_)
        | ItemKind::Parameter(_)
        | ItemKind::Amend(_)
        | ItemKind::Example(_)
        | ItemKind::Check(_)
        | ItemKind::Output(_)
        | ItemKind::Target(_) => false,
    }
}

/// In the order of the documents, then of their text; reports without a place first.
fn sort(diagnostics: &mut [Diagnostic], order: &[heng_grammar::span::SourceId]) {
    diagnostics.sort_by_key(|d| {
        let place = d.labels.first().map(|l| l.span);
        let document = place.and_then(|span| order.iter().position(|id| *id == span.source));
        (document, place.map(|span| span.start), d.code)
    });
}

/// A block in which 按年 was forgotten lacks its year in many places: one report says so.
fn one_for_each_block(sorted: Vec<Diagnostic>, documents: &Documents) -> Vec<Diagnostic> {
    let no_year = check::diagnostic::year::which_year_before(Default::default()).code;
    let headers: Vec<heng_grammar::span::Span> =
        documents.list.iter().flat_map(|d| d.script.items.iter().map(|item| item.header)).collect();
    let block_of = |report: &Diagnostic| {
        let place = report.labels.first().map(|label| label.span)?;
        let before = headers.iter().filter(|h| h.source == place.source && h.start <= place.start);
        before.map(|h| (h.source, h.start)).max()
    };
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    for report in sorted {
        let same = |(other, _): &&mut (Diagnostic, usize)| {
            report.code == no_year && other.code == no_year && block_of(other) == block_of(&report)
        };
        match kept.iter_mut().find(same) {
            Some((_, more)) => *more += 1,
            None => kept.push((report, 0)),
        }
    }
    let told = |(report, more)| match more {
        0 => report,
        more => check::diagnostic::year::and_more(report, more),
    };
    kept.into_iter().map(told).collect()
}

/// The main space.
pub(crate) const MAIN: SpaceId = SpaceId(0);
