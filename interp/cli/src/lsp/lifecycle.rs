//! From the first message to the last.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, channel};

use lsp_server::{ErrorCode, Message, Request};
use lsp_types::InitializeParams;
use serde_json::json;

use super::client::Client;
use super::request::capabilities;
use super::server::Server;
use super::transport::{Event, Outbox, Refusal, listen};
use crate::Exit;
use crate::shell::Shell;

/// Serves the editor that writes to `input` and reads what the shell writes out, until it says goodbye or is gone.
///
/// # Errors
/// Where the output cannot be written to.
pub fn serve(input: impl Read + Send + 'static, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let (events, received) = channel();
    listen(input, events.clone())?;
    let mut outbox = Outbox::new(&mut *shell.out);
    let Some(start) = first(&received, &mut outbox)? else { return Ok(Exit::Script) };
    let params: InitializeParams = match serde_json::from_value(start.params) {
        Ok(params) => params,
        Err(error) => {
            outbox.answer(start.id, Err(Refusal::new(ErrorCode::InvalidParams, error.to_string())))?;
            return Ok(Exit::Script);
        }
    };
    let client = Client::new(&params, shell.language, shell.folder.clone());
    let about = json!({
        "capabilities": capabilities(&client),
        "serverInfo": { "name": "heng", "version": env!("CARGO_PKG_VERSION") },
    });
    outbox.answer(start.id, Ok(about))?;
    Server::new(outbox, events, client).run(&received)
}

/// The request that begins everything; what comes before it is refused. None where the client leaves.
fn first(received: &Receiver<Event>, outbox: &mut Outbox<'_>) -> io::Result<Option<Request>> {
    while let Ok(event) = received.recv() {
        match event {
            Event::Message(Message::Request(request)) if request.method == "initialize" => {
                return Ok(Some(request));
            }
            Event::Message(Message::Request(request)) => {
                let refusal = Refusal::new(ErrorCode::ServerNotInitialized, "initialize comes first");
                outbox.answer(request.id, Err(refusal))?;
            }
            Event::Message(Message::Notification(note)) if note.method == "exit" => return Ok(None),
            Event::Unreadable(why) => outbox.unreadable(&why)?,
            Event::Ended => return Ok(None),
            Event::Message(_) | Event::Analysed(_) | Event::Ran(_) => {}
        }
    }
    Ok(None)
}
