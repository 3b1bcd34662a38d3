//! Progress on standard error: a bar on a terminal, nothing elsewhere.

use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::shell::Shell;

/// The steps of one command.
pub struct Progress {
    bar: ProgressBar,
    steps: u64,
    done: AtomicU64,
}

/// How steps and parts are counted, and how bytes are.
const COUNTED: &str = "{spinner} [{bar:20}] {pos}/{len} {msg} {elapsed}";
const MEASURED: &str = "{spinner} [{bar:20}] {binary_bytes}/{binary_total_bytes} {msg} {elapsed}";

impl Progress {
    /// A bar of so many steps.
    pub fn new(shell: &Shell<'_>, steps: u64) -> Self {
        let target = shell.progress.map_or_else(ProgressDrawTarget::hidden, |target| target());
        let bar = ProgressBar::with_draw_target(Some(steps), target);
        if shell.progress.is_some() {
            bar.enable_steady_tick(std::time::Duration::from_millis(120));
        }
        let progress = Self { bar, steps, done: AtomicU64::new(0) };
        progress.style(COUNTED);
        progress
    }

    fn style(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
    }

    /// The next step begins.
    pub fn step(&self, message: &str) {
        if !self.bar.message().is_empty() {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
        // What was counted is shown in full before the next count begins.
        self.bar.force_draw();
        self.style(COUNTED);
        self.bar.set_position(self.done.load(Ordering::Relaxed));
        self.bar.set_length(self.steps);
        self.bar.set_message(message.to_owned());
    }

    /// A step of so many parts begins, each told with [`Self::part`].
    pub fn parts(&self, message: &str, count: u64) {
        self.bar.set_position(0);
        self.bar.set_length(count);
        self.bar.set_message(message.to_owned());
    }

    /// So many bytes are read from a file, each told with [`Self::part`]; the step goes on.
    pub fn bytes(&self, message: &str, count: u64) {
        self.style(MEASURED);
        self.parts(message, count);
    }

    /// So many more parts are done.
    pub fn part(&self, count: u64) {
        self.bar.inc(count);
    }

    /// All is done.
    pub fn finish(&self) {
        self.bar.force_draw();
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
