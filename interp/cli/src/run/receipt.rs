//! The receipt beside a result: what it was made of, so that the same run can be made again. It tells no time.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Component, Path};

use heng_data::write_whole;
use heng_grammar::source::Source;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::fingerprint::Fingerprint;
use super::inputs::{ReadAs, ReadFile};
use super::summary_appeals::appeals_json;
use super::summary_json::summary_json;
use super::write::{Place, refused};
use super::{Done, Evaluated, Request, Written, fault};
use crate::project::{EMBEDDED, Trouble};

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
    (place, request, folder): (&Place, &Request, &Path),
) -> Result<(), Trouble> {
    let base = place.path.parent().unwrap_or(Path::new(""));
    let way = Way { file: place.file_name(), bom: request.bom, folder: relative(base, folder) };
    let receipt = receipt_of(done, evaluated, &done.written, Some(&way)).map_err(|error| {
        let failed = heng_data::WriteError::System(place.path.clone(), error);
        Trouble::usage(fault::unwritable(&failed, &place.shown))
    })?;
    let place = place.receipt();
    write_whole(&place.path, &done.inputs, |out| writeln!(out, "{receipt:#}"))
        .map_err(|error| refused(&error, &place.shown))?;
    done.receipt = Some(place.shown);
    Ok(())
}

/// How the tables of a run were written, so that it can be made again.
struct Way<'w> {
    /// The name of the result.
    file: &'w str,
    /// `--bom`
    bom: bool,
    /// From the folder of the receipt to the one that the command was given in.
    folder: Option<String>,
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

/// The receipt of files that are no tables: the sheets of enterprises.
///
/// # Errors
/// Where a written file cannot be read.
pub(crate) fn receipt(done: &Done, evaluated: &Evaluated<'_, '_>, written: &[Written]) -> io::Result<Value> {
    receipt_of(done, evaluated, written, None)
}

fn receipt_of(
    done: &Done,
    evaluated: &Evaluated<'_, '_>,
    written: &[Written],
    way: Option<&Way<'_>>,
) -> io::Result<Value> {
    let Evaluated { outcome, files, set, .. } = *evaluated;
    let program = outcome.program();
    let parameters: Map<String, Value> =
        set.iter().map(|setting| (setting.name.clone(), json!(setting.value))).collect();
    let cut: Vec<Value> = done
        .cut
        .iter()
        .map(|cut| json!({ "table": cut.table, "column": cut.column, "numbers": cut.count, "significant_digits": 12 }))
        .collect();
    Ok(json!({
        "schema": RECEIPT_SCHEMA,
        "engine": { "name": "heng", "version": env!("CARGO_PKG_VERSION") },
        "policy": program.policy.as_ref().map(|p| json!({ "name": p.name, "number": p.number })),
        "carries_out": program.carries_out.iter().map(|p| json!({ "name": p.name, "number": p.number })).collect::<Vec<_>>(),
        "folder": way.and_then(|way| way.folder.as_ref()),
        "scripts": scripts(done),
        "data": files.iter().map(data).collect::<Vec<_>>(),
        "parameters": parameters,
        "output": way.map(|way| json!({ "file": way.file, "bom": way.bom })),
        "preliminary": done.status.is_preliminary(),
        "final": done.status.asked_final,
        "pending": done.status.pending_json(),
        "appeals": appeals_json(&done.appeals),
        "basis": basis(done, evaluated),
        "outputs": outputs(written)?,
        "cut": cut,
        "counts": done.summary.as_ref().map(summary_json),
    }))
}

/// The texts in the order they were loaded, each with what `引用` calls it; the first is the script itself.
fn scripts(done: &Done) -> Vec<Value> {
    let entry = |(place, source): (usize, &Source)| {
        let text = source.text();
        let used_as = done.paths.iter().find(|(_, at)| *at == place).map(|(path, _)| path);
        json!({
            "file": source.name(),
            "used_as": used_as,
            "library": source.name().starts_with(EMBEDDED),
            "bytes": text.len(),
            "sha256": script_digest(source),
        })
    };
    done.sources.iter().enumerate().map(entry).collect()
}

fn data(file: &ReadFile) -> Value {
    let kind = match file.kind {
        ReadAs::Decisions => "decisions",
        ReadAs::Appeals => "appeals",
        ReadAs::Table => "table",
    };
    let mut entry = json!({
        "kind": kind,
        "table": file.table,
        "file": file.shown,
        "sheet": file.sheet,
        "bytes": file.bytes,
        "sha256": file.digest,
    });
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
}

fn outputs(written: &[Written]) -> io::Result<Vec<Value>> {
    let output = |written: &Written| {
        let Fingerprint { bytes, sha256 } = match &written.fingerprint {
            Some(taken) => taken.clone(),
            None => fingerprint(&written.path)?,
        };
        let rows: Map<String, Value> =
            written.tables.iter().map(|(table, rows)| (table.clone(), json!(rows))).collect();
        Ok(json!({ "file": written.shown, "bytes": bytes, "sha256": sha256, "rows": rows }))
    };
    written.iter().map(output).collect()
}

fn fingerprint(path: &Path) -> io::Result<Fingerprint> {
    let mut opened = File::open(path)?;
    Ok(Fingerprint { bytes: opened.metadata()?.len(), sha256: digest(&mut opened)? })
}

/// The way from one folder to another, `..` or `../县里`; nothing where they have only the top of the file system in common: a receipt
/// tells nothing of the machine it was made on.
fn relative(from: &Path, to: &Path) -> Option<String> {
    let (from, to) = (from.canonicalize().ok()?, to.canonicalize().ok()?);
    let parts = |path: &Path| -> Vec<String> {
        let named = path.components().filter(|part| matches!(part, Component::Normal(_)));
        named.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let (from, to) = (parts(&from), parts(&to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let way: Vec<String> = up.chain(to.into_iter().skip(common)).collect();
    match (common, way.is_empty()) {
        (0, _) => None,
        (_, true) => Some(".".to_owned()),
        (_, false) => Some(way.join("/")),
    }
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
