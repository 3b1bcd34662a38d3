//! A receipt as it was written.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::fault;
use crate::project::{Trouble, unreadable};
use crate::run::is_receipt;
use crate::shell::Shell;

/// What a receipt says of a run.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// The receipt as the user named it.
    pub shown: String,
    /// Its folder.
    pub place: PathBuf,
    /// The version of the engine that wrote it.
    pub version: String,
    /// The policy: its name and number.
    pub policy: Option<(String, Option<String>)>,
    /// Whether something was still to be settled.
    pub preliminary: bool,
    /// Whether the run was asked to be final.
    pub last: bool,
    /// What the run was made of.
    pub(super) parts: Parts,
}

/// What is needed to make the run again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Parts {
    /// From its folder to the one that the command was given in.
    pub folder: Option<String>,
    /// The texts.
    pub scripts: Vec<ScriptPart>,
    /// The files read.
    pub data: Vec<DataPart>,
    /// The settings.
    pub parameters: Map<String, Value>,
    /// Where the result went.
    pub output: Option<OutputPart>,
    /// The files written.
    pub outputs: Vec<WrittenPart>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ScriptPart {
    pub file: String,
    pub used_as: Option<String>,
    pub library: bool,
    pub bytes: Option<u64>,
    pub sha256: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DataPart {
    pub kind: String,
    pub table: String,
    pub file: String,
    pub sheet: Option<String>,
    pub bytes: Option<u64>,
    pub sha256: String,
    pub results_of: Option<CitedPart>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CitedPart {
    pub receipt: String,
    pub sha256: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OutputPart {
    pub file: String,
    pub bom: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WrittenPart {
    pub file: String,
    pub bytes: Option<u64>,
    pub sha256: String,
    pub rows: Map<String, Value>,
}

impl Receipt {
    /// Whether it says how to make the run again; the receipt of the sheets of enterprises proves only which files they are.
    pub fn can_be_run(&self) -> bool {
        let named = |(at, script): (usize, &ScriptPart)| at == 0 || script.used_as.is_some();
        self.parts.output.is_some() && self.parts.scripts.iter().enumerate().all(named)
    }
}

/// Reads a receipt.
///
/// # Errors
/// H0901 where it cannot be read; H0970 where it is none.
pub(super) fn read(written: &str, shell: &Shell<'_>) -> Result<Receipt, Box<Trouble>> {
    let path = shell.path(written);
    let bytes = fs::read(&path).map_err(|error| Trouble::usage(unreadable(written, &error)))?;
    let not = || Box::new(Trouble::usage(fault::not_verifiable(written)));
    let value: Value = serde_json::from_slice(&bytes).map_err(|_| not())?;
    if !is_receipt(&value) {
        return Err(not());
    }
    let text = |value: &Value, field: &str| value.get(field).and_then(Value::as_str).map(str::to_owned);
    let yes = |field: &str| value.get(field) == Some(&Value::Bool(true));
    let receipt = Receipt {
        shown: written.to_owned(),
        place: path.parent().map(PathBuf::from).unwrap_or_default(),
        version: value.get("engine").and_then(|engine| text(engine, "version")).unwrap_or_default(),
        policy: value
            .get("policy")
            .and_then(|policy| text(policy, "name").map(|name| (name, text(policy, "number")))),
        preliminary: yes("preliminary"),
        last: yes("final"),
        parts: Parts::deserialize(&value).map_err(|_| not())?,
    };
    match receipt.parts.scripts.is_empty() || receipt.parts.outputs.is_empty() {
        true => Err(not()),
        false => Ok(receipt),
    }
}
