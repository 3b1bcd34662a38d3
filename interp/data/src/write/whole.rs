//! A file appears whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use heng_grammar::diagnostic::Message;

/// Why a file was not written.
#[derive(Debug)]
pub enum WriteError {
    /// It is one of the files that were read.
    IsInput(PathBuf),
    /// It is no longer what was read.
    Changed(PathBuf),
    /// The system refused.
    System(PathBuf, io::Error),
}

impl WriteError {
    /// What to tell the user.
    pub fn message(&self) -> Message {
        match self {
            Self::IsInput(path) => Message::new(
                format!("不能写到 {}：它是这次读入的文件", path.display()),
                format!("{} is an input of this run and will not be written over", path.display()),
            ),
            Self::Changed(path) => Message::new(
                format!("没有写 {}：读过以后它又被改了", path.display()),
                format!("{} was not written: it has changed since it was read", path.display()),
            ),
            Self::System(path, error) => Message::new(
                format!("写不了 {}：{error}", path.display()),
                format!("{} cannot be written: {error}", path.display()),
            ),
        }
    }
}

/// Lets `write` write a file, under another name in the same folder, and gives it the name `path` when all is written; whatever goes wrong,
/// no part of it is left. A file among `inputs` is never written over. Folders that are missing are made.
///
/// Before the file gets its name the system has put all of it on the disk, so that a power cut leaves no half file under that name either.
/// Of a long file the disk gets the front while the rest is still being made; at the end there is little left to wait for.
///
/// # Errors
/// Where `path` is an input, or the system or `write` refuses.
pub fn write_whole(
    path: &Path,
    inputs: &[PathBuf],
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), WriteError> {
    let system = |error| WriteError::System(path.to_owned(), error);
    if inputs.iter().any(|input| is_same(input, path)) {
        return Err(WriteError::IsInput(path.to_owned()));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(system)?;
    let (file, temporary) = create_beside(path, folder).map_err(system)?;
    let guard = Leftover(&temporary);
    let front = file.try_clone();
    let mut out = BufWriter::with_capacity(1 << 16, file);
    let written = std::thread::scope(|scope| {
        let (done, rest) = mpsc::channel();
        let put = front.ok().map(|front| scope.spawn(move || put_on_disk(&front, &rest)));
        let written = write(&mut out).and_then(|()| out.flush());
        drop::<mpsc::Sender<()>>(done);
        written.and(put.and_then(|put| put.join().ok()).unwrap_or(Ok(())))
    });
    let written = written.and_then(|()| out.get_ref().sync_all());
    drop(out);
    written.and_then(|()| fs::rename(&temporary, path)).map_err(system)?;
    std::mem::forget(guard);
    Ok(())
}

/// How long a file is written before its front is put on the disk, and from then on between one time and the next.
const FRONT: Duration = Duration::from_millis(25);

/// Puts what there is of a file on the disk, again and again until nothing more is written. What the system refuses it may tell only
/// once, so it is handed on.
fn put_on_disk(file: &File, rest: &mpsc::Receiver<()>) -> io::Result<()> {
    while rest.recv_timeout(FRONT) == Err(mpsc::RecvTimeoutError::Timeout) {
        file.sync_data()?;
    }
    Ok(())
}

fn is_same(input: &Path, output: &Path) -> bool {
    match (input.canonicalize(), output.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => input == output,
    }
}

fn create_beside(path: &Path, folder: &Path) -> io::Result<(File, PathBuf)> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut attempt = 0_u32;
    loop {
        let temporary = folder.join(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
        match OpenOptions::new().read(true).write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((file, temporary)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Removes the temporary file when it is dropped.
struct Leftover<'p>(&'p Path);

impl Drop for Leftover<'_> {
    fn drop(&mut self) {
        // Nothing can be done about a file that cannot be removed.
        drop(fs::remove_file(self.0));
    }
}
