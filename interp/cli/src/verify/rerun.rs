//! The run made again, in a temporary folder.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::compare::differences;
use super::find::last_name;
use super::gather::Gathered;
use super::receipt::{DataPart, OutputPart};
use super::{Verification, fault};
use crate::project::{Bundle, Project, Trouble};
use crate::run::{AS_OF, Done, Request, digest, run};
use crate::shell::Shell;

/// Makes the run again with what was found, and compares what comes out.
///
/// # Errors
/// H0908 where no temporary folder can be made.
pub(super) fn rerun(
    verification: &mut Verification,
    gathered: &Gathered,
    shell: &mut Shell<'_>,
) -> Result<(), Box<Trouble>> {
    let trouble = |error: io::Error| Box::new(Trouble::usage(fault::no_room(&error)));
    let folder = tempfile::tempdir().map_err(trouble)?;
    let bundle = bundle(verification, gathered, folder.path()).map_err(trouble)?;
    let project = Project::of_bundle(folder.path(), bundle);
    let done = run(&project, &request(verification, folder.path()), shell);
    take(verification, done);
    Ok(())
}

/// The parts of the run; results of other policies are put beside the receipts that prove them.
fn bundle(verification: &Verification, gathered: &Gathered, folder: &Path) -> io::Result<Bundle> {
    let mut bundle = Bundle { texts: gathered.texts.clone(), ..Bundle::default() };
    let parts = verification.receipt.parts.data.iter().zip(&gathered.data);
    for (at, (part, (path, proof))) in parts.enumerate() {
        let Some(path) = path else { continue };
        let path = match proof {
            Some(proof) => beside_proof(part, (path, proof), &folder.join(format!("{at}")))?,
            None => path.clone(),
        };
        let path = path.to_string_lossy().into_owned();
        match part.kind.as_str() {
            "decisions" => bundle.decisions = Some(path),
            "appeals" => bundle.appeals = Some(path),
            _ => {
                let sheet = part.sheet.as_ref().map(|sheet| format!("#{sheet}")).unwrap_or_default();
                bundle.data.insert(part.table.clone(), format!("{path}{sheet}"));
            }
        }
    }
    Ok(bundle)
}

fn beside_proof(part: &DataPart, (path, proof): (&Path, &Path), folder: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let name = last_name(&part.file);
    let copy = folder.join(name);
    fs::copy(path, &copy)?;
    fs::copy(proof, folder.join(format!("{name}.receipt.json")))?;
    Ok(copy)
}

fn request(verification: &Verification, folder: &Path) -> Request {
    let receipt = &verification.receipt;
    let OutputPart { file, bom } = receipt.parts.output.clone().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let set = receipt.parts.parameters.iter().filter(|(name, _)| *name != AS_OF);
    Request {
        parameters: set.map(|(name, value)| format!("{name}={}", text(value))).collect(),
        as_of: receipt.parts.parameters.get(AS_OF).map(text),
        output: Some(folder.join("out").join(file).to_string_lossy().into_owned()),
        bom,
        last: receipt.last,
        ..Request::default()
    }
}

/// Takes what came out of the run.
fn take(verification: &mut Verification, done: Done) {
    verification.again = !done.written.is_empty();
    for written in &done.written {
        let again = File::open(&written.path).and_then(|mut file| digest(&mut file)).ok();
        let own = |output: &&mut super::OutputCheck| last_name(&output.file) == last_name(&written.shown);
        let Some(output) = verification.outputs.iter_mut().find(own) else { continue };
        output.again = again;
        if let Some((published, sha256)) = &output.published
            && output.again.as_ref() != Some(sha256)
        {
            output.differences = differences(&written.path, published);
        }
    }
    if !verification.again {
        verification.diagnostics = done.diagnostics;
        verification.faults = done.faults;
        verification.sources = done.sources;
    }
}
