//! Writes the made-up data of an example county: `cargo run -p heng --example generate_county -- 海门区 2000 examples/海门区/数据`.
//!
//! The same name and number give the same bytes on every machine, so the files in the repository can be checked against it.

mod county;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: generate_county COUNTY NUMBER DIRECTORY   (counties: 海门区, 如皋市)";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(written) => {
            for path in written {
                println!("{}", path.display());
            }
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Vec<String>) -> Result<Vec<PathBuf>, String> {
    let [name, number, directory] = arguments.try_into().map_err(|_| USAGE.to_string())?;
    let profile = county::profile(&name).ok_or_else(|| format!("no county `{name}`\n{USAGE}"))?;
    let number: u32 =
        number.parse().map_err(|_| format!("`{number}` is not a number of enterprises\n{USAGE}"))?;
    write_all(Path::new(&directory), county::files(profile, number))
}

fn write_all(directory: &Path, files: Vec<(&'static str, String)>) -> Result<Vec<PathBuf>, String> {
    let refused = |error: std::io::Error| format!("cannot write in {}: {error}", directory.display());
    std::fs::create_dir_all(directory).map_err(refused)?;
    let mut written = Vec::new();
    for (name, text) in files {
        let path = directory.join(name);
        std::fs::write(&path, text).map_err(refused)?;
        written.push(path);
    }
    Ok(written)
}
