//! What the corpus tests share.
