//! Ctrl-C and the signals that end a process: while something is being written they are noted, so that what is half-written can be
//! taken away; at any other time they end the process as usual.

use std::io;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

static INSTALLED: Once = Once::new();
static WATCHING: AtomicUsize = AtomicUsize::new(0);
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The status of a process that was interrupted, as shells count: 128 and the number of the signal.
const STATUS: i32 = 130;

/// The sign that an interruption sets, for work that looks at it.
pub fn sign() -> &'static AtomicBool {
    &INTERRUPTED
}

/// Whether the process was interrupted.
pub fn is_set() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// As long as it lives, an interruption is noted and does not end the process.
#[derive(Debug)]
pub struct Watch(());

impl Watch {
    /// Begins to watch. Where the system lets nobody handle signals, an interruption ends the process as usual.
    pub fn begin() -> Self {
        WATCHING.fetch_add(1, Ordering::SeqCst);
        INSTALLED.call_once(|| {
            let noted = ctrlc::set_handler(|| match WATCHING.load(Ordering::SeqCst) {
                0 => std::process::exit(STATUS),
                _ => INTERRUPTED.store(true, Ordering::SeqCst),
            });
            drop(noted);
        });
        Self(())
    }

    /// What was noted so far is over and done with.
    pub fn forget(&self) {
        INTERRUPTED.store(false, Ordering::SeqCst);
    }

    /// Goes on unless the process was interrupted.
    ///
    /// # Errors
    /// `Interrupted` where it was.
    pub fn check(&self) -> io::Result<()> {
        if INTERRUPTED.load(Ordering::SeqCst) {
            return Err(io::Error::from(io::ErrorKind::Interrupted));
        }
        Ok(())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        WATCHING.fetch_sub(1, Ordering::SeqCst);
    }
}
