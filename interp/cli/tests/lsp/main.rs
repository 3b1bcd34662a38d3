//! The language server as an editor has it: the built binary, driven over its standard streams on a copy of the county's script
//! and the city's document.

#![expect(clippy::string_slice, reason = "a test stops where a place lies inside a character")]
#![expect(clippy::needless_pass_by_value, reason = "a message is made where it is sent")]

#[cfg(test)]
mod county;
#[cfg(test)]
mod editor;
#[cfg(test)]
mod names;
#[cfg(test)]
mod offered;
