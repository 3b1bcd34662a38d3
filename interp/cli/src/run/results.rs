//! Results of another policy as data (`表 … 取自 结果 …`): taken only with the receipt that proves whose results they are, and that nobody
//! has touched them since.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use heng_interp::table::Schema;
use serde_json::Value;

use super::fault;
use super::receipt::{digest, is_receipt};
use crate::project::{DataFile, Trouble, unreadable};

/// How the name of a receipt ends.
const RECEIPT: &str = ".receipt.json";

/// What proves the rows of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The receipt, as the user would name it.
    pub shown: String,
    /// The SHA-256 of the receipt.
    pub digest: String,
    /// The receipt.
    receipt: Value,
}

impl Proof {
    /// The policy that gave the results, as its receipt names it: name and number.
    pub fn policy(&self) -> &Value {
        self.receipt.get("policy").unwrap_or(&Value::Null)
    }

    /// Whether the results are those of this policy: of its document itself, or of one that uses it and carries it out.
    fn carries_out(&self, policy: &str) -> bool {
        let used = self.receipt.get("carries_out").and_then(Value::as_array).into_iter().flatten();
        used.chain([self.policy()]).any(|one| is_policy(one, policy))
    }

    /// What the run that gave the results was set to: its year.
    pub fn parameters(&self) -> &Value {
        self.receipt.get("parameters").unwrap_or(&Value::Null)
    }

    /// Whether decisions were still pending: the results are not final.
    pub fn is_preliminary(&self) -> bool {
        self.receipt.get("preliminary") == Some(&Value::Bool(true))
    }

    fn outputs(&self) -> impl Iterator<Item = (&str, &str)> {
        let outputs = self.receipt.get("outputs").and_then(Value::as_array).into_iter().flatten();
        outputs.filter_map(|output| Some((output.get("file")?.as_str()?, output.get("sha256")?.as_str()?)))
    }

    /// The digest of the output with this file name, as it was written.
    fn written(&self, name: &str) -> Option<&str> {
        self.outputs().find(|(file, _)| last_name(file) == name).map(|(_, digest)| digest)
    }
}

/// The file of a table of results, and what proves it; none for tables whose rows are nobody's results. A receipt may be given in the
/// place of its file.
///
/// # Errors
/// H0780 without a receipt, H0781 where the file is not what the receipt was made for, H0782 for another policy's results, H0783
/// where the receipt cannot be read.
pub(super) fn prove(schema: &Schema, file: DataFile) -> Result<(DataFile, Option<Proof>), Trouble> {
    let Some(policy) = &schema.results_of else { return Ok((file, None)) };
    let (file, proof) = if file.shown.ends_with(RECEIPT) {
        let proof = read(&file.path, &file.shown)?;
        (output_of(file, &proof)?, proof)
    } else {
        let proof = beside(&file)?;
        (file, proof)
    };
    if !proof.carries_out(policy) {
        return Err(Trouble::data(fault::other_policy(schema, policy, &proof.shown, &named(proof.policy()))));
    }
    let mut opened =
        File::open(&file.path).map_err(|error| Trouble::usage(unreadable(&file.shown, &error)))?;
    let found = digest(&mut opened).map_err(|error| Trouble::usage(unreadable(&file.shown, &error)))?;
    let written = proof.written(last_name(&file.shown));
    if written != Some(found.as_str()) && !proof.outputs().any(|(_, digest)| digest == found) {
        let written = written.unwrap_or("-").to_owned();
        return Err(Trouble::data(fault::changed_results(
            schema,
            &file.shown,
            &proof.shown,
            &found,
            &written,
        )));
    }
    Ok((file, Some(proof)))
}

fn last_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn read(path: &Path, shown: &str) -> Result<Proof, Trouble> {
    let bytes = fs::read(path).map_err(|error| Trouble::usage(unreadable(shown, &error)))?;
    let digest = digest(&mut bytes.as_slice()).unwrap_or_default();
    let receipt: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    if !is_receipt(&receipt) {
        return Err(Trouble::data(fault::not_a_receipt(shown)));
    }
    Ok(Proof { shown: shown.to_owned(), digest, receipt })
}

/// The receipt of a file: the one named after it, else one beside it or a folder above that lists it.
fn beside(file: &DataFile) -> Result<Proof, Trouble> {
    let lacking = || Trouble::data(fault::no_receipt(&file.shown));
    if file.is_input() {
        return Err(lacking());
    }
    let own = PathBuf::from(format!("{}{RECEIPT}", file.path.to_string_lossy()));
    if own.is_file() {
        return read(&own, &format!("{}{RECEIPT}", file.shown));
    }
    let folder = file.path.parent();
    let shown = file.shown.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let folders = [(folder, shown.clone()), (folder.and_then(Path::parent), format!("{shown}../"))];
    for (folder, shown) in folders.into_iter().filter_map(|(folder, shown)| Some((folder?, shown))) {
        for path in receipts_in(folder) {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let proof = read(&path, &format!("{shown}{name}"));
            if let Some(proof) = proof.ok().filter(|p| p.written(last_name(&file.shown)).is_some()) {
                return Ok(proof);
            }
        }
    }
    Err(lacking())
}

fn receipts_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut found: Vec<PathBuf> = paths.filter(|path| path.to_string_lossy().ends_with(RECEIPT)).collect();
    found.sort();
    found
}

/// The file that a receipt was written for, beside it; of several, the file itself must be given.
fn output_of(receipt: DataFile, proof: &Proof) -> Result<DataFile, Trouble> {
    let mut outputs = proof.outputs();
    let (Some((written, _)), None) = (outputs.next(), outputs.next()) else {
        return Err(Trouble::data(fault::which_output(&receipt.shown)));
    };
    let name = last_name(written);
    let shown = match receipt.shown.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    };
    Ok(DataFile { path: receipt.path.with_file_name(name), shown, ..receipt })
}

/// Whether a policy has this number or name.
fn is_policy(policy: &Value, wanted: &str) -> bool {
    ["number", "name"].iter().any(|field| policy.get(field).and_then(Value::as_str) == Some(wanted))
}

/// A policy as people name it.
fn named(policy: &Value) -> String {
    let part = |field: &str| policy.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    format!("{} {}", part("name"), part("number")).trim().to_owned()
}
