//! A published result made again from its receipt: its inputs are found and held against their digests, the run is made once more in a
//! temporary folder, and what comes out is compared byte by byte with the receipt, and with the published file where it is there.

mod compare;
mod conclude;
mod face_json;
mod face_text;
mod fault;
mod find;
mod gather;
mod receipt;
mod rerun;

use std::path::PathBuf;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_interp::table::fault::DataFault;

use crate::Exit;
use crate::project::Trouble;
use crate::shell::Shell;

pub use compare::{Difference, RowDifference};
pub use face_json::{VERIFY_SCHEMA, verification_json};
pub use face_text::verification_lines;
pub use receipt::Receipt;

use find::Finder;

/// What an input was read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The script, or one that it uses.
    Script,
    /// A document of the embedded library.
    Library,
    /// The data of a table.
    Table(String),
    /// The register of decisions.
    Decisions,
    /// The register of appeals.
    Appeals,
    /// The receipt that proves the results of another policy.
    Proof,
}

/// What became of an input since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is where the receipt says, and the same.
    Same(PathBuf),
    /// It is the same, and elsewhere or under another name.
    Moved(PathBuf),
    /// It is in this engine, and the same.
    Embedded,
    /// What stands in its place is another.
    Changed {
        /// Where; absent for a document of the library of this engine.
        path: Option<PathBuf>,
        /// The SHA-256 of what stands there.
        sha256: String,
    },
    /// It is nowhere.
    Missing,
}

/// An input of the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputCheck {
    /// What it was read for.
    pub role: Role,
    /// As the receipt names it.
    pub file: String,
    /// Its SHA-256 in the receipt.
    pub sha256: String,
    /// What became of it.
    pub found: Found,
}

impl InputCheck {
    /// Whether it is what the receipt says.
    pub fn is_same(&self) -> bool {
        matches!(self.found, Found::Same(_) | Found::Moved(_) | Found::Embedded)
    }
}

/// A result of the receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputCheck {
    /// As the receipt names it.
    pub file: String,
    /// Its SHA-256 in the receipt.
    pub sha256: String,
    /// Its rows.
    pub rows: u64,
    /// The SHA-256 of what came out now; absent where nothing did.
    pub again: Option<String>,
    /// The published file, where it is there, and its SHA-256.
    pub published: Option<(PathBuf, String)>,
    /// What differs between what came out now and the published file, where one of them is not what the receipt says.
    pub differences: Vec<Difference>,
}

impl OutputCheck {
    /// Whether the run gave the same bytes again.
    pub fn is_same_again(&self) -> bool {
        self.again.as_ref() == Some(&self.sha256)
    }

    /// Whether the published file has been changed since.
    pub fn is_edited(&self) -> bool {
        self.published.as_ref().is_some_and(|(_, sha256)| *sha256 != self.sha256)
    }
}

/// What came of a verification.
#[derive(Debug, Default)]
pub struct Verification {
    /// The receipt.
    pub receipt: Receipt,
    /// Its inputs.
    pub inputs: Vec<InputCheck>,
    /// Its results.
    pub outputs: Vec<OutputCheck>,
    /// Whether the run was made again.
    pub again: bool,
    /// Everything that differs, and what stopped the run where it stopped.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the data, where that stopped the run.
    pub faults: Vec<DataFault>,
    /// The texts the diagnostics point into.
    pub sources: Vec<Source>,
    /// How the command ends.
    pub exit: Exit,
}

impl Verification {
    /// Whether inputs, results and the published files are all what the receipt says.
    pub fn is_same(&self) -> bool {
        self.exit == Exit::Done
    }

    /// Whether every result that was published is here.
    pub fn is_whole(&self) -> bool {
        self.outputs.iter().all(|output| output.published.is_some())
    }

    /// Whether another version of the engine wrote the receipt.
    pub fn is_other_engine(&self) -> bool {
        self.receipt.version != env!("CARGO_PKG_VERSION")
    }
}

/// Verifies the receipt called `written`; inputs that are not where it says are looked for in `folders`.
///
/// # Errors
/// H0970 where it is no receipt, H0901 where it cannot be read, H0908 where no temporary folder can be made.
pub fn verify(
    written: &str,
    folders: &[String],
    shell: &mut Shell<'_>,
) -> Result<Verification, Box<Trouble>> {
    let receipt = receipt::read(written, shell)?;
    let mut finder = Finder::new(&receipt, folders, shell);
    let gathered = gather::gather(&receipt, &mut finder);
    let mut verification =
        Verification { inputs: gathered.inputs.clone(), receipt, ..Verification::default() };
    verification.outputs = gather::published(&verification.receipt, &mut finder);
    let missing = gathered.inputs.iter().any(|input| input.found == Found::Missing);
    if verification.receipt.can_be_run() && !missing {
        rerun::rerun(&mut verification, &gathered, shell)?;
    }
    conclude::conclude(&mut verification, shell);
    Ok(verification)
}
