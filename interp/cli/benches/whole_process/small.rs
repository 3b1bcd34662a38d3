//! What should be felt as at once: a county's first result, the check of a large library, an answer at the prompt.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use super::asked::Asked;
use super::measure::{Runner, in_turn};
use super::{make_data, script};

/// How many scripts a large library has.
const SCRIPTS: usize = 100;
/// How many rows the prompt is asked about.
const ROWS: u64 = 100_000;
/// How many more questions the longer session asks.
const QUESTIONS: usize = 20;

/// Medians of all of them.
///
/// # Errors
/// Where one cannot be run.
pub fn measure(asked: &Asked, out: &mut impl Write) -> io::Result<()> {
    let library = asked.folder.join("library");
    std::fs::create_dir_all(&library)?;
    for (number, document) in heng_stdlib::DOCUMENTS.iter().cycle().take(SCRIPTS).enumerate() {
        std::fs::write(library.join(format!("{number:03}.heng.md")), document.text)?;
    }
    let rows = asked.folder.join("data-prompt.csv");
    make_data(ROWS, &rows)?;
    let county = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/海门区");
    let (county, library) = (county.to_string_lossy().into_owned(), library.to_string_lossy().into_owned());
    let script = script().to_string_lossy().into_owned();
    let asking = |name: &str, count: usize| {
        let opening = [asked.heng.as_str(), "repl", &script, "-d", "企业={in}"].map(str::to_owned);
        let questions = (1..=count)
            .flat_map(|k| ["-c".to_owned(), format!("平均(企业.综合得分 当 较大事故数 < {k} 起)")]);
        Runner::new(name, opening.into_iter().chain(questions))
    };
    let runners = [
        Runner::new("start", [&asked.heng, "--version"]),
        Runner::new("county", [&asked.heng, "run", &county, "-o", "{out}"]),
        Runner::new("check", [&asked.heng, "check", &library]),
        asking("prompt", 1),
        asking("longer", 1 + QUESTIONS),
    ];
    let measured = in_turn(&runners, asked.rounds, &rows, None, &asked.folder)?;
    let wall = |name: &str| measured.iter().find(|m| m.name == name).map_or(0.0, |m| m.wall.as_secs_f64());
    let answer = (wall("longer") - wall("prompt")) / QUESTIONS as f64;
    let mut lines = String::from("| small things | seconds |\n|---|---|\n");
    for (what, seconds) in [
        ("the process alone (`--version`)", wall("start")),
        ("start to result, a county of 2,000 enterprises, three tables and a register", wall("county")),
        ("`heng check` of a library of 100 scripts", wall("check")),
        ("`heng repl` opens 100,000 enterprises and answers", wall("prompt")),
        ("each further answer over them", answer),
    ] {
        let _ = writeln!(lines, "| {what} | {seconds:.3} |");
    }
    writeln!(out, "{lines}")
}
