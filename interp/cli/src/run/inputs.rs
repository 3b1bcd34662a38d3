//! The tables, the register and the parameters of a run.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use heng_data::{AppliedAppeals, Input, Reading, read_appeals, read_register, read_table_with};
use heng_interp::explain::Recorded;
use heng_interp::program::{ParameterSource, Program};
use heng_interp::table::fault::DataFault;
use heng_interp::table::{Draft, Schema, Table, TableBuilder, link};
use heng_interp::value::{Absence, Date, Value};

use super::fault::AS_OF;
use super::kept::Kept;
use super::parameters::{self, Setting};
use super::progress::Progress;
use super::receipt::digest;
use super::results::{Proof, prove};
use super::{Decisions, Request};
use crate::Exit;
use crate::project::fault::no_such_file;
use crate::project::{DataFile, Project, Trouble, assign, missing, unreadable};
use crate::shell::Shell;

/// What a file is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// A table.
    Table,
    /// The register of decisions.
    Decisions,
    /// The register of appeals.
    Appeals,
}

impl ReadAs {
    /// What a register is called where a table stands by its name.
    fn name(self) -> &'static str {
        match self {
            Self::Table => "",
            Self::Decisions => "认定",
            Self::Appeals => "申诉",
        }
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadFile {
    /// What it is read for.
    pub kind: ReadAs,
    /// The table; `认定` for the register of decisions, `申诉` for that of appeals.
    pub table: String,
    /// As the user named it.
    pub shown: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// Where it is.
    pub path: PathBuf,
    /// How many bytes it has.
    pub bytes: u64,
    /// The SHA-256 of its bytes.
    pub digest: String,
    /// What proves it, where it holds results of another policy.
    pub proof: Option<Proof>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct ReadInputs {
    /// The tables in the program's order.
    pub tables: Vec<Table>,
    /// The parameters in the program's order.
    pub parameters: Vec<Option<Value>>,
    /// The settings as written.
    pub set: Vec<Setting>,
    /// The files.
    pub files: Vec<ReadFile>,
    /// What the register did.
    pub decisions: Decisions,
    /// What became of the appeals; their faults are among the others.
    pub appeals: AppliedAppeals,
    /// Everything that is wrong with them.
    pub faults: Vec<DataFault>,
}

/// Reads everything that a run needs.
///
/// # Errors
/// Where the command line is wrong: a file that is not there, a table without data, a parameter that is unknown.
pub fn read_inputs(
    program: &Program,
    project: &Project,
    request: &Request,
    shell: &mut Shell<'_>,
    progress: &Progress,
) -> Result<ReadInputs, Trouble> {
    let mut read = ReadInputs { set: parameters::settings(project, request)?, ..ReadInputs::default() };
    read.parameters = parameters::set(program, &read.set)?;
    let files = data_files(program, project, request, shell)?;
    let mut drafts = Vec::with_capacity(program.tables.len());
    for (schema, file) in program.tables.iter().zip(files) {
        let schema = Arc::new(schema.clone());
        let draft = match file {
            Some(file) => {
                let (file, proof) = prove(&schema, file)?;
                read_again(
                    &schema,
                    (&file, proof),
                    request.kept.as_ref(),
                    (shell, progress),
                    &mut read.files,
                )?
            }
            None => empty(&schema),
        };
        drafts.push(draft);
    }
    let (tables, faults) = link(drafts);
    read.tables = tables;
    read.faults = faults;
    apply_appeals(project, request, shell, &mut read)?;
    apply_register(program, project, request, shell, &mut read)?;
    Ok(read)
}

fn empty(schema: &Arc<Schema>) -> Draft {
    TableBuilder::new(Arc::clone(schema), heng_interp::table::Origin::default()).finish()
}

/// Per table its file; a table of which the program reads nothing, or that is made from another, needs none.
fn data_files(
    program: &Program,
    project: &Project,
    request: &Request,
    shell: &Shell<'_>,
) -> Result<Vec<Option<DataFile>>, Trouble> {
    let from_files: Vec<&Schema> = program.tables.iter().filter(|schema| !schema.made).collect();
    let names: Vec<&str> = from_files.iter().map(|schema| schema.name.as_str()).collect();
    let given = request.data.iter().map(|written| DataFile::of_option(written, &shell.folder));
    let shown_folder = project.shown("");
    let manifest = project.manifest.data.iter();
    let manifest =
        manifest.map(|(table, path)| DataFile::of_manifest(table, path, &project.folder, &shown_folder));
    let is_for_us = |file: &DataFile| {
        let table = file.table.as_deref().filter(|_| request.spare_files);
        table.is_none_or(|table| names.contains(&table))
    };
    let given = given.filter(&is_for_us).collect();
    let manifest = manifest.filter(&is_for_us).collect();
    let usage = |diagnostics| Trouble::of(diagnostics, Exit::Usage);
    let files = assign(&names, given, manifest).map_err(usage)?;
    let needed: Vec<(&str, Option<DataFile>)> = from_files
        .iter()
        .zip(&files)
        .filter(|(schema, _)| {
            !schema.spare && schema.columns.iter().any(|column| column.used && !column.decision)
        })
        .map(|(schema, file)| (schema.name.as_str(), file.clone()))
        .collect();
    let (needed_names, needed_files): (Vec<&str>, Vec<Option<DataFile>>) = needed.into_iter().unzip();
    match missing(&needed_names, &needed_files).filter(|_| !request.exploring) {
        Some(report) => Err(Trouble::usage(report)),
        None => {
            let mut files = files.into_iter();
            Ok(program.tables.iter().map(|s| if s.made { None } else { files.next().flatten() }).collect())
        }
    }
}

/// The table of a file: as it was read before, where that is kept and the file is the same.
fn read_again(
    schema: &Arc<Schema>,
    (file, proof): (&DataFile, Option<Proof>),
    kept: Option<&Kept>,
    (shell, progress): (&mut Shell<'_>, &Progress),
    files: &mut Vec<ReadFile>,
) -> Result<Draft, Trouble> {
    if let Some((read, draft)) = kept.and_then(|kept| kept.find(schema, file)) {
        files.push(read);
        return Ok(draft);
    }
    let draft = read_file(schema, file, proof, (shell, progress), files)?;
    if let (Some(kept), Some(read)) = (kept, files.last()) {
        kept.keep(schema, (file, read), &draft);
    }
    Ok(draft)
}

fn read_file(
    schema: &Arc<Schema>,
    file: &DataFile,
    proof: Option<Proof>,
    (shell, progress): (&mut Shell<'_>, &Progress),
    files: &mut Vec<ReadFile>,
) -> Result<Draft, Trouble> {
    let trouble = |error: &std::io::Error| {
        Trouble::usage(match error.kind() {
            std::io::ErrorKind::NotFound => no_such_file(&file.shown, Some(&file.path)),
            _ => unreadable(&file.shown, error),
        })
    };
    let (input, length) = if file.is_input() {
        let mut bytes = Vec::new();
        shell.input.read_to_end(&mut bytes).map_err(|error| trouble(&error))?;
        let length = bytes.len() as u64;
        (Input::bytes(shell.pick("标准输入", "standard input"), bytes), length)
    } else {
        let opened = File::open(&file.path).map_err(|error| trouble(&error))?;
        (Input::new(file.shown.clone(), opened), size(&file.path))
    };
    progress.bytes(&file.shown, length);
    let told = |bytes| progress.part(bytes);
    let how = Reading { threads: shell.evaluation.threads, progress: Some(&told), ..Reading::default() };
    let read = read_table_with(input.with_sheet(file.sheet.clone()), schema, &how);
    let (draft, contents) = read.map_err(|error| trouble(&error))?;
    files.push(ReadFile {
        kind: ReadAs::Table,
        table: schema.name.clone(),
        shown: file.shown.clone(),
        sheet: file.sheet.clone(),
        path: file.path.clone(),
        bytes: contents.bytes,
        digest: contents.sha256,
        proof,
    });
    Ok(draft)
}

/// How many bytes a file has that was read.
fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |found| found.len())
}

/// A register: the file of the command line, else that of the manifest, opened under its name as a user would write it.
fn register_file(
    (given, of_manifest): (Option<&String>, Option<&String>),
    kind: ReadAs,
    project: &Project,
    shell: &Shell<'_>,
) -> Result<Option<(Input, ReadFile)>, Trouble> {
    let given = given.map(|written| (written.clone(), shell.path(Path::new(written))));
    let manifest = || of_manifest.map(|written| (project.shown(written), project.folder.join(written)));
    let Some((shown, path)) = given.or_else(manifest) else { return Ok(None) };
    let trouble = |error: &std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Trouble::usage(no_such_file(&shown, Some(&path))),
        _ => Trouble::usage(unreadable(&shown, error)),
    };
    let mut opened = File::open(&path).map_err(|error| trouble(&error))?;
    let digest = digest(&mut opened).map_err(|error| trouble(&error))?;
    let input = Input::new(shown.clone(), File::open(&path).map_err(|error| trouble(&error))?);
    let (table, bytes) = (kind.name().to_owned(), size(&path));
    let file = ReadFile { kind, table, shown, sheet: None, path, bytes, digest, proof: None };
    Ok(Some((input, file)))
}

/// Corrects the cells whose appeals were accepted.
fn apply_appeals(
    project: &Project,
    request: &Request,
    shell: &Shell<'_>,
    read: &mut ReadInputs,
) -> Result<(), Trouble> {
    let named = (request.appeals.as_ref(), project.manifest.appeals.as_ref());
    let Some((input, file)) = register_file(named, ReadAs::Appeals, project, shell)? else { return Ok(()) };
    read.appeals = read_appeals(input).apply(&mut read.tables, &mut read.faults);
    read.faults.append(&mut read.appeals.faults);
    read.files.push(file);
    Ok(())
}

fn apply_register(
    program: &Program,
    project: &Project,
    request: &Request,
    shell: &Shell<'_>,
    read: &mut ReadInputs,
) -> Result<(), Trouble> {
    let named = (request.decisions.as_ref(), project.manifest.decisions.as_ref());
    let Some((input, file)) = register_file(named, ReadAs::Decisions, project, shell)? else {
        read.decisions.pending = waiting(program, read);
        return Ok(());
    };
    let register = read_register(input);
    let whole: Vec<(&str, Option<i32>)> =
        decided_whole(program).map(|decided| (decided.name, decided.year)).collect();
    let applied = register.apply(&mut read.tables, &whole, day(&read.set));
    read.files.push(file);
    for decision in &applied.whole {
        let same = |d: &Decided<'_>| d.name == decision.name && d.year == decision.year;
        let Some(Decided { at, .. }) = decided_whole(program).find(same) else { continue };
        let Some(note) = program.parameters.get(at) else { continue };
        let written = decision.value.as_deref().unwrap_or_default();
        match (parameters::read(program, note, written), read.parameters.get_mut(at)) {
            (Ok(value), Some(slot)) => *slot = Some(value),
            (Err(report), _) => return Err(Trouble::data(*report)),
            (Ok(_), None) => {}
        }
    }
    // What waits in years that are not reported holds nothing up, unless a result reads it: then its row is found waiting.
    let pending = Decisions::count(applied.pending.iter().filter(|decision| program.reports(decision.year)));
    let taken = register.decisions.iter().filter(|decision| !applied.pending.contains(decision));
    read.decisions.used = Decisions::count(taken);
    let held = register.decisions.iter().filter(|decision| decision.holds(day(&read.set)));
    read.decisions.recorded = held.map(recorded).collect();
    read.decisions.pending = pending;
    for (name, count) in waiting(program, read) {
        match read.decisions.pending.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = (*known).max(count),
            None => read.decisions.pending.push((name, count)),
        }
    }
    // A register need not have the columns for periods, nor anything in them.
    let of_column = |fault: &DataFault| matches!(fault.code().0, 814 | 890 | 891);
    read.faults.extend(applied.faults.into_iter().filter(|fault| !of_column(fault)));
    Ok(())
}

/// An entry of the register, for explanations.
fn recorded(decision: &heng_data::Decision) -> Recorded {
    Recorded {
        name: decision.name.clone(),
        subject: decision.subject.clone(),
        year: decision.year,
        value: decision.value.clone(),
        document: decision.document.clone(),
        date: decision.date,
        officer: decision.officer.clone(),
        reason: decision.reason.clone(),
        place: decision.place.clone(),
    }
}

/// Per decision without a default how many rows still wait for one.
fn waiting(program: &Program, read: &ReadInputs) -> Vec<(String, u64)> {
    let mut waiting = Vec::new();
    for table in &read.tables {
        let schema = table.schema();
        for at in schema.decision_columns() {
            let (Some(rule), Some(column)) = (schema.columns.get(at), table.column(at)) else { continue };
            let count = (0..table.rows()).filter(|row| waits(column.absence(*row as usize))).count() as u64;
            if count > 0 && rule.used && rule.default.is_none() {
                let name = rule.year.as_ref().map_or(&rule.name, |year| &year.name);
                add(&mut waiting, name, count);
            }
        }
    }
    for Decided { name, at, .. } in decided_whole(program).filter(|decided| program.reports(decided.year)) {
        let set = read.parameters.get(at).is_some_and(Option::is_some);
        if !set && program.parameters.get(at).is_some_and(|note| note.default.is_none()) {
            add(&mut waiting, name, 1);
        }
    }
    waiting
}

/// Counts more of what is decided by years under one name.
fn add(waiting: &mut Vec<(String, u64)>, name: &str, count: u64) {
    match waiting.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known += count,
        None => waiting.push((name.to_owned(), count)),
    }
}

/// A decision on the whole.
struct Decided<'p> {
    /// Its name without the year.
    name: &'p str,
    /// Of which year, where it is decided by years.
    year: Option<i32>,
    /// Its place among the parameters.
    at: usize,
}

/// The decisions on the whole.
fn decided_whole(program: &Program) -> impl Iterator<Item = Decided<'_>> {
    let notes = program.parameters.iter().enumerate();
    notes.filter(|(_, note)| note.source == ParameterSource::Decision).map(|(at, note)| {
        let ending = note.year.map(|year| format!("[{year}]"));
        let name = ending.and_then(|ending| note.name.strip_suffix(&ending)).unwrap_or(&note.name);
        Decided { name, year: note.year, at }
    })
}

/// The date the result is made for.
fn day(settings: &[Setting]) -> Option<Date> {
    let setting = settings.iter().find(|setting| setting.name == AS_OF)?;
    Date::parse(&setting.value)
}

/// Whether a decision is still to be taken; one that was recorded as not applicable is taken.
fn waits(absence: Option<Absence>) -> bool {
    absence.is_some_and(|why| why != Absence::NotApplicable)
}
