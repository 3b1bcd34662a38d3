//! What is missing in the data, and what the rules make of it.

use std::collections::BTreeSet;

use crate::eval::Outcome;
use crate::program::{Core, Definition, Frame, Node, Program, TableId};
use crate::run::{shown_path, value_text};
use crate::table::ColumnRule;
use crate::value::{Absence, Value};

/// A column of the data in which cells have no value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingColumn {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// How many of its cells have no value.
    pub missing: u64,
    /// Of so many.
    pub rows: u64,
    /// Whether a zero counts as missing (零作缺失).
    pub zero_is_missing: bool,
    /// What the rules make of it, in the order of the program.
    pub answers: Vec<MissingAnswer>,
}

/// What a rule makes of a missing value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingAnswer {
    /// The rule.
    pub rule: String,
    /// Its articles.
    pub articles: Vec<String>,
    /// What it takes instead.
    pub answer: Answer,
}

/// What stands for a missing value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This value: `0 分`.
    Value(String),
    /// The condition counts as met.
    Holds,
    /// The condition counts as not met.
    Fails,
    /// What an expression gives.
    Computed,
}

/// The columns of the data with missing values: the most first, then in the order of the program.
pub(super) fn missing(outcome: &Outcome<'_>) -> Vec<MissingColumn> {
    let program = outcome.program();
    let mut found = Vec::new();
    for (id, table) in (0_u32..).map(TableId).zip(&outcome.inputs().tables) {
        for (at, rule) in table.schema().columns.iter().enumerate() {
            let Some(column) = table.column(at).filter(|_| table.schema().reads(at)) else { continue };
            let absent = |row: &u32| column.absence(*row as usize) == Some(Absence::Missing);
            let missing = (0..table.rows()).filter(absent).count() as u64;
            let of_run = rule.year.as_ref().is_none_or(|year| program.reports(Some(year.year)));
            if missing > 0 && of_run {
                found.push(told(program, (id, at), rule, missing, table.rows().into()));
            }
        }
    }
    found.sort_by_key(|column| std::cmp::Reverse(column.missing));
    found
}

fn told(
    program: &Program,
    (table, at): (TableId, usize),
    rule: &ColumnRule,
    missing: u64,
    rows: u64,
) -> MissingColumn {
    let mut trace = Trace { program, column: (table, at), carriers: BTreeSet::new(), answers: Vec::new() };
    for id in &program.order {
        if let Some(definition) = program.definition(*id) {
            let carries = trace.flows(&definition.body, definition.frame, definition);
            if carries {
                trace.carriers.insert(*id);
            }
        }
    }
    MissingColumn {
        table: program.tables.get(table.index()).map(|schema| schema.name.clone()).unwrap_or_default(),
        column: rule.name.clone(),
        missing,
        rows,
        zero_is_missing: rule.zero_is_missing,
        answers: trace.answers,
    }
}

/// Follows a missing value of a column through the definitions, up to where a rule answers it.
struct Trace<'p> {
    program: &'p Program,
    column: (TableId, usize),
    /// The definitions that have no value where the column has none.
    carriers: BTreeSet<crate::program::DefinitionId>,
    answers: Vec<MissingAnswer>,
}

impl Trace<'_> {
    /// Whether an expression has no value where the column has none in its row; rules that answer on the way are noted.
    fn flows(&mut self, core: &Core, frame: Frame, rule: &Definition) -> bool {
        match &*core.node {
            Node::Column(column) => Frame::Rows(self.column.0) == frame && column.index() == self.column.1,
            Node::Definition(id) => self.carriers.contains(id),
            Node::IfMissing(value, answer) | Node::IfAbsent(value, answer) => {
                let flows = self.flows(value, frame, rule);
                let own = self.flows(answer, frame, rule);
                if flows && !own {
                    self.note(answer, rule);
                }
                flows && own
            }
            // Rows without a value are left out of aggregates and rankings, and another row's values are not this one's.
            Node::Aggregate(_) | Node::Rank(_) | Node::Follow { .. } | Node::Present(_) | Node::Outer(_) => {
                false
            }
            _ => {
                // All of them are looked at, for the answers among them.
                let flowing = core.children().into_iter().filter(|child| self.flows(child, frame, rule));
                flowing.count() > 0
            }
        }
    }

    /// What a name stands for, where that is known without data: a reading that is taken, a value that is bound.
    fn resolved<'c>(&'c self, answer: &'c Core) -> &'c Core {
        match &*answer.node {
            Node::Definition(id) => match self.program.definition(*id).map(|definition| &definition.body) {
                Some(body) if matches!(&*body.node, Node::Constant(_) | Node::Definition(_)) => {
                    self.resolved(body)
                }
                _ => answer,
            },
            _ => answer,
        }
    }

    fn note(&mut self, answer: &Core, rule: &Definition) {
        let answer = self.resolved(answer);
        let answer = match &*answer.node {
            Node::Constant(Value::YesNo(true)) => Answer::Holds,
            Node::Constant(Value::YesNo(false)) => Answer::Fails,
            Node::Constant(Value::Absent(_)) => return,
            Node::Constant(value) => Answer::Value(value_text(self.program, value, &answer.ty)),
            _ => Answer::Computed,
        };
        let articles = rule.citations.iter().map(|cited| cited.article.clone()).collect();
        let noted = MissingAnswer { rule: shown_path(rule), articles, answer };
        if !self.answers.contains(&noted) {
            self.answers.push(noted);
        }
    }
}
