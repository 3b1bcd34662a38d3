//! The `heng` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    heng::shell::with_process_shell(|shell| heng::execute(&words, shell)).into()
}
