//! `heng deviations`: what a script makes different from the documents it uses.

use std::io;

use clap::Args;
use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::source::Source;
use heng_grammar::span::Span;
use heng_interp::amend::{Deviation, deviations};
use heng_interp::resolve::version::Period;
use heng_interp::value::Date;
use serde_json::{Value, json};

use crate::Exit;
use crate::compile::Parsed;
use crate::project::{Project, Trouble};
use crate::report;
use crate::run;
use crate::shell::{Format, Shell};

/// The name and version of the schema.
const SCHEMA: &str = "heng.deviations/1";

/// What follows `heng deviations`.
#[derive(Args, Debug)]
pub struct DeviationsArguments {
    /// The script, or a folder with heng.toml; the current folder where it is not given
    #[arg(value_name = "FILE", default_value = ".", hide_default_value = true)]
    script: String,
    /// The date the result is made for
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

/// Lists the deviations.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn list(arguments: &DeviationsArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let loaded = Project::open(&shell.folder, &arguments.script).and_then(|project| {
        let day = run::day(&project, arguments.as_of.as_deref())?;
        Ok((day, project.load()?, project.script_name))
    });
    let (day, texts, script) = match loaded {
        Ok(loaded) => loaded,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let documents = Parsed::new(&texts).documents(day);
    let wrong = |fault: &Diagnostic| fault.is_error() && !matches!(fault.code.0, 731 | 732);
    if documents.diagnostics.iter().any(wrong) {
        let diagnostics = documents.diagnostics;
        let trouble = Trouble { diagnostics, sources: texts.sources, exit: Exit::Script };
        return report::write_trouble(shell, &trouble);
    }
    let found = deviations(&documents);
    if shell.format == Format::Json {
        let all: Vec<Value> = found.iter().map(|each| as_json(each, &texts.sources, day)).collect();
        writeln!(shell.out, "{:#}", json!({ "schema": SCHEMA, "script": script, "deviations": all }))?;
    } else {
        as_text(&found, &texts.sources, day, shell)?;
    }
    Ok(Exit::Done)
}

fn as_json(deviation: &Deviation, sources: &[Source], day: Option<Date>) -> Value {
    let word = deviation.verb.word();
    let (file, line) = place(deviation.span, sources);
    json!({
        "verb": word.en,
        "verb_zh": word.zh,
        "what": deviation.what,
        "of": deviation.of,
        "by": deviation.document,
        "from": deviation.period.from.map(|day| day.to_string()),
        "to": deviation.period.to.map(|day| day.to_string()),
        "in_force": day.map(|day| deviation.period.holds(day)),
        "articles": deviation.articles,
        "text": words(deviation.span, sources),
        "file": file,
        "line": line,
    })
}

/// One line a deviation: the article, what is done, where it stands; a heading for each document and period.
fn as_text(
    found: &[Deviation],
    sources: &[Source],
    day: Option<Date>,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    let language = shell.language;
    let mut last = String::new();
    for deviation in found {
        let heading = heading(deviation, day, language);
        if heading != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            writeln!(shell.out, "{gap}{heading}")?;
            last = heading;
        }
        let word = deviation.verb.word();
        let verb = if language == Language::Chinese { word.zh } else { word.en };
        let by = match deviation.articles.as_slice() {
            [] => shell.pick("无条款", "no article").to_owned(),
            articles => articles.join("、"),
        };
        let (file, line) = place(deviation.span, sources);
        writeln!(shell.out, "  {by}  {verb} {}  （{file}:{line}）", shortened(&deviation.what))?;
    }
    let count = found.len();
    let zh = match count {
        0 => "与所引用的文件没有不同。".to_owned(),
        _ => format!("共 {count} 处不同。"),
    };
    let en = match count {
        0 => "nothing differs from the documents in use.".to_owned(),
        1 => "1 deviation.".to_owned(),
        _ => format!("{count} deviations."),
    };
    let sentence = shell.pick(&zh, &en).to_owned();
    writeln!(shell.err, "{sentence}")
}

fn heading(deviation: &Deviation, day: Option<Date>, language: Language) -> String {
    let chinese = language == Language::Chinese;
    let of = match (deviation.of.as_str(), chinese) {
        ("", true) => "对所引用的文件".to_owned(),
        ("", false) => "of the documents in use".to_owned(),
        (of, true) => format!("对 {of}"),
        (of, false) => format!("of {of}"),
    };
    let by = match (deviation.document.as_str(), chinese) {
        ("", _) => String::new(),
        (by, true) => format!("（{by}）"),
        (by, false) => format!(" (by {by})"),
    };
    let Period { from, to } = deviation.period;
    let dates = match (from, to, chinese) {
        (None, None, _) => String::new(),
        (Some(from), None, true) => format!("，{from} 起"),
        (None, Some(to), true) => format!("，至 {to}"),
        (Some(from), Some(to), true) => format!("，{from} 起至 {to}"),
        (Some(from), None, false) => format!(", from {from}"),
        (None, Some(to), false) => format!(", until {to}"),
        (Some(from), Some(to), false) => format!(", {from} to {to}"),
    };
    let state = match day.filter(|_| deviation.period.is_dated()) {
        None => "",
        Some(day) if deviation.period.holds(day) => {
            if chinese {
                "，施行中"
            } else {
                ", in force"
            }
        }
        Some(day) if from.is_some_and(|from| day < from) => {
            if chinese {
                "，尚未施行"
            } else {
                ", not yet in force"
            }
        }
        Some(_) => {
            if chinese {
                "，已到期"
            } else {
                ", no longer in force"
            }
        }
    };
    format!("{of}{by}{dates}{state}")
}

fn place(span: Span, sources: &[Source]) -> (&str, u32) {
    let source = sources.iter().find(|source| source.id() == span.source);
    source.map_or(("", 0), |source| {
        (source.name(), u32::try_from(source.position(span.range().start).line).unwrap_or(0))
    })
}

fn words(span: Span, sources: &[Source]) -> &str {
    sources.iter().find(|source| source.id() == span.source).map_or("", |source| span.text(source.text()))
}

/// At most forty characters of it.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
