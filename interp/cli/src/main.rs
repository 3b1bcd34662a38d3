//! The `heng` binary.
fn main() {}
