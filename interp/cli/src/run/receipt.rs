//! The receipt beside a result: what it was made of, so that the same run can be made again. It tells no time.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use heng_data::write_whole;
use heng_grammar::source::Source;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::summary_appeals::appeals_json;
use super::summary_json::summary_json;
use super::write::{Place, refused};
use super::{Done, Evaluated, Written, fault};
use crate::project::Trouble;

/// The name and version of the schema.
const RECEIPT_SCHEMA: &str = "heng.receipt/1";

/// Whether a document is a receipt that can be read.
pub fn is_receipt(document: &Value) -> bool {
    document.get("schema").and_then(Value::as_str) == Some(RECEIPT_SCHEMA)
}

/// The SHA-256 of all that can be read, in hexadecimal.
///
/// # Errors
/// Where reading fails.
pub fn digest(content: &mut dyn Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; 1 << 16];
    loop {
        let count = content.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(buffer.get(..count).unwrap_or_default());
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Writes the receipt of a result.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn write(
    done: &mut Done,
    evaluated: &Evaluated<'_, '_>,
    place: &Place,
    inputs: &[PathBuf],
) -> Result<(), Trouble> {
    let receipt = receipt(done, evaluated, &done.written).map_err(|error| {
        let failed = heng_data::WriteError::System(place.path.clone(), error);
        Trouble::usage(fault::unwritable(&failed, &place.shown))
    })?;
    let place = place.receipt();
    write_whole(&place.path, inputs, |out| writeln!(out, "{receipt:#}"))
        .map_err(|error| refused(&error, &place.shown))?;
    done.receipt = Some(place.shown);
    Ok(())
}

/// What all results of the same inputs share, in whatever form they are written: the SHA-256 over the engine's version and the
/// digests of scripts, data and register with the parameters. Where the files lie is not in it.
pub fn basis(done: &Done, evaluated: &Evaluated<'_, '_>) -> String {
    let scripts: Vec<String> = done.sources.iter().map(script_digest).collect();
    let data: Vec<Value> =
        evaluated.files.iter().map(|file| json!([file.table, file.sheet, file.digest])).collect();
    let set: std::collections::BTreeMap<&str, &str> =
        evaluated.set.iter().map(|setting| (setting.name.as_str(), setting.value.as_str())).collect();
    let all = json!([env!("CARGO_PKG_VERSION"), scripts, data, set]).to_string();
    digest(&mut all.as_bytes()).unwrap_or_default()
}

fn script_digest(source: &Source) -> String {
    digest(&mut source.text().as_bytes()).unwrap_or_default()
}

/// The receipt of the files written.
///
/// # Errors
/// Where a written file cannot be read.
pub(crate) fn receipt(done: &Done, evaluated: &Evaluated<'_, '_>, written: &[Written]) -> io::Result<Value> {
    let Evaluated { outcome, files, set, .. } = *evaluated;
    let scripts: Vec<Value> = done
        .sources
        .iter()
        .map(|source| json!({ "file": source.name(), "sha256": script_digest(source) }))
        .collect();
    let data: Vec<Value> = files
        .iter()
        .map(|file| {
            let mut entry = json!({ "table": file.table, "file": file.shown, "sheet": file.sheet, "sha256": file.digest });
            if let (Some(proof), Some(entry)) = (&file.proof, entry.as_object_mut()) {
                let cited = json!({
                    "receipt": proof.shown,
                    "sha256": proof.digest,
                    "policy": proof.policy(),
                    "parameters": proof.parameters(),
                    "preliminary": proof.is_preliminary(),
                });
                entry.insert("results_of".to_owned(), cited);
            }
            entry
        })
        .collect();
    let mut outputs = Vec::new();
    for written in written {
        let digest = digest(&mut File::open(&written.path)?)?;
        let rows: serde_json::Map<String, Value> =
            written.tables.iter().map(|(table, rows)| (table.clone(), json!(rows))).collect();
        outputs.push(json!({ "file": written.shown, "sha256": digest, "rows": rows }));
    }
    let parameters: serde_json::Map<String, Value> =
        set.iter().map(|setting| (setting.name.clone(), json!(setting.value))).collect();
    let cut: Vec<Value> = done
        .cut
        .iter()
        .map(|cut| json!({ "table": cut.table, "column": cut.column, "numbers": cut.count, "significant_digits": 12 }))
        .collect();
    Ok(json!({
        "schema": RECEIPT_SCHEMA,
        "engine": { "name": "heng", "version": env!("CARGO_PKG_VERSION") },
        "policy": outcome.program().policy.as_ref().map(|p| json!({ "name": p.name, "number": p.number })),
        "carries_out": outcome.program().carries_out.iter().map(|p| json!({ "name": p.name, "number": p.number })).collect::<Vec<_>>(),
        "scripts": scripts,
        "data": data,
        "parameters": parameters,
        "preliminary": done.status.is_preliminary(),
        "final": done.status.asked_final,
        "pending": done.status.pending_json(),
        "appeals": appeals_json(&done.appeals),
        "basis": basis(done, evaluated),
        "outputs": outputs,
        "cut": cut,
        "counts": done.summary.as_ref().map(summary_json),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_sha256() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest(&mut b"".as_slice()).expect("nothing to fail"), empty);
    }
}
