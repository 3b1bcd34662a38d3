//! Questions: values that are asked of a program without being part of it.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::{Question, QuestionColumn};

use super::{MAIN, version};
use crate::check;
use crate::check::reads::Reads;
use crate::check::walk::walk;
use crate::lower::{Context, Scope, build};
use crate::program::{Core, Frame, Link, Node, OrderKey, Output, OutputColumn, Program, TableId};
use crate::resolve::{Documents, Options};

/// A question, typed and lowered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For each row of what it is answered; of the whole where it names no row.
    pub frame: Frame,
    /// Of which year, where what it names is by years and it does not say: the last one reported.
    pub year: Option<i32>,
    /// The values, in the order asked.
    pub columns: Vec<AskedColumn>,
    /// Which rows; those in the list where it does not say and the table has a 参评.
    pub filter: Option<Core>,
    /// Whether the filter is that of the list, not of the question.
    pub listed: bool,
    /// In which order; that of the table where empty.
    pub order: Vec<OrderKey>,
    /// Other tables whose rows the question could mean as well.
    pub elsewhere: Vec<TableId>,
}

/// One of the values.
#[derive(Clone, Debug)]
pub struct AskedColumn {
    /// The value in the frame of the question.
    pub value: Core,
    /// 公布: decimals shown, as the question or the definition says.
    pub shown: Option<u32>,
    /// Where it was asked.
    pub span: Span,
}

/// What came of a question.
#[derive(Clone, Debug)]
pub struct CompiledQuestion {
    /// The program of the documents; what the question needs besides is marked as read in it.
    pub program: Program,
    /// The question; none where it means nothing.
    pub asked: Option<Asked>,
    /// What is wrong with the question.
    pub diagnostics: Vec<Diagnostic>,
}

impl Asked {
    /// Whether an evaluation of `program` can answer: all that is asked was read and computed.
    pub fn can_be_answered_by(&self, program: &Program) -> bool {
        let mut there = self.frame == Frame::Whole || self.frame_is_read(program);
        for core in self.expressions() {
            walk(core, self.frame, &mut |core, frame| there &= is_there(program, core, frame));
        }
        there
    }

    /// Whether it is the same for every row: nothing in it is of the row, nor are rows picked or put in order.
    pub fn is_same_for_all(&self, program: &Program) -> bool {
        let picks = self.filter.is_some() && !self.listed || !self.order.is_empty();
        self.frame != Frame::Whole
            && !picks
            && self.columns.iter().all(|column| is_of_no_row(&column.value, program))
    }

    fn frame_is_read(&self, program: &Program) -> bool {
        let Frame::Rows(table) = self.frame else { return true };
        program.tables.get(table.index()).is_some_and(|schema| !schema.spare)
    }

    fn expressions(&self) -> impl Iterator<Item = &Core> {
        let columns = self.columns.iter().map(|column| &column.value);
        columns.chain(&self.filter).chain(self.order.iter().map(|key| &key.value))
    }

    /// As lines of a table, so that what it reads is found as for those.
    fn as_output(&self) -> Output {
        let column = |column: &AskedColumn| OutputColumn {
            name: String::new(),
            value: column.value.clone(),
            shown: column.shown,
        };
        Output {
            name: String::new(),
            number: 0,
            section: 0,
            frame: self.frame,
            year: self.year,
            filter: self.filter.clone(),
            order: self.order.clone(),
            columns: self.columns.iter().map(column).collect(),
        }
    }
}

/// Whether an expression says nothing of the row it is asked for. An aggregate over a whole table without groups is the same for every
/// row that asks.
fn is_of_no_row(core: &Core, program: &Program) -> bool {
    match &*core.node {
        Node::Column(_) | Node::Rank(_) | Node::UnitOf(_) => false,
        Node::Definition(id) => program.definition(*id).is_some_and(|of| of.frame == Frame::Whole),
        Node::Aggregate(aggregate) => {
            let inside = aggregate.filter.iter().chain(&aggregate.value);
            aggregate.link == Link::Whole
                && aggregate.group.is_empty()
                && !inside.clone().any(asks_for_the_row)
        }
        _ => core.children().into_iter().all(|child| is_of_no_row(child, program)),
    }
}

/// Whether something inside an aggregate is of the row that asks: `本.行业`.
fn asks_for_the_row(core: &Core) -> bool {
    matches!(&*core.node, Node::Outer(_)) || core.children().into_iter().any(asks_for_the_row)
}

/// Whether one node of a question finds what it needs.
fn is_there(program: &Program, core: &Core, frame: Frame) -> bool {
    let read = |table: TableId| program.tables.get(table.index()).is_some_and(|schema| !schema.spare);
    let column = |table: TableId, at: usize| {
        let rule = program.tables.get(table.index()).and_then(|schema| schema.columns.get(at));
        rule.is_some_and(|rule| rule.used || rule.key)
    };
    match (&*core.node, frame) {
        (Node::Definition(id), _) => program.order.contains(id),
        (Node::Column(id), Frame::Rows(table)) => column(table, id.index()),
        (Node::Aggregate(aggregate), _) => {
            read(aggregate.table)
                && !matches!(aggregate.link, Link::Own(id) if !column(aggregate.table, id.index()))
        }
        (Node::Find(table, _) | Node::Follow { table, .. } | Node::UnitOf(table), _) => read(*table),
        _ => true,
    }
}

/// Types and lowers a question against everything that `documents` say. The frame is the whole where the question makes sense there;
/// else the table whose columns and values it names, `first` before the others. What is by years is that of the last year `reported`
/// where no year is said.
pub fn compile_question(
    documents: &Documents,
    question: &Question,
    options: &Options,
    (first, reported): (Option<&str>, Option<(i32, i32)>),
) -> CompiledQuestion {
    let mut context = Context::new();
    context.lower_all(documents, options, None);
    context.program.reported = reported;
    context.diagnostics.clear();
    context.doubtful_divisors.clear();
    let reads = Reads::of(&context.program);
    check::order::arrange(&mut context.program, &reads);
    let asked = context.question(question, first);
    let Context { mut program, mut diagnostics, .. } = context;
    version::put_out_of_force(&mut program, documents);
    let mut reads = Reads::of(&program);
    check::order::arrange(&mut program, &reads);
    program.outputs.extend(asked.as_ref().map(Asked::as_output));
    reads.write(&program);
    check::used::mark(&mut program, &reads, None);
    check::used::spare_tables(&mut program, &reads);
    if asked.is_some() {
        program.outputs.pop();
    }
    diagnostics.sort_by_key(|d| d.labels.first().map(|label| label.span.start));
    let asked = asked.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    CompiledQuestion { program, asked, diagnostics }
}

/// One way to understand a question, and what is wrong with it.
struct Attempt {
    asked: Asked,
    faults: Vec<Diagnostic>,
}

impl Attempt {
    fn errors(&self) -> usize {
        self.faults.iter().filter(|fault| fault.is_error()).count()
    }

    /// How far it is from making sense: how many errors, and whether nobody knows how to mend them.
    fn distance(&self) -> (usize, bool) {
        (self.errors(), self.faults.iter().all(|fault| fault.mends.is_empty()))
    }
}

impl<'t> Context<'t> {
    /// The question in the frame where it makes sense; what is wrong in the frame where the least is.
    fn question(&mut self, question: &'t Question, first: Option<&str>) -> Option<Asked> {
        let tables = self.tables_in_order(first);
        let of_rows = question.filter.is_some() || !question.order.is_empty();
        let whole = (!of_rows || tables.is_empty()).then_some(Frame::Whole);
        let frames: Vec<Frame> = whole.into_iter().chain(tables.into_iter().map(Frame::Rows)).collect();
        let mut attempts: Vec<Attempt> = Vec::new();
        for frame in frames {
            let attempt = self.attempt(question, frame);
            let settled = attempt.errors() == 0 && frame == Frame::Whole;
            attempts.push(attempt);
            if settled {
                break;
            }
        }
        let tables = |attempt: &Attempt| match attempt.asked.frame {
            Frame::Rows(table) if attempt.errors() == 0 => Some(table),
            _ => None,
        };
        let fitting: Vec<TableId> = attempts.iter().filter_map(tables).collect();
        let best = attempts.into_iter().min_by_key(Attempt::distance)?;
        self.diagnostics = best.faults;
        let chosen = best.asked.frame;
        let elsewhere = fitting.into_iter().filter(|table| Frame::Rows(*table) != chosen).collect();
        Some(Asked { elsewhere, ..best.asked })
    }

    /// All tables: the one called `first`, then those that results are written for, then the others.
    fn tables_in_order(&self, first: Option<&str>) -> Vec<TableId> {
        let named = first.and_then(|name| self.program.table(name));
        let written = self.program.outputs.iter().filter_map(|output| match output.frame {
            Frame::Rows(table) => Some(table),
            Frame::Whole => None,
        });
        let all = (0_u32..).map(TableId).take(self.program.tables.len());
        let mut tables: Vec<TableId> = Vec::new();
        for table in named.into_iter().chain(written).chain(all) {
            if !tables.contains(&table) {
                tables.push(table);
            }
        }
        tables
    }

    /// The question in a frame: of no year, else of the last one reported.
    fn attempt(&mut self, question: &'t Question, frame: Frame) -> Attempt {
        let plain = self.attempt_in(question, frame, None);
        let Some(axis) = self.program.axis.filter(|_| plain.errors() > 0) else { return plain };
        let last = self.program.reported.map_or(axis.last, |(_, last)| last);
        let yearly = self.attempt_in(question, frame, Some(last));
        if yearly.errors() < plain.errors() { yearly } else { plain }
    }

    fn attempt_in(&mut self, question: &'t Question, frame: Frame, year: Option<i32>) -> Attempt {
        let scope = Scope { lenient: true, ..Scope::of(MAIN, frame).in_year(year) };
        let columns = question.columns.iter().map(|column| self.asked_column(column, &scope)).collect();
        let table = scope.table();
        let filter = match &question.filter {
            Some(filter) => {
                let everyone = build::yes_no(true, filter.span);
                let scope = scope.clone().with_local("全部", everyone.clone()).with_local("every", everyone);
                Some(self.condition(filter, &scope, None))
            }
            None => table.and_then(|table| self.listed(table, year)),
        };
        let listed = question.filter.is_none() && filter.is_some();
        let order = question.order.iter().map(|key| self.order_key(key, &scope)).collect();
        let asked = Asked { frame, year, columns, filter, listed, order, elsewhere: Vec::new() };
        let mut faults = std::mem::take(&mut self.diagnostics);
        faults.extend(self.divisors_in_doubt(&asked));
        Attempt { asked, faults }
    }

    /// What the question divides by that may be zero.
    fn divisors_in_doubt(&mut self, asked: &Asked) -> Vec<Diagnostic> {
        let reports = std::mem::take(&mut self.doubtful_divisors);
        if reports.is_empty() {
            return reports;
        }
        self.program.outputs.push(asked.as_output());
        let kept = check::range::in_doubt(&self.program, reports);
        self.program.outputs.pop();
        kept
    }

    fn asked_column(&mut self, column: &'t QuestionColumn, scope: &Scope) -> AskedColumn {
        let value = self.expression(&column.value, scope);
        let value = match &column.rounding {
            Some(rounding) => self.rounded(value, rounding, scope),
            None => value,
        };
        let value = match &column.missing {
            Some(_) => self.answered(value, column.missing.as_ref(), scope),
            None => value,
        };
        let shown = column.shown.or_else(|| self.shown_as_defined(&value));
        AskedColumn { value, shown, span: column.span }
    }
}
