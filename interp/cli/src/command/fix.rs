//! `heng check --fix`: shows what the safe mends change, and writes it where somebody agrees.

use std::io;

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use serde_json::{Value, json};

use crate::Exit;
use crate::fix::{self, ChangedFile, Fixed, changes, coloured, unified};
use crate::project::{Edited, Project, Trouble};
use crate::report::text::wrap;
use crate::report::{self, Tally};
use crate::run::{day, unwritable};
use crate::shell::{Format, Shell};

/// What became of the mends.
pub(super) struct Mended {
    /// The files and what was done to them.
    pub fixed: Fixed,
    /// Whether the files were written.
    pub written: bool,
}

impl Mended {
    /// The texts to check for what is left: the new ones, written or not.
    pub fn edited(&self) -> &Edited {
        &self.fixed.edited
    }

    /// A change that nobody agreed to leaves the scripts as wrong as they were.
    pub fn exit(&self) -> Exit {
        if self.written || self.fixed.files.is_empty() { Exit::Done } else { Exit::Script }
    }

    /// What was done, for programs: the places are those of the files as they were.
    pub fn json(&self, shell: &Shell<'_>) -> Value {
        let mends = self.fixed.mends.iter().map(|made| {
            json!({
                "code": made.code.to_string(),
                "title": shell.say(&made.title),
                "file": made.file,
                "line": made.line,
            })
        });
        json!({
            "written": self.written,
            "mends": mends.collect::<Vec<_>>(),
            "edits": self.fixed.files.iter().flat_map(edits).collect::<Vec<_>>(),
        })
    }
}

fn edits(file: &ChangedFile) -> Vec<Value> {
    let source = Source::new(SourceId(0), file.name.as_str(), file.before.as_str());
    let changed = changes(&file.before, &file.after).into_iter();
    let edit = changed.map(|(place, words)| {
        let place = report::place_json(source.span(place.start, place.end), std::slice::from_ref(&source));
        json!({ "place": place, "replacement": words })
    });
    edit.collect()
}

/// Mends the scripts, shows the change and writes it with `yes`, or where somebody at the terminal agrees.
///
/// # Errors
/// Where the streams cannot be written to; inside, what stopped the command.
pub(super) fn mend(
    scripts: &[String],
    as_of: Option<&str>,
    vocabulary: Option<Language>,
    yes: bool,
    shell: &mut Shell<'_>,
) -> io::Result<Result<Mended, Trouble>> {
    let mut fixed = Fixed::default();
    for script in scripts {
        let opened = Project::open(&shell.folder, script);
        let opened = opened.map(|project| project.in_vocabulary(vocabulary));
        // What stops one script is told when it is checked.
        let _ = opened.and_then(|project| fixed.fix(&project, day(&project, as_of)?));
    }
    if fixed.files.is_empty() {
        return Ok(Ok(Mended { fixed, written: false }));
    }
    show(&fixed, shell)?;
    let agreed = yes || (shell.interactive && shell.format != Format::Json && agrees(&fixed, shell)?);
    if agreed {
        for file in &fixed.files {
            if let Err(error) = fix::write(file) {
                return Ok(Err(unwritable(&error, &file.name)));
            }
        }
    }
    tell(&fixed, agreed, shell)?;
    Ok(Ok(Mended { fixed, written: agreed }))
}

/// The diff, and what each change is for.
fn show(fixed: &Fixed, shell: &mut Shell<'_>) -> io::Result<()> {
    if shell.format == Format::Json {
        return Ok(());
    }
    for file in &fixed.files {
        let diff = unified(&file.name, &file.before, &file.after);
        write!(shell.out, "{}", if shell.out_colour { coloured(&diff) } else { diff })?;
    }
    shell.out.flush()?;
    writeln!(shell.err)?;
    for made in &fixed.mends {
        let line = format!("{}:{} [{}] {}", made.file, made.line, made.code, shell.say(&made.title));
        for (at, piece) in wrap(&line, shell.width.saturating_sub(4)).into_iter().enumerate() {
            writeln!(shell.err, "{}{piece}", if at == 0 { "  " } else { "    " })?;
        }
    }
    Ok(())
}

/// Asks whether to write; only a plain yes is one.
fn agrees(fixed: &Fixed, shell: &mut Shell<'_>) -> io::Result<bool> {
    let (mends, files) = (fixed.mends.len(), fixed.files.len());
    let zh = format!("要把这 {mends} 处改动写进 {files} 个文件吗？[y/N] ");
    let en = format!("Write {} to {}? [y/N] ", counted(mends, "mend"), counted(files, "file"));
    let question = shell.pick(&zh, &en).to_owned();
    write!(shell.err, "{question}")?;
    shell.err.flush()?;
    let answer = answer(shell)?;
    Ok(["y", "yes", "是", "好", "写"].contains(&answer.trim().to_lowercase().as_str()))
}

/// One line of the input.
fn answer(shell: &mut Shell<'_>) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while shell.input.read(&mut byte)? == 1 && byte != [b'\n'] {
        bytes.extend(byte);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn tell(fixed: &Fixed, written: bool, shell: &mut Shell<'_>) -> io::Result<()> {
    if shell.format == Format::Json {
        return Ok(());
    }
    let (mends, files) = (fixed.mends.len(), fixed.files.len());
    let (zh, en) = match written {
        true => (
            format!("已改好 {mends} 处，写进 {files} 个文件。"),
            format!("{} made in {}.", counted(mends, "mend"), counted(files, "file")),
        ),
        false => (
            format!("有 {mends} 处可以直接改，还没有写进文件；加 --yes 就写。"),
            format!("{} can be made; nothing is written without --yes.", counted(mends, "mend")),
        ),
    };
    let sentence = shell.pick(&zh, &en).to_owned();
    writeln!(shell.err, "{sentence}\n")
}

/// What is left after the mends, in one sentence.
pub(super) fn left(mended: &Mended, total: Tally, undecided: usize, shell: &Shell<'_>) -> Option<String> {
    let any = total != Tally::default();
    let asks_zh = if undecided > 0 {
        format!("，其中 {undecided} 处有建议的改法，要由您决定")
    } else {
        String::new()
    };
    let asks_en = if undecided > 0 {
        format!("; {undecided} with a mend that is yours to decide")
    } else {
        String::new()
    };
    let (zh, en) = match (mended.fixed.files.is_empty(), any) {
        (true, false) => return None,
        (true, true) => {
            (format!("没有可以直接改的{asks_zh}。"), format!("Nothing can be mended unasked{asks_en}."))
        }
        (false, _) => (
            format!("以上是改后还剩的问题{asks_zh}。"),
            format!("The above is left after the mends{asks_en}."),
        ),
    };
    any.then(|| shell.pick(&zh, &en).to_owned())
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
