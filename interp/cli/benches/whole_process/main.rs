//! The reference job from the start of the process to its end, beside other programs on the same file:
//!
//! ```sh
//! cargo bench -p heng --bench whole_process -- --rows 10000,100000,1000000 --xlsx --small \
//!     --peer 'polars=python3 polars/job.py {in} {out}' --peer 'duckdb=python3 duckdb/job.py double {in} {out}'
//! ```
//!
//! Prints a table in Markdown: medians of five, the programs in turn. The data are made here, and the answer is computed by a program of its
//! own; every line of every output is compared with it. `data ROWS OUT.csv`, `answer IN.csv OUT.csv` and `straight IN.csv OUT.csv` do those
//! alone: the last is the job as a plain program in floats, itself one of those compared.

mod asked;
mod data;
mod exact;
mod job;
mod measure;
mod small;
mod spreadsheet;
mod straight;
mod table;

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use asked::Asked;
use measure::{Runner, in_turn};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["data", rows, out] => {
            rows.parse().map_err(io::Error::other).and_then(|rows| make_data(rows, Path::new(out)))
        }
        ["answer", input, out] => compute(Path::new(input), Path::new(out), exact::scores),
        ["straight", input, out] => {
            compute(Path::new(input), Path::new(out), |firms| Ok(straight::scores(firms)))
        }
        ["library", input] => spreadsheet::read_alone(Path::new(input)),
        options => Asked::read(options).map_err(io::Error::other).and_then(|asked| measure_all(&asked)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn make_data(rows: u64, out: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(out)?);
    data::write_csv(rows, &mut out)?;
    out.flush()
}

fn compute(
    input: &Path,
    out: &Path,
    scores: impl Fn(&[job::Firm]) -> Result<Vec<job::Score>, String>,
) -> io::Result<()> {
    let firms = job::read(BufReader::with_capacity(1 << 20, File::open(input)?))?;
    let scores = scores(&firms).map_err(io::Error::other)?;
    let mut out = BufWriter::with_capacity(1 << 20, File::create(out)?);
    job::write(&firms, &scores, &mut out)?;
    out.flush()
}

/// Where the script of the reference job lies.
fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/基准/评价.heng")
}

fn measure_all(asked: &Asked) -> io::Result<()> {
    std::fs::create_dir_all(&asked.folder)?;
    let ourselves = std::env::current_exe()?.to_string_lossy().into_owned();
    let script = script().to_string_lossy().into_owned();
    let mut runners = vec![
        Runner::new("heng", [&asked.heng, "run", &script, "-d", "企业={in}", "-o", "{out}"]),
        Runner::new("straight-line program in floats, one thread", [&ourselves, "straight", "{in}", "{out}"]),
    ];
    runners.extend(asked.peers.iter().cloned());
    let mut out = io::stdout().lock();
    writeln!(out, "{}\n", table::machine())?;
    for rows in &asked.rows {
        let file = |kind: &str| asked.folder.join(format!("{kind}-{rows}.csv"));
        let (input, answer) = (file("data"), file("answer"));
        if !answer.is_file() {
            make_data(*rows, &input)?;
            compute(&input, &answer, exact::scores)?;
        }
        let measured = in_turn(&runners, asked.rounds, &input, Some(&answer), &asked.folder)?;
        table::write(&mut out, &format!("{rows} enterprises"), &measured)?;
        out.flush()?;
    }
    if asked.xlsx {
        spreadsheet::measure(asked, &ourselves, &script, &mut out)?;
    }
    if asked.small {
        small::measure(asked, &mut out)?;
    }
    Ok(())
}
