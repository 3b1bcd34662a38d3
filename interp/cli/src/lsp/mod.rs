//! `heng lsp`: the language server. An editor sends what is typed, and is told what is wrong, what names mean, and what may be
//! written.
//!
//! One loop holds all state and writes all answers. What is slow has threads of its own that send their results back as
//! events: the analysis of the open texts (of a picture of them, so that typing goes on meanwhile; only the result for the
//! newest texts is told), and the run of examples. Requests that ask what names mean wait for the analysis of the text they
//! are about; those that only look at the text are answered at once.

mod address;
mod analysis;
mod client;
mod document;
mod edit;
mod example;
mod feature;
mod lifecycle;
mod position;
mod publish;
mod request;
mod server;
mod text_sync;
mod transport;

pub use lifecycle::serve;
