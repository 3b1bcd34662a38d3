//! `heng repl` as a person meets it: the binary at a pseudo-terminal, keys sent to it, and the screen read back.

#[cfg(unix)]
#[cfg(test)]
mod screen;

#[cfg(unix)]
#[cfg(test)]
mod entering;

#[cfg(unix)]
#[cfg(test)]
mod menu;

#[cfg(unix)]
#[cfg(test)]
mod remembering;

#[cfg(unix)]
#[cfg(test)]
mod stopping;
