//! Why a value is not there: the cells, decisions and rules that it waits for.

use std::collections::BTreeSet;

use heng_grammar::diagnostic::Message;
use heng_interp::eval::Outcome;
use heng_interp::program::{
    Block, Builtin, Core, DefinitionId, Frame, Node, Operator, ParameterSource, Program, Role, TableId,
};
use heng_interp::value::Absence;

/// At most so many are told.
const MOST: usize = 3;

/// Why an expression has no value at a row of its frame; nothing where it has one, or nobody knows.
pub fn reasons(outcome: &Outcome<'_>, core: &Core, (frame, row): (Frame, u32)) -> Vec<Message> {
    let mut search = Search { outcome, seen: BTreeSet::new(), found: Vec::new() };
    let Some(why) = search.absence(core, frame, row) else { return Vec::new() };
    search.descend(core, (frame, row), why);
    search.found.truncate(MOST);
    search.found
}

struct Search<'o, 'a> {
    outcome: &'o Outcome<'a>,
    seen: BTreeSet<(DefinitionId, u32)>,
    found: Vec<Message>,
}

impl Search<'_, '_> {
    fn program(&self) -> &Program {
        self.outcome.program()
    }

    fn absence(&self, core: &Core, frame: Frame, row: u32) -> Option<Absence> {
        self.outcome.evaluate(core, frame, &[row]).absence(0)
    }

    /// Looks in what is absent in the same way.
    fn descend(&mut self, core: &Core, (frame, row): (Frame, u32), why: Absence) {
        if self.found.len() >= MOST || self.absence(core, frame, row) != Some(why) {
            return;
        }
        match &*core.node {
            Node::Definition(id) => self.definition(*id, (frame, row), why),
            Node::Column(column) => self.cell(frame, row, column.index(), why),
            Node::Parameter(id) => self.parameter(id.index()),
            Node::Follow { table, reference, value } => {
                match self.outcome.evaluate(reference, frame, &[row]).whole(0) {
                    Some(to) => {
                        let to = u32::try_from(to).unwrap_or_default();
                        self.descend(value, (Frame::Rows(*table), to), why);
                    }
                    None => self.descend(reference, (frame, row), why),
                }
            }
            Node::Aggregate(aggregate) => self.nothing_to_aggregate(aggregate.table),
            Node::Rank(_) => self.tell("这一行没有列入排名", "the row is not ranked"),
            Node::Find(table, _) => self.no_such_row(*table),
            Node::Arithmetic(Operator::Divide, a, b) => {
                self.descend(a, (frame, row), why);
                match self.absence(b, frame, row) {
                    None if self.absence(a, frame, row).is_none() => {
                        self.tell("除数是 0", "the divisor is zero");
                    }
                    _ => self.descend(b, (frame, row), why),
                }
            }
            Node::Call(Builtin::JoinPresent, _) | Node::Constant(_) => {}
            _ => {
                for child in core.children() {
                    self.descend(child, (frame, row), why);
                }
            }
        }
    }

    fn definition(&mut self, id: DefinitionId, (frame, row): (Frame, u32), why: Absence) {
        let outcome = self.outcome;
        let Some(definition) = outcome.program().definition(id) else { return };
        let here = if definition.frame == Frame::Whole { (Frame::Whole, 0) } else { (frame, row) };
        if !self.seen.insert((id, here.1)) {
            return;
        }
        let before = self.found.len();
        self.descend(&definition.body, here, why);
        if self.found.len() > before {
            return;
        }
        let unscored = self.unscored(here);
        match (why, unscored) {
            (Absence::NotApplicable, Some(reason)) => self.push(reason),
            _ if definition.role == Role::Hidden => {}
            _ => {
                let name = definition.name();
                let (zh, en) = why.words();
                self.tell(&format!("「{name}」{zh}"), &format!("`{name}` is {en}"));
            }
        }
    }

    /// Which entry of 参评 keeps a row from being scored.
    fn unscored(&self, (frame, row): (Frame, u32)) -> Option<Message> {
        let Frame::Rows(table) = frame else { return None };
        let mut blocks = self.program().blocks.iter();
        let block = blocks.find_map(|block| match block {
            Block::Participation(block) if block.table == table => Some(block),
            _ => None,
        })?;
        let sorted = |id: DefinitionId| self.outcome.value(id, row) == heng_interp::value::Value::YesNo(true);
        let (_, entry) = block.entries.iter().find(|(_, part)| sorted(part.definition))?;
        let articles: Vec<String> =
            entry.citations.iter().map(|cited| format!("@{}", cited.article)).collect();
        let articles = if articles.is_empty() { String::new() } else { format!(" {}", articles.join(" ")) };
        Some(Message::new(
            format!("这一行按参评的「{}」不评{articles}", entry.name),
            format!("the row is not scored: `{}` of 参评{articles}", entry.name),
        ))
    }

    fn cell(&mut self, frame: Frame, row: u32, column: usize, why: Absence) {
        let Frame::Rows(table) = frame else { return };
        let Some(table) = self.outcome.table(table) else { return };
        let Some(rule) = table.schema().columns.get(column) else { return };
        let name = &rule.name;
        if rule.decision {
            self.tell(
                &format!("「{name}」要由主管部门认定，登记册里还没有这一行的"),
                &format!("`{name}` is to be decided, and the register has nothing for this row"),
            );
            return;
        }
        let place = table.place(row, column).name();
        let (zh, en) = why.words();
        let bracketed = |text: &str, open: &str, close: &str| match text {
            "" => String::new(),
            text => format!("{open}{text}{close}"),
        };
        self.tell(
            &format!("「{name}」{zh}{}", bracketed(&place.zh, "（", "）")),
            &format!("`{name}` is {en}{}", bracketed(&place.en, " (", ")")),
        );
    }

    fn parameter(&mut self, index: usize) {
        let Some(note) = self.program().parameters.get(index) else { return };
        let name = note.name.clone();
        let (zh, en) = match note.source {
            ParameterSource::Decision => {
                ("要由主管部门认定，登记册里还没有", "is to be decided; the register has nothing of it")
            }
            ParameterSource::Open => ("是待定的值，还没有定", "is open, and nothing binds it"),
            ParameterSource::Run => ("没有设定", "is not set"),
        };
        self.tell(&format!("「{name}」{zh}"), &format!("`{name}` {en}"));
    }

    fn nothing_to_aggregate(&mut self, table: TableId) {
        let name = self.table_name(table);
        self.tell(
            &format!("「{name}」里没有一行可算：要么没有符合的行，要么这些行都没有值"),
            &format!("no row of `{name}` counts: none fits, or none has a value"),
        );
    }

    fn no_such_row(&mut self, table: TableId) {
        let name = self.table_name(table);
        self.tell(&format!("「{name}」里没有这个主键的行"), &format!("`{name}` has no row with this key"));
    }

    fn table_name(&self, table: TableId) -> String {
        self.program().tables.get(table.index()).map(|schema| schema.name.clone()).unwrap_or_default()
    }

    fn tell(&mut self, zh: &str, en: &str) {
        self.push(Message::new(format!("因为{zh}"), format!("because {en}")));
    }

    fn push(&mut self, reason: Message) {
        if !self.found.contains(&reason) {
            self.found.push(reason);
        }
    }
}
