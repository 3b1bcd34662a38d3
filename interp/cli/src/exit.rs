//! How a command ends, for scripts that call it.

use std::process::ExitCode;

/// The exit statuses; the numbers are promised to others and never change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    #[default]
    Done = 0,
    /// The script is wrong.
    Script = 1,
    /// The command line is wrong: an unknown option, a file that is not there.
    Usage = 2,
    /// The data are wrong; what could be written was not.
    Data = 3,
    /// A test, check or comparison failed.
    Failed = 4,
    /// An open value (`待定`) that the run needs is not bound, or `--final` met a pending decision.
    Undecided = 5,
    /// A fault of ours.
    Bug = 70,
    /// Interrupted while something was being written: 128 and the number of Ctrl-C's signal, as shells count.
    Interrupted = 130,
}

impl Exit {
    /// The number.
    pub fn status(self) -> u8 {
        self as u8
    }

    /// The graver of two ends of one command: a wrong script before wrong data before a failed test.
    #[must_use]
    pub fn and(self, other: Exit) -> Exit {
        let rank = |exit: Exit| match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Undecided => 2,
            Exit::Data => 3,
            Exit::Script => 4,
            Exit::Usage => 5,
            Exit::Bug => 6,
            Exit::Interrupted => 7,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.status())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_the_promised_ones() {
        let all =
            [Exit::Done, Exit::Script, Exit::Usage, Exit::Data, Exit::Failed, Exit::Undecided, Exit::Bug];
        assert_eq!(all.map(Exit::status), [0, 1, 2, 3, 4, 5, 70]);
    }

    #[test]
    fn the_graver_end_wins() {
        assert_eq!(Exit::Failed.and(Exit::Script), Exit::Script);
        assert_eq!(Exit::Script.and(Exit::Failed), Exit::Script);
        assert_eq!(Exit::Done.and(Exit::Done), Exit::Done);
    }
}
