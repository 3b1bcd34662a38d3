//! A verification for programs.

use serde_json::{Value, json};

use super::conclude::shown;
use super::{Difference, Found, InputCheck, OutputCheck, Role, RowDifference, Verification};
use crate::report::diagnostics_json;
use crate::report::fault::faults_json;
use crate::shell::Shell;

/// The name and version of the schema of `heng run --verify --format json`.
pub const VERIFY_SCHEMA: &str = "heng.verify/1";

/// What was found, what came out, and what differs.
pub fn verification_json(verification: &Verification, shell: &Shell<'_>) -> Value {
    let receipt = &verification.receipt;
    json!({
        "schema": VERIFY_SCHEMA,
        "exit": verification.exit.status(),
        "same": verification.is_same(),
        "receipt": {
            "file": receipt.shown,
            "policy": receipt.policy.as_ref().map(|(name, number)| json!({ "name": name, "number": number })),
            "preliminary": receipt.preliminary,
            "final": receipt.last,
        },
        "engine": { "then": receipt.version, "now": env!("CARGO_PKG_VERSION") },
        "inputs": verification.inputs.iter().map(|input| input_json(input, shell)).collect::<Vec<_>>(),
        "run_again": verification.again,
        "outputs": verification.outputs.iter().map(|output| output_json(output, shell)).collect::<Vec<_>>(),
        "diagnostics": diagnostics_json(&verification.diagnostics, &verification.sources),
        "faults": faults_json(&verification.faults),
    })
}

fn input_json(input: &InputCheck, shell: &Shell<'_>) -> Value {
    let (role, table) = match &input.role {
        Role::Script => ("script", None),
        Role::Library => ("library", None),
        Role::Table(name) => ("table", Some(name)),
        Role::Decisions => ("decisions", None),
        Role::Appeals => ("appeals", None),
        Role::Proof => ("receipt", None),
    };
    let (state, path, now) = match &input.found {
        Found::Same(path) => ("same", Some(path), None),
        Found::Moved(path) => ("moved", Some(path), None),
        Found::Embedded => ("embedded", None, None),
        Found::Changed { path, sha256 } => ("changed", path.as_ref(), Some(sha256)),
        Found::Missing => ("missing", None, None),
    };
    json!({
        "role": role,
        "table": table,
        "file": input.file,
        "state": state,
        "found": path.map(|path| shown(path, shell)),
        "sha256": input.sha256,
        "sha256_now": now,
    })
}

fn output_json(output: &OutputCheck, shell: &Shell<'_>) -> Value {
    let published = output.published.as_ref().map(|(path, sha256)| {
        json!({ "file": shown(path, shell), "sha256": sha256, "edited": output.is_edited() })
    });
    json!({
        "file": output.file,
        "rows": output.rows,
        "sha256": output.sha256,
        "sha256_again": output.again,
        "same": output.is_same_again(),
        "published": published,
        "differences": output.differences.iter().map(difference_json).collect::<Vec<_>>(),
    })
}

fn difference_json(difference: &Difference) -> Value {
    let row = |row: &RowDifference| match row {
        RowDifference::Cell { key, column, again, published } => {
            json!({ "kind": "cell", "key": key, "column": column, "again": again, "published": published })
        }
        RowDifference::Lacking { key } => json!({ "kind": "lacking", "key": key }),
        RowDifference::Added { key } => json!({ "kind": "added", "key": key }),
        RowDifference::Columns { again, published } => {
            json!({ "kind": "columns", "again": again, "published": published })
        }
        RowDifference::Order => json!({ "kind": "order" }),
        RowDifference::Form => json!({ "kind": "form" }),
        RowDifference::Unreadable => json!({ "kind": "unreadable" }),
    };
    json!({ "sheet": difference.sheet, "rows": difference.rows.iter().map(row).collect::<Vec<_>>() })
}
