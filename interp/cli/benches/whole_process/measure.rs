//! One program after the other on the same file, in turn; medians.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A program: its name, and the words that start it, with `{in}` and `{out}` for the files.
#[derive(Clone, Debug)]
pub struct Runner {
    /// What the table calls it.
    pub name: String,
    /// The words.
    pub words: Vec<String>,
}

/// What was measured of one program.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What the table calls it.
    pub name: String,
    /// The median of the times.
    pub wall: Duration,
    /// The most memory it held, in KiB, where the system tells.
    pub peak: Option<u64>,
    /// Lines of its output that are not those of the answer.
    pub differing: Option<usize>,
}

impl Runner {
    /// From its name and words.
    pub fn new(name: &str, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { name: name.to_owned(), words: words.into_iter().map(Into::into).collect() }
    }

    fn command(&self, input: &Path, output: &Path) -> Command {
        let put = |word: &String| {
            word.replace("{in}", &input.to_string_lossy()).replace("{out}", &output.to_string_lossy())
        };
        let mut words = self.words.iter().map(put);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// How long it takes from its start to its end.
    ///
    /// # Errors
    /// Where it cannot be started, or ends with a fault.
    pub fn time(&self, input: &Path, output: &Path) -> io::Result<Duration> {
        let mut command = self.command(input, output);
        let started = Instant::now();
        let status = command.status()?;
        let wall = started.elapsed();
        if status.success() {
            Ok(wall)
        } else {
            Err(io::Error::other(format!("{} ended with {status}", self.name)))
        }
    }

    /// The most memory it holds, in a run of its own: the system is asked while it goes on.
    fn peak(&self, input: &Path, output: &Path) -> io::Result<Option<u64>> {
        let mut child = self.command(input, output).spawn()?;
        let status = format!("/proc/{}/status", child.id());
        let mut peak = None;
        while child.try_wait()?.is_none() {
            let text = std::fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let found = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            peak = peak.max(found);
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(peak)
    }
}

/// All programs on one file: once for their memory and their answers, then in turn for their times.
///
/// # Errors
/// Where one of them cannot be run.
pub fn in_turn(
    runners: &[Runner],
    rounds: usize,
    input: &Path,
    answer: Option<&Path>,
    folder: &Path,
) -> io::Result<Vec<Measured>> {
    let output = |runner: &Runner| folder.join(format!("out-{}.csv", runner.name.replace(['/', ' '], "-")));
    let mut all = Vec::new();
    for runner in runners {
        let peak = runner.peak(input, &output(runner))?;
        let differing = answer.map(|answer| differing(answer, &output(runner))).transpose()?;
        all.push(Measured { name: runner.name.clone(), wall: Duration::ZERO, peak, differing });
    }
    let mut times = vec![Vec::with_capacity(rounds); runners.len()];
    for _ in 0..rounds {
        for (runner, times) in runners.iter().zip(&mut times) {
            times.push(runner.time(input, &output(runner))?);
        }
    }
    for (measured, mut times) in all.iter_mut().zip(times) {
        times.sort_unstable();
        measured.wall = times.get(times.len() / 2).copied().unwrap_or_default();
    }
    Ok(all)
}

/// How many lines of two files differ.
fn differing(answer: &Path, output: &Path) -> io::Result<usize> {
    let lines = |path: &Path| io::Result::Ok(BufReader::new(std::fs::File::open(path)?).split(b'\n'));
    let (mut expected, mut found) = (lines(answer)?, lines(output)?);
    let mut differing = 0;
    loop {
        match (expected.next().transpose()?, found.next().transpose()?) {
            (None, None) => return Ok(differing),
            (a, b) => differing += usize::from(a != b),
        }
    }
}
