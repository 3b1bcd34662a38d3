//! Everything that is wrong with the data, into a file.

use std::path::{Path, PathBuf};

use heng_data::{YesNoWords, write_csv, write_json, write_whole, write_xlsx};
use heng_interp::table::fault::{BUG, DataFault};

use super::write::{Format, refused};
use crate::Exit;
use crate::project::Trouble;
use crate::report::fault_table::fault_sheet;
use crate::shell::Shell;

/// How a run ends whose data are wrong: where a fault is ours, as a fault of ours.
pub fn data_exit(faults: &[DataFault]) -> Exit {
    if faults.iter().any(|fault| fault.code().0 == BUG) { Exit::Bug } else { Exit::Data }
}

/// Writes every fault as a row of `written`, a file of the kind that its name ends in: whole or not at all, and never over one of `inputs`.
///
/// # Errors
/// H0907 over an input, H0908 where the system refuses or the kind of the file is unknown.
pub fn write_faults(
    written: &str,
    faults: &[DataFault],
    inputs: &[PathBuf],
    shell: &Shell<'_>,
) -> Result<(), Trouble> {
    let kind = Format::of_file(written)?;
    let sheet = fault_sheet(faults, shell.language);
    let words = YesNoWords::CHINESE;
    let done = write_whole(&shell.path(Path::new(written)), inputs, |out| match kind {
        Format::Csv => write_csv(out, sheet, words, true),
        Format::Json => write_json(out, sheet),
        Format::Xlsx => write_xlsx(out.get_mut(), vec![sheet], words),
    });
    done.map_err(|error| refused(&error, written))
}
