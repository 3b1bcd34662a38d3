//! `heng explain-code H0203`: what an error code means, with the smallest script that causes it and the mend.

use std::io;

use clap::Args;
use serde_json::json;

use crate::Exit;
use crate::codes::{self, Page};
use crate::shell::{Format, Shell};

/// What follows `heng explain-code`.
#[derive(Args, Debug)]
pub struct ExplainCodeArguments {
    /// The code, such as H0203; all codes are listed where none is given
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Prints the page of a code, or the list of codes.
///
/// # Errors
/// Where standard output cannot be written to.
pub fn explain_code(arguments: &ExplainCodeArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let Some(written) = &arguments.code else { return list(shell) };
    let Some(page) = codes::find(written) else {
        let near = codes::pages().into_iter().map(|page| page.code.to_owned()).collect::<Vec<_>>();
        let zh = format!("没有「{written}」这个错误码；heng explain-code 列出全部 {} 个。", near.len());
        let en = format!("there is no code `{written}`; heng explain-code lists all {}.", near.len());
        writeln!(shell.err, "{}", shell.pick(&zh, &en))?;
        return Ok(Exit::Usage);
    };
    match shell.format {
        Format::Json => writeln!(shell.out, "{:#}", page_json(&page))?,
        Format::Text | Format::Plain => write!(shell.out, "{}", page.text(shell.language))?,
    }
    Ok(Exit::Done)
}

fn list(shell: &mut Shell<'_>) -> io::Result<Exit> {
    let pages = codes::pages();
    if shell.format == Format::Json {
        let all: Vec<_> = pages.iter().map(page_json).collect();
        writeln!(shell.out, "{:#}", json!({ "schema": "heng.codes/1", "codes": all }))?;
        return Ok(Exit::Done);
    }
    for page in pages {
        writeln!(shell.out, "{}  {}", page.code, page.title(shell.language))?;
    }
    Ok(Exit::Done)
}

fn page_json(page: &Page) -> serde_json::Value {
    json!({
        "code": page.code,
        "title_zh": page.title_zh,
        "title_en": page.title_en,
        "meaning_zh": page.meaning_zh,
        "meaning_en": page.meaning_en,
        "script": page.script,
        "mend": page.mend,
    })
}
