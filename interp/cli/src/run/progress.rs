//! Progress on standard error: a bar on a terminal, nothing elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::shell::Shell;

/// The steps of one command.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar of so many steps.
    pub fn new(shell: &Shell<'_>, steps: u64) -> Self {
        let target = if shell.progress { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(steps), target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} [{bar:20}] {pos}/{len} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        Self { bar }
    }

    /// The next step begins.
    pub fn step(&self, message: &str) {
        if !self.bar.message().is_empty() {
            self.bar.inc(1);
        }
        self.bar.set_message(message.to_owned());
    }

    /// A step of so many parts begins, each told with [`Self::part`].
    pub fn parts(&self, message: &str, count: u64) {
        self.bar.set_length(count);
        self.bar.set_position(0);
        self.bar.set_message(message.to_owned());
    }

    /// So many more parts are done.
    pub fn part(&self, count: u64) {
        self.bar.inc(count);
    }

    /// All is done.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
