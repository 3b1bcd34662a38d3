//! Results that were accepted before, and the results of now.

use std::fs;
use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::Diagnostic;

use super::Tested;
use crate::Exit;
use crate::project::Project;
use crate::run::{self, Request};
use crate::shell::Shell;

/// Where accepted results are kept when the manifest does not say.
const FOLDER: &str = "期望";

/// The comparison of a project's results with the accepted ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The accepted files that are the same, byte for byte.
    pub same: Vec<String>,
    /// Those that differ.
    pub different: Vec<Difference>,
    /// Files recorded just now.
    pub recorded: Vec<String>,
    /// Results that were never accepted.
    pub unknown: Vec<String>,
}

/// Two files that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The accepted file.
    pub file: String,
    /// How many lines differ.
    pub count: usize,
    /// The first lines that differ: number, accepted, found.
    pub lines: Vec<(usize, String, String)>,
}

/// Runs the project and compares what it writes.
pub(super) fn compare(tested: &mut Tested, project: &Project, accept: bool, shell: &mut Shell<'_>) {
    let Ok(scratch) = tempfile::tempdir() else { return };
    let name = result_name(project);
    let output = scratch.path().join(&name);
    let request = Request { output: Some(output.to_string_lossy().into_owned()), ..Request::default() };
    let done = run::run(project, &request, shell);
    if let Some(summary) = &done.summary {
        tested.checks.clone_from(&summary.checks);
    }
    if done.exit != Exit::Done {
        tested.exit = tested.exit.and(done.exit);
        tested.diagnostics.extend(done.diagnostics.into_iter().filter(Diagnostic::is_error));
        tested.faults = done.faults;
        return;
    }
    let mut accepted = Accepted::default();
    for written in &done.written {
        let file =
            written.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        one(&mut accepted, &written.path, &folder(project), &file, accept, tested);
    }
    if !accepted.different.is_empty() {
        tested.exit = tested.exit.and(Exit::Failed);
    }
    tested.accepted = Some(accepted);
}

fn result_name(project: &Project) -> String {
    let named = project.manifest.expected.as_deref().or(project.manifest.output.as_deref());
    let file =
        named.and_then(|path| Path::new(path).file_name()).map(|name| name.to_string_lossy().into_owned());
    file.unwrap_or_else(|| "结果.csv".to_owned())
}

fn folder(project: &Project) -> PathBuf {
    let named = project.manifest.expected.as_deref().and_then(|path| Path::new(path).parent());
    project.folder.join(named.unwrap_or(Path::new(FOLDER)))
}

fn one(accepted: &mut Accepted, found: &Path, folder: &Path, file: &str, accept: bool, tested: &mut Tested) {
    let known = folder.join(file);
    if accept {
        let recorded = fs::create_dir_all(folder).and_then(|()| fs::copy(found, &known));
        match recorded {
            Ok(_) => accepted.recorded.push(file.to_owned()),
            Err(error) => {
                tested.diagnostics.push(crate::project::unreadable(&known.to_string_lossy(), &error));
                tested.exit = tested.exit.and(Exit::Usage);
            }
        }
        return;
    }
    match (fs::read(&known), fs::read(found)) {
        (Ok(before), Ok(now)) if before == now => accepted.same.push(file.to_owned()),
        (Ok(before), Ok(now)) => accepted.different.push(difference(file, &before, &now)),
        _ => accepted.unknown.push(file.to_owned()),
    }
}

fn difference(file: &str, before: &[u8], now: &[u8]) -> Difference {
    let (before, now) = (String::from_utf8_lossy(before), String::from_utf8_lossy(now));
    let (mut old, mut new) = (before.lines(), now.lines());
    let mut difference = Difference { file: file.to_owned(), ..Difference::default() };
    let mut number = 0;
    loop {
        number += 1;
        let (a, b) = (old.next(), new.next());
        if a.is_none() && b.is_none() {
            return difference;
        }
        if a != b {
            difference.count += 1;
            if difference.lines.len() < 5 {
                difference.lines.push((
                    number,
                    a.unwrap_or_default().to_owned(),
                    b.unwrap_or_default().to_owned(),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_are_counted_and_the_first_shown() {
        let difference = difference("结果.csv", b"a\n1\n2\n3\n", b"a\n1\nx\n3\n4\n");
        assert_eq!(difference.count, 2);
        assert_eq!(difference.lines, [(3, "2".into(), "x".into()), (5, String::new(), "4".into())]);
    }
}
