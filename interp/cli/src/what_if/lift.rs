//! `--lift` and `--keep`: the smallest change of each column that puts a row into another class.

use heng_grammar::diagnostic::Message;
use heng_interp::eval::Outcome;
use heng_interp::lift::{
    Answer, Dependence, Goal, Ladder, Probes, Reach, Search, Stand, ladders, search, stand,
};
use heng_interp::program::Program;
use heng_interp::table::{ColumnKind, ColumnRule, Schema, Table};

use super::ask::{Question, RowName, row_name};
use super::{Asked, Refusal, Told, evaluated, fault, lift_json, lift_text};
use crate::Exit;
use crate::project::{Project, Trouble};
use crate::run::progress::Progress;
use crate::run::{Prepared, Request, Variant, prepare};
use crate::shell::Shell;

/// What was asked of a row, and what was found for each column.
#[derive(Debug)]
pub(super) struct Lift {
    /// The key of the row.
    pub key: String,
    /// What it is called.
    pub name: Option<String>,
    /// That the results are preliminary, where they are.
    pub banner: Option<Message>,
    /// The grade.
    pub grade: String,
    /// The classes, the best first.
    pub members: Vec<String>,
    /// The class to be reached, or to be kept.
    pub wanted: String,
    /// Whether it is to be kept.
    pub keep: bool,
    /// Where the row stands now.
    pub now: Stand,
    /// What was found, the smallest change first; then columns that cannot do it, in the order of the table.
    pub found: Vec<Found>,
    /// How many evaluations it took.
    pub runs: u32,
}

/// What was found for one column.
#[derive(Debug)]
pub(super) struct Found {
    /// The column.
    pub column: String,
    /// Its unit.
    pub unit: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether an authority decides it.
    pub decision: bool,
    /// The answer.
    pub answer: Answer,
    /// Where the row stands with the change, and with the neighbouring value that does not do it yet; seen in full runs.
    pub stands: Option<(Stand, Stand)>,
}

/// The answer to `--lift` or `--keep`.
pub(super) fn told(
    project: &Project,
    request: &Request,
    asked: &Asked,
    shell: &mut Shell<'_>,
) -> Result<Told, Refusal> {
    let plain = prepare(project, request, &Variant::default(), shell)?;
    let question = Question::of(asked, &plain.program, &plain.done.appeals)?;
    let prepared = match question.is_empty() {
        true => plain,
        false => prepare(project, &question.request(request), &question.variant, shell)?,
    };
    let outcome = evaluated(&prepared)?;
    let aim = Aim::of(asked, &prepared, &outcome)?;
    let lift = aim.tried(asked, &prepared, shell)?;
    Ok(Told {
        lines: lift_text::lines(&lift, shell.language, shell.width),
        json: lift_json::json(&lift),
        exit: if lift.found.iter().any(|found| found.answer.flip.is_some()) {
            Exit::Done
        } else {
            Exit::Failed
        },
    })
}

/// What is aimed at.
struct Aim {
    ladder: Ladder,
    row: u32,
    goal: Goal,
    /// The class to be reached or kept.
    wanted: u32,
    now: Stand,
}

impl Aim {
    fn of(asked: &Asked, prepared: &Prepared, outcome: &Outcome<'_>) -> Result<Self, Trouble> {
        let program = &prepared.program;
        let written = asked.lift.as_deref().or(asked.keep.as_deref()).unwrap_or_default();
        let name = row_name(written, program);
        let ladder = ladder(asked.grade.as_deref(), &name, program)?;
        let table = outcome.table(ladder.table);
        let row = table.and_then(|table| table.find_written(&name.key)).ok_or_else(|| {
            let known: Vec<&Table> = table.into_iter().collect();
            Trouble::usage(fault::no_such_row(&name.key, &known))
        })?;
        if let Some(rollup) = program.rollup(ladder.table) {
            let base = program.tables.get(rollup.from.index()).map(|schema| schema.name.clone());
            return Err(Trouble::usage(fault::made(&name.key, &base.unwrap_or_default())));
        }
        let now = stand(outcome, ladder, row);
        let members = classes(program, ladder);
        let to = match &asked.to {
            Some(to) => {
                let at = members.iter().position(|member| member == to);
                Some(
                    at.and_then(|at| u32::try_from(at).ok())
                        .ok_or_else(|| Trouble::usage(fault::unknown_class(to, &members)))?,
                )
            }
            None => None,
        };
        let class = now.class.filter(|class| *class < ladder.ordered);
        let shown = now.class.and_then(|class| all_classes(program, ladder).get(class as usize).copied());
        let named = |class: u32| members.get(class as usize).copied().unwrap_or_default().to_owned();
        let (goal, wanted) = if asked.keep.is_some() {
            let held = class.ok_or_else(|| Trouble::usage(fault::not_graded(&name.key, shown)))?;
            let kept = to.unwrap_or(held);
            if held > kept {
                return Err(Trouble::usage(fault::not_held(&name.key, &named(held), &named(kept))));
            }
            (Goal::Lose(kept), kept)
        } else {
            let lowest = ladder.ordered.saturating_sub(1);
            let wanted = to.unwrap_or_else(|| class.map_or(lowest, |class| class.saturating_sub(1)));
            if let Some(held) = class.filter(|held| *held <= wanted) {
                return Err(Trouble::usage(fault::already(&name.key, &named(held), held == 0)));
            }
            (Goal::Reach(wanted), wanted)
        };
        Ok(Self { ladder, row, goal, wanted, now })
    }

    /// Tries the columns.
    fn tried(self, asked: &Asked, prepared: &Prepared, shell: &Shell<'_>) -> Result<Lift, Trouble> {
        let program = &prepared.program;
        let depends = Dependence::of(program, [self.ladder.grade]);
        let schema = program
            .tables
            .get(self.ladder.table.index())
            .ok_or_else(|| Trouble::usage(fault::no_grade(None, &[])))?;
        let columns =
            columns(asked, schema, |column| depends.columns.contains(&(self.ladder.table, column)))?;
        let narrow = depends.narrowed(program);
        let mut probes = Probes::new(&narrow, prepared.inputs.clone(), (self.ladder, self.row), prepared.how);
        let mut full = Probes::new(program, prepared.inputs.clone(), (self.ladder, self.row), prepared.how);
        let progress = Progress::new(shell, columns.len() as u64);
        let mut found = Vec::new();
        for column in columns {
            let Some(rule) = schema.columns.get(column) else { continue };
            progress.step(&rule.name);
            let answer = search(&mut probes, Search { column, goal: self.goal });
            let stands = answer
                .flip
                .as_ref()
                .map(|flip| (full.stand(column, &flip.to), full.stand(column, &flip.before)));
            found.push(Found::new(rule, answer, stands));
        }
        progress.finish();
        found.sort_by_cached_key(Found::weight);
        let table = prepared.inputs.tables.get(self.ladder.table.index());
        let members: Vec<String> = all_classes(program, self.ladder).into_iter().map(str::to_owned).collect();
        Ok(Lift {
            key: table.and_then(|table| table.key_text(self.row)).unwrap_or_default(),
            name: table.and_then(|table| table.name_text(self.row)).map(str::to_owned),
            banner: prepared.done.status.banner(),
            grade: grade_name(program, self.ladder),
            wanted: members.get(self.wanted as usize).cloned().unwrap_or_default(),
            members,
            keep: asked.keep.is_some(),
            now: self.now,
            found,
            runs: probes.runs() + full.runs(),
        })
    }
}

impl Found {
    fn new(rule: &ColumnRule, answer: Answer, stands: Option<(Stand, Stand)>) -> Self {
        let unit = match &rule.kind {
            ColumnKind::Number(number) => number.unit.clone(),
            _ => String::new(),
        };
        let (column, kind) = (rule.name.clone(), rule.kind.clone());
        Self { column, unit, kind, decision: rule.decision, answer, stands }
    }

    /// Small changes first: those that have a size, relative to what the cell holds; then the others.
    fn weight(&self) -> (bool, bool, bool, heng_interp::lift::Size) {
        let size = self.answer.relative();
        let missing = size.is_none();
        let nothing = self.answer.reach == Reach::Nothing;
        (self.answer.flip.is_none(), nothing, missing, size.unwrap_or_default())
    }
}

/// The grade that is asked for; else the last that is written for the table, or for any.
fn ladder(written: Option<&str>, row: &RowName, program: &Program) -> Result<Ladder, Trouble> {
    let all = ladders(program);
    let of_table = |ladder: &&Ladder| {
        let schema = program.tables.get(ladder.table.index());
        row.table.is_none() || schema.map(|schema| &schema.name) == row.table.as_ref()
    };
    let asked = |ladder: &&Ladder| written.is_none_or(|written| grade_name(program, **ladder) == written);
    all.iter().rev().filter(of_table).find(asked).copied().ok_or_else(|| {
        let names: Vec<String> = all.iter().map(|ladder| grade_name(program, *ladder)).collect();
        Trouble::usage(fault::no_grade(written, &names))
    })
}

fn grade_name(program: &Program, ladder: Ladder) -> String {
    program.definition(ladder.grade).map(heng_interp::program::Definition::name).unwrap_or_default()
}

fn all_classes(program: &Program, ladder: Ladder) -> Vec<&str> {
    let choice = program.choice(ladder.choice);
    choice.map(|choice| choice.members.iter().map(String::as_str).collect()).unwrap_or_default()
}

/// The classes that are in the order.
fn classes(program: &Program, ladder: Ladder) -> Vec<&str> {
    all_classes(program, ladder).into_iter().take(ladder.ordered as usize).collect()
}

/// The columns of `--by`; else all that the grade depends on, but for the key.
fn columns(asked: &Asked, schema: &Schema, depends: impl Fn(usize) -> bool) -> Result<Vec<usize>, Trouble> {
    if asked.by.is_empty() {
        let rules = schema.columns.iter().enumerate();
        return Ok(rules.filter(|(at, rule)| !rule.key && depends(*at)).map(|(at, _)| at).collect());
    }
    let mut columns = Vec::new();
    for written in &asked.by {
        let named = |rule: &ColumnRule| {
            let of_year = rule.year.as_ref().map(|year| format!("{}[{}]", year.name, year.year));
            rule.name == *written || of_year.as_ref() == Some(written)
        };
        let found = schema.columns.iter().position(named);
        let key = found.and_then(|at| schema.columns.get(at)).is_some_and(|rule| rule.key);
        match found.filter(|_| !key) {
            Some(at) => columns.push(at),
            None => return Err(Trouble::usage(fault::unknown_column(written, schema, key))),
        }
    }
    Ok(columns)
}
