//! Tables that were read, to be taken again: a session is evaluated after every entry, and its files seldom change.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use heng_interp::table::{Draft, Schema};

use super::inputs::ReadFile;
use crate::project::DataFile;

/// So many tables are kept; with a question that reads more of a file, it is there twice for a while.
const MOST: usize = 24;

/// The tables, the last one read last; copies share them.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<Mutex<Vec<Table>>>);

/// A table and what it was read from.
#[derive(Debug)]
struct Table {
    schema: Arc<Schema>,
    file: ReadFile,
    /// When the file was last written, and how long it is.
    written: (SystemTime, u64),
    draft: Draft,
}

impl Kept {
    /// The table of a file that has not changed, as far as a schema reads it.
    pub(super) fn find(&self, schema: &Schema, file: &DataFile) -> Option<(ReadFile, Draft)> {
        let written = written(file)?;
        let tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |kept: &&Table| {
            kept.file.path == file.path && kept.file.sheet == file.sheet && kept.written == written
        };
        let found = tables.iter().rev().filter(same).find(|kept| *kept.schema == *schema)?;
        Some((ReadFile { shown: file.shown.clone(), ..found.file.clone() }, found.draft.clone()))
    }

    /// Keeps a table that was just read.
    pub(super) fn keep(&self, schema: &Arc<Schema>, (file, read): (&DataFile, &ReadFile), draft: &Draft) {
        let Some(written) = written(file).filter(|_| read.proof.is_none()) else { return };
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tables.retain(|kept| kept.file.path != file.path || kept.written == written);
        let kept = Table { schema: Arc::clone(schema), file: read.clone(), written, draft: draft.clone() };
        tables.push(kept);
        let old = tables.len().saturating_sub(MOST);
        tables.drain(..old);
    }
}

fn written(file: &DataFile) -> Option<(SystemTime, u64)> {
    let of = std::fs::metadata(&file.path).ok().filter(|_| !file.is_input())?;
    Some((of.modified().ok()?, of.len()))
}
