//! Posting to 台账.

use super::Context;
use crate::program::{PostedSource, Posting};

impl Context<'_> {
    /// Adds a share to 台账. Blocks post while they declare, before any body is made, so that a sum over 台账 finds every
    /// share wherever it is written; the amount may be made on demand.
    pub fn post(&mut self, posting: Posting) {
        self.program.postings.push(posting);
    }

    /// Adds what a ledger parts to 台账来源; like [`Self::post`], while blocks declare.
    pub fn post_source(&mut self, source: PostedSource) {
        self.program.posted_sources.push(source);
    }
}
