//! Whole files in and out: the crate as its users see it.

#[cfg(test)]
mod appeals;
#[cfg(test)]
mod common;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod pieces;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod register;
#[cfg(test)]
mod spreadsheets;
#[cfg(test)]
mod years;
