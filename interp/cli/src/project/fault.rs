//! What can be wrong with a project: files that are not there, a wrong `heng.toml`, wrong options.

use std::io;
use std::path::Path;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_grammar::suggest::{asked, nearest, offer_word};

use crate::Exit;

/// What stops a command: why, and how it ends.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// Why.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts the diagnostics point into, where they are not those of the program.
    pub sources: Vec<Source>,
    /// How the command ends.
    pub exit: Exit,
}

impl Trouble {
    /// What is wrong, and how the command ends.
    pub fn of(diagnostics: Vec<Diagnostic>, exit: Exit) -> Self {
        Self { diagnostics, sources: Vec::new(), exit }
    }

    /// The command line is wrong.
    pub fn usage(diagnostic: Diagnostic) -> Self {
        Self::of(vec![diagnostic], Exit::Usage)
    }

    /// The script is wrong.
    pub fn script(diagnostic: Diagnostic) -> Self {
        Self::of(vec![diagnostic], Exit::Script)
    }

    /// The data are wrong.
    pub fn data(diagnostic: Diagnostic) -> Self {
        Self::of(vec![diagnostic], Exit::Data)
    }

    /// The run is refused.
    pub fn undecided(diagnostics: Vec<Diagnostic>) -> Self {
        Self::of(diagnostics, Exit::Undecided)
    }

    /// The text that the diagnostics point into.
    #[must_use]
    pub fn within(mut self, source: Source) -> Self {
        self.sources.push(source);
        self
    }
}

/// H0901: a file that is not there; `place` is where it was sought.
pub(crate) fn no_such_file(shown: &str, place: Option<&Path>) -> Diagnostic {
    let report =
        Diagnostic::error(901, format!("没有文件「{shown}」"), format!("there is no file `{shown}`"));
    let name = place.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let beside = place.and_then(Path::parent).map(names_in).unwrap_or_default();
    asking(report, &name.unwrap_or_default(), beside.iter().map(String::as_str)).help(
        "看看路径和文件名有没有写错；路径从当前文件夹算起。",
        "check its path and name; paths start at the current folder.",
    )
}

/// The names in a folder, in order; none where it cannot be read.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

/// H0901: a file that cannot be read.
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::NotFound {
        return no_such_file(path, None);
    }
    let zh = match error.kind() {
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        _ => error.to_string(),
    };
    Diagnostic::error(901, format!("读不了「{path}」：{zh}"), format!("cannot read `{path}`: {error}"))
}

/// H0901: a script in another encoding.
pub(crate) fn not_utf8(path: &str) -> Diagnostic {
    Diagnostic::error(901, format!("「{path}」不是 UTF-8 编码的文本"), format!("`{path}` is not UTF-8 text"))
        .help(
            "用编辑器另存为 UTF-8；只有数据文件可以是 GBK 编码。",
            "save it as UTF-8; only data files may be in GB18030.",
        )
}

/// H0902: a folder without a manifest.
pub(crate) fn no_manifest(folder: &str, scripts: usize) -> Diagnostic {
    let (zh, en) = match scripts {
        0 => ("里面也没有脚本".to_owned(), "and it holds no script".to_owned()),
        n => (format!("里面有 {n} 个脚本，不知道运行哪一个"), format!("and it holds {n} scripts")),
    };
    Diagnostic::error(
        902,
        format!("文件夹「{folder}」没有 heng.toml，{zh}"),
        format!("the folder `{folder}` has no heng.toml, {en}"),
    )
    .help(
        "写明脚本文件，或在文件夹里放一个 heng.toml（script = \"…\"）。",
        "name the script, or add a heng.toml with script = \"…\".",
    )
}

/// H0903: a wrong manifest.
pub(crate) fn wrong_manifest(
    source: &Source,
    at: Option<std::ops::Range<usize>>,
    message: &str,
) -> Diagnostic {
    let report = Diagnostic::error(903, "heng.toml 写错了", "heng.toml is wrong");
    let at = at.unwrap_or(0..0);
    let zh = message_zh(message);
    let key = source.span(at.start, at.end);
    let words = key.text(source.text()).to_owned();
    let report = match message.starts_with("invalid unquoted key") && !words.is_empty() {
        true => report.mend(key, format!("\"{words}\""), "给它加上引号", "put it in quotes", true),
        false if message.starts_with("unknown field") => {
            offer_word(report, key, words.trim_matches(['"', '\'']), known_fields(message))
        }
        false => report,
    };
    report.at(source.span(at.start, at.end), zh, message.lines().next().unwrap_or_default().to_owned()).help(
        "可以写的有：script、decisions、appeals、output、expected、as-of、vocabulary，以及 [data] 和 [parameters] 两节。",
        "it may hold script, decisions, appeals, output, expected, as-of, vocabulary, and the sections [data] and [parameters].",
    )
}

/// What a manifest could hold there: "unknown field `a`, expected one of `b`, `c`".
fn known_fields(message: &str) -> impl Iterator<Item = &str> {
    message.lines().next().unwrap_or_default().split('`').skip(3).step_by(2)
}

/// The commonest complaints about a manifest in Chinese; others are given as they are.
fn message_zh(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let quoted = || first.split('`').nth(1).unwrap_or_default();
    if first.starts_with("unknown field") {
        format!("没有「{}」这一项", quoted())
    } else if first.starts_with("missing field") {
        format!("少了「{}」这一项", quoted())
    } else if first.starts_with("invalid unquoted key") {
        "中文的键要加引号".to_owned()
    } else if first.starts_with("unknown variant") {
        let allowed: Vec<&str> = first.split('`').skip(3).step_by(2).collect();
        format!("不能是「{}」，可以写 {}", quoted(), allowed.join("、"))
    } else if first.starts_with("duplicate key") {
        "这一项写了两次".to_owned()
    } else {
        format!("这里不对（{first}）")
    }
}

/// H0904: `-d` names no table, and there are several.
pub(crate) fn which_table(path: &str, tables: &[&str]) -> Diagnostic {
    let list = tables.join("、");
    Diagnostic::error(904, format!("不知道「{path}」是哪张表的数据"), format!("for which table is `{path}`?"))
        .help(
            format!("写成 -d 表名={path}；这份脚本的表有：{list}。"),
            format!("write -d TABLE={path}; the script's tables are {}.", tables.join(", ")),
        )
}

/// H0904: `-d` names a table that the script does not have.
pub(crate) fn unknown_table(table: &str, tables: &[&str]) -> Diagnostic {
    let report = Diagnostic::error(
        904,
        format!("脚本里没有叫「{table}」的表"),
        format!("the script has no table called `{table}`"),
    );
    asking(report, table, tables.iter().copied())
        .help(format!("有的是：{}。", tables.join("、")), format!("it has {}.", tables.join(", ")))
}

/// Adds the question whether one of the `known` names was meant where `written` stands.
pub(crate) fn asking<'a>(
    report: Diagnostic,
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    match asked(&nearest(written, known)) {
        Some((zh, en)) => report.help(zh, en),
        None => report,
    }
}

/// H0904: two files for one table.
pub(crate) fn table_twice(table: &str) -> Diagnostic {
    Diagnostic::error(
        904,
        format!("表「{table}」给了两份数据"),
        format!("the table `{table}` is given two files"),
    )
}

/// H0905: a table that the run needs has no data.
pub(crate) fn no_data(tables: &[&str]) -> Diagnostic {
    let example = tables.first().copied().unwrap_or_default();
    Diagnostic::error(
        905,
        format!("没有给出表「{}」的数据", tables.join("」「")),
        format!(
            "no data are given for {}",
            tables.iter().map(|t| format!("`{t}`")).collect::<Vec<_>>().join(", ")
        ),
    )
    .help(
        format!("用 -d {example}=文件.csv 给出，或写进 heng.toml 的 [data]。"),
        format!("give them with -d {example}=FILE.csv, or in [data] of heng.toml."),
    )
}
