//! What is wrong with the data, found while evaluating.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::program::{DefinitionId, Frame, RequirementId};
use crate::value::Value;

/// A row that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which rule.
    pub rule: BrokenRule,
    /// Where it was needed; absent in an output or a check.
    pub definition: Option<DefinitionId>,
    /// Rows of what.
    pub frame: Frame,
    /// The row; 0 of the whole.
    pub row: u32,
    /// The value that breaks it.
    pub value: Value,
}

/// What was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BrokenRule {
    /// A requirement of the program.
    Requirement(RequirementId),
    /// Two rows share a place, and no key tells them apart: the other row.
    SharedPlace(u32),
    /// Rows of one unit that must have one value (同值) differ: the other row.
    Unlike(u32),
    /// The register or an example speaks of a unit that no row makes.
    NoUnit,
    /// Two rows are both the latest (最近), with different values: the other row.
    SharedLatest(u32),
}

/// Faults in an order that does not depend on how they were found; each once.
#[derive(Debug, Default)]
pub(super) struct FaultLog(Mutex<BTreeMap<FaultKey, Fault>>);

type FaultKey = (Option<DefinitionId>, BrokenRule, Frame, u32);

impl FaultLog {
    /// Notes a fault.
    pub fn add(&self, fault: Fault) {
        let key = (fault.definition, fault.rule, fault.frame, fault.row);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(fault);
    }

    /// All of them.
    pub fn list(&self) -> Vec<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}
