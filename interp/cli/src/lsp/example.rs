//! Examples (算例) run from the editor: each on the lens above it, on a thread of their own.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use heng_grammar::span::Span;
use heng_grammar::tree::ItemKind;
use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::{ExecuteCommandParams, Uri};
use serde_json::{Value, json};

use super::analysis::Root;
use super::client::Client;
use super::publish::{self, Reports};
use super::server::{STACK, Server};
use super::transport::{Event, Refusal};
use crate::test::test_example;

/// Runs one example: the address of its text, and its number in it from 0.
pub(super) const RUN_ONE: &str = "heng.runExample";
/// Runs all examples of a text: its address.
pub(super) const RUN_ALL: &str = "heng.runExamples";
/// What the editor can have done.
pub(super) const COMMANDS: [&str; 2] = [RUN_ONE, RUN_ALL];

/// What examples came to, on the way to the loop.
pub(super) struct Ran {
    /// The request that asked for it.
    pub id: RequestId,
    /// Whether all came out as expected.
    pub passed: bool,
    /// For the person.
    pub message: String,
    /// For the client.
    pub result: Value,
    /// One an example.
    pub outcomes: Vec<Outcome>,
}

/// What an example came to.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// The text it stands in.
    file: PathBuf,
    /// Its number in it.
    number: usize,
    /// What it shows.
    title: String,
    /// Whether it came out as expected.
    passed: bool,
    /// What did not come out, where.
    reports: Reports,
}

/// What examples came to on the texts as they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcomes {
    list: Vec<Outcome>,
}

impl Outcomes {
    /// Keeps what examples came to, in the place of what they came to before.
    pub fn take(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            self.list.retain(|other| (&other.file, other.number) != (&outcome.file, outcome.number));
            self.list.push(outcome);
        }
    }

    /// Forgets all: a text changed.
    pub fn forget(&mut self) {
        self.list.clear();
    }

    /// What did not come out, by file.
    pub fn reports(&self) -> impl Iterator<Item = (&PathBuf, &Vec<publish::Report>)> {
        self.list.iter().flat_map(|outcome| &outcome.reports)
    }

    /// Whether an example came out as expected, if it was run.
    pub fn passed(&self, file: &Path, number: usize) -> Option<bool> {
        let found = self.list.iter().find(|outcome| outcome.file == file && outcome.number == number);
        found.map(|outcome| outcome.passed)
    }
}

/// Examples to run.
struct Task {
    root: Arc<Root>,
    client: Client,
    file: PathBuf,
    /// Their numbers in the text, and the places of their entries.
    examples: Vec<(usize, Span)>,
}

impl Server<'_> {
    /// Carries out a command.
    pub(super) fn execute(&mut self, request: Request) -> io::Result<()> {
        let id = request.id.clone();
        let task = match self.task(request.params) {
            Ok(task) => task,
            Err(refusal) => return self.outbox.answer(id, Err(refusal)),
        };
        let events = self.events.clone();
        let number = id.clone();
        let work = move || {
            let ran = catch_unwind(AssertUnwindSafe(|| task.run(number.clone())));
            let broke_off = |_| Ran {
                id: number,
                passed: false,
                message: "the example broke off".to_owned(),
                result: Value::Null,
                outcomes: Vec::new(),
            };
            // The loop may have ended.
            let _ = events.send(Event::Ran(Box::new(ran.unwrap_or_else(broke_off))));
        };
        match thread::Builder::new().stack_size(STACK).spawn(work) {
            Ok(_) => Ok(()),
            Err(error) => {
                let refusal = Refusal::new(ErrorCode::InternalError, error.to_string());
                self.outbox.answer(id, Err(refusal))
            }
        }
    }

    fn task(&self, params: Value) -> Result<Task, Refusal> {
        let wrong = |message: String| Refusal::new(ErrorCode::InvalidParams, message);
        let asked: ExecuteCommandParams =
            serde_json::from_value(params).map_err(|error| wrong(error.to_string()))?;
        if !COMMANDS.contains(&asked.command.as_str()) {
            return Err(wrong(format!("there is no command {}", asked.command)));
        }
        let mut arguments = asked.arguments.into_iter();
        let uri: Option<Uri> = arguments.next().and_then(|uri| serde_json::from_value(uri).ok());
        let uri = uri.ok_or_else(|| wrong("which text?".to_owned()))?;
        let number = arguments.next().and_then(|number| number.as_u64());
        let document = self.view().document(&uri)?;
        let file = document.path.clone();
        let Some(root) = self.analysis.roots_of(&file).next().cloned() else {
            return Err(wrong(format!("{} was not read", uri.as_str())));
        };
        let mut examples = places(&root, &file);
        examples.retain(|(at, _)| number.is_none_or(|number| *at as u64 == number));
        Ok(Task { root, client: self.client.clone(), file, examples })
    }
}

/// The examples of a text, numbered.
fn places(root: &Root, file: &Path) -> Vec<(usize, Span)> {
    let Some(source) = root.source_of(file) else { return Vec::new() };
    let items = heng_grammar::parse(source).script.items;
    let examples = items.into_iter().filter(|item| matches!(item.kind, ItemKind::Example(_)));
    examples.map(|item| item.span).enumerate().collect()
}

impl Task {
    fn run(self, id: RequestId) -> Ran {
        if self.root.compiled.program.is_none() {
            let zh = "脚本还有错误，改好以后才能运行算例。";
            let message = self.client.pick(zh, "examples run once the script has no errors.").to_owned();
            return Ran { id, passed: false, message, result: json!({ "ran": 0 }), outcomes: Vec::new() };
        }
        let outcomes: Vec<Outcome> =
            self.examples.iter().filter_map(|(number, span)| self.outcome(*number, *span)).collect();
        let passed = outcomes.iter().all(|outcome| outcome.passed);
        let each = outcomes.iter().map(|outcome| json!({ "title": outcome.title, "passed": outcome.passed }));
        let result = json!({ "ran": outcomes.len(), "passed": passed, "examples": each.collect::<Vec<_>>() });
        Ran { id, passed, message: self.message(&outcomes), result, outcomes }
    }

    fn outcome(&self, number: usize, span: Span) -> Option<Outcome> {
        let root = &self.root;
        let same =
            |other: Span| other.source == span.source && other.start < span.end && span.start < other.end;
        let position = root.compiled.examples.iter().position(|tree| same(tree.span))?;
        let title = root.compiled.examples.get(position)?.example.title.clone();
        let tested = test_example(&root.project, &root.parsed, &root.texts, root.day, position);
        let mut reports = Reports::new();
        publish::add(&mut reports, root, &tested.diagnostics, &self.client);
        let passed = tested.exit == crate::Exit::Done;
        Some(Outcome { file: self.file.clone(), number, title, passed, reports })
    }

    fn message(&self, outcomes: &[Outcome]) -> String {
        let failed = outcomes.iter().filter(|outcome| !outcome.passed).count();
        let (zh, en) = match outcomes {
            [] => ("这里没有算例。".to_owned(), "there is no example here.".to_owned()),
            [one] if failed == 0 => {
                (format!("算例「{}」通过。", one.title), format!("the example `{}` passed.", one.title))
            }
            [one] => (
                format!("算例「{}」没有通过，原因标在脚本里。", one.title),
                format!("the example `{}` failed; the script shows where.", one.title),
            ),
            _ if failed == 0 => {
                let all = outcomes.len();
                (format!("{all} 个算例全部通过。"), format!("{all} examples, all passed."))
            }
            _ => {
                let passed = outcomes.len() - failed;
                (
                    format!("{passed} 个算例通过，{failed} 个没有通过，原因标在脚本里。"),
                    format!("{passed} examples passed, {failed} failed; the script shows where."),
                )
            }
        };
        self.client.pick(&zh, &en).to_owned()
    }
}
