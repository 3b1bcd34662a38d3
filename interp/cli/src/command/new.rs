//! `heng new`: a folder with a county's library that runs as it is.

use std::fs;
use std::io;
use std::path::Path;

use clap::Args;
use heng_data::{WriteError, write_whole};
use heng_grammar::diagnostic::Diagnostic;
use serde_json::json;

use crate::Exit;
use crate::new::{NewFile, default_name, files, is_name};
use crate::project::Trouble;
use crate::report;
use crate::run::unwritable;
use crate::shell::{Format, Shell};

/// The name and version of the schema.
const SCHEMA: &str = "heng.new/1";

/// What follows `heng new`.
#[derive(Args, Debug)]
pub struct NewArguments {
    /// The folder to make; it must not be there, or be empty
    #[arg(value_name = "DIR")]
    folder: String,
    /// The name of the county
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Makes the folder, in the language of the run.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn new(arguments: &NewArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let name = arguments.name.clone().unwrap_or_else(|| default_name(shell.language).to_owned());
    let name = name.trim();
    if !is_name(name) {
        return report::write_trouble(shell, &Trouble::usage(wrong_name(name)));
    }
    let folder = shell.path(&arguments.folder);
    if !is_free(&folder) {
        return report::write_trouble(shell, &Trouble::usage(not_empty(&arguments.folder)));
    }
    let files = files(name, shell.language);
    for file in &files {
        if let Err(error) = write(&folder, file) {
            let shown = format!("{}/{}", arguments.folder.trim_end_matches('/'), file.path);
            return report::write_trouble(shell, &unwritable(&error, &shown));
        }
    }
    tell(&files, &arguments.folder, shell)?;
    Ok(Exit::Done)
}

/// Whether nothing would be written over: no such folder, or an empty one.
fn is_free(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut inside) => inside.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

fn write(folder: &Path, file: &NewFile) -> Result<(), WriteError> {
    let path = file.path.split('/').fold(folder.to_path_buf(), |path, part| path.join(part));
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| WriteError::System(parent.to_path_buf(), error))?;
    }
    write_whole(&path, &[], |out| io::Write::write_all(out, file.text.as_bytes()))
}

fn tell(files: &[NewFile], folder: &str, shell: &mut Shell<'_>) -> io::Result<()> {
    if shell.format == Format::Json {
        let paths: Vec<&str> = files.iter().map(|file| file.path).collect();
        return writeln!(shell.out, "{:#}", json!({ "schema": SCHEMA, "folder": folder, "files": paths }));
    }
    let zh = format!("已建好「{folder}」，里面有：");
    let en = format!("Made `{folder}` with:");
    writeln!(shell.out, "{}", shell.pick(&zh, &en).to_owned())?;
    for file in files.iter().filter(|file| !file.path.starts_with('.')) {
        writeln!(shell.out, "  {}", file.path)?;
    }
    let zh = format!(
        "\n数据是编的，现在就能运行：\n  cd {folder}\n  heng run\n再看里面的 README.md，把数据换成自己的。"
    );
    let en = format!(
        "\nThe data are made up, and it runs as it is:\n  cd {folder}\n  heng run\nThen see its README.md, and put your own data in."
    );
    writeln!(shell.out, "{}", shell.pick(&zh, &en).to_owned())
}

/// H1040: something is there already.
fn not_empty(folder: &str) -> Diagnostic {
    Diagnostic::error(
        1040,
        format!("「{folder}」不是空文件夹，不往里面写"),
        format!("`{folder}` is not an empty folder, and nothing is written into it"),
    )
    .help("换一个还没有的文件夹名", "name a folder that is not there yet")
}

/// H1041: a name that cannot stand in a script.
fn wrong_name(name: &str) -> Diagnostic {
    Diagnostic::error(1041, format!("县名不能是「{name}」"), format!("a county cannot be called `{name}`"))
        .help(
            "县名写在一行里，不含引号、花括号和 @",
            "write the name on one line, without quotes, braces or @",
        )
}
