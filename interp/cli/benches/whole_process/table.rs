//! What was measured, as a table in Markdown.

use std::io::{self, Write};

use super::measure::Measured;

/// The machine: its processor and how many threads it runs at a time.
pub fn machine() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':').map(|(_, name)| name.trim()));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores", model.unwrap_or("unknown processor"))
}

/// Times, memory, and the first program's time over each other's.
///
/// # Errors
/// Where it cannot be written.
pub fn write(out: &mut impl Write, title: &str, measured: &[Measured]) -> io::Result<()> {
    writeln!(
        out,
        "| {title} | seconds | MiB | heng / this | lines that are not exact |\n|---|---|---|---|---|"
    )?;
    let ours = measured.first().map_or(0.0, |first| first.wall.as_secs_f64());
    for each in measured {
        let wall = each.wall.as_secs_f64();
        let peak = each.peak.map_or_else(|| "?".to_owned(), |peak| format!("{:.0}", peak as f64 / 1024.0));
        let lines = each.differing.map_or_else(|| "–".to_owned(), |lines| lines.to_string());
        writeln!(out, "| {} | {wall:.3} | {peak} | {:.2} | {lines} |", each.name, ours / wall.max(1e-9))?;
    }
    writeln!(out)
}
