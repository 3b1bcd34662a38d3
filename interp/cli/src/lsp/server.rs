//! The loop and its state.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

use super::address;
use super::analysis::{Analysis, Known, Picture};
use super::client::Client;
use super::document::Documents;
use super::example::{Outcomes, Ran};
use super::publish::{Reports, reports};
use super::request::{View, answer, needs_analysis};
use super::transport::{Event, Outbox, Refusal};
use crate::Exit;

/// How long further changes are waited for before the texts are analysed.
const PAUSE: Duration = Duration::from_millis(30);

/// How many analyses run at a time: a new one need not wait for one of a text that is no more.
const AT_A_TIME: usize = 2;

/// Nested formulas are read by recursion: as deep on a thread as on the main one.
pub(super) const STACK: usize = 16 << 20;

/// A server with a client.
pub(super) struct Server<'o> {
    pub outbox: Outbox<'o>,
    pub events: Sender<Event>,
    pub client: Client,
    pub documents: Documents,
    /// Counts the changes of texts.
    generation: u64,
    /// When the texts are to be analysed.
    due: Option<Instant>,
    /// The generation whose analysis was begun last.
    begun: u64,
    /// How many analyses are running.
    running: usize,
    /// The newest that ended.
    pub analysis: Arc<Analysis>,
    /// What analyses hand on to the next.
    known: Known,
    /// What it found.
    pub reports: Reports,
    /// What the client was told last, by file.
    told: BTreeMap<PathBuf, Vec<lsp_types::Diagnostic>>,
    /// What came of the examples that were run.
    pub examples: Outcomes,
    /// Requests that wait for an analysis of the texts as they are.
    waiting: Vec<Request>,
    /// Whether the client asked to shut down.
    stopping: bool,
}

impl<'o> Server<'o> {
    /// A server of `client` without any text.
    pub fn new(outbox: Outbox<'o>, events: Sender<Event>, client: Client) -> Self {
        Self {
            outbox,
            events,
            client,
            documents: Documents::default(),
            generation: 0,
            due: None,
            begun: 0,
            running: 0,
            analysis: Arc::default(),
            known: Known::default(),
            reports: Reports::new(),
            told: BTreeMap::new(),
            examples: Outcomes::default(),
            waiting: Vec::new(),
            stopping: false,
        }
    }

    /// Serves until the client leaves; gives how the process ends.
    pub fn run(mut self, received: &Receiver<Event>) -> io::Result<Exit> {
        loop {
            let event = match self.due {
                None => received.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => received.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match event {
                Ok(Event::Ended) | Err(RecvTimeoutError::Disconnected) => return Ok(Exit::Script),
                Ok(Event::Message(Message::Notification(note))) if note.method == "exit" => {
                    return Ok(if self.stopping { Exit::Done } else { Exit::Script });
                }
                Ok(event) => self.hear(event)?,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.due.is_some_and(|due| due <= Instant::now()) {
                self.analyse();
            }
        }
    }

    fn hear(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Message(Message::Request(request)) => self.asked(request),
            Event::Message(Message::Notification(note)) => self.told_of(note),
            Event::Unreadable(why) => {
                self.outbox.unreadable(&why)?;
                self.log(&why)
            }
            Event::Analysed(analysis) => self.analysed(analysis),
            Event::Ran(ran) => self.ran(*ran),
            Event::Message(Message::Response(_)) | Event::Ended => Ok(()),
        }
    }

    fn log(&mut self, message: &str) -> io::Result<()> {
        self.outbox.notify("window/logMessage", json!({ "type": 1, "message": message }))
    }

    fn asked(&mut self, request: Request) -> io::Result<()> {
        if self.stopping {
            let refusal = Refusal::new(ErrorCode::InvalidRequest, "the server is shutting down");
            return self.outbox.answer(request.id, Err(refusal));
        }
        if request.method == "shutdown" {
            self.stopping = true;
            return self.outbox.answer(request.id, Ok(Value::Null));
        }
        let stale = self.analysis.generation != self.generation;
        if stale && needs_analysis(&self.view(), &request.method, &request.params) {
            self.waiting.push(request);
            return Ok(());
        }
        self.reply(request)
    }

    /// Answers a request. A fault of ours is told to the client, and the loop goes on.
    fn reply(&mut self, request: Request) -> io::Result<()> {
        if request.method == "workspace/executeCommand" {
            return self.execute(request);
        }
        let Request { id, method, params } = request;
        let view = self.view();
        let result = catch_unwind(AssertUnwindSafe(|| answer(&view, &method, params)));
        let ours = |_| Err(Refusal::new(ErrorCode::InternalError, format!("{method} broke off")));
        self.outbox.answer(id, result.unwrap_or_else(ours))
    }

    /// What requests look at.
    pub fn view(&self) -> View<'_> {
        View {
            client: &self.client,
            documents: &self.documents,
            analysis: &self.analysis,
            reports: &self.reports,
            examples: &self.examples,
        }
    }

    fn told_of(&mut self, note: Notification) -> io::Result<()> {
        if note.method == "$/cancelRequest" {
            return self.cancel(&note.params);
        }
        if note.method == "initialized" {
            return self.watch();
        }
        match self.take_in(note) {
            Ok(true) => {
                self.generation += 1;
                self.due.get_or_insert(Instant::now() + PAUSE);
                Ok(())
            }
            Ok(false) => Ok(()),
            Err(refusal) => self.log(&refusal.message),
        }
    }

    fn cancel(&mut self, params: &Value) -> io::Result<()> {
        let id: Option<RequestId> = params.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
        let Some(at) = self.waiting.iter().position(|request| Some(&request.id) == id.as_ref()) else {
            return Ok(());
        };
        let request = self.waiting.remove(at);
        let refusal = Refusal::new(ErrorCode::RequestCanceled, "cancelled");
        self.outbox.answer(request.id, Err(refusal))
    }

    /// Asks the client to tell of files that others change.
    fn watch(&mut self) -> io::Result<()> {
        if !self.client.watches_files {
            return Ok(());
        }
        let watchers =
            ["**/*.heng", "**/*.heng.md", "**/heng.toml"].map(|glob| json!({ "globPattern": glob }));
        let register = json!({
            "id": "files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        self.outbox.ask("client/registerCapability", json!({ "registrations": [register] }))
    }

    /// Begins the analysis of the texts as they are, unless enough are running: then the end of one begins it.
    fn analyse(&mut self) {
        self.due = None;
        if self.running >= AT_A_TIME {
            return;
        }
        let picture = Picture {
            generation: self.generation,
            open: self.documents.iter().map(|document| (document.path.clone(), document.version)).collect(),
            edited: self.documents.edited(),
            known: Known { roots: self.analysis.roots.clone(), ..self.known.clone() },
        };
        let events = self.events.clone();
        let work = move || {
            let analysis = catch_unwind(AssertUnwindSafe(|| Box::new(Analysis::new(picture))));
            // The loop may have ended.
            let _ = events.send(Event::Analysed(analysis.ok()));
        };
        if thread::Builder::new().stack_size(STACK).spawn(work).is_ok() {
            self.begun = self.generation;
            self.running += 1;
        }
    }

    fn analysed(&mut self, analysis: Option<Box<Analysis>>) -> io::Result<()> {
        self.running = self.running.saturating_sub(1);
        if self.begun < self.generation && self.due.is_none() {
            self.analyse();
        }
        let Some(analysis) = analysis else { return self.broke_off() };
        if analysis.generation < self.analysis.generation {
            return Ok(());
        }
        self.analysis = Arc::from(analysis);
        if self.analysis.generation < self.generation {
            return Ok(());
        }
        self.reports = reports(&self.analysis, &self.client);
        self.publish()?;
        for request in std::mem::take(&mut self.waiting) {
            self.reply(request)?;
        }
        Ok(())
    }

    fn broke_off(&mut self) -> io::Result<()> {
        self.log("the analysis of the texts broke off")?;
        for request in std::mem::take(&mut self.waiting) {
            let refusal = Refusal::new(ErrorCode::InternalError, "the analysis of the texts broke off");
            self.outbox.answer(request.id, Err(refusal))?;
        }
        Ok(())
    }

    /// Tells the client what is wrong: with open texts always, so that it knows they were read; with others where it changed.
    pub fn publish(&mut self) -> io::Result<()> {
        let mut now: BTreeMap<PathBuf, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
        for (file, found) in self.reports.iter().chain(self.examples.reports()) {
            now.entry(file.clone()).or_default().extend(found.iter().map(|report| report.shown.clone()));
        }
        for document in self.documents.iter() {
            now.entry(document.path.clone()).or_default();
        }
        for (file, before) in std::mem::take(&mut self.told) {
            if !before.is_empty() {
                now.entry(file.clone()).or_default();
            }
            self.told.insert(file, before);
        }
        for (file, diagnostics) in now {
            let open = self.documents.of_file(&file);
            if open.is_none() && self.told.get(&file).is_some_and(|before| *before == diagnostics) {
                continue;
            }
            let uri = open.map(|document| document.uri.clone()).or_else(|| address::of_file(&file));
            let Some(uri) = uri else { continue };
            let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
            if let (Some(version), Some(fields)) = (self.analysis.versions.get(&file), params.as_object_mut())
            {
                fields.insert("version".to_owned(), json!(version));
            }
            self.outbox.notify("textDocument/publishDiagnostics", params)?;
            self.told.insert(file, diagnostics);
        }
        Ok(())
    }

    /// Takes in what examples came to.
    fn ran(&mut self, ran: Ran) -> io::Result<()> {
        let Ran { id, passed, message, result, outcomes } = ran;
        let kind = if passed { 3 } else { 2 };
        self.outbox.notify("window/showMessage", json!({ "type": kind, "message": message }))?;
        self.outbox.answer(id, Ok(result))?;
        self.examples.take(outcomes);
        if self.client.refreshes_lenses {
            self.outbox.ask("workspace/codeLens/refresh", Value::Null)?;
        }
        self.publish()
    }
}
