//! The library of documents, embedded as text.
