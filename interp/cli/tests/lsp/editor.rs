//! An editor: starts the built server, speaks the protocol over its standard streams, and keeps what it is told.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer is waited for: a debug build on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

/// A text in the editor.
#[derive(Clone, Debug)]
pub struct Text {
    pub uri: String,
    pub version: i64,
    pub text: String,
}

pub struct Editor {
    child: Child,
    input: ChildStdin,
    heard: Receiver<Value>,
    /// Messages of the server that nobody asked for, in their order.
    pub notes: VecDeque<Value>,
    /// Per address the version and the diagnostics told last.
    pub told: BTreeMap<String, (Option<i64>, Vec<Value>)>,
    pub texts: BTreeMap<String, Text>,
    pub folder: PathBuf,
    next: i64,
    /// What the server said it can do.
    pub abilities: Value,
}

impl Editor {
    /// An editor that knows what common ones know, in a folder.
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, json!({ "language": "zh" }), json!({}))
    }

    /// The same with these options and what it can do besides.
    pub fn start_with(folder: &Path, options: Value, general: Value) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_heng"))
            .args(["lsp", "--stdio"])
            .current_dir(folder)
            .env("HENG_LANG", "en")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server");
        let input = child.stdin.take().expect("its input");
        let output = child.stdout.take().expect("its output");
        let (send, heard) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        let folder = folder.canonicalize().expect("a folder");
        let (notes, told, texts) = (VecDeque::new(), BTreeMap::new(), BTreeMap::new());
        let mut editor =
            Self { child, input, heard, notes, told, texts, folder, next: 0, abilities: Value::Null };
        let uri = editor.uri("");
        let started = editor.ask(
            "initialize",
            json!({
                "processId": null,
                "rootUri": uri,
                "workspaceFolders": [{ "uri": uri, "name": "测试" }],
                "initializationOptions": options,
                "capabilities": {
                    "general": general,
                    "textDocument": {
                        "publishDiagnostics": { "relatedInformation": true },
                        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                        "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
                    },
                    "workspace": { "workspaceEdit": { "documentChanges": true } },
                },
            }),
        );
        editor.abilities = started["capabilities"].clone();
        editor.tell("initialized", json!({}));
        editor
    }

    /// The address of a file in the folder.
    pub fn uri(&self, name: &str) -> String {
        let path = self.folder.join(name);
        let bytes = path.to_str().expect("a path").trim_end_matches('/').bytes();
        let plain = |b: &u8| b.is_ascii_alphanumeric() || b"/-._~".contains(b);
        let encoded: String =
            bytes.map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
        format!("file://{encoded}")
    }

    /// The name in the folder of an address.
    pub fn name(&self, uri: &str) -> String {
        let names = walk(&self.folder);
        let found = names.into_iter().find(|name| self.uri(name) == uri);
        found.unwrap_or_else(|| uri.to_owned())
    }

    pub fn send_raw(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).expect("written");
        self.input.flush().expect("written");
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks without waiting; gives the number of the request.
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The answer to a request: `result` or `error`.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        self.hear_until(|message| {
            (message["id"] == id && message.get("method").is_none()).then(|| message.clone())
        })
        .pipe(|answer| match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["result"].clone()),
        })
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        self.answer(id).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    pub fn refused(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        self.answer(id).expect_err("a refusal")
    }

    /// Listens until a message gives something; keeps all the others.
    pub fn hear_until<T>(&mut self, mut wanted: impl FnMut(&Value) -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            let message = self
                .heard
                .recv_timeout(until.saturating_duration_since(Instant::now()))
                .expect("the server answers in time");
            self.keep(&message);
            if let Some(found) = wanted(&message) {
                return found;
            }
        }
    }

    fn keep(&mut self, message: &Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().expect("an address").to_owned();
            let found = params["diagnostics"].as_array().expect("diagnostics").clone();
            self.told.insert(uri, (params["version"].as_i64(), found));
        } else if message.get("method").is_some() {
            self.notes.push_back(message.clone());
        }
    }

    /// Opens a file; gives what is wrong with it.
    pub fn open(&mut self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.join(name)).expect("a text");
        self.open_text(name, &text)
    }

    pub fn open_text(&mut self, name: &str, text: &str) -> Vec<Value> {
        let uri = self.uri(name);
        let language = if name.ends_with(".md") { "markdown" } else { "heng" };
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.texts.insert(name.to_owned(), Text { uri, version: 1, text: text.to_owned() });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
        self.diagnostics(name)
    }

    /// Replaces the first `from` by `to`, as a change of a range; does not wait.
    pub fn type_over(&mut self, name: &str, from: &str, to: &str) {
        let text = self.texts[name].text.clone();
        let at = text.find(from).unwrap_or_else(|| panic!("no {from} in {name}"));
        let range = range(&text, at, at + from.len());
        let changed = text.replacen(from, to, 1);
        let there = self.texts.get_mut(name).expect("an open text");
        there.version += 1;
        there.text = changed;
        let (uri, version) = (there.uri.clone(), there.version);
        self.tell(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri, "version": version },
                "contentChanges": [{ "range": range, "text": to }],
            }),
        );
    }

    /// Does so and waits; gives what is wrong then.
    pub fn change(&mut self, name: &str, from: &str, to: &str) -> Vec<Value> {
        self.type_over(name, from, to);
        self.diagnostics(name)
    }

    /// What is wrong with the text as it is.
    pub fn diagnostics(&mut self, name: &str) -> Vec<Value> {
        let Text { uri, version, .. } = self.texts[name].clone();
        let current = |told: &BTreeMap<String, (Option<i64>, Vec<Value>)>| {
            told.get(&uri).filter(|(of, _)| *of == Some(version)).map(|(_, found)| found.clone())
        };
        if let Some(found) = current(&self.told) {
            return found;
        }
        self.hear_until(|message| {
            let params = &message["params"];
            let this = params["uri"] == uri.as_str() && params["version"] == version;
            (message["method"] == "textDocument/publishDiagnostics" && this)
                .then(|| params["diagnostics"].as_array().expect("diagnostics").clone())
        })
    }

    /// The parameters of a request about the first place of `word` in a text, and so many characters on.
    pub fn place(&self, name: &str, word: &str, further: usize) -> Value {
        let Text { uri, text, .. } = &self.texts[name];
        let at = text.find(word).unwrap_or_else(|| panic!("no {word} in {name}"));
        let inside: usize = text[at..].chars().take(further).map(char::len_utf8).sum();
        json!({ "textDocument": { "uri": uri }, "position": position(text, at + inside) })
    }

    /// Carries out a change of texts, of open ones in the editor and of others on disk; gives the names of the texts.
    pub fn carry_out(&mut self, edit: &Value) -> Vec<String> {
        let changes = edit["documentChanges"].as_array().expect("changes of documents").clone();
        let mut names = Vec::new();
        for change in changes {
            let uri = change["textDocument"]["uri"].as_str().expect("an address").to_owned();
            let name = self.name(&uri);
            let open = self.texts.get(&name).cloned();
            let text = match &open {
                Some(open) => open.text.clone(),
                None => fs::read_to_string(self.folder.join(&name)).expect("a text"),
            };
            let changed = apply(&text, &change["edits"]);
            match open {
                Some(_) => self.replace(&name, &changed),
                None => fs::write(self.folder.join(&name), changed).expect("written"),
            }
            names.push(name);
        }
        names
    }

    /// Puts a whole text in the place of another.
    pub fn replace(&mut self, name: &str, text: &str) {
        let there = self.texts.get_mut(name).expect("an open text");
        there.version += 1;
        there.text = text.to_owned();
        let (uri, version) = (there.uri.clone(), there.version);
        self.tell(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri, "version": version },
                "contentChanges": [{ "text": text }],
            }),
        );
    }

    /// Says goodbye; gives the exit status.
    pub fn leave(mut self) -> Option<i32> {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.child.wait().expect("an end").code()
    }

    /// Goes without a word; gives the exit status.
    pub fn vanish(self) -> Option<i32> {
        let Self { mut child, input, .. } = self;
        drop(input);
        child.wait().expect("an end").code()
    }
}

trait Pipe: Sized {
    fn pipe<T>(self, to: impl FnOnce(Self) -> T) -> T {
        to(self)
    }
}

impl Pipe for Value {}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                if let Some(number) = header.strip_prefix("Content-Length: ") {
                    length = number.parse().expect("a length");
                }
            }
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    Some(serde_json::from_slice(&bytes).expect("JSON"))
}

/// The names of the files below a folder.
fn walk(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                found.push(name.to_string_lossy().into_owned());
            }
        }
    }
    found
}

/// The place of a byte, in UTF-16.
pub fn position(text: &str, byte: usize) -> Value {
    let before = &text[..byte];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": before[start..].encode_utf16().count() })
}

pub fn range(text: &str, start: usize, end: usize) -> Value {
    json!({ "start": position(text, start), "end": position(text, end) })
}

/// The byte at a place, in UTF-16.
pub fn byte(text: &str, place: &Value) -> usize {
    let line = place["line"].as_u64().expect("a line") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut left = place["character"].as_u64().expect("a character") as usize;
    let mut at = start;
    for c in text[start..].chars() {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(c.len_utf16());
        at += c.len_utf8();
    }
    at
}

/// The words at a range.
pub fn words<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[byte(text, &range["start"])..byte(text, &range["end"])]
}

/// A text with edits carried out, from the last to the first.
pub fn apply(text: &str, edits: &Value) -> String {
    let mut edits: Vec<(usize, usize, String)> = edits
        .as_array()
        .expect("edits")
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().expect("words").to_owned();
            (byte(text, &range["start"]), byte(text, &range["end"]), new)
        })
        .collect();
    edits.sort();
    let mut made = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        made.replace_range(start..end, &new);
    }
    made
}
