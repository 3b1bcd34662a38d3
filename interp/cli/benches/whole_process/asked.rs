//! What the command line asks for.

use std::path::PathBuf;

use super::measure::Runner;

/// What to measure.
#[derive(Debug)]
pub struct Asked {
    /// `--rows`: how many enterprises, each in a table of its own.
    pub rows: Vec<u64>,
    /// `--rounds`
    pub rounds: usize,
    /// `--peer`
    pub peers: Vec<Runner>,
    /// `--heng`: the binary, else the one built for this.
    pub heng: String,
    /// `--folder`: where data and answers are kept from run to run.
    pub folder: PathBuf,
    /// `--xlsx`: also 100,000 rows of a spreadsheet.
    pub xlsx: bool,
    /// `--small`: also what should be felt as at once.
    pub small: bool,
}

impl Asked {
    /// From the words of the command line.
    ///
    /// # Errors
    /// A word that means nothing here.
    pub fn read(words: &[&str]) -> Result<Self, String> {
        let mut asked = Self {
            rows: vec![10_000, 100_000],
            rounds: 5,
            peers: Vec::new(),
            heng: env!("CARGO_BIN_EXE_heng").to_owned(),
            folder: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("whole_process"),
            xlsx: false,
            small: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--xlsx" => asked.xlsx = true,
                "--small" => asked.small = true,
                option => {
                    let value = words.next().ok_or_else(|| format!("{option} wants a value"))?;
                    asked.set(option, value)?;
                }
            }
        }
        Ok(asked)
    }

    fn set(&mut self, option: &str, value: &str) -> Result<(), String> {
        let number =
            |text: &str| text.replace('_', "").parse::<u64>().map_err(|fault| format!("{text}: {fault}"));
        match option {
            "--rows" => self.rows = value.split(',').map(number).collect::<Result<_, _>>()?,
            "--rounds" => self.rounds = usize::try_from(number(value)?).unwrap_or(1).max(1),
            "--heng" => value.clone_into(&mut self.heng),
            "--folder" => self.folder = PathBuf::from(value),
            "--peer" => {
                let (name, words) =
                    value.split_once('=').ok_or("--peer NAME=COMMAND, with {in} and {out}")?;
                self.peers.push(Runner::new(name, words.split_whitespace()));
            }
            other => return Err(format!("no option {other}")),
        }
        Ok(())
    }
}
