//! What has been computed for the rows of one scope, while they are walked.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::column::Column;
use super::numbers::Precision;
use super::scope::Scope;
use crate::program::DefinitionId;

/// The values of definitions and of shared expressions for the rows of one scope, in one precision.
pub(super) struct Memo<'a> {
    scope: Scope,
    precision: Precision,
    known: Mutex<BTreeMap<Known, Column<'a>>>,
}

/// What is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    Definition(DefinitionId),
    /// A shared expression, by its number.
    Expression(u32),
}

impl<'a> Memo<'a> {
    /// Nothing is known yet.
    pub fn new(scope: Scope, precision: Precision) -> Self {
        Self { scope, precision, known: Mutex::default() }
    }

    /// The rows.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Whether it is for just these rows.
    pub fn is_for(&self, scope: &Scope, precision: Precision) -> bool {
        self.precision == precision && self.scope.is_same(scope)
    }

    /// What is known.
    pub fn get(&self, known: Known) -> Option<Column<'a>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&known).cloned()
    }

    /// Remembers what was computed.
    pub fn put(&self, known: Known, column: Column<'a>) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(known, column);
    }
}
