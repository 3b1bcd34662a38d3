//! `heng explain-code H0203`: what an error code means, with the smallest script that causes it and the mend.

use std::io;

use clap::Args;
use heng_grammar::diagnostic::Language;
use serde_json::json;

use crate::Exit;
use crate::codes::{self, Page};
use crate::report::text::wrap;
use crate::shell::{Format, Shell};

/// What follows `heng explain-code`.
#[derive(Args, Debug)]
pub struct ExplainCodeArguments {
    /// The code, such as H0203, or a family of codes, such as H02; all codes are listed where none is given
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// The families: how their codes begin, and what they are about.
const FAMILIES: [(&str, &str, &str); 12] = [
    (
        "H01",
        "文字：字符、引号、括号、数和日期的写法",
        "the text: characters, quotes, brackets, numbers and dates",
    ),
    ("H02", "条目：一条怎样写", "entries: how one is written"),
    ("H03", "名称、年份、修订前后", "names, years, versions"),
    ("H04", "类型和单位", "types and units"),
    ("H05", "缺失和除数", "missing values and divisors"),
    (
        "H06",
        "评分、分档、调档、查表、奖励、分配、分账",
        "scores, bands, moves, lookups, awards, allocations, ledgers",
    ),
    ("H07", "引用、修改、归并、上年结果", "used documents, amendments, rollups, earlier results"),
    ("H08", "数据", "data"),
    (
        "H09",
        "运行：命令行、heng.toml、登记册、算例",
        "runs: the command line, heng.toml, registers, examples",
    ),
    ("H16", "分账、台账、目标", "ledgers, their entries, targets"),
    (
        "H17",
        "不运行就看得出的：缺口、冲突、用不到的；已核",
        "found before a run: gaps, conflicts, what never counts; reviewed findings",
    ),
    ("H", "其他", "others"),
];

/// Prints the page of a code, or a list of codes.
///
/// # Errors
/// Where standard output cannot be written to.
pub fn explain_code(arguments: &ExplainCodeArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let Some(written) = &arguments.code else { return list(&codes::pages(), shell) };
    if let Some(page) = codes::find(written) {
        match shell.format {
            Format::Json => writeln!(shell.out, "{:#}", page_json(&page))?,
            Format::Text | Format::Plain | Format::Md | Format::Html => {
                write!(shell.out, "{}", page.text(shell.language, shell.width))?;
            }
        }
        return Ok(Exit::Done);
    }
    let family = codes::family(written);
    if !family.is_empty() {
        return list(&family, shell);
    }
    let near = codes::near(written);
    let zh = format!("没有「{written}」这个错误码；heng explain-code 列出全部 {} 个。", codes::pages().len());
    let en = format!("there is no code `{written}`; heng explain-code lists all {}.", codes::pages().len());
    let sentence = shell.pick(&zh, &en).to_owned();
    for line in wrap(&sentence, shell.width) {
        writeln!(shell.err, "{line}")?;
    }
    if !near.is_empty() {
        writeln!(shell.err, "{}", shell.pick("相近的有：", "Near it are:"))?;
    }
    for page in near {
        writeln!(shell.err, "  {}  {}", page.code, page.title(shell.language))?;
    }
    Ok(Exit::Usage)
}

fn list(pages: &[Page], shell: &mut Shell<'_>) -> io::Result<Exit> {
    if shell.format == Format::Json {
        let all: Vec<_> = pages.iter().map(page_json).collect();
        writeln!(shell.out, "{:#}", json!({ "schema": "heng.codes/2", "codes": all }))?;
        return Ok(Exit::Done);
    }
    let mut rest: Vec<&Page> = pages.iter().collect();
    for (start, zh, en) in FAMILIES {
        let (family, others): (Vec<&Page>, Vec<&Page>) =
            rest.into_iter().partition(|page| page.code.starts_with(start));
        rest = others;
        if family.is_empty() {
            continue;
        }
        let words = if shell.language == Language::Chinese { zh } else { en };
        writeln!(shell.out, "{start}  {words}")?;
        for page in family {
            write_title(page, shell)?;
        }
        writeln!(shell.out)?;
    }
    writeln!(
        shell.out,
        "{}",
        shell.pick("heng explain-code H0203 说明其中一个。", "heng explain-code H0203 explains one of them.")
    )?;
    Ok(Exit::Done)
}

/// `  H0203  几个词连在一起写了`, further lines below the first word.
fn write_title(page: &Page, shell: &mut Shell<'_>) -> io::Result<()> {
    let lead = format!("  {}  ", page.code);
    for (at, line) in
        wrap(page.title(shell.language), shell.width.saturating_sub(lead.len())).iter().enumerate()
    {
        let lead = if at == 0 { lead.clone() } else { " ".repeat(lead.len()) };
        writeln!(shell.out, "{lead}{line}")?;
    }
    Ok(())
}

fn page_json(page: &Page) -> serde_json::Value {
    json!({
        "code": page.code,
        "title": { "zh": page.title_zh, "en": page.title_en },
        "meaning": { "zh": page.meaning_zh, "en": page.meaning_en },
        "script": page.script,
        "commands": page.commands,
        "mend": page.mend,
    })
}
