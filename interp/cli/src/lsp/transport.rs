//! Messages in and out: framed JSON over two streams.
//!
//! Reading has its thread; writing is done by the loop alone. A message that is no JSON, or no message of the protocol, is
//! answered and passed over: an editor with one fault in it keeps its server.

use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::sync::mpsc::Sender;
use std::thread;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::analysis::Analysis;
use super::example::Ran;

/// What the loop hears.
pub(super) enum Event {
    /// A message of the client.
    Message(Message),
    /// Bytes of the client that are no message, and why.
    Unreadable(String),
    /// The client is gone.
    Ended,
    /// The texts were analysed; nothing where the analysis broke off through a fault of ours.
    Analysed(Option<Box<Analysis>>),
    /// Examples were run.
    Ran(Box<Ran>),
}

/// Reads messages on a thread of its own until the input ends.
///
/// # Errors
/// Where the system gives no thread.
pub(super) fn listen(input: impl Read + Send + 'static, events: Sender<Event>) -> io::Result<()> {
    let read = move || {
        let mut input = BufReader::new(input);
        loop {
            let event = match Message::read(&mut input) {
                Ok(Some(message)) => Event::Message(message),
                Err(error) if error.kind() == ErrorKind::InvalidData => Event::Unreadable(error.to_string()),
                Ok(None) | Err(_) => Event::Ended,
            };
            let last = matches!(event, Event::Ended);
            if events.send(event).is_err() || last {
                return;
            }
        }
    };
    thread::Builder::new().name("read".to_owned()).spawn(read).map(drop)
}

/// The way to the client.
pub(super) struct Outbox<'o> {
    out: &'o mut dyn Write,
    /// The number of the next request of ours.
    next: i32,
}

impl<'o> Outbox<'o> {
    /// Writes to `out`.
    pub fn new(out: &'o mut dyn Write) -> Self {
        Self { out, next: 1 }
    }

    fn write(&mut self, message: &Message) -> io::Result<()> {
        message.write(&mut self.out)
    }

    /// Tells the client something.
    pub fn notify(&mut self, method: &str, params: Value) -> io::Result<()> {
        self.write(&Message::Notification(Notification { method: method.to_owned(), params }))
    }

    /// Asks the client for something; what it answers is passed over.
    pub fn ask(&mut self, method: &str, params: Value) -> io::Result<()> {
        let id = RequestId::from(self.next);
        self.next = self.next.wrapping_add(1);
        self.write(&Message::Request(Request { id, method: method.to_owned(), params }))
    }

    /// Answers a request.
    pub fn answer(&mut self, id: RequestId, result: Result<Value, Refusal>) -> io::Result<()> {
        let response = match result {
            Ok(value) => Response { id, response_result: Ok(value) },
            Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
        };
        self.write(&Message::Response(response))
    }

    /// Answers what is no message: it has no number, so the answer's is null.
    pub fn unreadable(&mut self, why: &str) -> io::Result<()> {
        let error = json!({ "code": ErrorCode::ParseError as i32, "message": why });
        let text = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
        write!(self.out, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        self.out.flush()
    }
}

/// Why a request has no answer.
#[derive(Debug)]
pub(super) struct Refusal {
    /// For the client.
    pub code: ErrorCode,
    /// For whoever reads it.
    pub message: String,
}

impl Refusal {
    /// A refusal with its reason.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}
